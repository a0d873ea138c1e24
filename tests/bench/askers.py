"""Who answers a question in the comparison of stores: a process that can be ended, or HTTP."""

import contextlib
import multiprocessing
from multiprocessing.connection import Connection
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

import pyoxigraph as ox

from graph.store import RemoteStore, Row, rows_of
from ontology.errors import StoreError

LIMIT = 20
"""Seconds that one question may take on any engine."""

_FORMAT = ox.QueryResultsFormat.JSON


class Asker(Protocol):
    """Answers the text of a query with its rows, with None if that takes longer than allowed."""

    def __call__(self, text: str) -> list[Row] | None: ...


class Embedded:
    """The embedded engine in a process of its own, as in the product.

    Args:
        folder: of RocksDB.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = str(folder)
        self._start()

    def __call__(self, text: str) -> list[Row] | None:
        self._pipe.send(text)
        if self._pipe.poll(LIMIT):
            return rows_of(ox.parse_query_results(self._pipe.recv(), format=_FORMAT))
        self._process.kill()
        self._start()
        return None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: object, trace: TracebackType | None
    ) -> None:
        self._process.kill()

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipe, other = context.Pipe()
        self._process = context.Process(target=_answer, args=(self._folder, other), daemon=True)
        self._process.start()
        # opening the store is no part of a question
        assert self._pipe.recv()


class OverHttp:
    """An endpoint, asked as the product asks it.

    Args:
        address: for queries.
    """

    def __init__(self, address: str) -> None:
        self._store = RemoteStore(address, LIMIT)

    def __call__(self, text: str) -> list[Row] | None:
        with contextlib.suppress(StoreError):
            return self._store.select(text)
        return None


def _answer(folder: str, pipe: Connection) -> None:
    store = ox.Store.read_only(folder)
    pipe.send("open")
    while True:
        found = store.query(pipe.recv(), use_default_graph_as_union=True)
        pipe.send(found.serialize(format=_FORMAT))
