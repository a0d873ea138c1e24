"""What is known about one thing, as RDF: its own statements, what points to it, and the sources."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from rdflib import FOAF, RDF, RDFS, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, ORG

from graph.store import Store
from ontology.namespaces import BASE, BL, PREFIXES, graph_iri
from ontology.texts import Text

SHOWN: Final = 100
"""Things that are listed for one property pointing to the thing; the others are only counted."""

COUNTED: Final = 2000
"""Things pointing to a thing by one property above which none is listed: no list would help."""

_BATCH: Final = 200
"""IRIs in one question; an endpoint may refuse longer ones."""

_NT: Final = "application/n-triples"
_DERIVED: Final = URIRef(graph_iri("derived"))
_EVIDENCE: Final = URIRef(BL + "evidence")
_COOPERATION: Final = URIRef(BL + "inCooperation")
_PARTICIPATION: Final = URIRef(BL + "participation")
_SOURCE: Final = URIRef(BL + "sourceDataset")
_SAYING: Final = (
    "RelationStatement ServiceArea Offer EducationModel Need Document Observation Border"
)
_TOLD_IN_FULL: Final = (*(URIRef(BL + name) for name in _SAYING.split()), ORG.ChangeEvent)
"""Classes of things that say something about others: shown with all their statements."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """What points to a thing by one property.

    Attributes:
        property: IRI.
        total: how many things there are.
        shown: IRIs of the first ones, by IRI; at most SHOWN, none if there are more than COUNTED.
    """

    property: str
    total: int
    shown: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Description:
    """What is known about one thing.

    Attributes:
        iri: of the thing.
        graph: its statements, those of the things that point to it, labels, evidence, sources.
        incoming: what points to it, most frequent property first.
        sources: IRIs of the graphs in which its own statements stand.
        derived: property and value of its statements that only rules say.
    """

    iri: str
    graph: Graph
    incoming: tuple[Incoming, ...]
    sources: tuple[str, ...]
    derived: frozenset[tuple[str, str]]


def exists(store: Store, iri: str) -> bool:
    """Say whether the landscape says anything about an IRI.

    Args:
        store: where to ask.
        iri: an IRI made by `ontology.namespaces`; never a user's text.
    """
    return store.ask(f"ASK {{ {_term(iri)} ?p ?o }}")


def describe(store: Store, iri: str) -> Description | None:
    """Return what is known about a thing; None if nothing is.

    Args:
        store: where to ask.
        iri: an IRI made by `ontology.namespaces`; never a user's text.
    """
    thing = _term(iri)
    # what has no name of its own is only told here
    parts = f"{{ {thing} ?p ?o }} UNION {{ {thing} ?q ?b FILTER(isBlank(?b)) ?b ?r ?v }}"
    graph = _construct(store, f"{thing} ?p ?o . ?b ?r ?v", parts)
    if not graph:
        return None
    incoming = tuple(_incoming(store, iri, graph))
    for entry in incoming:
        for subject in entry.shown:
            graph.add((URIRef(subject), URIRef(entry.property), URIRef(iri)))
    _add_statements(store, graph, [subject for entry in incoming for subject in entry.shown])
    _add_evidence(store, graph)
    _add_labels(store, graph)
    origins = store.select(f"SELECT ?g ?p ?o WHERE {{ GRAPH ?g {{ {thing} ?p ?o }} }}")
    stated = {(p, o) for g, p, o in origins if g != str(_DERIVED)}
    derived = {(p, o) for g, p, o in origins if g == str(_DERIVED) and p and o}
    sources = sorted({g for g, _, _ in origins if g})
    return Description(iri, graph, incoming, tuple(sources), frozenset(derived - stated))


def document(description: Description, address: str) -> Graph:
    """Return a description together with what has to be said about the document itself.

    Labels of properties stay out: they are the ontology's, and readers of RDF have it.

    Args:
        description: what the document tells.
        address: of the document.
    """
    graph = new_graph()
    graph.bind("foaf", FOAF)
    properties = set(description.graph.predicates())
    for triple in description.graph:
        if triple[0] not in properties:
            graph.add(triple)
    page = URIRef(address)
    graph.add((page, RDF.type, FOAF.Document))
    graph.add((page, FOAF.primaryTopic, URIRef(description.iri)))
    graph.add((page, URIRef(PREFIXES["void"] + "inDataset"), URIRef(BASE + "dataset")))
    for source in description.sources:
        graph.add((page, DCTERMS.source, URIRef(source)))
    for entry in description.incoming:
        if entry.total > len(entry.shown):
            note = shortened(entry)
            graph.add((page, RDFS.comment, Literal(note.de, "de")))
            graph.add((page, RDFS.comment, Literal(note.en, "en")))
    return graph


def shortened(entry: Incoming) -> Text:
    """Return the sentence that says how many of a long list are shown."""
    name = entry.property.replace(BL, "bl:")
    return Text(
        f"{name}: {len(entry.shown)} von {entry.total} gezeigt, alle über SPARQL.",
        f"{name}: {len(entry.shown)} of {entry.total} shown, all of them by SPARQL.",
    )


def all_pointing(iri: str, property_: str) -> str:
    """Return the SPARQL query for everything that points to a thing by a property."""
    return f"SELECT DISTINCT ?thing WHERE {{ ?thing {_term(property_)} {_term(iri)} }}"


def new_graph() -> Graph:
    """Return an empty graph that knows our prefixes and no others."""
    graph = Graph(bind_namespaces="none")
    for prefix, iri in PREFIXES.items():
        graph.bind(prefix, iri)
    return graph


def _incoming(store: Store, iri: str, own: Graph) -> Iterator[Incoming]:
    counts = store.select(
        f"SELECT ?p (COUNT(DISTINCT ?s) AS ?n) WHERE {{ ?s ?p {_term(iri)} FILTER(isIRI(?s)) }}"
        " GROUP BY ?p ORDER BY DESC(?n) ?p"
    )
    for property_, total in counts:
        if property_ is None or total is None:
            continue
        shown = _first(store, property_, iri) if int(total) <= COUNTED else ()
        told = {str(value) for value in own.objects(URIRef(iri), URIRef(property_))}
        # a symmetric property says the same from both sides
        if not shown or not told.issuperset(shown):
            yield Incoming(property_, int(total), shown)


def _first(store: Store, property_: str, iri: str) -> tuple[str, ...]:
    rows = store.select(
        f"SELECT DISTINCT ?s WHERE {{ ?s {_term(property_)} {_term(iri)} FILTER(isIRI(?s)) }}"
        f" ORDER BY ?s LIMIT {SHOWN}"
    )
    return tuple(row[0] for row in rows if row[0])


def _add_statements(store: Store, graph: Graph, subjects: Sequence[str]) -> None:
    """Add the statements of things that say something about others, ties with all members."""
    _add(store, graph, "?s a ?o", subjects)
    told = {str(subject) for kind in _TOLD_IN_FULL for subject in graph.subjects(RDF.type, kind)}
    _add(store, graph, "?s ?p ?o", told.intersection(subjects))
    ties = {str(tie) for tie in graph.objects(None, _COOPERATION)}
    _add(store, graph, "?s ?p ?o", ties)
    members = {str(member) for member in graph.objects(None, _PARTICIPATION)}
    _add(store, graph, "?s ?p ?o", members.difference(subjects))


def _add_evidence(store: Store, graph: Graph) -> None:
    evidence = {str(node) for node in graph.objects(None, _EVIDENCE)}
    _add(store, graph, "?s ?p ?o", evidence)
    sources = {str(source) for source in graph.objects(None, _SOURCE)}
    for property_ in ("title", "license", "rights", "publisher"):
        _add(store, graph, f"?s dcterms:{property_} ?o", sources)


def _add_labels(store: Store, graph: Graph) -> None:
    named = {term for triple in graph for term in triple if isinstance(term, URIRef)}
    unlabelled = (str(term) for term in named if (term, RDFS.label, None) not in graph)
    ours = [iri for iri in unlabelled if iri.startswith(BASE)]
    _add(store, graph, "?s rdfs:label ?o", ours)


def _add(store: Store, graph: Graph, pattern: str, subjects: Iterable[str]) -> None:
    """Add what a pattern finds for each of the subjects, which it calls `?s`."""
    ordered = sorted(set(subjects))
    for start in range(0, len(ordered), _BATCH):
        values = " ".join(map(_term, ordered[start : start + _BATCH]))
        graph += _construct(store, pattern, f"VALUES ?s {{ {values} }} {pattern}")


def _construct(store: Store, template: str, pattern: str) -> Graph:
    content = store.construct(f"CONSTRUCT {{ {template} }} WHERE {{ {pattern} }}", _NT)
    return new_graph().parse(data=content, format="nt")


def _term(iri: str) -> str:
    return f"<{iri}>"
