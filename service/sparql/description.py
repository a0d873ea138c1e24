"""What the service says about itself in RDF (SPARQL 1.1 Service Description)."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from rdflib import BNode, Dataset, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, RDF, VOID, XSD

from service.negotiation import GRAPH_FORMATS, TABLE_FORMATS, Format
from service.sparql.answers import Limits

SD: Final = Namespace("http://www.w3.org/ns/sparql-service-description#")
_SERIALISERS: Final = {
    "ttl": "turtle",
    "nt": "nt",
    "nq": "nquads",
    "trig": "trig",
    "jsonld": "json-ld",
    "rdf": "pretty-xml",
}


def describe(
    endpoint: str, graphs: Mapping[str, int | None], limits: Limits, format_: Format
) -> bytes:
    """Return the description.

    Args:
        endpoint: address of the SPARQL door.
        graphs: IRIs of the named graphs with their number of triples, None if not known.
        limits: what one query may take; said in words.
        format_: one of GRAPH_FORMATS.
    """
    return _describe(endpoint, tuple(sorted(graphs.items())), limits, format_)


@lru_cache(maxsize=64)
def _describe(
    endpoint: str, graphs: tuple[tuple[str, int | None], ...], limits: Limits, format_: Format
) -> bytes:
    graph = Graph()
    graph.bind("sd", SD)
    service = URIRef(endpoint)
    graph.add((service, RDF.type, SD.Service))
    graph.add((service, SD.endpoint, service))
    graph.add((service, SD.supportedLanguage, SD.SPARQL11Query))
    graph.add((service, SD.feature, SD.UnionDefaultGraph))
    for result in (*TABLE_FORMATS, *GRAPH_FORMATS):
        graph.add((service, SD.resultFormat, URIRef(result.iri)))
    _say_limits(graph, service, limits)
    _add_dataset(graph, service, graphs)
    return _serialise(graph, format_)


def _say_limits(graph: Graph, service: URIRef, limits: Limits) -> None:
    german = (
        f"Eine Abfrage rechnet höchstens {limits.seconds:g} Sekunden und antwortet mit höchstens"
        f" {limits.rows} Zeilen. Ohne SERVICE und ohne Änderungen. inference=off lässt abgeleitete"
        " Aussagen weg."
    )
    english = (
        f"A query computes for {limits.seconds:g} seconds at most and answers with {limits.rows}"
        " rows at most. No SERVICE, no updates. inference=off leaves derived statements out."
    )
    graph.add((service, DCTERMS.description, Literal(german, "de")))
    graph.add((service, DCTERMS.description, Literal(english, "en")))


def _add_dataset(graph: Graph, service: URIRef, graphs: tuple[tuple[str, int | None], ...]) -> None:
    dataset, default = BNode(), BNode()
    graph.add((service, SD.defaultDataset, dataset))
    graph.add((dataset, RDF.type, SD.Dataset))
    graph.add((dataset, SD.defaultGraph, default))
    graph.add((default, RDF.type, SD.Graph))
    for iri, triples in graphs:
        named, content = BNode(), BNode()
        graph.add((dataset, SD.namedGraph, named))
        graph.add((named, RDF.type, SD.NamedGraph))
        graph.add((named, SD.name, URIRef(iri)))
        graph.add((named, SD.graph, content))
        graph.add((content, RDF.type, SD.Graph))
        if triples is not None:
            graph.add((content, VOID.triples, Literal(triples, datatype=XSD.integer)))


def _serialise(graph: Graph, format_: Format) -> bytes:
    if format_.name in {"nq", "trig"}:
        dataset = Dataset()
        for triple in graph:
            dataset.add(triple)
        return dataset.serialize(format=_SERIALISERS[format_.name], encoding="utf-8")
    return graph.serialize(format=_SERIALISERS[format_.name], encoding="utf-8")
