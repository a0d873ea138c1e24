"""What a client may say to `/reconcile`, in its address or in the form of a body."""

from typing import Any, Final

from pydantic import BaseModel, Field


class Given(BaseModel):
    """The parameters of the Reconciliation Service API 0.2; without any, the service is described.

    An empty one counts as none.

    Attributes:
        queries: names to match, by any key.
        query: one name to match, as text or as one entry of `queries`.
        extend: things and properties whose values are asked for.
    """

    queries: str = Field(
        default="",
        description="JSON object of queries by any key: `query` (name), `type`, `limit`,"
        " `properties`.",
        examples=['{"q0": {"query": "Possehl-Stiftung", "limit": 3}}'],
    )
    query: str = Field(
        default="",
        description="One name, or one query as JSON object.",
        examples=["Stadt Herne"],
    )
    extend: str = Field(
        default="",
        description="JSON object with `ids` and `properties`: values for a column of matches.",
        examples=['{"ids": ["id/district/05334"], "properties": [{"id": "state"}]}'],
    )


FORM: Final[dict[str, Any]] = {
    "requestBody": {
        "content": {
            "application/x-www-form-urlencoded": {
                "schema": {
                    "type": "object",
                    "properties": {
                        name: {"type": "string", "description": field.description}
                        for name, field in Given.model_fields.items()
                    },
                }
            }
        }
    }
}
"""The same as a form, for OpenAPI."""
