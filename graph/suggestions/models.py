"""Which models of comparable districts could be taken over."""

from graph.suggestions.candidates import Argument, Candidate
from graph.suggestions.comparable import (
    SIMILARITY_WEIGHT,
    against_transfer,
    similarity_argument,
)
from graph.suggestions.exchange import MODEL_WEIGHT, Holdings, item_gain, size_damping
from graph.suggestions.ground import place_of
from graph.suggestions.results import PartnerRef
from graph.suggestions.scope import Scope
from graph.suggestions.themes import need_for, need_sentence, themes_of, within
from graph.suggestions.wording import capital, english_place, place, quoted
from graph.things import Item
from ontology.texts import Text


def models(scope: Scope, ags: str, theme: str) -> list[Candidate]:
    """Return models of other districts, in fields with nothing recorded or a stated need.

    Args:
        scope: what is known.
        ags: the district that asks.
        theme: only models whose action field matches this theme; empty for all.
    """
    own = Holdings(scope, ags)
    found = []
    for item in scope.models():
        if within(scope.landscape, themes_of(item), theme):
            maker, other = _maker(scope, item)
            if other and other != ags and maker not in scope.excluded:
                found += _candidate(scope, own, maker, other, item)
    return found


def _maker(scope: Scope, item: Item) -> tuple[str, str]:
    for actor in item.actors:
        if scope.landscape.actors[actor].class_ == "Municipality":
            heir = next(iter(scope.landscape.successions.get(actor, ())), actor)
            return heir, place_of(scope.landscape, actor)
    return "", ""


def _candidate(scope: Scope, own: Holdings, maker: str, other: str, item: Item) -> list[Candidate]:
    met = need_for(scope.landscape, own.needs, themes_of(item))
    if not item.action_field or (item.action_field in own.fields and met is None):
        return []
    theme, gain = item_gain(scope, own, other, item)
    if item.action_field in own.fields:
        gain = _for_need(scope, own, other, item, gain)
    district = scope.landscape.districts[other]
    return [
        Candidate(
            partner=maker,
            arguments=(gain, similarity_argument(scope, own.ags, other, SIMILARITY_WEIGHT)),
            against=lambda: against_transfer(scope, own.ags, other),
            unknown=lambda: Text(
                f"Ob das Modell heute noch betrieben wird und was {place(district)} für eine"
                " Übernahme bereitstellt, ist nicht verzeichnet.",
                "Whether the model is still in operation, and what"
                f" {english_place(district)} provides for a transfer, is not recorded.",
            ),
            theme=theme,
            damping=size_damping(own.district, district),
            subject=PartnerRef(item.iri, item.key, item.name),
            groups=frozenset({other, item.action_field}),
        )
    ]


def _for_need(scope: Scope, own: Holdings, other: str, item: Item, gain: Argument) -> Argument:
    def say() -> Text:
        met = need_for(scope.landscape, own.needs, themes_of(item))
        theirs = scope.landscape.districts[other]
        need = need_sentence(scope.landscape, own.district, *met) if met else Text("", "")
        return Text(
            f"{capital(place(theirs))} hat das Modell {quoted(item.name)}. {need.de}",
            f'{english_place(theirs)} has the model "{item.name}". {need.en}',
        )

    weight = gain.weight - MODEL_WEIGHT / 2
    return Argument(weight, say, gain.statements, gain.sources, gain.removable)
