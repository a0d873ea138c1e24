"""What the places of their work weigh for a district: of one foundation, or of all in one go."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from graph.suggestions.foundation_words import recency
from graph.suggestions.record import Near, Numbers, record
from graph.suggestions.scope import Scope

RENEWAL: Final = 0.3
IN_DISTRICT: Final = 0.25
SEAT: Final = 0.2
NEIGHBOUR: Final = 0.12
PEERS: Final = 0.3
STATE: Final = 0.12
"""Weights; what was done with or in the district counts most, then what was done for like ones."""

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

_NONE: Final = np.zeros(0, dtype=np.int64)


class Placed(NamedTuple):
    """What the places of a foundation and its work weigh for a district; 0 where there is none.

    Attributes:
        renewal: of having worked with its administration.
        seat: of its seat.
        here: of work in the district, with others.
        like: of work in comparable districts, else in neighbouring ones.
        state: of work elsewhere in the same state.
    """

    renewal: float
    seat: float
    here: float
    like: float
    state: float


NOWHERE: Final = Placed(0.0, 0.0, 0.0, 0.0, 0.0)


def placed(scope: Scope, near: Near, *, seated: bool) -> Placed:
    """Return what the places of one foundation weigh.

    Args:
        scope: what is known.
        near: its engagements as the district sees them.
        seated: whether it has its seat there.
    """
    renewed = any(scope.status(one.tie) == "ended" for one in near.own)
    if near.peers:
        strength = sum(recency(scope, one) for one in near.peers)
        like = float(_of_peers(np.array(strength)))
    else:
        like = NEIGHBOUR * max((recency(scope, one) for one in near.beside), default=0.0)
    return Placed(
        RENEWAL if renewed else 0.0,
        SEAT if seated else 0.0,
        IN_DISTRICT if near.here else 0.0,
        like,
        STATE * max((recency(scope, one) for one in near.state), default=0.0),
    )


def _of_peers(strength: Floats) -> Floats:
    return np.minimum(PEERS, 1.5 * PEERS * strength / (1 + strength))


def reaching(scope: Scope, ags: str, only: frozenset[str] | None = None) -> list[str]:
    """Return the foundations that can be expected in a district and may be suggested, sorted.

    Args:
        scope: what is known.
        ags: the district.
        only: only these; None for all.
    """
    seats = scope.ground.seats.keys()
    again = seats & (scope.touched if only is None else only)
    sure = _usually_reaching(scope, ags) - again if only is None else frozenset()
    fresh = {key for key in again if scope.exists(key) and scope.reaches(key, ags)}
    return sorted((sure | fresh) - scope.excluded)


def _usually_reaching(scope: Scope, ags: str) -> frozenset[str]:
    places = scope.always("reaching", "", lambda: _reached(scope.whole()))
    return frozenset(key for one in ("*", ags, ags[:2]) for key in places.get(one, ()))


def _reached(scope: Scope) -> Mapping[str, list[str]]:
    """Return AGS, state or `*` → the foundations of the day that can be expected there."""
    found = defaultdict[str, list[str]](list)
    for key in scope.ground.foundations:
        for place in scope.reach(key) if scope.exists(key) else ():
            found[place].append(key)
    return found


def everyone(scope: Scope) -> "Everyone":
    """Return the engagements of all foundations, with nothing left out."""
    return scope.always("engaged", "", lambda: Everyone(scope.whole()))


class Everyone:
    """The engagements of all foundations of a day, in one row, those of each one together.

    Args:
        scope: what is known.

    Attributes:
        records: foundation → its record.
    """

    def __init__(self, scope: Scope) -> None:
        records = [record(scope, key) for key in sorted(scope.ground.seats)]
        self.records = {own.key: own for own in records}
        engaged = [one for own in records for one in own.engaged]
        starts = np.cumsum([0, *(len(own.engaged) for own in records)])
        self._keys = [own.key for own in records]
        self._whose = np.repeat(np.arange(len(records)), np.diff(starts))
        self._recency = np.array([recency(scope, one) for one in engaged], dtype=np.float64)
        self._ended = np.array([scope.status(one.tie) == "ended" for one in engaged], dtype=bool)
        first = starts[:-1].tolist()
        self._own = _index(first, [own.own for own in records])
        self._places = _index(first, [own.places for own in records])
        self._states = _index(first, [own.states for own in records])
        self._seats = np.array([scope.ground.seats[key] for key in self._keys], dtype=np.str_)

    def placed(
        self, ags: str, nearest: Iterable[str], neighbours: Iterable[str]
    ) -> dict[str, Placed]:
        """Return foundation → what `placed` says of it; without those of whom all weighs nothing.

        Args:
            ags: the district.
            nearest: the most comparable ones.
            neighbours: those beside it.
        """
        own, there = self._at(self._own, [ags]), self._at(self._places, [ags])
        peers, beside = self._at(self._places, nearest), self._at(self._places, neighbours)
        state = self._at(self._states, [ags[:2]]) & ~(own | there | peers | beside)
        return self._told(
            self._any(own & self._ended, RENEWAL),
            np.where(self._seats == ags, SEAT, 0.0),
            self._any(there & ~own, IN_DISTRICT),
            self._likeness(peers, beside),
            STATE * self._most(state),
        )

    def _at(self, index: Mapping[str, Ints], places: Iterable[str]) -> Flags:
        found = np.zeros(len(self._whose), dtype=bool)
        for name in places:
            found[index.get(name, _NONE)] = True
        return found

    def _any(self, engaged: Flags, weight: float) -> Floats:
        found = np.zeros(len(self._keys))
        found[self._whose[engaged]] = weight
        return found

    def _most(self, engaged: Flags) -> Floats:
        found = np.zeros(len(self._keys))
        np.maximum.at(found, self._whose[engaged], self._recency[engaged])
        return found

    def _likeness(self, peers: Flags, beside: Flags) -> Floats:
        whose, recent = self._whose[peers], self._recency[peers]
        strength: Floats = np.bincount(whose, recent, len(self._keys)).astype(np.float64)
        return np.where(strength > 0, _of_peers(strength), NEIGHBOUR * self._most(beside))

    def _told(self, *weights: Floats) -> dict[str, Placed]:
        table = np.stack(weights, axis=1)
        rows = np.flatnonzero(table.any(axis=1))
        return {
            self._keys[row]: Placed(*five)
            for row, five in zip(rows.tolist(), table[rows].tolist(), strict=True)
        }


def _index(starts: Iterable[int], maps: Iterable[Mapping[str, Numbers]]) -> dict[str, Ints]:
    """Return place → numbers in the one row; `maps` say them in the row of each foundation."""
    found = defaultdict[str, list[int]](list)
    for start, places in zip(starts, maps, strict=True):
        for name, numbers in places.items():
            found[name].extend(start + number for number in numbers)
    return {name: np.array(numbers, dtype=np.int64) for name, numbers in found.items()}
