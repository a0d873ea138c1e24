"""The network of a view as pages, the API and exports show it: nodes, lines, where they stand."""

from __future__ import annotations  # networkx graphs take a type only when checked

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Final

import networkx as nx

from graph.dates import Status
from graph.landscape import Landscape
from graph.layout import Point, positions
from graph.links import PROGRAMME, Link
from graph.once import once_per_landscape
from graph.projection import EVERYTHING, Weight, links_of, project, projection_text, two_mode
from graph.selection import Selection, in_words
from ontology.texts import Text

LAST_DAY: Final = date.max
"""The day by which everything known has begun."""

_KEPT: Final = 64
"""Views of which the places are kept, whatever the day."""

_STRONGEST: Final[tuple[Status, ...]] = ("current", "undated", "ended")


@dataclass(frozen=True, slots=True)
class Node:
    """An actor, or a programme where the view asks for programmes.

    Attributes:
        key: of the actor; `programme/{key}` for a programme.
        district: AGS, empty if not known.
        degree: partners in this view; for a programme its participants.
        x: 0 (left) to 1.
        y: 0 (top) to 1.
    """

    key: str
    iri: str
    name: str
    class_: str
    type: str
    district: str
    state: str
    degree: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Edge:
    """Two nodes and everything that ties them in this view.

    Attributes:
        source: key of the node whose key sorts first.
        weight: by the projection of the network; 1 towards a programme.
        ties: names in `Network.ties`, in order.
        status: the strongest of the ties: current, undated, ended.
        start: first day of the earliest tie, None if not known.
        end: last day of the last tie, None if open or not known.
    """

    source: str
    target: str
    weight: float
    ties: tuple[str, ...]
    status: Status
    start: date | None
    end: date | None


@dataclass(frozen=True, slots=True)
class Network:
    """A view of the landscape on a day.

    Attributes:
        projection: the sentence that says how ties became lines.
        chosen: the filters in words, empty for the whole landscape.
        center: key of the actor in the middle, empty if none.
        nodes: by key.
        edges: by source and target.
        ties: name → link, for all ties of the edges.
    """

    day: date
    selection: Selection
    projection: Text
    chosen: Text
    center: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    ties: Mapping[str, Link]

    def graph(self) -> nx.Graph[str]:
        """Return it as a networkx graph with plain attributes, for measures."""
        graph: nx.Graph[str] = nx.Graph(day=self.day.isoformat(), projection=self.projection.en)
        for node in self.nodes:
            graph.add_node(node.key, name=node.name, **{"class": node.class_}, state=node.state)
        for edge in self.edges:
            graph.add_edge(edge.source, edge.target, weight=edge.weight, ties=edge.ties)
        return graph


def network(
    landscape: Landscape,
    day: date,
    selection: Selection = EVERYTHING,
    *,
    weight: Weight = "newman",
    half_life_years: float | None = None,
) -> Network:
    """Return the network of a view.

    Nodes stand where they stand in the view over all days: an actor keeps its place from year to
    year, whoever comes and goes.

    Args:
        landscape: where to look.
        day: the day asked for.
        selection: the part asked for.
        weight: see `graph.projection.project`.
        half_life_years: see there; by default no ageing, as ended ties show only if asked for.

    Returns:
        Without nodes where nothing passes the filters; the centre alone where it has no tie.

    Raises:
        UnknownThingError, ParameterError: see `Selection.check`.
    """
    bipartite = two_mode(landscape, day, selection)
    projected = project(bipartite, weight=weight, half_life_years=half_life_years)
    ties = links_of(bipartite)
    drawn = _with_programmes(projected, bipartite)
    places = _places(landscape)(over_all_days(selection))
    return Network(
        day=day,
        selection=selection,
        projection=projection_text(weight, half_life_years),
        chosen=in_words(landscape, selection),
        center=landscape.actor(selection.center).key if selection.center else "",
        nodes=tuple(_node(landscape, ties, drawn, key, places[key]) for key in sorted(drawn)),
        edges=tuple(_edge(ties, day, drawn, pair) for pair in _pairs(drawn)),
        ties=ties,
    )


def over_all_days(selection: Selection) -> Selection:
    """Return the same part of the landscape with everything that was ever tied in it."""
    return replace(selection, include_ended=True)


@once_per_landscape
def _places(landscape: Landscape) -> Callable[[Selection], Mapping[str, Point]]:
    @lru_cache(maxsize=_KEPT)
    def placed(selection: Selection) -> Mapping[str, Point]:
        whole = two_mode(landscape, LAST_DAY, selection)
        return positions(_with_programmes(project(whole, half_life_years=None), whole))

    return placed


def _with_programmes(projected: nx.Graph[str], bipartite: nx.Graph[str]) -> nx.Graph[str]:
    drawn = projected.copy()
    for node, link in links_of(bipartite).items():
        if link.layer != "programme":
            continue
        drawn.add_node(node)
        for actor in sorted(bipartite.neighbors(node)):
            drawn.add_edge(actor, node, weight=1.0, ties=(node,))
    return drawn


def _pairs(graph: nx.Graph[str]) -> list[tuple[str, str]]:
    return sorted((min(one, two), max(one, two)) for one, two in graph.edges())


def _node(
    landscape: Landscape,
    ties: Mapping[str, Link],
    graph: nx.Graph[str],
    key: str,
    place: tuple[float, float],
) -> Node:
    x, y = place
    degree = graph.degree[key]
    if key in ties:
        hub = ties[key]
        return Node(key, hub.iri, hub.label, PROGRAMME, hub.kind, "", "", degree, x, y)
    actor = landscape.actors[key]
    return Node(
        key=key,
        iri=actor.iri,
        name=actor.name,
        class_=actor.class_,
        type=actor.type,
        district=actor.district,
        state=actor.state,
        degree=degree,
        x=x,
        y=y,
    )


def _edge(ties: Mapping[str, Link], day: date, graph: nx.Graph[str], pair: tuple[str, str]) -> Edge:
    source, target = pair
    data = graph.edges[source, target]
    shared = [ties[name] for name in data["ties"]]
    starts = [link.interval.valid_from for link in shared]
    ends = [link.interval.valid_through for link in shared]
    statuses = {link.status_on(day) for link in shared}
    return Edge(
        source=source,
        target=target,
        weight=round(float(data["weight"]), 9),
        ties=tuple(data["ties"]),
        status=next(status for status in _STRONGEST if status in statuses),
        start=min((start for start in starts if start), default=None),
        end=None if None in ends else max(end for end in ends if end),
    )
