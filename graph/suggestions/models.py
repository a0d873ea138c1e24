"""Which models of comparable districts could be taken over."""

from collections.abc import Callable
from functools import cache, partial
from typing import Final, NamedTuple

from graph.suggestions.agencies import agreement_argument
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

TIED: Final = 0.1
"""What it adds that the two administrations already work together: whom to call is known."""


def models(scope: Scope, ags: str, theme: str, only: Only = None) -> list[Candidate]:
    """Return models of other districts, in fields with nothing recorded or a stated need.

    Args:
        scope: what is known.
        ags: the district that asks.
        theme: only models whose action field matches this theme; empty for all.
        only: only these partners; None for all.
    """
    own = holdings(scope, ags)
    likeness = cache(partial(_likeness, scope, ags))
    partners = scope.partners(scope.administration(ags))
    found = []
    for item in scope.models():
        maker, other = scope.ground.models[item.key]
        if only is not None and maker not in only:
            continue
        if not other or other == ags or not item.action_field:
            continue
        known = own.knows(item)
        if (not known or own.met(item)) and _is_on(scope, item, theme):
            weight = _weight(own, item, known=known) + (TIED if maker in partners else 0.0)
            case = partial(_case, scope, own, item, known=known)
            found.append(_candidate(item, maker, weight, case, likeness(other)))
    return found


class _Alike(NamedTuple):
    """How comparable the district that has a model is.

    Attributes:
        ags: of that district.
        weight: what its similarity adds to the score.
        damping: by the difference in size.
    """

    ags: str
    weight: float
    damping: float


def _likeness(scope: Scope, ags: str, other: str) -> _Alike:
    one, two = scope.landscape.districts[ags], scope.landscape.districts[other]
    return _Alike(other, SIMILARITY_WEIGHT * scope.similarity(ags, other), size_damping(one, two))


def _is_on(scope: Scope, item: Item, theme: str) -> bool:
    return not theme or within(scope.landscape, themes_of(item), theme)


def _candidate(
    item: Item, maker: str, weight: float, case: Callable[[], Case], alike: _Alike
) -> Candidate:
    return Candidate(
        partner=maker,
        weight=weight + alike.weight,
        case=case,
        subject=PartnerRef(item.iri, item.key, item.name),
        groups=frozenset({alike.ags, item.action_field}),
        damping=alike.damping,
    )


def _weight(own: Holdings, item: Item, *, known: bool) -> float:
    return gain_weight(own, item) - (MODEL_WEIGHT / 2 if known else 0.0)


def _case(scope: Scope, own: Holdings, item: Item, *, known: bool) -> Case:
    maker, other = scope.ground.models[item.key]
    theme, gain = item_gain(scope, own, other, item)
    district = scope.landscape.districts[other]
    return Case(
        arguments=(
            _for_need(scope, own, other, item, gain) if known else gain,
            similarity_argument(scope, own.ags, other, SIMILARITY_WEIGHT),
            *agreement_argument(scope, own.ags, maker, TIED),
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
