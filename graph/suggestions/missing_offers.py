"""Which themes the districts of an agency need and it offers nothing on, and who could help."""

from collections import defaultdict
from collections.abc import Iterator

from graph.keys import municipality_key
from graph.suggestions.candidates import Argument, Candidate
from graph.suggestions.for_agencies import area_of
from graph.suggestions.offers import is_past
from graph.suggestions.results import PartnerRef
from graph.suggestions.scope import Scope, addresses
from graph.suggestions.themes import within
from graph.suggestions.wording import english_place, place, quoted, theme_label
from graph.things import Item
from ontology.texts import Text


def missing_offers(scope: Scope, key: str, theme: str) -> list[Candidate]:
    """Return themes that districts of an agency need and for which it offers nothing.

    The partner is an agency of today with an offer on the theme, else the district that stated the
    need last.

    Args:
        scope: what is known.
        key: the agency that asks.
        theme: only this theme; empty for all.
    """
    offered = [one for item in scope.items_of([key], "Offer") for one in item.themes]
    needs: dict[str, list[tuple[str, Item]]] = defaultdict(list)
    for ags in area_of(scope, key):
        for wanted, need in scope.needs(ags).items():
            if within(scope.landscape, [wanted], theme):
                needs[wanted].append((ags, need))
    return [
        _missing(scope, key, wanted, stated)
        for wanted, stated in sorted(needs.items())
        if not within(scope.landscape, offered, wanted)
    ]


def _missing(scope: Scope, key: str, theme: str, stated: list[tuple[str, Item]]) -> Candidate:
    latest = sorted(stated, key=lambda pair: (pair[1].year, pair[0]), reverse=True)
    needed = _needed(scope, theme, latest)
    supplier = next(iter(_suppliers(scope, key, theme)), None)
    concept = scope.landscape.themes[theme]
    partner = (
        scope.landscape.items[supplier].actors[0] if supplier else municipality_key(latest[0][0])
    )
    return Candidate(
        partner=partner,
        arguments=(needed, *_supply(scope, supplier)),
        against=lambda: Text(
            f"Die Angaben stammen von {len(latest)} Kommunen und sind zum Teil Jahre alt; gefragt"
            " wurde nicht überall.",
            f"The statements come from {len(latest)} municipalities and are partly years old; not"
            " everybody was asked.",
        ),
        unknown=lambda: Text(
            "Angebote, die nicht veröffentlicht sind, fehlen in den Daten.",
            "Offers that were not published are missing from the data.",
        ),
        theme=theme,
        subject=PartnerRef(concept.iri, concept.key, concept.german),
        groups=frozenset({theme}),
    )


def _needed(scope: Scope, theme: str, latest: list[tuple[str, Item]]) -> Argument:
    label = theme_label(scope.landscape, theme)
    names = [scope.landscape.districts[ags] for ags, _ in latest[:3]]
    rest = len(latest) - len(names)
    more = (f" und {rest} weitere", f" and {rest} more") if rest > 0 else ("", "")
    iris = tuple(need.iri for _, need in latest)
    text = Text(
        f"„{label.de}“ als Bedarf oder Schwerpunkt nennt oder nennen:"
        f" {', '.join(place(one) for one in names)}{more[0]}. Ein eigenes Angebot dazu ist"
        " für Sie nicht verzeichnet.",
        f'"{label.en}" is stated as a need or priority by:'
        f" {', '.join(english_place(one) for one in names)}{more[1]}. No offer of yours on this is"
        " recorded.",
    )
    return Argument(
        min(0.6, 0.2 + 0.1 * len(latest)),
        lambda: text,
        iris,
        addresses(evidence for _, need in latest[:3] for evidence in need.evidence),
        iris,
    )


def _suppliers(scope: Scope, key: str, theme: str) -> list[str]:
    return [
        item.key
        for agency in scope.ground.agencies
        if agency != key and scope.works(agency)
        for item in scope.items_of([agency], "Offer")
        if within(scope.landscape, item.themes, theme) and not is_past(scope, item)
    ]


def _supply(scope: Scope, supplier: str | None) -> Iterator[Argument]:
    if supplier is None:
        return
    item = scope.landscape.items[supplier]
    name = scope.landscape.actors[item.actors[0]].name
    text = Text(
        f"{quoted(name)} bietet dazu an: {quoted(item.name)}. Daran lässt sich anknüpfen.",
        f'"{name}" offers "{item.name}" on this, which one can build on.',
    )
    yield Argument(0.15, lambda: text, (item.iri,), addresses(item.evidence), (item.iri,))
