"""How the record of a foundation is weighed and told: where, with whom, since or until when."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from graph.analyses.wording import in_state
from graph.links import DAYS_PER_YEAR
from graph.suggestions.candidates import Argument
from graph.suggestions.ground import Engagement
from graph.suggestions.scope import Scope, addresses
from graph.suggestions.wording import (
    english_place,
    further,
    noun,
    period,
    place,
    plain_name,
    tie_name,
)
from ontology.texts import Text

HALF_LIFE_YEARS: Final = 6.0
"""A foundation that was active six years ago counts half as much as one that is active now."""
LEAST: Final = 0.2
UNDATED: Final = 0.6

_LVO: Final = "lernen-vor-ort"
_SPONSORING: Final = frozenset({"CoreSponsorship", "ThematicSponsorship", "AllianceMembership"})


@dataclass(frozen=True, slots=True)
class Where:
    """How a sentence says where a foundation works."""

    german: str
    english: str


HERE: Final = Where("vor Ort", "here")
LIKE: Final = Where("in vergleichbaren Kreisen", "in comparable districts")
NEARBY: Final = Where("in der Nachbarschaft", "in the neighbourhood")
SAME_STATE: Final = Where("anderswo im selben Land", "elsewhere in the same state")


@dataclass(frozen=True, slots=True)
class Found:
    """What a foundation did in some districts.

    Attributes:
        engaged: its engagements there, at least one.
        among: the districts that are meant.
    """

    engaged: tuple[Engagement, ...]
    among: frozenset[str]

    @classmethod
    def in_state(cls, engaged: tuple[Engagement, ...], state: str) -> "Found":
        """Return engagements with those of their districts that are in a state."""
        places = {ags for one in engaged for ags in one.places if ags[:2] == state}
        return cls(engaged, frozenset(places))


def recency(scope: Scope, engagement: Engagement) -> float:
    """Return how much an engagement counts: 1 if current, less the longer ago it ended."""
    return scope.remembered_tie("recency", engagement.tie, lambda: _recency(scope, engagement))


def ties_argument(scope: Scope, key: str, found: "Found", weight: float, where: Where) -> Argument:
    """Return that a foundation works or worked somewhere, with the latest three examples."""
    engaged = found.engaged

    def say() -> Text:
        shown = _examples(scope, found)
        who, rest = noun(scope.landscape.actors[key].class_), len(engaged) - len(shown)
        verb = _verb(scope, engaged)
        listed = [_listed(scope, key, one, found.among) for one in shown]
        more = further(rest, "cooperation")
        return Text(
            f"{who.de} {verb.de.format(where.german)}: {'; '.join(one.de for one in listed)}"
            f"{more.de}.",
            f"{who.en} {verb.en} {where.english}: {'; '.join(one.en for one in listed)}{more.en}.",
        )

    iris = tuple(one.tie.iri for one in engaged)
    return Argument(
        weight,
        say,
        iris,
        lambda: addresses(e for one in _examples(scope, found) for e in one.tie.evidence),
        iris,
    )


def against(
    scope: Scope, key: str, ags: str, engaged: Sequence[Engagement], *, home: str = ""
) -> Text:
    """Return what speaks most against a foundation.

    Args:
        scope: what is known.
        key: of the foundation.
        ags: the district that asks.
        engaged: what the foundation does or did.
        home: the other state where nearly all of it is; empty if it is not so.
    """
    who = noun(scope.landscape.actors[key].class_)
    ends = [one.tie.interval.valid_through for one in engaged if _ended(scope, one)]
    if engaged and len(ends) == len(engaged):
        last = max(end.year for end in ends if end)
        german, english = (f"{text[:1].lower()}{text[1:]}" for text in (who.de, who.en))
        return Text(
            f"Alle verzeichneten Kooperationen sind beendet, die letzte {last}: ob {german} noch"
            " Kommunen fördert, ist offen.",
            f"All recorded cooperations have ended, the last one in {last}: whether {english} still"
            " supports municipalities is open.",
        )
    places = {place for one in engaged for place in one.places}
    if home:
        return _elsewhere(scope, ags, home, places)
    many = len(places)
    if many >= 10:
        return Text(
            f"{who.de} ist in {many} Kreisen verzeichnet; Anfragen gibt es vermutlich viele.",
            f"{who.en} is recorded in {many} districts; it presumably gets many requests.",
        )
    district = scope.landscape.districts[ags]
    return Text(
        f"Eine laufende Förderung für {place(district, 'accusative')} als Ganzes ist nicht"
        " verzeichnet, und Förderbedingungen stehen nicht in den Daten.",
        f"No current support for {english_place(district)} as a whole is recorded, and the data"
        " hold no funding conditions.",
    )


def _elsewhere(scope: Scope, ags: str, home: str, places: Collection[str]) -> Text:
    mine, theirs = scope.landscape.states[ags[:2]], scope.landscape.states[home]
    there = sum(one.startswith(home) for one in places)
    return Text(
        f"Von den {len(places)} Kreisen, in denen sie verzeichnet ist, liegen {there}"
        f" {in_state(theirs.de)}, keiner {in_state(mine.de)}: ob sie dort fördert, ist offen.",
        f"Of the {len(places)} districts where it is recorded {there} are in {theirs.en}, none in"
        f" {mine.en}: whether it supports anything there is open.",
    )


def unknown(scope: Scope, key: str) -> Text:
    """Return what the data do not say about a foundation, and whether it was in Lernen vor Ort."""
    who = noun(scope.landscape.actors[key].class_)
    base = Text(
        "Freie Mittel, Antragsfristen und das heutige Fördergebiet sind nicht bekannt; das Gebiet"
        " ist hier nur aus den verzeichneten Einträgen erschlossen.",
        "Free funds, deadlines and today's area of activity are not known; the area is only taken"
        " from the recorded entries.",
    )
    if any(
        tie.class_ in _SPONSORING or tie.programme == _LVO for tie in scope.landscape.ties_of([key])
    ):
        return base
    return Text(
        f"{who.de} ist nur aus Einträgen außerhalb von Lernen vor Ort bekannt; eine Mitwirkung dort"
        f" ist nicht verzeichnet. {base.de}",
        f"{who.en} is only known from entries outside Lernen vor Ort; no part in it is recorded."
        f" {base.en}",
    )


def _verb(scope: Scope, engaged: Sequence[Engagement]) -> Text:
    found = {scope.status(one.tie) for one in engaged}
    if found == {"current"}:
        return Text("arbeitet {}", "works")
    if found == {"ended"}:
        return Text("hat {} gearbeitet", "worked")
    return Text("arbeitet oder arbeitete {}", "works or worked")


def _examples(scope: Scope, found: Found) -> list[Engagement]:
    latest = sorted(found.engaged, key=lambda one: (-recency(scope, one), one.tie.key))
    by_place = {one.places & found.among: one for one in reversed(latest)}
    return [one for one in latest if by_place[one.places & found.among] is one][:3]


def _listed(scope: Scope, key: str, engagement: Engagement, among: frozenset[str]) -> Text:
    tie, districts = engagement.tie, sorted(engagement.places & among)
    actors = [scope.landscape.actors[one] for one in tie.actors if one != key]
    places = ", ".join(plain_name(scope.landscape.municipality(ags)) for ags in districts[:2])
    others = [one for one in actors if scope.ground.district_of.get(one.key) not in districts]
    names = ", ".join(plain_name(one) for one in others)
    what, when = tie_name(scope.landscape, tie), period(tie.interval)
    by = Text(f"mit {names}: " if names else "", f"with {names}: " if names else "")
    return Text(
        f"{places} ({by.de}{what.de}, {when.de})", f"{places} ({by.en}{what.en}, {when.en})"
    )


def _ended(scope: Scope, engagement: Engagement) -> bool:
    return scope.status(engagement.tie) == "ended"


def _recency(scope: Scope, engagement: Engagement) -> float:
    status, end = scope.status(engagement.tie), engagement.tie.interval.valid_through
    if status == "undated":
        return UNDATED
    if status == "current" or end is None:
        return 1.0
    return float(max(LEAST, 2.0 ** (-(scope.day - end).days / DAYS_PER_YEAR / HALF_LIFE_YEARS)))
