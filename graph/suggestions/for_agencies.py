"""What an agency could do next: whom to approach, whom to bring together."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations
from typing import Final

from graph.keys import municipality_key
from graph.suggestions.agencies import renewal_argument
from graph.suggestions.candidates import Argument, Candidate
from graph.suggestions.comparable import against_exchange, similarity_argument
from graph.suggestions.offers import serves_everywhere
from graph.suggestions.results import PartnerRef
from graph.suggestions.scope import Scope, addresses
from graph.suggestions.themes import need_for, need_sentence, themes_of, within
from graph.suggestions.wording import (
    capital,
    english_place,
    joined,
    place,
    programme_name,
    quoted,
    theme_label,
)
from graph.things import Item, ProgrammeTie, ServiceArea
from ontology.texts import Text

IN_AREA: Final = 0.3
RENEWAL: Final = 0.25
NEED: Final = 0.2
PROGRAMME: Final = 0.15
TOGETHER: Final = 0.35
SAME_NEED: Final = 0.3
PER_DISTRICT: Final = 0.12


def to_approach(scope: Scope, key: str, theme: str) -> list[Candidate]:
    """Return districts that an agency serves and has no agreement with at present.

    Args:
        scope: what is known.
        key: the agency that asks.
        theme: only districts that state a need on this theme; empty for all.
    """
    themes = {one for item in scope.items_of([key], "Offer") for one in item.themes}
    found = []
    for ags, area in area_of(scope, key).items():
        if key in scope.partners(scope.administration(ags)):
            continue
        needs = {t: n for t, n in scope.needs(ags).items() if within(scope.landscape, [t], theme)}
        if theme and not needs:
            continue
        arguments = [
            *_area_argument(scope, ags, area),
            *renewal_argument(scope, ags, key, RENEWAL),
            *_need_argument(scope, ags, needs, themes),
            *_programme_argument(scope, ags),
        ]
        if len(arguments) > (area is not None):
            found.append(_approach(scope, ags, arguments, next(iter(needs), "")))
    return found


def to_bring_together(scope: Scope, key: str, theme: str) -> list[Candidate]:
    """Return pairs of districts of an agency that stated the same need.

    Args:
        scope: what is known.
        key: the agency that asks.
        theme: only this theme; empty for all.
    """
    stating: dict[str, list[str]] = defaultdict(list)
    for ags in area_of(scope, key):
        for wanted in scope.needs(ags):
            if within(scope.landscape, [wanted], theme):
                stating[wanted].append(ags)
    best: dict[tuple[str, str], tuple[str, ...]] = {}
    for wanted, districts in sorted(stating.items()):
        for pair in combinations(sorted(districts), 2):
            best[pair] = (*best.get(pair, ()), wanted)
    return [_together(scope, one, two, themes) for (one, two), themes in best.items()]


def area_of(scope: Scope, key: str) -> dict[str, ServiceArea | None]:
    """Return the districts that an agency may serve, with the service area that says so."""
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
    text = Text(
        f"{capital(place(district))} liegt in Ihrem Gebiet ({state}); eine laufende Vereinbarung"
        " ist nicht verzeichnet."
        if sure
        else f"{capital(place(district))} liegt in {state}, wo Sie nur einen Teil der Kreise"
        " begleiten; eine laufende Vereinbarung ist nicht verzeichnet.",
        f"{english_place(district)} is in your area ({state}); no current agreement is recorded."
        if sure
        else f"{english_place(district)} is in {state}, where you serve only a part of the"
        " districts; no current agreement is recorded.",
    )
    weight = IN_AREA if sure else IN_AREA / 2
    yield Argument(weight, lambda: text, (area.iri,), addresses(area.evidence), (area.iri,))


def _need_argument(
    scope: Scope, ags: str, needs: dict[str, Item], offered: set[str]
) -> Iterator[Argument]:
    met = need_for(scope.landscape, needs, sorted(offered))
    chosen = met or next(iter(sorted(needs.items())), None)
    if chosen is None:
        return
    text = need_sentence(scope.landscape, scope.landscape.districts[ags], *chosen)
    weight = NEED if met else NEED / 2
    if met:
        text = Text(
            f"{text.de} Dazu haben Sie ein Angebot.", f"{text.en} You have an offer on this."
        )
    need = chosen[1]
    yield Argument(weight, lambda: text, (need.iri,), addresses(need.evidence), (need.iri,))


def _programme_argument(scope: Scope, ags: str) -> Iterator[Argument]:
    found = [
        tie for tie in scope.participations_of(scope.administration(ags)) if _is_federal(scope, tie)
    ]
    if not found:
        return
    names = list(dict.fromkeys(programme_name(scope.landscape, tie) for tie in found))
    district, iris = scope.landscape.districts[ags], tuple(tie.iri for tie in found)
    text = Text(
        f"{capital(place(district))} hat Erfahrung aus Bundesprogrammen: {joined(names[:3])}.",
        f"{english_place(district)} has experience from federal programmes:"
        f" {joined(names[:3], 'en')}.",
    )
    sources = addresses(evidence for tie in found for evidence in tie.evidence)
    yield Argument(PROGRAMME, lambda: text, iris, sources, iris)


def _is_federal(scope: Scope, tie: ProgrammeTie) -> bool:
    return scope.landscape.programmes[tie.programme].kind == "federal"


def _approach(scope: Scope, ags: str, arguments: list[Argument], theme: str) -> Candidate:
    district = scope.landscape.districts[ags]
    return Candidate(
        partner=municipality_key(ags),
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
        groups=frozenset({district.state, district.type, theme}),
    )


def _together(scope: Scope, one: str, two: str, themes: tuple[str, ...]) -> Candidate:
    first, second = scope.landscape.districts[one], scope.landscape.districts[two]
    theme = themes[0]
    needs = scope.needs(one)[theme], scope.needs(two)[theme]
    label = theme_label(scope.landscape, theme)
    other = scope.landscape.municipality(two)
    iris = tuple(need.iri for need in needs)
    text = Text(
        f"{capital(place(first))} und {place(second)} nennen beide „{label.de}“ als Bedarf oder"
        " Schwerpunkt.",
        f'{english_place(first)} and {english_place(second)} both state "{label.en}" as a need or'
        " priority.",
    )
    same = Argument(
        SAME_NEED + 0.05 * min(3, len(themes) - 1),
        lambda: text,
        iris,
        addresses(evidence for need in needs for evidence in need.evidence),
        iris,
    )
    return Candidate(
        partner=municipality_key(one),
        arguments=(
            same,
            similarity_argument(scope, one, two, TOGETHER),
            *_models(scope, one, theme),
            *_models(scope, two, theme),
        ),
        against=lambda: against_exchange(scope, one, two),
        unknown=lambda: Text(
            "Ob beide Verwaltungen sich schon austauschen, ist nicht verzeichnet.",
            "Whether the two administrations already exchange views is not recorded.",
        ),
        theme=theme,
        subject=PartnerRef(other.iri, other.key, other.name),
        groups=frozenset({one, two, theme}),
    )


def _models(scope: Scope, ags: str, theme: str) -> list[Argument]:
    items = scope.items_of(scope.administration(ags), "EducationModel")
    fitting = [item for item in items if theme in themes_of(item)]
    if not fitting:
        return []
    item, district = fitting[0], scope.landscape.districts[ags]
    text = Text(
        f"{capital(place(district))} bringt dazu das Modell {quoted(item.name)} mit.",
        f'{english_place(district)} brings the model "{item.name}".',
    )
    sources = addresses(item.evidence)
    return [Argument(PER_DISTRICT, lambda: text, (item.iri,), sources, (item.iri,))]
