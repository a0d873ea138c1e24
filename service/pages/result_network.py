"""The answer of a query as a network: which things it names together."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import networkx as nx
from markupsafe import Markup
from rdflib import RDF, RDFS, Graph, URIRef

from graph.landscape import Landscape
from graph.layout import positions
from ontology.namespaces import ID, PREFIXES
from ontology.texts import Language, Text
from queries.run import Table
from service.drawing.families import Family, family_of
from service.drawing.network import Line, Node, network_svg
from service.pages.network_view import MOST
from service.pages.rendering import link

_THING: Final = Family("thing", Text("Anderes", "Other"), "#5d6b84", "octagon")
_NAMES: Final = (RDFS.label, URIRef(PREFIXES["skos"] + "prefLabel"))

Pairs = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class ResultNetwork:
    """A drawn answer.

    Attributes:
        picture: the network; empty if too much or nothing would be in it.
        sentence: what is shown, in words.
    """

    picture: Markup
    sentence: str


def pairs_of_table(table: Table) -> Pairs:
    """Return the IRIs that stand in a row with the row's first IRI."""
    found = []
    for row in table.rows:
        iris = [value.text for value in row if value is not None and value.kind == "uri"]
        found += [(iris[0], other) for other in iris[1:] if other != iris[0]]
    return found


def pairs_of_graph(graph: Graph) -> Pairs:
    """Return subject and object of each statement between two things; types are left out."""
    return sorted(
        (str(subject), str(object_))
        for subject, property_, object_ in graph
        if isinstance(subject, URIRef) and isinstance(object_, URIRef)
        if property_ != RDF.type and subject != object_
    )


def result_network(
    pairs: Pairs, landscape: Landscape, language: Language, graph: Graph | None = None
) -> ResultNetwork | None:
    """Return the network of an answer; None if nothing in it is tied.

    Args:
        pairs: of IRIs.
        landscape: names the things it knows.
        language: of the labels.
        graph: names further things by their labels.
    """
    if not pairs:
        return None
    drawn: nx.Graph[str] = nx.Graph(pairs)
    nodes, ties = drawn.number_of_nodes(), drawn.number_of_edges()
    if nodes > MOST:
        return ResultNetwork(Markup(), _too_many(nodes).in_language(language))
    sentence = Text(
        f"{nodes} Dinge, {ties} Paare, die in der Antwort zusammen genannt sind.",
        f"{nodes} things, {ties} pairs that the answer names together.",
    ).in_language(language)
    return ResultNetwork(_picture(drawn, Counter(map(frozenset, pairs)), landscape, language, graph,
                                  sentence), sentence)  # fmt: skip


def _too_many(nodes: int) -> Text:
    return Text(
        f"Die Antwort nennt {nodes} Dinge; lesbar sind höchstens {MOST}. Grenzen Sie sie ein, zum"
        " Beispiel mit LIMIT.",
        f"The answer names {nodes} things; at most {MOST} can be read. Narrow it, for instance with"
        " LIMIT.",
    )


def _picture(
    drawn: "nx.Graph[str]",
    counts: Counter[frozenset[str]],
    landscape: Landscape,
    language: Language,
    graph: Graph | None,
    sentence: str,
) -> Markup:
    where = positions(drawn)
    nodes = []
    for iri, degree in sorted(drawn.degree, key=lambda pair: (-pair[1], pair[0])):
        name, family, address = _known(iri, landscape, language, graph)
        partners = Text(f"{name}: {degree} Verbindungen", f"{name}: {degree} ties")
        x, y = where[iri]
        nodes.append(Node(iri, name, family, partners.in_language(language), address, x, y,
                          6 + min(degree, 30) ** 0.5))  # fmt: skip
    lines = [Line(*edge, "current", counts[frozenset(edge)]) for edge in drawn.edges]
    return network_svg(nodes, lines, sentence, language, explained=False)


def _known(
    iri: str, landscape: Landscape, language: Language, graph: Graph | None
) -> tuple[str, Family, str]:
    key = iri.removeprefix(ID + "actor/")
    if key in landscape.actors:
        actor = landscape.actors[key]
        return actor.name, family_of(actor), link(f"/akteure/{key}", language)
    path = "/id/" + iri.removeprefix(ID) if iri.startswith(ID) else iri
    district = landscape.districts.get(iri.removeprefix(ID + "district/"))
    if district:
        return district.name, _THING, link(f"/kreise/{district.ags}", language)
    return _label(iri, language, graph), _THING, path


def _label(iri: str, language: Language, graph: Graph | None) -> str:
    said = dict(_labels(iri, graph)) if graph is not None else {}
    short = iri.rstrip("/").rpartition("#")[2].rpartition("/")[2]
    return said.get(language) or said.get("de") or next(iter(said.values()), short)


def _labels(iri: str, graph: Graph) -> Iterator[tuple[str, str]]:
    for property_ in _NAMES:
        for value in graph.objects(URIRef(iri), property_):
            yield getattr(value, "language", None) or "", str(value)
