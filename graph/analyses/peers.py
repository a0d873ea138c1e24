"""Which districts are comparable, how much, and why: official figures, type, size, place."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np
import numpy.typing as npt

from graph.analyses.figures import last_year, latest
from graph.analyses.wording import in_state, listed, number
from graph.landscape import Landscape
from graph.once import once_per_landscape
from graph.things import District
from ontology.errors import ParameterError
from ontology.texts import Text

Floats = npt.NDArray[np.float64]

WEIGHTS: Final[Mapping[str, float]] = {
    "indicators": 0.35,
    "population": 0.15,
    "type": 0.1,
    "settlement": 0.1,
    "state": 0.25,
    "neighbour": 0.05,
}
"""Share of each part in the similarity; the state weighs much: states run many programmes."""

NEAR: Final = 0.25
"""A scaled difference up to which two values are called similar, if they are `ALIKE` as well."""

ALIKE: Final = 0.1
"""Share of the larger value by which a similar one may be smaller: where a figure spreads over
hundreds, 0 and 7 are near for the ranking, but nobody would call them similar."""

_SPREAD: Final = 0.7413
"""Interquartile range of a normal distribution → its standard deviation."""

_FURTHEST: Final = 3.0
"""Scaled differences beyond this count as this: one outlier shall not decide."""


@dataclass(frozen=True, slots=True)
class Peer:
    """A comparable district.

    Attributes:
        ags: its key.
        similarity: 0 (nothing in common) to 1 (the same).
        reasons: sentences, strongest first.
    """

    ags: str
    similarity: float
    reasons: tuple[Text, ...]


def peers(landscape: Landscape, ags: str, count: int = 10) -> tuple[Peer, ...]:
    """Return the districts most comparable to one.

    The similarity is a weighted mean (`WEIGHTS`) of six parts, each in [0, 1]: official indicators
    (`exp(-mean scaled difference)`, latest value, scaled by median and interquartile range),
    population (`exp(-|difference of natural logarithms|)`), district type, settlement type, state,
    common border. An indicator counts only where both values are known; if none is known for a
    pair, the other parts share its weight, and a reason says so.

    Args:
        landscape: where to look.
        ags: the district.
        count: how many at most, at least 1.

    Returns:
        Best first, equal ones by AGS. Empty if there is no other district.

    Raises:
        UnknownThingError: if there is no such district.
        ParameterError: if `count` is below 1.
    """
    if count < 1:
        raise ParameterError(
            "count", Text("„count“ muss mindestens 1 sein.", '"count" must be at least 1.')
        )
    return comparison(landscape).peers(landscape.district(ags).ags, count)


class Comparison:
    """All districts of a landscape compared with each other.

    Args:
        landscape: with districts, figures and neighbours.
        weights: share of each part; every part of `WEIGHTS` is named.
        until: figures of later years are not seen; None for all.

    Attributes:
        order: AGS in the order of rows and columns.
        position: AGS → row.
        similarity: rows x columns, 1 on the diagonal.
    """

    def __init__(
        self,
        landscape: Landscape,
        weights: Mapping[str, float] = WEIGHTS,
        until: int | None = None,
    ) -> None:
        self._landscape = landscape
        self._weights = weights
        self._until = until
        self.order = tuple(sorted(landscape.districts))
        self.position = {ags: row for row, ags in enumerate(self.order)}
        self._districts = [landscape.districts[ags] for ags in self.order]
        self._indicators = tuple(sorted(landscape.indicators))
        self._years, self._latest = self._latest_values()
        self._scaled = _robust_scale(self._latest)
        self.similarity = self._similarity()

    def nearest(self, ags: str, count: int) -> list[str]:
        """Return the AGS of the most similar districts, best first."""
        row = self.similarity[self.position[ags]]
        ranked = np.lexsort((np.arange(len(row)), -np.round(row, 12)))
        return [self.order[one] for one in ranked if self.order[one] != ags][:count]

    def peers(self, ags: str, count: int) -> tuple[Peer, ...]:
        """Return the most similar districts with reasons."""
        row = self.position[ags]
        return tuple(
            Peer(
                other,
                round(float(self.similarity[row, self.position[other]]), 4),
                self.reasons(ags, other),
            )
            for other in self.nearest(ags, count)
        )

    def _latest_values(self) -> tuple[Floats, Floats]:
        found = np.full((2, len(self.order), len(self._indicators)), np.nan)
        for column, indicator in enumerate(self._indicators):
            for row, ags in enumerate(self.order):
                series = self._landscape.observations.get((indicator, ags), ())
                one = latest(series, self._until)
                if one is not None:
                    found[:, row, column] = one
        return found[0], found[1]

    def _similarity(self) -> Floats:
        indicators = _indicator_similarity(self._scaled)
        people = [float(max(district.population, 1)) for district in self._districts]
        size = np.log(np.array(people, dtype=np.float64))
        parts = {
            "indicators": indicators,
            "population": np.exp(-np.abs(size[:, None] - size[None, :])),
            "type": _equal([district.type for district in self._districts]),
            "settlement": _equal([district.settlement_type for district in self._districts]),
            "state": _equal([district.state for district in self._districts]),
            "neighbour": self._neighbourhood(),
        }
        total = sum(
            (self._weights[name] * np.nan_to_num(part) for name, part in parts.items()),
            np.zeros_like(indicators),
        )
        missing = self._weights["indicators"] * np.isnan(indicators)
        weight = np.maximum(sum(self._weights.values()) - missing, 1e-12)
        similarity: Floats = total / weight
        np.fill_diagonal(similarity, 1.0)
        return similarity

    def _neighbourhood(self) -> Floats:
        found = np.eye(len(self.order))
        for ags, others in self._landscape.neighbours.items():
            for other in others:
                if ags in self.position and other in self.position:
                    found[self.position[ags], self.position[other]] = 1.0
        return found

    def reasons(self, ags: str, other: str) -> tuple[Text, ...]:
        """Return what makes two districts comparable, strongest first."""
        one, two = self._landscape.districts[ags], self._landscape.districts[other]
        found = [self._figures(ags, other), *self._common(one, two)]
        if other in self._landscape.neighbours.get(ags, ()):
            found.append(Text("Sie grenzen aneinander.", "They share a border."))
        found.append(_population_reason(one, two))
        return tuple(reason for reason in found if reason is not None)

    def _figures(self, ags: str, other: str) -> Text | None:
        one, two = self.position[ags], self.position[other]
        apart = np.abs(self._scaled[one] - self._scaled[two])
        if np.isnan(apart).all():
            return Text(
                "Amtliche Kennzahlen zum Vergleich fehlen.",
                "There are no official figures to compare.",
            )
        order = np.argsort(apart, kind="stable")
        both = self._latest[[one, two]]
        near = [int(c) for c in order if apart[c] <= NEAR and _are_alike(*both[:, c])][:3]
        if not near:
            return None
        names = [self._landscape.indicators[self._indicators[column]].label for column in near]
        years = [
            "/".join(f"{y:.0f}" for y in sorted(set(self._years[[one, two], c].tolist())))
            for c in near
        ]
        pairs = [(both[0, column], both[1, column]) for column in near]
        german, english = (
            [
                _compared(f"{getattr(name, code)} {year}", pair, code)
                for name, year, pair in zip(names, years, pairs, strict=True)
            ]
            for code in ("de", "en")
        )
        return Text(
            f"Ähnliche Kennzahlen: {listed(german).de}.", f"Similar figures: {listed(english).en}."
        )

    def _common(self, one: District, two: District) -> list[Text]:
        concepts, found = self._landscape.concepts, []
        if one.type == two.type and one.type in concepts["territory-type"]:
            label = concepts["territory-type"][one.type].label
            found.append(Text(f"Gleiche Kreisart: {label.de}.", f"Same type: {label.en}."))
        if one.state == two.state:
            name = self._landscape.states.get(one.state, Text(one.state, one.state))
            found.append(Text(f"Beide liegen {in_state(name.de)}.", f"Both are in {name.en}."))
        if one.settlement_type == two.settlement_type in concepts["settlement-type"]:
            label = concepts["settlement-type"][one.settlement_type].label
            found.append(
                Text(f"Gleicher Siedlungstyp: {label.de}.", f"Same settlement type: {label.en}.")
            )
        return found


@once_per_landscape
def comparison(landscape: Landscape) -> Comparison:
    """Return all districts compared with each other, computed once per landscape."""
    return Comparison(landscape)


def comparison_on(landscape: Landscape, day: date) -> Comparison:
    """Return the districts compared by the figures that were known on a day, see `last_year`."""
    newest, known = _by_year(landscape)
    year = last_year(day)
    if year >= newest:
        return comparison(landscape)
    if year not in known:
        known[year] = Comparison(landscape, until=year)
    return known[year]


@once_per_landscape
def _by_year(landscape: Landscape) -> tuple[int, dict[int, Comparison]]:
    years = (series[-1][0] for series in landscape.observations.values() if series)
    return max(years, default=0), {}


def _robust_scale(values: Floats) -> Floats:
    scaled = np.full_like(values, np.nan)
    for column in range(values.shape[1]):
        known = values[:, column][~np.isnan(values[:, column])]
        if known.size:
            low, middle, high = np.percentile(known, (25, 50, 75))
            spread = (high - low) * _SPREAD or 1.0
            scaled[:, column] = (values[:, column] - middle) / spread
    return scaled


def _indicator_similarity(scaled: Floats) -> Floats:
    apart = np.minimum(np.abs(scaled[:, None, :] - scaled[None, :, :]), _FURTHEST)
    known = ~np.isnan(apart)
    count = known.sum(axis=2)
    mean = np.where(known, apart, 0.0).sum(axis=2) / np.maximum(count, 1)
    similarity: Floats = np.where(count > 0, np.exp(-mean), np.nan)
    return similarity


def _equal(values: list[str]) -> Floats:
    column = np.array(values, dtype=object)
    known = column != ""
    same: Floats = np.asarray((column[:, None] == column[None, :]) & known[:, None], np.float64)
    return same


def _are_alike(one: float, two: float) -> bool:
    # that both have none of something, as most have none, makes nobody alike
    larger = max(abs(one), abs(two))
    return larger > 0 and abs(one - two) <= ALIKE * larger


def _compared(name: str, pair: tuple[float, float], language: str) -> str:
    one, two = (getattr(number(value, 1), language) for value in pair)
    return f"{name} ({one} / {two})"


def _population_reason(one: District, two: District) -> Text | None:
    if not _are_alike(one.population, two.population):
        return None
    mine, theirs = number(one.population), number(two.population)
    return Text(
        f"Ähnlich viele Einwohner Ende 2023 ({mine.de} / {theirs.de}).",
        f"Similar number of inhabitants at the end of 2023 ({mine.en} / {theirs.en}).",
    )
