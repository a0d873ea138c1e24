"""Questions about what is not there, answered from columns; absent from our sources, no more."""

import numpy as np

from graph.columns.arrays import NONE, Integers
from graph.columns.tables import Columns
from graph.columns.ties import pairs_in, split, ties_under


def districts_without(columns: Columns, theme: str) -> Integers:
    """Return the districts where nobody has a tie on a theme or a narrower one, rising.

    Args:
        columns: where to look.
        theme: key; every district lacks a theme that does not exist.
    """
    active = np.zeros(len(columns.districts), dtype=bool)
    active[columns.tie_districts.joined(ties_under(columns, theme))] = True
    return np.flatnonzero(~active).astype(np.int32)


def themes_missing(columns: Columns, district: str) -> Integers:
    """Return the themes on which, narrower ones included, nobody in a district has a tie, rising.

    Args:
        columns: where to look.
        district: AGS; all themes are missing in a district that does not exist.
    """
    found = np.zeros(len(columns.themes), dtype=bool)
    number = columns.districts.number(district)
    if number != NONE:
        here = columns.tie_districts.owner()[columns.tie_districts.other == number]
        found[columns.tie_themes.joined(here)] = True
    covered = np.zeros(len(columns.themes), dtype=bool)
    covered[columns.theme_below.owner()[found[columns.theme_below.other]]] = True
    return np.flatnonzero(~covered).astype(np.int32)


def neighbours_apart(columns: Columns, theme: str) -> tuple[Integers, Integers]:
    """Return neighbouring districts that both work on a theme, but share no tie on it.

    Args:
        columns: where to look.
        theme: key; narrower themes count.

    Returns:
        Numbers of the districts, the lower AGS first, in order.
    """
    size = len(columns.districts)
    ties = ties_under(columns, theme)
    active = np.zeros(size, dtype=bool)
    active[columns.tie_districts.joined(ties)] = True
    one, two = columns.neighbours.owner(), columns.neighbours.other
    both = (one < two) & active[one] & active[two]
    near = one[both].astype(np.int64) * size + two[both]
    together = pairs_in(columns.tie_districts, ties, size)
    return split(near[~np.isin(near, together, assume_unique=True)], size)
