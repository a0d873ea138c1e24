"""Which offers of agencies that work today are open to a district."""

from typing import Final

from graph.suggestions.agencies import (
    RESPONSIBLE,
    UNSURE,
    WHOLE,
    agreement_argument,
    area_argument,
    responsible,
)
from graph.suggestions.candidates import Argument, Candidate, Case, Only
from graph.suggestions.offered import is_for_districts, is_past
from graph.suggestions.results import PartnerRef
from graph.suggestions.scope import Scope, addresses
from graph.suggestions.specialists import nationwide_argument, need_argument, serves_everywhere
from graph.suggestions.themes import within
from graph.suggestions.wording import english_place, joined, noun, place, quoted, theme_label
from graph.things import CITIES, Item, ServiceArea
from ontology.texts import Text

AGREED: Final = 0.45
NEED: Final = 0.3
KIND_WEIGHTS: Final = {
    "beratung": 0.2,
    "bedarfsanalyse": 0.2,
    "prozessbegleitung": 0.2,
    "arbeitskreis": 0.15,
    "netzwerktreffen": 0.12,
    "qualifizierung-workshop": 0.15,
    "handreichung": 0.1,
    "fachtag": 0.08,
    "auszeichnung": 0.05,
}
"""Kind of offer → weight: what is made for one municipality counts more than what is printed."""
BOUND: Final = 0.4
"""Factor for an offer to those with a grant or agreement, where neither is recorded."""
SHARED: Final = 0.5
"""Factor for an offer that addresses the regional agencies as much as the municipalities."""

LARGE_CITY: Final = 100_000
"""Inhabitants from which on a city is called large; what is made for these suits others less."""

_BY_AGREEMENT: Final = ("vereinbarung", "begleitkommunen")


def offers(scope: Scope, ags: str, theme: str, only: Only = None) -> list[Candidate]:
    """Return offers that a district can use, of agencies that work on the day; no past events.

    Args:
        scope: what is known.
        ags: the district that asks.
        theme: only offers on this theme; empty for all.
        only: only these partners; None for all.
    """
    areas = {area.agency: area for area in responsible(scope, ags)}
    found = []
    for key in scope.ground.agencies if only is None else sorted(only):
        area = areas.get(key)
        if not scope.works(key) or (area is None and not serves_everywhere(scope, key)):
            continue
        found += [
            candidate
            for item in scope.items_of([key], "Offer")
            if within(scope.landscape, item.themes, theme)
            and _open_to(scope, ags, item)
            and not is_past(scope, item)
            and (candidate := _candidate(scope, ags, item, key, area)) is not None
        ]
    return found


def _open_to(scope: Scope, ags: str, item: Item) -> bool:
    if not is_for_districts(item):
        return False
    named = scope.ground.addressed.get(item.key)
    return named is None or scope.landscape.districts[ags].name in named


def _candidate(
    scope: Scope, ags: str, item: Item, agency: str, area: ServiceArea | None
) -> Candidate | None:
    met = scope.met(ags)(item.themes)
    agreed = next(agreement_argument(scope, ags, agency, AGREED), None)
    covered = area is not None and area.extent in WHOLE
    aside = met is None and agreed is None and not covered
    unsure = area is not None and agreed is None and not covered
    if unsure and aside:
        return None
    bound = agreed is None and _is_bound(scope, ags, item)
    case = Case(
        arguments=(
            _offer_argument(scope, ags, item, agency, BOUND if bound else 1.0),
            agreed or _ground(scope, ags, agency, area),
            *([need_argument(scope, ags, met, NEED)] if met else ()),
        ),
        against=lambda: _against(scope, ags, item, aside=aside, bound=bound),
        unknown=lambda: Text(
            "Ob das Angebot derzeit besteht, was es kostet und ob es freie Plätze gibt, ist nicht"
            f" verzeichnet; ebenso wenig, ob {place(scope.landscape.districts[ags])} es nutzt.",
            "Whether the offer exists at present, what it costs and whether there are places is not"
            f" recorded; nor whether {english_place(scope.landscape.districts[ags])} already uses"
            " it.",
        ),
        theme=met[0] if met else next(iter(item.themes), ""),
    )
    subject, groups = PartnerRef(item.iri, item.key, item.name), {agency, item.kind, *item.themes}
    damping = UNSURE if unsure else 1.0
    return Candidate.of(agency, case, subject, frozenset(groups), damping, aside=aside)


def _ground(scope: Scope, ags: str, agency: str, area: ServiceArea | None) -> Argument:
    if area is None:
        return nationwide_argument(scope, agency)
    return area_argument(scope, ags, area, RESPONSIBLE[area.extent] * 0.8)


def _is_bound(scope: Scope, ags: str, item: Item) -> bool:
    """Say whether an offer is only for those with a grant or an agreement that are not recorded."""
    told = f"{item.name} {item.audience}".lower()
    funded = "geförder" in told and not any(
        scope.is_open(tie) and scope.landscape.programmes[tie.programme].kind == "federal"
        for tie in scope.participations_of(scope.administration(ags))
    )
    return funded or any(word in told for word in _BY_AGREEMENT)


def _is_large_city(scope: Scope, ags: str) -> bool:
    district = scope.landscape.districts[ags]
    return district.type in CITIES and district.population >= LARGE_CITY


def _offer_argument(scope: Scope, ags: str, item: Item, agency: str, factor: float) -> Argument:
    def say() -> Text:
        kinds = scope.landscape.concepts["offer-kind"]
        kind = kinds[item.kind].label if item.kind in kinds else Text("Angebot", "offer")
        labels = [theme_label(scope.landscape, one) for one in item.themes]
        many = "Themen" if len(labels) > 1 else "Thema"
        about = Text(
            f"; {many}: {joined([one.de for one in labels])}" if labels else "",
            f"; on {joined([one.en for one in labels], 'en')}" if labels else "",
        )
        year = f", {item.year[:4]}" if item.year else ""
        german = f" Zielgruppe: {item.audience}." if item.audience else ""
        english = f" Audience: {item.audience}." if item.audience else ""
        who = noun(scope.landscape.actors[agency].class_)
        return Text(
            f"{who.de} bietet an: {quoted(item.name)} ({kind.de}{year}{about.de}).{german}",
            f"{who.en} offers {quoted(item.name, 'en')} ({kind.en}{year}{about.en}).{english}",
        )

    weight = KIND_WEIGHTS.get(item.kind, 0.1) * factor
    told = f"{item.name} {item.audience}"
    weight *= SHARED if "REAB" in told else 1.0
    weight *= SHARED if "Großst" in told and not _is_large_city(scope, ags) else 1.0
    return Argument(weight, say, (item.iri,), lambda: addresses(item.evidence), (item.iri,))


def _against(scope: Scope, ags: str, item: Item, *, aside: bool, bound: bool) -> Text:
    district = scope.landscape.districts[ags]
    if bound:
        return Text(
            f"Das Angebot setzt eine Förderung oder Vereinbarung voraus; für"
            f" {place(district, 'accusative')} ist keine verzeichnet.",
            f"The offer requires a grant or an agreement; none is recorded for"
            f" {english_place(district)}.",
        )
    if aside:
        return Text(
            f"Das Angebot ist nicht eigens für {place(district, 'accusative')} gemacht: ein Bedarf"
            " dazu oder eine Vereinbarung mit der Stelle ist nicht verzeichnet.",
            f"The offer is not made for {english_place(district)} in particular: no need for it and"
            " no agreement with the body is recorded.",
        )
    if item.kind == "handreichung":
        return Text(
            "Material zum Lesen ersetzt keine Beratung vor Ort.",
            "Material to read is no substitute for advice on site.",
        )
    if not item.year:
        return Text(
            "Der Eintrag nennt kein Jahr: das Angebot kann ausgelaufen sein.",
            "The entry gives no year: the offer may have run out.",
        )
    return Text(
        f"Der Eintrag ist von {item.year[:4]}; seither kann sich das Angebot geändert haben.",
        f"The entry is from {item.year[:4]}; the offer may have changed since.",
    )
