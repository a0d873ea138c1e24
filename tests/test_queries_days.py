"""Days counted from today: a calendar, with laws, and one way to write them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from queries.days import day_of

DAYS = st.dates(date(1000, 1, 1), date(3000, 12, 31))
YEARS = st.integers(0, 800)
SIGNS = st.sampled_from("+-")


def moved(day: date, sign: str, number: int, unit: str) -> date:
    found = day_of(f"today{sign}{number}{unit}", day)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("value", "today", "day"),
    [
        ("today", "2026-11-23", "2026-11-23"),
        ("today+1y", "2026-11-23", "2027-11-23"),
        ("today 1y", "2026-11-23", "2027-11-23"),
        ("today-6y", "2026-11-23", "2020-11-23"),
        ("today+0y", "2026-11-23", "2026-11-23"),
        ("today+1y", "2028-02-29", "2029-02-28"),
        ("today-4y", "2028-02-29", "2024-02-29"),
        ("today+1y", "2099-02-28", "2100-02-28"),
        ("today+3m", "2026-11-30", "2027-02-28"),
        ("today-6m", "2026-08-31", "2026-02-28"),
        ("today+13m", "2026-12-31", "2028-01-31"),
        ("today-2025y", "2026-11-23", "0001-11-23"),
        ("today+7973y", "2026-12-31", "9999-12-31"),
        ("2014", "2026-11-23", "2014-12-31"),
        ("2014-02", "2026-11-23", "2014-02-28"),
        ("2014-02-03", "2026-11-23", "2014-02-03"),
    ],
)
def test_days(value, today, day):
    assert day_of(value, date.fromisoformat(today)) == date.fromisoformat(day)


@pytest.mark.parametrize(
    "value",
    ["", "Today", "today+", "today+1", "today1y", "today+y", "today+1d", "today++1y", "today+-1y",
     "today+1y6m", "today +1y", "today+1.5y", "today+12345m", "today+\u0661y", "tomorrow",
     "2014+1y", "2014-02-30", "today-2026y", "today+7974y", "today-9999y", "today+1y\n"],
)  # fmt: skip
def test_what_is_no_day(value):
    assert day_of(value, date(2026, 11, 23)) is None


@given(DAYS, YEARS)
def test_years_there_and_back_give_the_day_but_for_29_february(day, years):
    there = moved(day, "+", years, "y")
    back = moved(there, "-", years, "y")
    if (day.month, day.day) == (2, 29):
        assert back == (day if there.day == 29 else day.replace(day=28))
    else:
        assert (there.month, there.day) == (day.month, day.day)
        assert back == day


@given(DAYS, DAYS, SIGNS, YEARS, st.sampled_from("ym"))
def test_the_order_of_days_is_kept(one, other, sign, number, unit):
    first, second = sorted((one, other))
    assert moved(first, sign, number, unit) <= moved(second, sign, number, unit)


@given(DAYS, SIGNS, YEARS)
def test_a_year_is_twelve_months(day, sign, years):
    assert moved(day, sign, years, "y") == moved(day, sign, 12 * years, "m")
