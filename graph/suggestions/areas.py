"""Where an organisation can work, and which bodies are one and the same state."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final

import numpy as np

from graph.landscape import Landscape
from graph.once import once_per_landscape
from graph.suggestions.for_agencies import area_of
from graph.suggestions.network import Ints, Network
from graph.suggestions.scope import NATIONWIDE_STATES, Scope
from graph.suggestions.specialists import serves_everywhere

ANYWHERE: Final = frozenset({"*"})

_STATE_CLASSES: Final = frozenset({"StateGovernment", "StateMinistry", "RegionalGovernment"})
_NATIONWIDE_CLASSES: Final = frozenset({"FederalAgency", "FederalMinistry"})
_NATIONWIDE_NAMES: Final = re.compile(r"\b(Bundes|Deutsch)")
_OTHER_NAMES: Final = {
    "03": "Niedersächsisch",
    "05": "NRW",
    "06": "Hessisch",
    "09": "Bayerisch",
    "14": "Sächsisch",
    "16": "Thüringer",
}
"""State → how names of its bodies say it, beside its own name."""


def area(scope: Scope, key: str) -> frozenset[str]:
    """Return where an organisation can be expected: AGS, two-digit states, or `*` for anywhere.

    Of a foundation by its record, of an agency by its service areas, of an administration its
    state; of others the states that their name says, else those of their seat and of the
    municipalities that they are recorded with, three or more meaning the whole country, as do
    authorities of the federation and names that say so.

    Returns:
        Empty if nothing is recorded that says it.
    """
    if key in scope.touched:
        return _area(scope, key)
    return scope.always("works where", key, lambda: _area(scope.whole(), key))


def ground_of(scope: Scope, key: str) -> frozenset[str]:
    """Return the area that who works with an actor has to reach: of a municipality its district."""
    actor = scope.landscape.actors[key]
    if actor.class_ == "Municipality" and actor.district in scope.landscape.districts:
        return frozenset({actor.district})
    if key in scope.ground.district_of:
        return frozenset({scope.ground.district_of[key]})
    return area(scope, key)


def reaches_all(scope: Scope, key: str, grounds: Iterable[frozenset[str]]) -> bool:
    """Say whether an organisation can be expected in each of some areas; `*` asks for nothing."""
    bound = [one for one in grounds if one and one != ANYWHERE]
    if not bound:
        return True
    own = area(scope, key)
    return own == ANYWHERE or all(_meet(own, one) for one in bound)


def reaching(scope: Scope, net: Network, place: frozenset[str]) -> Ints | None:
    """Return the rows of those in the network who can be expected in an area; None for everybody.

    Args:
        scope: what is known.
        net: its network.
        place: as `area` returns it; empty or `*` asks for nothing.
    """
    if not place or place == ANYWHERE:
        return None
    name = ",".join(sorted(place))
    whole = scope.always("reaching", name, lambda: _rows(scope, net, place))
    again = {net.position[key] for key in scope.touched if key in net.position}
    if not again:
        return whole
    kept = {row for row in again if reaches_all(scope, net.actors[row], [place])}
    return np.array(sorted(set(whole.tolist()) - again | kept), dtype=np.int64)


def _rows(scope: Scope, net: Network, place: frozenset[str]) -> Ints:
    groups = scope.always("rows by area", "", lambda: _by_area(scope.whole(), net))
    found = [rows for own, rows in groups.items() if own == ANYWHERE or _meet(own, place)]
    return np.sort(np.concatenate([np.zeros(0, dtype=np.int64), *found]))


def _by_area(scope: Scope, net: Network) -> dict[frozenset[str], Ints]:
    found: dict[frozenset[str], list[int]] = defaultdict(list)
    for row, key in enumerate(net.actors):
        found[area(scope, key)].append(row)
    return {own: np.array(rows, dtype=np.int64) for own, rows in found.items()}


def is_authority(landscape: Landscape, key: str) -> bool:
    """Say whether an actor is a government, ministry or public body: it is there for its area."""
    actor = landscape.actors[key]
    return actor.class_ in _STATE_CLASSES or actor.class_ == "PublicBody"


def seat_of(scope: Scope, key: str) -> str:
    """Return the district that an actor sits in; of a body of a city-state this city."""
    actor, city = scope.landscape.actors[key], _bodies(scope.landscape).get(key)
    if actor.district or not city:
        return actor.district
    found = [one.ags for one in scope.landscape.districts.values() if one.state == city]
    return found[0] if len(found) == 1 else ""


def parts_of(scope: Scope, keys: Iterable[str]) -> set[str]:
    """Return some actors, what is a part of one of them, and what they are a part of."""
    landscape, found = scope.landscape, set(keys)
    for key in tuple(found):
        ags = scope.ground.district_of.get(key)
        found.update(scope.administration(ags) if ags else landscape.units.get(key, ()))
    bodies = _bodies(landscape)
    states = {bodies[key] for key in found if key in bodies}
    return found | {key for key, state in bodies.items() if state in states}


@once_per_landscape
def _bodies(landscape: Landscape) -> dict[str, str]:
    """Return key → state of governments, their ministries and authorities.

    In a state that is one single district the administration of this district is one as well.
    """
    states = Counter(district.state for district in landscape.districts.values())
    found = {
        landscape.municipality(ags).key: district.state
        for ags, district in landscape.districts.items()
        if states[district.state] == 1
    }
    for key, actor in landscape.actors.items():
        if actor.class_ in _STATE_CLASSES or (actor.class_ == "PublicBody" and not actor.register):
            # a body of one state says so in its name, and often nowhere else
            named = list(_named(landscape, actor.name))
            city = actor.state if states[actor.state] == 1 else ""
            governs = actor.state if actor.class_ == "StateGovernment" else ""
            state = governs or city or (named[0] if len(named) == 1 else "")
            found |= {key: state} if state else {}
    return found


def _area(scope: Scope, key: str) -> frozenset[str]:
    actor, landscape = scope.landscape.actors[key], scope.landscape
    if key in scope.ground.seats:
        return scope.reach(key)
    if key in scope.ground.agencies:
        return ANYWHERE if serves_everywhere(scope, key) else frozenset(area_of(scope, key))
    if key in scope.ground.district_of or actor.class_ == "Municipality":
        return frozenset({actor.state or scope.ground.district_of[key][:2]})
    said = _bodies(landscape).get(key)
    named = frozenset({said} if said else _named(landscape, actor.name))
    if named:
        return named
    states = frozenset({actor.state, *_met(scope, key)} - {""})
    everywhere = actor.class_ in _NATIONWIDE_CLASSES or _NATIONWIDE_NAMES.search(actor.name)
    return ANYWHERE if everywhere or len(states) >= NATIONWIDE_STATES else states


def _met(scope: Scope, key: str) -> Iterator[str]:
    for tie in scope.ties_of([key]):
        yield from (ags[:2] for ags in tie.districts)
        for other in tie.actors:
            found = scope.landscape.actors[other]
            if other != key and found.class_ == "Municipality" and found.state:
                yield found.state


def _named(landscape: Landscape, name: str) -> Iterator[str]:
    return (state for state, words in _state_words(landscape).items() if words.search(name))


@once_per_landscape
def _state_words(landscape: Landscape) -> dict[str, re.Pattern[str]]:
    """Return state → what names of its bodies say of it."""
    found = {}
    for state, label in landscape.states.items():
        words = [rf"(?<![\w-]){re.escape(label.de)}(?![\w-])"]
        if state in _OTHER_NAMES:
            words.append(rf"\b{_OTHER_NAMES[state]}")
        found[state] = re.compile("|".join(words))
    return found


@lru_cache(maxsize=4096)
def _meet(one: frozenset[str], other: frozenset[str]) -> bool:
    states, places = ({ags[:2] for ags in group} for group in (one, other))
    whole = {ags for ags in one | other if len(ags) == 2}
    return not one.isdisjoint(other) or not (states & places).isdisjoint(whole)
