"""Which districts an agency could approach, and why."""

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from graph.analyses.wording import in_state
from graph.keys import municipality_key
from graph.suggestions.agencies import UNSURE, earlier_agreements, is_sure, renewal_argument
from graph.suggestions.candidates import Argument, Candidate, Case, Only
from graph.suggestions.offered import themes_for_districts
from graph.suggestions.scope import Scope, addresses
from graph.suggestions.specialists import serves_everywhere
from graph.suggestions.themes import Met, need_for, need_sentence, old_need, within
from graph.suggestions.wording import (
    capital,
    english_place,
    joined,
    place,
    programme_name,
    quoted,
)
from graph.things import Item, ProgrammeTie, ServiceArea
from ontology.texts import Text

IN_AREA: Final = 0.3
RENEWAL: Final = 0.25
NEED: Final = 0.2
OLD: Final = 0.75
"""Factor for a need that was stated long ago."""
PROGRAMME: Final = 0.15


class _Seen(NamedTuple):
    """A district as an agency sees it: by which area, and which of its needs counts."""

    ags: str
    area: ServiceArea | None
    wanted: tuple[str, Item] | None


def to_approach(scope: Scope, key: str, theme: str, only: Only = None) -> list[Candidate]:
    """Return districts that an agency serves and has no agreement with at present.

    Args:
        scope: what is known.
        key: the agency that asks.
        theme: only districts that state a need on this theme; empty for all.
        only: only these partners; None for all.
    """
    on_offer, own = themes_for_districts(scope, key), scope.landscape.actors[key].themes
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
        fitting, sure = met(tuple(on_offer)) or met(own), is_sure(area)
        known = sure or (area is not None and earlier_agreements(scope, ags, key))
        if (theme and not needs) or (fitting is None and not known):
            continue  # nothing to say where its themes are not asked for
        wanted = fitting or next(iter(sorted(needs.items())), None)
        arguments = [
            *_area_argument(scope, ags, area),
            *renewal_argument(scope, ags, key, RENEWAL),
            *_need_argument(scope, ags, wanted, _answer(scope, key, on_offer, fitting)),
            *_programme_argument(scope, ags),
        ]
        found.append(_approach(scope, key, arguments, _Seen(ags, area, wanted)))
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
        if everywhere or (area and area.addresses(district)):
            found[ags] = area
    return found


def served(scope: Scope, key: str) -> list[str]:
    """Return the districts that an agency serves for certain: not where it serves only a part.

    Of these it serves those that have, or had, an agreement with it or with one it followed.
    """
    return [
        ags
        for ags, area in area_of(scope, key).items()
        if area is None
        or is_sure(area)
        or key in scope.partners(scope.administration(ags))
        or earlier_agreements(scope, ags, key)
    ]


def _area_argument(scope: Scope, ags: str, area: ServiceArea | None) -> Iterator[Argument]:
    if area is None:
        return
    district, state = scope.landscape.districts[ags], scope.landscape.states[area.state]
    sure, where = is_sure(area), in_state(state.de)

    def say() -> Text:
        return Text(
            f"{capital(place(district))} liegt in Ihrem Gebiet ({state.de}); eine laufende"
            " Vereinbarung ist nicht verzeichnet."
            if sure
            else f"{capital(place(district))} liegt {where}, wo Sie nur einen Teil der Kreise"
            " begleiten: ob dieser dazugehört, ist nicht verzeichnet; eine laufende Vereinbarung"
            " auch nicht.",
            f"{english_place(district)} is in your area ({state.en}); no current agreement is"
            " recorded."
            if sure
            else f"{english_place(district)} is in {state.en}, where you serve only a part of the"
            " districts: whether this one is among them is not recorded; nor is a current"
            " agreement.",
        )

    weight = IN_AREA if sure else IN_AREA / 2
    yield Argument(weight, say, (area.iri,), lambda: addresses(area.evidence), (area.iri,))


def _answer(
    scope: Scope, key: str, on_offer: Mapping[str, Item], fitting: tuple[str, Item] | None
) -> tuple[Text, str] | None:
    """Return what the agency has for a need, and the IRI of what says so; None for nothing."""
    if fitting is None:
        return None
    wanted, actor = fitting[0], scope.landscape.actors[key]
    for theme, item in on_offer.items():
        if need_for(scope.landscape, dict([fitting]), [theme]):
            same = theme == wanted
            on = (
                Text("Dazu", "on this") if same else Text("In einem nahen Thema", "on a near theme")
            )
            return (
                Text(
                    f"{on.de} haben Sie ein Angebot: {quoted(item.name)}.",
                    f"You have an offer {on.en}: {quoted(item.name, 'en')}.",
                ),
                item.iri,
            )
    if wanted in actor.themes:
        return Text("Das gehört zu Ihren Themen.", "This is among your themes."), actor.iri
    return Text("Das liegt nahe bei Ihren Themen.", "This is near to your themes."), actor.iri


def _need_argument(
    scope: Scope, ags: str, wanted: tuple[str, Item] | None, answer: tuple[Text, str] | None
) -> Iterator[Argument]:
    if wanted is None:
        return

    def say() -> Text:
        text = need_sentence(scope.landscape, scope.landscape.districts[ags], *wanted)
        if answer is None:
            return text
        return Text(f"{text.de} {answer[0].de}", f"{text.en} {answer[0].en}")

    need = wanted[1]
    weight = (NEED if answer else NEED / 2) * (OLD if old_need(scope.day, need) else 1.0)
    statements = (need.iri, answer[1]) if answer else (need.iri,)
    yield Argument(weight, say, statements, lambda: addresses(need.evidence), (need.iri,))


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


def _approach(scope: Scope, key: str, arguments: list[Argument], seen: _Seen) -> Candidate:
    ags, area, wanted = seen
    unsure = area is not None and not is_sure(area)
    district = scope.landscape.districts[ags]
    case = Case(
        arguments=tuple(arguments),
        against=lambda: _against(scope, ags, key, wanted),
        unknown=lambda: _unknown(scope, ags, unsure=unsure),
        theme=wanted[0] if wanted else "",
    )
    groups = frozenset({district.state, district.type, case.theme})
    damping = UNSURE if unsure else 1.0
    return Candidate.of(municipality_key(ags), case, groups=groups, damping=damping)


def _unknown(scope: Scope, ags: str, *, unsure: bool) -> Text:
    district = scope.landscape.districts[ags]
    if unsure:
        return Text(
            f"Ob {place(district)} zu Ihrem Gebiet gehört, sagt keine Quelle: das wissen nur Sie"
            " selbst und die Verwaltung.",
            f"No source says whether {english_place(district)} belongs to your area: only you and"
            " the administration know.",
        )
    return Text(
        f"Ob {place(district)} eine Begleitung wünscht, ist nicht verzeichnet; Gespräche und"
        " Vereinbarungen, die nicht veröffentlicht sind, fehlen in den Daten.",
        f"Whether {english_place(district)} wants support is not recorded; talks and agreements"
        " that were not published are missing from the data.",
    )


def _against(scope: Scope, ags: str, key: str, wanted: tuple[str, Item] | None) -> Text:
    ended = [
        tie.interval.valid_through.year
        for tie in earlier_agreements(scope, ags, key)
        if tie.interval.valid_through
    ]
    if ended:
        return Text(
            f"Die frühere Vereinbarung endete {max(ended)}, eine neue ist seither nicht"
            " verzeichnet: warum, sagen die Daten nicht.",
            f"The earlier agreement ended in {max(ended)}, and no new one is recorded since: the"
            " data do not say why.",
        )
    if wanted is None:
        return Text(
            "Einen Bedarf hat der Kreis nach den Daten nicht genannt.",
            "By the data the district has not stated any need.",
        )
    return old_need(scope.day, wanted[1]) or Text(
        "Genannt ist der Bedarf in einem Text der Verwaltung, nicht als Anfrage an eine Agentur.",
        "The need is stated in a text of the administration, not as a request to an agency.",
    )
