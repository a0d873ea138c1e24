"""The catalogue of cooperation gaps, and the gaps of a landscape on a day."""

from collections import OrderedDict, defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from threading import Lock
from typing import Final

from graph.analyses.activity import ActivityTable
from graph.analyses.context import GapContext
from graph.analyses.gap_kinds import (
    brokerage,
    chain,
    core_periphery,
    coverage,
    decay,
    fragility,
    multilayer,
    peer_transfer,
    redundancy,
    segregation,
    structural_hole,
    supply_need,
    surprising,
    unknown,
)
from graph.analyses.gap_results import Gap, GapKind
from graph.landscape import Landscape
from graph.links import links
from graph.near import no_such
from graph.once import once_per_landscape
from graph.selection import narrower
from ontology.errors import UnknownThingError
from ontology.texts import Text

Finder = Callable[[GapContext], Iterator[Gap]]

_KINDS: Final[tuple[tuple[GapKind, Finder], ...]] = (
    (coverage.KIND, coverage.find),
    (surprising.KIND, surprising.find),
    (chain.KIND, chain.find),
    (supply_need.KIND, supply_need.find),
    (peer_transfer.KIND, peer_transfer.find),
    (structural_hole.KIND, structural_hole.find),
    (brokerage.KIND, brokerage.find),
    (fragility.KIND, fragility.find),
    (core_periphery.KIND, core_periphery.find),
    (segregation.KIND, segregation.find),
    (multilayer.KIND, multilayer.find),
    (decay.KIND, decay.find),
    (redundancy.KIND, redundancy.find),
    (unknown.KIND, unknown.find),
)

GAP_KINDS: Final[Mapping[str, GapKind]] = {kind.key: kind for kind, _ in _KINDS}
"""Every kind of gap by its key, in the order of the catalogue."""

_FINDERS: Final[Mapping[str, Finder]] = {kind.key: find for kind, find in _KINDS}

DAYS_KEPT: Final = 4
"""Days whose gaps are kept per landscape: today, and what somebody compares it with."""


def gap_kind(key: str) -> GapKind:
    """Return a kind of gap.

    Raises:
        UnknownThingError: with near matches by key and name.
    """
    found = GAP_KINDS.get(key)
    if found is None:
        names = {kind.key: kind.name.de for kind in GAP_KINDS.values()}
        raise no_such(
            Text(f"Es gibt keine Lückenart „{key}“.", f'There is no kind of gap "{key}".'),
            key,
            names,
        )
    return found


class GapAnalysis:
    """The gaps of a landscape on a day; each kind is computed when it is first asked for.

    Args:
        landscape: where to look.
        day: the day asked for; what begins later does not exist yet.
        known: see `GapContext`.
    """

    def __init__(self, landscape: Landscape, day: date, known: GapContext | None = None) -> None:
        self.landscape = landscape
        self.day = day
        self._context = GapContext(landscape, day, known)
        self._found: dict[str, tuple[Gap, ...]] = {}

    @property
    def context(self) -> GapContext:
        """What all kinds look at on the day."""
        return self._context

    @property
    def table(self) -> ActivityTable:
        """Which district works on which theme on the day."""
        return self._context.table

    def gaps(
        self, *, district: str | None = None, theme: str | None = None, kind: str | None = None
    ) -> list[Gap]:
        """Return gaps, every given filter must hold.

        Args:
            district: AGS.
            theme: key; narrower themes count too.
            kind: key of a kind.

        Returns:
            What is a gap before what is unknown; then by rank within the kind, because priorities
            of different kinds do not compare. Empty where nothing is found, and on a day before
            the first dated tie: nothing is known of that time, not even that nothing happened.

        Raises:
            UnknownThingError: for an unknown district, theme or kind.
        """
        ags = self.landscape.district(district).ags if district else None
        themes = narrower(self.landscape, self.landscape.theme(theme).key) if theme else None
        kinds = [gap_kind(kind).key] if kind else list(GAP_KINDS)
        if ags and not kind:
            found = self._by_district.get(ags, [])
        else:
            found = _ordered({key: self._of_kind(key) for key in kinds})
        return [
            gap
            for gap in found
            if (ags is None or gap.district == ags) and (themes is None or gap.theme in themes)
        ]

    def gap(self, identifier: str) -> Gap:
        """Return a gap by its id.

        Raises:
            UnknownThingError: if there is none of this id on the day.
        """
        found = self._by_id.get(identifier)
        if found is None:
            raise UnknownThingError(
                Text(
                    f"Am {self.day:%d.%m.%Y} gibt es keine Lücke „{identifier}“.",
                    f'On {self.day.isoformat()} there is no gap "{identifier}".',
                )
            )
        return found

    @cached_property
    def before_all_data(self) -> bool:
        """Whether the day is earlier than the first dated tie."""
        starts = [link.interval.valid_from for link in links(self.landscape)]
        return self.day < min((start for start in starts if start), default=date.max)

    def _of_kind(self, key: str) -> tuple[Gap, ...]:
        if self.before_all_data:
            return ()
        if key not in self._found:
            found = _FINDERS[key](self._context)
            self._found[key] = tuple(sorted(found, key=lambda gap: (-gap.priority, gap.id)))
        return self._found[key]

    @cached_property
    def _by_district(self) -> dict[str, list[Gap]]:
        grouped: dict[str, list[Gap]] = defaultdict(list)
        for gap in _ordered({key: self._of_kind(key) for key in GAP_KINDS}):
            grouped[gap.district].append(gap)
        return dict(grouped)

    @cached_property
    def _by_id(self) -> dict[str, Gap]:
        return {gap.id: gap for key in GAP_KINDS for gap in self._of_kind(key)}


def find_gaps(
    landscape: Landscape,
    day: date,
    *,
    district: str | None = None,
    theme: str | None = None,
    kind: str | None = None,
) -> list[Gap]:
    """Return the gaps of a landscape on a day; see `GapAnalysis.gaps`."""
    return gap_analysis(landscape, day).gaps(district=district, theme=theme, kind=kind)


def gap_analysis(landscape: Landscape, day: date) -> GapAnalysis:
    """Return the analysis of a landscape on a day, kept for the days last asked for."""
    return _days(landscape).on(day)


@dataclass(frozen=True, slots=True)
class GapChanges:
    """What became of the gaps between two days.

    Attributes:
        closed: gaps of the first day that are gone.
        opened: gaps that are new.
        kept: gaps of both days, as on the second.
    """

    closed: tuple[Gap, ...]
    opened: tuple[Gap, ...]
    kept: tuple[Gap, ...]


def gap_changes(
    landscape: Landscape, first: date, second: date, *, district: str | None = None
) -> GapChanges:
    """Return which gaps closed and opened between two days.

    Args:
        landscape: where to look.
        first: the earlier day; an exchange of the days exchanges closed and opened.
        second: the later day.
        district: AGS, if only one district matters.
    """
    before = {gap.id: gap for gap in find_gaps(landscape, first, district=district)}
    after = {gap.id: gap for gap in find_gaps(landscape, second, district=district)}
    return GapChanges(
        closed=tuple(gap for name, gap in before.items() if name not in after),
        opened=tuple(gap for name, gap in after.items() if name not in before),
        kept=tuple(gap for name, gap in after.items() if name in before),
    )


class _Days:
    """The analyses of one landscape by day, the last few asked for."""

    def __init__(self, landscape: Landscape) -> None:
        self._landscape = landscape
        self._kept: OrderedDict[date, GapAnalysis] = OrderedDict()
        self._lock = Lock()

    def on(self, day: date) -> GapAnalysis:
        """Return the analysis of a day, made if it is not kept."""
        with self._lock:
            found = self._kept.pop(day, None) or GapAnalysis(self._landscape, day)
            self._kept[day] = found
            while len(self._kept) > DAYS_KEPT:
                self._kept.popitem(last=False)
        return found


@once_per_landscape
def _days(landscape: Landscape) -> _Days:
    return _Days(landscape)


def _ordered(by_kind: Mapping[str, tuple[Gap, ...]]) -> list[Gap]:
    ranked = []
    for order, found in enumerate(by_kind.values()):
        rank = 0
        for place, gap in enumerate(found):
            # who has the same priority has the same rank, whatever the id
            rank = rank if place and gap.priority == found[place - 1].priority else place
            ranked.append((gap.status != "gap", rank / len(found), order, gap.id, gap))
    ranked.sort(key=lambda one: one[:4])
    return [one[4] for one in ranked]
