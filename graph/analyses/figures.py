"""Which figures could be known on a day: those of years that are over."""

from collections.abc import Sequence
from datetime import date


def last_year(day: date) -> int:
    """Return the last year that is over on a day: its figures are the newest that can be known.

    Example:
        >>> last_year(date(2011, 6, 1)), last_year(date(2011, 12, 31))
        (2010, 2011)
    """
    return day.year if (day.month, day.day) == (12, 31) else day.year - 1


def latest(series: Sequence[tuple[int, float]], until: int | None) -> tuple[int, float] | None:
    """Return year and value of the last observation up to a year; None if there is none.

    Example:
        >>> latest([(2009, 4.5), (2012, 5.0)], 2011), latest([(2009, 4.5)], 2008)
        ((2009, 4.5), None)
    """
    known = series if until is None else [one for one in series if one[0] <= until]
    return known[-1] if known else None
