"""What the catalogue of gaps promises: completeness, filters, time, speed, bad input."""

import csv
import time
from dataclasses import replace
from datetime import date
from importlib import resources
from itertools import pairwise

import pytest

from graph.analyses.gap_results import Gap
from graph.analyses.gaps import GAP_KINDS, GapAnalysis, find_gaps, gap_changes, gap_kind
from graph.analyses.silence import why_nothing
from graph.landscape import Index, Landscape
from graph.selection import narrower
from ontology.errors import UnknownThingError

TODAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def analysis(landscape: Landscape) -> GapAnalysis:
    return GapAnalysis(landscape, TODAY)


def test_every_gap_is_complete(analysis: GapAnalysis, landscape: Landscape):
    found = analysis.gaps()
    assert len({gap.id for gap in found}) == len(found)
    for gap in found:
        assert gap.kind in GAP_KINDS
        assert gap.iri == f"https://w3id.org/bildungslandschaft/id/gap/{gap.id}"
        assert gap.text.de
        assert gap.text.en
        assert gap.district == "" or gap.district in landscape.districts
        assert gap.theme == "" or gap.theme in landscape.themes
        assert all(partner in landscape.actors for partner in gap.partners)
        assert bool(gap.statements) == bool(gap.evidence)
        assert gap.statements or gap.id.startswith("unknown-")
        assert gap.priority >= 0


def test_every_gap_with_a_partner_to_name_names_one(analysis: GapAnalysis):
    without = {gap.kind for gap in analysis.gaps() if gap.status == "gap" and not gap.partners}
    assert without <= {"segregation", "decay"}


@pytest.mark.parametrize("key", list(GAP_KINDS))
def test_every_kind_explains_itself(key: str):
    kind = gap_kind(key)
    for text in (kind.name, kind.explanation, kind.decision, kind.evidence_base, kind.caveat):
        assert text.de
        assert text.en
        assert text.de != text.en
    assert kind.formula
    assert kind.citation
    assert all(one.reason.de and one.reason.en for one in kind.parameters)


def test_filters_narrow_and_the_order_puts_gaps_before_unknowns(
    analysis: GapAnalysis, landscape: Landscape
):
    found = analysis.gaps(district="14713")
    assert found
    assert {gap.district for gap in found} == {"14713"}
    assert [gap.status for gap in found] == sorted(gap.status for gap in found)
    themes = narrower(landscape, "bildungsmanagement")
    assert {gap.theme for gap in analysis.gaps(theme="bildungsmanagement")} <= themes
    ranked = [gap for gap in analysis.gaps(kind="coverage") if gap.status == "gap"]
    assert all(one.priority >= two.priority for one, two in pairwise(ranked))
    both = analysis.gaps(district="14713", kind="coverage")
    assert both == [gap for gap in ranked_all(analysis, "coverage") if gap.district == "14713"]


def ranked_all(analysis: GapAnalysis, kind: str) -> list[Gap]:
    return analysis.gaps(kind=kind)


def test_a_district_answers_within_twenty_milliseconds_once_all_are_known(analysis: GapAnalysis):
    analysis.gaps()
    began = time.process_time()
    for ags in ("05334", "14713", "01002", "09162", "12063"):
        analysis.gaps(district=ags)
    assert (time.process_time() - began) / 5 < 0.02


def test_the_whole_catalogue_takes_two_seconds_at_most(landscape: Landscape):
    began = time.process_time()
    assert GapAnalysis(landscape, date(2025, 3, 1)).gaps()
    assert time.process_time() - began < 2.0


def test_time_travel_opens_and_closes_gaps(landscape: Landscape):
    changes = gap_changes(landscape, date(2013, 6, 30), date(2016, 6, 30), district="02000")
    assert "decay-02000-lernen-vor-ort" in {gap.id for gap in changes.opened}
    back = gap_changes(landscape, date(2016, 6, 30), date(2013, 6, 30), district="02000")
    assert {gap.id for gap in back.closed} == {gap.id for gap in changes.opened}


def test_an_end_that_is_near_is_a_warning(landscape: Landscape):
    """REAB and transfer agencies of 2014 closed on 2024-01-31: half a year before, their
    agreements are about to end."""
    warned = find_gaps(landscape, date(2023, 8, 1), kind="decay")
    near = [gap for gap in warned if gap.id.endswith("-endet") and "urgency" in gap.factors]
    assert len(near) > 50
    assert all(0.5 <= gap.factors["urgency"] <= 1 for gap in near)


def test_before_all_data_nothing_is_claimed(landscape: Landscape):
    assert find_gaps(landscape, date(1800, 1, 1)) == []


def test_where_nothing_is_reported_the_reason_is_said(landscape: Landscape):
    silent = [ags for ags in landscape.districts if not find_gaps(landscape, TODAY, district=ags)]
    for ags in silent:
        why = why_nothing(landscape, TODAY, ags)
        assert why is not None
        assert "unbekannt, nicht abwesend" in why.de
        assert "unknown, not absent" in why.en
    assert why_nothing(landscape, TODAY, "05111") is None
    assert why_nothing(landscape, TODAY) is None
    assert why_nothing(landscape, date(1800, 1, 1))
    early = why_nothing(landscape, date(1800, 1, 1), "05111")
    assert early is not None
    assert "vor unserer ersten datierten Angabe" in early.de
    with pytest.raises(UnknownThingError):
        why_nothing(landscape, TODAY, "99999")


def test_an_empty_landscape_has_no_gaps(landscape: Landscape):
    empty = replace(
        landscape, ties={}, participations={}, items={}, service_areas=(), index=Index({}, {}, {})
    )
    assert find_gaps(empty, TODAY) == []


def test_a_landscape_of_one_district_has_no_peers_and_no_expectation(landscape: Landscape):
    single = replace(landscape, districts={"14713": landscape.districts["14713"]})
    found = find_gaps(single, TODAY, district="14713")
    assert not any(gap.kind in {"peer-transfer", "core-periphery"} for gap in found)


def test_unknown_names_are_refused_with_near_ones(analysis: GapAnalysis):
    with pytest.raises(UnknownThingError):
        analysis.gaps(district="99999")
    with pytest.raises(UnknownThingError, match="coverage"):
        analysis.gaps(kind="coverag")
    with pytest.raises(UnknownThingError):
        analysis.gaps(theme="ganztags")
    with pytest.raises(UnknownThingError):
        analysis.gap("coverage-00000-nichts")


def test_a_model_has_the_theme_of_its_action_field_where_the_vocabulary_names_one(
    landscape: Landscape,
):
    fields = landscape.concepts["action-field"]
    assert fields["bildungsuebergaenge"].matches == ("uebergangsmanagement",)
    assert fields["demokratie-kultur"].matches == ()
    models = [one for one in landscape.items.values() if one.class_ == "EducationModel"]
    of_field = [one for one in models if one.action_field == "bildungsuebergaenge"]
    assert of_field
    assert all(landscape.themes_of(one) == ("uebergangsmanagement",) for one in of_field)


def test_every_programme_with_participants_names_what_they_work_on(landscape: Landscape):
    for programme in {tie.programme for tie in landscape.participations.values()}:
        assert landscape.programmes[programme].themes


def test_the_number_of_participants_is_the_one_in_the_words_of_the_source(landscape: Landscape):
    text = resources.files("graph").joinpath("data/programmes/programmes.csv").read_text("utf-8")
    words = {row["id"]: row["participants"] for row in csv.DictReader(text.splitlines())}
    stated = {one.key: one.stated_participants for one in landscape.programmes.values()}
    assert stated["neuzugewanderte"] == 321
    assert stated["nelecom"] == 0
    assert all(str(number) in words[key] for key, number in stated.items() if number)


def test_an_indicator_says_in_which_themes_which_side_shows_a_need(landscape: Landscape):
    shown = landscape.indicators["auslaenderanteil"]
    assert shown.need_if_high == ("integration-neuzugewanderte", "sprachfoerderung")
    assert shown.need_if_low == ()
    sides = landscape.indicators.values()
    themes = [theme for one in sides for theme in (*one.need_if_high, *one.need_if_low)]
    assert len(themes) == len(set(themes)) == 12
    assert set(themes) <= set(landscape.themes)
