"""What agencies offer, to whom, and on which themes they have something for districts."""

from typing import Final

from graph.suggestions.scope import Scope
from graph.things import Item

_EVENTS: Final = frozenset({"fachtag", "netzwerktreffen", "qualifizierung-workshop"})
_FOR_DISTRICTS: Final = (
    "kommun",
    "kreis",
    "städt",
    "stadt",
    "verwaltung",
    "bildungsakteure",
    "bildungsmonitor",
)
"""Words of an audience that districts belong to; other offers address agencies or researchers."""


def is_for_districts(item: Item) -> bool:
    """Say whether districts belong to the audience of an offer; so do they if none is named."""
    audience = item.audience.lower()
    return not audience or any(word in audience for word in _FOR_DISTRICTS)


def is_past(scope: Scope, item: Item) -> bool:
    """Say whether an offer is an event of an earlier year."""
    return item.kind in _EVENTS and bool(item.year) and int(item.year[:4]) < scope.day.year


def themes_offered(scope: Scope, key: str) -> dict[str, Item]:
    """Return theme → an offer of an agency on it, to whomever, that is not a past event."""
    return {
        theme: item
        for item in scope.items_of([key], "Offer")
        if not is_past(scope, item)
        for theme in item.themes
    }


def themes_for_districts(scope: Scope, key: str) -> dict[str, Item]:
    """Return theme → an offer of an agency on it that districts can use."""
    return {
        theme: item
        for item in scope.items_of([key], "Offer")
        if is_for_districts(item) and not is_past(scope, item)
        for theme in item.themes
    }


def fitting(scope: Scope, key: str, ags: str) -> tuple[str, Item] | None:
    """Return the need of a district that an agency has something for; None if there is none."""
    met = scope.met(ags)
    return met(tuple(themes_for_districts(scope, key))) or met(scope.landscape.actors[key].themes)
