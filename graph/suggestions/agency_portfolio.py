"""Which agency takes which districts: those sure to be responsible first, nobody twice."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from graph.keys import municipality_key
from graph.landscape import Landscape
from graph.suggestions.agencies import is_sure
from graph.suggestions.candidates import Candidate
from graph.suggestions.feedback import Declined, nobody_declined
from graph.suggestions.for_agencies import area_of, to_approach
from graph.suggestions.portfolio import (
    CAPACITY,
    Assignment,
    Portfolio,
    actor_ref,
    assigned,
    checked,
    district_ref,
)
from graph.suggestions.scope import Scope
from graph.suggestions.wording import period, tie_label
from ontology.errors import UnknownThingError
from ontology.texts import Text

Areas = Mapping[str, Mapping[str, bool]]
"""AGS → agencies that may serve it → whether that is sure."""


def agency_portfolio(
    landscape: Landscape,
    districts: Sequence[str],
    day: date,
    *,
    agencies: Sequence[str] = (),
    capacity: int = CAPACITY,
    nobody_without: bool = True,
    declined: Declined = nobody_declined,
) -> Portfolio:
    """Return which agency could approach which district, each within its capacity.

    See `foundation_portfolio`; a pair fits as `for_agencies.to_approach` says. An agency of which
    nobody says whether the district belongs to its area always scores less than one that is sure to
    be responsible, so it only comes where none of these has a place left. A district with a current
    agreement needs none.

    Args:
        landscape: where to look.
        districts: AGS.
        day: see `suggest`.
        agencies: only these; empty for all that serve one of the districts.
        capacity: districts that one agency can take on, at least 1.
        nobody_without: see `foundation_portfolio`.
        declined: see `foundation_portfolio`.

    Raises:
        UnknownThingError: if a district or agency does not exist.
        ParameterError: if the capacity is below 1.
    """
    wanted = checked(landscape, districts, capacity, None)
    scope = Scope(landscape, day)
    named = [_agency(scope, key) for key in agencies]
    areas = _areas(scope, wanted, named)
    agreed = [one for ags in wanted for one in _agreed(scope, ags, areas[ags])]
    done = {one.district.key for one in agreed}
    open_ones = [ags for ags in wanted if ags not in done]
    fits = _fits(scope, open_ones, areas, declined)
    given = dict.fromkeys((key for _, key in fits), capacity)
    found = assigned(landscape, "agencies", open_ones, fits, given, nobody_without=nobody_without)
    text = _with_agreed(found.text, len(agreed))
    return replace(found, agreed=tuple(agreed), text=text)


def _agency(scope: Scope, reference: str) -> str:
    key = scope.landscape.actor(reference).key
    if key not in scope.ground.agencies:
        raise UnknownThingError(
            Text(f"„{key}“ ist keine Agentur.", f'"{key}" is not an agency.'),
            scope.ground.agencies[:3],
        )
    return key


def _areas(scope: Scope, districts: Sequence[str], named: Collection[str]) -> Areas:
    found: dict[str, dict[str, bool]] = {ags: {} for ags in districts}
    for key in named or scope.ground.agencies:
        if scope.works(key):
            for ags, area in area_of(scope, key).items():
                # whoever serves the whole country takes part if it was asked for
                if ags in found and (area is not None or named):
                    found[ags][key] = area is None or is_sure(area)
    return found


def _agreed(scope: Scope, ags: str, serving: Mapping[str, bool]) -> Iterator[Assignment]:
    """Yield the agreement of a district; where agencies are sure to serve it, only with these."""
    sure = {key for key in serving if serving[key]} or serving.keys()
    ties = [
        (key, tie)
        for tie in scope.ties_of(scope.administration(ags))
        if scope.is_open(tie)
        for key in tie.actors
        if key in sure
    ]
    if ties:
        key, tie = ties[0]
        label, when = tie_label(scope.landscape, tie), period(tie.interval)
        reason = Text(
            f"Braucht keine: eine Vereinbarung besteht schon ({label.de}, {when.de}).",
            f"Needs none: there already is an agreement ({label.en}, {when.en}).",
        )
        landscape = scope.landscape
        yield Assignment(district_ref(landscape, ags), actor_ref(landscape, key), 0.0, reason)


def _fits(
    scope: Scope, districts: Sequence[str], areas: Areas, declined: Declined
) -> dict[tuple[str, str], Candidate]:
    only = frozenset(map(municipality_key, districts))
    refused = {ags: declined(municipality_key(ags)) for ags in districts}
    found = {}
    for key in sorted({key for ags in districts for key in areas[ags]}):
        for one in to_approach(scope, key, "", only):
            ags = scope.ground.district_of[one.partner]
            if key not in refused[ags]:
                found[ags, key] = one
    return found


def _with_agreed(text: Text, count: int) -> Text:
    if not count:
        return text
    german = "1 Kreis hat" if count == 1 else f"{count} Kreise haben"
    english = "1 district has" if count == 1 else f"{count} districts have"
    return Text(
        f"{text.de} {german} schon eine Vereinbarung mit einer zuständigen Agentur.",
        f"{text.en} {english} an agreement with a responsible agency already.",
    )
