"""What is asked of a query executor, within which limits, and what comes back."""

import json
from collections.abc import AsyncIterator, Coroutine
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, Protocol

from ontology.namespaces import PREFIXES
from queries.guard import CheckedQuery
from queries.rewrite import rewrite
from service.negotiation import Format
from service.sparql import frames

HELD_BYTES: Final = 1024 * 1024
"""An answer up to this size is sent whole, so that every error before its end gets its status."""

READ_AT_ONCE: Final = 3000
"""Letters up to which a query is read where it arrives; that takes some milliseconds at most."""

_SHORTENED: Final = frozenset({"ttl", "trig", "rdf"})
"""Formats that get shorter with prefixes."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one query may take.

    Attributes:
        seconds: computing time.
        fast_seconds: computing time after which a query gives its fast place away.
        download_seconds: from the first part of a large answer to its end.
        rows: rows of a table, or triples where the format shows them.
        bytes: size of the answer.
        memory_mb: memory of a worker beyond that of an idle one, MiB.
        fast: places for short queries.
        slow: places for long ones.
        queue: queries that may wait for a place of either kind.
    """

    seconds: float = 20.0
    fast_seconds: float = 0.25
    download_seconds: float = 300.0
    rows: int = 1_000_000
    bytes: int = 500_000_000
    memory_mb: int = 1024
    fast: int = 2
    slow: int = 2
    queue: int = 16


@dataclass(frozen=True)
class Job:
    """One thing to answer.

    Attributes:
        query: a checked query, or the IRI of a graph to read.
        format: result format.
        default_graphs: their merge is the default graph; None for the union of all.
        named_graphs: what GRAPH sees; None for all.
        slow: known to be long, so it takes no fast place.
        quick: what `quick_text` is, if it is known already.
    """

    query: CheckedQuery | str
    format: Format
    default_graphs: tuple[str, ...] | None = None
    named_graphs: tuple[str, ...] | None = None
    slow: bool = False
    quick: str = ""

    @property
    def form(self) -> str:
        """SELECT, ASK, CONSTRUCT, DESCRIBE, or GRAPH for a whole graph."""
        return "GRAPH" if isinstance(self.query, str) else self.query.form

    @property
    def text(self) -> str:
        """What the user wrote, or the IRI of the graph."""
        return self.query if isinstance(self.query, str) else self.query.text

    @property
    def prefixes(self) -> dict[str, str]:
        """Prefixes that the text uses without declaring them."""
        names = () if isinstance(self.query, str) else self.query.undeclared
        return {name: PREFIXES[name] for name in names}

    @property
    def shortened(self) -> dict[str, str]:
        """Prefixes that the answer may use; the engine writes it faster without."""
        return PREFIXES if self.format.name in _SHORTENED else {}

    @property
    def quick_text(self) -> str:
        """The same query in the form that the embedded engine answers best."""
        if self.quick:
            return self.quick
        is_negated = isinstance(self.query, CheckedQuery) and self.query.negated
        return rewrite(self.text) if is_negated else self.text

    @cached_property
    def quick_message(self) -> bytes:
        """What a worker is told, with the query in its best form; made once for every asking."""
        return self.message(self.quick_text)

    def message(self, text: str) -> bytes:
        """Return what a worker is told.

        Args:
            text: the query as the engine gets it.
        """
        told = {
            "form": self.form,
            "query": text,
            "prefixes": self.prefixes,
            "shortened": self.shortened,
            "format": self.format.name,
            "default_graphs": self.default_graphs,
            "named_graphs": self.named_graphs,
        }
        return frames.encode(frames.JOB, json.dumps(told, ensure_ascii=False).encode())


class Parts(Protocol):
    """The parts of a large answer, with a way to stop the work behind them."""

    def __aiter__(self) -> AsyncIterator[bytes]:
        """Return itself."""
        ...

    async def __anext__(self) -> bytes:
        """Return the next part."""
        ...

    async def aclose(self) -> None:
        """Stop the work; does nothing after the end."""
        ...


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer: complete in `content`, or passing in `parts`.

    Attributes:
        format: result format.
        content: all of it, if it is small.
        parts: the parts of a large one. It raises a LandscapeError if the answer ends early; what
            was sent until then must not look complete.
    """

    format: Format
    content: bytes = b""
    parts: Parts | None = None

    async def whole(self) -> bytes:
        """Return the complete answer.

        Raises:
            LandscapeError: if it ends early.
        """
        if self.parts is None:
            return self.content
        return b"".join([part async for part in self.parts])


class Executor(Protocol):
    """Whatever answers jobs: workers over an embedded store, or a remote endpoint."""

    limits: Limits
    waiting: int

    @property
    def graphs(self) -> tuple[str, ...]:
        """IRIs of the landscape's graphs."""
        ...

    async def start(self) -> None:
        """Get ready. Raises StoreError if the store does not answer."""
        ...

    async def stop(self) -> None:
        """End everything that was started."""
        ...

    async def execute(self, job: Job) -> Answer:
        """Answer a job, or raise what the limits and the engine say (QueryError, StoreError)."""
        ...

    def ask(self, job: Job) -> Answer | Coroutine[Any, Any, Answer]:
        """Begin a job: its answer if it comes within moments, else what to wait for."""
        ...
