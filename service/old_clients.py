"""Answers to clients of HTTP/1.0, to which no one may send in chunks (RFC 9112, section 6.1)."""

from tempfile import SpooledTemporaryFile
from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

IN_MEMORY: Final = 1_000_000
"""Bytes of an answer that need no file."""
_PIECE: Final = 262_144


class OldClients:
    """Collects answers of unknown length for clients of HTTP/1.0, and sends them with their length.

    Args:
        app: the rest.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        is_old = scope["type"] == "http" and scope.get("http_version") == "1.0"
        if not is_old or scope["method"] == "HEAD":
            await self._app(scope, receive, send)
            return
        with SpooledTemporaryFile(IN_MEMORY) as collected:
            start: Message = {}

            async def collect(message: Message) -> None:
                nonlocal start
                if message["type"] == "http.response.start":
                    start = message
                    if _has_length(message):
                        await send(message)
                elif _has_length(start):
                    await send(message)
                else:
                    collected.write(message.get("body", b""))
                    if not message.get("more_body", False):
                        await _send(send, start, collected)

            await self._app(scope, receive, collect)


def _has_length(start: Message) -> bool:
    return any(name.lower() == b"content-length" for name, _ in start["headers"])


async def _send(send: Send, start: Message, collected: "SpooledTemporaryFile[bytes]") -> None:
    length = collected.tell()
    collected.seek(0)
    headers = [*start["headers"], (b"content-length", b"%d" % length)]
    await send({**start, "headers": headers})
    while piece := collected.read(_PIECE):
        await send({"type": "http.response.body", "body": piece, "more_body": True})
    await send({"type": "http.response.body", "body": b""})
