"""Which kinds of suggestion there are, and which of them an actor is offered."""

from collections.abc import Callable, Mapping
from typing import Final

from graph.landscape import Landscape
from graph.suggestions.agencies import agencies
from graph.suggestions.bring_together import to_bring_together
from graph.suggestions.candidates import Candidate, Generate, Only, ranked
from graph.suggestions.exchange import peer_districts
from graph.suggestions.for_agencies import to_approach
from graph.suggestions.for_foundations import districts
from graph.suggestions.foundations import foundations
from graph.suggestions.ground import AGENCY_CLASSES, ground, is_foundation
from graph.suggestions.local import local_actors
from graph.suggestions.missing_offers import missing_offers
from graph.suggestions.models import models
from graph.suggestions.offers import offers
from graph.suggestions.organisations import organisations
from graph.suggestions.results import SEPARATOR, SuggestionKind
from graph.suggestions.scope import Scope
from graph.suggestions.third_partners import third_partners
from ontology.texts import Text

THIRD_PARTNER: Final = "third-partner"
"""The kind that a group of partners asks for together."""


def _kind(key: str, label: Text, explanation: Text) -> tuple[str, SuggestionKind]:
    return key, SuggestionKind(key, label, explanation)


KINDS: Final[Mapping[str, SuggestionKind]] = dict(
    [
        _kind(
            "peer-district",
            Text("Vergleichbarer Kreis", "Comparable district"),
            Text(
                "Ein vergleichbarer Kreis mit einem Modell, Gremium, Bericht oder einer"
                " Vereinbarung, die hier nicht verzeichnet sind.",
                "A comparable district with a model, body, report or agreement not recorded here.",
            ),
        ),
        _kind(
            "foundation",
            Text("Stiftung", "Foundation"),
            Text(
                "Eine Stiftung, die in der Region, bei vergleichbaren Kreisen oder zum Thema"
                " verzeichnet ist.",
                "A foundation recorded in the region, with comparable districts or on the theme.",
            ),
        ),
        _kind(
            "agency-offer",
            Text("Angebot einer Agentur", "Offer of an agency"),
            Text(
                "Ein Angebot einer heute zuständigen Agentur oder bundesweiten Fachstelle.",
                "An offer of an agency responsible today, or of a nationwide specialist centre.",
            ),
        ),
        _kind(
            "model",
            Text("Übertragbares Modell", "Transferable model"),
            Text(
                "Ein Modell aus Lernen vor Ort in einem Handlungsfeld, zu dem hier nichts"
                " verzeichnet oder ein Bedarf genannt ist.",
                "A model from Lernen vor Ort in a field with nothing recorded or a stated need.",
            ),
        ),
        _kind(
            "agency",
            Text("Agentur oder Fachstelle", "Agency or specialist centre"),
            Text(
                "Die am Stichtag zuständige Agentur, mit der keine Vereinbarung verzeichnet ist,"
                " oder eine bundesweite Fachstelle zu einem Bedarf, den der Kreis selbst nennt.",
                "The agency responsible on the day with which no agreement is recorded, or a"
                " nationwide specialist centre for a need that the district itself states.",
            ),
        ),
        _kind(
            "local-actor",
            Text("Einrichtung vor Ort", "Local institution"),
            Text(
                "Eine Einrichtung im Kreis an einem Übergang, zu dem keine Kooperation verzeichnet"
                " ist.",
                "An institution in the district at a transition without a recorded cooperation.",
            ),
        ),
        _kind(
            "district",
            Text("Kreis", "District"),
            Text(
                "Ein Kreis in der Reichweite der Stiftung, zu dem ihr Profil passt.",
                "A district within reach of the foundation that fits its profile.",
            ),
        ),
        _kind(
            "district-to-approach",
            Text("Kreis zum Ansprechen", "District to approach"),
            Text(
                "Ein Kreis im Gebiet der Agentur ohne laufende Vereinbarung.",
                "A district in the agency's area without a current agreement.",
            ),
        ),
        _kind(
            "districts-to-bring-together",
            Text("Kreise zum Zusammenbringen", "Districts to bring together"),
            Text(
                "Zwei vergleichbare Kreise des Gebiets mit demselben Bedarf.",
                "Two comparable districts of the area with the same need.",
            ),
        ),
        _kind(
            "missing-offer",
            Text("Fehlendes Angebot", "Missing offer"),
            Text(
                "Ein Thema, das Kreise des Gebiets nennen und zu dem die Agentur nichts anbietet.",
                "A theme that districts of the area state and the agency offers nothing on.",
            ),
        ),
        _kind(
            "organisation",
            Text("Organisation", "Organisation"),
            Text(
                "Eine Organisation, die über gemeinsame Partner, Ort oder Thema nahesteht.",
                "An organisation that is near by shared partners, place or theme.",
            ),
        ),
        _kind(
            THIRD_PARTNER,
            Text("Weiterer Partner einer Runde", "Further partner of a group"),
            Text(
                "Eine Organisation, die alle in der Runde erreicht und sie zum Thema ergänzt.",
                "An organisation that reaches all in the group and adds to it on the theme.",
            ),
        ),
    ]
)
"""Key → kind; the order is the order in a mixed list."""

_FOR_DISTRICTS: Final = (
    "peer-district",
    "foundation",
    "agency-offer",
    "model",
    "agency",
    "local-actor",
)
_FOR_AGENCIES: Final = ("district-to-approach", "districts-to-bring-together", "missing-offer")
_FOR_FOUNDATIONS: Final = ("district", "organisation")


def kinds_for(landscape: Landscape, actor: str) -> tuple[str, ...]:
    """Return the kinds that an actor is offered, in the order of a mixed list.

    Args:
        landscape: where to look.
        actor: key of an actor that exists.
    """
    found = landscape.actors[actor]
    if actor in ground(landscape).district_of:
        return _FOR_DISTRICTS
    if found.class_ in AGENCY_CLASSES:
        return _FOR_AGENCIES
    if is_foundation(found):
        return _FOR_FOUNDATIONS
    return ("organisation",)


def _by_district(generate: Callable[[Scope, str, str, Only], list[Candidate]]) -> Generate:
    def for_actor(scope: Scope, actor: str, theme: str, only: Only = None) -> list[Candidate]:
        return generate(scope, scope.ground.district_of[actor], theme, only)

    return for_actor


GENERATORS: Final[Mapping[str, Generate]] = {
    "peer-district": _by_district(peer_districts),
    "foundation": _by_district(foundations),
    "agency-offer": _by_district(offers),
    "model": _by_district(models),
    "agency": _by_district(agencies),
    "local-actor": _by_district(local_actors),
    "district": districts,
    "district-to-approach": to_approach,
    "districts-to-bring-together": to_bring_together,
    "missing-offer": missing_offers,
    "organisation": organisations,
    THIRD_PARTNER: third_partners,
}
"""Kind → what finds its candidates."""


def candidates(scope: Scope, actor: str, kind: str, theme: str) -> list[Candidate]:
    """Return the candidates of a kind, ranked, without what is excluded.

    Args:
        scope: what is known.
        actor: key of the actor that asks; it is offered this kind.
        kind: key of the kind.
        theme: key, empty for all.
    """
    found = GENERATORS[kind](scope, actor, theme, None)
    return ranked(
        [one for one in found if not is_excluded(scope, one)] if scope.excluded else found
    )


def is_excluded(scope: Scope, candidate: Candidate) -> bool:
    """Say whether a candidate, or one of the actors it is about, must not be suggested."""
    names = (candidate.partner, candidate.also, SEPARATOR.join(candidate.identity))
    return not scope.excluded.isdisjoint(names)
