"""How an answer leaves: whole with its status, or in parts that never look complete too early."""

import asyncio
import contextlib
from collections.abc import Coroutine
from typing import Any, Final, TypeVar

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from ontology.texts import Text
from service.problems import HttpError
from service.sparql.answers import Answer, Parts

T = TypeVar("T")

_PATIENCE: Final = 0.25
"""Seconds after which it is worth looking whether the client is still there."""


class PartsResponse(Response):
    """Sends the parts of a large answer as they come.

    If the answer ends early, the error leaves through the frame and the server closes the
    connection without the end mark, so that no client takes the torso for the whole.

    Args:
        parts: what to send.
        headers: response headers.
        media_type: content type.
    """

    def __init__(self, parts: Parts, headers: dict[str, str], media_type: str) -> None:
        super().__init__(b"", 200, headers, media_type)
        del self.headers["content-length"]
        self._parts = parts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send until the end, an error, or until the client leaves; then stop the work."""
        sending = asyncio.ensure_future(self._send(scope, send))
        leaving = asyncio.ensure_future(_disconnected(receive))
        try:
            await asyncio.wait({sending, leaving}, return_when=asyncio.FIRST_COMPLETED)
            if sending.done():
                sending.result()
        finally:
            for task in (sending, leaving):
                task.cancel()
            await asyncio.gather(sending, leaving, return_exceptions=True)
            await self._parts.aclose()

    async def _send(self, scope: Scope, send: Send) -> None:
        start = {"type": "http.response.start", "status": 200, "headers": self.raw_headers}
        await send(start)
        if scope["method"] != "HEAD":
            async for part in self._parts:
                await send({"type": "http.response.body", "body": part, "more_body": True})
        await send({"type": "http.response.body", "body": b"", "more_body": False})


def respond(answer: Answer, headers: dict[str, str]) -> Response:
    """Return an answer as a response.

    Args:
        answer: complete or in parts.
        headers: further headers.
    """
    if answer.parts is None:
        return Response(answer.content, 200, headers, answer.format.media_type)
    return PartsResponse(answer.parts, headers, answer.format.media_type)


async def while_connected(request: Request, work: Coroutine[Any, Any, T]) -> T:
    """Return what the work returns; end the work if the client leaves.

    Args:
        request: its body must have been read.
        work: cancelled if nobody waits for it any more.
    """
    task = asyncio.ensure_future(work)
    try:
        done, _ = await asyncio.wait({task}, timeout=_PATIENCE)
        if not done:
            await _first(task, request.receive)
        if not task.done():
            raise HttpError(499, Text("Verbindung beendet.", "Connection closed."))
        return task.result()
    finally:
        if not task.done():
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task


async def _first(task: asyncio.Future[T], receive: Receive) -> None:
    leaving = asyncio.ensure_future(_disconnected(receive))
    both: set[asyncio.Future[Any]] = {task, leaving}
    try:
        await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
    finally:
        leaving.cancel()


async def _disconnected(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
