"""How lists are made fairer at small cost: the last places go to those nobody else is shown."""

from typing import Final

import numpy as np

from graph.evaluation.history import Ints
from graph.evaluation.metrics import DEEP, TOP, gini

RESERVED: Final = 3
"""So many of ten places may go to candidates that are shown to nobody; they are the last ones."""
DEPTH: Final = 300
"""A candidate is only shown to an asker that ranks it this high."""
STEP: Final = 40
"""The Gini coefficient is looked at after so many exchanges."""


def varied_lists(order: Ints, candidates: int, target: float) -> Ints:
    """Return lists in which suggestions are spread more evenly, best fits first.

    Whoever is in nobody's first ten is put into one of the last places of the asker that ranks it
    highest, until the Gini coefficient of all lists falls to the target. So a candidate little
    known is shown where it fits best, and the first places stay as they are.

    Args:
        order: askers x ranked candidates, best first, at least fifty of them.
        candidates: how many candidates there are in all.
        target: Gini coefficient at which to stop.

    Returns:
        Askers x fifty: ten places, then the rest in the old order.
    """
    lists = order[:, :TOP].copy()
    shown = np.bincount(lists[lists >= 0], minlength=int(order.max(initial=0)) + 1)
    places = np.zeros(len(lists), dtype=np.int64)
    done = 0
    for asker, place in _by_rank(order.shape):
        candidate = order[asker, place]
        if candidate < 0 or shown[candidate] or places[asker] >= RESERVED:
            continue
        if done % STEP == 0 and unevenness(shown, candidates) <= target:
            break
        seat = TOP - 1 - places[asker]
        if lists[asker, seat] < 0:
            continue
        shown[lists[asker, seat]] -= 1
        lists[asker, seat] = candidate
        shown[candidate] += 1
        places[asker] += 1
        done += 1
    return _completed(lists, order)


def exposures_of(lists: Ints) -> Ints:
    """Return how often each candidate stands among the first ten."""
    first = lists[:, :TOP]
    return np.bincount(first[first >= 0])


def unevenness(shown: Ints, candidates: int) -> float:
    """Return the Gini coefficient of how often candidates are shown, the never shown included."""
    counts = shown[shown > 0].astype(np.float64)
    return gini(np.pad(counts, (max(0, candidates - len(counts)), 0)))


def _by_rank(shape: tuple[int, ...]) -> "np.typing.NDArray[np.int64]":
    ranks, askers = np.meshgrid(np.arange(TOP, shape[1]), np.arange(shape[0]), indexing="ij")
    return np.stack([askers.ravel(), ranks.ravel()], axis=1)


def _completed(lists: Ints, order: Ints) -> Ints:
    full = np.empty((len(lists), min(DEEP, order.shape[1])), dtype=np.int64)
    for asker, chosen in enumerate(lists):
        rest = order[asker][~np.isin(order[asker], chosen)]
        line = np.concatenate([chosen, rest])[: full.shape[1]]
        full[asker, : len(line)], full[asker, len(line) :] = line, -1
    return full
