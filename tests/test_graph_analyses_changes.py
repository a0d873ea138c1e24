"""What changed between two days, checked against the ties themselves, and bad questions."""

from dataclasses import replace
from datetime import date

import pytest

from graph.analyses.changes import changes
from graph.landscape import Index, Landscape
from graph.links import links
from ontology.errors import ParameterError, UnknownThingError

BEFORE, AFTER = date(2013, 6, 30), date(2016, 6, 30)


def test_what_began_and_what_ended_is_what_the_dates_say(landscape: Landscape):
    found = changes(landscape, BEFORE, AFTER)
    begun = {
        one.node
        for one in links(landscape)
        if one.interval.valid_from and BEFORE < one.interval.valid_from <= AFTER
    }
    ended = {
        one.node
        for one in links(landscape)
        if one.interval.valid_through and BEFORE <= one.interval.valid_through < AFTER
    }
    assert {one.node for one in found.begun} == begun
    assert {one.node for one in found.ended} == ended
    days = [one.interval.valid_from for one in found.begun]
    assert days == sorted(days, reverse=True)


def test_hamburg_lost_its_sponsors_between_the_two_days(landscape: Landscape):
    found = changes(landscape, BEFORE, AFTER, district="02000")
    assert "decay-02000-lernen-vor-ort" in {gap.id for gap in found.gaps.opened}
    assert any("Körber-Stiftung" in one.label for one in found.ended)
    whole = changes(landscape, BEFORE, AFTER, state="02")
    assert {one.node for one in found.ended} <= {one.node for one in whole.ended}
    assert {gap.id for gap in found.gaps.opened} == {gap.id for gap in whole.gaps.opened}


def test_equal_days_change_nothing_and_a_time_before_all_data_neither(landscape: Landscape):
    same = changes(landscape, AFTER, AFTER)
    assert (same.begun, same.ended, same.gaps.opened, same.gaps.closed) == ((), (), (), ())
    early = changes(landscape, date(1800, 1, 1), date(1801, 1, 1))
    assert (early.begun, early.ended, early.gaps.kept) == ((), (), ())


def test_an_empty_landscape_changes_nothing(landscape: Landscape):
    empty = replace(
        landscape, ties={}, participations={}, items={}, service_areas=(), index=Index({}, {}, {})
    )
    found = changes(empty, BEFORE, AFTER)
    assert (found.begun, found.ended, found.undated, found.gaps.opened) == ((), (), 0, ())


def test_contradictory_questions_are_refused(landscape: Landscape):
    with pytest.raises(ParameterError, match="nach dem zweiten"):
        changes(landscape, AFTER, BEFORE)
    with pytest.raises(ParameterError, match="liegt nicht in"):
        changes(landscape, BEFORE, AFTER, district="02000", state="05")
    with pytest.raises(UnknownThingError, match="Land"):
        changes(landscape, BEFORE, AFTER, state="99")
    with pytest.raises(UnknownThingError):
        changes(landscape, BEFORE, AFTER, district="99999")
