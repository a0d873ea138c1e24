"""What every way to the SPARQL door shares: requests that were read, and answers that are kept."""

from collections.abc import Coroutine
from typing import Any, Final, NamedTuple

from service.sparql.answers import Answer, Executor
from service.sparql.kept import KeptAnswers
from service.sparql.plan import Plan, Planner, Wish
from service.sparql.pool import Pool

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

    def plan(self, wish: Wish, version: str, executor: Executor) -> Plan | None:
        """Return how to answer a request; None if it asks no query. See `Planner.plan`."""
        return self._planner.plan(wish, version, executor, self.max_bytes)

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


def begin(plan: Plan, executor: Executor) -> Answer | Coroutine[Any, Any, Answer]:
    """Ask a query: its answer if it comes within moments, else what to wait for."""
    ask = executor.ask if isinstance(executor, Pool) else executor.execute
    return ask(plan.job)
