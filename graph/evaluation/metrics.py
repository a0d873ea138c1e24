"""How good a ranking is: found among the first, placed high, fair to the less known."""

from typing import Final

import numpy as np
import numpy.typing as npt

from graph.evaluation.features import Block
from graph.evaluation.history import Floats, Ints

TOP: Final = 10
DEEP: Final = 50
MATCHED: Final = 50
"""Candidates on each side, by number of partners, that a partner is compared with."""
MOST_MATCHED: Final = 30
"""So many partners of one asking actor are compared."""

Flags = npt.NDArray[np.bool_]

PER_ASKER: Final = ("hits@10", "ndcg@10", "mrr", "recall@50", "tail_recall@50", "auc_matched")


def ranked_top(
    scores: Block, blocked: Flags, random: np.random.Generator, depth: int = DEEP
) -> Ints:
    """Return the first candidates of each row, best first; equal scores in random order.

    Where a row has fewer candidates, the rest is -1.
    """
    noise = random.random(scores.shape)
    open_scores = np.where(blocked, -np.inf, scores)
    count = min(depth, scores.shape[1])
    near = np.argpartition(-open_scores, count - 1, axis=1)[:, :count]
    best = np.take_along_axis(open_scores, near, axis=1)
    order = np.lexsort((np.take_along_axis(noise, near, axis=1), -best), axis=1)
    result: Ints = np.take_along_axis(near, order, axis=1)
    able = np.isfinite(np.take_along_axis(best, order, axis=1))
    return np.where(able, result, -1)


def gathered(flags: Flags, top: Ints) -> Flags:
    """Return the flags of listed candidates; False where the list has none."""
    result: Flags = np.take_along_axis(flags, np.maximum(top, 0), axis=1) & (top >= 0)
    return result


def measured(
    scores: Block, came: Flags, blocked: Flags, top: Ints, degree: Floats
) -> dict[str, Floats]:
    """Return the metrics of each row; every row has at least one partner that came.

    Hits@10, nDCG@10 (binary gain, logarithmic discount), reciprocal rank of the first, recall
    within fifty, the same for partners with fewer partners than the median candidate (nan where
    there is none), and the AUC against candidates with as many partners as the one that came.

    Args:
        scores: rows x actors.
        came: new partners.
        blocked: old partners, the actor itself, actors not known.
        top: from `ranked_top`.
        degree: number of partners of each actor.
    """
    return {
        **of_lists(came, top, degree),
        "auc_matched": _matched_auc(scores, came, blocked, degree),
    }


def of_lists(came: Flags, top: Ints, degree: Floats) -> dict[str, Floats]:
    """Return those metrics of each row that need only the list; see `measured`."""
    gain = gathered(came, top[:, :DEEP])
    wanted = came.sum(axis=1)
    discount = 1.0 / np.log2(np.arange(TOP) + 2.0)
    ideal = np.cumsum(discount)[np.minimum(wanted, TOP) - 1]
    first = gain[:, :TOP].any(axis=1)
    tail = came & (degree < np.median(degree[degree > 0]))[None, :]
    of_tail = gathered(tail, top[:, :DEEP]).sum(axis=1)
    return {
        "hits@10": first.astype(np.float64),
        "ndcg@10": (gain[:, :TOP] * discount[: gain[:, :TOP].shape[1]]).sum(axis=1) / ideal,
        "mrr": np.where(gain.any(axis=1), 1.0 / (gain.argmax(axis=1) + 1.0), 0.0),
        "recall@50": gain.sum(axis=1) / wanted,
        "tail_recall@50": np.where(
            tail.any(axis=1), of_tail / np.maximum(tail.sum(axis=1), 1), np.nan
        ),
    }


def gini(exposures: Floats) -> float:
    """Return the Gini coefficient: 0 if all are suggested equally often, near 1 if one is always.

    Args:
        exposures: how often each candidate is suggested, those never suggested included.

    Example:
        >>> gini(np.array([1.0, 1.0, 1.0]))
        0.0
    """
    ordered, size = np.sort(exposures), len(exposures)
    total = float(ordered.sum())
    if not total:
        return 0.0
    places = 2.0 * np.arange(1, size + 1) - size - 1.0
    return max(0.0, round(float(places @ ordered) / (size * total), 6))


def _matched_auc(scores: Block, came: Flags, blocked: Flags, degree: Floats) -> Floats:
    order = np.argsort(degree, kind="stable")
    place = np.empty(len(order), dtype=np.int64)
    place[order] = np.arange(len(order))
    found = np.full(len(scores), np.nan)
    for row in range(len(scores)):
        able = ~blocked[row] & ~came[row]
        shares = []
        for partner in np.flatnonzero(came[row])[:MOST_MATCHED]:
            low = max(0, int(place[partner]) - MATCHED)
            pool = order[low : low + 2 * MATCHED + 1]
            rivals = scores[row, pool[able[pool]]]
            if len(rivals):
                own = scores[row, partner]
                shares.append(float((own > rivals).mean() + 0.5 * (own == rivals).mean()))
        if shares:
            found[row] = float(np.mean(shares))
    return found
