"""How numbers, dates and spans of time look to a reader of German or English."""

from datetime import date
from typing import Final

from graph.things import Interval
from ontology.texts import Language, Text

MONTHS: Final = (
    Text("Januar", "January"),
    Text("Februar", "February"),
    Text("März", "March"),
    Text("April", "April"),
    Text("Mai", "May"),
    Text("Juni", "June"),
    Text("Juli", "July"),
    Text("August", "August"),
    Text("September", "September"),
    Text("Oktober", "October"),
    Text("November", "November"),
    Text("Dezember", "December"),
)
_SWAP: Final = str.maketrans(",.", ".,")
_YEAR_LETTERS: Final = 4
_MONTH_LETTERS: Final = 7
_BORROWED: Final = {
    "programme": Text("Laufzeit des Programms", "period of the programme"),
    "agency": Text("Laufzeit der Agentur", "period of the agency"),
}


def number(value: float, language: Language, digits: int = 0) -> str:
    """Return a number with the separators of a language.

    Example:
        >>> number(1234567.891, "de", 1), number(1234567.891, "en", 1)
        ('1.234.567,9', '1,234,567.9')
    """
    text = f"{value:,.{digits}f}"
    return text.translate(_SWAP) if language == "de" else text


def partial_date(value: str, language: Language) -> str:
    """Return a year, month or day in words; an empty text stays empty.

    Args:
        value: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
        language: of the reader.

    Example:
        >>> partial_date("2024-02-01", "de"), partial_date("2014-03", "en")
        ('1. Februar 2024', 'March 2014')
    """
    if len(value) <= _YEAR_LETTERS:
        return value
    year, month = value[:4], MONTHS[int(value[5:7]) - 1].in_language(language)
    if len(value) == _MONTH_LETTERS:
        return f"{month} {year}"
    dot = "." if language == "de" else ""
    return f"{int(value[8:])}{dot} {month} {year}"


def day_in_words(day: date, language: Language) -> str:
    """Return a day in words.

    Example:
        >>> day_in_words(date(2024, 2, 1), "en")
        '1 February 2024'
    """
    return partial_date(day.isoformat(), language)


def span(interval: Interval, language: Language) -> str:
    """Return a span of time in words, and where it comes from if no source states it.

    Example:
        >>> span(Interval(start="2009", end="2014"), "de")
        '2009 bis 2014'
        >>> span(Interval(), "en")
        'no date'
    """
    start = interval.start or _edge(interval.valid_from, first=True)
    end = interval.end or _edge(interval.valid_through, first=False)
    first, last = partial_date(start, language), partial_date(end, language)
    if not first and not last:
        return Text("ohne Datum", "no date").in_language(language)
    if first == last:
        words = first
    elif not last:
        words = Text(f"seit {first}", f"since {first}").in_language(language)
    elif not first:
        words = Text(f"bis {last}", f"until {last}").in_language(language)
    else:
        words = Text(f"{first} bis {last}", f"{first} to {last}").in_language(language)
    borrowed = [
        _BORROWED[basis].in_language(language) for basis in interval.basis if basis in _BORROWED
    ]
    return f"{words} ({', '.join(borrowed)})" if borrowed else words


def _edge(day: date | None, *, first: bool) -> str:
    """Return a bound that a source did not state, as a year where it is the edge of one."""
    if day is None:
        return ""
    edge = (1, 1) if first else (12, 31)
    return str(day.year) if (day.month, day.day) == edge else day.isoformat()
