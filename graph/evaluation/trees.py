"""A ranker of many small decision trees beside the linear one, where there is enough to learn."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier

from graph.evaluation.history import Floats
from graph.evaluation.pairs import Cube
from graph.evaluation.ranker import Ranker, Sample, faded
from graph.evaluation.snapshot import Block

ENOUGH: Final = 900
"""Asking actors to learn from; with fewer, trees rank worse than the linear ranker alone."""
EVERY: Final = 2
"""One in so many of the pairs that did not come about is used."""
AT_ONCE: Final = 16_384
"""So many pairs stay near the processor while all trees look at them."""
TWICE: Final = 2.0
"""The linear ranker counts so much beside the trees; alone they follow chance too far."""
PER_PARTNER: Final = 3.0
"""Weight of the pairs that did not come about for each that did."""


class Mixed:
    """The linear ranker and the trees, their scores added: both are logarithms of odds.

    Args:
        samples: of one or more time slices, the latest first.
        ranker: learned from the same.
    """

    def __init__(self, samples: Sequence[Sample], ranker: Ranker) -> None:
        self._ranker = ranker
        sample = faded(samples)
        count, width = len(sample.negative), sample.positive.shape[1]
        negative, stands_for = sample.negative[:, ::EVERY], np.exp(sample.correction[:, ::EVERY])
        each = np.bincount(sample.asker, sample.weight, minlength=count) * PER_PARTNER
        share = each[:, None] * stands_for / stands_for.sum(axis=1, keepdims=True)
        weight: Floats = np.concatenate([sample.weight, share.ravel()])
        self._trees = HistGradientBoostingClassifier(
            max_depth=4,
            max_iter=100,
            learning_rate=0.07,
            min_samples_leaf=80,
            l2_regularization=5.0,
            early_stopping=False,
            random_state=0,
        ).fit(
            np.concatenate([sample.positive, negative.reshape(-1, width)]),
            np.repeat([1, 0], [len(sample.positive), share.size]),
            sample_weight=weight / weight.mean(),
        )

    def score(self, cube: Cube) -> Block:
        """Return the scores, askers x actors."""
        columns = np.moveaxis(cube, -1, 0).reshape(cube.shape[-1], -1)
        odds = np.empty(columns.shape[1])
        for start in range(0, len(odds), AT_ONCE):
            part = np.ascontiguousarray(columns[:, start : start + AT_ONCE].T)
            odds[start : start + AT_ONCE] = self._trees.decision_function(part)
        result: Block = TWICE * self._ranker.score(cube) + odds.reshape(cube.shape[:2])
        return result
