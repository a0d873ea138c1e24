"""The matrix page: known, missing and unknown are told apart, and sort without script."""

import csv
import io
import re
from datetime import date
from urllib.parse import urlencode

import pytest

from graph.analyses.gaps import find_gaps
from service.pages.matrix_view import SIGNS, matrix

DAY = date(2026, 11, 1)


def page(client, **parameters: str) -> str:
    answer = client.get("/matrix?" + urlencode({"as_of": DAY.isoformat(), **parameters}))
    assert answer.status_code == 200
    return answer.text


def rows_of(client, **parameters: str) -> list[list[str]]:
    answer = client.get("/matrix?" + urlencode({"as_of": DAY.isoformat(), "format": "csv",
                                                **parameters}))  # fmt: skip
    assert answer.headers["content-type"].startswith("text/csv")
    return list(csv.reader(io.StringIO(answer.text)))


def test_fields_agree_with_the_gaps(landscape):
    found = matrix(landscape, DAY)
    coverage = [gap for gap in find_gaps(landscape, DAY, kind="coverage") if gap.theme]
    assert coverage
    assert all(found.field(gap.district, gap.theme).state == "gap" for gap in coverage)


def test_participants_of_lernen_vor_ort_are_known_or_past(landscape):
    states = [
        {matrix(landscape, day).field("05334", "bildungsmonitoring").state}
        for day in (date(2012, 6, 1), DAY)
    ]
    assert states[0] == {"known"}
    assert states[1] <= {"known", "past", "gap"}


def test_states_have_different_signs_and_words():
    assert len({sign for sign, _ in SIGNS.values()}) == len(SIGNS)
    assert len({words.de for _, words in SIGNS.values()}) == len(SIGNS)


def test_every_field_has_words_beside_its_sign(client):
    html = page(client, state="03")
    fields = re.findall(r"<td>(.*?)</td>", html, re.DOTALL)
    assert len(fields) > 45
    assert all('class="visually-hidden"' in field for field in fields)


def test_gap_leads_to_its_reasons(client, landscape):
    gap = next(
        gap for gap in find_gaps(landscape, DAY, kind="coverage", district=None) if gap.theme
    )
    html = page(client, state=gap.district[:2])
    assert f'href="/luecken?district={gap.district}&amp;theme={gap.theme}"' in html


def test_sorting_by_a_theme_puts_the_known_first(client, landscape):
    html = page(client, state="03", sort="bildungsmonitoring")
    order = re.findall(r'<th scope="row"><a href="/kreise/(\d{5})"', html)
    states = [matrix(landscape, DAY).field(ags, "bildungsmonitoring").state for ags in order]
    ranks = [["known", "gap", "past", "unknown"].index(state) for state in states]
    assert ranks == sorted(ranks)
    assert len(set(ranks)) > 1
    assert 'aria-sort="ascending"' in html


def test_peers_of_a_district_stand_below_it(client):
    html = page(client, district="05334")
    order = re.findall(r'<th scope="row"><a href="/kreise/(\d{5})"', html)
    assert order[0] == "05334"
    assert len(order) == 13


def test_csv_has_the_same_districts(client, landscape):
    head, *rows = rows_of(client, state="03")
    assert [row[0] for row in rows] == [ags for ags in sorted(landscape.districts)
                                        if ags.startswith("03")]  # fmt: skip
    assert set(rows[0][2:]) <= {words.de for _, words in SIGNS.values()}
    assert len(head) == len(rows[0])


def test_overview_of_all_states_counts_districts(client, landscape):
    html = page(client)
    assert html.count('<th scope="row">') == len(landscape.states)
    assert "/matrix?state=05" in html


@pytest.mark.parametrize(
    ("parameters", "status"), [({"state": "77"}, 404), ({"district": "x"}, 422)]
)
def test_bad_input_is_explained(client, parameters, status):
    assert client.get("/matrix?" + urlencode(parameters)).status_code == status


def test_english(client):
    html = page(client, lang="en", state="10")
    assert "activity known" in html
    assert "/kreise/10041?lang=en" in html
