"""Which method ranks the candidates: chosen by what it would have foreseen one slice earlier."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from graph.evaluation.features import NAMES, Block, Features
from graph.evaluation.history import History, Ints
from graph.evaluation.metrics import measured, ranked_top
from graph.evaluation.ranker import Ranker, Sample, draw, learn
from graph.evaluation.snapshot import Snapshot, new_partners, row_sums

SLICES: Final = 4
"""So many earlier slices are learned from, the latest first."""
LEAST: Final = 30
"""A slice with fewer cooperations before it says nothing."""
CHECKED: Final = 400
"""So many asking actors are drawn to choose the method."""
BLOCK: Final = 64

_WALK: Final = NAMES.index("walk")
_ACTIVITY: Final = NAMES.index("activity")

Method = Callable[[Features, Block, Ints], Block]
"""Features, the block of the rows, the rows → scores, rows x actors."""


@dataclass(frozen=True, slots=True)
class Engine:
    """The method that was chosen.

    Attributes:
        name: of the method.
        checked: nDCG@10 of each method on the slice before; empty if there was too little.
        weights: of the ranker, empty if another method was chosen.
    """

    name: str
    checked: Mapping[str, float]
    weights: Mapping[str, float]
    method: Method

    def scores(self, features: Features, rows: Ints) -> Block:
        """Return rows x actors."""
        return self.method(features, features.block(rows), rows)


def choose_engine(history: History, day: int, span: int, seed: int = 0) -> Engine:
    """Return the method to rank with on a day, chosen by a back-test on the slice before.

    Candidates are a personalised PageRank on the weighted, decayed projection, the same times the
    activity of the candidate, the plain scores that evaluations compare with, and a learned linear
    ranker. The ranker is learned on slices before the checked one and, if chosen, again with it.

    Args:
        history: the whole network; nothing from `day` on is looked at.
        day: ordinal.
        span: days to be foreseen; slices are as long, or shorter where the past is short.
        seed: of everything that is drawn.
    """
    random = np.random.default_rng(seed)
    past = day - int(history.starts[0])
    span = max(1, min(span, past // (SLICES + 1)))
    slices = list(_slices(history, day, span, random))
    if not slices:
        return Engine("walk_x_activity", {}, {}, _walk_x_activity)
    latest, earlier = slices[0], [one.sample for one in slices[1:] if one.sample is not None]
    methods: dict[str, Method] = {**_FIXED}
    if earlier:
        methods["ranker"] = _by_ranker(learn(earlier))
    checked = _check(latest, methods, random)
    name = max(sorted(checked), key=lambda one: checked[one])
    if name != "ranker":
        return Engine(name, checked, {}, methods[name])
    samples = [one.sample for one in slices if one.sample is not None]
    ranker = learn(samples)
    return Engine(name, checked, ranker.shown(), _by_ranker(ranker))


@dataclass(frozen=True, slots=True)
class _Slice:
    snapshot: Snapshot
    features: Features
    until: int
    history: History
    sample: Sample | None


def _slices(history: History, day: int, span: int, random: np.random.Generator) -> Iterator[_Slice]:
    for number in range(1, SLICES + 1):
        start, until = day - number * span, day - (number - 1) * span
        if history.before(start) < LEAST:
            return
        snapshot = Snapshot(history, start)
        features = Features(snapshot)
        partners = new_partners(history, snapshot, until, snapshot.known)
        sample = draw(snapshot, features, snapshot.known, partners, random)
        yield _Slice(snapshot, features, until, history, sample)


def _check(
    latest: _Slice, methods: Mapping[str, Method], random: np.random.Generator
) -> dict[str, float]:
    snapshot, features = latest.snapshot, latest.features
    partners = new_partners(latest.history, snapshot, latest.until, snapshot.known)
    active = np.flatnonzero(row_sums(partners) > 0)
    active = np.sort(random.permutation(active)[:CHECKED])
    found: dict[str, list[float]] = {name: [] for name in methods}
    for start in range(0, len(active), BLOCK):
        chosen = active[start : start + BLOCK]
        rows = snapshot.known[chosen]
        came = partners[chosen].toarray() > 0
        blocked, block = snapshot.known_pairs(rows), features.block(rows)
        for name, method in methods.items():
            scores = method(features, block, rows)
            top = ranked_top(scores, blocked, random)
            gains = measured(scores, came, blocked, top, snapshot.degree)["ndcg@10"]
            found[name].extend(gains.tolist())
    return {name: round(float(np.mean(gains)), 4) for name, gains in found.items() if gains}


def _by_ranker(ranker: Ranker) -> Method:
    def method(_features: Features, block: Block, _rows: Ints) -> Block:
        return ranker.score(block)

    return method


def _walk(_features: Features, block: Block, _rows: Ints) -> Block:
    return block[:, :, _WALK]


def _walk_x_activity(_features: Features, block: Block, _rows: Ints) -> Block:
    # the square root of the activity, in logarithms
    result: Block = block[:, :, _WALK] + 0.5 * block[:, :, _ACTIVITY]
    return result


def _plain(name: str) -> Method:
    def method(features: Features, _block: Block, rows: Ints) -> Block:
        return features.scores(rows)[name]

    return method


_FIXED: Final[Mapping[str, Method]] = {
    "walk": _walk,
    "walk_x_activity": _walk_x_activity,
    "popularity": _plain("popularity"),
    "adamic_adar": _plain("adamic_adar"),
    "resource_allocation": _plain("resource_allocation"),
    "block_model": _plain("block_model"),
}
