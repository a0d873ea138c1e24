"""What the W3C's SPARQL tests say: which there are, what they ask of which data, what is right.

Every file has the address `graph/w3c/{path}`, so that relative IRIs of tests mean graphs of ours.
"""

import csv
import io
import tarfile
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

import pyoxigraph as ox

from graph.generations import Manifest, StoreFolder
from graph.store import write_store
from ontology.namespaces import GRAPH

ARCHIVE = Path(__file__).parent / "data" / "w3c" / "sparql-tests.tar.gz"
BASE = f"{GRAPH}w3c/"
ANY = f"{BASE}data-r2/ask/data.ttl"
"""A graph to see by GRAPH, which leaves the default graph empty."""

XSD = "http://www.w3.org/2001/XMLSchema#"
NUMBERS = {f"{XSD}{name}" for name in ("integer", "decimal", "double", "float")}
TYPED = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".rdf": ox.RdfFormat.RDF_XML,
    ".n3": ox.RdfFormat.N3,
}
RESULTS = {
    ".srx": ox.QueryResultsFormat.XML,
    ".srj": ox.QueryResultsFormat.JSON,
    ".tsv": ox.QueryResultsFormat.TSV,
}
TESTS = """
PREFIX mf: <http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#>
PREFIX qt: <http://www.w3.org/2001/sw/DataAccess/tests/test-query#>
SELECT ?test ?type ?query ?result ?lax
  (GROUP_CONCAT(DISTINCT STR(?data)) AS ?default) (GROUP_CONCAT(DISTINCT STR(?graph)) AS ?named)
WHERE {
  ?test a ?type ; mf:action ?action .
  OPTIONAL { ?action qt:query ?asked }
  BIND(COALESCE(?asked, ?action) AS ?query)
  OPTIONAL { ?action qt:data ?data }
  OPTIONAL { ?action qt:graphData ?graph }
  OPTIONAL { ?test mf:result ?result }
  OPTIONAL { ?test mf:resultCardinality ?lax }
} GROUP BY ?test ?type ?query ?result ?lax ORDER BY ?test"""
ROWS = """
PREFIX rs: <http://www.w3.org/2001/sw/DataAccess/tests/result-set#>
SELECT ?row ?index ?name ?value WHERE {
  ?row rs:binding ?binding . ?binding rs:variable ?name ; rs:value ?value .
  OPTIONAL { ?row rs:index ?index }
} ORDER BY ?index"""

Row = dict[str, ox.NamedNode | ox.Literal | ox.BlankNode]


@dataclass(frozen=True, slots=True)
class W3CTest:
    """One test.

    Attributes:
        name: folder and name.
        kind: local name of its class.
        query: path of the query.
        result: path of what is right; empty for a test of syntax.
        default: graphs that make up the default graph.
        named: graphs that GRAPH sees.
        lax: whether repeated rows may be left out.
    """

    name: str
    kind: str
    query: str
    result: str
    default: tuple[str, ...]
    named: tuple[str, ...]
    lax: bool

    @property
    def dataset(self) -> dict[str, tuple[str, ...]]:
        """The data as the protocol names them; a file without a statement makes no graph."""
        if "FROM" in self.text:
            return {}
        default, named = (
            tuple(iri for iri in iris if any(True for _ in parsed(iri.removeprefix(BASE))))
            for iris in (self.default, self.named)
        )
        return {
            "default-graph-uri": default,
            "named-graph-uri": named or (() if default else (ANY,)),
        }

    @property
    def is_complete(self) -> bool:
        """Whether all its files came with the tests."""
        data = (iri.removeprefix(BASE) for iri in (*self.default, *self.named))
        return {self.query, self.result or self.query, *data} <= files().keys()

    @property
    def text(self) -> str:
        """The query, with its address as base."""
        return f"BASE <{BASE}{self.query}>\n{files()[self.query].decode()}"


@cache
def files() -> dict[str, bytes]:
    with tarfile.open(ARCHIVE) as archive:
        return {
            member.name: content.read()
            for member in archive
            if (content := archive.extractfile(member)) is not None
        }


@cache
def tests() -> tuple[W3CTest, ...]:
    found: list[W3CTest] = []
    for path in sorted(files()):
        if path.endswith("/manifest.ttl"):
            store = ox.Store()
            store.load(files()[path], format=ox.RdfFormat.TURTLE, base_iri=BASE + path)
            rows = store.query(TESTS)
            found += [_test(path, row) for row in rows if isinstance(row["query"], ox.NamedNode)]
    return tuple(test for test in found if test.is_complete)


def _test(manifest: str, row: ox.QuerySolution) -> W3CTest:
    folder = manifest.removesuffix("/manifest.ttl")
    return W3CTest(
        name=f"{folder}/{row['test'].value.rpartition('#')[2]}",
        kind=row["type"].value.rpartition("#")[2],
        query=row["query"].value.removeprefix(BASE),
        result=row["result"].value.removeprefix(BASE) if row["result"] else "",
        default=tuple(row["default"].value.split()) if row["default"] else (),
        named=tuple(row["named"].value.split()) if row["named"] else (),
        lax=row["lax"] is not None,
    )


def build(root: Path) -> None:
    """Build an embedded store with a graph for every file that a test of evaluation may ask."""
    asked = {iri.removeprefix(BASE) for test in tests() for iri in (*test.default, *test.named)}
    asked |= {path for path in files() if "/dataset/data-" in path}
    folder = StoreFolder(root)
    with folder.writing():
        made = folder.begin()
        graphs, counts = [], {}
        for number, path in enumerate(sorted(asked)):
            quads = list(parsed(path))
            target = made.folder / f"{number}.nt"
            ox.serialize((quad.triple for quad in quads), target, format=ox.RdfFormat.N_TRIPLES)
            graphs.append((BASE + path, target))
            counts[f"w3c/{path}"] = len(quads)
        total = write_store(made.store, graphs)
        made.write_manifest(Manifest("w3c", "print", "2026-01-01T00:00:00Z", total, counts))
        folder.finish(made)


def parsed(path: str) -> Iterable[ox.Quad]:
    format_ = TYPED[Path(path).suffix]
    return ox.parse(files()[path], format=format_, base_iri=BASE + path)


def expected_rows(path: str) -> tuple[list[Row] | bool, bool]:
    """Return the right rows or the right answer of an ASK, and whether the order matters."""
    suffix = Path(path).suffix
    if suffix in RESULTS:
        return rows_of(files()[path], RESULTS[suffix]), False
    store = ox.Store()
    store.extend(parsed(path))
    said = [quad.object.value for quad in store if quad.predicate.value.endswith("set#boolean")]
    if said:
        return said == ["true"], False
    rows: dict[object, Row] = {}
    indexed = False
    for row in store.query(ROWS):
        indexed = indexed or row["index"] is not None
        rows.setdefault(row["row"], {})[row["name"].value] = row["value"]
    return list(rows.values()), indexed


def rows_of(content: bytes, format_: ox.QueryResultsFormat) -> list[Row] | bool:
    found = ox.parse_query_results(content, format=format_)
    if isinstance(found, ox.QueryBoolean):
        return bool(found)
    names = [variable.value for variable in found.variables]
    return [
        {name: value for name in names if (value := solution[name]) is not None}
        for solution in found
    ]


def csv_rows(content: bytes) -> list[Row]:
    """Return the rows of a CSV answer; cells are plain text, blank nodes stay blank nodes."""
    rows = csv.DictReader(io.StringIO(content.decode()))
    return [
        {
            name: ox.BlankNode(cell[2:]) if cell.startswith("_:") else ox.Literal(cell)
            for name, cell in row.items()
        }
        for row in rows
    ]


def without_blanks(rows: Iterable[Row]) -> list[Row]:
    return [
        {name: value for name, value in row.items() if not isinstance(value, ox.BlankNode)}
        for row in rows
    ]


def canonical(rows: Iterable[Row], *, lax: bool) -> ox.Dataset:
    """Return rows as a graph that is equal for equal rows, whatever blank nodes are called."""
    every = [{name: _plain(value) for name, value in row.items()} for row in rows]
    if lax:
        every = [dict(row) for row in {frozenset(row.items()) for row in every}]
    quads = []
    for row in every:
        place = ox.BlankNode()
        quads.append(ox.Quad(place, ox.NamedNode("urn:is"), ox.NamedNode("urn:row")))
        quads += [ox.Quad(place, ox.NamedNode(f"urn:{name}"), row[name]) for name in row]
    return canonical_graph(quads)


def canonical_graph(quads: Iterable[ox.Quad]) -> ox.Dataset:
    dataset = ox.Dataset(quads)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return dataset


def _plain(
    value: ox.NamedNode | ox.Literal | ox.BlankNode,
) -> ox.NamedNode | ox.Literal | ox.BlankNode:
    """Return a number in one spelling: the tests compare values, engines choose the spelling."""
    if isinstance(value, ox.Literal) and value.datatype.value in NUMBERS:
        try:
            number = Decimal(value.value)
        except ArithmeticError:
            return value
        return ox.Literal(f"{float(number):.12g}", datatype=value.datatype)
    return value
