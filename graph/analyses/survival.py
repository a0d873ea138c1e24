"""How long ties of a programme last: the survival curve with its interval."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from graph.landscape import Landscape
from graph.links import DAYS_PER_YEAR, links
from graph.near import no_such
from ontology.texts import Text

Z_95: Final = 1.959963984540054


@dataclass(frozen=True, slots=True)
class Point:
    """One step of a survival curve.

    Attributes:
        years: since the start.
        at_risk: ties that had lasted until then.
        ended: of these, how many ended then.
        survival: share that lasts longer.
        low: lower end of the 95 % interval.
        high: upper end.
    """

    years: float
    at_risk: int
    ended: int
    survival: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class SurvivalCurve:
    """The survival of the ties of a programme.

    Attributes:
        ties: ties and participations that count.
        running: of these, how many had not ended on the day (they count until then).
        undated: ties without a start or an end that says something; they do not count.
        median: years after which half have ended; None if fewer than half have.
        points: by years; empty if nothing ended.
        caveat: what the curve cannot tell.
    """

    programme: str
    ties: int
    running: int
    undated: int
    median: float | None
    points: tuple[Point, ...]
    caveat: Text


_CAVEAT: Final = Text(
    "Fehlt ein Ende in der Quelle, gilt das Ende des Programms: Viele Verläufe enden deshalb am"
    " selben Tag.",
    "Where a source names no end, that of the programme applies: many ties end on the same day"
    " for that reason.",
)


def survival(landscape: Landscape, programme: str, day: date) -> SurvivalCurve:
    """Return the survival curve of all ties and participations of a programme.

    `S(t) = product over t_j <= t of (1 - d_j / n_j)` (Kaplan and Meier 1958); the interval is
    Greenwood's on the scale log(-log S). Ties that still run on the day are censored.

    Args:
        landscape: where to look.
        programme: key.
        day: nothing after it is known.

    Raises:
        UnknownThingError: if there is no such programme.
    """
    if programme not in landscape.programmes:
        names = {key: found.name for key, found in landscape.programmes.items()}
        raise no_such(
            Text(f"Es gibt kein Programm „{programme}“.", f'There is no programme "{programme}".'),
            programme,
            names,
        )
    durations, undated = [], 0
    for link in links(landscape):
        if link.programme != programme or link.status_on(day) == "future":
            continue
        start, end = link.interval.valid_from, link.interval.valid_through
        if start is None:
            undated += 1
            continue
        ended = end is not None and end < day
        last = end if ended and end is not None else day
        durations.append(((last - start).days / DAYS_PER_YEAR, ended))
    points = kaplan_meier(durations)
    return SurvivalCurve(
        programme=programme,
        ties=len(durations),
        running=sum(not ended for _, ended in durations),
        undated=undated,
        median=next((point.years for point in points if point.survival <= 0.5), None),
        points=points,
        caveat=_CAVEAT,
    )


def kaplan_meier(durations: Iterable[tuple[float, bool]]) -> tuple[Point, ...]:
    """Return the product-limit estimate.

    Args:
        durations: how long each lasted, and whether it ended (False: still running).

    Returns:
        One point per time at which something ended; empty if nothing did.

    Example:
        >>> [round(point.survival, 3) for point in kaplan_meier([(1, True), (2, False), (3, True)])]
        [0.667, 0.0]
    """
    known = sorted((round(years, 6), ended) for years, ended in durations)
    points, share, variance = [], 1.0, 0.0
    for years in sorted({years for years, ended in known if ended}):
        at_risk = sum(other >= years for other, _ in known)
        ended = sum(other == years and over for other, over in known)
        share *= 1 - ended / at_risk
        if at_risk > ended:
            variance += ended / (at_risk * (at_risk - ended))
        low, high = _interval(share, variance)
        points.append(Point(years, at_risk, ended, share, low, high))
    return tuple(points)


def _interval(share: float, variance: float) -> tuple[float, float]:
    if not 0 < share < 1:
        return share, share
    width = Z_95 * math.sqrt(variance) / abs(math.log(share))
    return share ** math.exp(width), share ** math.exp(-width)
