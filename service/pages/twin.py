"""The table beside every picture: it says the same, and sorts by links in its head."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final, Literal, NamedTuple
from urllib.parse import urlencode

from starlette.requests import Request

from ontology.namespaces import slug
from ontology.texts import Language, Text

Sorted = Literal["ascending", "descending", "none"]
STANDARD_NAME: Final = "tabelle"
"""Id of the one table of a page; a second one has another name, which also parts its `sort`."""

SortKey = str | float | None
"""What a cell sorts by; None comes last in both directions."""


class Cell(NamedTuple):
    """One cell: what it says, what it sorts by, where it leads."""

    words: str
    key: SortKey = None
    address: str = ""
    name: str = ""


class Column(NamedTuple):
    """A column.

    Attributes:
        key: its name in `?sort=`.
        label: its head.
        number: whether it holds numbers, which stand right.
    """

    key: str
    label: Text
    number: bool = False


class Heading(NamedTuple):
    """A head as the page shows it: a link that sorts."""

    label: str
    address: str
    sorted: Sorted
    number: bool


class Twin(NamedTuple):
    """A sorted table.

    Attributes:
        name: its id in the page.
    """

    headings: list[Heading]
    rows: list[list[Cell]]
    name: str = STANDARD_NAME


def named(words: str, address: str = "") -> Cell:
    """Return a cell that sorts as a reader of German expects: umlauts with their letters."""
    return Cell(words, slug(words), address)


def twin(
    request: Request,
    language: Language,
    columns: Sequence[Column],
    rows: Sequence[list[Cell]],
    standard: str,
    name: str = STANDARD_NAME,
) -> Twin:
    """Return a table sorted by `?sort=`: the key of a column, with a hyphen before it downwards.

    Args:
        request: with `sort`; an unknown one gives the standard.
        language: of the heads.
        columns: at least one.
        rows: cells in the order of the columns; none give an empty table.
        standard: how it is sorted if nobody asks.
        name: id of the table; a second one of a page sorts by `?sort-{name}=`.
    """
    wanted = request.query_params.get(_parameter(name), standard)
    keys = [column.key for column in columns]
    if wanted.removeprefix("-") not in keys:
        wanted = standard
    place, down = keys.index(wanted.removeprefix("-")), wanted.startswith("-")
    known = [row for row in rows if row[place].key is not None]
    unknown = [row for row in rows if row[place].key is None]
    known.sort(key=lambda row: _order(row[place].key), reverse=down)
    headings = [_heading(request, language, column, wanted, name) for column in columns]
    return Twin(headings, known + unknown, name)


def with_parameters(request: Request, changed: Mapping[str, str]) -> str:
    """Return the address of this page with some parameters changed; empty ones are left out."""
    kept = {key: value for key, value in request.query_params.items() if value}
    query = {key: value for key, value in (kept | dict(changed)).items() if value}
    path = request.url.path
    return f"{path}?{urlencode(query)}" if query else path


def options(
    names: Mapping[str, str], chosen: str, order: Callable[[str], SortKey] | None = None
) -> list[tuple[str, str, bool]]:
    """Return the choices of a list in a form: key, name, whether it is chosen; sorted by name.

    Args:
        names: key → name.
        chosen: key of the one that is chosen.
        order: what a key sorts by instead of its name.
    """
    sort = order or (lambda key: slug(names[key]))
    ordered = sorted(names, key=lambda key: _order(sort(key)))
    return [(key, names[key], key == chosen) for key in ordered]


def _order(key: SortKey) -> tuple[float, str]:
    return (0.0, key) if isinstance(key, str) else (float(key or 0), "")


def _parameter(name: str) -> str:
    return "sort" if name == STANDARD_NAME else f"sort-{name}"


def _heading(
    request: Request, language: Language, column: Column, wanted: str, name: str
) -> Heading:
    here = wanted.removeprefix("-") == column.key
    down = wanted.startswith("-")
    # numbers are looked at from the top first, names from the beginning
    first = f"-{column.key}" if column.number else column.key
    other = column.key if column.number else f"-{column.key}"
    turned = other if wanted == first else first
    address = with_parameters(request, {_parameter(name): turned}) + f"#{name}"
    state: Sorted = "none" if not here else "descending" if down else "ascending"
    return Heading(column.label.in_language(language), address, state, column.number)
