"""Whom an actor sees: who is near in the network, at the same place or on the same themes."""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from graph.keys import municipality_key
from graph.suggestions.areas import (
    ANYWHERE,
    area,
    is_authority,
    parts_of,
    reaches_all,
    reaching,
    seat_of,
)
from graph.suggestions.candidates import Standing
from graph.suggestions.ground import LOCAL_CLASSES, PLACED_CLASSES
from graph.suggestions.network import network
from graph.suggestions.profiles import Profile, profile
from graph.suggestions.scope import Scope
from graph.suggestions.themes import within
from graph.things import Actor, Tie

WALK: Final = 0.6
PLACE: Final = 0.25
STATE: Final = 0.08
MET: Final = 0.5
"""Factor where all that there was between two are events: nothing there to renew."""
EVENT: Final = "JointEvent"
THEME: Final = 0.2
MOST: Final = 100
"""So many of the candidates nearest in the network are looked at."""
LEAST: Final = 0.03
"""A lower score says no more than that one busy partner is shared."""


_ROUNDING: Final = 2e-6
"""More than what rounding a score may add."""


class Seen(NamedTuple):
    """An organisation that an actor sees, and what speaks for it."""

    key: str
    profile: Profile
    near: float
    place: float
    same: float

    @property
    def weight(self) -> float:
        """What speaks for it, added up."""
        return self.near + self.place + self.same

    @property
    def standing(self) -> Standing:
        """What it is ranked by."""
        return Standing.of((self.key, ""), self.weight, self.profile.damping)


class Sight:
    """What one actor sees.

    Args:
        scope: what is known.
        key: the actor.
        theme: only organisations active on this theme; empty for all.
    """

    def __init__(self, scope: Scope, key: str, theme: str) -> None:
        self.net = network(scope)
        self._scope, self._key, self._theme = scope, key, theme
        self._asking, self._seat = scope.landscape.actors[key], seat_of(scope, key)
        self._themes = profile(scope, key).themes.keys()
        self._around = self.net.around(key)
        self._barred = scope.partners([key]) | scope.excluded | parts_of(scope, [key])
        if key in scope.ground.seats:
            # a foundation is offered districts as a kind of its own
            self._barred |= scope.ground.district_of.keys()
        self._shares = self._looked_at()

    def __iter__(self) -> Iterator[Seen]:
        """Give everybody who is seen."""
        return (seen for other in self._shares if (seen := self._seen(other)))

    def contenders(self, partner: str) -> list[Standing]:
        """Return the standings of one who is seen and of all who may stand before it.

        Whoever could not come before it even if all that is near in the network counted is not
        looked at any further; these are most.

        Args:
            partner: key; for who is not seen or scores too little there are none.
        """
        own = self._seen(partner) if partner in self._shares else None
        if own is None or -own.standing.below < LEAST:
            return []
        least = -own.standing.below - _ROUNDING
        return [seen.standing for one in self._shares if (seen := self._seen(one, least))]

    def _looked_at(self) -> dict[str, float]:
        """Return key → how near in the network, 0 to 1."""
        scope, key = self._scope, self._key
        # an authority is there for its state, and works with those that reach it
        bound = area(scope, key) if is_authority(scope.landscape, key) else ANYWHERE
        there = scope.ground.curated.get(self._seat, ())
        shares = {one: 0.0 for one in there if one != key and reaches_all(scope, one, [bound])}
        shares.update(self.net.nearest(key, MOST, reaching(scope, self.net, bound)))
        return shares

    def _seen(self, other: str, least: float = 0.0) -> Seen | None:
        if other in self._barred:
            return None
        scope, share, theirs = self._scope, self._shares[other], profile(self._scope, other)
        if not theirs.there:
            return None
        if self._theme and not within(scope.landscape, theirs.themes, self._theme):
            return None
        place = self._place(scope.landscape.actors[other])
        same = 0.0 if self._themes.isdisjoint(theirs.themes) else THEME
        if (WALK * share + place + same) * theirs.damping < least:
            return None
        near = self._near(other, share)
        # thousands of organisations are in the same state: that alone is no reason
        if near or place > STATE or (same and not self._too_far(scope.landscape.actors[other])):
            return Seen(other, theirs, near, place, same)
        return None

    def _near(self, other: str, share: float) -> float:
        if not share or not self.net.reached(self._around, other):
            return 0.0
        met = _only_met(self._scope, self.net.between(self._key, other))
        return WALK * share * (MET if met else 1.0)

    def _place(self, theirs: Actor) -> float:
        mine, seat = self._asking, self._seat
        if mine.class_ == "Municipality" and theirs.key == municipality_key(seat):
            # that a town lies in its district is no reason to tell it
            return 0.0
        if seat and seat == theirs.district in self._scope.landscape.districts:
            return PLACE
        return STATE if mine.state and mine.state == theirs.state else 0.0

    def _too_far(self, theirs: Actor) -> bool:
        """Say whether one shared theme is no reason: who works for a place elsewhere has it too."""
        return not self._theme and bound_elsewhere(self._asking, theirs)


def bound_elsewhere(mine: Actor, theirs: Actor) -> bool:
    """Say whether an actor is by its kind there for one place, and that is in another state.

    Args:
        mine: who asks; whose state is not known, for that nobody is elsewhere.
        theirs: the other one.
    """
    bound = theirs.class_ in PLACED_CLASSES | LOCAL_CLASSES
    return bound and bool(mine.state and theirs.state) and mine.state != theirs.state


def ties_of(scope: Scope, iris: Sequence[str]) -> list[Tie]:
    """Return those of some entries that are ties."""
    keys = [iri.rpartition("/")[2] for iri in iris if "/cooperation/" in iri]
    return [scope.landscape.ties[key] for key in keys]


def _only_met(scope: Scope, direct: Sequence[str]) -> bool:
    """Say whether all that ties two actors are single events."""
    ties = ties_of(scope, direct)
    return bool(direct) and len(ties) == len(direct) and all(one.class_ == EVENT for one in ties)
