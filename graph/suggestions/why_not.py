"""Why a named organisation is not suggested: the first condition that it fails."""

from collections.abc import Container
from dataclasses import dataclass, replace
from datetime import date

from graph.landscape import Landscape
from graph.suggestions.catalogue import KINDS, candidates, kinds_for
from graph.suggestions.for_agencies import area_of
from graph.suggestions.profiles import heirs
from graph.suggestions.scope import Scope
from graph.suggestions.wording import (
    ended,
    english_place,
    joined,
    period,
    place,
    places,
    quoted,
    tie_label,
)
from ontology.texts import Text


@dataclass(frozen=True, slots=True)
class WhyNot:
    """The answer.

    Attributes:
        text: one or two sentences.
        condition: `self`, `asker-ended`, `declined`, `current-partner`, `ended`, `succeeded`,
            `out-of-reach`, `no-facts`, or `suggested` if it is a candidate after all.
        statements: IRIs of the entries behind it; empty if the answer is that there are none.
    """

    text: Text
    condition: str
    statements: tuple[str, ...]


def why_not(
    landscape: Landscape,
    actor: str,
    other: str,
    day: date,
    *,
    excluded: frozenset[str] = frozenset(),
) -> WhyNot:
    """Return why an organisation is not suggested to an actor, or where it stands if it is.

    Args:
        landscape: where to look.
        actor: who asks; key, IRI or AGS.
        other: the organisation asked about.
        day: see `suggest`.
        excluded: see `suggest`.

    Raises:
        UnknownThingError: if one of them does not exist.
    """
    asking, wanted = landscape.actor(actor).key, landscape.actor(other).key
    scope = Scope(landscape, day)
    own = _own(scope, asking)
    for answer in (
        _is_self(scope, asking, own, wanted),
        _has_asker_ended(scope, asking),
        _is_declined(scope, wanted, excluded),
        _is_partner(scope, own, wanted),
        has_ended(scope, wanted),
        is_succeeded(scope, wanted),
        _is_candidate(scope, asking, wanted),
        _is_out_of_reach(scope, asking, wanted),
        _is_out_of_area(scope, asking, wanted),
    ):
        if answer is not None:
            return answer
    name = landscape.actors[wanted].name
    return WhyNot(
        Text(
            f"Es gibt keinen Eintrag, der {quoted(name)} mit dieser Anfrage verbindet: kein"
            " gemeinsamer Partner, kein vergleichbarer Kreis, kein passendes Thema. Das kann an den"
            " Daten liegen.",
            f"No entry connects {quoted(name, 'en')} with this request: no shared partner, no"
            " comparable district, no fitting theme. This may be due to the data.",
        ),
        "no-facts",
        (),
    )


def _own(scope: Scope, asking: str) -> tuple[str, ...]:
    ags = scope.ground.district_of.get(asking)
    return scope.administration(ags) if ags else (asking,)


def _is_self(scope: Scope, asking: str, own: tuple[str, ...], wanted: str) -> WhyNot | None:
    if wanted not in own:
        return None
    if wanted != asking and (gone := has_ended(scope, wanted)):
        return gone
    text = Text("Das ist der anfragende Akteur selbst.", "This is the asking actor itself.")
    return WhyNot(text, "self", ())


def _has_asker_ended(scope: Scope, asking: str) -> WhyNot | None:
    gone = has_ended(scope, asking) or is_succeeded(scope, asking)
    return replace(gone, condition="asker-ended") if gone else None


def _is_declined(scope: Scope, wanted: str, excluded: frozenset[str]) -> WhyNot | None:
    if wanted not in excluded:
        return None
    name = scope.landscape.actors[wanted].name
    text = Text(
        f"Ein Vorschlag mit {quoted(name)} wurde abgelehnt; bis die Frist abläuft, wird er nicht"
        " wiederholt.",
        f"A suggestion with {quoted(name, 'en')} was declined; it is not repeated until that"
        " expires.",
    )
    return WhyNot(text, "declined", ())


def _is_partner(scope: Scope, own: tuple[str, ...], wanted: str) -> WhyNot | None:
    ties = [tie for tie in scope.ties_of(own) if wanted in tie.actors and scope.is_open(tie)]
    if not ties or not scope.works(wanted):
        return None
    label, when = tie_label(scope.landscape, ties[0]), period(ties[0].interval)
    undated = scope.status(ties[0]) == "undated"
    return WhyNot(
        Text(
            f"Es gibt schon eine Zusammenarbeit: {label.de} ({when.de})."
            + (" Ob sie noch besteht, sagt die Quelle nicht." if undated else ""),
            f"There already is a cooperation: {label.en} ({when.en})."
            + (" The source does not say whether it still exists." if undated else ""),
        ),
        "current-partner",
        tuple(tie.iri for tie in ties),
    )


def has_ended(scope: Scope, wanted: str) -> WhyNot | None:
    """Return, if so, that an organisation has ended, and what followed."""
    actor = scope.landscape.actors[wanted]
    if actor.interval.status_on(scope.day) != "ended" or actor.interval.valid_through is None:
        return None
    when = actor.interval.valid_through
    ags = scope.landscape.district_of(wanted)
    names = [
        scope.landscape.actors[one].name for one in scope.landscape.successions.get(wanted, ())
    ]
    did = Text(f"arbeitete bis {when:%d.%m.%Y}", f"worked until {when.isoformat()}")
    after = Text("Eine Nachfolge ist nicht verzeichnet.", "No successor is recorded.")
    if actor.class_ == "Municipality" and ags in scope.landscape.former_districts:
        did = Text(
            f"war bis {when:%d.%m.%Y} ein Kreis für sich",
            f"was a district until {when.isoformat()}",
        )
        after = Text(
            f"Was daraus wurde, steht unter /kreise/{ags}.",
            f"What became of it is told at /kreise/{ags}.",
        )
    if names:
        after = Text(
            ended(f"Nachfolge: {joined(names)}"), ended(f"Succeeded by: {joined(names, 'en')}")
        )
    return WhyNot(
        Text(
            f"{quoted(actor.name)} {did.de}. {after.de}",
            f"{quoted(actor.name, 'en')} {did.en}. {after.en}",
        ),
        "ended",
        (actor.iri,),
    )


def is_succeeded(scope: Scope, wanted: str) -> WhyNot | None:
    """Return, if so, that others have taken the place of an organisation."""
    actors = scope.landscape.actors
    later = heirs(scope, wanted)
    served = any(area.agency == wanted for area in scope.service_areas())
    if not later or served:
        return None
    names = [actors[one].name for one in later]
    return WhyNot(
        Text(
            ended(f"{quoted(actors[wanted].name)} wurde abgelöst durch: {joined(names)}."),
            ended(f"{quoted(actors[wanted].name, 'en')} was succeeded by: {joined(names, 'en')}"),
        ),
        "succeeded",
        tuple(actors[one].iri for one in (wanted, *later)),
    )


def _is_candidate(scope: Scope, asking: str, wanted: str) -> WhyNot | None:
    for kind in kinds_for(scope.landscape, asking):
        order = candidates(scope, asking, kind, "")
        for rank, candidate in enumerate(order, start=1):
            if candidate.partner == wanted:
                label = KINDS[kind].label
                return WhyNot(
                    Text(
                        f"Wird vorgeschlagen: Rang {rank} von {len(order)} unter „{label.de}“;"
                        " gezeigt werden nur die vorderen und eine Mischung verschiedener.",
                        f'Is suggested: rank {rank} of {len(order)} under "{label.en}"; only the'
                        " first ones and a variety are shown.",
                    ),
                    "suggested",
                    candidate.case().arguments[0].statements,
                )
    return None


def _is_out_of_reach(scope: Scope, asking: str, wanted: str) -> WhyNot | None:
    side = _sides(scope, asking, wanted, scope.ground.seats)
    if side is None or scope.reaches(*side):
        return None
    foundation, _ = side
    reach = places(scope.landscape, sorted(scope.reach(foundation)))
    name = scope.landscape.actors[foundation].name
    german = f"verzeichnet ist sie nur in: {reach.de}" if reach.de else "ein Ort ist nicht bekannt"
    english = f"it is only recorded in: {reach.en}" if reach.en else "no place is known"
    return WhyNot(
        Text(
            f"{quoted(name)} reicht nach den Daten nicht bis hierher: {german}.",
            f"By the data {quoted(name, 'en')} does not reach this far: {english}.",
        ),
        "out-of-reach",
        tuple(one.tie.iri for one in scope.engagements(foundation)),
    )


def _is_out_of_area(scope: Scope, asking: str, wanted: str) -> WhyNot | None:
    side = _sides(scope, asking, wanted, frozenset(scope.ground.agencies))
    if side is None or side[1] in area_of(scope, side[0]):
        return None
    agency, ags = side
    areas = [area for area in scope.service_areas() if area.agency == agency]
    states = places(scope.landscape, [area.state for area in areas])
    name, district = scope.landscape.actors[agency].name, scope.landscape.districts[ags]
    german = f"verzeichnet ist sie für: {states.de}" if states.de else "ihr Gebiet fehlt"
    english = f"it is recorded for: {states.en}" if states.en else "its area is missing"
    return WhyNot(
        Text(
            f"{quoted(name)} ist nach den Daten für {place(district, 'accusative')} nicht"
            f" zuständig: {german}.",
            f"By the data {quoted(name, 'en')} does not serve {english_place(district)}:"
            f" {english}.",
        ),
        "out-of-reach",
        tuple(area.iri for area in areas),
    )


def _sides(scope: Scope, asking: str, wanted: str, those: Container[str]) -> tuple[str, str] | None:
    """Return which of the two is one of those, and the AGS of the other; None if it is not so."""
    for one, other in ((wanted, asking), (asking, wanted)):
        ags = scope.ground.district_of.get(other)
        if one in those and ags is not None:
            return one, ags
    return None
