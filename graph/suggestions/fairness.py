"""Who stands in front where: no partner is sent to everybody, the best fits come first."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Final

from graph.keys import municipality_key
from graph.landscape import Landscape
from graph.once import once_per_landscape
from graph.suggestions.candidates import Candidate
from graph.suggestions.catalogue import candidates
from graph.suggestions.scope import Scope

SHARE: Final = 0.25
"""A partner stands in front in at most this share of the lists of all districts."""
PLACES: Final = 5
"""So many places of a kind count as the front."""
CAPPED: Final = ("foundation", "peer-district")
"""Kinds with the rule; agencies and their offers are there for all districts of their area."""

Front = Mapping[str, frozenset[str]]
"""Asking administration → partners that stand in front for it."""


def in_front(scope: Scope, kind: str, actor: str, order: Sequence[Candidate]) -> list[Candidate]:
    """Return the candidates that may stand in front, in their order; all where there is no rule.

    Every district has `PLACES` places, every partner at most `SHARE` of the districts; both are
    filled by score, the highest of all first. This is the stable matching: no district and partner
    would both rather have each other. It is computed once per landscape, on the day of its newest
    entry. Source: Gale and Shapley 1962; with one common score the greedy order is stable.

    Args:
        scope: what is known.
        kind: key of the kind.
        actor: key of the actor that asks.
        order: its candidates, ranked.
    """
    if kind not in CAPPED:
        return list(order)
    front = _fronts(scope.landscape).of(kind).get(actor, frozenset())
    crowded = _fronts(scope.landscape).crowded(kind)
    return [one for one in order if one.partner not in crowded or one.partner in front]


class _Fronts:
    """The fronts of one landscape, computed for a kind when it is asked for."""

    def __init__(self, landscape: Landscape) -> None:
        self._landscape = landscape
        self._found: dict[str, tuple[Front, frozenset[str]]] = {}

    def of(self, kind: str) -> Front:
        """Return who stands in front where."""
        return self._of(kind)[0]

    def crowded(self, kind: str) -> frozenset[str]:
        """Return the partners whose places are all taken."""
        return self._of(kind)[1]

    def _of(self, kind: str) -> tuple[Front, frozenset[str]]:
        if kind not in self._found:
            self._found[kind] = _matched(self._landscape, kind)
        return self._found[kind]


def _matched(landscape: Landscape, kind: str) -> tuple[Front, frozenset[str]]:
    scope = Scope(landscape, _newest(landscape))
    actors = [municipality_key(ags) for ags in sorted(landscape.districts)]
    wishes = sorted(
        (-one.score, actor, one.partner)
        for actor in actors
        for one in candidates(scope, actor, kind, "")
    )
    capacity = int(SHARE * len(actors))
    front: dict[str, set[str]] = defaultdict(set)
    taken = Counter[str]()
    for _, actor, partner in wishes:
        if len(front[actor]) < PLACES and taken[partner] < capacity:
            front[actor].add(partner)
            taken[partner] += 1
    crowded = frozenset(partner for partner, count in taken.items() if count >= capacity)
    return {actor: frozenset(partners) for actor, partners in front.items()}, crowded


def _newest(landscape: Landscape) -> date:
    begins = (tie.interval.valid_from for tie in landscape.ties.values())
    return max((day for day in begins if day is not None), default=date.min)


_fronts: Final[Callable[[Landscape], _Fronts]] = once_per_landscape(_Fronts)
