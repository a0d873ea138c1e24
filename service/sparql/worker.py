"""One query worker: a process of its own that opens a store read-only and answers job after job.

It can be killed at any moment; nothing in it is worth keeping. Started by `service.sparql.process`
as `python -m service.sparql.worker SOCKET STORE MEMORY_MB PARENT`.
"""

import json
import os
import socket
import sys
from typing import IO, Any, Final, cast

import pyoxigraph as ox

from ontology.namespaces import PREFIXES
from service.sparql import confinement, frames
from service.sparql.answers import HELD_BYTES
from service.sparql.rows import RowCounter

PIECE_BYTES: Final = 256 * 1024
"""Size of a part of a large answer."""

_TABLES: Final = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}
_GRAPHS: Final = {
    "ttl": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "nq": ox.RdfFormat.N_QUADS,
    "trig": ox.RdfFormat.TRIG,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdf": ox.RdfFormat.RDF_XML,
}
_WITH_PREFIXES: Final = {"ttl", "trig", "rdf"}
"""Formats that get shorter with prefixes; the others are written without leaving the engine."""


class TooLargeError(Exception):
    """The answer passes the row or the byte cap."""


class Outlet:
    """Takes what the engine writes, holds small answers back and sends large ones in parts.

    Args:
        channel: the socket to the server.
        counter: counts rows while they pass.
        max_rows: rows above this end the answer.
        max_bytes: bytes above this end the answer.
    """

    def __init__(
        self, channel: socket.socket, counter: RowCounter, max_rows: int, max_bytes: int
    ) -> None:
        self._channel = channel
        self._counter = counter
        self._max_rows = max_rows
        self._max_bytes = max_bytes
        self._buffer = bytearray()
        self._written = 0
        self._threshold = HELD_BYTES
        self.breach = ""

    def write(self, data: bytes) -> int:
        """Take the next bytes of the answer.

        Raises:
            TooLargeError: above the row or byte cap; `breach` says which.
        """
        self._buffer += data
        self._written += len(data)
        if self._written > self._max_bytes:
            self._refuse("bytes")
        if self._counter.feed(data) > self._max_rows:
            self._refuse("rows")
        if len(self._buffer) > self._threshold:
            self._channel.sendall(frames.encode(frames.PART, bytes(self._buffer)))
            self._buffer.clear()
            self._threshold = PIECE_BYTES
        return len(data)

    def flush(self) -> None:
        """Do nothing: parts go out by size."""

    def finish(self) -> None:
        """Send what is left."""
        if self._threshold == HELD_BYTES:
            self._channel.sendall(frames.encode(frames.WHOLE, bytes(self._buffer)))
            return
        self._channel.sendall(
            frames.encode(frames.PART, bytes(self._buffer)) + frames.encode(frames.END)
        )

    def _refuse(self, breach: str) -> None:
        self.breach = breach
        raise TooLargeError(breach)


def answer(store: ox.Store, job: dict[str, Any], outlet: Outlet) -> None:
    """Execute one job and write its answer into the outlet."""
    output = cast("IO[bytes]", outlet)  # the engine calls only `write` and `flush`
    if job["form"] == "GRAPH":
        _dump(store, ox.NamedNode(job["query"]), _GRAPHS[job["format"]], output)
        return
    default, named = job["default_graphs"], job["named_graphs"]
    results = store.query(
        job["query"],
        prefixes=PREFIXES,
        use_default_graph_as_union=default is None,
        default_graph=None if default is None else [ox.NamedNode(iri) for iri in default],
        named_graphs=None if named is None else [ox.NamedNode(iri) for iri in named],
    )
    if not isinstance(results, ox.QueryTriples):
        results.serialize(output, format=_TABLES[job["format"]])
    elif job["format"] in _WITH_PREFIXES:
        ox.serialize(results, output, format=_GRAPHS[job["format"]], prefixes=PREFIXES)
    else:
        results.serialize(output, format=_GRAPHS[job["format"]])


def _dump(store: ox.Store, graph: ox.NamedNode, format_: ox.RdfFormat, output: IO[bytes]) -> None:
    if format_.supports_datasets:
        quads = store.quads_for_pattern(None, None, None, graph)
        ox.serialize(quads, output, format=format_, prefixes=PREFIXES)
    else:
        store.dump(output, format=format_, from_graph=graph, prefixes=PREFIXES)


def serve(channel: socket.socket, store: ox.Store) -> None:
    """Answer jobs until the server closes the channel."""
    graphs = sorted(graph.value for graph in store.named_graphs())
    channel.sendall(frames.encode(frames.READY, json.dumps(graphs).encode()))
    buffer = bytearray()
    while True:
        while (frame := frames.decode(buffer)) is None:
            data = channel.recv(65536)
            if not data:
                return
            buffer += data
        job = frame.json()
        outlet = Outlet(channel, RowCounter(job["format"]), job["max_rows"], job["max_bytes"])
        try:
            answer(store, job, outlet)
            outlet.finish()
        except Exception as error:  # noqa: BLE001 - whatever the engine raises is told to the server
            _fail(channel, outlet.breach or _kind(error), str(error))


def _kind(error: Exception) -> str:
    return "syntax" if isinstance(error, SyntaxError) else "engine"


def _fail(channel: socket.socket, kind: str, message: str) -> None:
    told = json.dumps({"kind": kind, "message": message}).encode()
    channel.sendall(frames.encode(frames.FAILED, told))


def main() -> None:
    """Open the store, lock the doors behind it and serve."""
    descriptor, folder, memory, parent = sys.argv[1:5]
    confinement.die_with_parent(int(parent))
    channel = socket.socket(fileno=int(descriptor))
    try:
        store = ox.Store.read_only(folder)
    except OSError as error:
        _fail(channel, "store", str(error))
        os._exit(1)
    confinement.limit_memory(int(memory))
    confinement.forbid_connections()
    serve(channel, store)


if __name__ == "__main__":
    main()
