"""What an evaluation found: metrics of every method, with intervals and ratios, as plain data."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final, Literal

from graph.evaluation.chances import Bin
from ontology.texts import Text

LEAST_GAIN: Final = 1e-3
"""Ratios take an nDCG below this for this; nothing divides by zero."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A mean over asking actors with its 95 % bootstrap interval; None where nothing counts."""

    value: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class MethodResult:
    """How one method did.

    Attributes:
        metrics: name → estimate over asking actors.
        gini: how unevenly candidates are suggested, over all lists.
        coverage: share of the candidates that are suggested at least once.
        top_share: share of the suggestions that go to the most suggested 1 % of the candidates.
        against: nDCG@10 of the engine minus that of this method, paired bootstrap.
    """

    metrics: Mapping[str, Estimate]
    gini: float
    coverage: float
    top_share: float
    against: Estimate


@dataclass(frozen=True, slots=True)
class Compared:
    """How one method did on the slice before the cut.

    Attributes:
        by_score: nDCG@10 of its order.
        shown: nDCG@10 of its lists after they were made as even as those of resource allocation;
            None if they could not be.
    """

    by_score: float
    shown: float | None


Reason = Literal["ahead", "safe", "no_history"]


@dataclass(frozen=True, slots=True)
class Choice:
    """Which method ranks, and why.

    Attributes:
        name: of the method.
        reason: `ahead` (clearly the best on the slice before), `safe` (nothing was clearly ahead of
            resource allocation) or `no_history` (nothing to check on).
        checked: name → how each method did; empty if there was nothing to check on.
        weights: of the learned ranker, largest first; empty if another method was chosen.
        checked_askers: asking actors of the back-test, drawn by chance where there are many.
        learned_askers: asking actors the chosen method was learned from; 0 if it learns nothing.
    """

    name: str
    reason: Reason
    checked: Mapping[str, Compared]
    weights: Mapping[str, float]
    checked_askers: int
    learned_askers: int


@dataclass(frozen=True, slots=True)
class Reliability:
    """Whether suggestions came true as often as the slice before the cut said.

    Attributes:
        bins: suggestions in ten groups by what was said.
        error: mean distance of said and come, by suggestion (expected calibration error).
        brier: mean squared distance of what was said from what came (1 or 0).
        base: Brier score of saying the mean share for every suggestion.
    """

    bins: tuple[Bin, ...]
    error: float
    brier: float
    base: float


@dataclass(frozen=True, slots=True)
class CutResult:
    """What one cut showed.

    Attributes:
        cut: ISO date; everything before it is known.
        until: ISO date, exclusive; what starts in between is to be foreseen.
        actors: known before the cut.
        cooperations: before the cut.
        new_pairs: that first cooperate in between, both known before.
        able: actors with a new partner.
        askers: those of them that were asked.
        sampled: whether the askers were drawn by chance, as there are too many to ask all.
        cold_askers: those of them with at most one earlier cooperation.
        engine: the method that was chosen, and why.
        methods: name → result; `engine` is the chosen one with varied lists,
            `engine_by_score` the same without variety.
        cold: the same for askers with at most one earlier cooperation; empty if there are none.
        calibration: None where the slice before had too little to calibrate on.
        seconds: for choosing, ranking and measuring.
    """

    cut: str
    until: str
    actors: int
    cooperations: int
    new_pairs: int
    able: int
    askers: int
    sampled: bool
    cold_askers: int
    engine: Choice
    methods: Mapping[str, MethodResult]
    cold: Mapping[str, MethodResult]
    calibration: Reliability | None
    seconds: float


@dataclass(frozen=True, slots=True)
class Report:
    """The whole evaluation.

    Attributes:
        actors: in all files.
        cooperations: in all files.
        first: ISO date of the first start.
        last: ISO date of the last start.
        notes: what was left out while reading, and how often.
        cuts: one result for each cut of use.
        skipped: why the other cuts are of no use.
        ratios: nDCG@10 of the engine over that of a method, geometric mean over the cuts.
        floored: method → cuts at which its nDCG@10 was below `LEAST_GAIN`, so that its ratio says
            no more than that it found next to nothing; only methods with such a cut, and where
            `engine` is among them, every ratio rests on the floor.
        seed: of everything that was drawn.
    """

    actors: int
    cooperations: int
    first: str
    last: str
    notes: Mapping[str, int]
    cuts: tuple[CutResult, ...]
    skipped: tuple[Text, ...]
    ratios: Mapping[str, float]
    floored: Mapping[str, tuple[str, ...]]
    seed: int

    def to_json(self) -> dict[str, Any]:
        """Return plain data for `json.dumps`."""
        return asdict(self)
