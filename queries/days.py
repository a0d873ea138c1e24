"""Which day a value of a question names: a date, or a day counted from today."""

import calendar
import re
from datetime import date
from typing import Final

from graph.dates import is_partial_date, last_day
from ontology.texts import Text

FORMS: Final = Text(
    "JJJJ-MM-TT, JJJJ-MM, JJJJ oder von heute gezählt: today, today+1y, today-6m",
    "YYYY-MM-DD, YYYY-MM, YYYY or counted from today: today, today+1y, today-6m",
)
"""What a value may look like; a year or month means its last day, as everywhere else."""

# an unescaped plus in an address arrives as a blank
_COUNTED: Final = re.compile(r"today(?:([+ -][0-9]{1,4})([ym]))?")
_MONTHS: Final = {"y": 12, "m": 1}


def day_of(value: str, today: date) -> date | None:
    """Return the day that a value names; None if it names none.

    Args:
        value: one of FORMS, with any number of years (`y`) or months (`m`).
        today: the day from which is counted.

    Example:
        >>> day_of("today+1y", date(2028, 2, 29)), day_of("2014-02", date(2028, 2, 29))
        (datetime.date(2029, 2, 28), datetime.date(2014, 2, 28))
    """
    if is_partial_date(value):
        return last_day(value)
    match = _COUNTED.fullmatch(value)
    if match is None:
        return None
    number, unit = match.groups()
    return _later(today, int(number) * _MONTHS[unit] if number else 0)


def _later(day: date, months: int) -> date | None:
    """Return the same day of another month, or the last one of a month that is too short.

    This is `op:add-yearMonthDuration-to-date` of XPath and XQuery Functions and Operators 3.1.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not date.min.year <= year <= date.max.year:
        return None
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
