"""Which partners are suggested how often, so that an operator sees who everybody is sent to."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

import numpy as np

from graph.keys import municipality_key
from graph.landscape import Landscape
from graph.suggestions.fairness import refusals
from graph.suggestions.feedback import Feedback
from graph.suggestions.results import SEPARATOR
from graph.suggestions.scope import Scope
from graph.suggestions.suggest import suggest

TOP: Final = 0.01
"""The share of the most shown partners that is reported."""


@dataclass(frozen=True, slots=True)
class Exposure:
    """Who is shown how often.

    Attributes:
        lists: how many lists were looked at; 0 if single entries were counted.
        counts: partner → in how many of them, or how often.
        last: partner → in how many of them only because no other candidate was left.
    """

    lists: int
    counts: Mapping[str, int]
    last: Mapping[str, int] = field(default_factory=dict)

    @property
    def shown(self) -> int:
        """How many places there were in all."""
        return sum(self.counts.values())

    @property
    def gini(self) -> float:
        """How unequal the partners that are shown at all share the places: 0 equally, to 1."""
        values = np.sort(np.fromiter(self.counts.values(), dtype=np.float64))
        if not values.size:
            return 0.0
        places = np.arange(1, values.size + 1)
        share = (2 * (places * values).sum() / values.sum() - values.size - 1) / values.size
        return round(float(share), 4)

    @property
    def top_share(self) -> float:
        """Share of all places that the most shown one per cent of partners, at least one, take."""
        if not self.counts:
            return 0.0
        number = max(1, round(TOP * len(self.counts)))
        return round(sum(count for _, count in self.most(number)) / self.shown, 4)

    def most(self, number: int) -> list[tuple[str, int]]:
        """Return the partners that are shown most, with how often."""
        return sorted(self.counts.items(), key=lambda one: (-one[1], one[0]))[:number]


def audit(landscape: Landscape, day: date, kind: str, limit: int) -> Exposure:
    """Return who stands in the lists of all districts.

    Args:
        landscape: where to look.
        day: the day asked for.
        kind: a kind that districts are offered.
        limit: places of each list.

    Raises:
        UnknownThingError: if districts are not offered this kind.
    """
    counts, last = Counter[str](), Counter[str]()
    scope = Scope(landscape, day)
    for ags in landscape.districts:
        found = suggest(landscape, ags, day, kind=kind, limit=limit).items
        refused = refusals(scope, kind, municipality_key(ags))
        counts.update({one.partner.key for one in found})
        last.update({one.partner.key for one in found if refused(one.identity)})
    return Exposure(len(landscape.districts), counts, last)


def recorded(entries: Iterable[Feedback]) -> Exposure:
    """Return who was shown by the feedback that came in."""
    shown = Counter(one.suggestion.split(SEPARATOR)[2] for one in entries if one.state == "shown")
    return Exposure(0, shown)
