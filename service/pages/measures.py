"""What a map or matrix can show of a district: official figures, and what is known of its ties."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

from graph.analyses.gaps import find_gaps
from graph.keys import municipality_key
from graph.landscape import Landscape
from graph.near import no_such
from graph.once import once_per_landscape
from graph.suggestions import suggest
from ontology.texts import Text
from service.pages.views_indicators import wordings

STANDARD: Final = "partners"

COUNTS: Final = {
    "partners": Text("Bekannte Partner", "Known partners"),
    "agreements": Text("Laufende Vereinbarungen mit Agenturen", "Current agreements with agencies"),
    "programmes": Text("Teilnahmen an Programmen", "Participations in programmes"),
    "gaps": Text("Gefundene Lücken", "Gaps found"),
    "suggestions": Text("Vorschläge mit starken Gründen", "Suggestions with strong reasons"),
}
_EXPLAINED: Final = {
    "partners": Text(
        "Andere Akteure, mit denen Verwaltung, Bildungsbüro oder Gremien des Kreises am Stichtag"
        " durch eine laufende oder undatierte Verbindung verbunden sind.",
        "Other actors to which administration, education office or bodies of the district are tied"
        " on the day, by a current or undated tie.",
    ),
    "agreements": Text(
        "Ziel-, Kooperations- und Rahmenvereinbarungen mit Transferagenturen und ihren Nachfolgern,"
        " die am Stichtag laufen.",
        "Target, cooperation and framework agreements with transfer agencies and their successors"
        " that are current on the day.",
    ),
    "programmes": Text(
        "Teilnahmen an Förder- und Unterstützungsprogrammen, die bis zum Stichtag begonnen haben,"
        " auch beendete und undatierte.",
        "Participations in funding and support programmes that began by the day, also ended and"
        " undated ones.",
    ),
    "gaps": Text(
        "Lücken, die unsere Auswertung am Stichtag für den Kreis findet, ohne die Felder, zu denen"
        " nur Angaben fehlen. Wo über einen Kreis gar nichts bekannt ist, findet sie keine.",
        "Gaps that our analysis finds for the district on the day, without fields of which only"
        " facts are missing. Where nothing at all is known of a district, it finds none.",
    ),
    "suggestions": Text(
        "Wie viele der ersten zehn Vorschläge für den Kreis am Stichtag Gründe der Stärke „hoch“"
        " haben. Viel heißt: Es ist genug bekannt, um etwas vorzuschlagen.",
        "How many of the first ten suggestions for the district on the day have reasons of strength"
        " “high”. Much means: enough is known to suggest something.",
    ),
}
_CAUTION: Final = Text(
    "Schraffiert heißt: uns ist nichts bekannt. Es heißt nicht, dass es nichts gibt.",
    "Hatched means: we know of nothing. It does not mean that there is nothing.",
)


@dataclass(frozen=True, slots=True)
class Measure:
    """One thing that a map can show.

    Attributes:
        unit: stands after the value, empty for counts.
        digits: after the comma.
        note: what to know when reading it.
        years: with values, latest first; empty for what is counted on a day.
        is_indicator: an official figure.
    """

    key: str
    label: Text
    unit: Text
    digits: int
    note: Text
    years: tuple[int, ...]

    @property
    def is_indicator(self) -> bool:
        """Whether it is an official figure."""
        return bool(self.years)


def measure(landscape: Landscape, key: str) -> Measure:
    """Return a measure.

    Raises:
        UnknownThingError: with near matches.
    """
    if key in COUNTS:
        note = Text(f"{_EXPLAINED[key].de} {_CAUTION.de}", f"{_EXPLAINED[key].en} {_CAUTION.en}")
        return Measure(key, COUNTS[key], Text("", ""), 0, note, ())
    concept = landscape.indicators.get(key)
    if concept is None:
        names = {name: label.de for name, label in labels(landscape).items()}
        raise no_such(
            Text(f"Es gibt keine Kennzahl „{key}“.", f'There is no indicator "{key}".'),
            key,
            names,
        )
    wording = wordings()[key]
    years = {
        year
        for (indicator, _), series in landscape.observations.items()
        if indicator == key
        for year, _ in series
    }
    ordered = tuple(sorted(years, reverse=True))
    return Measure(key, concept.label, wording.unit, 1, wording.note, ordered)


def labels(landscape: Landscape) -> dict[str, Text]:
    """Return the name of every measure by key."""
    return COUNTS | {key: concept.label for key, concept in landscape.indicators.items()}


def values(landscape: Landscape, what: Measure, day: date, year: int) -> dict[str, float]:
    """Return AGS → value; districts of which nothing is known are absent.

    Args:
        landscape: where to look.
        what: is measured.
        day: the day for counts.
        year: the year for official figures.
    """
    if what.is_indicator:
        found = {}
        for ags in landscape.districts:
            series = dict(landscape.observations.get((what.key, ags), ()))
            if year in series:
                found[ags] = series[year]
        return found
    if what.key == "gaps":
        return _gaps(landscape, day)
    if what.key == "suggestions":
        strong = {ags: strong_suggestions(landscape, ags, day) for ags in landscape.districts}
        return {ags: float(count) for ags, count in strong.items() if count}
    count = {"partners": _partners, "agreements": _agreements, "programmes": _programmes}[what.key]
    counted = {ags: float(count(landscape, ags, day)) for ags in landscape.districts}
    return {ags: value for ags, value in counted.items() if value}


def partner_ties(
    landscape: Landscape, ags: str, day: date, statuses: tuple[str, ...] = ("current", "undated")
) -> Mapping[str, list[str]]:
    """Return partner → keys of the ties with a district that have one of the statuses on a day."""
    own = set(landscape.actors_of_district(ags))
    found: dict[str, list[str]] = {}
    for tie in landscape.ties_of(own):
        if tie.interval.status_on(day) in statuses:
            for actor in tie.actors:
                if actor not in own:
                    found.setdefault(actor, []).append(tie.key)
    return found


def _gaps(landscape: Landscape, day: date) -> dict[str, float]:
    found: Counter[str] = Counter()
    for gap in find_gaps(landscape, day):
        if gap.status == "gap" and gap.district:
            found[gap.district] += 1
    return {ags: float(count) for ags, count in found.items()}


def strong_suggestions(landscape: Landscape, ags: str, day: date) -> int:
    """Return how many of the first suggestions for a district have strong reasons; kept."""
    return _strong(landscape)(ags, day)


@once_per_landscape
def _strong(landscape: Landscape) -> Callable[[str, date], int]:
    # some seconds for all districts: kept, because a map is asked for again and again
    @lru_cache(maxsize=4 * len(landscape.districts))
    def counted(ags: str, day: date) -> int:
        return sum(one.level == "high" for one in suggest(landscape, ags, day).items)

    return counted


def _partners(landscape: Landscape, ags: str, day: date) -> int:
    return len(partner_ties(landscape, ags, day))


def _agreements(landscape: Landscape, ags: str, day: date) -> int:
    return sum(
        tie.class_ == "TransferAgreement" and tie.interval.status_on(day) == "current"
        for tie in landscape.ties_of([municipality_key(ags)])
    )


def _programmes(landscape: Landscape, ags: str, day: date) -> int:
    found = landscape.participations_of(landscape.actors_of_district(ags))
    return sum(tie.interval.status_on(day) != "future" for tie in found)
