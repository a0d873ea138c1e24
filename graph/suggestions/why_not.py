"""Why a named organisation is not suggested: the first condition that it fails."""

from collections.abc import Container, Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from graph.analyses.wording import number
from graph.keys import municipality_key
from graph.landscape import Landscape
from graph.suggestions.candidates import Candidate
from graph.suggestions.catalogue import KINDS, candidates, kinds_for
from graph.suggestions.fairness import SHARE, refusals
from graph.suggestions.for_agencies import area_of
from graph.suggestions.lifetimes import WhyNot, is_absent
from graph.suggestions.scope import Scope
from graph.suggestions.unfit import unfit
from graph.suggestions.wording import english_place, period, place, places, quoted, tie_label
from ontology.texts import Text


def why_not(
    landscape: Landscape,
    actor: str,
    other: str,
    day: date,
    *,
    excluded: Mapping[str, date] = MappingProxyType({}),
) -> WhyNot:
    """Return why an organisation is not suggested to an actor, or where it stands if it is.

    The condition is `self`, `asker-ended`, `declined`, `current-partner`, `yet-to-come`, `ended`,
    `succeeded`, `suggested` if it is a candidate after all, `out-of-reach`, `reach-unknown`, or one
    of those of `unfit`. Of an office of an administration the administration is answered for.

    Args:
        landscape: where to look.
        actor: who asks; key, IRI or AGS.
        other: the organisation asked about.
        day: see `suggest`.
        excluded: who was declined, each with the last day on which it is left out.

    Raises:
        UnknownThingError: if one of them does not exist.
    """
    asking, wanted = landscape.actor(actor).key, landscape.actor(other).key
    scope = Scope(landscape, day)
    own = _own(scope, asking)
    first = (
        _is_self(scope, asking, own, wanted)
        or _has_asker_ended(scope, asking)
        or _is_declined(scope, wanted, excluded)
        or _is_partner(scope, asking, own, wanted)
        or is_absent(scope, wanted)
    )
    if first is not None:
        return first
    standing_for = _administration(scope, asking, wanted)
    if standing_for != wanted:
        found = why_not(landscape, asking, standing_for, day, excluded=excluded)
        return replace(found, text=_for_office(scope, wanted, standing_for, found.text))
    return (
        _is_candidate(scope, asking, wanted)
        or _is_out_of_reach(scope, asking, wanted)
        or _is_out_of_area(scope, asking, wanted)
        or unfit(scope, asking, wanted)
    )


def _administration(scope: Scope, asking: str, wanted: str) -> str:
    """Return the administration that an office belongs to, where offices are not suggested."""
    ags = scope.ground.district_of.get(wanted)
    if ags is None or kinds_for(scope.landscape, asking) == ("organisation",):
        return wanted
    return municipality_key(ags)


def _for_office(scope: Scope, office: str, administration: str, text: Text) -> Text:
    name, whose = (scope.landscape.actors[key].name for key in (office, administration))
    return Text(
        f"{quoted(name)} gehört zu {quoted(whose)}; vorgeschlagen wird nur die Verwaltung als"
        f" Ganzes. Für sie gilt: {text.de}",
        f"{quoted(name, 'en')} belongs to {quoted(whose, 'en')}; only the administration as a whole"
        f" is suggested. For it this holds: {text.en}",
    )


def _own(scope: Scope, asking: str) -> tuple[str, ...]:
    ags = scope.ground.district_of.get(asking)
    return scope.administration(ags) if ags else (asking,)


def _is_self(scope: Scope, asking: str, own: tuple[str, ...], wanted: str) -> WhyNot | None:
    if wanted not in own:
        return None
    if wanted != asking and (gone := is_absent(scope, wanted)):
        return gone
    text = Text("Das ist der anfragende Akteur selbst.", "This is the asking actor itself.")
    return WhyNot(text, "self", ())


def _has_asker_ended(scope: Scope, asking: str) -> WhyNot | None:
    gone = is_absent(scope, asking)
    if gone is None or gone.condition == "yet-to-come":
        return gone
    return replace(gone, condition="asker-ended")


def _is_declined(scope: Scope, wanted: str, excluded: Mapping[str, date]) -> WhyNot | None:
    if wanted not in excluded:
        return None
    last = excluded[wanted]
    name = scope.landscape.actors[wanted].name
    text = Text(
        f"Ein Vorschlag mit {quoted(name)} wurde abgelehnt und wird bis zum {last:%d.%m.%Y} nicht"
        " wiederholt.",
        f"A suggestion with {quoted(name, 'en')} was declined and is not repeated until"
        f" {last.isoformat()}.",
    )
    return WhyNot(text, "declined", ())


def _is_partner(scope: Scope, asking: str, own: tuple[str, ...], wanted: str) -> WhyNot | None:
    ties = [tie for tie in scope.ties_of(own) if wanted in tie.actors and scope.is_open(tie)]
    if not ties or not scope.works(wanted):
        return None
    label, when = tie_label(scope.landscape, ties[0]), period(ties[0].interval)
    undated = scope.status(ties[0]) == "undated"
    offered = _still_offered(scope, asking, wanted)
    return WhyNot(
        Text(
            f"Es gibt schon eine Zusammenarbeit: {label.de} ({when.de})."
            + (" Ob sie noch besteht, sagt die Quelle nicht." if undated else "")
            + offered.de,
            f"There already is a cooperation: {label.en} ({when.en})."
            + (" The source does not say whether it still exists." if undated else "")
            + offered.en,
        ),
        "current-partner",
        tuple(tie.iri for tie in ties),
    )


def _still_offered(scope: Scope, asking: str, wanted: str) -> Text:
    """Return what a partner is suggested for all the same: its models or offers; else nothing."""
    for kind in kinds_for(scope.landscape, asking):
        order = candidates(scope, asking, kind, "")
        for rank, candidate in enumerate(order, start=1):
            if candidate.partner == wanted and candidate.subject:
                label, name = KINDS[kind].label, candidate.subject.name
                return Text(
                    f" Vorgeschlagen wird von dort trotzdem {quoted(name)}: Rang {rank} von"
                    f" {len(order)} unter „{label.de}“.",
                    f" {quoted(name, 'en')} from there is suggested all the same: rank {rank} of"
                    f' {len(order)} under "{label.en}".',
                )
    return Text("", "")


def _is_candidate(scope: Scope, asking: str, wanted: str) -> WhyNot | None:
    for kind in kinds_for(scope.landscape, asking):
        order = candidates(scope, asking, kind, "")
        for rank, candidate in enumerate(order, start=1):
            if candidate.partner == wanted:
                label, shown = KINDS[kind].label, _shown(scope, kind, asking, candidate)
                return WhyNot(
                    Text(
                        f"Wird vorgeschlagen: Rang {rank} von {len(order)} unter „{label.de}“;"
                        f" {shown.de}",
                        f'Is suggested: rank {rank} of {len(order)} under "{label.en}"; {shown.en}',
                    ),
                    "suggested",
                    candidate.case().arguments[0].statements,
                )
    return None


def _shown(scope: Scope, kind: str, asking: str, candidate: Candidate) -> Text:
    if refusals(scope, kind, asking)(candidate.identity):
        share = round(100 * SHARE)
        return Text(
            f"gezeigt wird der Vorschlag aber zuletzt, weil niemand in mehr als {share} % aller"
            " Listen vorn steht und andere Kreise dafür vorgehen.",
            f"but it is shown last, because nobody stands in front in more than {share} % of all"
            " lists, and other districts come first here.",
        )
    return Text(
        "gezeigt werden nur die vorderen und eine Mischung verschiedener.",
        "only the first ones and a variety are shown.",
    )


def _is_out_of_reach(scope: Scope, asking: str, wanted: str) -> WhyNot | None:
    side = _sides(scope, asking, wanted, scope.ground.seats)
    if side is None or scope.reaches(*side):
        return None
    foundation, _ = side
    reach = places(scope.landscape, sorted(scope.reach(foundation)))
    name = scope.landscape.actors[foundation].name
    if not reach.de:
        text = Text(
            f"Wo {quoted(name)} arbeitet, ist nicht verzeichnet: ob sie bis hierher reicht, sagen"
            " die Daten nicht.",
            f"Where {quoted(name, 'en')} works is not recorded: the data do not say whether it"
            " reaches this far.",
        )
        return WhyNot(text, "reach-unknown", (scope.landscape.actors[foundation].iri,))
    return WhyNot(
        Text(
            f"{quoted(name)} reicht nach den Daten nicht bis hierher: verzeichnet ist sie nur in:"
            f" {reach.de}.",
            f"By the data {quoted(name, 'en')} does not reach this far: it is only recorded in:"
            f" {reach.en}.",
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
    if not states.de:
        text = Text(
            f"Für welches Gebiet {quoted(name)} an diesem Tag zuständig ist, ist nicht verzeichnet:"
            f" ob {place(district)} dazugehört, sagen die Daten nicht.",
            f"Which area {quoted(name, 'en')} is responsible for on this day is not recorded: the"
            f" data do not say whether {english_place(district)} belongs to it.",
        )
        return WhyNot(text, "reach-unknown", (scope.landscape.actors[agency].iri,))
    least = max((area.minimum_population for area in areas), default=0)
    german = f" (Städte ab {number(least).de} Einwohnern)" if least else ""
    english = f" (cities of at least {number(least).en} inhabitants)" if least else ""
    return WhyNot(
        Text(
            f"{quoted(name)} ist nach den Daten für {place(district, 'accusative')} nicht"
            f" zuständig: verzeichnet ist sie für: {states.de}{german}.",
            f"By the data {quoted(name, 'en')} does not serve {english_place(district)}: it is"
            f" recorded for: {states.en}{english}.",
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
