"""The time before a day in slices: what was known at the start of each, and who met in it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from graph.evaluation.features import Features
from graph.evaluation.history import History, Ints
from graph.evaluation.snapshot import Matrix, Snapshot, new_partners, row_sums

SLICES: Final = 4
"""So many earlier slices are learned from, the latest first."""
LEAST: Final = 12
"""A slice with fewer cooperations before it says nothing."""
WORK: Final = 7e9
"""Multiplications spent on the asking actors of one slice; large networks ask fewer of them."""
FEWEST: Final = 100
"""So many actors are asked however large the network is."""


@dataclass(frozen=True, slots=True)
class Slice:
    """One slice.

    Attributes:
        features: of what was known when it began.
        partners: known actors x actors, 1 for the new partners that came in it.
        active: places among the known actors of those who found a new partner.
    """

    features: Features
    partners: Matrix
    active: Ints

    @property
    def snapshot(self) -> Snapshot:
        """What was known when it began."""
        return self.features.snapshot


def slices(history: History, day: int, span: int) -> Iterator[Slice]:
    """Return the slices before a day, the latest first; slices nobody met in are left out.

    A slice begins on a day on which something began, so that dates given as years fall into it.

    Args:
        history: the whole network; nothing from `day` on is looked at.
        day: ordinal.
        span: days of each slice; shorter where the past is short.
    """
    starts = np.unique(history.starts[: history.before(day)])
    past = day - int(starts[0]) if len(starts) else 0
    span, until = max(1, min(span, past // (SLICES + 1))), day
    for _ in range(SLICES):
        earlier = starts[starts < until]
        if not len(earlier):
            return
        place = max(0, int(np.searchsorted(earlier, until - span, side="right")) - 1)
        start = int(earlier[place])
        if history.before(start) < LEAST:
            return
        found = slice_of(history, start, until)
        if len(found.active):
            yield found
        until = start


def slice_of(history: History, start: int, until: int) -> Slice:
    """Return one slice.

    Args:
        history: the whole network.
        start: ordinal; what starts before it is known.
        until: ordinal, exclusive.
    """
    snapshot = Snapshot(history, start)
    partners = new_partners(history, snapshot, until, snapshot.known)
    active = np.flatnonzero(row_sums(partners) > 0)
    return Slice(Features(snapshot), partners, active)


def affordable(snapshot: Snapshot, most: int) -> int:
    """Return how many actors can be asked in reasonable time.

    Args:
        snapshot: the network.
        most: however small it is.
    """
    # six products with the ties, sixteen with the weighted projection in its shorter form, and
    # as much for each candidate as 150 multiplications
    ties, short = snapshot.adjacency.nnz, min(snapshot.adjacency.nnz, 2 * snapshot.incidence.nnz)
    each = 6.0 * ties + 16.0 * short + 150.0 * snapshot.size
    return int(min(most, max(FEWEST, WORK // max(each, 1.0))))
