"""Which agency is responsible for a district on a day, and on what ground."""

from collections.abc import Iterator, Sequence
from typing import Final

from graph.analyses.wording import in_state, number
from graph.keys import municipality_key
from graph.suggestions.candidates import Argument, Candidate, Case, Only
from graph.suggestions.scope import Scope, addresses
from graph.suggestions.specialists import specialists
from graph.suggestions.wording import (
    capital,
    english_place,
    further,
    joined,
    period,
    place,
    plain_name,
    quoted,
    tie_label,
    until,
)
from graph.things import ServiceArea, Tie
from ontology.texts import Text

RESPONSIBLE: Final = {"all": 0.5, "large-cities": 0.5, "members": 0.3, "part": 0.25}
"""Extent of a service area → weight: for `part` nobody says whether the district belongs to it."""

WHOLE: Final = ("all", "large-cities")
"""Extents that cover every district that they name."""

PEERS: Final = 0.25
RENEWAL: Final = 0.15
NEAREST: Final = 20


def agencies(scope: Scope, ags: str, theme: str, only: Only = None) -> list[Candidate]:
    """Return the agencies that could support a district and have no agreement with it now.

    These are the ones responsible for it, and nationwide centres for a need that it stated.

    An agency that has ended, or whose work in the state was taken over, is never among them.

    Args:
        scope: what is known.
        ags: the district that asks.
        theme: only agencies with an offer on this theme; empty for all.
        only: only these partners; None for all.
    """
    partners = scope.partners(scope.administration(ags))
    regional = [
        _candidate(scope, ags, area)
        for area in responsible(scope, ags)
        if area.agency not in partners
        and (only is None or area.agency in only)
        and scope.offers_on(area.agency, theme)
    ]
    return [*regional, *specialists(scope, ags, theme, only)]


def responsible(scope: Scope, ags: str) -> list[ServiceArea]:
    """Return the service areas that may cover a district on the day, one for each agency."""
    district = scope.landscape.districts[ags]
    found = {
        area.agency: area
        for area in scope.service_areas()
        if area.state == district.state and district.population >= area.minimum_population
    }
    return [found[agency] for agency in sorted(found)]


def area_argument(scope: Scope, ags: str, area: ServiceArea, weight: float) -> Argument:
    """Return that an agency is, or may be, responsible for a district."""

    def say() -> Text:
        text = _area_text(scope, ags, area)
        none = Text(
            " Eine laufende Vereinbarung ist nicht verzeichnet.",
            " No current agreement is recorded.",
        )
        return Text(text.de + none.de, text.en + none.en)

    return Argument(
        weight,
        say,
        (area.iri,),
        lambda: addresses(area.evidence or scope.landscape.actors[area.agency].evidence),
        (area.iri,),
    )


def agreement_argument(scope: Scope, ags: str, agency: str, weight: float) -> Iterator[Argument]:
    """Return, if so, that a district has an agreement with an agency at present."""
    current = [
        tie
        for tie in scope.ties_of(scope.administration(ags))
        if agency in tie.actors and scope.is_open(tie)
    ]
    if current:
        tie, name = current[0], scope.landscape.actors[agency].name
        label, when = tie_label(scope.landscape, tie), period(tie.interval)
        district = scope.landscape.districts[ags]
        text = Text(
            f"{capital(place(district))} arbeitet schon mit {quoted(name)} zusammen ({label.de},"
            f" {when.de}): die Ansprache ist kurz.",
            f"{english_place(district)} already works with {quoted(name, 'en')} ({label.en},"
            f" {when.en}): contact is easy.",
        )
        iris = tuple(one.iri for one in current)
        yield Argument(weight, lambda: text, iris, lambda: addresses(tie.evidence), iris)


def earlier_agreements(scope: Scope, ags: str, agency: str) -> list[Tie]:
    """Return ended agreements of a district with an agency or one that it followed."""
    ended = scope.remembered("ended agreements", ags, lambda: _ended_agreements(scope, ags))
    line = {agency, *scope.predecessors(agency)}
    return [tie for tie in ended if not line.isdisjoint(tie.actors)]


def _ended_agreements(scope: Scope, ags: str) -> list[Tie]:
    return [
        tie
        for tie in scope.ties_of(scope.administration(ags))
        if tie.class_ == "TransferAgreement" and scope.status(tie) == "ended"
    ]


def renewal_argument(scope: Scope, ags: str, agency: str, weight: float) -> Iterator[Argument]:
    """Return, if so, that a district had an agreement with an agency or its predecessor."""
    ended = earlier_agreements(scope, ags, agency)
    if ended:
        last = max(ended, key=lambda tie: (str(tie.interval.valid_through), tie.key))
        iris = tuple(tie.iri for tie in ended)
        yield Argument(
            weight,
            lambda: _renewal_text(scope, ags, agency, last),
            iris,
            lambda: addresses(evidence for tie in ended for evidence in tie.evidence),
            iris,
        )


def _candidate(scope: Scope, ags: str, area: ServiceArea) -> Candidate:
    actor, weight = scope.landscape.actors[area.agency], RESPONSIBLE[area.extent]
    case = Case(
        arguments=(
            area_argument(scope, ags, area, weight),
            *renewal_argument(scope, ags, area.agency, RENEWAL),
            *_peers_argument(scope, ags, area.agency),
        ),
        against=lambda: _against(scope, ags, area),
        unknown=lambda: Text(
            "Ob es eine Vereinbarung gibt, die nicht veröffentlicht ist, und wie viele Kommunen"
            " noch aufgenommen werden, ist nicht bekannt.",
            "Whether there is an unpublished agreement, and how many municipalities can still be"
            " taken on, is not known.",
        ),
    )
    return Candidate.of(area.agency, case, groups=frozenset({actor.class_}))


def _peers_argument(scope: Scope, ags: str, agency: str) -> Iterator[Argument]:
    found: dict[str, Tie] = {}
    for other in scope.nearest(ags)[:NEAREST]:
        for tie in scope.ties_of(scope.administration(other)):
            if tie.class_ == "TransferAgreement" and agency in tie.actors and scope.is_open(tie):
                found[other] = tie
    if found:
        iris = tuple(tie.iri for tie in found.values())
        yield Argument(
            PEERS * min(1.0, len(found) / 5),
            lambda: _peers_text(scope, ags, list(found)),
            iris,
            lambda: addresses(e for tie in list(found.values())[:3] for e in tie.evidence),
            iris,
        )


def _peers_text(scope: Scope, ags: str, others: Sequence[str]) -> Text:
    names = [plain_name(scope.landscape.actors[municipality_key(one)]) for one in others[:3]]
    rest = len(others) - len(names)
    more = further(rest, "district")
    own = scope.landscape.districts[ags]
    german = f"{', '.join(names)}{more.de}" if rest > 0 else joined(names)
    english = f"{', '.join(names)}{more.en}" if rest > 0 else joined(names, "en")
    return Text(
        f"Von den {NEAREST} vergleichbarsten Kreisen haben {len(others)} eine laufende Vereinbarung"
        f" mit dieser Agentur: {german}."
        if len(others) > 1
        else f"Von den {NEAREST} vergleichbarsten Kreisen hat einer eine laufende Vereinbarung mit"
        f" dieser Agentur: {german}.",
        f"Of the {NEAREST} districts most comparable to {english_place(own)}, {len(others)} have a"
        f" current agreement with this agency: {english}."
        if len(others) > 1
        else f"Of the {NEAREST} districts most comparable to {english_place(own)}, one has a"
        f" current agreement with this agency: {english}.",
    )


def _area_text(scope: Scope, ags: str, area: ServiceArea) -> Text:
    state = scope.landscape.states[area.state]
    district, name = scope.landscape.districts[ags], scope.landscape.actors[area.agency].name
    who, english, where = place(district), english_place(district), in_state(state.de)
    if area.extent == "large-cities":
        return Text(
            f"{quoted(name)} ist für Städte ab {number(area.minimum_population).de} Einwohnern"
            f" zuständig; {who} gehört dazu.",
            f"{quoted(name, 'en')} serves cities of at least"
            f" {number(area.minimum_population).en} inhabitants; {english} is one of them.",
        )
    if area.extent == "members":
        return Text(
            f"{quoted(name)} arbeitet für die Mitglieder {where}.",
            f"{quoted(name, 'en')} works for its members in {state.en}.",
        )
    if area.extent == "part":
        return Text(
            f"{quoted(name)} arbeitet {where}, aber nur in Teilen; ob {who} dazugehört, ist nicht"
            " verzeichnet.",
            f"{quoted(name, 'en')} works in {state.en}, but only in parts; whether {english} is"
            " covered is not recorded.",
        )
    return Text(
        f"{quoted(name)} ist für alle Kreise und kreisfreien Städte {where} zuständig.",
        f"{quoted(name, 'en')} serves all districts in {state.en}.",
    )


def _renewal_text(scope: Scope, ags: str, agency: str, last: Tie) -> Text:
    other = next(actor for actor in last.actors if actor in scope.ground.agencies)
    district, what = scope.landscape.districts[ags], tie_label(scope.landscape, last)
    when, name = until(last.interval), scope.landscape.actors[other].name
    whom = (
        Text("dieser Agentur", "this agency")
        if other == agency
        else Text(
            f"der Vorgängeragentur {quoted(name)}", f"the preceding agency {quoted(name, 'en')}"
        )
    )
    return Text(
        f"{capital(place(district))} hatte {when.de} eine Vereinbarung mit {whom.de} ({what.de}):"
        " daran lässt sich anknüpfen.",
        f"{english_place(district)} had an agreement with {whom.en} {when.en} ({what.en}) that one"
        " can build on.",
    )


def _against(scope: Scope, ags: str, area: ServiceArea) -> Text:
    actor = scope.landscape.actors[area.agency]
    ended = [
        key
        for key in scope.ground.agencies
        if scope.landscape.actors[key].class_ == actor.class_
        and scope.landscape.actors[key].interval.status_on(scope.day) == "ended"
    ]
    if actor.interval.valid_through is None and len(ended) >= 3:
        last = max(
            end.year for key in ended if (end := scope.landscape.actors[key].interval.valid_through)
        )
        return Text(
            f"Für diese Agentur ist kein Ende verzeichnet, {len(ended)} andere ihrer Art haben aber"
            f" bis {last} geendet: bitte prüfen, ob sie noch arbeitet.",
            f"No end is recorded for this agency, but {len(ended)} others of its kind had ended by"
            f" {last}: please check whether it still works.",
        )
    if area.extent in ("part", "members"):
        return Text(
            f"Die Zuständigkeit ist für {place(scope.landscape.districts[ags], 'accusative')} nicht"
            " belegt.",
            f"There is no evidence that it is responsible for"
            f" {english_place(scope.landscape.districts[ags])}.",
        )
    return Text(
        "Begleitung bindet eigenes Personal: ohne jemanden, der in der Verwaltung Zeit für"
        " Bildungsmanagement hat, bleibt sie folgenlos.",
        "Support takes staff of one's own: without somebody in the administration who has time for"
        " education management it comes to nothing.",
    )
