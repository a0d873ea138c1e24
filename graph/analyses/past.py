"""A landscape as it was known on a day of the past, and what came after."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Final

import numpy as np

from graph.analyses.activity import ActivityTable, Flags, Floats
from graph.analyses.context import GapContext
from graph.analyses.expectation import nearest_weights
from graph.analyses.peers import Comparison
from graph.dates import first_day, is_partial_date
from graph.landscape import Index, Landscape
from graph.things import Interval, Item

HORIZON_YEARS: Final = 2
CUTS: Final = tuple(date(year, 12, 31) for year in range(2010, 2023, HORIZON_YEARS))
"""Days on which the rankings are made; their horizons do not overlap."""


def known_on(landscape: Landscape, day: date, since: date | None = None) -> Landscape:
    """Return what of a landscape had begun by a day, as far as its date says.

    What has no date of its beginning is left out: nobody can say that it was there. What names
    only a year began with it.

    Args:
        landscape: as it is; it is not changed.
        day: nothing that began later is kept, nor any later figure.
        since: keep only what began after this day; by default everything.
    """

    def begun(interval: Interval) -> bool:
        start = interval.valid_from
        return start is not None and start <= day and (since is None or start > since)

    ties = {key: one for key, one in landscape.ties.items() if begun(one.interval)}
    parts = {key: one for key, one in landscape.participations.items() if begun(one.interval)}
    checked = {key: one for key, one in landscape.absences.items() if begun(one.interval)}
    dated = {key: _dated(item) for key, item in landscape.items.items()}
    items = {key: one for key, one in dated.items() if begun(one.interval)}
    figures = {
        name: known
        for name, series in landscape.observations.items()
        if (known := tuple(one for one in series if one[0] <= day.year) or series[:1])
    }
    return replace(
        landscape,
        ties=ties,
        participations=parts,
        absences=checked,
        items=items,
        observations=figures,
        index=Index(ties, parts, items),
    )


@dataclass(frozen=True)
class Slice:
    """One day of the past, what was known on it, and what came after.

    Attributes:
        cut: the day.
        context: of the landscape as it was known.
        empty: cells without activity on the day.
        filled: those of them in which something began within the horizon.
        comparison: districts compared with each other, as known on the day.
    """

    cut: date
    context: GapContext
    empty: Flags
    filled: Flags
    comparison: Comparison

    @cached_property
    def active(self) -> Floats:
        """Districts x themes, 1 where a district works on a theme on the day."""
        return self.context.table.active.astype(np.float64)

    @cached_property
    def weights(self) -> Floats:
        """Similarity of each district to its nearest ones."""
        return nearest_weights(self.comparison)


def past_slice(
    landscape: Landscape,
    cut: date,
    *,
    years: int = HORIZON_YEARS,
    weights: Mapping[str, float] | None = None,
) -> Slice:
    """Return a day of the past.

    Args:
        landscape: as it is known today.
        cut: the day.
        years: horizon after it.
        weights: parts of the similarity of districts; the default of the product if None.
    """
    until = date(cut.year + years, cut.month, cut.day)
    before = known_on(landscape, cut)
    context = GapContext(before, cut)
    after = ActivityTable(known_on(landscape, until, since=cut), until)
    empty = ~context.table.active
    chosen = Comparison(before) if weights is None else Comparison(before, weights)
    return Slice(cut, context, empty, empty & (after.weights > 0), chosen)


def _dated(item: Item) -> Item:
    if item.interval.valid_from is not None or not is_partial_date(item.year):
        return item
    year = first_day(item.year)
    through = item.interval.valid_through
    return replace(
        item, interval=Interval(valid_from=year, valid_through=through, basis=("stated",))
    )
