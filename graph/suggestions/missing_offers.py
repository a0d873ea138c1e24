"""Which themes the districts of an agency need and it offers nothing on, and who could help."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from graph.keys import municipality_key
from graph.suggestions.candidates import Argument, Candidate, Case, Only
from graph.suggestions.for_agencies import served
from graph.suggestions.ground import NATIONWIDE_CLASSES
from graph.suggestions.offered import is_past, themes_offered
from graph.suggestions.results import PartnerRef
from graph.suggestions.scope import Scope, addresses
from graph.suggestions.themes import within
from graph.suggestions.wording import capital, english_place, joined, place, quoted, theme_label
from graph.things import Item
from ontology.texts import Text


def missing_offers(scope: Scope, key: str, theme: str, only: Only = None) -> list[Candidate]:
    """Return themes that districts of an agency need and for which it offers nothing.

    The partner is an agency of today with an offer on the theme, else the district that stated the
    need last.

    Args:
        scope: what is known.
        key: the agency that asks.
        theme: only this theme; empty for all.
        only: only these partners; None for all.
    """
    if scope.landscape.actors[key].class_ in NATIONWIDE_CLASSES:
        return []  # a specialist need not offer everything
    offered = [*themes_offered(scope, key)]
    needs: dict[str, list[tuple[str, Item]]] = defaultdict(list)
    for ags in served(scope, key):
        for wanted, need in scope.needs(ags).items():
            if within(scope.landscape, [wanted], theme):
                needs[wanted].append((ags, need))
    found = [
        _missing(scope, key, wanted, stated)
        for wanted, stated in sorted(needs.items())
        if not within(scope.landscape, offered, wanted)
    ]
    return [one for one in found if only is None or one.partner in only]


def _missing(scope: Scope, key: str, theme: str, stated: list[tuple[str, Item]]) -> Candidate:
    latest = sorted(stated, key=lambda pair: (pair[1].year, pair[0]), reverse=True)
    needed = _needed(scope, theme, latest)
    supplier = next(iter(_suppliers(scope, key, theme)), None)
    concept = scope.landscape.themes[theme]
    partner = (
        scope.landscape.items[supplier].actors[0] if supplier else municipality_key(latest[0][0])
    )
    case = Case(
        arguments=(needed, *_supply(scope, supplier)),
        against=lambda: Text(
            f"Die Angaben stammen von {len(latest)} Kommunen und sind zum Teil Jahre alt; gefragt"
            " wurde nicht überall."
            if len(latest) > 1
            else "Die Angabe stammt von einer einzigen Kommune; gefragt wurde nicht überall.",
            f"The statements come from {len(latest)} municipalities and are partly years old; not"
            " everybody was asked."
            if len(latest) > 1
            else "The statement comes from one single municipality; not everybody was asked.",
        ),
        unknown=lambda: Text(
            "Angebote, die nicht veröffentlicht sind, fehlen in den Daten.",
            "Offers that were not published are missing from the data.",
        ),
        theme=theme,
    )
    return Candidate.of(
        partner,
        case,
        subject=PartnerRef(concept.iri, concept.key, concept.german),
        groups=frozenset({theme}),
    )


def _needed(scope: Scope, theme: str, latest: list[tuple[str, Item]]) -> Argument:
    iris = tuple(need.iri for _, need in latest)
    return Argument(
        min(0.6, 0.2 + 0.1 * len(latest)),
        lambda: _needed_text(scope, theme, [ags for ags, _ in latest]),
        iris,
        lambda: addresses(evidence for _, need in latest[:3] for evidence in need.evidence),
        iris,
    )


def _needed_text(scope: Scope, theme: str, stating: Sequence[str]) -> Text:
    label = theme_label(scope.landscape, theme)
    shown = [scope.landscape.districts[ags] for ags in stating[:3]]
    german, english = joined([place(one) for one in shown]), [english_place(one) for one in shown]
    if len(stating) == 1:
        return Text(
            f"{capital(german)} nennt „{label.de}“ als Bedarf oder Schwerpunkt; ein eigenes Angebot"
            " dazu ist für Sie nicht verzeichnet.",
            f'{english[0]} states "{label.en}" as a need or priority; no offer of yours on this is'
            " recorded.",
        )
    among = Text("darunter ", "among them ") if len(stating) > len(shown) else Text("", "")
    return Text(
        f"{len(stating)} Kreise Ihres Gebiets nennen „{label.de}“ als Bedarf oder Schwerpunkt"
        f" ({among.de}{german}); ein eigenes Angebot dazu ist für Sie nicht verzeichnet.",
        f'{len(stating)} districts of your area state "{label.en}" as a need or priority'
        f" ({among.en}{joined(english, 'en')}); no offer of yours on this is recorded.",
    )


def _suppliers(scope: Scope, key: str, theme: str) -> list[str]:
    supply = scope.always("supply", theme, lambda: _supply_on(scope.whole(), theme))
    return [
        item.key
        for agency, item in supply
        if agency != key and scope.works(agency) and item.iri not in scope.gone
    ]


def _supply_on(scope: Scope, theme: str) -> list[tuple[str, Item]]:
    return [
        (agency, item)
        for agency in scope.ground.agencies
        if scope.works(agency)
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
        f"{quoted(name, 'en')} offers {quoted(item.name, 'en')} on this, which one can build on.",
    )
    yield Argument(0.15, lambda: text, (item.iri,), lambda: addresses(item.evidence), (item.iri,))
