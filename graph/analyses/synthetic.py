"""A synthetic landscape with planted gaps: real districts, drawn activity, never a fact."""

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import numpy.typing as npt

from graph.keys import municipality_key
from graph.landscape import Index, Landscape
from graph.things import Evidence, Item
from ontology.namespaces import thing

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

DATASET: Final = "synthetic"

SPREAD: Final = 1.5
"""Standard deviation of the logarithm of activity: few districts and themes do most."""

EXPECTED_FROM: Final = 0.5
"""Only cells that are more likely filled than not are emptied: others would be no gap."""


@dataclass(frozen=True, slots=True)
class Synthetic:
    """A drawn landscape.

    Attributes:
        landscape: real districts and themes, synthetic activities; nothing else.
        chances: probability of each cell, districts x themes in the order of their keys.
        filled: what was drawn, planted cells empty.
        planted: (AGS, theme) of cells that were emptied although they were drawn as filled.
    """

    landscape: Landscape
    chances: Floats
    filled: Flags
    planted: frozenset[tuple[str, str]]


def synthetic_landscape(
    landscape: Landscape, seed: int, *, planted: int = 0, mean: float = 0.3, spread: float = SPREAD
) -> Synthetic:
    """Draw activities of all districts in all themes, and plant gaps.

    Districts and themes get a lognormal activity; a cell is filled with the chance
    `x y / (1 + x y)`, scaled so that the mean chance is `mean`. Planted are filled cells, drawn
    among those with a chance of at least `EXPECTED_FROM`.

    Args:
        landscape: gives districts, themes and figures; its ties and facts are not used.
        seed: of the draw.
        planted: how many filled cells are emptied.
        mean: mean chance of a cell, between 0 and 1.
        spread: standard deviation of the logarithm of activity, 0 for districts all alike.

    Returns:
        The landscape; without districts or themes it is empty.
    """
    generator = np.random.default_rng(seed)
    districts, themes = sorted(landscape.districts), sorted(landscape.themes)
    x = generator.lognormal(0.0, spread, len(districts))
    y = generator.lognormal(0.0, spread, len(themes))
    chances = _scaled(np.outer(x, y), mean)
    filled = generator.random(chances.shape) < chances
    chosen = _plant(generator, filled, chances, planted)
    cells = {
        (districts[row], themes[column]) for row, column in zip(*np.nonzero(filled), strict=True)
    }
    return Synthetic(
        landscape=_with_activities(landscape, sorted(cells)),
        chances=chances,
        filled=filled,
        planted=frozenset((districts[row], themes[column]) for row, column in chosen),
    )


def _scaled(product: Floats, mean: float) -> Floats:
    low, high = -20.0, 20.0
    for _ in range(60):
        middle = (low + high) / 2
        scaled = product * np.exp(middle)
        if product.size and (scaled / (1 + scaled)).mean() > mean:
            high = middle
        else:
            low = middle
    scaled = product * np.exp(low)
    chances: Floats = scaled / (1 + scaled)
    return chances


def _plant(
    generator: np.random.Generator, filled: Flags, chances: Floats, planted: int
) -> list[tuple[int, int]]:
    candidates = np.flatnonzero(filled & (chances >= EXPECTED_FROM))
    drawn = generator.choice(candidates, min(planted, len(candidates)), replace=False)
    filled.flat[drawn] = False
    return [divmod(int(cell), filled.shape[1]) for cell in sorted(drawn)]


def _with_activities(landscape: Landscape, cells: list[tuple[str, str]]) -> Landscape:
    evidence = (Evidence(thing("evidence", DATASET), DATASET, "probable", DATASET),)
    items = {
        key: Item(
            iri=thing("document", key),
            key=key,
            class_="MissionStatement",
            name=key,
            actors=(municipality_key(ags),),
            themes=(theme,),
            evidence=evidence,
        )
        for ags, theme in cells
        for key in (f"{DATASET}-{ags}-{theme}",)
    }
    flat = {key: replace(theme, broader=()) for key, theme in landscape.themes.items()}
    return replace(
        landscape,
        version=DATASET,
        ties={},
        participations={},
        items=items,
        concepts={**landscape.concepts, "theme": flat},
        index=Index({}, {}, items),
    )
