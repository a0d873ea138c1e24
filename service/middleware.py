"""What happens to every request: an id, security headers, a count, a log line, no stack trace."""

import logging
import time
import uuid
from collections.abc import Iterable
from typing import Final

from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service import problems
from service.logs import one_line
from service.metrics import Metrics

_LOG: Final = logging.getLogger("service.access")
_METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_LOGGED_LETTERS: Final = 2000

SECURITY_HEADERS: Final = {
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data:; object-src 'none';"
    " base-uri 'self'; form-action 'self'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
"""Sent with every answer that does not set the header itself."""

_POLICY: Final = b"content-security-policy"
_RAW_SECURITY_HEADERS: Final = [
    (name.lower().encode(), value.encode()) for name, value in SECURITY_HEADERS.items()
]


class RequestFrame:
    """The outermost layer.

    Args:
        app: the rest.
        metrics: where requests are counted.
    """

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        number = str(uuid.uuid4())
        scope.setdefault("state", {})["request_id"] = number
        began = time.perf_counter()
        status = 0

        async def send_framed(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = _completed(message["headers"], number)
            await send(message)

        try:
            await self._app(scope, receive, send_framed)
        except Exception:  # noqa: BLE001 - the last line of defence: an id for the log, no trace outside
            _LOG.exception("request %s failed", number)
            if not status:
                request = Request(scope, receive)
                await problems.internal(request)(scope, receive, send_framed)
        finally:
            self._account(scope, status, time.perf_counter() - began, number)

    def _account(self, scope: Scope, status: int, seconds: float, number: str) -> None:
        method = scope["method"] if scope["method"] in _METHODS else "other"
        route = getattr(scope.get("route"), "path", "other")
        self._metrics.observe(method, route, status, seconds)
        if not _LOG.isEnabledFor(logging.INFO):
            return
        query = scope["query_string"].decode("latin-1")
        target = scope["path"] + (f"?{query}" if query else "")
        shown = one_line(target)[:_LOGGED_LETTERS]
        _LOG.info("%s %s %s %s %.1fms", number, method, shown, status, seconds * 1000)


class Compression:
    """Compresses answers, except those of the SPARQL door.

    A query's answer goes out as the engine writes it: compressing took longer than most queries. A
    proxy in front may still do it.

    Args:
        app: the rest.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._plain = app
        self._compressed = GZipMiddleware(app, minimum_size=1024, compresslevel=5)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        is_query = scope["type"] == "http" and scope["path"].startswith("/sparql")
        await (self._plain if is_query else self._compressed)(scope, receive, send)


def _completed(headers: Iterable[tuple[bytes, bytes]], number: str) -> list[tuple[bytes, bytes]]:
    complete = list(headers)
    names = {name for name, _ in complete}
    if any(name == _POLICY and b"frame-ancestors" in value for name, value in complete):
        # a policy of its own says who may frame the answer; the older header could only contradict
        names.add(b"x-frame-options")
    complete += [header for header in _RAW_SECURITY_HEADERS if header[0] not in names]
    complete.append((b"x-request-id", number.encode()))
    return complete
