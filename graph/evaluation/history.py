"""A network with dates in memory: who took part in what, since when, on which themes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter

import numpy as np
import numpy.typing as npt
from scipy import sparse

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

OPEN_END = np.iinfo(np.int64).max
"""End of a cooperation without an end date."""


@dataclass(frozen=True, slots=True)
class Attributes:
    """What is known of an actor beside its ties; empty where nothing is known."""

    type: str = ""
    area: str = ""
    themes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class History:
    """A network with dates.

    Attributes:
        actors: keys, sorted.
        attributes: one for each actor.
        incidence: actors x cooperations, the proleptic ordinal from which an actor takes part.
        starts: ordinal of the day from which two actors take part, ascending.
        ends: the same for the last day; `OPEN_END` if there is none.
        themes: themes of each cooperation.
        notes: what was left out while reading and how often: loops, duplicates, undated rows.
    """

    actors: tuple[str, ...]
    attributes: tuple[Attributes, ...]
    incidence: sparse.csc_array
    starts: Ints
    ends: Ints
    themes: tuple[tuple[str, ...], ...]
    notes: dict[str, int] = field(default_factory=dict)

    def before(self, day: int) -> int:
        """Return how many cooperations start before a day; they are the first columns."""
        return int(np.searchsorted(self.starts, day, side="left"))


Cooperation = tuple[Mapping[str, int], int, tuple[str, ...]]
"""Two or more members with the ordinal from which each takes part, the end, the themes."""


def build_history(
    cooperations: Sequence[Cooperation],
    attributes: dict[str, Attributes],
    notes: dict[str, int],
) -> History:
    """Return a history.

    A cooperation starts when two take part; whoever comes later is tied from then on.

    Args:
        cooperations: see `Cooperation`.
        attributes: key → attributes; those of actors without a cooperation are left out.
        notes: see `History`.
    """
    dated = (
        (sorted(members.values())[1], end, sorted(members), members, themes)
        for members, end, themes in cooperations
    )
    ordered = sorted(dated, key=itemgetter(0, 1, 2))
    actors = sorted({actor for one in ordered for actor in one[2]})
    position = {actor: row for row, actor in enumerate(actors)}
    rows = [position[actor] for one in ordered for actor in one[2]]
    since = [one[3][actor] for one in ordered for actor in one[2]]
    sizes = [len(one[2]) for one in ordered]
    starts = np.array([one[0] for one in ordered], dtype=np.int64)
    days = np.maximum(np.array(since, dtype=np.int64), np.repeat(starts, sizes))
    pointers = np.cumsum([0, *sizes])
    shape = (len(actors), len(ordered))
    return History(
        actors=tuple(actors),
        attributes=tuple(attributes.get(actor, Attributes()) for actor in actors),
        incidence=sparse.csc_array((days, rows, pointers), shape=shape),
        starts=starts,
        ends=np.array([one[1] for one in ordered], dtype=np.int64),
        themes=tuple(one[4] for one in ordered),
        notes=notes,
    )
