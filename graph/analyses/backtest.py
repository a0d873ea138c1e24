"""How well rankings of empty cells foresaw which were filled: past days, nothing from later."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from graph.analyses.activity import Flags, Floats
from graph.analyses.bicm import bicm
from graph.analyses.expectation import share_of_peers, smoothed_share_of_peers
from graph.analyses.past import Slice

Ranker = Callable[[Slice], Floats]
Places = npt.NDArray[np.int64]


def popularity(one: Slice) -> Floats:
    """How many districts work on the theme."""
    return np.broadcast_to(one.active.sum(axis=0), one.active.shape)


def row_by_column(one: Slice) -> Floats:
    """How many themes the district works on, times how many districts work on the theme."""
    return np.outer(one.active.sum(axis=1), one.active.sum(axis=0))


def null_model(one: Slice) -> Floats:
    """The chance under the null model with kept sums."""
    return bicm(one.context.table.active)


def peer_share(one: Slice) -> Floats:
    """Share of the ten nearest districts that work on the theme, weighted by similarity."""
    return share_of_peers(one.weights, one.active)


def smoothed_peer_share(one: Slice) -> Floats:
    """The share of peers, drawn towards the share of all districts as few peers say little."""
    return smoothed_share_of_peers(one.weights, one.active)


def surprise_times_peers(one: Slice) -> Floats:
    """Surprise under the null model times the share of peers."""
    return -np.log1p(-np.minimum(null_model(one), 1 - 1e-12)) * peer_share(one)


def need_times_surprise_times_peers(one: Slice) -> Floats:
    """The product of need, surprise and share of peers."""
    return _need(one) * surprise_times_peers(one)


def need_times_smoothed_peers(one: Slice) -> Floats:
    """Need times the smoothed share of peers."""
    return _need(one) * smoothed_peer_share(one)


def mean_rank(one: Slice) -> Floats:
    """Mean of the ranks under the null model and by the smoothed share of peers."""
    return (_ranks(null_model(one)) + _ranks(smoothed_peer_share(one))) / 2


RANKERS: Final[Mapping[str, Ranker]] = {
    "theme popularity": popularity,
    "row x column": row_by_column,
    "null model (BiCM)": null_model,
    "share of peers": peer_share,
    "smoothed share of peers": smoothed_peer_share,
    "need x smoothed share of peers": need_times_smoothed_peers,
    "surprise x share of peers": surprise_times_peers,
    "need x surprise x share of peers": need_times_surprise_times_peers,
    "mean rank of null model and peers": mean_rank,
}


@dataclass(frozen=True, slots=True)
class Score:
    """How a ranking fared, with the 95 % interval over resampled districts.

    Attributes:
        precision: mean average precision over the days.
        low: lower end.
        high: upper end.
        over: ratio to the average precision of row x column.
        over_low: lower end, from the same resamples.
        over_high: upper end.
        auc: mean chance that a filled cell of a theme ranks before an empty one of the same theme.
    """

    precision: float
    low: float
    high: float
    over: float
    over_low: float
    over_high: float
    auc: float


def compare_rankers(
    slices: Sequence[Slice],
    rankers: Mapping[str, Ranker],
    *,
    reference: str = "row x column",
    draws: int = 200,
    seed: int = 20101231,
) -> dict[str, Score]:
    """Return how rankings of all empty cells foresaw which were filled.

    Every day counts the same. Whole districts are resampled, because the cells of one district
    belong together; all rankings see the same resamples, so that their ratio has an interval.

    Args:
        slices: days of the past; those in which nothing was filled are left out.
        rankers: by name; `reference` is one of them.
        reference: to which the ratio is taken.
        draws: resamples.
        seed: of resamples and of the order of equal scores.

    Returns:
        By name, in the order of `rankers`; {} if nothing was filled on any day.
    """
    used = [one for one in slices if one.filled.any()]
    if not used:
        return {}
    generator = np.random.default_rng(seed)
    noise = [generator.random(one.empty.shape) for one in used]
    rows = used[0].empty.shape[0]
    drawn = [generator.integers(0, rows, rows) for _ in range(draws)]
    samples = [np.ones(rows)]
    samples += [np.bincount(one, minlength=rows).astype(np.float64) for one in drawn]
    found, within = {}, {}
    for name, ranker in rankers.items():
        orders = [_order(ranker(one), jitter) for one, jitter in zip(used, noise, strict=True)]
        ranked = [_ranked(order, one) for order, one in zip(orders, used, strict=True)]
        found[name] = np.array(
            [np.mean([_precision(*cells, times) for cells in ranked]) for times in samples]
        )
        within[name] = float(
            np.mean([_auc(order, one) for order, one in zip(orders, used, strict=True)])
        )
    return {name: _score(found[name], found[reference], within[name]) for name in rankers}


def average_precision(order: Floats, truth: Flags) -> float:
    """Return the average precision of a ranking.

    Args:
        order: place of each cell, the best one smallest; no two equal.
        truth: which cells are right; at least one.
    """
    right = truth[np.argsort(order, kind="stable")]
    return _precision(np.arange(len(order)), right, np.ones(len(order)))


def _need(one: Slice) -> Floats:
    table, needs = one.context.table, one.context.needs
    return np.array(
        [[needs.factor(ags, theme) for theme in table.themes] for ags in table.districts]
    )


def _order(scores: Floats, jitter: Floats) -> Floats:
    order: Floats = np.empty(scores.size)
    order[np.lexsort((jitter.ravel(), -scores.ravel()))] = np.arange(scores.size)
    return order.reshape(scores.shape)


def _ranked(order: Floats, one: Slice) -> tuple[Places, Flags]:
    places = np.argsort(order[one.empty], kind="stable")
    return np.nonzero(one.empty)[0][places], one.filled[one.empty][places]


def _precision(rows: Places, right: Flags, times: Floats) -> float:
    weight = times[rows]
    hits = weight * right
    share = np.cumsum(hits) / np.maximum(np.cumsum(weight), 1e-12)
    return float((share * hits).sum() / max(hits.sum(), 1e-12))


def _auc(order: Floats, one: Slice) -> float:
    found = []
    for column in np.flatnonzero(one.filled.any(axis=0)):
        cells = one.empty[:, column]
        places, truth = order[cells, column], one.filled[cells, column]
        ranks = np.argsort(np.argsort(-places)) + 1
        right, wrong = truth.sum(), (~truth).sum()
        if wrong:
            area = (ranks[truth].sum() - right * (right + 1) / 2) / (right * wrong)
            found.append((area, right))
    return float(np.average([a for a, _ in found], weights=[n for _, n in found]))


def _ranks(scores: Floats) -> Floats:
    flat = scores.ravel()
    order = np.sort(flat)
    places = np.searchsorted(order, flat, "left") + np.searchsorted(order, flat, "right")
    ranks: Floats = places.reshape(scores.shape) / 2.0
    return ranks


def _score(values: Floats, reference: Floats, auc: float) -> Score:
    low, high = np.percentile(values[1:], (2.5, 97.5)) if len(values) > 1 else (values[0],) * 2
    ratio = values / np.maximum(reference, 1e-12)
    below, above = np.percentile(ratio[1:], (2.5, 97.5)) if len(ratio) > 1 else (ratio[0],) * 2
    return Score(
        float(values[0]), float(low), float(high), float(ratio[0]), float(below), float(above), auc
    )
