"""What became of suggestions that the data of earlier days would have given: the back-test."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

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
LEAST: Final = 30
"""With fewer suggestions of a level no share is named."""
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
    """

    version: str
    levels: Mapping[tuple[str, Level], Followed]
    cold: Mapping[tuple[str, Level], Followed]

    def tells(self, kind: str) -> bool:
        """Say whether higher levels of a kind came true more often, where enough were shown."""
        followed = [self.levels[kind, one] for one in reversed(list(LEVELS))]
        shares = [one.came / one.shown for one in followed if one.shown >= LEAST]
        return shares == sorted(set(shares))

    def whole(self, kind: str) -> tuple[Followed, Followed]:
        """Return what became of all suggestions of a kind, and of those after a cold start."""
        all_of_them, cold = (
            Followed(
                sum(found[kind, one].shown for one in LEVELS),
                sum(found[kind, one].came for one in LEVELS),
            )
            for found in (self.levels, self.cold)
        )
        return all_of_them, cold

    def document(self) -> dict[str, Any]:
        """Return the back-test as it is recorded."""
        return {
            "version": self.version,
            "days": [day.isoformat() for day in DAYS],
            "first": FIRST,
            "levels": _listed(self.levels),
            "coldStart": _listed(self.cold),
        }

    @classmethod
    def of(cls, document: Mapping[str, Any]) -> "BackTest":
        """Return a back-test that was recorded."""
        levels, cold = _read(document["levels"]), _read(document["coldStart"])
        return cls(document["version"], levels, cold)


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
    entry between the two sides that starts later counts as success.
    """
    cases = [case for day in DAYS for case in _cases(landscape, day)]
    return BackTest(
        landscape.version,
        _counted(cases),
        _counted([case for case in cases if case.cold]),
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


def _listed(found: Mapping[tuple[str, Level], Followed]) -> dict[str, dict[str, list[int]]]:
    return {
        kind: {one: [found[kind, one].shown, found[kind, one].came] for one in LEVELS}
        for kind in TESTED
    }


def _read(listed: Mapping[str, Mapping[str, list[int]]]) -> dict[tuple[str, Level], Followed]:
    return {(kind, one): Followed(*listed[kind][one]) for kind in TESTED for one in LEVELS}
