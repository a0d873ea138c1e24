"""Gaps of the real landscape, each checked by hand against the tables."""

import csv
from datetime import date
from functools import cache
from importlib import resources

import pytest

from graph.analyses.gap_kinds.chain import transitions
from graph.analyses.gaps import GapAnalysis
from graph.landscape import Landscape

TODAY = date(2026, 11, 23)


@cache
def rows(table: str) -> list[dict[str, str]]:
    text = resources.files("graph").joinpath("data", f"{table}.csv").read_text("utf-8")
    return list(csv.DictReader(text.splitlines()))


def about(table: str, ags: str, column: str) -> list[dict[str, str]]:
    return [row for row in rows(table) if f"kommune-{ags}" in row[column].split(" | ")]


def with_actor(key: str) -> list[dict[str, str]]:
    return [r for r in rows("cooperations/cooperations") if key in (r["actor_a"], r["actor_b"])]


@pytest.fixture(scope="module")
def analysis(landscape: Landscape) -> GapAnalysis:
    return GapAnalysis(landscape, TODAY)


def test_dueren_names_monitoring_but_does_none_that_we_know(analysis: GapAnalysis):
    """Coverage. Kreis Düren calls education monitoring a priority (needs.csv), but no programme
    for it, no report and no cooperation on it is on record; Euskirchen and Minden-Lübbecke took
    part in Bildung integriert, Kleve has a report."""
    gap = analysis.gap("coverage-05358-bildungsmonitoring")
    assert gap.status == "gap"
    assert any(
        row["theme"] == "bildungsmonitoring"
        for row in about("structures/needs", "05358", "municipality")
    )
    programmes = {row["programme"] for row in about("programmes/participations", "05358", "actors")}
    assert programmes.isdisjoint({"bildung-integriert", "lernen-vor-ort"})
    assert not any(
        row["kind"] == "Bildungsbericht"
        for row in about("structures/structures", "05358", "municipality")
    )
    for peer in ("05366", "05770"):
        peers = {row["programme"] for row in about("programmes/participations", peer, "actors")}
        assert "bildung-integriert" in peers
    assert "reab-nrw" in gap.partners
    assert gap.factors["need"] == 1.0


def test_duesseldorf_has_no_agreement_while_its_agency_names_eighteen(analysis: GapAnalysis):
    """Coverage of agreements. reab-nrw addresses all of North Rhine-Westphalia and at least three
    of its agreements are on record; none of them is with Düsseldorf."""
    gap = analysis.gap("coverage-05111-vereinbarung")
    listed = [row for row in rows("agencies/agreements") if row["agency"] == "reab-nrw"]
    assert len(listed) >= 3
    assert not about("agencies/agreements", "05111", "actors")
    assert (gap.status, gap.partners) == ("gap", ("reab-nrw",))


def test_saxony_is_unknown_because_its_agency_publishes_no_list(analysis: GapAnalysis):
    """Coverage of agreements, unknown. reab-mitteldeutschland serves Saxony, Saxony-Anhalt and
    Thuringia; the tables hold no agreement of it, so nothing can be said about Leipzig."""
    assert not any(row["agency"] == "reab-mitteldeutschland" for row in rows("agencies/agreements"))
    assert analysis.gap("coverage-14713-vereinbarung").status == "unknown"


def test_salzgitter_wants_language_support_and_no_foundation_for_it_knows_the_town(
    analysis: GapAnalysis,
):
    """Supply and need. Salzgitter names language support (needs.csv); the foundation behind
    Deutschsommer works on it in several states and has no tie with Salzgitter."""
    gap = analysis.gap("supply-need-03102-sprachfoerderung")
    needed = {row["theme"] for row in about("structures/needs", "03102", "municipality")}
    assert "sprachfoerderung" in needed
    foundation = "stiftung-polytechnische-gesellschaft-frankfurt-am-main"
    assert foundation in gap.partners
    ties = [
        row
        for row in rows("cooperations/cooperations")
        if foundation in (row["actor_a"], row["actor_b"])
    ]
    assert any("sprachfoerderung" in row["themes"] for row in ties)
    assert not any("kommune-03102" in (row["actor_a"], row["actor_b"]) for row in ties)


def test_karlsruhe_has_no_report_while_stuttgart_mannheim_and_freiburg_have(analysis: GapAnalysis):
    """Peer transfer. structures.csv lists an education office for Karlsruhe, so the source knows
    the town, but no education report; three of its nearest districts have one."""
    gap = analysis.gap("peer-transfer-08212-educationreport")
    own = about("structures/structures", "08212", "municipality")
    assert own
    assert not any(row["kind"] == "Bildungsbericht" for row in own)
    for peer in ("08111", "08222", "08311"):
        kinds = {row["kind"] for row in about("structures/structures", peer, "municipality")}
        assert "Bildungsbericht" in kinds
        assert f"kommune-{peer}" in gap.partners
    assert gap.status == "gap"


def test_two_funders_of_luebeck_share_no_tie(analysis: GapAnalysis):
    """Structural hole. Possehl-Stiftung and Gemeinnützige Sparkassenstiftung both fund Lübeck's
    education fund; no row of the tables names both."""
    holes = analysis.gaps(district="01003", kind="structural-hole")
    assert len(holes) == 1
    one, two = holes[0].partners
    pairs = [{row["actor_a"], row["actor_b"]} for row in rows("cooperations/cooperations")]
    assert {one, "kommune-01003"} in pairs
    assert {two, "kommune-01003"} in pairs
    assert {one, two} not in pairs


def test_mercator_alone_holds_universities_and_towns_of_the_ruhr_together(analysis: GapAnalysis):
    """Brokerage. RuhrFutur joins Stiftung Mercator with universities and towns one by one; hardly
    any other current row ties a university of the state to a town."""
    gap = analysis.gap("brokerage-05-education-municipality")
    ruhr = [
        row for row in rows("cooperations/cooperations") if row["subject"].startswith("RuhrFutur")
    ]
    members = {row["actor_b"] for row in ruhr if row["actor_a"] == "ror-00q6ynx29"}
    assert {"kommune-05911", "kommune-05913", "ror-01k97gp34", "ror-04tsk2644"} <= members
    assert set(gap.partners) <= members
    assert gap.factors["share"] >= 0.8


def test_the_deutschsommer_foundation_joins_towns_that_nobody_else_joins(analysis: GapAnalysis):
    """Fragility. Stiftung Polytechnische Gesellschaft is the only partner of many Hessian towns:
    without it they fall out of the network."""
    foundation = "stiftung-polytechnische-gesellschaft-frankfurt-am-main"
    gap = analysis.gap(f"fragility-{foundation}")
    network = analysis._context.network
    only = [other for other in network.neighbors(foundation) if network.degree[other] == 1]
    assert len(only) >= 10
    for other in only[:3]:
        named = with_actor(other)
        assert {foundation} <= {row["actor_a"] for row in named} | {row["actor_b"] for row in named}
    assert gap.factors["pairs_lost"] >= len(only) * (len(only) - 1) / 2


def test_duesseldorf_stands_alone_while_cologne_dortmund_and_duisburg_are_tied(
    analysis: GapAnalysis,
):
    """Core and periphery. The only cooperation of Düsseldorf's administration in the tables ended
    with its programme; Cologne, Dortmund and Duisburg have several that run."""
    gap = analysis.gap("core-periphery-05111")
    own = [
        r
        for r in rows("cooperations/cooperations")
        if "kommune-05111" in (r["actor_a"], r["actor_b"])
    ]
    assert all(row["end"] and row["end"] < "2026" for row in own)
    assert {"kommune-05315", "kommune-05913", "kommune-05112"} == set(gap.partners[:3])


def test_hesse_keeps_to_itself(analysis: GapAnalysis):
    """Segregation. Nearly all current ties of Hessian towns and foundations are with the one
    foundation in Frankfurt; labels drawn at random would spread them over sixteen states."""
    gap = analysis.gap("segregation-06")
    assert gap.factors["inwardness"] > 0.8
    assert gap.factors["deviation"] > 3


def test_duesseldorf_takes_part_in_programmes_but_runs_no_joint_project(analysis: GapAnalysis):
    """Multilayer. Two state programmes run in Düsseldorf (participations.csv); its only project
    row ended in 2015, while its peers have both."""
    gap = analysis.gap("multilayer-05111-project")
    running = {row["programme"] for row in about("programmes/participations", "05111", "actors")}
    assert {"kaoa-kommunale-koordinierung", "regionale-bildungsnetzwerke-nrw"} <= running
    assert gap.factors["peer_rate"] >= 0.3


def test_the_sponsorships_of_hamburg_ended_with_lernen_vor_ort(analysis: GapAnalysis):
    """Decay. Three core sponsorships of Hamburg without dates of their own (sponsorships.csv) ended
    with the programme in 2014; no later row names the same foundation together with the town."""
    gap = analysis.gap("decay-02000-lernen-vor-ort")
    sponsors = {
        row["foundation"] for row in about("foundations/sponsorships", "02000", "municipality")
    }
    assert {
        "alfred-toepfer-stiftung-f-v-s",
        "haspa-hamburg-stiftung",
        "koerber-stiftung",
    } <= sponsors
    later = [
        row
        for row in rows("cooperations/cooperations")
        if {row["actor_a"], row["actor_b"]} <= sponsors | {"kommune-02000"}
        and "kommune-02000" in (row["actor_a"], row["actor_b"])
    ]
    assert later == []
    assert sponsors & set(gap.partners)


def test_havelland_is_silent_since_its_only_programme(analysis: GapAnalysis):
    """Decay. The tables name the district of Havelland once: as a participant of the programme for
    newcomers, which ended in 2021."""
    gap = analysis.gap("decay-12063-neuzugewanderte-seither")
    assert [row["programme"] for row in about("programmes/participations", "12063", "actors")] == [
        "neuzugewanderte"
    ]
    assert not about("structures/structures", "12063", "municipality")
    assert not about("agencies/agreements", "12063", "actors")
    assert gap.partners == ("reab-brandenburg",)


def test_flensburg_lost_its_agency_and_nobody_followed(analysis: GapAnalysis):
    """Decay. The only row of Flensburg's administration is its agreement with Transferagentur
    Nord-Ost; the agency closed in January 2024, and service_areas.csv names none for
    Schleswig-Holstein since. Two of the comparable districts named can tell how they got one."""
    gap = analysis.gap("decay-01001-vereinbarung-beendet")
    agreed = about("agencies/agreements", "01001", "actors")
    assert {row["agency"] for row in agreed} == {"ta-nord-ost"}
    areas = [row for row in rows("agencies/service_areas") if row["state"] == "01"]
    assert {row["agency"] for row in areas} == {"ta-nord-ost", "ta-grossstaedte"}
    assert gap.status == "gap"
    assert "Transferagentur Nord-Ost endete 2024" in gap.text.de


def test_a_community_foundation_is_not_sent_across_the_country(analysis: GapAnalysis):
    """Bürgerstiftung Gütersloh has ties in North Rhine-Westphalia and Hesse and works where it is
    at home; districts of other states are not sent to it."""
    asked = {
        gap.district[:2]
        for gap in analysis.gaps(kind="supply-need")
        if "buergerstiftung-guetersloh" in gap.partners
    }
    assert asked <= {"05", "06"}


def test_of_kiel_nothing_is_known_and_that_is_said(analysis: GapAnalysis):
    """Unknown. No table of ties, programmes, structures or models names Kiel's administration."""
    gap = analysis.gap("unknown-01002")
    for table, column in (
        ("programmes/participations", "actors"),
        ("agencies/agreements", "actors"),
        ("structures/structures", "municipality"),
        ("models/models", "developed_by"),
    ):
        assert about(table, "01002", column) == []
    assert gap.status == "unknown"
    assert "heißt nicht" in gap.text.de


def test_kinds_that_the_facts_do_not_allow_today_report_nothing(analysis: GapAnalysis):
    """Surprising: no empty cell is unlikely enough (the chance stays below 0.95). Life-phase chain:
    the only district known to work on neighbouring phases joins them. Redundancy: no two standing
    bodies of one kind."""
    context = analysis._context
    empty = context.observable & ~context.table.active
    assert context.probability[empty].max() < 0.95
    assert {(one.district, bool(one.joining)) for one in transitions(context)} == {("09183", True)}
    for kind in ("surprising", "life-phase-chain", "redundancy"):
        assert analysis.gaps(kind=kind) == []
