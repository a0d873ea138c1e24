"""How the landscape is asked: the embedded store, or any SPARQL 1.1 endpoint, behind one door.

Only trusted queries of the product itself pass here. Users' queries go to killable workers
(`service.sparql`).
"""

import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Sequence
from http.client import HTTPException
from pathlib import Path
from typing import Final, Protocol

import pyoxigraph as ox

from graph.generations import Generation, StoreFolder
from ontology.errors import StoreError
from ontology.namespaces import PREFIXES
from ontology.texts import Text

Row = tuple[str | None, ...]
"""Lexical values (IRIs without brackets) in the order of the variables; None where unbound."""

PROLOGUE: Final = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())
REMOTE_TIMEOUT_SECONDS: Final = 120.0
RESULTS: Final = ox.QueryResultsFormat.XML
"""What an endpoint is asked for: Virtuoso writes rows as JSON three to seven times slower."""

BOOLEANS: Final = {"1": "true", "0": "false"}
"""How Virtuoso writes them, and how we do."""

BOOLEAN: Final = f"{PREFIXES['xsd']}boolean"


class Store(Protocol):
    """What every store answers."""

    @property
    def version(self) -> str:
        """Hash of the content, for caches and citations."""
        ...

    def select(self, query: str) -> list[Row]:
        """Return the rows of a SELECT over the union of all graphs; [] if there are none."""
        ...

    def records(self, query: str) -> list[dict[str, str]]:
        """Return the rows of a SELECT by variable; unbound variables are left out."""
        ...

    def ask(self, query: str) -> bool:
        """Return the answer of an ASK."""
        ...

    def construct(self, query: str, media_type: str) -> bytes:
        """Return the graph of a CONSTRUCT or DESCRIBE in one RDF format."""
        ...


class EmbeddedStore:
    """A generation on disk, opened read-only.

    Args:
        generation: the landscape to open.

    Raises:
        StoreError: if it cannot be opened.
    """

    def __init__(self, generation: Generation) -> None:
        self.generation = generation
        self._manifest = generation.manifest()
        try:
            self._store = ox.Store.read_only(str(generation.store))
        except OSError as error:
            raise _damaged(generation.store) from error

    @property
    def version(self) -> str:
        """Hash of the content."""
        return self._manifest.version

    def select(self, query: str) -> list[Row]:
        """Return the rows of a SELECT over the union of all graphs."""
        return rows_of(self._ask(query))

    def records(self, query: str) -> list[dict[str, str]]:
        """Return the rows of a SELECT by variable; unbound variables are left out."""
        return _records(self._ask(query))

    def ask(self, query: str) -> bool:
        """Return the answer of an ASK."""
        return bool(self._ask(query))

    def construct(self, query: str, media_type: str) -> bytes:
        """Return the graph of a CONSTRUCT or DESCRIBE in one RDF format."""
        triples = self._ask(query)
        if not isinstance(triples, ox.QueryTriples):
            raise TypeError(query)
        format_ = ox.RdfFormat.from_media_type(media_type)
        return ox.serialize(triples, format=format_, prefixes=PREFIXES) or b""

    def _ask(self, query: str) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        return self._store.query(PROLOGUE + query, use_default_graph_as_union=True)


class RemoteStore:
    """A SPARQL 1.1 endpoint whose default graph is the union of its named graphs.

    Args:
        endpoint: its query address.
        seconds: that it may be silent.
    """

    def __init__(self, endpoint: str, seconds: float = REMOTE_TIMEOUT_SECONDS) -> None:
        self.endpoint = endpoint
        self._seconds = seconds
        self._version: str | None = None

    @property
    def version(self) -> str:
        """The version that the landscape in the endpoint states about itself."""
        if self._version is None:
            rows = self.select("SELECT ?v WHERE { ?landscape a void:Dataset ; owl:versionInfo ?v }")
            if not rows or rows[0][0] is None:
                raise StoreError(
                    Text(
                        f"Der Endpunkt {self.endpoint} enthält keine Landschaft. Abhilfe:"
                        " bildungslandschaft export und den Inhalt dort laden.",
                        f"The endpoint {self.endpoint} holds no landscape. Remedy:"
                        " bildungslandschaft export, then load the content there.",
                    )
                )
            self._version = rows[0][0]
        return self._version

    def select(self, query: str) -> list[Row]:
        """Return the rows of a SELECT."""
        return rows_of(self._answer(query))

    def records(self, query: str) -> list[dict[str, str]]:
        """Return the rows of a SELECT by variable; unbound variables are left out."""
        return _records(self._answer(query))

    def ask(self, query: str) -> bool:
        """Return the answer of an ASK."""
        return bool(self._answer(query))

    def construct(self, query: str, media_type: str) -> bytes:
        """Return the graph of a CONSTRUCT or DESCRIBE in one RDF format."""
        return self._post(query, media_type)

    def _answer(self, query: str) -> ox.QuerySolutions | ox.QueryBoolean:
        # Virtuoso names blank nodes like an address; in XML this can be nothing but such a name
        content = self._post(query, RESULTS.media_type).replace(b"<bnode>nodeID://", b"<bnode>")
        return ox.parse_query_results(content, format=RESULTS)

    def _post(self, query: str, accept: str) -> bytes:
        request = urllib.request.Request(  # noqa: S310 - the operator's own setting names the endpoint
            self.endpoint,
            data=urllib.parse.urlencode({"query": PROLOGUE + query}).encode(),
            headers={"Accept": accept},
        )
        try:
            with urllib.request.urlopen(request, timeout=self._seconds) as answer:  # noqa: S310
                return bytes(answer.read())
        except (OSError, HTTPException) as error:
            said = error.read(300) if isinstance(error, urllib.error.HTTPError) else b""
            reason = f"{error}. {said.decode(errors='replace').partition(chr(10))[0]}".strip()
            raise StoreError(
                Text(
                    f"Der SPARQL-Endpunkt {self.endpoint} antwortet nicht: {reason}",
                    f"The SPARQL endpoint {self.endpoint} does not answer: {reason}",
                )
            ) from error


def is_remote(location: str) -> bool:
    """Say whether a store setting names an endpoint."""
    return location.startswith(("http://", "https://"))


def open_store(location: str) -> Store:
    """Open the landscape that a store setting names.

    Args:
        location: a folder (embedded) or the http(s) address of a SPARQL 1.1 endpoint.

    Raises:
        StoreError: if there is no landscape, or it is damaged.
    """
    if is_remote(location):
        return RemoteStore(location)
    return EmbeddedStore(StoreFolder(Path(location)).require_current())


def write_store(folder: Path, graphs: Sequence[tuple[str, Path]]) -> int:
    """Load N-Triples files into an embedded store and sync it to disk.

    Args:
        folder: for RocksDB; empty, absent, or a store that gets more statements.
        graphs: graph IRI and file of its triples; what is there already stays once.

    Returns:
        The number of quads in the store.
    """
    store = ox.Store(str(folder))
    for graph, path in graphs:
        store.bulk_load(path=str(path), format=ox.RdfFormat.N_TRIPLES, to_graph=ox.NamedNode(graph))
    store.optimize()
    store.flush()
    return len(store)


def rows_of(solutions: object) -> list[Row]:
    """Return the rows of what a SELECT has found.

    Raises:
        TypeError: if it is not the answer of a SELECT.
    """
    if not isinstance(solutions, ox.QuerySolutions):
        raise TypeError(solutions)
    width = range(len(solutions.variables))
    return [tuple(_lexical(solution[place]) for place in width) for solution in solutions]


def _records(solutions: object) -> list[dict[str, str]]:
    if not isinstance(solutions, ox.QuerySolutions):
        raise TypeError(solutions)
    names = [variable.value for variable in solutions.variables]
    return [
        {name: value for name in names if (value := _lexical(solution[name])) is not None}
        for solution in solutions
    ]


def _lexical(term: object) -> str | None:
    """Return the lexical value; a boolean in the spelling that we compare with."""
    if not isinstance(term, ox.NamedNode | ox.Literal | ox.BlankNode):
        return None
    value = term.value
    if value in BOOLEANS and isinstance(term, ox.Literal) and term.datatype.value == BOOLEAN:
        return BOOLEANS[value]
    return value


def _damaged(path: Path) -> StoreError:
    return StoreError(
        Text(
            f"Der Speicher {path} ist nicht lesbar. Abhilfe: bildungslandschaft build --force.",
            f"The store {path} cannot be opened. Remedy: bildungslandschaft build --force.",
        )
    )
