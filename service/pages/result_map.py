"""The answer of a query as a map: one value for each district that stands in it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from markupsafe import Markup

from graph.landscape import Landscape
from ontology.namespaces import ID
from ontology.texts import Language, Text
from queries.run import Table, Value
from service.drawing.choropleth import Area, choropleth, swatch
from service.drawing.classes import Class, class_of, classes, shade_of
from service.pages import formats
from service.pages.rendering import link

_DISTRICT: Final = ID + "district/"


@dataclass(frozen=True, slots=True)
class ResultMap:
    """A drawn answer.

    Attributes:
        picture: the map.
        legend: sign and words of each class.
        sentence: what is shown, in words.
    """

    picture: Markup
    legend: list[tuple[Markup, str]]
    sentence: str


def result_map(table: Table, landscape: Landscape, language: Language) -> ResultMap | None:
    """Return the map of an answer; None if no column names districts.

    A district is known by its IRI, by the IRI of its administration, or by its AGS as text. It is
    shaded by the first number in its row; where a district has several rows, or no row has a
    number, by the count of its rows.
    """
    place = _column(table, landscape)
    if place is None:
        return None
    found = [_ags(row[place], landscape) for row in table.rows]
    counts = Counter(ags for ags in found if ags)
    numbers = _numbers(table, found) if max(counts.values()) == 1 else None
    values = {ags: float(count) for ags, count in counts.items()} if numbers is None else numbers[1]
    of = Text("Zeilen", "rows") if numbers is None else Text(numbers[0], numbers[0])
    steps = classes(list(values.values()))
    areas = {
        ags: Area(
            f"{one.name}: {_said(values.get(ags), language)}",
            link(f"/kreise/{ags}", language),
            shade_of(class_of(values[ags], steps), steps) if ags in values else None,
        )
        for ags, one in landscape.districts.items()
    }
    sentence = Text(
        f"{len(values)} von {len(areas)} Kreisen stehen in der Antwort; gezeigt ist: {of.de}.",
        f"{len(values)} of {len(areas)} districts are in the answer; shown is: {of.en}.",
    ).in_language(language)
    return ResultMap(
        choropleth(areas, {}, sentence),
        [
            (swatch(shade_of(place, steps)), _range(one, language))
            for place, one in enumerate(steps)
        ],
        sentence,
    )


def _column(table: Table, landscape: Landscape) -> int | None:
    for place in range(len(table.columns)):
        if any(_ags(row[place], landscape) for row in table.rows):
            return place
    return None


def _ags(value: Value | None, landscape: Landscape) -> str:
    if value is None:
        return ""
    text = value.text
    if value.kind == "uri":
        if text.startswith(_DISTRICT):
            text = text.removeprefix(_DISTRICT)
        else:
            actor = landscape.actors.get(text.removeprefix(ID + "actor/"))
            text = actor.district if actor and actor.class_ == "Municipality" else ""
    return text if text in landscape.districts else ""


def _numbers(table: Table, found: Sequence[str]) -> tuple[str, dict[str, float]] | None:
    """Return name and values of the first column of numbers."""
    for place, column in enumerate(table.columns):
        values = {
            ags: number
            for ags, row in zip(found, table.rows, strict=True)
            if ags and (number := _number(row[place])) is not None
        }
        if values:
            return column.name, values
    return None


def _number(value: Value | None) -> float | None:
    plain = value.plain if value else None
    if isinstance(plain, bool) or not isinstance(plain, int | float | Decimal):
        return None
    return float(plain)


def _said(value: float | None, language: Language) -> str:
    if value is None:
        return Text("nicht in der Antwort", "not in the answer").in_language(language)
    return formats.number(value, language, 0 if value.is_integer() else 2)


def _range(one: Class, language: Language) -> str:
    low, high = _said(one.low, language), _said(one.high, language)
    if low == high:
        return low
    return Text(f"{low} bis {high}", f"{low} to {high}").in_language(language)
