"""Which landscape is served: where it lies, its version and how much it holds."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from graph.generations import StoreFolder
from graph.store import is_remote, open_store
from ontology.namespaces import GRAPH, graph_iri


@dataclass(frozen=True, slots=True)
class Landscape:
    """One landscape.

    Attributes:
        location: the RocksDB folder of its generation, or the address of an endpoint.
        version: hash of its content.
        built_at: ISO 8601 time in UTC; empty for an endpoint.
        triples: number of statements.
        graphs: statements per named graph, by IRI.
    """

    location: str
    version: str
    built_at: str = ""
    triples: int = 0
    graphs: Mapping[str, int] = field(default_factory=dict)


def current(store: str) -> Landscape:
    """Return the landscape that a store setting means at this moment.

    Args:
        store: folder of an embedded store, or address of an endpoint.

    Raises:
        StoreError: if there is none.
    """
    if is_remote(store):
        return _remote(store)
    generation = StoreFolder(Path(store)).require_current()
    manifest = generation.manifest()
    return Landscape(
        location=str(generation.store),
        version=manifest.version,
        built_at=manifest.built_at,
        triples=manifest.triples,
        graphs={graph_iri(source): count for source, count in manifest.graphs.items()},
    )


def _remote(endpoint: str) -> Landscape:
    store = open_store(endpoint)
    rows = store.select("SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g")
    # an engine may have graphs of its own, as Virtuoso has
    graphs = {iri: int(n) for iri, n in rows if iri and n and iri.startswith(GRAPH)}
    return Landscape(endpoint, store.version, triples=sum(graphs.values()), graphs=graphs)
