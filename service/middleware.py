"""What happens to every request: an id, security headers, a count, a log line, no stack trace."""

import asyncio
import logging
import time
import uuid
from collections.abc import Iterable, Mapping
from http import HTTPStatus
from typing import Final

from starlette.datastructures import Headers
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ontology.texts import Text
from service import problems
from service.logs import one_line
from service.metrics import Metrics

_LOG: Final = logging.getLogger("service.access")
_METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_LOGGED_LETTERS: Final = 2000
_LOGGED_SECONDS: Final = 0.1
"""How long the line of a short answer may wait."""

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
RAW_SECURITY_HEADERS: Final = [
    (name.lower().encode(), value.encode()) for name, value in SECURITY_HEADERS.items()
]


_REFUSED: Final = {
    "origin": "Herkunft",
    "method": "Methode",
    "headers": "Kopfzeilen",
    "private-network": "privates Netz",
}
_KEPT: Final = frozenset(
    {
        "access-control-allow-headers",
        "access-control-allow-methods",
        "access-control-allow-origin",
        "access-control-max-age",
        "vary",
    }
)


class RequestFrame:
    """The outermost layer.

    Args:
        app: the rest.
        metrics: where requests are counted.
    """

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._journal = Journal(metrics)

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
            self._journal.enter(scope, status, time.perf_counter() - began, number)


class Journal:
    """Where every request is counted and logged.

    Args:
        metrics: where it is counted.
    """

    def __init__(self, metrics: Metrics) -> None:
        self._metrics = metrics
        self._waiting: list[tuple[Scope, int, float, str]] = []

    def enter(self, scope: Scope, status: int, seconds: float, number: str) -> None:
        """Count a request and log it.

        Args:
            scope: of the request.
            status: of the answer; 0 if there was none.
            seconds: duration.
            number: id of the request.
        """
        self._count(scope, status, seconds)
        self._log(scope, status, seconds, number)

    def enter_short(self, scope: Scope, status: int, seconds: float, number: str) -> None:
        """Count a request at once and log it soon, with others: a line costs as much as its answer.

        Args: see `enter`.
        """
        self._count(scope, status, seconds)
        if not self._waiting:
            asyncio.get_running_loop().call_later(_LOGGED_SECONDS, self.write)
        self._waiting.append((scope, status, seconds, number))

    def write(self) -> None:
        """Log what waits for it."""
        waiting, self._waiting = self._waiting, []
        for entry in waiting:
            self._log(*entry)

    def _count(self, scope: Scope, status: int, seconds: float) -> None:
        method = scope["method"] if scope["method"] in _METHODS else "other"
        route = getattr(scope.get("route"), "path", "other")
        self._metrics.observe(method, route, status, seconds)

    def _log(self, scope: Scope, status: int, seconds: float, number: str) -> None:
        if not _LOG.isEnabledFor(logging.INFO):
            return
        method = scope["method"] if scope["method"] in _METHODS else "other"
        query = scope["query_string"].decode("latin-1")
        target = scope["path"] + (f"?{query}" if query else "")
        shown = one_line(target)[:_LOGGED_LETTERS]
        _LOG.info("%s %s %s %s %.1fms", number, method, shown, status, seconds * 1000)


class CrossOrigin(CORSMiddleware):
    """Says which other sites may ask what; a refusal is a problem document as every error is."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        try:
            await super().__call__(scope, receive, send)
        except PreflightError as error:
            response = problems.response_of(Request(scope, receive), error)
            await response(scope, receive, send)

    def preflight_response(self, request_headers: Headers) -> Response:
        """Return the answer to a browser that asks beforehand.

        Raises:
            PreflightError: if it may not.
        """
        response = super().preflight_response(request_headers)
        if response.status_code < HTTPStatus.BAD_REQUEST:
            return response
        raise PreflightError(bytes(response.body).decode(), response.headers)


class PreflightError(problems.HttpError):
    """A browser asked beforehand for something that its page may not.

    Args:
        told: what the library says; its last words name what is refused.
        headers: of its answer.
    """

    def __init__(self, told: str, headers: Mapping[str, str]) -> None:
        german = ", ".join(_REFUSED[word] for word in _REFUSED if word in told)
        english = ", ".join(word for word in _REFUSED if word in told)
        text = Text(
            f"Seiten anderer Herkunft dürfen das nicht: {german}.",
            f"Pages of another origin may not do that: {english}.",
        )
        kept = {name: value for name, value in headers.items() if name in _KEPT}
        super().__init__(HTTPStatus.BAD_REQUEST, text, kept)


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
    complete += [header for header in RAW_SECURITY_HEADERS if header[0] not in names]
    complete.append((b"x-request-id", number.encode()))
    return complete


class HeadByGet:
    """Answers HEAD wherever GET is answered (RFC 9110, 9.3.2).

    What has no answer of its own to it is asked for the whole, and its content is left out.

    Args:
        app: the rest.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http" or scope["method"] != "HEAD" or problems.is_routed(scope):
            await self._app(scope, receive, send)
            return

        async def send_head(message: Message) -> None:
            if message["type"] == "http.response.start":
                await send(message)
            elif not message.get("more_body"):
                await send({"type": "http.response.body", "body": b""})

        await self._app({**scope, "method": "GET"}, receive, send_head)
