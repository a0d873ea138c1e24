from datetime import date

import pytest

from graph.analyses.survival import kaplan_meier, survival
from graph.landscape import Landscape
from ontology.errors import UnknownThingError

TODAY = date(2026, 11, 23)

REMISSION = [
    *[(weeks, True) for weeks in (6, 6, 6, 7, 10, 13, 16, 22, 23)],
    *[(weeks, False) for weeks in (6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35)],
]
"""Weeks of remission under 6-MP (Freireich et al. 1963), the textbook example."""


def test_the_curve_is_that_of_the_textbook():
    shares = [round(point.survival, 4) for point in kaplan_meier(REMISSION)]
    assert shares == [0.8571, 0.8067, 0.7529, 0.6902, 0.6275, 0.5378, 0.4482]
    assert [point.at_risk for point in kaplan_meier(REMISSION)] == [21, 17, 15, 12, 11, 7, 6]
    for point in kaplan_meier(REMISSION):
        assert 0 <= point.low < point.survival < point.high <= 1


def test_what_still_runs_never_lowers_the_curve():
    assert kaplan_meier([(1.0, False), (5.0, False)]) == ()
    assert kaplan_meier([]) == ()


def test_lernen_vor_ort_lasted_about_six_years(landscape: Landscape):
    curve = survival(landscape, "lernen-vor-ort", TODAY)
    assert curve.running == 0
    assert curve.median == pytest.approx(6.0, abs=0.1)
    assert curve.points[-1].survival == pytest.approx(0.0)
    during = survival(landscape, "lernen-vor-ort", date(2012, 6, 30))
    assert during.running > during.ties / 2
    assert during.median is None


def test_before_a_programme_its_curve_is_empty(landscape: Landscape):
    curve = survival(landscape, "bildungskommunen", date(2000, 1, 1))
    assert (curve.ties, curve.points) == (0, ())


def test_an_unknown_programme_is_refused(landscape: Landscape):
    with pytest.raises(UnknownThingError, match="lernen-vor-ort"):
        survival(landscape, "lernen-vor-0rt", TODAY)
