"""One query worker: a process of its own that opens a store read-only and answers job after job.

It can be killed at any moment; nothing in it is worth keeping. Started by `service.sparql.process`
as `python -m service.sparql.worker SOCKET STORE MEMORY_MB PARENT ROWS BYTES HELD`. It imports the
engine and next to nothing else: a long query costs the start of another worker, and must not wait
for it.
"""

import json
import os
import socket
import sys
from typing import IO, Any, Final, NamedTuple, cast

import pyoxigraph as ox

from service.sparql import confinement, csv_rows, frames, xml_text
from service.sparql.rows import RowCounter

PIECE_BYTES: Final = 256 * 1024
"""Size of a part of a large answer."""

_COLLECTED_BYTES: Final = 64 * 1024
"""Of what the engine writes, in pieces of 8 KiB, before Python looks at it."""

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

_QUADS: Final = (ox.RdfFormat.N_QUADS, ox.RdfFormat.TRIG)
"""Formats in which a graph is written with its name; who reads JSON-LD looks into no other graph
than the default one."""


class UnsendableError(Exception):
    """The answer passes the row or the byte cap, or its format cannot hold it."""


class Bounds(NamedTuple):
    """How large an answer may be.

    Attributes:
        rows: of a table, or triples where the format shows them.
        bytes: of the whole answer.
        held: bytes up to which it is sent whole.
    """

    rows: int
    bytes: int
    held: int


class Outlet:
    """Takes what the engine writes, holds small answers back and sends large ones in parts.

    A plain object: what `io` puts around a writer takes longer than most look-ups.

    Args:
        channel: the socket to the server.
        format_: name of the result format.
        bounds: what is too large, and what is sent in parts.
    """

    def __init__(self, channel: socket.socket, format_: str, bounds: Bounds) -> None:
        self._channel = channel
        self._counter = RowCounter(format_)
        self._xml = xml_text.XmlText(format_) if format_ in xml_text.FORMATS else None
        self._bounds = bounds
        self._size = bounds.held
        self._held: list[bytes] = []
        self._new: list[bytes] = []
        self._unseen = 0
        self._waiting = 0
        self._written = 0
        self._parted = False
        self.breach = ""

    def write(self, data: bytes) -> int:
        """Take the next bytes of the answer.

        Raises:
            UnsendableError: above the row or byte cap, or for what XML cannot hold; `breach` says
                which.
        """
        self._new.append(data)
        self._unseen += len(data)
        if self._unseen >= _COLLECTED_BYTES:
            self._look()
            if self._waiting > self._size:
                self._parted, self._size = True, PIECE_BYTES
                self._send(frames.PART)
        return len(data)

    def flush(self) -> None:
        """Do nothing: what is small leaves at the end."""

    def finish(self) -> None:
        """Send what is left.

        Raises:
            UnsendableError: as `write` does.
        """
        small = not self._written and self._unseen <= min(self._bounds.rows, self._bounds.bytes)
        if small:
            # every row takes a byte at least: there is nothing to count
            piece = self._taken()
            self._channel.sendall(frames.encode(frames.WHOLE, piece))
            return
        self._look()
        if not self._parted:
            self._send(frames.WHOLE)
            return
        if self._held:
            self._send(frames.PART)
        self._channel.sendall(frames.encode(frames.END))

    def _look(self) -> None:
        piece = self._taken()
        self._written += self._unseen
        if self._written > self._bounds.bytes:
            self._refuse("bytes")
        if self._counter.feed(piece) > self._bounds.rows:
            self._refuse("rows")
        self._held.append(piece)
        self._waiting += len(piece)
        self._unseen = 0

    def _taken(self) -> bytes:
        piece = b"".join(self._new)
        self._new.clear()
        if self._xml is None:
            return piece
        if not self._xml.fits(piece):
            self._refuse("xml")
        return xml_text.written(piece)

    def _send(self, kind: bytes) -> None:
        head = frames.head(kind, self._waiting)
        # the kernel gathers the pieces: joining them here would copy a large answer once more
        sent = self._channel.sendmsg([head, *self._held])
        if sent < len(head) + self._waiting:
            rest = memoryview(b"".join([head, *self._held]))
            self._channel.sendall(rest[sent:])
        self._held.clear()
        self._waiting = 0

    def _refuse(self, breach: str) -> None:
        self.breach = breach
        raise UnsendableError(breach)


def answer(store: ox.Store, job: dict[str, Any], output: Outlet) -> None:
    """Execute one job and write its answer into the output."""
    if job["form"] == "GRAPH":
        _dump(store, job, output)
        return
    default, named = job["default_graphs"], job["named_graphs"]
    results = store.query(
        job["query"],
        prefixes=job["prefixes"],
        use_default_graph_as_union=default is None,
        default_graph=None if default is None else [ox.NamedNode(iri) for iri in default],
        named_graphs=None if named is None else [ox.NamedNode(iri) for iri in named],
    )
    # whatever has a `write` is a file to the engine
    file = cast("IO[bytes]", output)
    if isinstance(results, ox.QuerySolutions) and job["format"] == "csv":
        csv_rows.write(results, file)
    elif not isinstance(results, ox.QueryTriples):
        results.serialize(file, format=_TABLES[job["format"]])
    elif job["shortened"]:
        ox.serialize(results, file, format=_GRAPHS[job["format"]], prefixes=job["shortened"])
    else:
        results.serialize(file, format=_GRAPHS[job["format"]])


def _dump(store: ox.Store, job: dict[str, Any], output: Outlet) -> None:
    graph, format_ = ox.NamedNode(job["query"]), _GRAPHS[job["format"]]
    file = cast("IO[bytes]", output)
    if format_ in _QUADS:
        quads = store.quads_for_pattern(None, None, None, graph)
        ox.serialize(quads, file, format=format_, prefixes=job["shortened"])
    else:
        store.dump(file, format=format_, from_graph=graph, prefixes=job["shortened"])


def serve(channel: socket.socket, store: ox.Store, bounds: Bounds) -> None:
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
        outlet = Outlet(channel, job["format"], bounds)
        try:
            answer(store, job, outlet)
            outlet.finish()
        except Exception as error:  # noqa: BLE001 - whatever the engine raises is told to the server
            _fail(channel, outlet.breach or _kind(error), str(error))


def _kind(error: Exception) -> str:
    if isinstance(error, SyntaxError):
        return "syntax"
    # a function that the engine does not have: the query is at fault, not the store
    return "query" if "is not supported" in str(error) else "engine"


def _fail(channel: socket.socket, kind: str, message: str) -> None:
    told = json.dumps({"kind": kind, "message": message}).encode()
    channel.sendall(frames.encode(frames.FAILED, told))


def main() -> None:
    """Open the store, lock the doors behind it and serve."""
    descriptor, folder, memory, parent, *bounds = sys.argv[1:]
    confinement.die_with_parent(int(parent))
    channel = socket.socket(fileno=int(descriptor))
    try:
        store = ox.Store.read_only(folder)
    except OSError as error:
        _fail(channel, "store", str(error))
        os._exit(1)
    confinement.limit_memory(int(memory))
    confinement.forbid_connections()
    serve(channel, store, Bounds(*map(int, bounds)))


if __name__ == "__main__":
    main()
