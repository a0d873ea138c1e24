"""How a query gets in and its answer out with few layers between.

A lookup takes the engine some 30 microseconds; dependency injection, routing and response objects
take many times that. So this layer answers the requests that carry a query by itself, and hands
everything else at `/sparql` (the page, the description, other methods) to the routes behind it.
What `service.sparql.wire` has answered already does not get here.
"""

from collections.abc import Coroutine
from typing import Any, Final, NamedTuple

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ontology.errors import LandscapeError
from service import problems
from service.caching import is_current, not_modified
from service.negotiation import prefers_html
from service.sparql import protocol
from service.sparql.answers import Answer
from service.sparql.desk import Desk, Whole
from service.sparql.plan import Plan, Wish
from service.sparql.responses import PartsResponse, while_connected

PATH: Final = "/sparql"
_PATHS: Final = frozenset({PATH, f"{PATH}/"})
_METHODS: Final = frozenset({"GET", "HEAD", "POST"})


class _Route(NamedTuple):
    """What the metrics count a request under."""

    path: str


ROUTE: Final = _Route(PATH)
BEGUN: Final = "bildungslandschaft.begun"
"""Where a scope carries the plan and the work of a query that was begun before it got here."""

_Begun = tuple[Plan, Answer | Coroutine[Any, Any, Answer]]


class Door:
    """Answers queries at `/sparql`.

    Args:
        app: the rest.
        desk: plans and kept answers.
    """

    def __init__(self, app: ASGIApp, desk: Desk) -> None:
        self._app = app
        self._desk = desk

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if (
            scope["type"] != "http"
            or scope["path"] not in _PATHS
            or scope["method"] not in _METHODS
        ):
            await self._app(scope, receive, send)
            return
        headers = _readable(scope["headers"])
        if _asks_for_page(scope, headers):
            await self._app(scope, receive, send)
            return
        scope["route"] = ROUTE
        try:
            response = await self._respond(scope, receive, headers)
        except (LandscapeError, HTTPException) as error:
            response = problems.response_of(Request(scope, receive), error)
        if isinstance(response, tuple):
            await _send(scope, send, *response)
        else:
            await (response or self._app)(scope, receive, send)

    async def _respond(
        self, scope: Scope, receive: Receive, headers: dict[str, str]
    ) -> Response | tuple[Plan, Whole] | None:
        """Return what to send; None if the request asks no query."""
        executor = scope["app"].state.pool
        begun: _Begun | None = scope.pop(BEGUN, None)
        if begun is None:
            plan = await self._plan(scope, headers, receive)
            if plan is None:
                return None
            if plan.etag and "if-none-match" in headers and is_current(headers, plan.etag):
                return not_modified(plan.etag, "Accept")
            kept = self._desk.kept(plan, headers.get("cache-control", ""))
            if kept is not None:
                return plan, kept
            begun = plan, executor.ask(plan.job)
        plan, work = begun
        if not isinstance(work, Answer):
            answered = self._desk.answered(plan.job, work, executor.limits)
            work = await while_connected(Request(scope, receive), answered)
        if work.parts is not None:
            named = {name.decode(): value.decode() for name, value in plan.headers}
            return PartsResponse(work.parts, named, work.format.media_type)
        return plan, self._desk.keep(plan, work)

    async def _plan(self, scope: Scope, headers: dict[str, str], receive: Receive) -> Plan | None:
        body, content_type = b"", ""
        if scope["method"] == "POST":
            content_type = headers.get("content-type", "")
            limit = protocol.body_limit(content_type, self._desk.max_bytes)
            body = await protocol.body_of(receive, limit)
        state = scope["app"].state
        wish = Wish(
            scope["method"], scope["query_string"], headers.get("accept", ""), content_type, body
        )
        return await self._desk.plan(wish, state.version, state.pool)


def _asks_for_page(scope: Scope, headers: dict[str, str]) -> bool:
    if scope["method"] == "POST" or not prefers_html(headers):
        return False
    wanted = [one for one in scope["query_string"].split(b"&") if one.startswith(b"format=")]
    return not wanted or wanted[0] == b"format=html"


async def _send(scope: Scope, send: Send, plan: Plan, whole: Whole) -> None:
    length = (b"content-length", b"%d" % len(whole.content))
    start: Message = {
        "type": "http.response.start",
        "status": 200,
        "headers": [*plan.headers, *whole.headers, length],
    }
    await send(start)
    is_head = scope["method"] == "HEAD"
    await send({"type": "http.response.body", "body": b"" if is_head else whole.content})


def _readable(raw: list[tuple[bytes, bytes]]) -> dict[str, str]:
    """Return headers by name; one that comes several times is one list (RFC 9110, 5.2)."""
    headers: dict[str, str] = {}
    for name, value in raw:
        key, told = name.decode("latin-1"), value.decode("latin-1")
        headers[key] = f"{headers[key]}, {told}" if key in headers else told
    return headers
