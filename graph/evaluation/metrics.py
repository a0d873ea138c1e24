"""How good a ranking is: found among the first, placed high, fair to the less known."""

from typing import Final

import numpy as np
import numpy.typing as npt
from scipy import sparse

from graph.evaluation.history import Floats, Ints
from graph.evaluation.snapshot import Block, Matrix, row_sums

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
    open_scores = _coarse(np.where(blocked, -np.inf, scores))
    count = min(depth, scores.shape[1])
    edge = np.partition(open_scores, scores.shape[1] - count, axis=1)[:, -count]
    chance = random.random(scores.shape, dtype=np.float32)
    # better than the last place for sure, equal to it by chance
    sure = np.where(open_scores > edge[:, None], np.float32(2.0), chance)
    sure[open_scores < edge[:, None]] = -1.0
    near = np.argpartition(-sure, count - 1, axis=1)[:, :count]
    best = np.take_along_axis(open_scores, near, axis=1)
    order = np.lexsort((np.take_along_axis(chance, near, axis=1), -best), axis=1)
    result: Ints = np.take_along_axis(near, order, axis=1)
    able = np.isfinite(np.take_along_axis(best, order, axis=1))
    return np.where(able, result, -1)


def _coarse(scores: Block) -> Block:
    """Return the scores to twelve digits: what differs by rounding alone is a tie."""
    bits = np.ascontiguousarray(scores, dtype=np.float64).view(np.int64)
    result: Block = ((bits + 2048) & ~np.int64(4095)).view(np.float64)
    return result


def hits_of(came: Matrix, lists: Ints) -> Flags:
    """Return which listed candidates came, askers x places; False where the list has none.

    Args:
        came: askers x actors, 1 for the new partners.
        lists: askers x candidates, -1 for none.
    """
    found = np.zeros(lists.shape, dtype=bool)
    for line, listed in enumerate(lists):
        partners = came.indices[came.indptr[line] : came.indptr[line + 1]]
        found[line] = np.isin(listed, partners)
    return found


def worth_of(wanted: Floats) -> Floats:
    """Return what the first place is worth to each asker: 1 / the best possible sum."""
    discount = 1.0 / np.log2(np.arange(TOP) + 2.0)
    best = np.cumsum(discount)[np.clip(wanted, 1, TOP).astype(np.int64) - 1]
    result: Floats = 1.0 / best
    return result


def ndcg(hits: Flags, wanted: Floats) -> Floats:
    """Return nDCG@10 of each asker: binary gain, logarithmic discount.

    Source: Järvelin and Kekäläinen 2002.

    Args:
        hits: askers x places.
        wanted: how many partners came for each asker, at least one.
    """
    first = hits[:, :TOP]
    discount = 1.0 / np.log2(np.arange(first.shape[1]) + 2.0)
    result: Floats = (first * discount).sum(axis=1) * worth_of(wanted)
    return result


def of_lists(came: Matrix, lists: Ints, degree: Floats) -> dict[str, Floats]:
    """Return the metrics of each asker that need only the list; each has a partner that came.

    Hits@10, nDCG@10, reciprocal rank of the first, recall within fifty, and the same for partners
    with fewer partners than the median candidate (nan where there is none).

    Args:
        came: askers x actors, 1 for the new partners.
        lists: askers x candidates, best first.
        degree: number of partners of each actor.
    """
    hits, wanted = hits_of(came, lists[:, :DEEP]), row_sums(came)
    little = (degree < np.median(degree[degree > 0])).astype(np.float64)
    tail = sparse.csr_array(came @ sparse.diags_array(little))
    tail.eliminate_zeros()
    of_tail, wanted_of_tail = hits_of(tail, lists[:, :DEEP]).sum(axis=1), row_sums(tail)
    return {
        "hits@10": hits[:, :TOP].any(axis=1).astype(np.float64),
        "ndcg@10": ndcg(hits, wanted),
        "mrr": np.where(hits.any(axis=1), 1.0 / (hits.argmax(axis=1) + 1.0), 0.0),
        "recall@50": hits.sum(axis=1) / wanted,
        "tail_recall@50": np.where(
            wanted_of_tail > 0, of_tail / np.maximum(wanted_of_tail, 1.0), np.nan
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
    # zeros come first and add nothing, so only the others are put in order
    ordered, size = np.sort(exposures[exposures > 0]), len(exposures)
    total = float(ordered.sum())
    if not total:
        return 0.0
    places = 2.0 * np.arange(size - len(ordered) + 1, size + 1) - size - 1.0
    return max(0.0, round(float(places @ ordered) / (size * total), 6))


def matched_auc(scores: Block, came: Flags, blocked: Flags, degree: Floats) -> Floats:
    """Return the AUC of each asker's new partners against candidates with as many partners.

    Args:
        scores: askers x actors.
        came: the new partners.
        blocked: old partners, the actor itself, actors not known.
        degree: number of partners of each actor.
    """
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
