"""What the pages of the themes show: their hierarchy, and who does what about one."""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from graph.columns.current import columns_of
from graph.columns.ties import ties_under
from graph.dates import Status
from graph.facts import data_folder
from graph.landscape import Landscape
from graph.once import once_per_landscape
from graph.selection import narrower
from graph.things import Concept, Interval, Item, Tie
from ontology.texts import Text
from service.pages.views_statements import (
    ItemRow,
    Proof,
    Reference,
    item_rows,
    proofs,
    reference,
    tie_kind,
)


@dataclass(frozen=True, slots=True)
class Counts:
    """How much there is about a theme and the themes below it."""

    ties: int
    models: int
    needs: int
    offers: int

    @property
    def total(self) -> int:
        """Everything together."""
        return self.ties + self.models + self.needs + self.offers


@dataclass(frozen=True, slots=True)
class Node:
    """A theme in the hierarchy.

    Attributes:
        depth: 0 for a theme that has no broader one.
    """

    theme: Concept
    depth: int
    counts: Counts


@dataclass(frozen=True, slots=True)
class WholeTie:
    """A cooperation as somebody outside sees it: all its members."""

    key: str
    actors: tuple[Reference, ...]
    kind: Text
    subject: str
    interval: Interval
    day_status: Status
    proofs: tuple[Proof, ...]


@dataclass(frozen=True, slots=True)
class ThemeView:
    """Everything on the page of a theme."""

    theme: Concept
    definition: str
    broader: tuple[Concept, ...]
    narrower: tuple[Concept, ...]
    counts: Counts
    ties: list[WholeTie]
    models: list[ItemRow]
    needs: list[ItemRow]
    offers: list[ItemRow]


@once_per_landscape
def hierarchy(landscape: Landscape) -> tuple[Node, ...]:
    """Return all themes, each below its broader one; core themes first, then by name."""
    below: dict[str, list[Concept]] = {}
    for theme in landscape.themes.values():
        for parent in theme.broader or ("",):
            below.setdefault(parent, []).append(theme)
    found: list[Node] = []

    def add(parent: str, depth: int) -> None:
        for theme in sorted(below.get(parent, ()), key=lambda one: (not one.core, one.german)):
            found.append(Node(theme, depth, _counts(landscape, theme.key)))
            add(theme.key, depth + 1)

    add("", 0)
    return tuple(found)


def theme_view(landscape: Landscape, key: str, day: date) -> ThemeView:
    """Return what is to be shown of a theme on a day; narrower themes count too.

    Raises:
        UnknownThingError: if there is no such theme.
    """
    theme = landscape.theme(key)
    ties, items = _about(landscape, key)
    return ThemeView(
        theme=theme,
        definition=definitions().get(key, ""),
        broader=tuple(landscape.themes[one] for one in theme.broader),
        narrower=tuple(
            one
            for one in sorted(landscape.themes.values(), key=lambda found: found.german)
            if key in one.broader
        ),
        counts=_counts(landscape, key),
        ties=sorted(
            (_whole(landscape, tie, day) for tie in ties),
            key=lambda tie: (tie.day_status != "current", tie.actors[0].name, tie.key),
        ),
        models=_rows(landscape, items, day, "EducationModel"),
        needs=_rows(landscape, items, day, "Need"),
        offers=_rows(landscape, items, day, "Offer"),
    )


@cache
def definitions() -> Mapping[str, str]:
    """Return what each theme means, in German, from the table that names them."""
    path = data_folder() / "themes" / "themes.csv"
    with path.open(encoding="utf-8", newline="") as table:
        return {row["id"]: row["definition_de"] for row in csv.DictReader(table)}


def _about(landscape: Landscape, key: str) -> tuple[list[Tie], list[Item]]:
    keys, columns = narrower(landscape, key), columns_of(landscape)
    ties = [landscape.ties[one] for one in columns.ties.take(ties_under(columns, key))]
    items = [
        item for item in landscape.items.values() if not keys.isdisjoint(landscape.themes_of(item))
    ]
    return ties, items


def _counts(landscape: Landscape, key: str) -> Counts:
    ties, items = _about(landscape, key)
    classes = [item.class_ for item in items]
    return Counts(
        ties=len(ties),
        models=classes.count("EducationModel"),
        needs=classes.count("Need"),
        offers=classes.count("Offer"),
    )


def _rows(landscape: Landscape, items: Iterable[Item], day: date, name: str) -> list[ItemRow]:
    return item_rows(landscape, [item for item in items if item.class_ == name], day)


def _whole(landscape: Landscape, tie: Tie, day: date) -> WholeTie:
    return WholeTie(
        key=tie.key,
        actors=tuple(reference(landscape, key) for key in tie.actors),
        kind=tie_kind(landscape, tie),
        subject=tie.subject,
        interval=tie.interval,
        day_status=tie.interval.status_on(day),
        proofs=proofs(tie.evidence),
    )
