"""What somebody who asks for an unknown thing probably meant."""

from collections.abc import Callable, Mapping
from typing import Final

from graph import near
from graph.landscape import Landscape
from ontology.errors import UnknownThingError
from ontology.texts import Text


def unknown(landscape: Landscape, kind: str, key: str) -> UnknownThingError:
    """Return the error for a thing that does not exist, with near matches of its kind.

    Args:
        landscape: where to look for near matches.
        kind: `actor`, `district`, … or a concept scheme.
        key: what was asked for.
    """
    shown, kind_shown = key[:100], kind[:40]
    return near.no_such(
        Text(
            f"Unter {kind_shown} gibt es „{shown}“ nicht.",
            f'There is no "{shown}" under {kind_shown}.',
        ),
        shown,
        _names(landscape, kind),
        _WAYS.get(kind, near.SEARCH),
    )


def _names(landscape: Landscape, kind: str) -> Mapping[str, str]:
    """Return key → name of the things of a kind; {} for kinds without names."""
    if kind in _ITEMS:
        found = [one for one in landscape.items.values() if f"/id/{kind}/" in one.iri]
        return {one.key: one.name or one.key for one in found}
    if kind in _KINDS:
        return _KINDS[kind](landscape)
    return {one.key: one.german for one in landscape.concepts.get(kind, {}).values()}


def _actors(landscape: Landscape) -> Mapping[str, str]:
    return {one.key: one.name for one in landscape.actors.values() if not one.register}


def _districts(landscape: Landscape) -> Mapping[str, str]:
    current = {one.ags: one.name for one in landscape.districts.values()}
    return {**landscape.former_districts, **current}


_WAYS: Final = {
    "actor": near.FIND_ACTORS,
    "body": near.FIND_ACTORS,
    "district": near.FIND_DISTRICTS,
    "theme": near.FIND_THEMES,
}
_ITEMS: Final = ("model", "offer", "need", "document")
_KINDS: Final[dict[str, Callable[[Landscape], Mapping[str, str]]]] = {
    "actor": _actors,
    "body": _actors,
    "district": _districts,
    "state": lambda landscape: landscape.state_names(),
    "programme": lambda landscape: {one.key: one.name for one in landscape.programmes.values()},
    "cooperation": lambda landscape: {one.key: one.label for one in landscape.ties.values()},
    "indicator": lambda landscape: {one.key: one.german for one in landscape.indicators.values()},
}
