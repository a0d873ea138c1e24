"""Which method ranks the candidates: chosen by what it would have shown one slice earlier."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from graph.evaluation.chances import Calibration, Chances, calibrate, places_of
from graph.evaluation.history import Floats, History, Ints
from graph.evaluation.metrics import Flags, hits_of, ndcg, ranked_top, worth_of
from graph.evaluation.pairs import Pairs, blocks
from graph.evaluation.ranker import Ranker, Sample, draw, learn
from graph.evaluation.report import Choice, Compared, Reason
from graph.evaluation.slices import Slice, affordable, slices
from graph.evaluation.snapshot import Block, row_sums
from graph.evaluation.trees import ENOUGH, Mixed
from graph.evaluation.variety import DEPTH, exposures_of, unevenness, varied_lists

LEARNED: Final = 1000
"""So many asking actors are learned from in each slice."""
CHECKED: Final = 400
"""So many asking actors are drawn to choose the method."""
ALLOWED: Final = 0.0199
"""Lists may be this much more uneven, by Gini coefficient, than those of resource allocation."""
FITTED: Final = 300
"""Places of each order that chances are learned from."""
FEW: Final = 250
"""With fewer asking actors in the slice before, two slices decide."""
MOST_CHECKED: Final = 2
SURE: Final = 0.84
"""Standard errors by which a method must be ahead of the safe one: in four of five cases it is.
The usual method need only be ahead."""
FIRM: Final = 1.96
"""Standard errors by which another must be ahead of the usual method to be chosen instead."""
SAFE: Final = "resource_allocation"
"""Chosen if nothing is ahead of it; then its very lists are shown."""

LINEAR: Final = "ranker"
USUAL: Final = ("ranker_and_trees", LINEAR, "walk_x_activity")
"""The first of these that can be had is chosen unless another is ahead of it for sure: on small
networks the best of many in one back-test is often best by chance."""

Method = Callable[[Pairs], Block]
"""The pairs of some asking actors → scores, askers x actors."""


@dataclass(frozen=True, slots=True)
class Engine:
    """The method that was chosen, and what the slice before says about its lists.

    Attributes:
        choice: which, and why.
        method: its scores.
        chances: how likely each place of its order comes true; for making lists fairer.
        calibration: from those chances to shares; None where too little came true.
    """

    choice: Choice
    method: Method
    chances: Chances
    calibration: Calibration | None

    def lists(self, order: Ints, partners: Floats, candidates: int, target: float) -> Ints:
        """Return the lists as they are shown.

        Args:
            order: askers x ranked candidates.
            partners: number of partners of each asker.
            candidates: how many there are.
            target: Gini coefficient that they may have.
        """
        chances = self.chances.at(partners, order.shape[1])
        return varied_lists(order, chances, candidates, target)

    def said(self, lists: Ints, order: Ints, partners: Floats) -> Floats | None:
        """Return the calibrated share for each place of the lists; None without calibration."""
        if self.calibration is None:
            return None
        chances = self.chances.at(partners, order.shape[1])
        return self.calibration.share(
            np.take_along_axis(chances, places_of(lists[:, :10], order), axis=1)
        )


def choose_engine(history: History, day: int, span: int, seed: int = 0) -> Engine:
    """Return the method to rank with on a day, chosen by a back-test on the slice before.

    Candidates are the plain scores, a personalised PageRank on the weighted, decayed projection,
    PageRank times the root of the candidate's activity, a learned linear ranker, and with enough to
    learn from the same with decision trees. Each is judged by the lists it would have shown, made
    as even as those of resource allocation; whose cannot be made so is out. The learned one is
    chosen unless another is ahead of it for sure. If it is behind resource allocation, the best is
    if that is ahead of it, else resource allocation itself.
    What is learned is learned on slices before the checked one and, if chosen, again with it.

    Args:
        history: the whole network; nothing from `day` on is looked at.
        day: ordinal.
        span: days to be foreseen; slices are as long, or shorter where the past is short.
        seed: of everything that is drawn.
    """
    random = np.random.default_rng(seed)
    latest, samples = list[Slice](), list[Sample | None]()
    for one in slices(history, day, span):
        most = affordable(one.snapshot, LEARNED)
        samples.append(draw(one.features, one.snapshot.known, one.partners, most, random))
        # the tables of a large network are large: only those are kept that may be checked on
        latest = [*latest, one][:MOST_CHECKED]
    if not latest:
        return Engine(Choice(SAFE, "no_history", {}, {}, 0, 0), _FIXED[SAFE], _unknown(), None)
    few, every = len(latest[0].active) < FEW, _usable(samples)
    trials = [
        _Trial(one, _methods(_usable(samples[age + 1 :])), random)
        for age, one in enumerate(latest[: MOST_CHECKED if few else 1])
        if age == 0 or len(samples) > age + 1
    ]
    name, reason = best_method(_together([one.gains for one in trials]))
    weights, learned = dict[str, float](), 0
    if name in _FIXED:
        method = _FIXED[name]
    else:
        ranker, learned = learn(every), sum(len(one.negative) for one in every)
        method = _by_cube(ranker) if name == LINEAR else _by_cube(Mixed(every, ranker))
        weights = ranker.shown()
    asked = sum(one.asked for one in trials)
    choice = Choice(name, reason, _compared(trials), weights, asked, learned)
    return Engine(choice, method, *trials[0].fitted(name))


def _usable(samples: Sequence[Sample | None]) -> list[Sample]:
    return [one for one in samples if one is not None]


class _Trial:
    """What each method would have shown in a slice, and what of it came true."""

    def __init__(
        self, latest: Slice, methods: Mapping[str, Method], random: np.random.Generator
    ) -> None:
        snapshot = latest.snapshot
        chosen = np.sort(random.permutation(latest.active)[: affordable(snapshot, CHECKED)])
        self.asked = len(chosen)
        orders: dict[str, list[Ints]] = {name: [] for name in methods}
        for places in blocks(chosen, snapshot.size):
            pairs = Pairs(latest.features, snapshot.known[places])
            for name, method in methods.items():
                orders[name].append(ranked_top(method(pairs), pairs.blocked, random, DEPTH))
        came = latest.partners[chosen]
        self._wanted = row_sums(came)
        self._partners: Floats = snapshot.degree[snapshot.known[chosen]]
        candidates = len(snapshot.known)
        self.orders = {name: np.concatenate(parts) for name, parts in orders.items()}
        target = unevenness(exposures_of(self.orders[SAFE]), candidates) + ALLOWED
        self.hits: dict[str, Flags] = {}
        self.by_score: dict[str, Floats] = {}
        self.gains: dict[str, Floats] = {}
        for name, order in self.orders.items():
            self.hits[name] = hits = hits_of(came, order[:, :FITTED])
            self.by_score[name] = ndcg(hits, self._wanted)
            chances = self._chances(name).at(self._partners, order.shape[1])
            lists = varied_lists(order, chances, candidates, target)
            if unevenness(exposures_of(lists), candidates) <= target:
                self.gains[name] = ndcg(hits_of(came, lists), self._wanted)

    def _chances(self, name: str) -> Chances:
        return Chances(self.hits[name], self._partners, worth_of(self._wanted))

    def fitted(self, name: str) -> tuple[Chances, Calibration | None]:
        """Return the chances of a method's places, and their calibration."""
        chances = self._chances(name)
        said = chances.at(self._partners, self.hits[name].shape[1])
        return chances, calibrate(said.ravel(), self.hits[name].ravel())


def _together(found: Sequence[Mapping[str, Floats]]) -> dict[str, Floats]:
    """Return the gains of all trials; of those methods that each of them has."""
    names = set(found[0]).intersection(*found)
    return {name: np.concatenate([one[name] for one in found]) for name in sorted(names)}


def _compared(trials: Sequence[_Trial]) -> dict[str, Compared]:
    by_score, shown = (
        {name: round(float(values.mean()), 4) for name, values in _together(found).items()}
        for found in ([one.by_score for one in trials], [one.gains for one in trials])
    )
    return {name: Compared(value, shown.get(name)) for name, value in by_score.items()}


def best_method(gains: Mapping[str, Floats]) -> tuple[str, Reason]:
    """Return which method is chosen, and why.

    Args:
        gains: method → nDCG@10 of each asking actor of the back-test; `SAFE` is among them.
    """
    safe = gains[SAFE]
    usual = next((one for one in USUAL if one in gains), SAFE)
    best = max(sorted(gains), key=lambda one: float(gains[one].mean()))
    if not _ahead(gains[best], gains[usual], FIRM) and _ahead(gains[usual], safe, 0.0):
        return usual, "ahead"
    # who is not even ahead of the safe one has no precedence
    return (best, "ahead") if _ahead(gains[best], safe, SURE) else (SAFE, "safe")


def _ahead(ours: Floats, theirs: Floats, errors: float) -> bool:
    """Return whether one is ahead of the other by so many standard errors of their difference."""
    ahead = ours - theirs
    error = float(ahead.std()) / max(1.0, float(len(ahead))) ** 0.5
    return bool(ahead.mean() > errors * error)


def _methods(samples: Sequence[Sample]) -> dict[str, Method]:
    """Return all methods; those that learn only if there is something to learn from."""
    if not samples:
        return dict(_FIXED)
    ranker = learn(samples)
    found: dict[str, Method] = {**_FIXED, LINEAR: _by_cube(ranker)}
    if sum(len(one.negative) for one in samples) >= ENOUGH:
        found["ranker_and_trees"] = _by_cube(Mixed(samples, ranker))
    return found


def _by_cube(ranker: Ranker | Mixed) -> Method:
    return lambda pairs: ranker.score(pairs.cube)


def _unknown() -> Chances:
    return Chances(np.zeros((0, 1), dtype=bool), np.zeros(0), np.zeros(0))


def _allocation_then_walk(pairs: Pairs) -> Block:
    # the weight only decides where allocations are as good as equal
    result: Block = pairs.allocation + 1e-7 * pairs.walk
    return result


def _plain(name: str) -> Method:
    return lambda pairs: pairs.plain[name]


_FIXED: Final[Mapping[str, Method]] = {
    SAFE: _plain(SAFE),
    "allocation_then_walk": _allocation_then_walk,
    "walk": lambda pairs: pairs.walk,
    "walk_x_activity": lambda pairs: pairs.likely,
    "pagerank": lambda pairs: pairs.peer_walk,
    "popularity": _plain("popularity"),
    "adamic_adar": _plain("adamic_adar"),
    "block_model": _plain("block_model"),
}
