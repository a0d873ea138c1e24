"""What every request with a body has to keep to, whatever reads it."""

import asyncio
from http import HTTPStatus
from typing import Final

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ontology.texts import Text
from service import problems

PATIENCE: Final = 20.0
"""Seconds for which the rest of a request may fail to come."""

_LIMITED: Final = ("/sparql", "/reconcile")
"""Below these the readers of bodies have limits of their own."""

_JSON: Final = "application/json"
_SHOWN_LETTERS: Final = 60
_WITHOUT: Final = frozenset({"GET", "HEAD", "OPTIONS"})
"""Methods whose requests have no body that anything here reads."""


class Bodies:
    """Refuses bodies that nothing behind could read, and does not wait for ever for one.

    Args:
        app: the rest.
        largest: bytes of a body.
    """

    def __init__(self, app: ASGIApp, largest: int) -> None:
        self._app = app
        self._largest = largest

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http" or scope["method"] in _WITHOUT:
            await self._app(scope, receive, send)
            return
        codings = _codings(Headers(scope=scope))
        if codings:
            refusal = problems.response_of(Request(scope, receive), _coded(codings))
            await refusal(scope, receive, send)
            return
        limit = 0 if scope["path"].startswith(_LIMITED) else self._largest
        told = Headers(scope=scope).get("content-length", "")
        if limit and told.isdigit() and int(told) > limit:
            await problems.response_of(Request(scope, receive), _large(limit))(scope, receive, send)
            return
        await self._app(scope, _steady(receive, limit), send)


async def json_only(request: Request) -> None:
    """Refuse a body of another media type than JSON.

    Raises:
        HttpError: 415, with the type that is read.
    """
    given = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if given != _JSON and not (given.startswith("application/") and given.endswith("+json")):
        named = given[:_SHOWN_LETTERS] or "–"
        raise problems.HttpError(
            HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
            Text(
                f"Der Inhalt ist als „{named}“ bezeichnet; gelesen wird {_JSON}.",
                f'The body is called "{named}"; what is read is {_JSON}.',
            ),
            {"Accept-Post": _JSON},
        )


def late() -> problems.HttpError:
    """Return the error for a request of which the rest does not come."""
    return problems.HttpError(
        HTTPStatus.REQUEST_TIMEOUT,
        Text(
            f"Der Rest der Anfrage kam {PATIENCE:g} Sekunden lang nicht.",
            f"The rest of the request did not come for {PATIENCE:g} seconds.",
        ),
        {"Connection": "close"},
    )


def _large(limit: int) -> problems.HttpError:
    return problems.HttpError(
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        Text(
            f"Der Inhalt hat mehr als {limit} Bytes; so viel wird hier nicht gelesen.",
            f"The body has more than {limit} bytes; so much is not read here.",
        ),
        {"Connection": "close"},
    )


def _steady(receive: Receive, limit: int) -> Receive:
    """Return a reader that waits for nobody for ever, and reads up to a limit; 0 for none."""
    is_open, read = True, 0

    async def receive_steadily() -> Message:
        nonlocal is_open, read
        if not is_open:
            # who reads on waits for the client to leave
            return await receive()
        try:
            async with asyncio.timeout(PATIENCE):
                message = await receive()
        except TimeoutError:
            raise late() from None
        is_open = message.get("more_body", False)
        read += len(message.get("body", b""))
        if limit and read > limit:
            raise _large(limit)
        return message

    return receive_steadily


def _codings(headers: Headers) -> list[str]:
    listed = ",".join(headers.getlist("content-encoding")).lower().split(",")
    return [coding.strip() for coding in listed if coding.strip() not in {"", "identity"}]


def _coded(codings: list[str]) -> problems.HttpError:
    shown = ", ".join(codings)[:100]
    return problems.HttpError(
        HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
        Text(
            f"Der Inhalt ist verpackt (Content-Encoding: {shown}); lesbar ist er nur unverpackt.",
            f"The content is encoded (Content-Encoding: {shown}); it is only read as it is.",
        ),
        # RFC 9110, 15.5.16: which codings would have been accepted
        {"Accept-Encoding": "identity"},
    )
