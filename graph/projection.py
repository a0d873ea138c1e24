"""The network behind the landscape: one two-mode graph and its documented projections."""

from __future__ import annotations  # networkx graphs take a type only when checked

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from itertools import combinations
from typing import Final, Literal

import networkx as nx

from graph.landscape import Landscape
from graph.links import PROGRAMME, Link, decay
from graph.selection import Selection, selected
from graph.things import Programme
from ontology.errors import ParameterError
from ontology.texts import Text

Weight = Literal["newman", "count"]

HALF_LIFE_YEARS: Final = 3.0
"""Years after its end in which a tie loses half its weight; 2 to 5 rank future partners alike."""

EVERYTHING: Final = Selection()

ACTOR: Final = 0
COOPERATION: Final = 1


def two_mode(landscape: Landscape, day: date, selection: Selection = EVERYTHING) -> nx.Graph[str]:
    """Return the canonical two-mode graph: actors (`bipartite=0`) and what ties them (1).

    Actor nodes are named by their key and carry `name`, `class`, `type`, `district`, `state`.
    Link nodes are named `cooperation/{key}` or `participation/{key}` and carry `link` (the whole
    `Link`), `class`, `kind`, `themes`, `programme`, `start`, `end`, `status`. An edge carries
    `role`. A programme is a node of its own (`programme/{key}`) only if the selection asks for it:
    sharing a programme with two hundred others is no cooperation.

    Args:
        landscape: where to look.
        day: the day asked for; `graph.dates` says what exists then.
        selection: the part asked for.

    Returns:
        The graph; only the centre, or nothing, where no link passes.

    Raises:
        UnknownThingError, ParameterError: see `Selection.check`.
    """
    selection.check(landscape)
    graph: nx.Graph[str] = nx.Graph(day=day.isoformat())
    centre = _centre(landscape, selection)
    for key in centre[:1]:
        _add_actor(graph, landscape, key)
    chosen = selected(landscape, day, selection)
    for link in chosen:
        if len(link.actors) > 1:
            _add(graph, landscape, link, day)
    if selection.with_programmes:
        for hub in _programme_links(landscape, chosen):
            _add(graph, landscape, hub, day)
    return _around(graph, centre, selection.depth) if centre else graph


def project(
    graph: nx.Graph[str],
    *,
    weight: Weight = "newman",
    half_life_years: float | None = HALF_LIFE_YEARS,
    at: date | None = None,
) -> nx.Graph[str]:
    """Return the actors of a two-mode graph, tied where they share a link.

    `weight="newman"`: a link of k actors gives each pair 1/(k-1), so that a large consortium does
    not count more than a pair (Newman 2001, Phys. Rev. E 64, 016132). `weight="count"`: 1 per
    shared link. Both times `decay`: an ended tie halves every `half_life_years`. Programmes as
    nodes are left out: their cliques would drown everything else.

    Args:
        graph: from `two_mode`.
        weight: the rule above.
        half_life_years: above 0; None for no decay.
        at: the day to which ended ties have aged; by default the day of the graph.

    Returns:
        Edges carry `weight` and `ties` (names of link nodes); the graph carries `projection`, a
        sentence that says how it was made. Actors without a partner stay as isolated nodes.

    Raises:
        ParameterError: if the half-life is not above 0 or the weight is unknown.
    """
    _check(weight, half_life_years)
    day = at or date.fromisoformat(graph.graph["day"])
    projected: nx.Graph[str] = nx.Graph(
        day=day.isoformat(), projection=projection_text(weight, half_life_years)
    )
    links = links_of(graph)
    projected.add_nodes_from(
        (actor, graph.nodes[actor]) for actor in sorted(set(graph) - set(links))
    )
    for node, link in links.items():
        members = sorted(graph.neighbors(node))
        if link.layer == "programme" or len(members) < 2:
            continue
        share = decay(link.interval, day, half_life_years)
        share /= len(link.actors) - 1 if weight == "newman" else 1
        for one, two in combinations(members, 2):
            _strengthen(projected, one, two, share, node)
    return projected


def links_of(graph: nx.Graph[str]) -> dict[str, Link]:
    """Return what stands behind the link nodes of a two-mode graph, by name, in order."""
    return {
        node: graph.nodes[node]["link"] for node in sorted(graph) if "link" in graph.nodes[node]
    }


def projection_text(weight: Weight, half_life_years: float | None) -> Text:
    """Return the sentence by which a result names its projection."""
    rule = {
        "newman": Text(
            "je gemeinsamer Kooperation 1/(k-1) bei k Beteiligten",
            "1/(k-1) per shared cooperation of k members",
        ),
        "count": Text("je gemeinsamer Kooperation 1", "1 per shared cooperation"),
    }[weight]
    ageing = (
        Text("ohne Alterung", "without ageing")
        if half_life_years is None
        else Text(
            f"beendete halbieren sich alle {half_life_years:g} Jahre",
            f"ended ones halve every {half_life_years:g} years",
        )
    )
    return Text(
        f"Akteure, verbunden durch gemeinsame Kooperationen und gemeinsame Programmteilnahmen;"
        f" Gewicht: {rule.de}, {ageing.de}.",
        f"Actors, tied by shared cooperations and joint programme participations;"
        f" weight: {rule.en}, {ageing.en}.",
    )


def whole_network(landscape: Landscape, day: date) -> nx.Graph[str]:
    """Return the default projection of everything that exists on a day."""
    return project(two_mode(landscape, day))


def _check(weight: str, half_life_years: float | None) -> None:
    if weight not in ("newman", "count"):
        raise ParameterError(
            "weight",
            Text("Erwartet wird „newman“ oder „count“.", 'Expected "newman" or "count".'),
        )
    if half_life_years is not None and half_life_years <= 0:
        raise ParameterError(
            "half_life_years",
            Text("Die Halbwertszeit muss über 0 liegen.", "The half-life must be above 0."),
        )


def _add(graph: nx.Graph[str], landscape: Landscape, link: Link, day: date) -> None:
    graph.add_node(
        link.node,
        bipartite=COOPERATION,
        link=link,
        **{"class": link.class_},
        kind=link.kind,
        themes=link.themes,
        programme=link.programme,
        start=link.interval.start,
        end=link.interval.end,
        status=link.status_on(day),
    )
    for actor in link.actors:
        _add_actor(graph, landscape, actor)
        graph.add_edge(actor, link.node, role=link.roles.get(actor, ""))


def _add_actor(graph: nx.Graph[str], landscape: Landscape, key: str) -> None:
    if key in graph:
        return
    actor = landscape.actors[key]
    graph.add_node(
        key,
        bipartite=ACTOR,
        name=actor.name,
        **{"class": actor.class_},
        type=actor.type,
        district=actor.district,
        state=actor.state,
    )


def _programme_links(landscape: Landscape, chosen: Iterable[Link]) -> Iterable[Link]:
    participants: dict[str, list[str]] = defaultdict(list)
    for link in chosen:
        if link.layer == "participation":
            participants[link.programme].extend(link.actors)
    for key in sorted(participants):
        yield _hub(landscape.programmes[key], tuple(sorted(set(participants[key]))))


def _hub(programme: Programme, actors: tuple[str, ...]) -> Link:
    return Link(
        node=f"programme/{programme.key}",
        iri=programme.iri,
        key=programme.key,
        layer="programme",
        class_=PROGRAMME,
        kind=programme.kind,
        label=programme.name,
        actors=actors,
        roles={},
        themes=(),
        districts=(),
        programme=programme.key,
        interval=programme.interval,
        evidence=programme.evidence,
    )


def _centre(landscape: Landscape, selection: Selection) -> list[str]:
    if not selection.center:
        return []
    key = landscape.actor(selection.center).key
    return [key, *landscape.units.get(key, ())]


def _around(graph: nx.Graph[str], centre: list[str], depth: int) -> nx.Graph[str]:
    # one step leads over one shared link, never over a programme: that would reach everybody
    links = {node for node, link in links_of(graph).items() if link.layer != "programme"}
    reached = set(centre) & set(graph)
    for _ in range(depth):
        shared = {node for actor in reached for node in graph.neighbors(actor)} & links
        reached |= {actor for node in shared for actor in graph.neighbors(node)}
    touched = {node for actor in reached for node in graph.neighbors(actor)}
    among = {
        node
        for node in touched
        if node not in links or sum(member in reached for member in graph.neighbors(node)) > 1
    }
    return graph.subgraph(sorted(reached | among)).copy()


def _strengthen(graph: nx.Graph[str], one: str, two: str, share: float, node: str) -> None:
    if graph.has_edge(one, two):
        edge = graph.edges[one, two]
        edge["weight"] += share
        edge["ties"] += (node,)
    else:
        graph.add_edge(one, two, weight=share, ties=(node,))
