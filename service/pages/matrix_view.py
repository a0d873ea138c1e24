"""Theme by district: what is known, what is missing, what nobody can say."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, partial
from typing import Final, Literal

from graph.analyses.activity import EXPIRED_BELOW, ActivityTable
from graph.analyses.gaps import find_gaps
from graph.analyses.wording import listed, number
from graph.landscape import Landscape
from graph.once import once_per_landscape
from ontology.texts import Text

State = Literal["known", "gap", "past", "unknown"]

SIGNS: Final[Mapping[State, tuple[str, Text]]] = {
    "known": ("●", Text("Aktivität bekannt", "activity known")),
    "gap": ("!", Text("Lücke", "gap")),
    "past": ("○", Text("nur früher", "only in the past")),
    "unknown": ("?", Text("nicht bekannt", "not known")),
}
"""Sign and meaning; the sign stands beside the words, colour only on top."""

_DAYS_KEPT: Final = 4
_KINDS: Final = ("coverage", "surprising", "supply-need")
"""Kinds of gaps that say that a theme is missing in a district."""


@dataclass(frozen=True, slots=True)
class Field:
    """One district in one theme.

    Attributes:
        facts: number of known activities, current and past.
    """

    state: State
    facts: int


@dataclass(frozen=True, slots=True)
class Matrix:
    """All districts and themes on a day.

    Attributes:
        fields: (AGS, theme) → field; those that are not there are unknown.
    """

    fields: Mapping[tuple[str, str], Field]

    def field(self, ags: str, theme: str) -> Field:
        """Return one field."""
        return self.fields.get((ags, theme), _UNKNOWN)

    def themes_with_content(self, districts: Sequence[str]) -> set[str]:
        """Return the themes of which something is known or missing in some districts."""
        wanted = set(districts)
        return {theme for ags, theme in self.fields if ags in wanted}


_UNKNOWN: Final = Field("unknown", 0)


def matrix(landscape: Landscape, day: date) -> Matrix:
    """Return the matrix of a landscape on a day, kept for the days last asked for."""
    return _days(landscape)(day)


@once_per_landscape
def _days(landscape: Landscape) -> Callable[[date], Matrix]:
    return lru_cache(maxsize=_DAYS_KEPT)(partial(_made, landscape))


def _made(landscape: Landscape, day: date) -> Matrix:
    table = ActivityTable(landscape, day)
    fields = {}
    for (ags, theme), facts in table.cells.items():
        known = facts[0].weight >= EXPIRED_BELOW
        fields[ags, theme] = Field("known" if known else "past", len(facts))
    for kind in _KINDS:
        for gap in find_gaps(landscape, day, kind=kind):
            place = gap.district, gap.theme
            before = fields.get(place, _UNKNOWN)
            if all(place) and gap.status == "gap" and before.state != "known":
                fields[place] = Field("gap", before.facts)
    return Matrix(fields)


def summary(
    found: Matrix, names: Mapping[str, str], districts: Sequence[str], themes: Sequence[str]
) -> list[Text]:
    """Return what the matrix says, in sentences.

    Args:
        found: the matrix.
        names: theme → name in the language of the reader.
        districts: rows.
        themes: columns.
    """
    states: Counter[State] = Counter()
    by_theme: dict[State, Counter[str]] = {"known": Counter(), "gap": Counter()}
    for ags in districts:
        for theme in themes:
            state = found.field(ags, theme).state
            states[state] += 1
            if state in by_theme:
                by_theme[state][theme] += 1
    all_ = len(districts) * len(themes)
    fields, known, gap, past, unknown = (
        number(count) for count in (all_, *(states[one] for one in SIGNS))
    )
    told = [
        Text(
            f"{len(districts)} Kreise und {len(themes)} Themen: von {fields.de} Feldern ist in"
            f" {known.de} eine Aktivität bekannt, {gap.de} sind Lücken, {past.de} nur früher"
            f" belegt, von {unknown.de} ist nichts bekannt.",
            f"{len(districts)} districts and {len(themes)} themes: of {fields.en} fields"
            f" {known.en} have a known activity, {gap.en} are gaps, {past.en} only had one in the"
            f" past, of {unknown.en} nothing is known.",
        )
    ]
    for state, german, english in (
        ("known", "Am häufigsten bekannt", "Most often known"),
        ("gap", "Die meisten Lücken", "Most gaps"),
    ):
        top = [f"{names[theme]} ({count})" for theme, count in by_theme[state].most_common(3)]
        if top:
            told.append(Text(f"{german}: {listed(top).de}.", f"{english}: {listed(top).en}."))
    return told
