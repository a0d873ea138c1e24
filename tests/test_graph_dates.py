from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.dates import datatype, first_day, is_partial_date, last_day, parse_day, status_on
from ontology.errors import ParameterError

days = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@given(days)
def test_a_day_lies_within_every_way_to_write_it(day):
    for text in (day.isoformat(), day.isoformat()[:7], day.isoformat()[:4]):
        assert is_partial_date(text)
        assert first_day(text) <= day <= last_day(text)


@given(days, days)
def test_a_tie_is_current_from_its_first_through_its_last_day(one, other):
    start, end = sorted((one, other))
    assert status_on(start, start, end) == "current"
    assert status_on(end, start, end) == "current"
    assert status_on(start - timedelta(days=1), start, end) == "future"
    assert status_on(end + timedelta(days=1), start, end) == "ended"


@given(days)
def test_no_bound_at_all_is_undated_whatever_the_day(day):
    assert status_on(day, None, None) == "undated"


def test_an_open_end_goes_on_and_an_unknown_start_had_begun():
    assert status_on(date(2026, 1, 1), date(2009, 1, 1), None) == "current"
    assert status_on(date(2014, 12, 31), None, date(2014, 12, 31)) == "current"
    assert status_on(date(2015, 1, 1), None, date(2014, 12, 31)) == "ended"


@pytest.mark.parametrize("text", ["", "14", "2014-13", "2014-02-30", "2014-1-1", "2014/01/01", "x"])
def test_what_is_no_date_is_refused_with_the_form_expected(text):
    assert not is_partial_date(text)
    with pytest.raises(ParameterError, match="JJJJ-MM-TT"):
        parse_day(text)


def test_a_year_asks_for_the_state_it_left_behind():
    assert parse_day("2014") == date(2014, 12, 31)
    assert parse_day("2012-02") == date(2012, 2, 29)


@pytest.mark.parametrize(("text", "kind"), [("2014", "gYear"), ("2014-02", "gYearMonth")])
def test_the_datatype_keeps_the_precision(text, kind):
    assert datatype(text).endswith(f"#{kind}")


@given(days)
def test_a_day_as_written_in_german_is_the_same_day(day):
    assert parse_day(f"{day:%d.%m.%Y}") == parse_day(f"{day.day}.{day.month}.{day.year}") == day
