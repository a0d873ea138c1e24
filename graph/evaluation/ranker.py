"""A linear ranker whose weights can be shown: learned from which new partners came in a time."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from scipy.optimize import minimize

from graph.evaluation.features import Features
from graph.evaluation.history import Floats, Ints
from graph.evaluation.pairs import EXPECTED, NAMES, Cube, Pairs, blocks
from graph.evaluation.snapshot import Block, Matrix, row_sums

LIKELIEST: Final = 100
"""So many pairs that did not come about, the likeliest by the expected weights, are learned from
for each asking actor; they decide the first places."""
DRAWN: Final = 100
"""So many of the others are drawn; each stands for many."""
POSITIVES: Final = 20
"""So many new partners of one actor are used; more would let the largest decide."""
TRUST: Final = 1.0
"""Penalty on leaving the expected weights, by asking actor: with hundreds it hardly matters."""
FADING: Final = 0.8
"""An earlier time slice counts so much of the one after it."""


@dataclass(frozen=True, slots=True)
class Sample:
    """Pairs to learn from, of one time slice or several.

    Attributes:
        positive: pairs x features, of new partners.
        asker: of each pair, its line in `negative`.
        negative: askers x some x features; what did not come about.
        correction: askers x some, logarithm of how many each of these stands for.
        weight: of each pair, so that each asking actor counts by the root of its new partners.
    """

    positive: Floats
    asker: Ints
    negative: Floats
    correction: Floats
    weight: Floats


@dataclass(frozen=True, slots=True)
class Ranker:
    """Weights of a linear ranker over standardised features.

    Attributes:
        weights: one for each of `features.NAMES`.
        centre: subtracted from the features.
        scale: the features are divided by it.
    """

    weights: Floats
    centre: Floats
    scale: Floats

    def score(self, cube: Cube) -> Block:
        """Return the scores, askers x actors."""
        # feature by feature, as it lies in memory
        columns = np.moveaxis(cube, -1, 0).reshape(cube.shape[-1], -1)
        found = (self.weights / self.scale).astype(np.float32) @ columns
        result: Block = found.reshape(cube.shape[:2]).astype(np.float64)
        return result

    def shown(self) -> dict[str, float]:
        """Return the weights by name, largest first."""
        order = np.argsort(-np.abs(self.weights))
        return {NAMES[one]: round(float(self.weights[one]), 3) for one in order}


def draw(
    features: Features, askers: Ints, partners: Matrix, most: int, random: np.random.Generator
) -> Sample | None:
    """Return pairs to learn from; None if nobody found a new partner.

    Args:
        features: of what was known.
        askers: rows of the asking actors.
        partners: askers x actors, 1 for the new partners of the following time.
        most: so many asking actors are drawn at most.
        random: draws them, and the pairs that did not come about.
    """
    active = random.permutation(np.flatnonzero(row_sums(partners) > 0))[:most]
    parts = [
        part
        for chosen in blocks(active, features.snapshot.size)
        for part in _draw_block(
            Pairs(features, askers[chosen]), partners[chosen].toarray() > 0, random
        )
    ]
    return _joined(parts) if parts else None


def learn(samples: Sequence[Sample]) -> Ranker:
    """Return the ranker under which the partners that came are most likely among all that might.

    Multinomial logistic regression over the candidates of each asking actor (softmax of a linear
    score), negatives weighted by how many they stand for. A penalty draws the weights to
    the expected ones, as one more asking actor would.

    Source: McFadden 1974 (conditional logit); sampling correction: McFadden 1978.

    Args:
        samples: of one or more time slices, the latest first.
    """
    sample = faded(samples)
    centre = sample.negative.mean(axis=(0, 1))
    spread = sample.negative.std(axis=(0, 1))
    scale = np.where(spread > 1e-8, spread, 1.0)
    positive = ((sample.positive - centre) / scale).astype(np.float32)
    negative = ((sample.negative - centre) / scale).astype(np.float32)
    flat, count = negative.reshape(-1, negative.shape[2]), len(negative)
    weight = sample.weight / sample.weight.sum()
    expected = np.array([EXPECTED.get(name, 0.0) for name in NAMES]) * scale

    def loss(weights: Floats) -> tuple[float, Floats]:
        single = weights.astype(np.float32)
        rivals = (flat @ single).reshape(count, -1) + sample.correction
        top = rivals.max(axis=1)
        odds = np.exp(rivals - top[:, None])
        mass = (np.log(odds.sum(axis=1)) + top)[sample.asker] - positive @ single
        left = weights - expected
        value = float(weight @ np.logaddexp(0.0, mass)) + TRUST / count * float(left @ left)
        miss = weight / (1.0 + np.exp(-mass))
        per_asker = np.bincount(sample.asker, miss, minlength=count)
        share = odds * (per_asker / odds.sum(axis=1))[:, None]
        slope = share.astype(np.float32).ravel() @ flat - miss.astype(np.float32) @ positive
        return value, slope.astype(np.float64) + 2.0 * TRUST / count * left

    found = minimize(loss, expected, jac=True, method="L-BFGS-B", options={"maxiter": 100})
    return Ranker(np.asarray(found.x), centre, scale)


def faded(samples: Sequence[Sample]) -> Sample:
    """Return several time slices as one, earlier ones with less weight.

    Args:
        samples: at least one, the latest first.
    """
    return _joined(
        [replace(one, weight=one.weight * FADING**age) for age, one in enumerate(samples)]
    )


def _joined(parts: Sequence[Sample]) -> Sample:
    offsets = np.cumsum([0, *(len(part.negative) for part in parts[:-1])])
    asker = [part.asker + offset for part, offset in zip(parts, offsets, strict=True)]
    return Sample(
        np.concatenate([part.positive for part in parts]),
        np.concatenate(asker),
        np.concatenate([part.negative for part in parts]),
        np.concatenate([part.correction for part in parts]),
        np.concatenate([part.weight for part in parts]),
    )


def _draw_block(
    pairs: Pairs, came: "np.typing.NDArray[np.bool_]", random: np.random.Generator
) -> list[Sample]:
    found, likely = [], pairs.likely
    for line in range(len(pairs.rows)):
        others = np.flatnonzero(~pairs.blocked[line] & ~came[line])
        new = random.permutation(np.flatnonzero(came[line]))[:POSITIVES]
        if len(others) and len(new):
            found.append((line, new, *_negatives(likely[line], others, random)))
    if not found:
        return []
    lines = np.repeat([one[0] for one in found], [len(one[1]) + LIKELIEST + DRAWN for one in found])
    features = pairs.at(lines, np.concatenate([part for one in found for part in one[1:3]]))
    cuts = np.cumsum([len(part) for one in found for part in one[1:3]])
    parts = np.split(features, cuts[:-1])
    return [
        Sample(
            positive,
            np.zeros(len(new), dtype=np.int64),
            negative[None],
            correction[None],
            np.full(len(new), len(new) ** -0.5),
        )
        for (_, new, _, correction), positive, negative in zip(
            found, parts[::2], parts[1::2], strict=True
        )
    ]


def _negatives(likely: Floats, others: Ints, random: np.random.Generator) -> tuple[Ints, Floats]:
    """Return some of the candidates that did not come about, and the logarithm of their weights.

    The likeliest stand for themselves alone, those drawn from the rest for all of it. Where there
    are fewer than wanted, some appear again, and share their weight.
    """
    count = min(LIKELIEST, len(others) // 2)
    place = len(others) - count
    order = others[np.argpartition(likely[others], place)] if count else others
    rest, first = order[:place], order[place:]
    drawn = random.choice(rest, DRAWN, replace=len(rest) < DRAWN)
    if not count:
        first, count = rest, len(rest)
    again = np.resize(first, LIKELIEST)
    weights = np.repeat([count / LIKELIEST, len(rest) / DRAWN], [LIKELIEST, DRAWN])
    return np.concatenate([again, drawn]), np.log(weights)
