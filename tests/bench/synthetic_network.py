"""Made-up two-mode networks of any size, in the form that the product's projection takes."""

import networkx as nx
import numpy as np

from graph.links import Link
from graph.projection import project
from graph.things import Interval

LOCAL = 0.8
"""Share of cooperations inside one district; the others draw members from everywhere."""

IN_DISTRICT = 40
PER_ORGANISATION = 1.1
LARGEST = 12


def synthetic_network(organisations: int, seed: int = 1) -> nx.Graph:
    """Return the product's projection of a made-up landscape; nothing in it is a fact.

    Sizes of cooperations fall geometrically, members from elsewhere are drawn with a heavy tail.
    """
    generator = np.random.default_rng(seed)
    drawn = np.cumsum(generator.pareto(1.5, organisations) + 1)
    district = np.arange(organisations) // IN_DISTRICT
    count = int(PER_ORGANISATION * organisations)
    sizes = np.minimum(1 + generator.geometric(0.6, count), LARGEST)
    local = generator.random(count) < LOCAL
    graph = nx.Graph(day="2026-01-01")
    names = [f"synthetic-{number:06d}" for number in range(organisations)]
    graph.add_nodes_from(names, bipartite=0)
    for number in range(count):
        if local[number]:
            first = int(generator.integers(0, district[-1] + 1)) * IN_DISTRICT
            last = min(first + IN_DISTRICT, organisations)
            members = generator.integers(first, last, sizes[number])
        else:
            members = np.searchsorted(drawn, generator.random(sizes[number]) * drawn[-1])
        link = _link(number, tuple(dict.fromkeys(names[member] for member in members)))
        graph.add_node(link.node, bipartite=1, link=link)
        graph.add_edges_from((actor, link.node) for actor in link.actors)
    return project(graph, half_life_years=None)


def _link(number: int, actors: tuple[str, ...]) -> Link:
    return Link(
        node=f"cooperation/{number:06d}",
        iri="",
        key=f"{number:06d}",
        layer="cooperation",
        class_="Cooperation",
        kind="",
        label="",
        actors=actors,
        roles={},
        themes=(),
        districts=(),
        programme="",
        interval=Interval(),
        evidence=(),
    )
