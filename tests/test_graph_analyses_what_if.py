from datetime import date

import pytest

from graph.analyses.what_if import Planned, what_if
from graph.landscape import Landscape
from ontology.errors import ParameterError, UnknownThingError

TODAY = date(2026, 11, 23)


def test_an_agreement_closes_the_gap_that_asked_for_it(landscape: Landscape):
    plan = Planned(("05111", "reab-nrw"), class_="TransferAgreement")
    answer = what_if(landscape, TODAY, add=[plan])
    assert "coverage-05111-vereinbarung" in {gap.id for gap in answer.closed}
    assert answer.after.ties == answer.before.ties + 1
    assert answer.after.reach["kommune-05111"] > answer.before.reach["kommune-05111"]
    assert answer.after.components <= answer.before.components


def test_a_plan_in_a_theme_closes_its_coverage_gap(landscape: Landscape):
    plan = Planned(("05358", "reab-nrw"), themes=("bildungsmonitoring",))
    answer = what_if(landscape, TODAY, add=[plan])
    assert "coverage-05358-bildungsmonitoring" in {gap.id for gap in answer.closed}


def test_without_its_middle_the_network_falls_into_more_parts(landscape: Landscape):
    foundation = "stiftung-polytechnische-gesellschaft-frankfurt-am-main"
    answer = what_if(landscape, TODAY, remove=[foundation])
    assert answer.after.reach[foundation] == 0 < answer.before.reach[foundation]
    assert answer.after.actors < answer.before.actors
    assert answer.after.ties < answer.before.ties
    assert f"fragility-{foundation}" in {gap.id for gap in answer.closed}
    silent = [gap for gap in answer.opened if gap.kind == "unknown" and not gap.theme]
    assert silent == [], "what our sources say of a district stays said"


def test_what_is_added_and_then_leaves_changes_nothing_in_the_landscape(landscape: Landscape):
    before = (len(landscape.ties), len(landscape.items), landscape.version)
    what_if(landscape, TODAY, add=[Planned(("05111", "05315"))])
    assert (len(landscape.ties), len(landscape.items), landscape.version) == before


def test_bad_questions_are_refused(landscape: Landscape):
    with pytest.raises(ParameterError, match="nichts zu ändern"):
        what_if(landscape, TODAY)
    with pytest.raises(ParameterError, match="zwei verschiedene"):
        what_if(landscape, TODAY, add=[Planned(("05111", "kommune-05111"))])
    with pytest.raises(ParameterError, match="Zugleich"):
        what_if(landscape, TODAY, add=[Planned(("05111", "05315"))], remove=["05111"])
    with pytest.raises(UnknownThingError):
        what_if(landscape, TODAY, remove=["gibt-es-nicht"])
    with pytest.raises(UnknownThingError):
        what_if(landscape, TODAY, add=[Planned(("05111", "05315"), themes=("nichts",))])
