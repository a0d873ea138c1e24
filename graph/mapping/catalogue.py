"""What the landscape says about itself: its sources as datasets, with licences and true counts."""

from collections.abc import Mapping

from graph.facts import Facts
from graph.mapping.emitter import TYPE, prefixed
from graph.sources import Source
from graph.terms import TripleTable, address, iri, text, typed
from ontology.namespaces import BASE, BL, graph_iri

CATALOGUE: str = "void"
"""The graph that holds these statements; it is not part of what the version is a hash of."""

LANDSCAPE: str = BASE + "dataset"


def map_catalogue(
    facts: Facts, triples: TripleTable, version: str, counts: Mapping[str, int]
) -> None:
    """Write the description of the whole and of each source.

    Args:
        facts: the tables.
        triples: where the statements go.
        version: hash of the content.
        counts: number of triples per graph.
    """
    whole = iri(LANDSCAPE)

    def add(subject: str, predicate: str, object_: str) -> None:
        triples.add(CATALOGUE, subject, prefixed(predicate), object_)

    for class_ in ("void:Dataset", "dcat:Dataset"):
        triples.add(CATALOGUE, whole, TYPE, prefixed(class_))
    add(whole, "dcterms:title", text("Bildungslandschaft", "de"))
    add(whole, "owl:versionInfo", text(version))
    add(whole, "void:triples", typed(str(sum(counts.values())), "integer"))
    add(whole, "void:uriSpace", text(BASE))
    add(whole, "void:vocabulary", iri(BL.rstrip("#")))
    for source in facts.sources.values():
        graph = iri(graph_iri(source.id))
        add(whole, "void:subset", graph)
        add(graph, "void:triples", typed(str(counts.get(source.id, 0)), "integer"))
        for predicate, term in _describe(source):
            add(graph, predicate, term)
        triples.add(CATALOGUE, graph, TYPE, prefixed("dcat:Dataset"))


def datasets(facts: Facts, triples: TripleTable) -> frozenset[tuple[int, int, int]]:
    """Return, encoded, which classes `map_catalogue` will write of the sources."""
    type_, class_ = (triples.table.id_of(term) for term in (TYPE, prefixed("dcat:Dataset")))
    graphs = (iri(graph_iri(source.id)) for source in facts.sources.values())
    return frozenset((triples.table.id_of(graph), type_, class_) for graph in graphs)


def _describe(source: Source) -> list[tuple[str, str]]:
    statements = [
        ("rdfs:label", text(source.title.de, "de")),
        ("rdfs:label", text(source.title.en, "en")),
        ("dcterms:title", text(source.title.de, "de")),
        ("dcterms:title", text(source.title.en, "en")),
        ("dcterms:publisher", text(source.publisher, "de")),
        ("dcterms:rights", text(source.attribution, "de")),
        (
            "dcterms:license",
            address(source.licence_url) if source.licence_url else text(source.licence),
        ),
        ("dcterms:temporal", text(source.as_of)),
        ("skos:scopeNote", text(source.caveat.de, "de")),
        ("skos:scopeNote", text(source.caveat.en, "en")),
    ]
    return [
        (predicate, term) for predicate, term in statements if term not in {'""', '""@de', '""@en'}
    ]
