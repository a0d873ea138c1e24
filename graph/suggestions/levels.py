"""What the three levels mean: thresholds on the score, and what a back-test says about them."""

from typing import Final

from graph.suggestions.results import LEVELS, Level
from ontology.texts import Text

HIGH: Final = 0.65
MEDIUM: Final = 0.4
"""Thresholds on the score; set by reading suggestions of twenty districts, not by fitting."""


def level_of(score: float) -> tuple[Level, Text]:
    """Return the level of a score and what is known about its reliability."""
    level: Level = "high" if score >= HIGH else "medium" if score >= MEDIUM else "low"
    label = LEVELS[level]
    return level, Text(
        f"Stufe „{label.de}“ nach der Stärke der Einträge; nicht rückgetestet, weil zu wenige"
        " datierte Einträge vorliegen.",
        f'Level "{label.en}" by the strength of the entries; not back-tested, as there are too few'
        " dated entries.",
    )
