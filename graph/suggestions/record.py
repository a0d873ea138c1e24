"""What a foundation has on record, sorted by how near each entry is to which district."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from graph.suggestions.foundation_words import recency
from graph.suggestions.ground import Engagement
from graph.suggestions.scope import Scope


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

    own: tuple[Engagement, ...] = ()
    here: tuple[Engagement, ...] = ()
    peers: tuple[Engagement, ...] = ()
    beside: tuple[Engagement, ...] = ()
    state: tuple[Engagement, ...] = ()

    def without(self, gone: frozenset[str]) -> "Near":
        """Return the same without some ties."""
        return Near(*(_left(one, gone) for one in self.lists()))

    def lists(self) -> tuple[tuple[Engagement, ...], ...]:
        """Return all five lists."""
        return self.own, self.here, self.peers, self.beside, self.state


NOTHING: Final = Near()


@dataclass(frozen=True, slots=True)
class Record:
    """What a foundation did or does.

    Attributes:
        key: of the foundation.
        engaged: its engagements.
        latest: the same, those that count most first.
        themes: of all of them, each once.
        places: how many districts it was active in.
        near: AGS → the engagements as this district sees them; absent if it sees none.
        gone: IRIs of ties that are left out on trial; `near` still has them.
    """

    key: str
    engaged: tuple[Engagement, ...]
    latest: tuple[Engagement, ...]
    themes: tuple[str, ...]
    places: int
    near: Mapping[str, Near]
    gone: frozenset[str] = frozenset()

    def seen_from(self, ags: str) -> Near:
        """Return the engagements as a district sees them."""
        found = self.near.get(ags, NOTHING)
        return found.without(self.gone) if self.gone else found


def record(scope: Scope, key: str) -> Record:
    """Return the record of a foundation as it is to be seen."""
    base: Record = scope.always("record", key, lambda: _record(scope.whole(), key))
    if scope.gone.isdisjoint(scope.ground.footprint[key]):
        return base
    return _read(scope, key, _left(base.engaged, scope.gone), base.near)


def _record(scope: Scope, key: str) -> Record:
    engaged = tuple(scope.engagements(key))
    found: dict[str, list[list[Engagement]]] = defaultdict(lambda: [[], [], [], [], []])
    for one in engaged:
        for ags, column in _columns(scope, one).items():
            for number in column:
                found[ags][number].append(one)
    near = {ags: Near(*(tuple(one) for one in lists)) for ags, lists in found.items()}
    return _read(scope, key, engaged, near)


def _read(
    scope: Scope, key: str, engaged: tuple[Engagement, ...], near: Mapping[str, Near]
) -> Record:
    return Record(
        key,
        engaged,
        tuple(sorted(engaged, key=lambda one: (-recency(scope, one), one.tie.key))),
        tuple(dict.fromkeys(theme for one in engaged for theme in one.tie.themes)),
        len({ags for one in engaged for ags in one.places}),
        near,
        scope.gone,
    )


def _columns(scope: Scope, one: Engagement) -> dict[str, set[int]]:
    found: dict[str, set[int]] = defaultdict(set)
    own = {scope.ground.district_of.get(actor, "") for actor in one.tie.actors} - {""}
    for ags in own:
        found[ags].add(0)
    for ags in one.places - own:
        found[ags].add(1)
    for place in one.places:
        for ags in scope.ground.near_to.get(place, ()):
            found[ags].add(2)
        for ags in scope.landscape.neighbours.get(place, ()):
            found[ags].add(3)
    told = {ags for ags, columns in found.items() if columns & {2, 3}} | one.places
    states = {place[:2] for place in one.places}
    for ags in scope.landscape.districts:
        if ags[:2] in states and ags not in told:
            found[ags].add(4)
    return found


def _left(engaged: Iterable[Engagement], gone: frozenset[str]) -> tuple[Engagement, ...]:
    return tuple(one for one in engaged if one.tie.iri not in gone)
