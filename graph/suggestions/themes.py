"""How themes, action fields and stated needs meet."""

import csv
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from typing import Final

from graph.facts import data_folder
from graph.landscape import Landscape
from graph.suggestions.wording import capital, english_place, place, theme_label
from graph.things import District, Item
from ontology.texts import Text

RECENT: Final = 5
"""So many years after it was stated, a need is called old."""

_NEED_WORDS: Final = {
    "need": Text("Bedarf", "need"),
    "priority": Text("Schwerpunkt", "priority"),
}


@cache
def field_themes() -> Mapping[str, str]:
    """Return action field of Lernen vor Ort → matching theme, by `themes/action_fields.csv`."""
    table = data_folder() / "themes" / "action_fields.csv"
    with table.open(encoding="utf-8", newline="") as handle:
        return {row["id"]: row["theme"] for row in csv.DictReader(handle) if row["theme"]}


def themes_of(item: Item) -> tuple[str, ...]:
    """Return the themes of an item; of a model, the theme that matches its action field."""
    field = field_themes().get(item.action_field, "")
    return item.themes or ((field,) if field else ())


def within(landscape: Landscape, themes: Iterable[str], wanted: str) -> bool:
    """Say whether one of the themes is the wanted one or lies below it; true if none is wanted."""
    if not wanted:
        return True
    rest, seen = list(themes), set[str]()
    while rest:
        theme = rest.pop()
        if theme == wanted:
            return True
        if theme not in seen and theme in landscape.themes:
            seen.add(theme)
            rest.extend(landscape.themes[theme].broader)
    return False


def need_for(
    landscape: Landscape, needs: Mapping[str, Item], themes: Iterable[str]
) -> tuple[str, Item] | None:
    """Return the stated need that some themes meet: the same theme, or one right below the other.

    Args:
        landscape: for the order of themes.
        needs: theme → need, from `Scope.needs`.
        themes: of an offer, a model or a tie.

    Returns:
        The needed theme and the need, exact matches first; None if no need is met.
    """
    found = list(themes)
    for theme in found:
        if theme in needs:
            return theme, needs[theme]
    for theme in found:
        for wanted in sorted(needs):
            if wanted in _broader(landscape, theme) or theme in _broader(landscape, wanted):
                return wanted, needs[wanted]
    return None


class Met:
    """Which need some themes meet, see `need_for`; what was asked before is remembered.

    Args:
        landscape: for the order of themes.
        needs: theme → need, from `Scope.needs`.
    """

    def __init__(self, landscape: Landscape, needs: Mapping[str, Item]) -> None:
        self._landscape = landscape
        self._needs = needs
        self._found: dict[tuple[str, ...], tuple[str, Item] | None] = {}

    def __call__(self, themes: tuple[str, ...]) -> tuple[str, Item] | None:
        """Return the needed theme and the need; None if no need is met."""
        if themes not in self._found:
            self._found[themes] = need_for(self._landscape, self._needs, themes)
        return self._found[themes]


def need_sentence(landscape: Landscape, district: District, theme: str, need: Item) -> Text:
    """Return the sentence that a district stated a need: who, what, when."""
    word = _NEED_WORDS.get(need.kind, _NEED_WORDS["need"])
    label = theme_label(landscape, theme)
    year = f" ({need.year[:4]})" if need.year else ""
    return Text(
        f"{capital(place(district))} nennt „{label.de}“ selbst als {word.de}{year}.",
        f'{english_place(district)} itself states "{label.en}" as a {word.en}{year}.',
    )


def old_need(day: date, need: Item) -> Text | None:
    """Return that a need was stated long ago; None if it was not."""
    year = int(need.year[:4]) if need.year else day.year
    if day.year - year <= RECENT:
        return None
    return Text(
        f"Der genannte Bedarf ist von {year}: ob er noch besteht, ist offen.",
        f"The stated need is from {year}: whether it still exists is open.",
    )


def _broader(landscape: Landscape, theme: str) -> tuple[str, ...]:
    concept = landscape.themes.get(theme)
    return concept.broader if concept else ()
