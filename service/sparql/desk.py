"""What every way to the SPARQL door shares: requests that were read, and answers that are kept."""

import asyncio
from collections.abc import Awaitable
from typing import Final, NamedTuple

from queries.guard import check
from service.sparql.answers import READ_AT_ONCE, Answer, Executor, Job, Limits
from service.sparql.failures import UnexplainedError
from service.sparql.kept import KeptAnswers
from service.sparql.plan import Plan, Planner, Said, Wish, asked_in
from service.sparql.reading import Read, Reader

_HIT: Final = (b"cache-status", b"bildungslandschaft; hit")
"""RFC 9211: the answer was kept from an earlier request for the same."""


class Whole(NamedTuple):
    """An answer that can be sent as it is.

    Attributes:
        content: all of it.
        headers: beyond those of its plan.
    """

    content: bytes
    headers: tuple[tuple[bytes, bytes], ...] = ()


class Desk:
    """Plans requests and keeps answers.

    Args:
        max_bytes: largest query text.
        kept_bytes: room for answers that are kept; 0 keeps none.
    """

    def __init__(self, max_bytes: int, kept_bytes: int) -> None:
        self.max_bytes = max_bytes
        self._planner = Planner()
        self._kept = KeptAnswers(kept_bytes)
        self._reader = Reader()

    def plan_at_once(self, wish: Wish, version: str, executor: Executor) -> Plan | None:
        """Return how to answer a request that is remembered or small.

        Args: see `Planner.plan`.

        Returns:
            None if the request asks no query, or is too large to be read at once.
        """
        if wish.letters > READ_AT_ONCE:
            return self._planner.find(wish, version)
        return self._planner.plan(wish, version, executor, self.max_bytes)

    async def plan(self, wish: Wish, version: str, executor: Executor) -> Plan | None:
        """Return how to answer a request; None if it asks no query. See `Planner.plan`.

        Raises:
            BusyError: if too many large requests wait to be read.
        """
        found = self.plan_at_once(wish, version, executor)
        if found is not None or wish.letters <= READ_AT_ONCE:
            return found
        asked = await asyncio.to_thread(asked_in, wish, self.max_bytes)
        if asked.query is None:
            return None
        read = await self.read(asked.query, executor.limits)
        return self._planner.make(wish, version, executor, Said(asked, *read))

    async def read(self, text: str, limits: Limits) -> Read:
        """Return a query as it was checked: a small one at once, a large one beside the server.

        Args:
            text: the query.
            limits: how many may wait.

        Raises:
            QueryError: as `Reader.check` says.
        """
        if len(text) <= READ_AT_ONCE:
            return Read(check(text))
        return await self._reader.check(text, limits)

    async def answered(self, job: Job, work: Awaitable[Answer], limits: Limits) -> Answer:
        """Wait for an answer, and say what an engine's complaint about a large query means.

        Args:
            job: what was asked.
            work: of an executor.
            limits: how many may wait for an explanation.

        Raises:
            LandscapeError: as the executor does.
        """
        try:
            return await work
        except UnexplainedError as error:
            raise await self._reader.explain(job.text, error.complaint, limits) from error

    async def stop(self) -> None:
        """End what was started."""
        await self._reader.stop()

    def kept(self, plan: Plan, cache_control: str) -> Whole | None:
        """Return the answer that was kept; None if there is none or the client wants none.

        Args:
            plan: of the request.
            cache_control: the header of the request; empty if there is none.
        """
        if plan.key is None or "no-cache" in cache_control:
            return None
        kept = self._kept.find(plan.key)
        return kept and Whole(kept.content, (_HIT, (b"age", b"%d" % kept.age)))

    def keep(self, plan: Plan, answer: Answer) -> Whole:
        """Keep an answer that came whole, if its plan says so, and return it.

        Args:
            plan: of the request.
            answer: without parts.
        """
        if plan.key is not None:
            self._kept.keep(plan.key, answer.content)
        return Whole(answer.content)
