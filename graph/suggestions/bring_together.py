"""Which districts an agency could bring together: comparable ones that stated the same need."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import Final

from graph.keys import municipality_key
from graph.suggestions.candidates import Argument, Candidate, Case, Only
from graph.suggestions.comparable import against_transfer, similarity_argument
from graph.suggestions.for_agencies import served
from graph.suggestions.offered import themes_for_districts
from graph.suggestions.results import PartnerRef
from graph.suggestions.scope import Scope, addresses
from graph.suggestions.specialists import serves_everywhere
from graph.suggestions.themes import need_for, themes_of, within
from graph.suggestions.wording import capital, english_place, place, quoted, theme_label
from graph.things import Item
from ontology.texts import Text

TOGETHER: Final = 0.35
SAME_NEED: Final = 0.3
PER_DISTRICT: Final = 0.12


def to_bring_together(scope: Scope, key: str, theme: str, only: Only = None) -> list[Candidate]:
    """Return pairs of comparable districts of an agency that stated the same need.

    For an agency that serves the whole country only needs on its own themes count.

    Args:
        scope: what is known.
        key: the agency that asks.
        theme: only this theme; empty for all.
        only: only pairs with one of these administrations; None for all.
    """
    stated = {ags: scope.needs(ags) for ags in served(scope, key)}
    offered = [*themes_for_districts(scope, key), *scope.landscape.actors[key].themes]
    special = serves_everywhere(scope, key)
    stating: dict[str, list[str]] = defaultdict(list)
    for ags, needs in stated.items():
        for wanted in needs:
            if special and need_for(scope.landscape, {wanted: needs[wanted]}, offered) is None:
                continue
            if within(scope.landscape, [wanted], theme):
                stating[wanted].append(ags)
    shared: dict[tuple[str, str], tuple[str, ...]] = {}
    for wanted, districts in sorted(stating.items()):
        for pair in combinations(sorted(districts), 2):
            asked = only is None or not only.isdisjoint(map(municipality_key, pair))
            if asked and _comparable(scope, *pair):
                shared[pair] = (*shared.get(pair, ()), wanted)
    made = {
        (ags, themes[0]): _models(scope, ags, themes[0])
        for pair, themes in shared.items()
        for ags in pair
    }
    return [
        _together(
            scope,
            pair,
            _same_need(scope, pair, themes, (stated[pair[0]], stated[pair[1]])),
            themes[0],
            [*made[pair[0], themes[0]], *made[pair[1], themes[0]]],
        )
        for pair, themes in shared.items()
    ]


def _comparable(scope: Scope, one: str, other: str) -> bool:
    return other in scope.nearest(one) or one in scope.nearest(other)


def _same_need(
    scope: Scope,
    pair: tuple[str, str],
    themes: tuple[str, ...],
    stated: tuple[Mapping[str, Item], Mapping[str, Item]],
) -> Argument:
    needs = [needs[themes[0]] for needs in stated]
    iris = tuple(need.iri for need in needs)

    def say() -> Text:
        first, second = (scope.landscape.districts[ags] for ags in pair)
        label = theme_label(scope.landscape, themes[0])
        return Text(
            f"{capital(place(first))} und {place(second)} nennen beide „{label.de}“ als"
            " Bedarf oder Schwerpunkt.",
            f'{english_place(first)} and {english_place(second)} both state "{label.en}" as a'
            " need or priority.",
        )

    return Argument(
        SAME_NEED + 0.05 * min(3, len(themes) - 1),
        say,
        iris,
        lambda: addresses(evidence for need in needs for evidence in need.evidence),
        iris,
    )


def _together(
    scope: Scope, pair: tuple[str, str], same: Argument, theme: str, models: Sequence[Argument]
) -> Candidate:
    one, two = pair
    other = scope.landscape.municipality(two)
    case = Case(
        arguments=(same, similarity_argument(scope, one, two, TOGETHER), *models),
        against=lambda: against_transfer(scope, one, two),
        unknown=lambda: Text(
            "Ob beide Verwaltungen sich schon austauschen, ist nicht verzeichnet.",
            "Whether the two administrations already exchange views is not recorded.",
        ),
        theme=theme,
    )
    return Candidate.of(
        municipality_key(one),
        case,
        subject=PartnerRef(other.iri, other.key, other.name),
        groups=frozenset({one, two, theme}),
    )


def _models(scope: Scope, ags: str, theme: str) -> list[Argument]:
    item = _model_on(scope, ags, theme)
    if item is None:
        return []
    district = scope.landscape.districts[ags]
    text = Text(
        f"{capital(place(district))} bringt dazu das Modell {quoted(item.name)} mit.",
        f"{english_place(district)} brings the model {quoted(item.name, 'en')}.",
    )
    return [
        Argument(
            PER_DISTRICT, lambda: text, (item.iri,), lambda: addresses(item.evidence), (item.iri,)
        )
    ]


def _model_on(scope: Scope, ags: str, theme: str) -> Item | None:
    models = scope.items_of(scope.administration(ags), "EducationModel")
    return next((item for item in models if theme in themes_of(item)), None)
