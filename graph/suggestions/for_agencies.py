"""Which districts an agency could approach, and why."""

from collections.abc import Iterator
from typing import Final

from graph.keys import municipality_key
from graph.suggestions.agencies import renewal_argument
from graph.suggestions.candidates import Argument, Candidate, Case, Only
from graph.suggestions.offers import serves_everywhere
from graph.suggestions.scope import Scope, addresses
from graph.suggestions.themes import Met, need_sentence, within
from graph.suggestions.wording import (
    capital,
    english_place,
    joined,
    place,
    programme_name,
)
from graph.things import Item, ProgrammeTie, ServiceArea
from ontology.texts import Text

IN_AREA: Final = 0.3
RENEWAL: Final = 0.25
NEED: Final = 0.2
PROGRAMME: Final = 0.15


def to_approach(scope: Scope, key: str, theme: str, only: Only = None) -> list[Candidate]:
    """Return districts that an agency serves and has no agreement with at present.

    Args:
        scope: what is known.
        key: the agency that asks.
        theme: only districts that state a need on this theme; empty for all.
        only: only these partners; None for all.
    """
    offered = tuple(sorted({one for item in scope.items_of([key], "Offer") for one in item.themes}))
    found = []
    for ags, area in area_of(scope, key).items():
        if only is not None and municipality_key(ags) not in only:
            continue
        if key in scope.partners(scope.administration(ags)):
            continue
        needs, met = scope.needs(ags), scope.met(ags)
        if theme:
            needs = {t: n for t, n in needs.items() if within(scope.landscape, [t], theme)}
            met = Met(scope.landscape, needs)
        if (theme and not needs) or (area is None and met(offered) is None):
            continue  # a specialist has nothing to say where its themes are not asked for
        wanted = met(offered) or next(iter(sorted(needs.items())), None)
        arguments = [
            *_area_argument(scope, ags, area),
            *renewal_argument(scope, ags, key, RENEWAL),
            *_need_argument(scope, ags, wanted, offered=met(offered) is not None),
            *_programme_argument(scope, ags),
        ]
        if len(arguments) > (area is not None):
            found.append(_approach(scope, ags, arguments, wanted[0] if wanted else ""))
    return found


def area_of(scope: Scope, key: str) -> dict[str, ServiceArea | None]:
    """Return the districts that an agency may serve, with the service area that says so."""
    if any(area.iri in scope.gone for area in scope.landscape.service_areas):
        return _area_of(scope, key)
    return scope.always("area", key, lambda: _area_of(scope.whole(), key))


def _area_of(scope: Scope, key: str) -> dict[str, ServiceArea | None]:
    areas = {area.state: area for area in scope.service_areas() if area.agency == key}
    everywhere = serves_everywhere(scope, key)
    found: dict[str, ServiceArea | None] = {}
    for ags, district in sorted(scope.landscape.districts.items()):
        area = areas.get(district.state)
        if everywhere or (area and district.population >= area.minimum_population):
            found[ags] = area
    return found


def _area_argument(scope: Scope, ags: str, area: ServiceArea | None) -> Iterator[Argument]:
    if area is None:
        return
    district, state = scope.landscape.districts[ags], scope.landscape.states[area.state]
    sure = area.extent in ("all", "large-cities")

    def say() -> Text:
        return Text(
            f"{capital(place(district))} liegt in Ihrem Gebiet ({state}); eine laufende"
            " Vereinbarung ist nicht verzeichnet."
            if sure
            else f"{capital(place(district))} liegt in {state}, wo Sie nur einen Teil der Kreise"
            " begleiten; eine laufende Vereinbarung ist nicht verzeichnet.",
            f"{english_place(district)} is in your area ({state}); no current agreement is"
            " recorded."
            if sure
            else f"{english_place(district)} is in {state}, where you serve only a part of the"
            " districts; no current agreement is recorded.",
        )

    weight = IN_AREA if sure else IN_AREA / 2
    yield Argument(weight, say, (area.iri,), lambda: addresses(area.evidence), (area.iri,))


def _need_argument(
    scope: Scope, ags: str, wanted: tuple[str, Item] | None, *, offered: bool
) -> Iterator[Argument]:
    if wanted is None:
        return

    def say() -> Text:
        text = need_sentence(scope.landscape, scope.landscape.districts[ags], *wanted)
        if not offered:
            return text
        return Text(
            f"{text.de} Dazu haben Sie ein Angebot.", f"{text.en} You have an offer on this."
        )

    weight, need = NEED if offered else NEED / 2, wanted[1]
    yield Argument(weight, say, (need.iri,), lambda: addresses(need.evidence), (need.iri,))


def _programme_argument(scope: Scope, ags: str) -> Iterator[Argument]:
    found = scope.remembered("federal", ags, lambda: _federal(scope, ags))
    if not found:
        return

    def say() -> Text:
        district = scope.landscape.districts[ags]
        names = list(dict.fromkeys(programme_name(scope.landscape, tie) for tie in found))
        return Text(
            f"{capital(place(district))} hat Erfahrung aus Bundesprogrammen: {joined(names[:3])}.",
            f"{english_place(district)} has experience from federal programmes:"
            f" {joined(names[:3], 'en')}.",
        )

    iris = tuple(tie.iri for tie in found)
    yield Argument(
        PROGRAMME,
        say,
        iris,
        lambda: addresses(evidence for tie in found for evidence in tie.evidence),
        iris,
    )


def _federal(scope: Scope, ags: str) -> list[ProgrammeTie]:
    programmes = scope.landscape.programmes
    found = scope.participations_of(scope.administration(ags))
    return [tie for tie in found if programmes[tie.programme].kind == "federal"]


def _approach(scope: Scope, ags: str, arguments: list[Argument], theme: str) -> Candidate:
    district = scope.landscape.districts[ags]
    case = Case(
        arguments=tuple(arguments),
        against=lambda: Text(
            f"Ob {place(district)} eine Begleitung wünscht, ist nicht verzeichnet; Bedarfe und"
            " Programme können Jahre zurückliegen.",
            f"Whether {english_place(district)} wants support is not recorded; needs and programmes"
            " may be years old.",
        ),
        unknown=lambda: Text(
            "Gespräche und Vereinbarungen, die nicht veröffentlicht sind, fehlen in den Daten.",
            "Talks and agreements that were not published are missing from the data.",
        ),
        theme=theme,
    )
    return Candidate.of(
        municipality_key(ags), case, groups=frozenset({district.state, district.type, theme})
    )
