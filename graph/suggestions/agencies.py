"""Which agency is responsible for a district on a day, and on what ground."""

from collections.abc import Iterator
from functools import partial
from typing import Final

from graph.suggestions.agency_words import (
    NEAREST,
    UNKNOWN,
    against,
    area_text,
    peers_text,
    renewal_text,
    unknown_area,
)
from graph.suggestions.candidates import Argument, Candidate, Case, Only
from graph.suggestions.offered import fitting
from graph.suggestions.profiles import theme_argument
from graph.suggestions.scope import Scope, addresses
from graph.suggestions.specialists import need_argument, specialists
from graph.suggestions.wording import (
    capital,
    english_place,
    period,
    place,
    quoted,
    tie_label,
)
from graph.things import ServiceArea, Tie
from ontology.texts import Text

RESPONSIBLE: Final = {"all": 0.5, "large-cities": 0.5, "members": 0.3, "part": 0.25}
"""Extent of a service area → weight: for `part` nobody says whether the district belongs to it."""

WHOLE: Final = ("all", "large-cities")
"""Extents that cover every district that they name."""

UNSURE: Final = 0.35
"""Factor where nobody says whether a district belongs to an area: the lowest level, and behind
everybody who is responsible for certain."""

PEERS: Final = 0.25
RENEWAL: Final = 0.15
NEED: Final = 0.25


def agencies(scope: Scope, ags: str, theme: str, only: Only = None) -> list[Candidate]:
    """Return the agencies that could support a district and have no agreement with it now.

    These are the ones responsible for it, and nationwide centres for a need that it stated. Whose
    area nobody describes so far that the district could be found in it, is only among them for a
    need on one of its themes, or after an earlier agreement.

    An agency that has ended, or whose work in the state was taken over, is never among them.

    Args:
        scope: what is known.
        ags: the district that asks.
        theme: only agencies with an offer on this theme; empty for all.
        only: only these partners; None for all.
    """
    partners = scope.partners(scope.administration(ags))
    regional = [
        _candidate(scope, ags, area, theme)
        for area in responsible(scope, ags)
        if area.agency not in partners
        and (only is None or area.agency in only)
        and scope.offers_on(area.agency, theme)
        and may_serve(scope, ags, area)
    ]
    return [*regional, *specialists(scope, ags, theme, only)]


def responsible(scope: Scope, ags: str) -> list[ServiceArea]:
    """Return the service areas that may cover a district on the day, one for each agency."""
    district = scope.landscape.districts[ags]
    found = {area.agency: area for area in scope.service_areas() if area.addresses(district)}
    return [found[agency] for agency in sorted(found)]


def is_sure(area: ServiceArea | None) -> bool:
    """Say whether a service area covers every district of its state, or every large city."""
    return area is not None and area.extent in WHOLE


def may_serve(scope: Scope, ags: str, area: ServiceArea) -> bool:
    """Say whether more speaks for an agency than that it works somewhere in the state."""
    return (
        is_sure(area)
        or fitting(scope, area.agency, ags) is not None
        or bool(earlier_agreements(scope, ags, area.agency))
    )


def area_argument(scope: Scope, ags: str, area: ServiceArea, weight: float) -> Argument:
    """Return that an agency is, or may be, responsible for a district."""

    def say() -> Text:
        text = area_text(scope, ags, area)
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


def agreement_argument(scope: Scope, ags: str, other: str, weight: float) -> Iterator[Argument]:
    """Return, if so, that a district has an agreement or a project with an actor at present."""
    current = [
        tie
        for tie in scope.ties_of(scope.administration(ags))
        if other in tie.actors and scope.is_open(tie)
    ]
    if current:
        tie, name = current[0], scope.landscape.actors[other].name
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
            lambda: renewal_text(scope, ags, agency, last),
            iris,
            lambda: addresses(evidence for tie in ended for evidence in tie.evidence),
            iris,
        )


def _candidate(scope: Scope, ags: str, area: ServiceArea, theme: str) -> Candidate:
    actor, weight = scope.landscape.actors[area.agency], RESPONSIBLE[area.extent]
    met = None if is_sure(area) else fitting(scope, area.agency, ags)
    on_theme = theme_argument(scope, area.agency, theme, 0.0)
    case = Case(
        arguments=(
            *([on_theme] if on_theme else ()),
            area_argument(scope, ags, area, weight),
            *renewal_argument(scope, ags, area.agency, RENEWAL),
            *([need_argument(scope, ags, met, NEED)] if met else ()),
            *_peers_argument(scope, ags, area.agency),
        ),
        against=lambda: against(scope, ags, area),
        unknown=lambda: UNKNOWN if is_sure(area) else unknown_area(scope, ags),
        theme=met[0] if met else theme,
    )
    damping = 1.0 if is_sure(area) else UNSURE
    return Candidate.of(area.agency, case, groups=frozenset({actor.class_}), damping=damping)


def _agreements(scope: Scope, ags: str) -> list[Tie]:
    """Return the agreements of a district with agencies that may still hold."""
    ties = scope.ties_of(scope.administration(ags))
    return [one for one in ties if one.class_ == "TransferAgreement" and scope.is_open(one)]


def _peers_argument(scope: Scope, ags: str, agency: str) -> Iterator[Argument]:
    found: dict[str, Tie] = {}
    for other in scope.nearest(ags)[:NEAREST]:
        agreed = scope.remembered("agreed", other, partial(_agreements, scope, other))
        found.update((other, tie) for tie in agreed if agency in tie.actors)
    if found:
        iris = tuple(tie.iri for tie in found.values())
        yield Argument(
            PEERS * min(1.0, len(found) / 5),
            lambda: peers_text(scope, ags, list(found)),
            iris,
            lambda: addresses(e for tie in list(found.values())[:3] for e in tie.evidence),
            iris,
        )
