"""Questions about ties, answered from columns: on which theme, on which day, in which state."""

from datetime import date

import numpy as np
import numpy.typing as npt

from graph.columns.arrays import NONE, Integers, Rows
from graph.columns.tables import OPEN_END, UNKNOWN_START, Columns


def ties_on(columns: Columns, day: date) -> npt.NDArray[np.bool_]:
    """Say of each tie whether it is current on a day, by the rule of `graph.dates.status_on`.

    Undated ties are not current: nobody can say whether they exist.
    """
    number = day.toordinal()
    current = (columns.tie_from <= number) & (columns.tie_through >= number)
    current &= (columns.tie_from != UNKNOWN_START) | (columns.tie_through != OPEN_END)
    return current


def ties_under(columns: Columns, theme: str) -> Integers:
    """Return the ties on a theme or a narrower one, rising; none if there is no such theme."""
    number = columns.themes.number(theme)
    if number == NONE:
        return np.empty(0, dtype=np.int32)
    return columns.theme_ties.several(columns.theme_below.row(number))


def pairs_on(columns: Columns, theme: str) -> tuple[Integers, Integers]:
    """Return every two actors that share a tie on exactly this theme, the lower key first."""
    number = columns.themes.number(theme)
    ties = np.empty(0, np.int32) if number == NONE else columns.theme_ties.row(number)
    return split(pairs_in(columns.tie_actors, ties, len(columns.actors)), len(columns.actors))


def ties_per_theme_and_state(columns: Columns) -> tuple[Integers, Integers, Integers]:
    """Return how many ties there are per theme and state where a member sits; no zeros.

    Returns:
        Numbers of themes, of states, and the counts, by theme and state.
    """
    states = len(columns.states)
    tie = columns.tie_themes.owner()
    times = np.diff(columns.tie_states.start)[tie]
    theme = np.repeat(columns.tie_themes.other, times)
    cell = theme * np.int32(states) + columns.tie_states.joined(tie)
    counts = np.bincount(cell)
    filled = np.flatnonzero(counts).astype(np.int32)
    return filled // states, filled % states, counts[filled].astype(np.int32)


def ties_per_state_on(columns: Columns, day: date) -> Integers:
    """Return how many ties are current on a day, per state where a member sits."""
    current = ties_on(columns, day)[columns.tie_states.owner()]
    counts = np.bincount(columns.tie_states.other[current], minlength=len(columns.states))
    return counts.astype(np.int32)


def pairs_in(rows: Rows, ones: Integers, size: int) -> npt.NDArray[np.int64]:
    """Return every two numbers that stand together in one of some rows, each pair once, rising.

    Args:
        rows: where to look.
        ones: rows to look at.
        size: above every number in the rows.

    Returns:
        `lower * size + higher`; `split` takes it apart.
    """
    length = rows.start[ones + 1] - rows.start[ones]
    member = rows.joined(ones).astype(np.int64)
    beside = rows.joined(np.repeat(ones, length)).astype(np.int64)
    with_whom = np.repeat(member, np.repeat(length, length))
    once = with_whom < beside
    return np.unique(with_whom[once] * size + beside[once])


def split(pairs: npt.NDArray[np.int64], size: int) -> tuple[Integers, Integers]:
    """Return the lower and the higher numbers of pairs."""
    return (pairs // size).astype(np.int32), (pairs % size).astype(np.int32)
