"""Ego networks of real districts: what is linked, said, grouped and kept apart."""

import re
from datetime import date
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest

from graph.landscape import Landscape
from service.drawing import ego_svg
from service.drawing.ego_narrow import ego_narrow_svg
from service.drawing.ego_partners import MOST, partners
from service.drawing.lettering import lines_of, width_of
from service.drawing.svg import tag

DAY = date(2026, 11, 1)
SVG = "{http://www.w3.org/2000/svg}"


def drawn(landscape: Landscape, keys: tuple[str, ...], language: str = "de"):
    return ET.fromstring(ego_svg(landscape, keys, DAY, language))  # noqa: S314 - our own


def links_of(root):
    return [link for link in root.iter(f"{SVG}a") if link.find(f"{SVG}title") is not None]


def test_every_partner_is_a_link_with_a_title(landscape):
    keys = landscape.actors_of_district("08311")
    root = drawn(landscape, keys)
    partner_keys = {actor for tie in landscape.ties_of(keys) for actor in tie.actors}
    addresses = {link.get("href") for link in links_of(root)}
    assert addresses == {f"/akteure/{key}" for key in partner_keys | set(keys)}


def test_title_begins_with_the_name_and_tells_kind_and_status(landscape):
    root = drawn(landscape, landscape.actors_of_district("05334"))
    titles = [link.find(f"{SVG}title").text for link in links_of(root)]
    told = next(title for title in titles if title.startswith("Bertelsmann Stiftung"))
    assert "(Stiftungen)" in told
    assert "Grundpatenschaft, 2009–2014, beendet" in told


def test_links_stay_in_the_accessibility_tree(landscape):
    root = drawn(landscape, landscape.actors_of_district("05334"))
    assert root.get("role") == "group"
    assert root.get("aria-label").startswith("Netz von Städteregion Aachen: 3 Partner, davon 1 mit")


def test_status_of_a_tie_decides_on_its_line(landscape):
    keys = landscape.actors_of_district("05334")
    now = ego_svg(landscape, keys, DAY, "de")
    then = ego_svg(landscape, keys, date(2012, 6, 1), "de")
    assert now.count("tie-ended") > then.count("tie-ended") == 0


def test_same_question_same_picture(landscape):
    keys = landscape.actors_of_district("08311")
    assert ego_svg(landscape, keys, DAY, "de") == ego_svg(landscape, keys, DAY, "de")


def test_english_picture_has_english_words_and_links(landscape):
    root = drawn(landscape, landscape.actors_of_district("05334"), "en")
    assert root.get("aria-label").startswith("Network of")
    assert all(link.get("href").endswith("?lang=en") for link in links_of(root))


def test_many_partners_become_groups(landscape):
    busiest = ["ta-niedersachsen", "ta-bayern", "ta-rlp-sl"]
    found = partners(landscape, busiest, DAY, "de")
    everyone = {actor for tie in landscape.ties_of(busiest) for actor in tie.actors} - {*busiest}
    assert len(found) <= MOST < len(everyone)
    assert sum(partner.count for partner in found) == len(everyone)
    grouped = next(partner for partner in found if partner.count > 1)
    assert grouped.address.startswith("/netzwerk?center=ta-niedersachsen")


def test_district_without_partners_says_that_nothing_is_known(landscape):
    alone = next(
        ags
        for ags in landscape.districts
        if not partners(landscape, landscape.actors_of_district(ags), DAY, "de")
    )
    assert "Das heißt nicht, dass es keine gibt." in ego_svg(
        landscape, landscape.actors_of_district(alone), DAY, "de"
    )


def test_nothing_for_unknown_actors(landscape):
    assert ego_svg(landscape, ["gibt-es-nicht"], DAY, "de") == ""


@pytest.mark.parametrize("ags", ["05334", "08311", "05562", "12062"])
def test_rows_do_not_overlap_and_nothing_leaves_the_picture(landscape, ags):
    root = drawn(landscape, landscape.actors_of_district(ags))
    width, height = float(root.get("width")), float(root.get("height"))
    fields = [rect for rect in root.iter(f"{SVG}rect") if rect.get("class") == "field"]
    boxes = sorted((float(f.get("x")), float(f.get("y")), float(f.get("height"))) for f in fields)
    for (x_one, y_one, tall), (x_two, y_two, _) in pairwise(boxes):
        assert x_one != x_two or y_one + tall <= y_two
    for label in root.iter(f"{SVG}text"):
        assert 0 < float(label.get("y")) < height
        assert inside(label, width)


def inside(label, width: float) -> bool:
    x, room = float(label.get("x")), width_of(label.text, float(label.get("font-size")))
    left = {"end": x - room, "middle": x - room / 2}.get(label.get("text-anchor"), x)
    return left >= 0 and left + room <= width


def test_texts_of_the_landscape_are_escaped():
    assert tag("text", {"title": '"<'}, "<script>") == (
        '<text title="&#34;&lt;">&lt;script&gt;</text>'
    )


def test_long_words_break_into_lines_that_fit():
    lines = lines_of("Regionale Entwicklungsagentur für kommunales Bildungsmanagement", 14, 200, 2)
    assert len(lines) == 2
    assert lines[-1] == "… Bildungsmanagement"
    assert all(width_of(line, 14) <= 200 for line in lines)


def test_no_address_of_another_host(landscape):
    found = re.findall(r"https?://[^\"\s]+", ego_svg(landscape, ["kommune-08311"], DAY, "de"))
    assert set(found) == {"http://www.w3.org/2000/svg"}


@pytest.mark.parametrize("ags", ["14626", "05334", "03459"])
def test_a_phone_gets_the_same_links_in_a_narrow_picture(landscape, ags):
    keys = landscape.actors_of_district(ags)
    wide, narrow = (
        ET.fromstring(draw(landscape, keys, DAY, "de"))  # noqa: S314 - our own
        for draw in (ego_svg, ego_narrow_svg)
    )
    links = [[one.get("href") for one in root.iter(f"{SVG}a")] for root in (wide, narrow)]
    assert sorted(links[0]) == sorted(links[1])
    assert float(narrow.get("width")) <= 360
    left = [one for one in narrow.iter(f"{SVG}text") if one.get("text-anchor") != "middle"]
    ends = [float(one.get("x")) + width_of(one.text, float(one.get("font-size"))) for one in left]
    assert max(ends) <= 360


def test_a_narrow_picture_without_partners_is_left_out(landscape):
    assert ego_narrow_svg(landscape, ["kommune-11000"], DAY, "de") == ""
    assert ego_narrow_svg(landscape, ["gibt-es-nicht"], DAY, "de") == ""
