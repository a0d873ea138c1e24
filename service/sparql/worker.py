"""One query worker: a process of its own that opens a store read-only and answers job after job.

It can be killed at any moment; nothing in it is worth keeping. Started by `service.sparql.process`
as `python -m service.sparql.worker SOCKET STORE MEMORY_MB PARENT`. It imports the engine and next
to nothing else: a long query costs the start of another worker, and must not wait for it.
"""

import io
import json
import os
import socket
import sys
from typing import IO, TYPE_CHECKING, Any, Final

import pyoxigraph as ox

from service.sparql import confinement, frames
from service.sparql.rows import RowCounter

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer as Buffer

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


class TooLargeError(Exception):
    """The answer passes the row or the byte cap."""


class Outlet(io.RawIOBase):
    """Takes what the engine writes, holds small answers back and sends large ones in parts.

    Args:
        channel: the socket to the server.
        job: what is answered; rows above `max_rows` and bytes above `max_bytes` end the answer,
            more than `held_bytes` are sent in parts.
    """

    def __init__(self, channel: socket.socket, job: dict[str, Any]) -> None:
        super().__init__()
        self._channel = channel
        self._counter = RowCounter(job["format"])
        self._max_rows = job["max_rows"]
        self._max_bytes = job["max_bytes"]
        self._size = job["held_bytes"]
        self._held: list[bytes] = []
        self._waiting = 0
        self._written = 0
        self._parted = False
        self._over = False
        self.breach = ""

    def writable(self) -> bool:
        """Say yes."""
        return True

    def write(self, data: "Buffer") -> int:
        """Take the next bytes of the answer.

        Raises:
            TooLargeError: above the row or byte cap; `breach` says which.
        """
        piece = bytes(data)
        if self._over:
            return len(piece)
        self._written += len(piece)
        if self._written > self._max_bytes:
            self._refuse("bytes")
        if self._counter.feed(piece) > self._max_rows:
            self._refuse("rows")
        self._held.append(piece)
        self._waiting += len(piece)
        if self._waiting > self._size:
            self._parted, self._size = True, PIECE_BYTES
            self._send(frames.PART)
        return len(piece)

    def finish(self) -> None:
        """Send what is left."""
        if not self._parted:
            self._send(frames.WHOLE)
            return
        if self._held:
            self._send(frames.PART)
        self._channel.sendall(frames.encode(frames.END))

    def abandon(self) -> None:
        """Let nothing pass any more: what a buffer still holds must not follow an error."""
        self._over = True

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
        raise TooLargeError(breach)


def answer(store: ox.Store, job: dict[str, Any], output: IO[bytes]) -> None:
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
    if not isinstance(results, ox.QueryTriples):
        results.serialize(output, format=_TABLES[job["format"]])
    elif job["shortened"]:
        ox.serialize(results, output, format=_GRAPHS[job["format"]], prefixes=job["shortened"])
    else:
        results.serialize(output, format=_GRAPHS[job["format"]])


def _dump(store: ox.Store, job: dict[str, Any], output: IO[bytes]) -> None:
    graph, format_ = ox.NamedNode(job["query"]), _GRAPHS[job["format"]]
    if format_.supports_datasets:
        quads = store.quads_for_pattern(None, None, None, graph)
        ox.serialize(quads, output, format=format_, prefixes=job["shortened"])
    else:
        store.dump(output, format=format_, from_graph=graph, prefixes=job["shortened"])


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
        outlet = Outlet(channel, job)
        output = io.BufferedWriter(outlet, _COLLECTED_BYTES)
        try:
            answer(store, job, output)
            output.flush()
            outlet.finish()
        except Exception as error:  # noqa: BLE001 - whatever the engine raises is told to the server
            outlet.abandon()
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
