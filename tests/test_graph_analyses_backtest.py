"""Back-tests look at a day of the past with nothing from later, and justify the ranking in use."""

from datetime import date

import numpy as np
import pytest

from graph.analyses.backtest import (
    average_precision,
    compare_rankers,
    need_times_surprise_times_peers,
    row_by_column,
    smoothed_peer_share,
)
from graph.analyses.gap_kinds.expected import RANKED_BY
from graph.analyses.gaps import GapAnalysis
from graph.analyses.past import Slice, known_on, past_slice
from graph.landscape import Landscape

CUTS = (date(2012, 12, 31), date(2014, 12, 31))


@pytest.fixture(scope="module")
def slices(landscape: Landscape) -> list[Slice]:
    return [past_slice(landscape, cut) for cut in CUTS]


def test_nothing_later_and_nothing_undated_is_known(landscape: Landscape):
    known = known_on(landscape, CUTS[0])
    things = [*known.ties.values(), *known.participations.values(), *known.items.values()]
    assert things
    assert all(one.interval.valid_from and one.interval.valid_from <= CUTS[0] for one in things)
    years = [year for (name, ags), series in known.observations.items() for year, _ in series]
    later = [
        series
        for series in known.observations.values()
        if len(series) > 1 and series[-1][0] > CUTS[0].year
    ]
    assert years
    assert later == []
    assert len(known.ties) < len(landscape.ties)


def test_what_is_filled_was_empty_before(slices: list[Slice]):
    for one in slices:
        assert one.filled.sum() > 50
        assert not (one.filled & one.context.table.active).any()


def test_the_ranking_in_use_foresaw_more_than_its_rivals(slices: list[Slice]):
    rankers = {
        "row x column": row_by_column,
        "in use": smoothed_peer_share,
        "product": need_times_surprise_times_peers,
    }
    found = compare_rankers(slices, rankers, draws=40)
    assert found["in use"].over_low > 1
    assert found["in use"].precision > 1.5 * found["product"].precision
    assert found["row x column"].over == 1
    assert found == compare_rankers(slices, rankers, draws=40)


def test_coverage_gaps_are_ranked_by_it(landscape: Landscape, slices: list[Slice]):
    analysis = GapAnalysis(landscape, CUTS[1])
    cells = [gap for gap in analysis.gaps(kind="coverage") if RANKED_BY in gap.factors]
    assert cells
    assert all(gap.priority == gap.factors[RANKED_BY] for gap in cells)
    assert np.array_equal(slices[1].context.expected, smoothed_peer_share(slices[1]))


def test_no_filled_cell_gives_no_score(slices: list[Slice]):
    nothing = [
        Slice(one.cut, one.context, one.empty, one.filled & False, one.comparison) for one in slices
    ]
    assert compare_rankers(nothing, {"row x column": row_by_column}) == {}


def test_average_precision_of_a_known_ranking():
    truth = np.array([True, False, True, False])
    assert average_precision(np.array([0.0, 1.0, 2.0, 3.0]), truth) == pytest.approx(
        (1 + 2 / 3) / 2
    )
