"""How far comparable districts make an activity likely in a cell: shares of peers."""

from typing import Final

import numpy as np

from graph.analyses.activity import Floats
from graph.analyses.peers import Comparison

NEAREST: Final = 10
PRIOR: Final = 2.0
"""How many imagined peers of average activity count with the real ones: few peers say little."""


def nearest_weights(compared: Comparison, count: int = NEAREST) -> Floats:
    """Return districts x districts: the similarity of the nearest ones, 0 for all others."""
    similarity = np.round(compared.similarity, 12)
    np.fill_diagonal(similarity, -1.0)
    order = np.argsort(-similarity, axis=1, kind="stable")[:, :count]
    found = np.zeros_like(similarity)
    np.put_along_axis(found, order, np.take_along_axis(similarity, order, axis=1), axis=1)
    return np.maximum(found, 0.0)


def share_of_peers(weights: Floats, active: Floats) -> Floats:
    """Return the share of the nearest districts that are active, weighted by similarity.

    Args:
        weights: from `nearest_weights`.
        active: districts x themes of zeros and ones.

    Returns:
        Values in [0, 1]; 0 where a district has no peer.
    """
    total = weights.sum(axis=1)[:, None]
    shares: Floats = np.divide(weights @ active, total, out=np.zeros(active.shape), where=total > 0)
    return shares


def smoothed_share_of_peers(weights: Floats, active: Floats) -> Floats:
    """Return the share of peers, drawn towards the share of all districts.

    `q_it = (sum_j w_ij M_jt + k w mean_t) / (sum_j w_ij + k w)`, k = `PRIOR`, w the mean weight of
    a peer, mean_t the share of all districts active in theme t. Of the rankings compared in
    `graph.analyses.backtest` it foresaw best which empty cells were filled.

    Args:
        weights: from `nearest_weights`.
        active: districts x themes of zeros and ones.

    Returns:
        Values in [0, 1]; of the same shape.
    """
    if not active.size:
        return active
    peers = np.count_nonzero(weights)
    prior = PRIOR * (weights.sum() / peers if peers else 1.0)
    everybody = active.mean(axis=0)[None, :]
    smoothed: Floats = (weights @ active + prior * everybody) / (
        weights.sum(axis=1)[:, None] + prior
    )
    return smoothed
