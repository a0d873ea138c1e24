"""What came of each method, asker by asker, and the means with their intervals."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

import numpy as np
import numpy.typing as npt

from graph.evaluation.history import Floats, Ints
from graph.evaluation.metrics import PER_ASKER
from graph.evaluation.report import Estimate, MethodResult
from graph.evaluation.variety import exposures_of, unevenness

DRAWS: Final = 1000
"""Bootstrap samples of askers."""
COMPARED: Final = "engine"
"""The method that the others are subtracted from."""


@dataclass(slots=True)
class Table:
    """What one method did for each asking actor, gathered block by block.

    Attributes:
        metrics: name → value of each asker; whole after `join`.
        tops: lists of candidates, askers x places.
    """

    metrics: dict[str, Floats] = field(default_factory=dict)
    tops: list[Ints] = field(default_factory=list)
    parts: list[dict[str, Floats]] = field(default_factory=list)

    def add(self, metrics: dict[str, Floats], lists: Ints) -> None:
        """Add a block of askers."""
        self.parts.append(metrics)
        self.tops.append(lists)

    def join(self) -> None:
        """Make the blocks one."""
        for name in self.parts[0] if self.parts else ():
            self.metrics[name] = np.concatenate([part[name] for part in self.parts])
        self.parts.clear()

    def lists(self) -> Ints:
        """Return the lists of all askers."""
        return np.concatenate(self.tops)


def results(
    tables: Mapping[str, Table], asked: npt.NDArray[np.bool_], candidates: int, seed: int
) -> dict[str, MethodResult]:
    """Return what each method did for some of the askers.

    Args:
        tables: name → table, the engine's among them.
        asked: which askers count, at least one.
        candidates: how many candidates there are in all.
        seed: of the bootstrap; the same draws for each method, so that differences are paired.
    """
    random, count = np.random.default_rng(seed), int(asked.sum())
    draws = random.integers(0, count, size=(DRAWS, count))
    ours, found = tables[COMPARED].metrics["ndcg@10"][asked], {}
    for name, table in tables.items():
        shown = exposures_of(table.lists()[asked])
        often = np.sort(shown)[::-1][: max(1, candidates // 100)]
        found[name] = MethodResult(
            metrics={one: _estimate(table.metrics[one][asked], draws) for one in PER_ASKER},
            gini=unevenness(shown, candidates),
            coverage=round(float((shown > 0).sum()) / candidates, 4),
            top_share=round(float(often.sum() / max(1, shown.sum())), 4),
            against=_estimate(ours - table.metrics["ndcg@10"][asked], draws),
        )
    return found


def _estimate(values: Floats, draws: Ints) -> Estimate:
    known = ~np.isnan(values)
    if not known.any():
        return Estimate(None, None, None)
    filled = np.nan_to_num(values)
    means = filled[draws].sum(axis=1) / np.maximum(known[draws].sum(axis=1), 1)
    low, high = np.percentile(means, (2.5, 97.5))
    return Estimate(
        round(float(values[known].mean()), 4), round(float(low), 4), round(float(high), 4)
    )
