"""What every request with a body has to keep to, whatever reads it."""

from http import HTTPStatus
from typing import Final

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from ontology.texts import Text
from service import problems

_WITHOUT: Final = frozenset({"GET", "HEAD", "OPTIONS"})
"""Methods whose requests have no body that anything here reads."""


class Bodies:
    """Refuses bodies that nothing behind could read.

    Args:
        app: the rest.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

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
        await self._app(scope, receive, send)


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
