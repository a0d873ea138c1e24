"""What a row of a SELECT holds: texts and days, empty where a variable is unbound, and keys."""

from collections.abc import Iterable
from datetime import date

from graph.keys import key_of
from graph.store import Row


def keys_of(iris: Iterable[str]) -> tuple[str, ...]:
    """Return the keys of things in their order."""
    return tuple(map(key_of, iris))


def text(value: str | None) -> str:
    """Return a value, "" where it is unbound."""
    return value or ""


def texts(row: Row) -> tuple[str, ...]:
    """Return the values of a row, "" for each that is unbound."""
    return tuple(value or "" for value in row)


def day(value: str | None) -> date | None:
    """Return the day of an `xsd:date`, None where it is unbound."""
    return date.fromisoformat(value) if value else None
