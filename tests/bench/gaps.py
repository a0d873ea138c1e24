"""How true gaps are: planted ones found, false alarms counted, and days of the past foreseen.

The planted landscapes are synthetic and seeded; the days of the past are those of the real one.
"""

import os
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import numpy as np

from graph.analyses.backtest import (
    RANKERS,
    Ranker,
    Score,
    average_precision,
    compare_rankers,
    null_model,
    peer_share,
    popularity,
    row_by_column,
    smoothed_peer_share,
)
from graph.analyses.context import GapContext
from graph.analyses.gap_kinds import surprising
from graph.analyses.past import CUTS, HORIZON_YEARS, Slice, past_slice
from graph.analyses.peers import WEIGHTS, Comparison
from graph.analyses.synthetic import synthetic_landscape
from graph.landscape import Landscape
from graph.memory import open_landscape
from tests.bench.timing import table

DAY = date(2026, 1, 1)
DRAWS = 20
PLANTED = 60
RESAMPLES = 200
LIKELY = 0.9

PLANTED_RANKERS: dict[str, Ranker] = {
    "theme popularity": popularity,
    "row x column": row_by_column,
    "null model (BiCM)": null_model,
    "share of peers": peer_share,
    "smoothed share of peers": smoothed_peer_share,
}

MIXES: dict[str, dict[str, float]] = {
    "default": dict(WEIGHTS),
    **{f"only {part}": {part: 1.0} for part in WEIGHTS},
    "all alike": dict.fromkeys(WEIGHTS, 1.0),
    "default without state": {**WEIGHTS, "state": 0.0},
    "indicators and state": {"indicators": 0.5, "state": 0.5},
    "indicators, state, neighbour": {"indicators": 0.4, "state": 0.4, "neighbour": 0.2},
    "state and neighbour": {"state": 0.6, "neighbour": 0.4},
}
"""Ways to weigh the parts of the similarity of districts; parts not named count nothing."""


def run() -> None:
    """Print the tables of planted gaps, false alarms, rankings and comparable districts."""
    landscape = open_landscape(os.environ.get("BILDUNGSLANDSCHAFT_STORE", ".bildungslandschaft"))
    _planted(landscape)
    _false_alarms(landscape)
    slices = [past_slice(landscape, cut) for cut in CUTS]
    _rankers(slices)
    _comparable(slices)


def planted_precision(landscape: Landscape, seed: int) -> dict[str, float]:
    """Return the average precision of each ranking of empty cells in one planted landscape."""
    drawn = synthetic_landscape(landscape, seed, planted=PLANTED)
    context = GapContext(drawn.landscape, DAY)
    table_ = context.table
    truth = np.zeros(table_.active.shape, dtype=bool)
    for ags, theme in drawn.planted:
        truth[table_.row[ags], table_.column[theme]] = True
    one = Slice(DAY, context, ~table_.active, truth, context.comparison)
    jitter = np.random.default_rng(seed).random(int(one.empty.sum()))
    found = {}
    for name, ranker in PLANTED_RANKERS.items():
        scores = ranker(one)[one.empty]
        order = np.empty(len(scores))
        order[np.lexsort((jitter, -scores))] = np.arange(len(scores))
        found[name] = average_precision(order, truth[one.empty])
    return found


def false_alarms(landscape: Landscape, seed: int) -> tuple[float, int, int]:
    """Return, with nothing planted, how many empty cells the null model promises and come.

    Returns:
        expected and actual number of empty cells among those with a chance of `LIKELY`, and the
        number of alarms of the kind "surprising".
    """
    context = GapContext(synthetic_landscape(landscape, 1000 + seed).landscape, DAY)
    chance = context.probability
    likely = context.observable & (chance >= LIKELY)
    promised = float((1 - chance)[likely].sum())
    empty = int((likely & ~context.table.active).sum())
    return promised, empty, len(list(surprising.find(context)))


def _planted(landscape: Landscape) -> None:
    draws = [planted_precision(landscape, seed) for seed in range(DRAWS)]
    rows = []
    for name in PLANTED_RANKERS:
        values = np.array([draw[name] for draw in draws])
        over = [
            _with_interval(values / np.array([draw[other] for draw in draws]), "{:.1f}")
            for other in ("theme popularity", "row x column")
        ]
        rows.append([name, _with_interval(values, "{:.3f}"), *over])
    table(
        f"Planted gaps (synthetic, {DRAWS} draws of {PLANTED} gaps): average precision",
        ["ranking", "average precision", "ratio to popularity", "ratio to row x column"],
        rows,
    )


def _false_alarms(landscape: Landscape) -> None:
    found = np.array([false_alarms(landscape, seed) for seed in range(DRAWS)])
    promised, came, alarms = found.sum(axis=0)
    table(
        f"Nothing planted (synthetic, {DRAWS} draws)",
        ["what", "expected", "came", "ratio"],
        [
            [f"empty cells with a chance of at least {LIKELY}", f"{promised:.1f}", f"{came:.0f}",
             f"{came / promised:.2f}"],
            ["alarms of the kind surprising", f"at most {DRAWS * 42 * 0.05:.0f}", f"{alarms:.0f}",
             ""],
        ],
    )  # fmt: skip


def _rankers(slices: Sequence[Slice]) -> None:
    print("\nFilled cells:", ", ".join(f"{one.cut.year}: {one.filled.sum()}" for one in slices))
    found = compare_rankers(slices, RANKERS, draws=RESAMPLES)
    _print_scores("Which empty cells were filled later, by ranking", "row x column", found)


def _comparable(slices: Sequence[Slice]) -> None:
    compared = {
        (one.cut, name): Comparison(one.context.landscape, dict.fromkeys(WEIGHTS, 0.0) | mix)
        for one in slices
        for name, mix in MIXES.items()
    }

    def ranker(name: str) -> Ranker:
        return lambda one: smoothed_peer_share(replace(one, comparison=compared[one.cut, name]))

    rankers = {name: ranker(name) for name in MIXES}
    found = compare_rankers(slices, rankers, reference="default", draws=RESAMPLES)
    _print_scores("The same, by what makes districts comparable", "default", found)


def _print_scores(title: str, reference: str, found: dict[str, Score]) -> None:
    table(
        f"{title} (ends of {CUTS[0].year} to {CUTS[-1].year}, {HORIZON_YEARS} years each)",
        ["ranking", "average precision", f"ratio to {reference}", "AUC within a theme"],
        [
            [
                name,
                f"{one.precision:.3f} ({one.low:.3f} to {one.high:.3f})",
                f"{one.over:.2f} ({one.over_low:.2f} to {one.over_high:.2f})",
                f"{one.auc:.2f}",
            ]
            for name, one in found.items()
        ],
    )


def _with_interval(values: np.ndarray, form: str) -> str:
    generator = np.random.default_rng(20260101)
    means = [generator.choice(values, len(values)).mean() for _ in range(1000)]
    low, high = np.percentile(means, (2.5, 97.5))
    return f"{form.format(values.mean())} ({form.format(low)} to {form.format(high)})"
