"""What the landscape says about itself to those who query it: VoID, and examples of queries."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from rdflib import (
    DCAT,
    DCTERMS,
    FOAF,
    OWL,
    RDF,
    RDFS,
    SKOS,
    VOID,
    XSD,
    BNode,
    Graph,
    Literal,
    Namespace,
    URIRef,
)

from graph.describe import new_graph
from graph.sources import Source
from graph.statistics import LINKED, Statistics
from ontology.namespaces import BASE, GRAPH, PREFIXES, graph_iri, thing
from ontology.texts import Text

DATASET: Final = URIRef(BASE + "dataset")
TITLE: Final = Text(
    "Bildungslandschaft: Wissensgraph der kommunalen Bildungslandschaften in Deutschland",
    "Bildungslandschaft: knowledge graph of Germany's municipal education landscapes",
)
DESCRIPTION: Final = Text(
    "Wer in deutschen Kreisen für Bildung zusammenarbeitet: Akteure, Zusammenarbeiten, Programme,"
    " Modelle, Bedarfe, Angebote und Kennzahlen mit Quelle und Zeitraum. Eine fehlende Aussage"
    " heißt nicht, dass es keine Zusammenarbeit gibt.",
    "Who works together for education in Germany's districts: actors, cooperations, programmes,"
    " models, needs, offers and indicators with source and period. A missing statement does not"
    " mean that there is no cooperation.",
)
COUNTED: Final = Text(
    "Die Zahlen des Ganzen zählen eine Aussage einmal, auch wenn sie in mehreren Graphen steht; die"
    " Teile zusammen und /health zählen sie in jedem.",
    "The figures of the whole count a statement once, even if several graphs have it; the parts"
    " together and /health count it in each.",
)
RIGHTS: Final = Text(
    "Jede Quelle hat ihre eigene Lizenz und Pflichtangabe; sie stehen beim Teil der Quelle.",
    "Every source has a licence and attribution of its own, given with the part of the source.",
)
KEYWORDS: Final = (
    "Bildung", "Kommune", "Bildungsmanagement", "Kooperation", "Stiftung", "Netzwerk", "Lücken",
)  # fmt: skip
EXAMPLES: Final = (
    thing("district", "05334"),
    thing("actor", "possehl-stiftung"),
    BASE + "vocab/theme/ganztag",
)
"""Things that show what a description looks like."""

FORMATS: Final = "http://www.w3.org/ns/formats/"
SD: Final = Namespace("http://www.w3.org/ns/sparql-service-description#")
SH: Final = Namespace(PREFIXES["sh"])
SCHEMA: Final = Namespace("https://schema.org/")

_LICENCES: Final = {
    "CC0-1.0": "http://dcat-ap.de/def/licenses/cc-zero",
    "dl-de/by-2-0": "http://dcat-ap.de/def/licenses/dl-by-de/2.0",
    "CC-BY-4.0": "http://dcat-ap.de/def/licenses/cc-by/4.0",
}
"""SPDX identifier or short name → entry in the list of licences of DCAT-AP.de."""


@dataclass(frozen=True, slots=True)
class Distribution:
    """One file that can be downloaded.

    Attributes:
        url: absolute address.
        media_type: of the content, without compression.
        file_type: its name in the EU list of file types, for instance `RDF_TURTLE`.
        title: what it holds.
        source: id of its source; empty for the whole.
        compressed: whether it comes as gzip.
        size: in bytes, as it is sent; None if it is not made yet.
        sha256: of it as it is sent, hexadecimal; empty if it is not made yet.
    """

    url: str
    media_type: str
    file_type: str
    title: Text
    source: str = ""
    compressed: bool = True
    size: int | None = None
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Site:
    """Where and as what the landscape is published.

    Attributes:
        base: address of the service, without a slash at its end.
        version: of the landscape.
        built_at: ISO 8601 time; empty if not known.
        sources: id → source.
        files: what can be downloaded.
    """

    base: str
    version: str
    built_at: str
    sources: Mapping[str, Source]
    files: Sequence[Distribution]

    def files_of(self, source: str) -> list[Distribution]:
        """Return the files of one source; of the whole for an empty id."""
        return [file for file in self.files if file.source == source]


@dataclass(frozen=True, slots=True)
class QueryExample:
    """A question that others may start from.

    Attributes:
        name: unique.
        form: SELECT, ASK, CONSTRUCT or DESCRIBE.
        text: the query, complete with prefixes and values.
    """

    name: str
    form: str
    text: str
    title: Text
    description: Text
    keywords: Sequence[str]


def void(statistics: Statistics, site: Site) -> Graph:
    """Return the VoID description: the whole with its figures, links, and each source."""
    graph = new_graph()
    graph.bind("foaf", FOAF)
    _say_whole(graph, site)
    say(graph, DATASET, RDFS.comment, COUNTED)
    for property_, number in (
        (VOID.triples, statistics.triples),
        (VOID.entities, statistics.entities),
        (VOID.distinctSubjects, statistics.subjects),
        (VOID.distinctObjects, statistics.objects),
        (VOID.classes, len(statistics.classes)),
        (VOID.properties, len(statistics.properties)),
    ):
        graph.add((DATASET, property_, _integer(number)))
    _add_partitions(graph, statistics)
    _add_linksets(graph, statistics)
    for iri, triples in sorted(statistics.graphs.items()):
        subset = URIRef(iri)
        graph.add((DATASET, VOID.subset, subset))
        graph.add((subset, RDF.type, VOID.Dataset))
        graph.add((subset, VOID.triples, _integer(triples)))
        graph.add((subset, VOID.distinctSubjects, _integer(statistics.graph_subjects[iri])))
        for file in site.files_of(iri.removeprefix(GRAPH)):
            if file.compressed:
                graph.add((subset, VOID.dataDump, URIRef(file.url)))
    for source in site.sources.values():
        say_source(graph, source)
    return graph


def examples(queries: Iterable[QueryExample], site: Site) -> Graph:
    """Return questions with which to start, as SHACL executables (SIB's convention)."""
    graph = new_graph()
    graph.bind("schema", SCHEMA, replace=True)
    document = f"{site.base}/.well-known/sparql-examples"
    declared = URIRef(document + "#prefixes")
    for prefix, namespace in PREFIXES.items():
        entry = BNode(f"prefix{prefix}")
        graph.add((declared, SH.declare, entry))
        graph.add((entry, SH.prefix, Literal(prefix)))
        graph.add((entry, SH.namespace, Literal(namespace, datatype=XSD.anyURI)))
    for query in queries:
        node = URIRef(f"{document}#{query.name}")
        form = query.form.capitalize()
        graph.add((node, RDF.type, SH.SPARQLExecutable))
        graph.add((node, RDF.type, SH[f"SPARQL{form}Executable"]))
        graph.add((node, SH.prefixes, declared))
        graph.add((node, SH[query.form.lower()], Literal(query.text)))
        graph.add((node, SCHEMA.target, URIRef(f"{site.base}/sparql")))
        say(graph, node, RDFS.comment, query.title)
        say(graph, node, DCTERMS.description, query.description)
        for word in query.keywords:
            graph.add((node, SCHEMA.keywords, Literal(word)))
    return graph


def say_source(graph: Graph, source: Source) -> None:
    """Add who published a source, what it is, and under which terms."""
    node = URIRef(graph_iri(source.id))
    say(graph, node, DCTERMS.title, source.title)
    say(graph, node, SKOS.scopeNote, source.caveat)
    publisher = BNode(f"publisher-{source.id}")
    graph.add((node, DCTERMS.publisher, publisher))
    graph.add((publisher, RDF.type, FOAF.Organization))
    graph.add((publisher, FOAF.name, Literal(source.publisher, "de")))
    graph.add((node, DCTERMS.license, licence(graph, source)))
    graph.add((node, DCTERMS.rights, Literal(source.attribution, "de")))


def licence(graph: Graph, source: Source) -> URIRef | BNode:
    """Return the licence of a source: its entry in DCAT-AP.de's list, else its terms in words."""
    if source.licence in _LICENCES:
        return URIRef(_LICENCES[source.licence])
    node = BNode(f"licence-{source.id}")
    graph.add((node, RDF.type, DCTERMS.LicenseDocument))
    graph.add((node, RDFS.label, Literal(source.licence, "de")))
    return node


def say(graph: Graph, node: URIRef | BNode, property_: URIRef, text: Text) -> None:
    """Add a text in both languages."""
    graph.add((node, property_, Literal(text.de, "de")))
    graph.add((node, property_, Literal(text.en, "en")))


def _say_whole(graph: Graph, site: Site) -> None:
    for class_ in (VOID.Dataset, DCAT.Dataset):
        graph.add((DATASET, RDF.type, class_))
    say(graph, DATASET, DCTERMS.title, TITLE)
    say(graph, DATASET, DCTERMS.description, DESCRIPTION)
    say(graph, DATASET, DCTERMS.rights, RIGHTS)
    graph.add((DATASET, OWL.versionInfo, Literal(site.version)))
    if site.built_at:
        graph.add((DATASET, DCTERMS.modified, Literal(site.built_at, datatype=XSD.dateTime)))
    graph.add((DATASET, FOAF.homepage, URIRef(site.base + "/daten")))
    graph.add((DATASET, VOID.sparqlEndpoint, URIRef(site.base + "/sparql")))
    graph.add((DATASET, VOID.uriSpace, Literal(BASE)))
    for prefix in ("bl", "org", "skos", "prov", "qb", "geo", "dcterms"):
        vocabulary = BASE + "ontology" if prefix == "bl" else PREFIXES[prefix]
        graph.add((DATASET, VOID.vocabulary, URIRef(vocabulary)))
    for name in ("Turtle", "N-Quads", "N-Triples", "JSON-LD", "RDF_XML"):
        graph.add((DATASET, VOID.feature, URIRef(FORMATS + name)))
    for iri in EXAMPLES:
        graph.add((DATASET, VOID.exampleResource, URIRef(iri)))
    for file in site.files_of(""):
        graph.add((DATASET, VOID.dataDump, URIRef(file.url)))


def _add_partitions(graph: Graph, statistics: Statistics) -> None:
    for number, (class_, entities) in enumerate(sorted(statistics.classes.items())):
        node = BNode(f"class{number}")
        graph.add((DATASET, VOID.classPartition, node))
        graph.add((node, VOID["class"], URIRef(class_)))
        graph.add((node, VOID.entities, _integer(entities)))
    for number, (property_, counts) in enumerate(sorted(statistics.properties.items())):
        part = BNode(f"property{number}")
        graph.add((DATASET, VOID.propertyPartition, part))
        graph.add((part, VOID.property, URIRef(property_)))
        graph.add((part, VOID.triples, _integer(counts.triples)))
        graph.add((part, VOID.distinctSubjects, _integer(counts.subjects)))
        graph.add((part, VOID.distinctObjects, _integer(counts.objects)))


def _add_linksets(graph: Graph, statistics: Statistics) -> None:
    for name, space in LINKED.items():
        linkset, target = URIRef(f"{DATASET}#{name}"), BNode(f"target-{name}")
        graph.add((DATASET, VOID.subset, linkset))
        graph.add((linkset, RDF.type, VOID.Linkset))
        graph.add((linkset, VOID.linkPredicate, SKOS.exactMatch))
        graph.add((linkset, VOID.subjectsTarget, DATASET))
        graph.add((linkset, VOID.objectsTarget, target))
        graph.add((linkset, VOID.triples, _integer(statistics.links.get(name, 0))))
        graph.add((target, RDF.type, VOID.Dataset))
        graph.add((target, VOID.uriSpace, Literal(space)))


def _integer(number: int) -> Literal:
    return Literal(number, datatype=XSD.integer)
