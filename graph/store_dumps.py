"""How the whole landscape and each source become files: from N-Quads, piece by piece."""

import gzip
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby, islice
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final, cast

import pyoxigraph as ox

from graph.store import BOOLEAN, BOOLEANS, Store
from ontology.namespaces import GRAPH, PREFIXES

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

FORMATS: Final = ("nt", "ttl", "jsonld")
"""In which each source comes."""

_OPEN, _COMMA, _CLOSE = (gzip.compress(sign, mtime=0) for sign in (b"[", b",", b"]"))
_END = gzip.compress(b"]}", mtime=0)
_CHUNK: Final = 1024 * 1024
_BLOCK: Final = 10_000
"""Lines that are written at once."""

_COMPRESSION: Final = 3
"""Of 9: half the time of the default for a tenth more bytes."""


def write_quads(store: Store, graphs: Iterable[str], target: Path) -> None:
    """Write a landscape that is only reachable by SPARQL as gzipped N-Quads.

    One graph is in memory at a time. Blank nodes get the number of their graph, because an endpoint
    names them anew in each answer.

    Args:
        store: where to ask.
        graphs: IRIs of the graphs, all below `graph/`.
        target: the file.
    """
    with target.open("wb") as raw, _gzip(raw) as out:
        for number, iri in enumerate(sorted(graphs)):
            query = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{iri}> {{ ?s ?p ?o }} }}"
            triples = store.construct(query, "application/n-triples")
            quads = [_quad(found, ox.NamedNode(iri), number) for found in _parsed(triples)]
            written = ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b""
            out.writelines(sorted(set(written.splitlines(keepends=True))))


def split(dump: Path, folder: Path) -> list[str]:
    """Write each graph of a dump to `{source}.nt.gz`.

    Args:
        dump: gzipped N-Quads, ordered by graph.
        folder: for the files.

    Returns:
        The names of the sources, in their order.
    """
    names = []
    with _lines(dump) as lines:
        for graph, group in groupby(lines, _graph_of):
            name = graph[1:-1].decode().removeprefix(GRAPH)
            names.append(name)
            end = len(graph) + len(b"  .\n")
            with (folder / f"{name}.nt.gz").open("wb") as raw, _gzip(raw) as out:
                while block := list(islice(group, _BLOCK)):
                    out.write(b"".join(line[:-end] + b" .\n" for line in block))
    return names


def convert(piece: Path, format_: str, target: Path) -> None:
    """Write the triples of one source in another format, without the name of its graph.

    Args:
        piece: gzipped N-Triples.
        format_: `ttl` or `jsonld`.
        target: the gzipped file.
    """
    with _lines(piece) as lines, target.open("wb") as raw:
        triples = (quad.triple for quad in ox.parse(lines, format=ox.RdfFormat.N_TRIPLES))
        if format_ == "ttl":
            with _gzip(raw) as out:
                ox.serialize(triples, out, format=ox.RdfFormat.TURTLE, prefixes=PREFIXES)
            return
        raw.write(_OPEN)
        with _gzip(raw) as out, io.BufferedWriter(_Inner(out), _CHUNK) as inner:
            ox.serialize(triples, inner, format=ox.RdfFormat.JSON_LD)
        raw.write(_CLOSE)


def join(pieces: Mapping[str, Path], format_: str, target: Path) -> None:
    """Write the pieces of one format as one file: gzip files may stand one after the other.

    Args:
        pieces: files of `convert`, all of them of one format, by the IRI of their graph: JSON-LD
            names it, Turtle has no graphs.
        format_: `ttl` or `jsonld`.
        target: the file.
    """
    with target.open("wb") as out:
        for number, (graph, piece) in enumerate(pieces.items()):
            if format_ == "jsonld":
                begin = f'{{"@id":{json.dumps(graph)},"@graph":['
                out.write(_COMMA if number else _OPEN)
                out.write(gzip.compress(begin.encode(), mtime=0))
            for part in _parts(piece, format_):
                out.write(part)
            if format_ == "jsonld":
                out.write(_END)
        if format_ == "jsonld":
            out.write(_CLOSE)


class _Inner(io.RawIOBase):
    """Passes on a JSON array without its brackets.

    Args:
        out: where the members go.
    """

    def __init__(self, out: io.BufferedWriter) -> None:
        self._out = out
        self._held = b""
        self._begun = False

    def writable(self) -> bool:
        """Say that it can be written to."""
        return True

    def write(self, data: "ReadableBuffer") -> int:
        """Write all but the first and the last byte of everything."""
        given = bytes(data)
        text = self._held + given
        if not self._begun and text:
            self._begun, text = True, text[1:]
        self._held = text[-1:]
        self._out.write(text[:-1])
        return len(given)


def _parts(piece: Path, format_: str) -> Iterator[bytes]:
    first = len(_OPEN) if format_ == "jsonld" else 0
    last = len(_CLOSE) if format_ == "jsonld" else 0
    left = piece.stat().st_size - first - last
    with piece.open("rb") as raw:
        raw.seek(first)
        while left > 0:
            part = raw.read(min(_CHUNK, left))
            left -= len(part)
            yield part


def _gzip(raw: IO[bytes]) -> io.BufferedWriter:
    # no name and no time inside, so that the same content has the same checksum
    packed = gzip.GzipFile("", "wb", _COMPRESSION, raw, mtime=0)
    return io.BufferedWriter(cast("io.RawIOBase", packed), _CHUNK)


def _lines(path: Path) -> io.BufferedReader:
    # in blocks: line by line, the gzip module takes longer than all the rest
    return io.BufferedReader(cast("io.RawIOBase", gzip.open(path, "rb")), _CHUNK)


def _graph_of(line: bytes) -> bytes:
    return line.rsplit(b" ", 2)[1]


def _parsed(triples: bytes) -> Iterable[ox.Quad]:
    return ox.parse(triples, format=ox.RdfFormat.N_TRIPLES)


def _quad(found: ox.Quad, graph: ox.NamedNode, number: int) -> ox.Quad:
    """Return a statement as our own dumps spell it, whatever the engine's spelling is."""
    subject, object_ = found.subject, found.object
    if isinstance(subject, ox.BlankNode):
        subject = ox.BlankNode(f"g{number}x{subject.value}")
    if isinstance(object_, ox.BlankNode):
        object_ = ox.BlankNode(f"g{number}x{object_.value}")
    if isinstance(object_, ox.Literal) and object_.datatype.value == BOOLEAN:
        spelled = BOOLEANS.get(object_.value, object_.value)
        object_ = ox.Literal(spelled, datatype=object_.datatype)
    return ox.Quad(subject, found.predicate, object_, graph)
