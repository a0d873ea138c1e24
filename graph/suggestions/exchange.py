"""Which comparable districts have something that a district lacks."""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

from graph.keys import municipality_key
from graph.suggestions.agencies import responsible
from graph.suggestions.candidates import Argument, Candidate, Case, Only
from graph.suggestions.comparable import (
    SIMILARITY_WEIGHT,
    against_exchange,
    similarity_argument,
)
from graph.suggestions.ground import CLOSEST
from graph.suggestions.scope import Scope, addresses
from graph.suggestions.themes import need_sentence, themes_of, within
from graph.suggestions.wording import (
    ITEM_LABELS,
    capital,
    english_place,
    period,
    place,
    quoted,
    tie_label,
    year_of,
)
from graph.things import District, Item, Tie
from ontology.texts import Text

NEED_WEIGHT: Final = 0.12
MODEL_WEIGHT: Final = 0.18
AGREEMENT_WEIGHT: Final = 0.15
_ITEM_WEIGHTS: Final = {
    "EducationOffice": 0.15,
    "EducationConference": 0.12,
    "EducationReport": 0.12,
    "SteeringGroup": 0.1,
    "EducationAdvisoryBoard": 0.1,
    "MissionStatement": 0.08,
}
MODEL: Final = "EducationModel"

_NAMED: Final = {
    "EducationOffice": ("Bildungsbüro", "Geschäftsstelle", "Fachstelle", "Stabsstelle"),
    "EducationConference": ("ildungskonferenz", "ildungsforum"),
    "EducationReport": ("ildungsbericht", "ildungsreport"),
    "SteeringGroup": ("Lenkungs", "Steuerungs"),
    "EducationAdvisoryBoard": ("eirat", "ildungsrat"),
    "MissionStatement": ("eitbild", "eitlinien"),
}
"""Class of a body or document → words by which a model is one: it must not be called missing."""

LESS_ALIKE: Final = 0.8
"""Factor for a district that is not among the closest ones, however much it has."""

TOO_DIFFERENT: Final = 4.0
SIZE_DAMPING: Final = 0.8
"""A district this many times larger or smaller counts less, however alike its figures are."""


def peer_districts(scope: Scope, ags: str, theme: str, only: Only = None) -> list[Candidate]:
    """Return comparable districts that have a model, body, report or agreement this one lacks.

    Args:
        scope: what is known.
        ags: the district that asks.
        theme: only what belongs to this theme; empty for everything.
        only: only these partners; None for all.
    """
    own = holdings(scope, ags)
    lacks_agency = not own.agreements and not theme and bool(responsible(scope, ags))
    found = []
    for nearness, other in enumerate(scope.nearest(ags)):
        key = municipality_key(other)
        if key in own.partners or (only is not None and key not in only):
            continue
        gains = list(_gains(scope, own, other, theme))
        if lacks_agency:
            agreed = holdings(scope, other).agreements[:1]
            gains += [("", _agreement_gain(scope, own, other, tie)) for tie in agreed]
        if gains:
            found.append(_peer(scope, own, other, gains, close=nearness < CLOSEST))
    return found


def holdings(scope: Scope, ags: str) -> "Holdings":
    """Return what a district has, looked up once a day."""
    return scope.remembered("holdings", ags, lambda: Holdings(scope, ags))


class Holdings:
    """What a district has and what it said it needs.

    Args:
        scope: what is known.
        ags: the district.
    """

    def __init__(self, scope: Scope, ags: str) -> None:
        keys = scope.administration(ags)
        items = scope.items_of(keys)
        self.ags = ags
        self.district = scope.landscape.districts[ags]
        self.classes = {item.class_ for item in items}.union(*map(_named, items))
        self.fields = {item.action_field for item in items if item.class_ == MODEL}
        self.needs = scope.needs(ags)
        self.partners = scope.partners(keys)
        self.agreements = _open_agreements(scope, keys)
        self.assets = sorted(items, key=lambda item: (item.year, item.key))
        self._landscape = scope.landscape
        self._met = scope.met(ags)
        self._answers: dict[str, tuple[str, Item] | None] = {}

    def met(self, item: Item) -> tuple[str, Item] | None:
        """Return the stated need that an item meets, see `need_for`; None if it meets none.

        Of most models only the action field is known. That it lies in the field of transitions does
        not mean that it answers the need for one of them: the way to work is none to retirement.
        """
        if item.key not in self._answers:
            self._answers[item.key] = self._need(item)
        return self._answers[item.key]

    def _need(self, item: Item) -> tuple[str, Item] | None:
        themes = themes_of(item)
        met = self._met(themes)
        if met is None or item.themes or met[0] in themes:
            return met
        is_narrower = within(self._landscape, (met[0],), themes[0])
        return None if is_narrower else met

    def knows(self, model: Item) -> bool:
        """Say whether the district has a model in the field, or has what the model is."""
        return model.action_field in self.fields or not self.classes.isdisjoint(_named(model))


def _named(item: Item) -> frozenset[str]:
    return _kinds_in(item.name) if item.class_ == MODEL else frozenset()


@cache
def _kinds_in(name: str) -> frozenset[str]:
    return frozenset(kind for kind, words in _NAMED.items() if any(word in name for word in words))


def size_damping(one: District, other: District) -> float:
    """Return the factor for districts of very different size."""
    mine, theirs = max(1, one.population), max(1, other.population)
    ratio = mine / theirs if mine > theirs else theirs / mine
    return SIZE_DAMPING if ratio > TOO_DIFFERENT else 1.0


def _gains(scope: Scope, own: Holdings, other: str, theme: str) -> Iterator[tuple[str, Argument]]:
    theirs = holdings(scope, other)
    latest: dict[tuple[str, str], Item] = {}
    for item in theirs.assets:
        lacking = (
            item.action_field and not own.knows(item)
            if item.class_ == MODEL
            else item.class_ in _ITEM_WEIGHTS and item.class_ not in own.classes
        )
        if lacking and (not theme or within(scope.landscape, themes_of(item), theme)):
            latest[item.class_, item.action_field] = item
    for item in latest.values():
        yield item_gain(scope, own, other, item)


def item_gain(scope: Scope, own: Holdings, other: str, item: Item) -> tuple[str, Argument]:
    """Return the theme and the argument that another district has an item that one lacks."""
    themes = themes_of(item)
    met = own.met(item)

    def say() -> Text:
        text = _has_text(scope, own, other, item)
        if met is None:
            return text
        need = need_sentence(scope.landscape, own.district, *met)
        return Text(f"{text.de} {need.de}", f"{text.en} {need.en}")

    statements = (item.iri,) if met is None else (item.iri, met[1].iri)
    argument = Argument(
        gain_weight(own, item),
        say,
        statements,
        lambda: addresses([*item.evidence, *(met[1].evidence if met else ())]),
        statements,
    )
    return (met[0] if met else next(iter(themes), "")), argument


def gain_weight(own: Holdings, item: Item) -> float:
    """Return how much it counts that another district has an item that one lacks."""
    weight = MODEL_WEIGHT if item.class_ == MODEL else _ITEM_WEIGHTS[item.class_]
    return weight + (NEED_WEIGHT if own.met(item) else 0.0)


def _has_text(scope: Scope, own: Holdings, other: str, item: Item) -> Text:
    theirs, mine = scope.landscape.districts[other], own.district
    who, for_me = capital(place(theirs)), place(mine, "accusative")
    year = year_of(item)
    if item.class_ == MODEL:
        field = scope.landscape.concepts["action-field"][item.action_field].label
        return Text(
            f"{who} hat das Modell {quoted(item.name)} (Handlungsfeld {field.de}); für {for_me} ist"
            " in diesem Handlungsfeld kein Modell verzeichnet.",
            f"{english_place(theirs)} has the model {quoted(item.name, 'en')} (action field"
            f" {field.en}); for {english_place(mine)} no model is recorded in this field.",
        )
    label = ITEM_LABELS[item.class_]
    # a name that only says the kind once more is left out
    is_named = not label.de.endswith(f" {item.name}")
    german, english = (f": {quoted(item.name, one)}" if is_named else "" for one in ("de", "en"))
    return Text(
        f"{who} hat {label.de}{german}{year.de}. Für {for_me} ist nichts dergleichen verzeichnet.",
        f"{english_place(theirs)} has {label.en}{english}{year.en}. For"
        f" {english_place(mine)} nothing of the kind is recorded.",
    )


def _agreement_gain(scope: Scope, own: Holdings, other: str, tie: Tie) -> Argument:
    def say() -> Text:
        theirs, mine = scope.landscape.districts[other], own.district
        agency = next(m.actor for m in tie.members if m.actor in scope.ground.agencies)
        name, label, when = (
            scope.landscape.actors[agency].name,
            tie_label(scope.landscape, tie),
            (period(tie.interval)),
        )
        return Text(
            f"{capital(place(theirs))} arbeitet auf Grundlage einer Vereinbarung mit einer Agentur"
            f" ({label.de}, {name}, {when.de}); für {place(mine, 'accusative')} ist derzeit keine"
            " verzeichnet.",
            f"{english_place(theirs)} works under an agreement with an agency ({label.en}, {name},"
            f" {when.en}); for {english_place(mine)} none is recorded at present.",
        )

    return Argument(AGREEMENT_WEIGHT, say, (tie.iri,), lambda: addresses(tie.evidence), (tie.iri,))


def _peer(
    scope: Scope, own: Holdings, other: str, gains: Sequence[tuple[str, Argument]], *, close: bool
) -> Candidate:
    best = sorted(gains, key=lambda gain: -gain[1].weight)[:3]
    district = scope.landscape.districts[other]
    case = Case(
        arguments=(
            similarity_argument(scope, own.ags, other, SIMILARITY_WEIGHT),
            *(argument for _, argument in best),
        ),
        against=lambda: against_exchange(scope, own.ags, other),
        unknown=lambda: Text(
            "Nicht verzeichnet heißt nicht: nicht vorhanden. Ob"
            f" {place(own.district)} selbst schon so etwas hat und ob {place(district)} Zeit für"
            " einen Austausch hat, ist zu erfragen.",
            f"Not recorded does not mean absent. Whether {english_place(own.district)} already has"
            f" such a thing, and whether {english_place(district)} has time for an exchange, has to"
            " be asked.",
        ),
        theme=next((theme for theme, _ in best if theme), ""),
    )
    return Candidate.of(
        municipality_key(other),
        case,
        damping=size_damping(own.district, district) * (1.0 if close else LESS_ALIKE),
        groups=frozenset({district.state, *(theme for theme, _ in best)}),
    )


def _open_agreements(scope: Scope, keys: Sequence[str]) -> list[Tie]:
    return [
        tie
        for tie in scope.ties_of(keys)
        if tie.class_ == "TransferAgreement"
        and scope.status(tie) == "current"
        and any(actor in scope.ground.agencies and scope.exists(actor) for actor in tie.actors)
    ]
