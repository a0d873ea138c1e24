"""Around the suggestions: levels, portfolios, endings, feedback, consortia."""

import warnings
from datetime import date, timedelta
from pathlib import Path

import pytest

from graph.landscape import Landscape
from graph.suggestions import find_suggestion, suggest, why_not
from graph.suggestions.back_test import DAYS, TESTED, back_test
from graph.suggestions.feedback import Feedback, FeedbackFile
from graph.suggestions.levels import recorded
from graph.suggestions.portfolio import foundation_portfolio
from graph.suggestions.profiles import heirs
from graph.suggestions.results import LEVELS
from graph.suggestions.scope import Scope
from graph.suggestions.warning import ending_ties
from graph.suggestions.warning import warnings as warnings_of
from graph.suggestions.wording import plain_name
from ontology.errors import ParameterError, StoreError, UnknownThingError

DAY = date(2026, 11, 23)
SAXONY = ("14511", "14521", "14522", "14523", "14524", "14612", "14625", "14626", "14627", "14713")


def test_the_recorded_back_test_is_told_and_can_be_made_again(landscape: Landscape) -> None:
    test = recorded()
    assert {kind for kind, _ in test.levels} == set(TESTED)
    for key, one in test.levels.items():
        assert 0 <= test.cold[key].came <= one.came <= one.shown
        assert test.cold[key].shown <= one.shown
    assert test.tells("agency")
    assert not test.tells("foundation")
    if test.version == landscape.version:
        assert back_test(landscape) == test
    item = suggest(landscape, "09677", DAY, kind="agency").items[0]
    share = test.levels["agency", item.level]
    assert f"{share.came} von {share.shown}" in item.level_note.de
    assert str(DAYS[0].year) in item.level_note.en
    assert "höhere Stufe" not in item.level_note.de
    other = suggest(landscape, "09677", DAY, kind="peer-district").items[0]
    assert "Nicht rückgetestet" in other.level_note.de


def test_a_level_promises_no_more_than_the_back_test_gives(landscape: Landscape) -> None:
    test = recorded()
    for actor, kind, tested in (
        ("02000", "foundation", "foundation"),
        ("koerber-stiftung", "district", "foundation"),
        ("reab-nrw", "district-to-approach", "agency"),
    ):
        items = suggest(landscape, actor, DAY, kind=kind, limit=50).items
        assert items
        told = [one for one in items if "rückgetestet" not in one.level_note.de]
        assert told == list(items)
        if not test.tells(tested):
            assert {one.level for one in items} == {"low"}
            assert "eine höhere Wertung traf im Rückvergleich nicht häufiger zu" in (
                items[0].level_note.de
            )
        shown, came = (
            sum(getattr(test.levels[tested, level], what) for level in LEVELS)
            for what in ("shown", "came")
        )
        assert f"zu {came} von {shown} " in items[0].level_note.de


def test_the_recorded_back_test_is_not_older_than_the_landscape(landscape: Landscape) -> None:
    if recorded().version != landscape.version:
        warnings.warn(
            "graph/suggestions/back_test.json tells of an earlier landscape:"
            " run `bildungslandschaft back-test --write`",
            stacklevel=1,
        )
    else:
        assert "früheren Stands" not in suggest(landscape, "09677", DAY).items[0].level_note.de


def test_a_portfolio_keeps_capacities_and_leaves_no_more_without_than_greedy(
    landscape: Landscape,
) -> None:
    found = foundation_portfolio(landscape, SAXONY, DAY, capacity=1)
    used = [one.partner.key for one in found.assignments]
    assert len(set(used)) == len(used)
    assert len(found.without) <= found.greedy_without
    assert len(found.assignments) + len(found.without) == len(SAXONY)
    best = foundation_portfolio(landscape, SAXONY, DAY, capacity=1, nobody_without=False)
    assert best.total >= best.greedy_total - 1e-9
    assert best.total >= found.total - 1e-9
    assert str(found.greedy_without) in found.text.de


def test_a_portfolio_without_capacity_leaves_everybody_without(landscape: Landscape) -> None:
    first = foundation_portfolio(landscape, SAXONY[:2], DAY)
    none = {one.partner.key: 0 for one in first.assignments}
    second = foundation_portfolio(landscape, SAXONY[:2], DAY, capacities=none)
    assert not set(none) & {one.partner.key for one in second.assignments}
    assert foundation_portfolio(landscape, (), DAY).assignments == ()
    with pytest.raises(ParameterError):
        foundation_portfolio(landscape, SAXONY, DAY, capacity=0)
    with pytest.raises(UnknownThingError):
        foundation_portfolio(landscape, ("99999",), DAY)


def test_a_former_district_is_replaced_from_its_last_day_on(landscape: Landscape) -> None:
    eisenach, wartburgkreis = "kommune-16056", "kommune-16063"
    assert landscape.successions[eisenach] == (wartburgkreis,)
    before, after = date(2021, 6, 1), date(2021, 7, 1)
    assert heirs(Scope(landscape, before), eisenach) == []
    assert heirs(Scope(landscape, after), eisenach) == [wartburgkreis]
    assert suggest(landscape, eisenach, before).items
    reason = why_not(landscape, wartburgkreis, eisenach, after)
    assert reason.condition == "ended"
    assert reason.text.en.endswith("Succeeded by: Wartburgkreis.")


def test_ties_that_end_with_their_agency_name_the_successor(landscape: Landscape) -> None:
    found = ending_ties(landscape, "ta-bayern", date(2023, 6, 1))
    assert found
    assert all(one.ends_on <= date(2024, 6, 1) for one in found)
    assert [one.ends_on for one in found] == sorted(one.ends_on for one in found)
    by_agency = [one for one in found if one.ends_with == "agency"]
    assert by_agency
    assert all("reab-bayern" in [ref.key for ref in one.successors] for one in by_agency)
    assert ending_ties(landscape, "ta-bayern", DAY) == ()
    with pytest.raises(ParameterError):
        ending_ties(landscape, "ta-bayern", DAY, within_days=0)


def test_where_no_successor_is_recorded_somebody_is_proposed(landscape: Landscape) -> None:
    day = date(2024, 6, 1)
    found = warnings_of(landscape, day, months=12)
    assert any(one.successors for one in found)
    for one in found:
        assert not (one.successors and one.proposed)
        for key in (ref.key for ref in one.partners[:3]):
            name = plain_name(landscape.actors[key])
            assert f"„{name}“" in one.text.de or "/programme-participation/" in one.iri
    wiesbaden = next(one for one in found if "kommune-06414" in [ref.key for ref in one.partners])
    (proposal,) = wiesbaden.proposed
    assert proposal.partner.key == "reab-hessen"
    assert proposal.reason.de in wiesbaden.text.de
    after = wiesbaden.ends_on + timedelta(days=1)
    identifier = proposal.suggestion.rpartition("/")[2]
    assert find_suggestion(landscape, identifier, after).partner.key == "reab-hessen"
    # who goes on is asked first
    later = ending_ties(landscape, "09572", date(2027, 6, 1))
    assert [one.partner.key for tie in later for one in tie.proposed] == ["reab-bayern"]


def test_participations_end_with_their_programme(landscape: Landscape) -> None:
    found = ending_ties(landscape, "05334", date(2014, 6, 1))
    assert "programme" in {one.ends_with for one in found}
    assert any("31.12.2014" in one.text.de for one in found)


def test_feedback_survives_and_excludes_for_a_time(tmp_path: Path, landscape: Landscape) -> None:
    file = FeedbackFile(tmp_path / "feedback.jsonl")
    assert file.entries() == ()
    item = suggest(landscape, "05334", DAY, kind="foundation", limit=1).items[0]
    file.add(Feedback(item.id, "shown", "2026-11-23", propensity=0.9))
    file.add(Feedback(item.id, "declined", "2026-11-23", reason="no-capacity"))
    assert len(FeedbackFile(tmp_path / "feedback.jsonl").entries()) == 2
    actor = "kommune-05334"
    assert file.excluded_for(actor, date(2027, 11, 23)) == {item.partner.key: date(2027, 11, 23)}
    assert file.excluded_for(actor, date(2027, 11, 24)) == {}
    assert file.excluded_for("kommune-01003", DAY) == {}
    again = suggest(landscape, "05334", DAY, excluded=file.excluded_for(actor, DAY), limit=30)
    assert item.partner.key not in [one.partner.key for one in again.items]
    file.add(Feedback(item.id, "contacted", "2026-12-01"))
    assert file.excluded_for(actor, date(2026, 12, 2)) == {}


def test_a_cut_off_last_line_is_left_out_and_a_damaged_one_is_told(tmp_path: Path) -> None:
    path = tmp_path / "feedback.jsonl"
    file = FeedbackFile(path)
    file.add(Feedback("a~foundation~b", "saved", "2026-11-23"))
    with path.open("ab") as handle:
        handle.write(b'{"suggestion": "a~found')
    assert len(file.entries()) == 1
    file.add(Feedback("a~foundation~c", "saved", "2026-11-24"))
    assert [entry.day for entry in file.entries()] == ["2026-11-23", "2026-11-24"]
    path.write_bytes(b"not json\n")
    with pytest.raises(StoreError):
        file.entries()


@pytest.mark.parametrize(
    "entry",
    [
        Feedback("nonsense", "saved", "2026-11-23"),
        Feedback("a~b~c", "loved", "2026-11-23"),  # type: ignore[arg-type] - that is the test
        Feedback("a~b~c", "saved", "2026-11-23", reason="no-capacity"),
        Feedback("a~b~c", "saved", "yesterday"),
        Feedback("a~b~c", "saved", "2026-11-23", propensity=0.0),
    ],
)
def test_wrong_feedback_is_refused(tmp_path: Path, entry: Feedback) -> None:
    with pytest.raises(ParameterError):
        FeedbackFile(tmp_path / "f.jsonl").add(entry)
    assert not (tmp_path / "f.jsonl").exists()


def test_of_a_city_state_nobody_says_that_nothing_is_recorded(landscape: Landscape) -> None:
    # its ministries, recorded beside the city, are its administration
    for foundation, city in (
        ("alfred-toepfer-stiftung-f-v-s", "kommune-02000"),
        ("freudenberg-stiftung", "kommune-11000"),
    ):
        found = suggest(landscape, foundation, DAY, kind="district", limit=100).items
        (item,) = (one for one in found if one.partner.key == city)
        assert not any("keine Zusammenarbeit verzeichnet" in one.text.de for one in item.reasons)
