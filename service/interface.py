"""What the description of the interface (OpenAPI) says of every answer: its forms and problems.

Routes name the statuses that their answers may have; what a problem looks like stands here once.
"""

from http import HTTPMethod, HTTPStatus
from typing import Any, Final

from fastapi import FastAPI

from service.negotiation import Format
from service.problems import MEDIA_TYPE

Responses = dict[int | str, dict[str, Any]]

UNKNOWN: Final[Responses] = {HTTPStatus.NOT_FOUND: {}}
"""Of what may be asked about something that there is not."""

WITH_A_BODY: Final = (HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
"""What `service.bodies` answers, whatever reads the body."""

_WITHOUT_ETAG: Final = ("/health", "/metrics", "/reconcile")
"""Addresses whose answers are made anew each time; all others know `If-None-Match`."""

_UNCHANGED: Final = {
    "description": "If-None-Match names the ETag of the answer, which is not sent again",
    "headers": {"ETag": {"schema": {"type": "string"}}},
}
_TEXT: Final = {"type": "string"}
_NUMBER: Final = {"type": "integer"}
_PROBLEM: Final = {
    "type": "object",
    "description": "a problem (RFC 9457), with what the error carries",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string", "format": "uri"},
        "title": _TEXT,
        "status": _NUMBER,
        "detail": {**_TEXT, "description": "what happened and what to do"},
        "instance": {**_TEXT, "description": "under which the log knows the request"},
        "parameter": {**_TEXT, "description": "that is of no use"},
        "errors": {"type": "array", "description": "each value or cell that is of no use"},
        "near": {"type": "array", "items": _TEXT, "description": "what may have been meant"},
        "line": {**_NUMBER, "description": "of the query"},
        "column": {**_NUMBER, "description": "of the query"},
        "retryAfter": {**_NUMBER, "description": "seconds"},
    },
}
_PROBLEM_NAME: Final = "Problem"
_CONTENT: Final = {
    MEDIA_TYPE: {"schema": {"$ref": f"#/components/schemas/{_PROBLEM_NAME}"}},
    "text/html": {},
}
"""Of every problem; who wants a page gets one."""

_FRAMEWORKS_OWN: Final = ("HTTPValidationError", "ValidationError")


class DescribedApi(FastAPI):
    """An application whose description tells what each of its operations really answers."""

    def openapi(self) -> dict[str, Any]:
        """Return the description; made once."""
        if self.openapi_schema is None:
            _complete(super().openapi())
        found: dict[str, Any] = self.openapi_schema or {}
        return found


def may(*statuses: int, offers: tuple[Format, ...] = ()) -> Responses:
    """Return what a route answers beyond the usual.

    Args:
        *statuses: of its other answers.
        offers: forms of its content; beside JSON unless the route has another `response_class`.
    """
    forms: Responses = {}
    if offers:
        forms[HTTPStatus.OK] = {"content": {offer.plain_type: {} for offer in offers}}
    return forms | {status: {} for status in statuses}


def _complete(description: dict[str, Any]) -> None:
    for path, operations in description["paths"].items():
        for method, operation in operations.items():
            responses = operation["responses"]
            if method == HTTPMethod.POST.lower():
                for status in WITH_A_BODY:
                    responses.setdefault(str(status.value), {"description": status.phrase})
            elif method == HTTPMethod.GET.lower() and not path.startswith(_WITHOUT_ETAG):
                responses[str(HTTPStatus.NOT_MODIFIED.value)] = _UNCHANGED
            if _takes_only_a_path(operation):
                # the framework's own: no text in a path is unfit
                responses.pop(str(HTTPStatus.UNPROCESSABLE_ENTITY.value), None)
            for status, response in responses.items():
                if int(status) >= HTTPStatus.BAD_REQUEST:
                    response["content"] = _CONTENT
            operation["responses"] = dict(sorted(responses.items()))
    schemas = description["components"]["schemas"]
    for name in _FRAMEWORKS_OWN:
        schemas.pop(name, None)
    schemas[_PROBLEM_NAME] = _PROBLEM


def _takes_only_a_path(operation: dict[str, Any]) -> bool:
    places = {one["in"] for one in operation.get("parameters", ())}
    return places == {"path"} and "requestBody" not in operation
