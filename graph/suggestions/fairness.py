"""Who stands in front where: no partner is sent to everybody, the best fits come first."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Final

from graph.keys import municipality_key
from graph.landscape import Landscape
from graph.once import once_per_landscape
from graph.suggestions.candidates import POOL, Candidate, varied
from graph.suggestions.catalogue import candidates
from graph.suggestions.scope import Scope

SHARE: Final = 0.25
"""A partner stands in front in at most this share of the lists of all districts."""
PLACES: Final = 5
"""So many places of a kind count as the front."""
SPARE: Final = 40
"""So many candidates beyond those that are compared may take the place of those that refused."""


_CAPPED: Final = frozenset({"foundation", "peer-district", "model"})
"""Kinds with the rule; a model counts for who made it. There are few agencies, and each is there
for all districts of its area."""

AHEAD: Final = 2
"""Years after the newest entry of which lists are matched by themselves."""

Refused = Mapping[str, frozenset[str]]
"""Asking administration → partners that have no place left for it."""


def in_front(scope: Scope, kind: str, actor: str, order: Sequence[Candidate]) -> list[Candidate]:
    """Return the candidates that may stand in front, in their order; none that is put aside.

    Every district asks for the first `PLACES` of its varied list. Who is asked by more than `SHARE`
    of the districts keeps those with the fewest candidates, among these the highest scores, and
    refuses the others, which ask for their next ones, until nobody is refused. It is computed once
    a year, see `_matched_on`. Source: deferred acceptance, Gale and Shapley 1962.

    Args:
        scope: what is known.
        kind: key of the kind.
        actor: key of the actor that asks.
        order: its candidates, ranked.
    """
    refused = refusals(scope, kind, actor)
    return [one for one in order if not one.aside and not refused(one.identity)]


def refusals(scope: Scope, kind: str, actor: str) -> Callable[[tuple[str, str]], bool]:
    """Return what says whether a partner has no place left: it is shown last.

    Args:
        scope: what is known.
        kind: key of the kind.
        actor: key of the actor that asks.

    Returns:
        Says it for the identity of a candidate.
    """
    if kind not in _CAPPED:
        return lambda _: False
    known, day = _refusals(scope.landscape), _matched_on(scope)
    if (kind, day) not in known:
        known[kind, day] = _refused(Scope(scope.landscape, day), kind)
    refused = known[kind, day].get(actor, frozenset())
    return lambda identity: identity[0] in refused


@once_per_landscape
def _refusals(_landscape: Landscape) -> dict[tuple[str, date], Refused]:
    return {}


def _refused(scope: Scope, kind: str) -> Refused:
    landscape = scope.landscape
    orders = {
        actor: candidates(scope, actor, kind, "")[: POOL + SPARE]
        for actor in map(municipality_key, sorted(landscape.districts))
    }
    capacity = int(SHARE * len(orders))
    refused: dict[str, set[str]] = {actor: set() for actor in orders}
    wished: dict[str, dict[str, float]] = {}
    waiting = set(orders)
    while waiting:
        for actor in waiting:
            left = [one for one in orders[actor] if one.partner not in refused[actor]]
            first = varied(left, PLACES)
            wished[actor] = {one.partner: one.standing.below for one in first}
        asked: dict[str, list[tuple[int, float, str]]] = defaultdict(list)
        for actor, wishes in wished.items():
            for one, below in wishes.items():
                asked[one].append((min(len(orders[actor]), PLACES + 1), below, actor))
        waiting = set()
        for one, askers in asked.items():
            for _, _, actor in sorted(askers)[capacity:]:
                refused[actor].add(one)
                waiting.add(actor)
    return {actor: frozenset(names) for actor, names in refused.items() if names}


def _matched_on(scope: Scope) -> date:
    """Return the day that stands for the one asked for: the end of its year.

    It is not before the newest entry, so that looking back needs no matching of its own, and not
    more than `AHEAD` years after it, so that there are few.
    """
    newest: date = scope.always("newest", "", lambda: _newest(scope.landscape))
    year = min(scope.day.year, newest.year + AHEAD)
    return max(newest, date(year, 12, 31))


def _newest(landscape: Landscape) -> date:
    begins = (tie.interval.valid_from for tie in landscape.ties.values())
    return max((day for day in begins if day is not None), default=date.min)
