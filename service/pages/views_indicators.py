"""How a district's official figures stand beside those of comparable districts."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from statistics import median, quantiles

from graph.analyses.peers import Peer
from graph.facts import data_folder
from graph.landscape import Landscape
from graph.things import Concept
from ontology.texts import Text

Series = tuple[tuple[int, float], ...]


@dataclass(frozen=True, slots=True)
class Wording:
    """What belongs to an indicator besides its name.

    Attributes:
        unit: `%` or `je 100`.
        note: what to know when reading it, empty if nothing.
    """

    unit: Text
    note: Text


@dataclass(frozen=True, slots=True)
class Comparison:
    """One indicator of a district and of the comparable districts.

    Attributes:
        own: (year, value) of the district.
        middle: (year, median) of the comparable districts.
        band: (year, lower quartile, upper quartile) of the comparable districts.
        lower: how many comparable districts have a lower value in the latest year of the district.
        known: how many comparable districts have a value in that year.
    """

    indicator: Concept
    wording: Wording
    own: Series
    middle: Series
    band: tuple[tuple[int, float, float], ...]
    lower: int
    known: int

    @property
    def latest(self) -> tuple[int, float]:
        """Year and value of the latest figure."""
        return self.own[-1]

    @property
    def latest_middle(self) -> float | None:
        """The median of the comparable districts in the same year, None if not known."""
        return dict(self.middle).get(self.latest[0])

    @property
    def place(self) -> Text:
        """How the district stands among the comparable ones, in words."""
        if not self.known:
            return Text("kein Vergleich möglich", "no comparison possible")
        higher = self.known - self.lower
        if self.lower >= higher:
            return Text(
                f"höher als in {self.lower} von {self.known} vergleichbaren Kreisen",
                f"higher than in {self.lower} of {self.known} comparable districts",
            )
        return Text(
            f"niedriger als in {higher} von {self.known} vergleichbaren Kreisen",
            f"lower than in {higher} of {self.known} comparable districts",
        )


def comparisons(landscape: Landscape, ags: str, peers: Sequence[Peer]) -> list[Comparison]:
    """Return every indicator that the district has a value for, by name."""
    found = [
        _comparison(landscape, indicator, ags, peers)
        for indicator in landscape.indicators.values()
        if landscape.observations.get((indicator.key, ags))
    ]
    return sorted(found, key=lambda comparison: comparison.indicator.german)


@cache
def wordings() -> dict[str, Wording]:
    """Return unit and note of every indicator, from the table that names them."""
    path = data_folder() / "indicators" / "indicators.csv"
    with path.open(encoding="utf-8", newline="") as table:
        return {
            row["id"]: Wording(
                Text(row["unit"], row["unit"].replace("je", "per")),
                Text(row["note_de"], row["note_en"]),
            )
            for row in csv.DictReader(table)
        }


def _comparison(
    landscape: Landscape, indicator: Concept, ags: str, peers: Sequence[Peer]
) -> Comparison:
    own = landscape.observations[indicator.key, ags]
    others = [dict(landscape.observations.get((indicator.key, peer.ags), ())) for peer in peers]
    middle, band = [], []
    for year, _ in own:
        values = [series[year] for series in others if year in series]
        if len(values) > 1:
            low, _, high = quantiles(values, n=4, method="inclusive")
            middle.append((year, median(values)))
            band.append((year, low, high))
    year, value = own[-1]
    known = [series[year] for series in others if year in series]
    return Comparison(
        indicator=indicator,
        wording=wordings().get(indicator.key, Wording(Text("", ""), Text("", ""))),
        own=tuple(own),
        middle=tuple(middle),
        band=tuple(band),
        lower=sum(1 for other in known if other < value),
        known=len(known),
    )
