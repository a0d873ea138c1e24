"""A network as the page draws it: actors one by one, or grouped where there are too many."""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

import networkx as nx

from graph.analyses.wording import in_state, listed
from graph.dates import Status
from graph.landscape import Landscape
from graph.layout import Point, positions
from graph.links import PROGRAMME
from graph.network import LAST_DAY, Edge, Network, network, over_all_days
from graph.network import Node as NetworkNode
from graph.status_words import STATUSES
from graph.things import Actor
from ontology.texts import Language, Text
from service.drawing.families import FAMILIES, Family, family_of
from service.drawing.network import Line, Node
from service.pages.network_colours import Colouring, colouring
from service.pages.rendering import link

MOST: Final = 150
"""Nodes that a picture with labels can hold; beyond that actors are grouped."""

_HUBS: Final = 40
"""Actors that keep a node of their own in a grouped picture: those with most partners."""

_OWN_FROM: Final = 4
"""Partners that an actor needs for a node of its own in a grouped picture."""

_BY_KEY: Final = {family.key: family for family in FAMILIES}


@dataclass(frozen=True, slots=True)
class View:
    """What is drawn.

    Attributes:
        grouped: whether nodes stand for several actors.
    """

    nodes: list[Node]
    lines: list[Line]
    grouped: bool


@dataclass(frozen=True, slots=True)
class _Group:
    key: str
    name: str
    family: Family
    address: str


def view_of(
    landscape: Landscape, found: Network, language: Language, looks: Colouring | None = None
) -> View:
    """Return what is drawn of a network; empty for an empty one.

    Args:
        landscape: where names come from.
        found: the view.
        language: of names and titles.
        looks: what shapes and colours tell; kinds of actors if not given.
    """
    looks = looks or colouring(landscape, found, "type")
    if len(found.nodes) > MOST:
        return _grouped(landscape, found, language, looks)
    names = {node.key: node.name for node in found.nodes}
    partners = neighbours(found)
    nodes = [
        Node(
            key=node.key,
            name=node.name,
            family=looks.of[node.key],
            title=_title(landscape, node, [names[key] for key in partners[node.key]], language),
            address=_address(node, language),
            x=node.x,
            y=node.y,
            radius=_radius(node.degree),
            main=node.key == found.center,
        )
        for node in sorted(found.nodes, key=lambda node: (-node.degree, node.name))
    ]
    lines = [Line(one.source, one.target, one.status, len(one.ties)) for one in found.edges]
    return View(nodes, lines, grouped=False)


def neighbours(network: Network) -> dict[str, list[str]]:
    """Return node → its partners, those with most partners first."""
    degree = {node.key: node.degree for node in network.nodes}
    found: dict[str, list[str]] = {key: [] for key in degree}
    for edge in network.edges:
        found[edge.source].append(edge.target)
        found[edge.target].append(edge.source)
    return {key: sorted(keys, key=lambda one: (-degree[one], one)) for key, keys in found.items()}


def _family(landscape: Landscape, node: NetworkNode) -> Family:
    if node.class_ == PROGRAMME:
        return _BY_KEY["government"]
    return family_of(landscape.actors[node.key])


def _address(node: NetworkNode, language: Language) -> str:
    if node.class_ == PROGRAMME:
        key = node.key.partition("/")[2]
        return link("/netzwerk", language, programme=key, include_ended="true")
    return link(f"/akteure/{node.key}", language)


def _title(landscape: Landscape, node: NetworkNode, partners: list[str], language: Language) -> str:
    family = _family(landscape, node).label.in_language(language)
    if not partners:
        return f"{node.name} ({family})"
    told = listed(partners, 6).in_language(language)
    count = len(partners)
    word = Text("Partner", "partner" if count == 1 else "partners").in_language(language)
    return f"{node.name} ({family}): {count} {word} – {told}"


def _radius(degree: int) -> float:
    return 6 + 2.2 * math.sqrt(degree)


def _grouped(landscape: Landscape, found: Network, language: Language, looks: Colouring) -> View:
    # what is grouped, and where it stands, is the same on all days
    always = network(landscape, LAST_DAY, over_all_days(found.selection))
    groups = _groups(landscape, always, language, found.day)
    places = _group_places(always.edges, groups)
    members: dict[str, list[str]] = defaultdict(list)
    for node in found.nodes:
        members[groups[node.key].key].append(node.key)
    shown = {one.key: one for one in groups.values() if one.key in members}
    bundles, inside = _bundles(found.edges, groups)
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(sorted(shown))
    graph.add_edges_from(sorted(bundles))
    nodes = [
        Node(
            key=key,
            name=_group_name(shown[key], len(members[key])),
            family=looks.of_all(members[key]),
            title=_group_title(shown, key, graph, members, inside, language),
            address=shown[key].address,
            x=places[key][0],
            y=places[key][1],
            radius=6 + 1.6 * math.sqrt(len(members[key]) + len(list(graph.neighbors(key)))),
            main=key == found.center,
        )
        for key in sorted(shown, key=lambda key: (-graph.degree[key], key))
    ]
    return View(nodes, _lines(bundles), grouped=True)


def _group_places(edges: Iterable[Edge], groups: Mapping[str, _Group]) -> Mapping[str, Point]:
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(sorted({one.key for one in groups.values()}))
    graph.add_edges_from(sorted(_bundles(edges, groups)[0]))
    return positions(graph)


def _groups(
    landscape: Landscape, always: Network, language: Language, day: date
) -> dict[str, _Group]:
    """Return node → what stands for it: itself, municipalities of its state, or its family."""
    ranked = sorted(always.nodes, key=lambda node: (-node.degree, node.key))
    hubs = {node.key for node in ranked[:_HUBS] if node.degree >= _OWN_FROM} | {always.center}
    found = {}
    for node in always.nodes:
        actor = landscape.actors.get(node.key)
        family = _family(landscape, node)
        if node.key in hubs or actor is None:
            found[node.key] = _Group(node.key, node.name, family, _address(node, language))
        elif family.key in {"municipality", "office"}:
            found[node.key] = _of_state(landscape, day, actor, language)
        else:
            label = Text(f"weitere {family.label.de}", f"more {family.label.en}")
            address = link("/netzwerk", language, ansicht="gross", as_of=day.isoformat())
            name = label.in_language(language)
            found[node.key] = _Group(f"family/{family.key}", name, family, address)
    return found


def _of_state(landscape: Landscape, day: date, actor: Actor, language: Language) -> _Group:
    state = landscape.states.get(actor.state)
    place = (
        Text(in_state(state.de), f"in {state.en}") if state else Text("ohne Land", "without state")
    )
    label = Text(f"Kommunen {place.de}", f"Municipalities {place.en}").in_language(language)
    address = link("/netzwerk", language, state=actor.state, as_of=day.isoformat())
    return _Group(f"state/{actor.state}", label, _BY_KEY["municipality"], address)


def _bundles(
    edges: Iterable[Edge], groups: Mapping[str, _Group]
) -> tuple[dict[tuple[str, str], list[Status]], dict[str, int]]:
    bundles: dict[tuple[str, str], list[Status]] = defaultdict(list)
    inside: dict[str, int] = defaultdict(int)
    for edge in edges:
        one, two = sorted((groups[edge.source].key, groups[edge.target].key))
        if one == two:
            inside[one] += 1
        else:
            bundles[one, two].append(edge.status)
    return bundles, inside


def _lines(bundles: Mapping[tuple[str, str], list[Status]]) -> list[Line]:
    order = list(STATUSES)
    return [
        Line(one, two, min(statuses, key=order.index), len(statuses))
        for (one, two), statuses in sorted(bundles.items())
    ]


def _group_name(one: _Group, count: int) -> str:
    return one.name if "/" not in one.key else f"{one.name} ({count})"


def _group_title(
    shown: Mapping[str, _Group],
    key: str,
    graph: "nx.Graph[str]",
    members: Mapping[str, list[str]],
    inside: Mapping[str, int],
    language: Language,
) -> str:
    others = sorted(graph.neighbors(key), key=lambda one: (-len(members[one]), one))
    told = listed([shown[other].name for other in others], 6).in_language(language)
    name = _group_name(shown[key], len(members[key]))
    among = Text(
        f"; {inside[key]} untereinander verbunden" if inside.get(key) else "",
        f"; {inside[key]} tied among each other" if inside.get(key) else "",
    )
    with_ = Text(f": verbunden mit {told}", f": tied to {told}") if told else Text("", "")
    return f"{name}{with_.in_language(language)}{among.in_language(language)}"
