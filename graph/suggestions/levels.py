"""What the three levels mean: thresholds on the score, and what later entries say about them."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from graph.keys import municipality_key
from graph.landscape import Landscape
from graph.once import once_per_landscape
from graph.suggestions.catalogue import candidates
from graph.suggestions.results import LEVELS, Level
from graph.suggestions.scope import Scope
from ontology.texts import Text

HIGH: Final = 0.65
MEDIUM: Final = 0.4
"""Thresholds on the score; set by reading suggestions of twenty districts, not by fitting."""

TESTED: Final = ("agency", "foundation")
"""Kinds whose success would show as a dated tie between the two sides."""
DAYS: Final = (date(2014, 12, 31), date(2018, 12, 31), date(2022, 12, 31))
FIRST: Final = 10
"""So many suggestions of each district are followed up."""
LEAST: Final = 30
"""With fewer suggestions of a level no share is named."""


@dataclass(frozen=True, slots=True)
class Followed:
    """What became of the suggestions of one kind and level.

    Attributes:
        shown: suggestions on the days of the back-test.
        came: those whose two sides have an entry that starts after the day.
    """

    shown: int
    came: int


def level(score: float) -> Level:
    """Return the level of a score."""
    return "high" if score >= HIGH else "medium" if score >= MEDIUM else "low"


def level_of(landscape: Landscape, kind: str, score: float) -> tuple[Level, Text]:
    """Return the level of a score and what is known about its reliability."""
    found = level(score)
    label = LEVELS[found]
    basis = Text(
        f"Stufe „{label.de}“ nach der Stärke der Einträge.",
        f'Level "{label.en}" by the strength of the entries.',
    )
    if kind not in TESTED:
        return found, Text(
            f"{basis.de} Nicht rückgetestet: ob aus einem solchen Vorschlag etwas wurde, hält keine"
            " Quelle mit Datum fest.",
            f"{basis.en} Not back-tested: no source records with a date what became of such a"
            " suggestion.",
        )
    followed = back_test(landscape)[kind, found]
    days = ", ".join(str(day.year) for day in DAYS)
    if followed.shown < LEAST:
        return found, Text(
            f"{basis.de} Nicht rückgetestet: zu wenige Fälle ({followed.shown}, Stichtage {days}).",
            f"{basis.en} Not back-tested: too few cases ({followed.shown}, days {days}).",
        )
    return found, Text(
        f"{basis.de} Im Rückvergleich (Ende {days}) steht zu {followed.came} von {followed.shown}"
        " solchen Vorschlägen ein späterer Eintrag; verzeichnet ist nur ein Teil der Wirklichkeit.",
        f"{basis.en} In the back-test (end of {days}) a later entry exists for {followed.came} of"
        f" {followed.shown} such suggestions; only a part of reality is recorded.",
    )


@once_per_landscape
def back_test(landscape: Landscape) -> Mapping[tuple[str, Level], Followed]:
    """Return what became of suggestions that the data of earlier days would have given.

    For each day the first ten suggestions of every district are made with what was known then; an
    entry between the two sides that starts later counts as success.
    """
    shown, came = Counter[tuple[str, Level]](), Counter[tuple[str, Level]]()
    for day in DAYS:
        scope, later = Scope(landscape, day), _later_partners(landscape, day)
        for ags in landscape.districts:
            future = set().union(*(later[key] for key in scope.administration(ags)))
            for kind in TESTED:
                for candidate in candidates(scope, municipality_key(ags), kind, "")[:FIRST]:
                    found = kind, level(candidate.score)
                    shown[found] += 1
                    came[found] += candidate.partner in future
    return {
        (kind, one): Followed(shown[kind, one], came[kind, one])
        for kind in TESTED
        for one in LEVELS
    }


def _later_partners(landscape: Landscape, day: date) -> Mapping[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for tie in landscape.ties.values():
        begins = tie.interval.valid_from if tie.interval.start else None
        if begins is not None and begins > day:
            for actor in tie.actors:
                found[actor].update(tie.actors)
    return found
