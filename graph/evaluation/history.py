"""A network with dates in memory: who took part in what, since when, on which themes."""

from dataclasses import dataclass, field

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
        incidence: actors x cooperations, 1 where an actor takes part.
        starts: proleptic ordinal of each cooperation's first day, ascending.
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


def build_history(
    cooperations: list[tuple[int, int, frozenset[str], tuple[str, ...]]],
    attributes: dict[str, Attributes],
    notes: dict[str, int],
) -> History:
    """Return a history.

    Args:
        cooperations: start, end, members (two or more), themes.
        attributes: key → attributes; actors without any cooperation may be among them.
        notes: see `History`.
    """
    ordered = sorted(cooperations, key=lambda one: (one[0], one[1], sorted(one[2])))
    actors = sorted(set(attributes) | {actor for one in ordered for actor in one[2]})
    position = {actor: row for row, actor in enumerate(actors)}
    rows = np.array(
        [position[actor] for one in ordered for actor in sorted(one[2])], dtype=np.int64
    )
    sizes = np.array([len(one[2]) for one in ordered], dtype=np.int64)
    pointers = np.concatenate([[0], np.cumsum(sizes)])
    shape = (len(actors), len(ordered))
    return History(
        actors=tuple(actors),
        attributes=tuple(attributes.get(actor, Attributes()) for actor in actors),
        incidence=sparse.csc_array((np.ones(len(rows)), rows, pointers), shape=shape),
        starts=np.array([one[0] for one in ordered], dtype=np.int64),
        ends=np.array([one[1] for one in ordered], dtype=np.int64),
        themes=tuple(one[3] for one in ordered),
        notes=notes,
    )
