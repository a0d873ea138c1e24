"""Suggestions for a day of the past see no figure and no entry of a later day."""

import re
from datetime import date

import pytest

from graph.analyses.figures import latest
from graph.landscape import Landscape
from graph.suggestions import suggest

EARLY = date(2011, 6, 1)


def _years(landscape: Landscape, day: date, ags: str) -> set[int]:
    return {
        int(iri.rpartition("-")[2])
        for item in suggest(landscape, ags, day, limit=30).items
        for reason in item.reasons
        for iri in reason.statements
        if "/observation/" in iri
    }


@pytest.mark.parametrize("ags", ["03159", "05334"])
def test_only_figures_of_years_that_are_over_are_cited(landscape: Landscape, ags: str) -> None:
    years = _years(landscape, EARLY, ags)
    assert years
    assert max(years) <= EARLY.year - 1
    assert max(_years(landscape, date(2026, 11, 23), ags)) > EARLY.year


def test_the_year_of_a_figure_is_named(landscape: Landscape) -> None:
    items = suggest(landscape, "03159", EARLY, kind="peer-district", limit=20).items
    told = [r.text.de for item in items for r in item.reasons if "Ähnliche Kennzahlen" in r.text.de]
    assert told
    for text in told:
        figures = text.partition("Ähnliche Kennzahlen: ")[2]
        assert set(re.findall(r" (20\d\d) \(", figures)) <= {"2009", "2010"}
        assert re.search(r" 20(09|10) \(", figures)


def test_before_the_first_dated_entry_nothing_is_suggested(landscape: Landscape) -> None:
    for day in (date(1900, 1, 1), date(2002, 7, 31)):
        found = suggest(landscape, "03159", day)
        assert not found.items
        assert "früheste datierte Eintrag" in found.note.de
        assert "earliest dated entry" in found.note.en


def test_models_are_not_older_than_their_programme(landscape: Landscape) -> None:
    began = landscape.programmes["lernen-vor-ort"].interval.valid_from
    assert began is not None
    before = date(began.year - 1, 12, 31)
    assert not suggest(landscape, "03159", before, kind="model").items
    assert suggest(landscape, "03159", EARLY, kind="model").items


def test_the_nearest_earlier_year_counts() -> None:
    series = [(2009, 4.5), (2012, 5.0)]
    assert latest(series, 2011) == (2009, 4.5)
    assert latest(series, None) == (2012, 5.0)
    assert latest(series, 2008) is None


@pytest.mark.parametrize(
    ("ags", "day", "words"),
    [
        ("13059", date(2010, 6, 1), "Vorpommern-Greifswald"),
        ("16056", date(2019, 6, 1), "Wartburgkreis"),
        ("15151", date(2005, 6, 1), "nicht verzeichnet"),
    ],
)
def test_a_former_district_is_told_to_be_one_on_its_days(
    landscape: Landscape, ags: str, day: date, words: str
) -> None:
    found = suggest(landscape, ags, day, limit=3)
    assert "noch ein Kreis für sich" in found.note.de
    assert words in found.note.de
    assert "district of its own" in found.note.en
    assert "noch ein Kreis" not in suggest(landscape, "05334", day, limit=1).note.de


@pytest.mark.parametrize(
    ("ags", "day", "words"),
    [
        ("03159", date(2015, 6, 30), "waren Göttingen und Osterode am Harz noch Kreise für sich"),
        ("16063", date(2020, 12, 31), "war Eisenach noch ein Kreis für sich"),
        ("16063", date(2021, 12, 31), ""),
    ],
)
def test_a_district_says_that_it_was_several_then(
    landscape: Landscape, ags: str, day: date, words: str
) -> None:
    note = suggest(landscape, ags, day, limit=1).note.de
    assert words in note
    assert ("für sich" in note) is bool(words)


def test_a_single_meeting_is_no_renewal(landscape: Landscape) -> None:
    asker = "stiftungsnetzwerk-bildung-in-nordrhein-westfalen"
    items = suggest(landscape, asker, date(2026, 11, 23), limit=100).items
    met = [one for one in items if "gemeinsame Veranstaltung" in one.reasons[0].text.de]
    assert met
    for item in met:
        assert item.level == "low"
        assert not any("Wiederaufnahme" in reason.text.de for reason in item.reasons)
