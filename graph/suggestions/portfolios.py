"""Portfolios as people ask for them: by kind, for a state or for the area of an agency."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from graph.landscape import Landscape
from graph.near import no_such, no_such_choice
from graph.suggestions.agency_portfolio import agency_portfolio
from graph.suggestions.exchange_groups import exchange_groups
from graph.suggestions.feedback import Declined, nobody_declined
from graph.suggestions.for_agencies import area_of
from graph.suggestions.ground import AGENCY_CLASSES
from graph.suggestions.lifetimes import is_absent
from graph.suggestions.portfolio import Portfolio, foundation_portfolio
from graph.suggestions.scope import Scope
from ontology.errors import ParameterError
from ontology.texts import Text

PORTFOLIO_KINDS: Final[Mapping[str, Text]] = {
    "foundations": Text("Stiftungen auf Kreise", "Foundations to districts"),
    "agencies": Text("Agenturen auf Kreise", "Agencies to districts"),
    "exchange": Text("Austauschgruppen ähnlicher Kreise", "Exchange groups of similar districts"),
}


def portfolio(  # noqa: PLR0913 - what can be wished for
    landscape: Landscape,
    kind: str,
    day: date,
    *,
    state: str = "",
    agency: str = "",
    capacity: int = 3,
    nobody_without: bool = True,
    declined: Declined = nobody_declined,
) -> Portfolio:
    """Return a portfolio for the districts of a state, or of the area of an agency, or of both.

    Args:
        landscape: where to look.
        kind: one of `PORTFOLIO_KINDS`.
        day: see `suggest`.
        state: two-digit key; empty for all that the agency serves.
        agency: key; for `agencies` only this one is assigned.
        capacity: districts for each partner; members of an exchange group.
        nobody_without: see `foundation_portfolio`.
        declined: see `foundation_portfolio`.

    Raises:
        UnknownThingError: if there is no such kind, state or agency.
        ParameterError: if neither state nor agency is given, they have no district in common, or
            the capacity is out of range.
    """
    if kind not in PORTFOLIO_KINDS:
        said = Text(f"Ein Portfolio „{kind}“ gibt es nicht.", f'There is no portfolio "{kind}".')
        raise no_such_choice(said, kind, PORTFOLIO_KINDS)
    chosen = _agency(landscape, agency) if agency else ""
    districts = _districts(landscape, day, state_key(landscape, state) if state else "", chosen)
    if kind == "exchange":
        return exchange_groups(landscape, districts, day, size=capacity, declined=declined)
    if kind == "agencies":
        return agency_portfolio(
            landscape, districts, day, agencies=[chosen] if chosen else [],
            capacity=capacity, nobody_without=nobody_without, declined=declined,
        )  # fmt: skip
    return foundation_portfolio(
        landscape, districts, day, capacity=capacity, nobody_without=nobody_without,
        declined=declined,
    )  # fmt: skip


def state_key(landscape: Landscape, state: str) -> str:
    """Return the key of a state.

    Raises:
        UnknownThingError: with near matches.
    """
    if state not in landscape.states:
        raise no_such(
            Text(f"Es gibt kein Land „{state}“.", f'There is no state "{state}".'),
            state,
            landscape.state_names(),
        )
    return state


def _agency(landscape: Landscape, reference: str) -> str:
    found = landscape.actor(reference)
    if found.class_ not in AGENCY_CLASSES:
        raise ParameterError(
            "agency",
            Text(f"„{found.name}“ ist keine Agentur.", f'"{found.name}" is not an agency.'),
        )
    return found.key


def _districts(landscape: Landscape, day: date, state: str, agency: str) -> list[str]:
    if not state and not agency:
        raise ParameterError(
            "state",
            Text(
                "Bitte ein Land nennen, etwa 14, oder eine Agentur, etwa reab-nrw.",
                "Please name a state, such as 14, or an agency, such as reab-nrw.",
            ),
        )
    area = area_of(Scope(landscape, day), agency) if agency else landscape.districts
    found = [ags for ags in sorted(area) if not state or ags[:2] == state]
    if not found:
        gone = is_absent(Scope(landscape, day), agency)
        none = Text(
            "Diese Agentur ist an diesem Tag für keinen Kreis des Gebiets verzeichnet.",
            "This agency is recorded for no district of the area on this day.",
        )
        raise ParameterError("agency", gone.text if gone else none)
    return found
