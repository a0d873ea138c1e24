"""What the network page lets its reader choose beside the part: evidence, colours, years, frame."""

import re
from datetime import date
from urllib.parse import urlencode
from xml.etree import ElementTree as ET

import pytest

from graph.network import network
from graph.selection import Selection
from service.drawing.network import network_svg
from service.pages.network_colours import colouring
from service.pages.network_view import view_of

SVG = "{http://www.w3.org/2000/svg}"
DAY = date(2026, 11, 1)


def page(client, **parameters: str) -> str:
    answer = client.get("/netzwerk?" + urlencode({"as_of": DAY.isoformat(), **parameters}))
    assert answer.status_code == 200
    return answer.text


def test_evidence_decides_which_ties_count(landscape):
    chosen = {"include_ended": True}
    everything = network(landscape, DAY, Selection(**chosen)).ties
    sure = network(landscape, DAY, Selection(confidence="confirmed", **chosen)).ties
    likely = network(landscape, DAY, Selection(confidence="probable", **chosen)).ties
    assert set(sure) | set(likely) == set(everything)
    assert not set(sure) & set(likely)
    told = network(landscape, DAY, Selection(source="lernen-vor-ort", **chosen)).ties.values()
    assert told
    assert all("lernen-vor-ort" in {one.dataset for one in tie.evidence} for tie in told)


def test_type_asks_for_one_such_actor_in_each_tie(landscape):
    found = network(landscape, DAY, Selection(actor_type="stiftung", state="14"))
    types = {node.key: node.type for node in found.nodes}
    assert found.edges
    assert all("stiftung" in (types[one.source], types[one.target]) for one in found.edges)


@pytest.mark.parametrize(
    "wrong", [{"type": "stiftungg"}, {"confidence": "sicher"}, {"source": "niemand"}]
)
def test_unknown_filters_are_explained(client, wrong):
    assert client.get("/netzwerk?" + urlencode(wrong)).status_code == 404


def test_unknown_colour_is_explained(client):
    assert client.get("/netzwerk?colour=rot").status_code == 422


@pytest.mark.parametrize("colour", ["community", "theme"])
def test_looks_differ_by_shape_and_are_named_in_the_legend(landscape, colour):
    found = network(landscape, DAY, Selection(state="03", include_ended=True))
    looks = colouring(landscape, found, colour)
    shown = {one.key: one for one in looks.of.values()}
    assert set(looks.of) == {node.key for node in found.nodes}
    assert len(shown) == len({one.shape for one in shown.values()}) >= 3
    view = view_of(landscape, found, "de", looks)
    root = ET.fromstring(network_svg(view.nodes, view.lines, "Netz", "de"))  # noqa: S314 - our own
    legend = next(one for one in root.iter(f"{SVG}g") if one.get("class") == "legend")
    words = {text.text for text in legend.iter(f"{SVG}text")}
    assert {one.label.de for one in shown.values()} <= words


def test_members_of_a_community_share_a_look_and_it_is_explained(client, landscape):
    found = network(landscape, DAY, Selection(state="03"))
    looks = colouring(landscape, found, "community")
    around = [key for key, one in looks.of.items() if one.label.de == "um Landkreis Osnabrück"]
    assert "kommune-03459" in around
    html = page(client, state="03", colour="community")
    assert "Leiden-Verfahren mit festem Startwert" in html
    assert f"Landkreis Osnabrück ({len(around)})" in html
    assert html.count("um Landkreis Osnabrück</td>") == len(around)


def test_theme_of_an_actor_is_that_of_most_of_its_ties(landscape):
    found = network(landscape, DAY, Selection(theme="bildungsberatung", include_ended=True))
    looks = colouring(landscape, found, "theme")
    assert {one.label.de for one in looks.of.values()} >= {"Bildungsberatung"}
    assert looks.of_all(looks.of) in looks.of.values()


def test_years_can_be_chosen_without_a_script_and_keep_the_filters(client):
    html = page(client, state="14", include_ended="true")
    form = html.partition('<form id="zeit"')[2].partition("</form>")[0]
    assert 'type="range" name="as_of"' in form
    assert '<input type="hidden" name="state" value="14">' in form
    assert '<input type="hidden" name="include_ended" value="true">' in form
    assert 'name="as_of" value=' not in form
    assert "Bild, 31. Dezember 2012" in page(client, state="14", as_of="2012")


def test_only_the_frame_page_may_be_framed(client):
    code = re.search(r"<textarea[^>]*>(.*?)</textarea>", page(client, state="14")).group(1)
    assert "&lt;iframe src=&#34;http://testserver/netzwerk/einbetten?state=14" in code
    framed = client.get("/netzwerk/einbetten?state=14")
    assert "frame-ancestors *" in framed.headers["content-security-policy"]
    assert "x-frame-options" not in framed.headers
    assert '<svg xmlns="http://www.w3.org/2000/svg"' in framed.text
    assert "site-nav" not in framed.text
    whole = client.get("/netzwerk?state=14")
    assert "frame-ancestors 'none'" in whole.headers["content-security-policy"]
    assert whole.headers["x-frame-options"] == "DENY"
