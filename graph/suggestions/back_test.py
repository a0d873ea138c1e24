"""What became of suggestions that the data of earlier days would have given: the back-test."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import numpy as np

from graph.keys import municipality_key
from graph.landscape import Landscape
from graph.suggestions.catalogue import candidates
from graph.suggestions.results import LEVELS, Level
from graph.suggestions.scope import Scope

HIGH: Final = 0.65
MEDIUM: Final = 0.4
"""Thresholds on the score; set by reading suggestions of twenty districts, not by fitting."""

TESTED: Final = ("agency", "foundation")
"""Kinds whose success would show as a dated tie between the two sides."""
DAYS: Final = (date(2014, 12, 31), date(2018, 12, 31), date(2022, 12, 31))
FIRST: Final = 10
"""So many suggestions of each district are followed up."""


@dataclass(frozen=True, slots=True)
class Followed:
    """What became of some suggestions.

    Attributes:
        shown: suggestions on the days of the back-test.
        came: those whose two sides have an entry that starts after the day.
    """

    shown: int
    came: int


@dataclass(frozen=True, slots=True)
class BackTest:
    """A back-test of one landscape.

    Attributes:
        version: of the landscape.
        levels: kind and level → what became of them.
        cold: the same, only for districts with at most one earlier tie.
        curves: kind → (score, share) by score: the share that came true, never falling with the
            score. Source: isotonic regression (Zadrozny and Elkan 2002), as in scikit-learn.
    """

    version: str
    levels: Mapping[tuple[str, Level], Followed]
    cold: Mapping[tuple[str, Level], Followed]
    curves: Mapping[str, tuple[tuple[float, float], ...]]

    def share(self, kind: str, score: float) -> float:
        """Return the share of suggestions of a kind with such a score that came true."""
        scores, shares = zip(*self.curves[kind], strict=True)
        return float(np.interp(score, scores, shares))

    def tells(self, kind: str) -> bool:
        """Say whether a higher score of a kind came true more often."""
        shares = [share for _, share in self.curves[kind]]
        return shares[-1] > shares[0]

    def document(self) -> dict[str, Any]:
        """Return the back-test as it is recorded."""
        return {
            "version": self.version,
            "days": [day.isoformat() for day in DAYS],
            "first": FIRST,
            "levels": _listed(self.levels),
            "coldStart": _listed(self.cold),
            "curves": {kind: [list(knot) for knot in curve] for kind, curve in self.curves.items()},
        }

    @classmethod
    def of(cls, document: Mapping[str, Any]) -> "BackTest":
        """Return a back-test that was recorded."""
        curves = {
            kind: tuple((float(score), float(share)) for score, share in curve)
            for kind, curve in document["curves"].items()
        }
        levels, cold = _read(document["levels"]), _read(document["coldStart"])
        return cls(document["version"], levels, cold, curves)


@dataclass(frozen=True, slots=True)
class _Case:
    kind: str
    score: float
    came: bool
    cold: bool


def level(score: float) -> Level:
    """Return the level of a score."""
    return "high" if score >= HIGH else "medium" if score >= MEDIUM else "low"


def back_test(landscape: Landscape) -> BackTest:
    """Return what became of suggestions that the data of earlier days would have given.

    For each day the first ten suggestions of every district are made with what was known then; an
    entry between the two sides that starts later counts as success. Needs scikit-learn.
    """
    cases = [case for day in DAYS for case in _cases(landscape, day)]
    return BackTest(
        landscape.version,
        _counted(cases),
        _counted([case for case in cases if case.cold]),
        {kind: _curve([case for case in cases if case.kind == kind]) for kind in TESTED},
    )


def _cases(landscape: Landscape, day: date) -> list[_Case]:
    scope, later, found = Scope(landscape, day), _later_partners(landscape, day), []
    for ags in landscape.districts:
        keys = scope.administration(ags)
        future = set().union(*(later[key] for key in keys))
        cold = len(scope.ties_of(keys)) <= 1
        for kind in TESTED:
            order = candidates(scope, municipality_key(ags), kind, "")[:FIRST]
            found += [_Case(kind, one.score, one.partner in future, cold) for one in order]
    return found


def _later_partners(landscape: Landscape, day: date) -> Mapping[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for tie in landscape.ties.values():
        begins = tie.interval.valid_from if tie.interval.start else None
        if begins is not None and begins > day:
            for actor in tie.actors:
                found[actor].update(tie.actors)
    return found


def _counted(cases: list[_Case]) -> dict[tuple[str, Level], Followed]:
    shown, came = Counter[tuple[str, Level]](), Counter[tuple[str, Level]]()
    for case in cases:
        shown[case.kind, level(case.score)] += 1
        came[case.kind, level(case.score)] += case.came
    return {
        (kind, one): Followed(shown[kind, one], came[kind, one])
        for kind in TESTED
        for one in LEVELS
    }


def _curve(cases: list[_Case]) -> tuple[tuple[float, float], ...]:
    if not cases:
        return ((0.0, 0.0), (1.0, 0.0))
    from sklearn.isotonic import IsotonicRegression  # noqa: PLC0415 - nobody else waits for it

    fit = IsotonicRegression(y_min=0.0, y_max=1.0, out_of_bounds="clip")
    fit.fit([case.score for case in cases], [float(case.came) for case in cases])
    knots = zip(fit.X_thresholds_, fit.y_thresholds_, strict=True)
    return tuple((round(float(score), 6), round(float(share), 6)) for score, share in knots)


def _listed(found: Mapping[tuple[str, Level], Followed]) -> dict[str, dict[str, list[int]]]:
    return {
        kind: {one: [found[kind, one].shown, found[kind, one].came] for one in LEVELS}
        for kind in TESTED
    }


def _read(listed: Mapping[str, Mapping[str, list[int]]]) -> dict[tuple[str, Level], Followed]:
    return {(kind, one): Followed(*listed[kind][one]) for kind in TESTED for one in LEVELS}
