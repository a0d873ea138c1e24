"""How likely a suggestion comes true: learned from its place and its asker, then calibrated."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from graph.evaluation.history import Floats, Ints

LEAST_HITS: Final = 20
"""With fewer suggestions that came true nothing is fitted."""
BINS: Final = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """Suggestions of about the same chance.

    Attributes:
        suggested: how many.
        said: mean share that was to come true.
        came: share that did.
    """

    suggested: int
    said: float
    came: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """A non-decreasing step function from a score to the share that comes true.

    Attributes:
        scores: ascending.
        shares: at those scores; in between, linear.
    """

    scores: Floats
    shares: Floats

    def share(self, scores: Floats) -> Floats:
        """Return the share that came true at each score."""
        result: Floats = np.interp(scores, self.scores, self.shares)
        return result


def calibrate(scores: Floats, came: "np.typing.NDArray[np.bool_]") -> Calibration | None:
    """Return what share of suggestions came true by score; None with too few that did.

    Isotonic regression: a higher score never means a lower share.

    Source: Zadrozny and Elkan 2002.

    Args:
        scores: of suggestions whose outcome is known.
        came: whether each came true.
    """
    from sklearn.isotonic import IsotonicRegression  # noqa: PLC0415 - a second that few need

    if int(came.sum()) < LEAST_HITS:
        return None
    fitted = IsotonicRegression(out_of_bounds="clip").fit(scores, came.astype(np.float64))
    return Calibration(np.asarray(fitted.X_thresholds_), np.asarray(fitted.y_thresholds_))


def reliability(said: Floats, came: "np.typing.NDArray[np.bool_]") -> tuple[Bin, ...]:
    """Return groups of suggestions of about equal size by what was said, and what came true."""
    order = np.argsort(said, kind="stable")
    return tuple(
        Bin(len(part), round(float(said[part].mean()), 4), round(float(came[part].mean()), 4))
        for part in np.array_split(order, BINS)
        if len(part)
    )


def calibration_error(bins: Sequence[Bin]) -> float:
    """Return the mean distance of what was said from what came, by suggestion; 0 without any."""
    total = sum(one.suggested for one in bins)
    missed = sum(one.suggested * abs(one.said - one.came) for one in bins)
    return round(missed / total, 4) if total else 0.0


class Chances:
    """Chance of a suggestion by its place and by how many partners its asker has.

    Args:
        hits: askers x places, whether the candidate of the place came true.
        partners: number of partners of each asker.
        worth: what one hit is worth to the asker, for instance 1 / the best possible sum.
    """

    def __init__(
        self, hits: "np.typing.NDArray[np.bool_]", partners: Floats, worth: Floats
    ) -> None:
        from sklearn.linear_model import LogisticRegression  # noqa: PLC0415 - as above

        self._model = None
        if int(hits.sum()) >= LEAST_HITS:
            table = _table(partners, hits.shape[1])
            self._model = LogisticRegression(C=1e3, max_iter=500).fit(
                table, hits.ravel(), sample_weight=np.repeat(worth, hits.shape[1])
            )

    def at(self, partners: Floats, places: int) -> Floats:
        """Return askers x places; falling with the place alone where nothing could be learned."""
        if self._model is None:
            return np.tile(1.0 / np.arange(1.0, places + 1.0), (len(partners), 1))
        found = self._model.predict_proba(_table(partners, places))[:, 1]
        return np.asarray(found).reshape(len(partners), places)


def _table(partners: Floats, places: int) -> Floats:
    rank = np.tile(np.log(np.arange(1.0, places + 1.0)), len(partners))
    many = np.repeat(np.log1p(partners), places)
    return np.stack([rank, rank**2, many, rank * many], axis=1)


def places_of(lists: Ints, order: Ints) -> Ints:
    """Return the place in the order by score of each listed candidate; 0 where none is listed."""
    found = np.zeros(lists.shape, dtype=np.int64)
    for line, (listed, ranked) in enumerate(zip(lists, order, strict=True)):
        by_candidate = np.argsort(ranked, kind="stable")
        found[line] = by_candidate[
            np.minimum(np.searchsorted(ranked[by_candidate], listed), len(ranked) - 1)
        ]
    return np.where(lists >= 0, found, 0)
