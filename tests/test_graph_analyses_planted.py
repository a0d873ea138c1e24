"""Whether planted gaps are found, and how many alarms there are where nothing is planted."""

from datetime import date

import numpy as np
import pytest

from graph.analyses import synthetic
from graph.analyses.context import GapContext
from graph.analyses.gap_kinds import surprising
from graph.analyses.synthetic import synthetic_landscape
from graph.landscape import Landscape

DAY = date(2026, 1, 1)
DRAWS = 20


def average_precision(scores, truth):
    hits = truth[np.argsort(-scores, kind="stable")]
    return (np.cumsum(hits) / np.arange(1, len(hits) + 1))[hits].mean()


def test_with_nothing_planted_the_null_promises_as_many_surprises_as_come(landscape: Landscape):
    promised = found = alarms = 0
    for seed in range(DRAWS):
        context = GapContext(synthetic_landscape(landscape, 1000 + seed).landscape, DAY)
        chance, empty = context.probability, ~context.table.active
        likely = context.observable & (chance >= 0.9)
        promised += (1 - chance)[likely].sum()
        found += (likely & empty).sum()
        alarms += len(list(surprising.find(context)))
    assert found == pytest.approx(promised, rel=0.2)
    assert alarms <= 2 * DRAWS  # 42 themes at a false share of 0.05


def test_planted_gaps_rank_above_popularity_and_above_row_times_column(landscape: Landscape):
    ratios, to_product = [], []
    for seed in range(8):
        drawn = synthetic_landscape(landscape, seed, planted=60)
        context = GapContext(drawn.landscape, DAY)
        table = context.table
        truth = np.zeros(table.active.shape, dtype=bool)
        for ags, theme in drawn.planted:
            truth[table.row[ags], table.column[theme]] = True
        empty = ~table.active
        shuffle = np.random.default_rng(seed).random(int(empty.sum())) * 1e-9
        by_null = np.nan_to_num(context.probability)[empty] + shuffle
        by_popularity = np.broadcast_to(table.active.sum(axis=0), empty.shape)[empty] + shuffle
        product = np.outer(table.active.sum(axis=1), table.active.sum(axis=0))[empty] + shuffle
        found = average_precision(by_null, truth[empty])
        ratios.append(found / average_precision(by_popularity, truth[empty]))
        to_product.append(found / average_precision(product, truth[empty]))
    assert np.exp(np.mean(np.log(ratios))) > 2.5
    assert np.exp(np.mean(np.log(to_product))) > 1.0


def test_a_gap_that_nothing_explains_raises_the_only_alarm(landscape: Landscape):
    drawn = synthetic_landscape(landscape, 5, mean=0.5, spread=0.2)
    districts, themes = sorted(landscape.districts), sorted(landscape.themes)
    filled = drawn.filled.copy()
    filled[17, :], filled[:, 4] = True, True
    filled[17, 4] = False
    cells = [(districts[row], themes[column]) for row, column in np.argwhere(filled)]
    context = GapContext(synthetic._with_activities(landscape, cells), DAY)
    found = [(gap.district, gap.theme) for gap in surprising.find(context)]
    assert found == [(districts[17], themes[4])]


def test_a_draw_can_be_repeated(landscape: Landscape):
    one, two = (synthetic_landscape(landscape, 3, planted=5) for _ in range(2))
    assert one.planted == two.planted
    assert one.landscape.items.keys() == two.landscape.items.keys()
    assert len(one.planted) == 5
    assert all(item.evidence[0].dataset == "synthetic" for item in one.landscape.items.values())
