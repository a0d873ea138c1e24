"""How sure the position of each actor in a view is, where the view is small enough for a page."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Final

import networkx as nx

from graph.landscape import Landscape
from graph.measures.centrality import betweenness_centrality
from graph.measures.cohesion import pairs_lost
from graph.measures.intervals import Interval, several_with_intervals
from graph.measures.words import MEASURES
from graph.projection import two_mode
from graph.selection import Selection
from ontology.texts import Language, Text
from service.api.measures import DRAWS, KEPT, METHOD
from service.network_wish import NetworkWish
from service.pages.rendering import link

MOST_ACTORS: Final = 50
"""Up to here the draws take a tenth of a second or two, once per view; above, the interface has
them."""

Ranges = Mapping[str, Mapping[str, Interval]]
"""Column of the table → actor → interval; empty where there are none."""

_ASKED: Final = ("degree", "betweenness", "pairs-lost")
"""Measures of the interface that rank as the columns of the table do."""

_READ: Final = Text(
    "In Klammern steht, wie weit Wert und Rang reichen.",
    "Brackets hold how far value and rank reach.",
)
_ELSEWHERE: Final = Text(
    "Ohne Bereiche sagen die Werte nicht, wie sicher eine Reihenfolge ist. Für diese Auswahl nennt"
    " sie die Schnittstelle:",
    "Without intervals the values do not say how sure an order is. For this choice the interface"
    " has them:",
)


@dataclass(frozen=True, slots=True)
class _Question:
    version: str
    selection: Selection
    day: date
    landscape: Landscape = field(compare=False, repr=False)


def ranges_of(landscape: Landscape, wish: NetworkWish, actors: int) -> Ranges:
    """Return the intervals of a view, computed once; none for a large one or with programmes.

    Programmes as nodes are in the picture only: the measures are of actors.

    Args:
        landscape: where to look.
        wish: the view.
        actors: how many it has.
    """
    if not 0 < actors <= MOST_ACTORS or wish.selection.with_programmes:
        return {}
    return _ranges(_Question(landscape.version, wish.selection, wish.day, landscape))


@lru_cache(maxsize=64)
def _ranges(question: _Question) -> Ranges:
    network = two_mode(question.landscape, question.day, question.selection)
    return several_with_intervals(network, _MEASURES, kept=KEPT, draws=DRAWS)


def in_words(found: Mapping[str, Interval], key: str, language: Language) -> str:
    """Return what stands behind a value: its interval, rank and interval of the rank."""
    if key not in found:
        return ""
    one = found[key]
    value = _span(round(one.low), round(one.high))
    rank = Text("Rang", "rank").in_language(language)
    return f" ({value}; {rank} {_span(one.best_rank, one.worst_rank)})"


def note(ranges: Ranges, language: Language) -> str:
    """Return how the brackets are to be read, or why there are none."""
    told = (_READ, METHOD) if ranges else (_ELSEWHERE,)
    return " ".join(one.in_language(language) for one in told)


def addresses(wish: NetworkWish, language: Language) -> list[tuple[str, str]]:
    """Return where the interface ranks the actors of a view: name of the measure and address."""
    return [
        (
            MEASURES[name].name.in_language(language),
            link(f"/api/v1/network/measures/{name}", language, **wish.parameters),
        )
        for name in _ASKED
    ]


def _span(low: int, high: int) -> str:
    return f"{low}–{high}" if low < high else str(low)


def _partners(graph: "nx.Graph[str]") -> Mapping[str, float]:
    return dict(graph.degree())


def _between(graph: "nx.Graph[str]") -> Mapping[str, float]:
    return betweenness_centrality(graph, normalized=False)


def _lost(graph: "nx.Graph[str]") -> Mapping[str, float]:
    return dict.fromkeys(graph, 0) | pairs_lost(graph)


_MEASURES: Final = {"partners": _partners, "between": _between, "lost": _lost}
