"""How a query gets in and its answer out with nothing between that a short query would wait for.

A lookup takes the engine some 30 microseconds; dependency injection, routing and response objects
take many times that. So this layer answers the requests that carry a query by itself, and hands
everything else at `/sparql` (the page, the description, other methods) to the routes behind it.
"""

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
from service.sparql.answers import Answer, Job
from service.sparql.kept import KeptAnswers
from service.sparql.plan import Plan, Planner, Wish
from service.sparql.pool import Pool
from service.sparql.responses import PartsResponse, while_connected

PATH: Final = "/sparql"
_PATHS: Final = frozenset({PATH, f"{PATH}/"})
_METHODS: Final = frozenset({"GET", "HEAD", "POST"})


class _Route(NamedTuple):
    """What the metrics count a request under."""

    path: str


_ROUTE: Final = _Route(PATH)


class Door:
    """Answers queries at `/sparql`.

    Args:
        app: the rest.
        max_bytes: largest query text.
        kept_bytes: room for answers that are kept; 0 keeps none.
    """

    def __init__(self, app: ASGIApp, max_bytes: int, kept_bytes: int) -> None:
        self._app = app
        self._max_bytes = max_bytes
        self._planner = Planner()
        self._kept = KeptAnswers(kept_bytes)

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
        if scope["method"] == "GET" and prefers_html(headers):
            await self._app(scope, receive, send)
            return
        scope["route"] = _ROUTE
        try:
            plan = await self._plan(scope, headers, receive)
            if plan is not None:
                response = await self._answer(scope, receive, send, plan, headers)
        except (LandscapeError, HTTPException) as error:
            response = problems.response_of(Request(scope, receive), error)
        else:
            if plan is None:
                await self._app(scope, receive, send)
                return
        if response is not None:
            await response(scope, receive, send)

    async def _plan(self, scope: Scope, headers: dict[str, str], receive: Receive) -> Plan | None:
        body, content_type = b"", ""
        if scope["method"] == "POST":
            content_type = headers.get("content-type", "")
            limit = protocol.body_limit(content_type, self._max_bytes)
            body = await protocol.body_of(receive, limit)
        state = scope["app"].state
        wish = Wish(
            scope["method"], scope["query_string"], headers.get("accept", ""), content_type, body
        )
        return self._planner.plan(wish, state.version, state.pool, self._max_bytes)

    async def _answer(
        self, scope: Scope, receive: Receive, send: Send, plan: Plan, headers: dict[str, str]
    ) -> Response | None:
        """Send a small answer, or return the response that sends another one."""
        if plan.etag and "if-none-match" in headers and is_current(headers, plan.etag):
            return not_modified(plan.etag)
        if plan.key is not None and "no-cache" not in headers.get("cache-control", ""):
            kept = self._kept.find(plan.key)
            if kept is not None:
                age = (b"age", b"%d" % kept.age)
                await _send(scope, send, plan, kept.content, (_HIT, age))
                return None
        answer = await _ask(Request(scope, receive), scope["app"].state.pool, plan.job)
        if answer.parts is not None:
            named = {name.decode(): value.decode() for name, value in plan.headers}
            return PartsResponse(answer.parts, named, answer.format.media_type)
        if plan.key is not None:
            self._kept.keep(plan.key, answer.content)
        await _send(scope, send, plan, answer.content, ())
        return None


_HIT: Final = (b"cache-status", b"bildungslandschaft; hit")
"""RFC 9211: the answer was kept from an earlier request for the same."""


async def _ask(request: Request, executor: Any, job: Job) -> Answer:  # noqa: ANN401 - Pool or Executor
    if not isinstance(executor, Pool):
        return await while_connected(request, executor.execute(job))
    begun = executor.ask(job)
    return begun if isinstance(begun, Answer) else await while_connected(request, begun)


async def _send(
    scope: Scope,
    send: Send,
    plan: Plan,
    content: bytes,
    further: tuple[tuple[bytes, bytes], ...],
) -> None:
    length = (b"content-length", b"%d" % len(content))
    start: Message = {
        "type": "http.response.start",
        "status": 200,
        "headers": [*plan.headers, *further, length],
    }
    await send(start)
    is_head = scope["method"] == "HEAD"
    await send({"type": "http.response.body", "body": b"" if is_head else content})


def _readable(raw: list[tuple[bytes, bytes]]) -> dict[str, str]:
    """Return headers by name; one that comes several times is one list (RFC 9110, 5.2)."""
    headers: dict[str, str] = {}
    for name, value in raw:
        key, told = name.decode("latin-1"), value.decode("latin-1")
        headers[key] = f"{headers[key]}, {told}" if key in headers else told
    return headers
