"""What a district needs: what it stated itself, else what an official figure shows."""

from collections import defaultdict
from datetime import date
from functools import cached_property
from typing import Final

import numpy as np

from graph.analyses.activity import DEMAND, ActivityTable
from graph.landscape import Landscape
from graph.things import Item

NEUTRAL: Final = 0.5
"""Where nothing is known about a need it neither raises nor lowers a priority."""


class Needs:
    """Needs of all districts.

    Args:
        landscape: where to look.
        table: gives districts, themes and what is broader.
        day: needs stated in a later year do not exist yet.
    """

    def __init__(self, landscape: Landscape, table: ActivityTable, day: date) -> None:
        self._landscape = landscape
        self._year = str(day.year)
        self._table = table

    @cached_property
    def stated(self) -> dict[tuple[str, str], list[Item]]:
        """(AGS, theme) → needs and priorities that the district stated in it or below it."""
        found: dict[tuple[str, str], list[Item]] = defaultdict(list)
        for item in self._landscape.items.values():
            if item.class_ == DEMAND and item.year[:4] <= self._year:
                for district in self._table.districts_of_item(item):
                    for theme in {up for one in item.themes for up in self._table.broader[one]}:
                        found[district, theme].append(item)
        return dict(found)

    def factor(self, ags: str, theme: str) -> float:
        """Return the need in [0, 1]: 1 if stated, else the rank of a figure, else `NEUTRAL`."""
        if (ags, theme) in self.stated:
            return 1.0
        return self._ranks.get((ags, theme), NEUTRAL)

    @cached_property
    def _ranks(self) -> dict[tuple[str, str], float]:
        found: dict[tuple[str, str], float] = {}
        for indicator in self._landscape.indicators.values():
            sides = ((1, indicator.need_if_high), (-1, indicator.need_if_low))
            for direction, themes in sides:
                ranks = self._shares(indicator.key, direction) if themes else {}
                found |= {(ags, theme): rank for ags, rank in ranks.items() for theme in themes}
        return found

    def _shares(self, indicator: str, direction: int) -> dict[str, float]:
        """District → share of districts whose latest value shows no greater need."""
        latest = {
            ags: series[-1][1]
            for (name, ags), series in self._landscape.observations.items()
            if name == indicator and series
        }
        districts = sorted(latest)
        values = np.array([direction * latest[ags] for ags in districts])
        return {
            ags: float((values <= value).mean())
            for ags, value in zip(districts, values, strict=True)
        }
