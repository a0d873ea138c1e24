"""Who should take which districts when nobody can take all: an assignment under capacities."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

import numpy as np
import numpy.typing as npt

from graph.keys import municipality_key
from graph.landscape import Landscape
from graph.suggestions.candidates import Candidate
from graph.suggestions.feedback import Declined, nobody_declined
from graph.suggestions.foundations import foundation_fit, wanting
from graph.suggestions.record import record
from graph.suggestions.results import PartnerRef
from graph.suggestions.scope import Scope
from ontology.errors import ParameterError
from ontology.texts import Text

NOTHING: Final = 1e-9
"""Worth of an assignment that nothing recorded speaks for: none."""

CAPACITY: Final = 3

PortfolioKind = Literal["foundations", "agencies", "exchange"]

Floats = npt.NDArray[np.float64]
Fits = Mapping[tuple[str, str], Candidate]
"""(AGS, partner) → how they fit; only pairs that something speaks for."""


@dataclass(frozen=True, slots=True)
class Assignment:
    """One district and the partner it is given.

    Attributes:
        district: the district.
        partner: the foundation or agency; in exchange groups the district in the middle.
        score: of the pair, 0 to 1.
        reason: the strongest two, in a sentence each.
    """

    district: PartnerRef
    partner: PartnerRef
    score: float
    reason: Text


@dataclass(frozen=True, slots=True)
class Portfolio:
    """An assignment of partners to districts.

    Attributes:
        kind: what was assigned.
        assignments: by district.
        without: districts that nobody within reach fits, or for whom no capacity is left.
        agreed: districts that need nobody, with the agency that they have an agreement with.
        total: sum of the scores.
        greedy_total: what serving the best pair first would have given.
        greedy_without: how many districts would then go without.
        text: both in a sentence.
    """

    kind: PortfolioKind
    assignments: tuple[Assignment, ...]
    without: tuple[PartnerRef, ...]
    total: float
    greedy_total: float
    greedy_without: int
    text: Text
    agreed: tuple[Assignment, ...] = ()


def foundation_portfolio(
    landscape: Landscape,
    districts: Sequence[str],
    day: date,
    *,
    capacity: int = CAPACITY,
    capacities: Mapping[str, int] | None = None,
    nobody_without: bool = True,
    declined: Declined = nobody_declined,
) -> Portfolio:
    """Return which foundation could be approached for which district, each within its capacity.

    Maximises the sum of the scores (an assignment problem: every foundation stands in as many
    columns as it has capacity). With `nobody_without`, serving one more district counts more than
    any gain in score, so as few districts as possible go without.

    Source: Kuhn 1955 (Hungarian method), as `scipy.optimize.linear_sum_assignment`.

    Args:
        landscape: where to look.
        districts: AGS.
        day: see `suggest`.
        capacity: districts that one foundation can take, at least 1.
        capacities: foundation → its own capacity; 0 leaves it out.
        nobody_without: see above.
        declined: what says whom an administration declined, or was declined by, and shall not be
            given (`feedback.declines`).

    Raises:
        UnknownThingError: if a district does not exist.
        ParameterError: if a capacity is below 1, or below 0 for a named foundation.
    """
    wanted = checked(landscape, districts, capacity, capacities)
    scope = Scope(landscape, day)
    fits = _foundation_fits(scope, wanted, declined)
    given = {key: (capacities or {}).get(key, capacity) for key in scope.ground.foundations}
    return assigned(landscape, "foundations", wanted, fits, given, nobody_without=nobody_without)


def checked(
    landscape: Landscape,
    districts: Sequence[str],
    capacity: int,
    capacities: Mapping[str, int] | None,
) -> list[str]:
    """Return the AGS of the districts, each once.

    Raises:
        UnknownThingError: if a district does not exist.
        ParameterError: if a capacity is below 1, or below 0 for a named partner.
    """
    if capacity < 1 or any(one < 0 for one in (capacities or {}).values()):
        raise ParameterError(
            "capacity",
            Text("Eine Kapazität muss mindestens 1 sein.", "A capacity must be at least 1."),
        )
    return [landscape.district(ags).ags for ags in dict.fromkeys(districts)]


def _foundation_fits(scope: Scope, districts: Sequence[str], declined: Declined) -> Fits:
    found = {}
    for ags in districts:
        want, refused = wanting(scope, ags), declined(municipality_key(ags))
        for key in scope.ground.foundations:
            if key in want.partners or key in refused:
                continue
            if scope.works(key) and scope.reaches(key, ags):
                fit = foundation_fit(scope, record(scope, key), want, "")
                if fit is not None:
                    found[ags, key] = fit
    return found


def assigned(
    landscape: Landscape,
    kind: PortfolioKind,
    districts: Sequence[str],
    fits: Fits,
    capacities: Mapping[str, int],
    *,
    nobody_without: bool,
) -> Portfolio:
    """Return the best assignment, and what serving the best pair first would have given."""
    partners = sorted({key for _, key in fits})
    seats = [key for key in partners for _ in range(min(capacities[key], len(districts)))]
    worth = np.array(
        [
            [fits[ags, key].score if (ags, key) in fits else 0.0 for key in seats]
            for ags in districts
        ]
    ).reshape(len(districts), len(seats))
    chosen, greedy = _solved(worth, nobody_without=nobody_without), _greedy(worth)
    assignments = tuple(
        Assignment(
            district_ref(landscape, ags),
            actor_ref(landscape, seats[chosen[row]]),
            round(float(worth[row, chosen[row]]), 4),
            _reason(fits[ags, seats[chosen[row]]]),
        )
        for row, ags in enumerate(districts)
        if row in chosen
    )
    without = tuple(
        district_ref(landscape, ags) for row, ags in enumerate(districts) if row not in chosen
    )
    total = round(sum(one.score for one in assignments), 4)
    greedy_total = round(float(sum(worth[row, column] for row, column in greedy.items())), 4)
    left = len(districts) - len(greedy)
    text = _text(total, len(without), greedy_total, left)
    return Portfolio(kind, assignments, without, total, greedy_total, left, text)


def _reason(fit: Candidate) -> Text:
    said = [argument.say() for argument in fit.case().strongest()[:2]]
    return Text(" ".join(one.de for one in said), " ".join(one.en for one in said))


def _solved(worth: Floats, *, nobody_without: bool) -> dict[int, int]:
    if not worth.size:
        return {}
    # a fifth of a second that nothing else waits for
    from scipy.optimize import linear_sum_assignment  # noqa: PLC0415

    bonus = float(worth.shape[0] + 1) if nobody_without else 0.0
    gain = np.where(worth > NOTHING, worth + bonus, 0.0)
    rows, columns = linear_sum_assignment(gain, maximize=True)
    kept = worth[rows, columns] > NOTHING
    return dict(zip(rows[kept].tolist(), columns[kept].tolist(), strict=True))


def _greedy(worth: Floats) -> dict[int, int]:
    found: dict[int, int] = {}
    taken: set[int] = set()
    for place in np.argsort(-worth, axis=None, kind="stable"):
        row, column = divmod(int(place), worth.shape[1])
        if worth[row, column] <= NOTHING:
            break
        if row not in found and column not in taken:
            found[row] = column
            taken.add(column)
    return found


def _text(total: float, without: int, greedy_total: float, greedy_without: int) -> Text:
    german = tuple(f"{one:.2f}".replace(".", ",") for one in (total, greedy_total))
    left, greedy = (
        Text(
            f"{count} {'Kreis' if count == 1 else 'Kreise'}",
            f"{count} {'district' if count == 1 else 'districts'}",
        )
        for count in (without, greedy_without)
    )
    return Text(
        f"Summe der Wertungen {german[0]}, {left.de} ohne Vorschlag. Wer immer das beste Paar"
        f" zuerst bedient, käme auf {german[1]} und ließe {greedy.de} ohne.",
        f"Sum of scores {total:.2f}, {left.en} without a suggestion. Serving the best pair first"
        f" would give {greedy_total:.2f} and leave {greedy.en} without.",
    )


def district_ref(landscape: Landscape, ags: str) -> PartnerRef:
    """Return a district as it is named in a result."""
    district = landscape.districts[ags]
    return PartnerRef(district.iri, district.ags, district.name)


def actor_ref(landscape: Landscape, key: str) -> PartnerRef:
    """Return an actor as it is named in a result."""
    actor = landscape.actors[key]
    return PartnerRef(actor.iri, actor.key, actor.name)
