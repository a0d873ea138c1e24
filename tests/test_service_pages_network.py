"""The network page: picture, text, table and files say the same about the same view."""

import re
from datetime import date
from itertools import combinations
from urllib.parse import urlencode
from xml.etree import ElementTree as ET

import numpy as np
import pytest

from graph.network import network
from graph.selection import Selection
from ontology.texts import Text
from service.drawing.lettering import width_of
from service.drawing.network import network_svg
from service.drawing.spread import spread
from service.pages.network_figures import figures, sentences
from service.pages.network_view import MOST, view_of

SVG = "{http://www.w3.org/2000/svg}"
DAY = date(2026, 11, 1)
SAID = Text("1. November 2026", "1 November 2026")


def page(client, **parameters: str) -> str:
    answer = client.get("/netzwerk?" + urlencode({"as_of": DAY.isoformat(), **parameters}))
    assert answer.status_code == 200
    return answer.text


def drawn(landscape, **filters):
    view = view_of(landscape, network(landscape, DAY, Selection(**filters)), "de")
    return ET.fromstring(network_svg(view.nodes, view.lines, "Netz", "de"))  # noqa: S314 - our own


def test_picture_links_every_actor_of_the_view(client, landscape):
    html = page(client, state="03")
    picture = ET.fromstring(re.search(r"<svg [^>]*network size.*?</svg>", html, re.DOTALL).group())  # noqa: S314
    found = network(landscape, DAY, Selection(state="03"))
    assert {link.get("href") for link in picture.iter(f"{SVG}a")} == {
        f"/akteure/{node.key}" for node in found.nodes
    }


def test_table_has_every_tie_of_the_view(client, landscape):
    html = page(client, state="03")
    rows = html.partition('id="tabelle"')[2].partition("</table>")[0].count('<th scope="row">')
    found = network(landscape, DAY, Selection(state="03"))
    assert rows == sum(len(edge.ties) for edge in found.edges)


def test_text_says_what_the_picture_shows(landscape):
    found = network(landscape, DAY, Selection(center="05334", include_ended=True))
    said = [one.de for one in sentences(found, figures(found), SAID)]
    assert said[0].startswith("1. November 2026: 4 Akteure und 3 Paare")
    assert any(one.startswith("Städteregion Aachen arbeitet zusammen mit: ") for one in said)


def test_text_names_who_holds_parts_together(landscape):
    found = network(landscape, DAY, Selection(center="reab-nrw"))
    (broker, *_) = [one for one in figures(found).actors if one.lost]
    assert broker.key == "reab-nrw"
    assert any("Am meisten hängt ab von: Regionale" in one.de for one in
               sentences(found, figures(found), SAID))  # fmt: skip


def test_large_views_are_grouped_and_say_so(client, landscape):
    found = network(landscape, DAY, Selection())
    view = view_of(landscape, found, "de")
    assert view.grouped
    assert len(view.nodes) <= MOST < len(found.nodes)
    assert "Das Netz ist zu groß" in page(client)


def test_grouped_nodes_lead_on(landscape):
    view = view_of(landscape, network(landscape, DAY, Selection()), "de")
    bavaria = next(node for node in view.nodes if node.key == "state/09")
    assert "Kommunen in Bayern (" in bavaria.name
    assert bavaria.address == f"/netzwerk?state=09&as_of={DAY}"


@pytest.mark.parametrize("filters", [{"state": "03"}, {"center": "05334", "depth": 2,
                                     "include_ended": True}, {}])  # fmt: skip
def test_labels_do_not_overlap_and_stay_inside(landscape, filters):
    root = drawn(landscape, **filters)
    width, height = float(root.get("width")), float(root.get("height"))
    papers = [rect for rect in root.iter(f"{SVG}rect") if rect.get("class") == "label-paper"]
    boxes = [
        tuple(float(rect.get(name)) for name in ("x", "y", "width", "height")) for rect in papers
    ]
    for x, y, wide, high in boxes:
        assert 0 <= x <= x + wide <= width
        assert 0 <= y <= y + high <= height
    touching = [
        1
        for one, two in combinations(boxes, 2)
        if all(
            one[a] + one[a + 2] > two[a] + 1 and two[a] + two[a + 2] > one[a] + 1 for a in (0, 1)
        )
    ]
    assert not touching


def test_same_view_same_picture(landscape):
    assert ET.tostring(drawn(landscape, state="05")) == ET.tostring(drawn(landscape, state="05"))


@pytest.mark.parametrize("filters", [{"state": "14"}, {"center": "14626"}, {"theme": "bne"}])
def test_actors_keep_their_place_from_year_to_year(landscape, filters):
    seen: dict[str, set[tuple[float, float]]] = {}
    for year in (2010, 2014, 2018, 2026):
        for node in network(landscape, date(year, 12, 31), Selection(**filters)).nodes:
            seen.setdefault(node.key, set()).add((node.x, node.y))
    assert seen
    assert all(len(places) == 1 for places in seen.values())


def test_groups_keep_their_place_from_year_to_year(landscape):
    places = [
        {node.key: (node.x, node.y) for node in view.nodes}
        for view in (view_of(landscape, network(landscape, date(year, 12, 31), Selection()), "de")
                     for year in (2013, 2026))
    ]  # fmt: skip
    both = places[0].keys() & places[1].keys()
    assert len(both) > 20
    assert all(places[0][key] == places[1][key] for key in both)


def test_the_page_of_its_own_and_the_frame_name_the_filters(client):
    asked = "state=14&confidence=confirmed&type=stiftung&include_ended=true"
    alone = client.get(f"/api/v1/network?{asked}&format=html").text
    assert "Auswahl: Sachsen; Stiftung; bestätigt; auch beendete. Stand" in alone
    framed = client.get(f"/netzwerk/einbetten?{asked}&lang=en").text
    assert "Choice: Saxony; Foundation; confirmed; ended ones too." in framed


def test_boxes_make_room():
    apart = spread([(0, 0), (1, 0), (0, 1)], [(20, 10)] * 3)
    for one, two in combinations(apart, 2):
        assert (np.abs(one - two) >= (20, 10)).any()
    assert spread([], []).shape == (0, 2)


def test_empty_view_is_explained(client):
    html = page(client, theme="ganztag", state="01")
    assert "keine Zusammenarbeit bekannt. Das heißt nicht, dass es keine gibt" in html
    assert "<figure>" not in html


def test_state_of_the_page_is_in_its_address(client):
    html = page(client, state="05", include_ended="true", theme="bildungsmanagement")
    assert re.search(r'<option value="05" selected>', html)
    assert re.search(r'<option value="bildungsmanagement" selected>', html)
    assert re.search(r'name="include_ended" value="true" checked', html)
    assert "format=gexf" in html
    assert "state=05&amp;theme=bildungsmanagement" in html or "theme=bildungsmanagement" in html


@pytest.mark.parametrize(
    ("parameters", "status"),
    [
        ({"state": "99"}, 404),
        ({"theme": "gibt-es-nicht"}, 404),
        ({"center": "99999"}, 404),
        ({"center": "05334", "depth": "9"}, 422),
        ({"depth": "x"}, 422),
        ({"as_of": "gestern"}, 422),
    ],
)
def test_impossible_filters_are_explained(client, parameters, status):
    assert client.get("/netzwerk?" + urlencode(parameters)).status_code == status


def test_frame_of_pyvis_runs_only_its_own_scripts(client):
    assert 'sandbox="allow-scripts"' in page(client, state="03", ansicht="interaktiv")
    answer = client.get("/api/v1/network?state=03&format=html")
    policy = answer.headers["content-security-policy"]
    assert "'unsafe-inline'" not in policy.partition("style-src")[0]
    assert policy.count("'sha256-") >= 2
    assert "frame-ancestors 'self'" in policy
    assert answer.headers["x-frame-options"] == "SAMEORIGIN"


@pytest.mark.parametrize("name", ["gexf", "graphml", "csv", "svg"])
def test_files_are_offered_for_saving(client, name):
    answer = client.get(f"/api/v1/network?state=03&as_of={DAY}&format={name}")
    assert answer.status_code == 200
    assert answer.headers["content-disposition"] == f'attachment; filename="netzwerk-{DAY}.{name}"'


def test_json_carries_positions(client, landscape):
    data = client.get(f"/api/v1/network?state=03&as_of={DAY}").json()
    assert len(data["nodes"]) == len(network(landscape, DAY, Selection(state="03")).nodes)
    assert all(0 <= node["x"] <= 1 and 0 <= node["y"] <= 1 for node in data["nodes"])


def test_unknown_format_is_a_problem(client):
    answer = client.get("/api/v1/network?format=docx")
    assert answer.status_code == 422
    assert "docx" in answer.json()["detail"]


def test_english_page(client):
    html = page(client, lang="en", center="05334")
    assert "Städteregion Aachen works with: " in html
    assert "/akteure/reab-nrw?lang=en" in html


def test_long_names_keep_their_end(landscape):
    root = drawn(landscape, center="reab-nrw")
    labels = [text.text for text in root.iter(f"{SVG}text")]
    assert any(label.startswith("… ") and label.endswith("(REAB NRW)") for label in labels)
    assert all(width_of(label, 12) <= 151 for label in labels if label.startswith("…"))


def test_small_views_say_how_sure_a_position_is_as_the_interface_does(client):
    html = page(client, state="14")
    shown = html.partition('id="akteure"')[2].partition("</table>")[0]
    asked = f"/api/v1/network/measures/betweenness?state=14&as_of={DAY}&limit=1"
    (first,) = client.get(asked).json()["member"]
    name, low, high = (first["actor"]["name"], first["bestRank"], first["worstRank"])
    (row,) = [one for one in shown.split("</tr>") if f">{name}<" in one]
    assert f"Rang {low}–{high}" in row
    assert "ein Fünftel fehlt" in html


def test_large_views_name_the_interface_for_intervals(client):
    html = page(client, state="05", lang="en")
    assert "; rank " not in html
    address = re.search(r'href="(/api/v1/network/measures/degree[^"]+)"', html).group(1)
    answer = client.get(address.replace("&amp;", "&")).json()
    assert answer["totalItems"] > 50
