"""Institutions on site: what their registers say they are, and each of them once."""

from datetime import date

import pytest

from graph.landscape import Landscape
from graph.suggestions import suggest
from graph.suggestions.ground import HIGHER, VOCATIONAL, ground

DAY = date(2026, 11, 23)


def _names(landscape: Landscape, ags: str) -> list[str]:
    found = suggest(landscape, ags, DAY, kind="local-actor", limit=20)
    return [item.partner.name for item in found.items]


def test_publishers_and_hospitals_of_universities_are_no_universities(
    landscape: Landscape,
) -> None:
    keys = [key for (_, stage), found in ground(landscape).local.items() for key in found]
    names = {landscape.actors[key].name for key in keys}
    assert not any("verlag" in name.lower() or "Volkshochschule" in name for name in names)
    assert "Universitätsmedizin Greifswald" not in names
    assert {"Christian-Albrechts-Universität zu Kiel", "Universität Potsdam"} <= names


def test_the_type_of_the_register_says_which_schools_are_vocational(landscape: Landscape) -> None:
    local = ground(landscape).local
    potsdam = [landscape.actors[key].name for key in local["12054", VOCATIONAL]]
    assert "Gymnasium Potsdam West im OSZ I" not in potsdam
    assert "Oberstufenzentrum I - Technik" in potsdam
    told = suggest(landscape, "12054", DAY, kind="local-actor", limit=5).items
    school = next(one for one in told if one.partner.key.startswith("schule-"))
    assert "nach dem Register eine berufliche Schule" in school.reasons[0].text.de
    assert local["12054", HIGHER]


@pytest.mark.parametrize("ags", ["11000", "14713", "01002", "12054"])
def test_branches_of_one_institution_stand_once(landscape: Landscape, ags: str) -> None:
    names = _names(landscape, ags)
    assert len(names) > 3
    assert len(set(names)) == len(names)


def test_the_university_of_a_town_comes_before_private_schools(landscape: Landscape) -> None:
    found = suggest(landscape, "08221", DAY, kind="local-actor").items
    names = [one.partner.name for one in found]
    assert names[0] == "Ruprecht-Karls-Universität Heidelberg"
    assert names.index("Hochschule Fresenius Heidelberg") == len(names) - 1
