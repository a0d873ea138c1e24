"""The server's end of the process that reads large queries: one at a time, and not for long."""

import asyncio
import json
import os
import pickle
from typing import Any, NamedTuple

from ontology.errors import LandscapeError, QueryTooLargeError
from ontology.texts import Text
from queries.guard import CheckedQuery
from service.sparql import frames
from service.sparql.answers import Limits
from service.sparql.failures import busy
from service.sparql.process import LONG, Child, WorkerDiedError


class Read(NamedTuple):
    """A query that was read.

    Attributes:
        query: as it was checked.
        quick: the same in the form that the embedded engine answers best; empty if not known yet.
    """

    query: CheckedQuery
    quick: str = ""


class Reader:
    """Reads large queries.

    Nothing is started before the first one comes.

    Args:
        seconds: that one may take.
    """

    def __init__(self, seconds: float = 5.0) -> None:
        self._seconds = seconds
        self._turn = asyncio.Lock()
        self._waiting = 0
        self._child: Child | None = None

    async def check(self, text: str, limits: Limits) -> Read:
        """Check a query as `queries.guard.check` does.

        Args:
            text: the query.
            limits: how many may wait.

        Raises:
            QuerySyntaxError, QueryRefusedError, QueryTooLargeError: as the guard says; the last one
                also for a query that takes too long to read.
            BusyError: if too many wait already.
        """
        found = await self._read(text, "", limits)
        if isinstance(found, LandscapeError):
            raise found
        return found

    async def explain(self, text: str, complaint: str, limits: Limits) -> LandscapeError:
        """Return what an engine's complaint means, as `queries.hints.explain` does."""
        found = await self._read(text, complaint, limits)
        return found if isinstance(found, LandscapeError) else _unreadable()

    async def stop(self) -> None:
        """End the process; does nothing if there is none."""
        if self._child is not None:
            child, self._child = self._child, None
            await child.kill()

    async def _read(self, text: str, complaint: str, limits: Limits) -> Read | LandscapeError:
        if self._waiting >= limits.queue:
            raise busy(limits)
        self._waiting += 1
        try:
            async with self._turn:
                return await self._ask(text, complaint)
        finally:
            self._waiting -= 1

    async def _ask(self, text: str, complaint: str) -> Read | LandscapeError:
        if self._child is None:
            self._child = Child("service.sparql.reader", [str(os.getpid())])
            self._child.lower(LONG)
        frame = None
        try:
            self._child.send(frames.encode(frames.JOB, json.dumps([text, complaint]).encode()))
            frame = await self._child.frame(self._seconds)
        except WorkerDiedError:
            return _unreadable()
        finally:
            if frame is None:
                await self.stop()
        return _unreadable() if frame is None else _made(pickle.loads(frame.payload))  # noqa: S301 - written by our own process


def _made(told: tuple[Any, ...]) -> Read | LandscapeError:
    if isinstance(told[0], CheckedQuery):
        return Read(*told)
    kind, arguments, attributes = told
    error: LandscapeError = kind.__new__(kind, *arguments)
    vars(error).update(attributes)
    return error


def _unreadable() -> LandscapeError:
    return QueryTooLargeError(
        Text(
            "Die Abfrage zu lesen dauert zu lange. Abhilfe: kürzen.",
            "Reading the query takes too long. Remedy: shorten it.",
        )
    )
