"""How lists are made fairer at small cost: the last places go to those nobody else is shown."""

import heapq
from itertools import product
from typing import Final

import numpy as np

from graph.evaluation.history import Floats, Ints
from graph.evaluation.metrics import DEEP, TOP, gini

RESERVED: Final = (4, 7, 9)
"""So many of ten places, the last ones, may go to candidates that are shown to nobody; more only
if the fewer did not do."""
DEPTH: Final = 600
"""A candidate is only shown to an asker that ranks it this high."""
LOOKS: Final = 100
"""The Gini coefficient is looked at after every asker in so many has given a place on average."""
DISCOUNT: Final = 1.0 / np.log2(np.arange(TOP) + 2.0)


def varied_lists(order: Ints, chances: Floats, candidates: int, target: float) -> Ints:
    """Return lists in which suggestions are spread more evenly, best fits first.

    Whoever is in nobody's first ten is put into one of the last places of an asker, where what is
    lost against the candidate that had the place is least, until the Gini coefficient of all
    lists falls to the target. Where nobody is left out any more, those shown once follow, and so
    on. So a candidate little known is shown where it fits best, askers with strong candidates keep
    theirs, and the first places stay as they are.

    Args:
        order: askers x ranked candidates, best first, -1 where there are no more.
        chances: the same shape: how likely the candidate of each place comes true.
        candidates: how many candidates there are in all.
        target: Gini coefficient at which to stop.

    Returns:
        Askers x fifty, or as many as there are: ten places, then the rest in the old order.
    """
    exchange, step = _Exchange(order, chances), max(1, len(order) // LOOKS)
    done, due = 0, True
    often = int(np.ceil(exchange.shown.sum() / max(1, candidates)))
    for seldom, reserved in product(range(often + 1), RESERVED):
        exchange.open(reserved, seldom)
        while exchange.waiting:
            if due and unevenness(exchange.shown, candidates) <= target:
                return _completed(exchange.lists, order)
            moved = exchange.next()
            done += moved
            due = bool(moved) and done % step == 0
    return _completed(exchange.lists, order)


class _Exchange:
    """The possible exchanges, that with the least loss first."""

    def __init__(self, order: Ints, chances: Floats) -> None:
        self._order, self._chances = order, chances
        self.lists = order[:, :TOP].copy()
        self.shown = np.bincount(
            self.lists[self.lists >= 0], minlength=int(order.max(initial=0)) + 1
        )
        self._given = np.zeros(len(order), dtype=np.int64)
        self._place = np.full(len(order), TOP, dtype=np.int64)
        self._reserved = self._seldom = 0
        self.waiting: list[tuple[float, int, int]] = []

    def open(self, reserved: int, seldom: int) -> None:
        """Let so many places of each list be given to those shown no oftener than that."""
        if seldom > self._seldom:
            self._place[:] = TOP
        self._reserved, self._seldom = reserved, seldom
        for asker in range(len(self.lists)):
            self._offer(asker)

    def _offer(self, asker: int) -> None:
        line, place = self._order[asker], int(self._place[asker])
        while place < len(line) and not self._may(asker, int(line[place])):
            place += 1
        self._place[asker] = place
        if place >= len(line):
            return
        # a place whose candidate is shown as seldom is not worth giving
        while self._given[asker] < self._reserved and self._is_seldom(asker):
            self._given[asker] += 1
        seat = TOP - 1 - int(self._given[asker])
        if self._given[asker] < self._reserved:
            loss = (self._chances[asker, seat] - self._chances[asker, place]) * DISCOUNT[seat]
            heapq.heappush(self.waiting, (float(loss), asker, place))

    def _may(self, asker: int, candidate: int) -> bool:
        if candidate < 0 or self.shown[candidate] > self._seldom:
            return False
        return self._seldom == 0 or candidate not in self.lists[asker]

    def _is_seldom(self, asker: int) -> bool:
        holder = self.lists[asker, TOP - 1 - int(self._given[asker])]
        return bool(holder >= 0 and self.shown[holder] <= self._seldom + 1)

    def next(self) -> int:
        """Do the next exchange; 0 if its candidate has meanwhile been shown elsewhere."""
        _, asker, place = heapq.heappop(self.waiting)
        candidate, seat = self._order[asker, place], TOP - 1 - self._given[asker]
        fresh = self._may(asker, int(candidate)) and not self._is_seldom(asker)
        if fresh:
            self.shown[self.lists[asker, seat]] -= 1
            self.shown[candidate] += 1
            self.lists[asker, seat] = candidate
            self._given[asker] += 1
        self._offer(asker)
        return int(fresh)


def exposures_of(lists: Ints) -> Ints:
    """Return how often each candidate stands among the first ten."""
    first = lists[:, :TOP]
    return np.bincount(first[first >= 0])


def unevenness(shown: Ints, candidates: int) -> float:
    """Return the Gini coefficient of how often candidates are shown, the never shown included."""
    counts = shown[shown > 0].astype(np.float64)
    return gini(np.pad(counts, (max(0, candidates - len(counts)), 0)))


def _completed(lists: Ints, order: Ints) -> Ints:
    full = np.full((len(lists), min(DEEP, order.shape[1])), -1, dtype=np.int64)
    for asker, chosen in enumerate(lists):
        # the newcomers came from the last place on: the best of them comes first
        new = ~np.isin(chosen, order[asker, :TOP])
        kept = np.concatenate([chosen[~new], chosen[new][::-1]])
        rest = order[asker][~np.isin(order[asker], chosen)]
        line = np.concatenate([kept, rest])[: full.shape[1]]
        full[asker, : len(line)] = line
    return full
