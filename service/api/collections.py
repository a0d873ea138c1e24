"""How a list is answered: page by page, with the next page in a Link header (RFC 8288)."""

import json
import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import Annotated, Any, Final, Literal, TypeVar

from fastapi import Query, Request
from starlette.responses import Response

from graph.dates import parse_day
from ontology.errors import ParameterError
from ontology.texts import Text
from service.caching import etag, is_current, not_modified
from service.problems import language_of

T = TypeVar("T")
Json = dict[str, Any]

MAX_LIMIT: Final = 1000
CONTEXT: Final = "/api/v1/context.jsonld"
DAY: Final = (
    "(?!0000|[0-9]{4}-(02-3|(0[469]|11)-31))[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?"
)
"""What a day, month or year looks like; not every day of this form exists."""

_CURSOR: Final = re.compile("o([0-9]{1,9})")

Limit = Annotated[int, Query(ge=1, le=MAX_LIMIT, description="members on one page")]
Cursor = Annotated[
    str,
    Query(
        description="where the page begins; taken from the Link header",
        json_schema_extra={"pattern": f"^({_CURSOR.pattern})?$"},
    ),
]
AsOf = Annotated[
    str,
    Query(
        description="day asked for, YYYY-MM-DD, YYYY-MM or YYYY; today if absent",
        json_schema_extra={"pattern": f"^({DAY})?$"},
    ),
]
Lang = Annotated[Literal["", "de", "en"], Query(description="language of texts")]


def day_of(as_of: str) -> date:
    """Return the day that a request asks for; today if it does not say.

    Raises:
        ParameterError: if it is not a date.
    """
    return parse_day(as_of) if as_of else date.today()  # noqa: DTZ011 - the reader's calendar day


def answer(
    request: Request, content: Json, headers: dict[str, str] | None = None, *parts: str
) -> Response:
    """Return a JSON-LD answer with the context and an ETag tied to the landscape.

    Args:
        request: the request.
        content: what is answered.
        headers: further headers.
        *parts: what the answer depends on beside landscape, address and language.
    """
    tag = etag(request.app.state.version, str(request.url), language_of(request), *parts)
    if is_current(request.headers, tag):
        return not_modified(tag, (headers or {}).get("Vary", "Accept-Language"))
    body = json.dumps({"@context": CONTEXT, **content}, ensure_ascii=False, allow_nan=False)
    return Response(
        body.encode(),
        media_type="application/json",
        headers={
            "ETag": tag,
            "Cache-Control": "no-cache",
            "Content-Language": language_of(request),
            "Vary": "Accept-Language",
            **(headers or {}),
        },
    )


def collection(
    request: Request,
    members: Sequence[T],
    shape: Callable[[T], Json],
    limit: int,
    cursor: str,
    *,
    about: Json | None = None,
) -> Response:
    """Return one page of a list as `{"totalItems": n, "member": [...]}`.

    Args:
        request: the request; its address is the base of the links.
        members: all members in their order.
        shape: how one becomes JSON; only called for the members of the page.
        limit: members on the page.
        cursor: where the page begins, empty for the first one.
        about: what else the answer says, beside its members.

    Raises:
        ParameterError: if the cursor is not one of ours.
    """
    start = _decode(cursor)
    page = members[start : start + limit]
    links = [_link(request, 0, "first")]
    if start + limit < len(members):
        links.append(_link(request, start + limit, "next"))
    if start > 0:
        links.append(_link(request, max(0, start - limit), "prev"))
    content = {
        **(about or {}),
        "totalItems": len(members),
        "member": [shape(member) for member in page],
    }
    return answer(request, content, {"Link": ", ".join(links)})


def _link(request: Request, start: int, relation: str) -> str:
    url = request.url.include_query_params(cursor=_encode(start))
    return f'<{url}>; rel="{relation}"'


def _encode(start: int) -> str:
    return f"o{start}"


def _decode(cursor: str) -> int:
    if not cursor:
        return 0
    found = _CURSOR.fullmatch(cursor)
    if found is None:
        raise ParameterError(
            "cursor",
            Text(
                "Die Angabe „cursor“ stammt nicht aus einem Link dieser Schnittstelle.",
                'The parameter "cursor" does not come from a link of this interface.',
            ),
        )
    return int(found[1])
