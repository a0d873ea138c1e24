"""The time page: programmes, survival and succession agree with the landscape."""

import re
from datetime import date
from urllib.parse import urlencode
from xml.etree import ElementTree as ET

from graph.analyses.survival import Point, survival
from service.drawing.flow import Station, flow_svg
from service.drawing.survival import survival_svg
from service.drawing.timeline import Bar, timeline_svg

SVG = "{http://www.w3.org/2000/svg}"
DAY = date(2026, 11, 1)


def page(client, **parameters: str) -> str:
    answer = client.get("/zeit?" + urlencode({"as_of": DAY.isoformat(), **parameters}))
    assert answer.status_code == 200
    return answer.text


def picture(html: str, name: str) -> ET.Element:
    found = re.search(rf'<svg [^>]*class="picture {name}".*?</svg>', html, re.DOTALL)
    assert found
    return ET.fromstring(found.group())  # noqa: S314 - our own


def test_every_dated_programme_has_a_bar(client, landscape):
    links = list(picture(page(client), "timeline").iter(f"{SVG}a"))
    dated = [one for one in landscape.programmes.values() if one.interval.valid_from]
    assert len(links) == len(dated)
    assert {link.find(f"{SVG}title").text.partition(":")[0] for link in links} >= {"Lernen vor Ort"}


def test_undated_programmes_are_named(client, landscape):
    undated = next(one for one in landscape.programmes.values() if not one.interval.valid_from)
    assert undated.name in page(client).partition("Ohne Datum:")[2].partition("</p>")[0]


def test_survival_says_the_same_in_words_and_table(client, landscape):
    curve = survival(landscape, "lernen-vor-ort", DAY)
    html = page(client, programme="lernen-vor-ort")
    assert f"{curve.ties} Verbindungen und Teilnahmen mit Datum" in html
    rows = html.partition('id="dauer"')[2].partition("</table>")[0].count('<th scope="row">')
    assert rows == len(curve.points)


def test_programme_without_an_end_has_no_curve(client):
    html = page(client, programme="bildungskommunen")
    assert 'class="picture survival"' not in html
    assert "keine davon beendet" in html


def test_unknown_programme_is_explained(client):
    assert client.get("/zeit?programme=gibt-es-nicht").status_code == 404


def test_flow_follows_the_successions(client, landscape):
    root = picture(page(client), "flow")
    links = {link.get("href") for link in root.iter(f"{SVG}a")}
    assert {"/akteure/ta-nrw", "/akteure/reab-nrw"} <= links
    assert not any("kommune" in link for link in links)
    lines = [path for path in root.iter(f"{SVG}path") if path.get("class") == "tie tie-current"]
    agencies = {link.removeprefix("/akteure/") for link in links}
    assert len(lines) == sum(
        two in agencies for one in agencies for two in landscape.successions.get(one, ())
    )


def test_successor_stands_right_of_its_predecessor():
    stations = {
        key: Station(key, key, key, "/", "2014", running=True) for key in ("a", "b", "c", "d")
    }
    root = ET.fromstring(flow_svg(stations, {"a": ("c",), "b": ("c",), "c": ("d",)}, "Folge"))  # noqa: S314
    left = {link.find(f"{SVG}title").text: float(link.find(f"{SVG}rect").get("x"))
            for link in root.iter(f"{SVG}a")}  # fmt: skip
    assert left["a"] == left["b"] < left["c"] < left["d"]


def test_open_programme_points_beyond_the_day():
    def bar(end: date | None) -> str:
        bars = [Bar("Programm", "Programm", "/", date(2020, 1, 1), end, "")]
        return str(timeline_svg(bars, DAY, "Programme", "heute"))

    assert bar(None).count("L") > bar(date(2022, 1, 1)).count("L")
    assert "bar-over" in bar(date(2022, 1, 1))
    assert timeline_svg([], DAY, "", "") == ""


def test_curve_starts_at_one_and_steps_down():
    drawn = survival_svg([Point(2, 4, 2, 0.5, 0.2, 0.8)], 4, 2.0, "Kurve", "de")
    root = ET.fromstring(drawn)  # noqa: S314
    curve = next(path for path in root.iter(f"{SVG}path") if path.get("class") == "curve")
    heights = [float(point.split()[1]) for point in curve.get("d")[1:].split("L")]
    assert heights[0] == min(heights)
    assert heights == sorted(heights)
    assert "Ende der Förderung" in drawn
    assert survival_svg([], 1, None, "", "de") == ""


def test_english(client):
    html = page(client, lang="en")
    assert "How long ties last" in html
    assert "/akteure/reab-nrw?lang=en" in html
