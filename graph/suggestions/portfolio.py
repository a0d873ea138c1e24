"""Who should take which districts when nobody can take all: an assignment under capacities."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy.optimize import linear_sum_assignment

from graph.landscape import Landscape
from graph.suggestions.foundations import foundation_fit, wanting
from graph.suggestions.record import record
from graph.suggestions.results import PartnerRef
from graph.suggestions.scope import Scope
from ontology.errors import ParameterError
from ontology.texts import Text

NOTHING: Final = 1e-9
"""Worth of an assignment that nothing recorded speaks for: none."""

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Assignment:
    """One district and the foundation it is given."""

    district: PartnerRef
    foundation: PartnerRef
    score: float


@dataclass(frozen=True, slots=True)
class Portfolio:
    """An assignment of foundations to districts.

    Attributes:
        assignments: by district.
        without: districts that nobody within reach fits, or for whom no capacity is left.
        total: sum of the scores.
        greedy_total: what serving the best pair first would have given.
        greedy_without: how many districts would then go without.
        text: both in a sentence.
    """

    assignments: tuple[Assignment, ...]
    without: tuple[PartnerRef, ...]
    total: float
    greedy_total: float
    greedy_without: int
    text: Text


def foundation_portfolio(
    landscape: Landscape,
    districts: Sequence[str],
    day: date,
    *,
    capacity: int = 3,
    capacities: Mapping[str, int] | None = None,
    nobody_without: bool = True,
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

    Raises:
        UnknownThingError: if a district does not exist.
        ParameterError: if a capacity is below 1, or below 0 for a named foundation.
    """
    given = dict(capacities or {})
    if capacity < 1 or any(one < 0 for one in given.values()):
        raise ParameterError(
            "capacity",
            Text("Eine Kapazität muss mindestens 1 sein.", "A capacity must be at least 1."),
        )
    wanted = [landscape.district(ags).ags for ags in dict.fromkeys(districts)]
    scope = Scope(landscape, day)
    seats = [key for key in scope.ground.foundations for _ in range(given.get(key, capacity))]
    worth = _worth(scope, wanted, seats)
    chosen = _solved(worth, nobody_without=nobody_without)
    greedy = _greedy(worth)
    assignments = tuple(
        Assignment(
            _district(landscape, ags),
            _ref(landscape, seats[chosen[row]]),
            round(float(worth[row, chosen[row]]), 4),
        )
        for row, ags in enumerate(wanted)
        if row in chosen
    )
    without = tuple(
        _district(landscape, ags) for row, ags in enumerate(wanted) if row not in chosen
    )
    total = round(sum(one.score for one in assignments), 4)
    greedy_total = round(float(sum(worth[row, column] for row, column in greedy.items())), 4)
    left = len(wanted) - len(greedy)
    return Portfolio(
        assignments,
        without,
        total,
        greedy_total,
        left,
        _text(total, len(without), greedy_total, left),
    )


def _worth(scope: Scope, districts: Sequence[str], seats: Sequence[str]) -> Floats:
    keys = sorted(set(seats))
    scores = np.zeros((len(districts), len(keys)))
    for row, ags in enumerate(districts):
        want = wanting(scope, ags)
        for column, key in enumerate(keys):
            if key not in want.partners and scope.works(key) and scope.reaches(key, ags):
                fit = foundation_fit(scope, record(scope, key), want, "")
                scores[row, column] = fit.score if fit else 0.0
    places = {key: column for column, key in enumerate(keys)}
    return scores[:, [places[key] for key in seats]] if seats else np.zeros((len(districts), 0))


def _solved(worth: Floats, *, nobody_without: bool) -> dict[int, int]:
    if not worth.size:
        return {}
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
    return Text(
        f"Summe der Wertungen {german[0]}, {without} Kreise ohne Vorschlag. Wer immer das beste"
        f" Paar zuerst bedient, käme auf {german[1]} und ließe {greedy_without} Kreise ohne.",
        f"Sum of scores {total:.2f}, {without} districts without a suggestion. Serving the best"
        f" pair first would give {greedy_total:.2f} and leave {greedy_without} districts without.",
    )


def _district(landscape: Landscape, ags: str) -> PartnerRef:
    district = landscape.districts[ags]
    return PartnerRef(district.iri, district.ags, district.name)


def _ref(landscape: Landscape, key: str) -> PartnerRef:
    actor = landscape.actors[key]
    return PartnerRef(actor.iri, actor.key, actor.name)
