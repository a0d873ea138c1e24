"""What a foundation has on record, and how near each entry is to a district."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from graph.suggestions.foundation_words import recency
from graph.suggestions.ground import Engagement
from graph.suggestions.scope import Scope

DAMPING: Final = 0.1
"""Exponent on the number of districts a foundation has been active in: less obvious ones rise."""

AWAY: Final = 0.6
"""Factor in a state with nothing on record, where nearly all of a foundation's work is in one
other state: that it works there as well is little more than a guess."""
FOCUS: Final = 0.8
"""Share of the districts of its work in one state from which on nearly all of it is there."""
FEW: Final = 5
"""Fewer districts say nothing about where a foundation mainly works."""

Numbers = tuple[int, ...]
"""Places in `Record.engaged`, rising."""


@dataclass(frozen=True, slots=True)
class Near:
    """Engagements as a district sees them; each list in the order of the record.

    Attributes:
        own: with its administration.
        here: in the district, with others.
        peers: in one of the most comparable districts.
        beside: in a neighbouring district.
        state: elsewhere in the same state, and in none of the places above.
    """

    own: tuple[Engagement, ...]
    here: tuple[Engagement, ...]
    peers: tuple[Engagement, ...]
    beside: tuple[Engagement, ...]
    state: tuple[Engagement, ...]

    def all(self) -> tuple[Engagement, ...]:
        """Return all of them; one that is seen in two ways stands there twice."""
        return (*self.own, *self.here, *self.peers, *self.beside, *self.state)


_NOTHING: Final = Near((), (), (), (), ())


@dataclass(frozen=True, slots=True)
class Record:
    """What a foundation did or does.

    Attributes:
        key: of the foundation.
        engaged: its engagements.
        latest: the same, those that count most first.
        themes: of all of them, each once.
        on_theme: theme → the engagement on it that counts most.
        own: AGS → engagements with its administration.
        places: AGS → engagements there.
        states: two-digit key → engagements there.
        groups: what it has in common with other foundations.
        damping: the more districts it was active in, the less is it suggested in one more.
        home: two-digit key of the state where nearly all of its work is; empty if there is none.
        seat: two-digit key of the state of its seat; empty if that is not known.
    """

    key: str
    engaged: tuple[Engagement, ...]
    latest: tuple[Engagement, ...]
    themes: tuple[str, ...]
    on_theme: Mapping[str, Engagement]
    own: Mapping[str, Numbers]
    places: Mapping[str, Numbers]
    states: Mapping[str, Numbers]
    groups: frozenset[str]
    damping: float
    home: str
    seat: str

    def is_away(self, ags: str) -> bool:
        """Say whether nearly all work is in another state, and neither work nor seat in this."""
        return bool(self.home) and ags[:2] not in (*self.states, self.seat)

    def damped_in(self, ags: str) -> float:
        """Return the factor on its score in a district."""
        return self.damping * AWAY if self.is_away(ags) else self.damping

    def seen_from(self, ags: str, nearest: frozenset[str], neighbours: frozenset[str]) -> Near:
        """Return the engagements as a district sees them.

        Args:
            ags: the district.
            nearest: the most comparable ones.
            neighbours: those beside it.
        """
        if ags not in self.own and ags[:2] not in self.states:
            around = self.places.keys()
            if around.isdisjoint(nearest) and around.isdisjoint(neighbours):
                return _NOTHING
        own, there = self.own.get(ags, ()), self.places.get(ags, ())
        peers, beside = self._at(nearest), self._at(neighbours)
        state = set(self.states.get(ags[:2], ())).difference(there, peers, beside, own)
        return Near(
            self._told(own),
            self._told(one for one in there if one not in own),
            self._told(peers),
            self._told(beside),
            self._told(sorted(state)),
        )

    def _at(self, places: frozenset[str]) -> list[int]:
        there = self.places.keys() & places
        return sorted({one for ags in there for one in self.places[ags]}) if there else []

    def _told(self, numbers: Iterable[int]) -> tuple[Engagement, ...]:
        return tuple([self.engaged[one] for one in numbers])


def record(scope: Scope, key: str) -> Record:
    """Return the record of a foundation as it is to be seen."""
    if scope.gone.isdisjoint(scope.ground.footprint[key]):
        return scope.always("record", key, lambda: _record(scope.whole(), key))
    return _record(scope, key)


def _record(scope: Scope, key: str) -> Record:
    engaged = tuple(scope.engagements(key))
    own, places, states = (defaultdict[str, list[int]](list) for _ in range(3))
    for number, one in enumerate(engaged):
        for ags in {scope.ground.district_of.get(actor, "") for actor in one.tie.actors} - {""}:
            own[ags].append(number)
        for ags in one.places:
            places[ags].append(number)
        for state in {ags[:2] for ags in one.places}:
            states[state].append(number)
    themes = tuple(dict.fromkeys(theme for one in engaged for theme in one.tie.themes))
    latest = tuple(sorted(engaged, key=lambda one: (-recency(scope, one), one.tie.key)))
    class_ = scope.landscape.actors[key].class_
    return Record(
        key,
        engaged,
        latest,
        themes,
        {theme: one for one in reversed(latest) for theme in one.tie.themes},
        _kept(own),
        _kept(places),
        _kept(states),
        groups=frozenset({f"!{key if class_ == 'Foundation' else class_}", *themes}),
        damping=float(max(1, len(places)) ** -DAMPING),
        home=_home(places),
        seat=scope.ground.seats[key][:2],
    )


def _home(places: Iterable[str]) -> str:
    count = Counter(ags[:2] for ags in places)
    state, most = max(count.items(), key=lambda one: one[1], default=("", 0))
    return state if count.total() >= FEW and most >= FOCUS * count.total() else ""


def _kept(found: Mapping[str, list[int]]) -> dict[str, Numbers]:
    return {name: tuple(numbers) for name, numbers in found.items()}
