"""Which models of comparable districts could be taken over."""

from functools import partial

from graph.suggestions.candidates import Argument, Candidate, Case, Only
from graph.suggestions.comparable import (
    SIMILARITY_WEIGHT,
    against_transfer,
    similarity_argument,
)
from graph.suggestions.exchange import (
    MODEL_WEIGHT,
    Holdings,
    gain_weight,
    holdings,
    item_gain,
    size_damping,
)
from graph.suggestions.results import PartnerRef
from graph.suggestions.scope import Scope
from graph.suggestions.themes import need_sentence, themes_of, within
from graph.suggestions.wording import capital, english_place, place, quoted
from graph.things import Item
from ontology.texts import Text


def models(scope: Scope, ags: str, theme: str, only: Only = None) -> list[Candidate]:
    """Return models of other districts, in fields with nothing recorded or a stated need.

    Args:
        scope: what is known.
        ags: the district that asks.
        theme: only models whose action field matches this theme; empty for all.
        only: only these partners; None for all.
    """
    own = holdings(scope, ags)
    found = []
    for item in scope.models():
        maker, other = scope.ground.models[item.key]
        if only is not None and maker not in only:
            continue
        if not other or other == ags or not item.action_field:
            continue
        themes = themes_of(item)
        known = own.knows(item)
        if (not known or own.met(item)) and (not theme or within(scope.landscape, themes, theme)):
            found.append(_candidate(scope, own, item, known=known))
    return found


def _candidate(scope: Scope, own: Holdings, item: Item, *, known: bool) -> Candidate:
    maker, other = scope.ground.models[item.key]
    return Candidate(
        partner=maker,
        weight=_weight(own, item, known=known) + _likeness(scope, own, other),
        case=partial(_case, scope, own, item, known=known),
        subject=PartnerRef(item.iri, item.key, item.name),
        groups=frozenset({other, item.action_field}),
        damping=size_damping(own.district, scope.landscape.districts[other]),
    )


def _weight(own: Holdings, item: Item, *, known: bool) -> float:
    return gain_weight(own, item) - (MODEL_WEIGHT / 2 if known else 0.0)


def _likeness(scope: Scope, own: Holdings, other: str) -> float:
    return SIMILARITY_WEIGHT * scope.similarity(own.ags, other)


def _case(scope: Scope, own: Holdings, item: Item, *, known: bool) -> Case:
    other = scope.ground.models[item.key][1]
    theme, gain = item_gain(scope, own, other, item)
    district = scope.landscape.districts[other]
    return Case(
        arguments=(
            _for_need(scope, own, other, item, gain) if known else gain,
            similarity_argument(scope, own.ags, other, SIMILARITY_WEIGHT),
        ),
        against=lambda: against_transfer(scope, own.ags, other),
        unknown=lambda: Text(
            f"Ob das Modell heute noch betrieben wird und was {place(district)} für eine"
            " Übernahme bereitstellt, ist nicht verzeichnet.",
            "Whether the model is still in operation, and what"
            f" {english_place(district)} provides for a transfer, is not recorded.",
        ),
        theme=theme,
    )


def _for_need(scope: Scope, own: Holdings, other: str, item: Item, gain: Argument) -> Argument:
    def say() -> Text:
        met = own.met(item)
        theirs = scope.landscape.districts[other]
        need = need_sentence(scope.landscape, own.district, *met) if met else Text("", "")
        return Text(
            f"{capital(place(theirs))} hat das Modell {quoted(item.name)}. {need.de}",
            f"{english_place(theirs)} has the model {quoted(item.name, 'en')}. {need.en}",
        )

    weight = _weight(own, item, known=True)
    return Argument(weight, say, gain.statements, gain.sources, gain.removable)
