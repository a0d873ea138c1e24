"""What changed between two days: ties that began and ended, gaps that opened and closed."""

from dataclasses import dataclass
from datetime import date

from graph.analyses.activity import ActivityTable
from graph.analyses.gap_results import Gap
from graph.analyses.gaps import GapChanges, gap_analysis, gap_changes
from graph.landscape import Landscape
from graph.links import Link, links
from ontology.errors import ParameterError, UnknownThingError
from ontology.texts import Text


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed between two days.

    Attributes:
        first: the earlier day.
        second: the later day.
        begun: cooperations and participations that began after the first day and by the second,
            also those that ended again by then; latest first.
        ended: those that had not ended on the first day and had on the second; latest first.
        undated: how many ties of the same scope have no date: of them nobody can say.
        gaps: what became of the gaps.
    """

    first: date
    second: date
    begun: tuple[Link, ...]
    ended: tuple[Link, ...]
    undated: int
    gaps: GapChanges


def changes(
    landscape: Landscape,
    first: date,
    second: date,
    *,
    district: str | None = None,
    state: str | None = None,
) -> Changes:
    """Return what changed between two days, in a district, in a state, or everywhere.

    A tie belongs to the districts it is about, and to the states of these and of its members. The
    gaps of a state are those of its districts; gaps that are about no district show only when
    everything is asked for.

    Args:
        landscape: where to look.
        first: the earlier day.
        second: the later day; equal days give no change.
        district: AGS.
        state: two-digit key.

    Raises:
        ParameterError: if the first day is later than the second, or the district lies in another
            state.
        UnknownThingError: for an unknown district or state.
    """
    _check(landscape, first, second, district, state)
    table = gap_analysis(landscape, second).table
    known = [link for link in links(landscape) if _within(landscape, table, link, district, state)]
    begun = [
        link
        for link in known
        if link.status_on(first) == "future" and link.status_on(second) != "future"
    ]
    ended = [
        link
        for link in known
        if link.status_on(first) != "ended" and link.status_on(second) == "ended"
    ]
    return Changes(
        first=first,
        second=second,
        begun=tuple(sorted(begun, key=lambda link: (link.interval.valid_from, link.node))[::-1]),
        ended=tuple(sorted(ended, key=lambda link: (link.interval.valid_through, link.node))[::-1]),
        undated=sum(link.status_on(second) == "undated" for link in known),
        gaps=_of_state(gap_changes(landscape, first, second, district=district), state),
    )


def _check(
    landscape: Landscape, first: date, second: date, district: str | None, state: str | None
) -> None:
    if first > second:
        raise ParameterError(
            "from",
            Text(
                f"Der erste Tag ({first:%d.%m.%Y}) liegt nach dem zweiten ({second:%d.%m.%Y}).",
                f"The first day ({first.isoformat()}) is after the second ({second.isoformat()}).",
            ),
        )
    if state and state not in landscape.states:
        raise UnknownThingError(
            Text(
                f"Es gibt kein Land „{state}“. Erwartet werden zwei Ziffern, etwa 05.",
                f'There is no state "{state}". Expected two digits, for instance 05.',
            )
        )
    if district and state and landscape.district(district).state != state:
        name, land = landscape.district(district).name, landscape.states[state]
        raise ParameterError(
            "state",
            Text(f"{name} liegt nicht in {land.de}.", f"{name} is not in {land.en}."),
        )


def _within(
    landscape: Landscape, table: ActivityTable, link: Link, district: str | None, state: str | None
) -> bool:
    if district:
        return district in table.districts_of(link)
    if state:
        members = (landscape.actors[actor].state for actor in link.actors)
        return state in members or any(ags[:2] == state for ags in table.districts_of(link))
    return True


def _of_state(found: GapChanges, state: str | None) -> GapChanges:
    def kept(gaps: tuple[Gap, ...]) -> tuple[Gap, ...]:
        return tuple(gap for gap in gaps if not state or gap.district[:2] == state)

    return GapChanges(kept(found.closed), kept(found.opened), kept(found.kept))
