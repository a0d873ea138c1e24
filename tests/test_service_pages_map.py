"""The map page: classes, hatching, arcs and the table say what the landscape says."""

import re
from datetime import date
from urllib.parse import urlencode
from xml.etree import ElementTree as ET

import numpy as np
import pytest

from service.drawing.choropleth import Area, choropleth
from service.drawing.classes import class_of, classes
from service.drawing.territory import decoded, project, simplified, territory
from service.pages.measures import measure, values

SVG = "{http://www.w3.org/2000/svg}"
DAY = date(2026, 11, 1)


def page(client, **parameters: str) -> str:
    answer = client.get("/karte?" + urlencode(parameters))
    assert answer.status_code == 200
    return answer.text


def map_in(html: str) -> ET.Element:
    found = re.search(r'<svg [^>]*class="picture map".*?</svg>', html, re.DOTALL)
    assert found
    return ET.fromstring(found.group())  # noqa: S314 - our own


def areas_in(html: str) -> list[ET.Element]:
    return [link for link in map_in(html).iter(f"{SVG}a") if link.get("class") == "area"]


def test_every_district_is_a_link_with_its_value(client, landscape):
    html = page(client, measure="arbeitslosenquote", year="2021")
    links = {link.get("href"): link.find(f"{SVG}title").text for link in areas_in(html)}
    assert set(links) == {f"/kreise/{ags}" for ags in landscape.districts}
    value = dict(landscape.observations["arbeitslosenquote", "05334"])[2021]
    assert links["/kreise/05334"] == f"Städteregion Aachen: {value:.1f}\N{NO-BREAK SPACE}%".replace(
        ".", ","
    )


def test_nothing_known_is_hatched_and_said(client, landscape):
    known = values(landscape, measure(landscape, "agreements"), DAY, 0)
    html = page(client, measure="agreements", as_of=DAY.isoformat())
    hatched = [link for link in areas_in(html) if "shade-none" in ET.tostring(link, "unicode")]
    assert 0 < len(hatched) == 400 - len(known)
    assert all(link.find(f"{SVG}title").text.endswith(": nichts bekannt") for link in hatched)


def test_agreements_follow_the_day(landscape):
    counted = [
        sum(values(landscape, measure(landscape, "agreements"), day, 0).values())
        for day in (date(2010, 1, 1), date(2020, 1, 1))
    ]
    assert counted[0] == 0 < counted[1]


def test_map_of_a_state_is_cut_to_it(client):
    whole = map_in(page(client)).get("viewBox").split()
    html = page(client, state="10")
    assert len(areas_in(html)) == 6
    assert float(map_in(html).get("viewBox").split()[2]) < float(whole[2]) / 4


def test_arcs_only_for_a_chosen_district(client):
    assert "arc-end" not in page(client)
    html = page(client, district="05562", as_of="2014-01-01")
    assert "arc-end" in html
    assert "Verbindungen von Kreis Recklinghausen" in html


def test_table_says_the_same_and_sorts_without_script(client, landscape):
    html = page(client, measure="arbeitslosenquote", year="2021", sort="value")
    first, *_, last = re.findall(r'<th scope="row"><a href="/kreise/(\d{5})"', html)
    figures = {ags: dict(landscape.observations["arbeitslosenquote", ags])[2021] for ags in
               landscape.districts}  # fmt: skip
    assert figures[first] == min(figures.values())
    assert figures[last] == max(figures.values())
    assert 'aria-sort="ascending"' in html


def test_attribution_of_the_boundaries_is_shown(client):
    assert "© GeoBasis-DE / BKG (2025), dl-de/by-2-0, Daten verändert" in page(client)


@pytest.mark.parametrize(
    ("parameters", "status", "said"),
    [
        ({"measure": "gibt-es-nicht"}, 404, "gibt-es-nicht"),
        ({"district": "99999"}, 422, "99999"),
        ({"district": "05999"}, 404, "05999"),
        ({"state": "77"}, 422, "77"),
        ({"as_of": "gestern"}, 422, "gestern"),
    ],
)
def test_bad_input_is_explained(client, parameters, status, said):
    answer = client.get("/karte?" + urlencode(parameters))
    assert answer.status_code == status
    assert said in answer.text


def test_unknown_year_falls_back_to_the_latest(client):
    assert "Arbeitslosenquote, 2021" in page(client, measure="arbeitslosenquote", year="1890")


def test_english_page(client):
    html = page(client, lang="en", measure="arbeitslosenquote")
    assert "Map of districts" in html
    assert "/kreise/05334?lang=en" in html


def test_classes_hold_about_equally_many_values():
    steps = classes([float(value) for value in range(100)])
    assert [class_of(float(value), steps) for value in (0, 25, 50, 75, 99)] == [0, 1, 2, 3, 4]
    assert classes([]) == []


def test_borders_of_neighbours_meet():
    arcs = decoded(
        {"transform": {"scale": [1, 1], "translate": [10, 50]}, "arcs": [[[0, 0], [1, 1]]]}
    )
    assert arcs[0].tolist() == [[10, 50], [11, 51]]
    line = np.array([[0, 0], [5, 0.2], [10, 0]])
    assert simplified(line, 1.0).tolist() == [[0, 0], [10, 0]]
    assert simplified(line, 0.1).tolist() == line.tolist()


def test_projection_keeps_north_up_and_the_meridian_straight():
    south, north = project(np.array([[10.5, 48.0], [10.5, 54.0]]))
    assert south[0] == north[0] == 0
    assert north[1] < south[1]


def test_every_district_has_a_shape(landscape):
    land = territory()
    assert set(land.districts) == set(landscape.districts)
    for ags, one in landscape.districts.items():
        x, y = land.place(one.latitude, one.longitude)
        left, top, right, bottom = land.bounds[ags]
        assert left - 2 <= x <= right + 2
        assert top - 2 <= y <= bottom + 2


def test_titles_are_escaped():
    drawn = choropleth({"05334": Area("<b>", '/"', None)}, {}, "Karte")
    assert "&lt;b&gt;" in drawn
    assert "<b>" not in drawn


def test_the_map_of_suggestions_counts_those_with_strong_reasons(client):
    html = page(client, measure="suggestions")
    titles = {link.get("href"): link.find(f"{SVG}title").text for link in areas_in(html)}
    asked = client.get("/api/v1/suggestions", params={"actor": "14626", "limit": 10}).json()
    strong = sum(one["level"] == "high" for one in asked["member"])
    assert strong
    assert titles["/kreise/14626"].endswith(f": {strong}")
