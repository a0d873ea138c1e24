"""The interface is what its own description says: fuzzed from `/openapi.json`."""

import schemathesis
from hypothesis import HealthCheck, given, settings

EXAMPLES = 2
"""Requests per address; there are more than a hundred addresses."""


def test_no_request_that_the_description_allows_breaks_the_service(client):
    schema = schemathesis.openapi.from_dict(client.get("/openapi.json").json())
    found = [result.ok() for result in schema.get_all_operations()]
    operations = [one for one in found if one.path.startswith(("/api/", "/health"))]
    assert len(operations) > 20
    for operation in operations:

        @given(case=operation.as_strategy())
        @settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
        def holds(case):
            answer = client.request(case.method, case.formatted_path, params=case.query or None)
            where = f"{case.method} {case.formatted_path} {case.query}"
            assert answer.status_code < 500, where
            assert str(answer.status_code) in case.operation.definition.raw["responses"], where
            if answer.status_code >= 400:
                kind = answer.headers["content-type"]
                assert kind.startswith("application/problem+json"), where

        holds()
