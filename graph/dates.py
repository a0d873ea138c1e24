"""What a date of year, month or day precision means, and how a tie stands on a given day.

The one rule, shared with SPARQL through `bl:validFrom` and `bl:validThrough`:

* a start that names only a year (month) may mean any day of it: the tie counts from its first day;
* an end that names only a year (month) counts through its last day;
* no end means open, no start means that the beginning is not known;
* with neither the tie is undated: nobody can say whether it still exists.
"""

import calendar
import re
from datetime import date
from typing import Final, Literal

from ontology.errors import ParameterError
from ontology.namespaces import PREFIXES
from ontology.texts import Text

Status = Literal["future", "current", "ended", "undated"]

_PARTIAL: Final = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_GERMAN: Final = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})")
_DATATYPES: Final = {4: "gYear", 7: "gYearMonth", 10: "date"}


def is_partial_date(value: str) -> bool:
    """Say whether a text is a year, a month or a day in ISO 8601 form.

    Example:
        >>> is_partial_date("2014-02"), is_partial_date("2014-13"), is_partial_date("")
        (True, False, False)
    """
    match = _PARTIAL.fullmatch(value)
    if match is None:
        return False
    year, month, day = match.groups()
    try:
        date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return False
    return True


def first_day(value: str) -> date:
    """Return the first day that a partial date can mean.

    Example:
        >>> first_day("2014").isoformat()
        '2014-01-01'
    """
    year, month, day = _parts(value)
    return date(year, month or 1, day or 1)


def last_day(value: str) -> date:
    """Return the last day that a partial date can mean.

    Example:
        >>> last_day("2012-02").isoformat()
        '2012-02-29'
    """
    year, month, day = _parts(value)
    month = month or 12
    return date(year, month, day or calendar.monthrange(year, month)[1])


def datatype(value: str) -> str:
    """Return the XSD datatype IRI that keeps exactly the precision of a partial date."""
    return PREFIXES["xsd"] + _DATATYPES[len(value)]


def status_on(day: date, valid_from: date | None, valid_through: date | None) -> Status:
    """Say how a tie stands on a day.

    Args:
        day: the day asked for.
        valid_from: first day that the start can mean, None if not known.
        valid_through: last day that the end can mean, None if open or not known.

    Example:
        >>> status_on(date(2014, 12, 31), date(2009, 1, 1), date(2014, 12, 31))
        'current'
    """
    if valid_from is None and valid_through is None:
        return "undated"
    if valid_from is not None and valid_from > day:
        return "future"
    if valid_through is not None and valid_through < day:
        return "ended"
    return "current"


def iso_day(value: str) -> str:
    """Return a day as people and spreadsheets in German write it in ISO 8601 form.

    Whatever has another form comes back as it is.

    Example:
        >>> iso_day("1.12.2016"), iso_day("2016-12"), iso_day("gestern")
        ('2016-12-01', '2016-12', 'gestern')
    """
    match = _GERMAN.fullmatch(value)
    return f"{match[3]}-{match[2]:0>2}-{match[1]:0>2}" if match else value


def parse_day(value: str, name: str = "as_of") -> date:
    """Return the day that a user wrote.

    A year or month is read as its last day, because `--as-of 2014` asks for the state that the
    year left behind.

    Args:
        value: `YYYY`, `YYYY-MM`, `YYYY-MM-DD` or `DD.MM.YYYY`.
        name: the parameter's name for the message.

    Raises:
        ParameterError: if the text is none of these.
    """
    day = iso_day(value)
    if not is_partial_date(day):
        raise ParameterError(
            name,
            Text(
                f"„{value}“ ist kein Datum. Erwartet wird JJJJ-MM-TT, TT.MM.JJJJ, JJJJ-MM oder"
                " JJJJ.",
                f'"{value}" is not a date. Expected YYYY-MM-DD, DD.MM.YYYY, YYYY-MM or YYYY.',
            ),
        )
    return last_day(day)


def _parts(value: str) -> tuple[int, int | None, int | None]:
    match = _PARTIAL.fullmatch(value)
    if match is None:
        raise ValueError(value)
    year, month, day = match.groups()
    return int(year), int(month) if month else None, int(day) if day else None
