"""What may stand in a cell: the kinds of columns, and the remedy for everything else."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal
from urllib.parse import urlsplit

from graph.dates import is_partial_date
from graph.keys import is_ags, is_key, is_state_ags, is_town_ags
from ontology.texts import Text

Kind = Literal[
    "text", "key", "ags", "state", "town", "integer", "decimal", "when", "year", "url", "boolean",
    "place", "share",
]  # fmt: skip

Problem = tuple[Text, Text]
"""What is wrong, and the remedy."""

FIRST_YEAR: Final = 1000
"""The oldest institution of our registers is younger."""

_CONTROL: Final = re.compile(r"[\x00-\x1f]")
_INTEGER: Final = re.compile(r"[0-9]+")
_DECIMAL: Final = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_YEAR: Final = re.compile(r"[0-9]{4}")


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    Attributes:
        name: as in the header.
        kind: what may stand in a cell.
        required: whether it may be empty.
        many: whether it may hold several values.
        values: the only values allowed; () if any.
        reference: which things the value names; '' if none.
    """

    name: str
    kind: Kind = "text"
    required: bool = False
    many: bool = False
    values: tuple[str, ...] = ()
    reference: str = ""


def cell_problem(column: Column, separator: str) -> Callable[[str], Problem | None]:
    """Return the check for the cells of a column; it answers None when a cell is right."""
    fits, expected = _KINDS[column.kind]

    def check(cell: str) -> Problem | None:
        if not cell:
            return _MISSING if column.required else None
        for value in cell.split(separator) if column.many else (cell,):
            if column.values and value not in column.values:
                return _not_listed(column.values)
            if not fits(value):
                return (Text("unzulässiger Wert", "invalid value"), expected)
        return None

    return check


_MISSING: Final = (
    Text("Pflichtangabe fehlt", "required value is missing"),
    Text("einen Wert eintragen", "enter a value"),
)


def _not_listed(values: tuple[str, ...]) -> Problem:
    listed = ", ".join(values)
    return (
        Text("nicht in der Liste", "not in the list"),
        Text(f"einen dieser Werte eintragen: {listed}", f"enter one of: {listed}"),
    )


def _is_text(value: str) -> bool:
    return _CONTROL.search(value) is None


def _is_year(value: str) -> bool:
    return _YEAR.fullmatch(value) is not None and FIRST_YEAR <= int(value) <= date.max.year


def _is_url(value: str) -> bool:
    try:
        parts = urlsplit(value)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and "." in parts.netloc and " " not in value


def _is_place(value: str) -> bool:
    return is_ags(value) or is_state_ags(value) or is_town_ags(value) or value == "bundesweit"


def _is_share(value: str) -> bool:
    return _DECIMAL.fullmatch(value) is not None and 0 <= float(value) <= 1


_KINDS: Final[dict[Kind, tuple[Callable[[str], bool], Text]]] = {
    "text": (_is_text, Text("Steuerzeichen entfernen", "remove control characters")),
    "key": (
        is_key,
        Text(
            "nur Buchstaben ohne Umlaut, Ziffern, Punkt, Bindestrich",
            "only ASCII letters, digits, dot, hyphen",
        ),
    ),
    "ags": (
        is_ags,
        Text(
            "fünf Ziffern mit führender Null, z. B. 05334 (Spalte in Excel als Text formatieren)",
            "five digits with the leading zero, e.g. 05334 (format the column as text in Excel)",
        ),
    ),
    "state": (is_state_ags, Text("zwei Ziffern, 01 bis 16", "two digits, 01 to 16")),
    "town": (is_town_ags, Text("acht Ziffern, z. B. 05562020", "eight digits, e.g. 05562020")),
    "integer": (
        lambda value: _INTEGER.fullmatch(value) is not None,
        Text("eine ganze Zahl ohne Punkt", "a whole number without separators"),
    ),
    "decimal": (
        lambda value: _DECIMAL.fullmatch(value) is not None,
        Text("eine Zahl mit Dezimalpunkt, z. B. 12.5", "a number with a decimal point, e.g. 12.5"),
    ),
    "share": (_is_share, Text("ein Anteil zwischen 0 und 1", "a share between 0 and 1")),
    "when": (
        is_partial_date,
        Text("JJJJ, JJJJ-MM oder JJJJ-MM-TT", "YYYY, YYYY-MM or YYYY-MM-DD"),
    ),
    "year": (_is_year, Text("eine Jahreszahl mit vier Ziffern", "a year with four digits")),
    "url": (
        _is_url,
        Text("eine Adresse mit http:// oder https://", "an address with http:// or https://"),
    ),
    "boolean": (lambda value: value in {"true", "false"}, Text("true oder false", "true or false")),
    "place": (
        _is_place,
        Text(
            "Kreis-, Landes- oder Gemeindeschlüssel oder „bundesweit“",
            'a district, state or town key, or "bundesweit"',
        ),
    ),
}
