"""The meeting pack: accessible PDF, editable Word document, the same content in both languages."""

import io
import json
import re
import time
import zipfile
from dataclasses import replace
from datetime import date

import pytest
import typst
from docx import Document
from docx.oxml.ns import qn
from starlette.testclient import TestClient

from graph.analyses.gaps import find_gaps
from graph.landscape import Landscape
from graph.suggestions import suggest
from service.pages.pack.content import Pack
from service.pages.pack.pdf import as_pdf, inputs, template
from service.pages.pack.word import as_word
from service.pages.pack.writing import meeting_pack

DAY = date(2026, 11, 23)
ADDRESS = "https://example.org/kreise/14626"
HOSTILE = '#panic("x") *b* $x$ @y <script>alert(1)</script> "&]] \x07\\'


def pack_of(landscape: Landscape, ags: str = "14626", language: str = "de") -> Pack:
    return meeting_pack(landscape, ags, DAY, language, ADDRESS)


def paragraphs(content: bytes) -> str:
    document = Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([paragraph.text for paragraph in document.paragraphs] + cells)


def with_name(landscape: Landscape, ags: str, name: str) -> Landscape:
    district = replace(landscape.districts[ags], name=name)
    actor = replace(landscape.municipality(ags), name=name)
    return replace(
        landscape,
        districts={**landscape.districts, ags: district},
        actors={**landscape.actors, actor.key: actor},
    )


def query(pack: Pack, selector: str) -> list[dict[str, object]]:
    found = typst.query(
        template(), selector, sys_inputs=inputs(pack), ignore_system_fonts=True
    )  # fmt: skip
    return list(json.loads(found))


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_pdf_is_tagged_titled_and_in_its_language(client: TestClient, language: str) -> None:
    started = time.perf_counter()
    response = client.get(f"/kreise/14626/mappe.pdf?lang={language}")
    assert time.perf_counter() - started < 10
    assert response.headers["content-type"] == "application/pdf"
    assert response.headers["content-language"] == language
    assert response.headers["etag"]
    content = response.content
    assert content.startswith(b"%PDF-1.7")
    for mark in (b"/StructTreeRoot", b"/Marked true", b"/DisplayDocTitle true", b"pdfuaid"):
        assert mark in content, mark
    assert f"/Lang({language})".encode() in content
    title = {"de": "Sitzungsmappe Landkreis Görlitz", "en": "Meeting pack Landkreis Görlitz"}
    assert title[language].encode() in content
    assert len(re.findall(rb"/Type/Page\b", content)) >= 3


def test_the_drawing_has_an_alternative_text(landscape: Landscape) -> None:
    pack = pack_of(landscape)
    images = query(pack, "image")
    assert images
    assert {image["alt"] for image in images} == {pack.summary}
    assert "zuletzt 2014" in pack.summary


def test_headings_follow_the_meeting(landscape: Landscape) -> None:
    found = query(pack_of(landscape, language="en"), "heading")
    levels = [heading["level"] for heading in found]
    assert levels == [1, 1, 2, 2, 2, 1, 1, 1, 1]


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_document_says_what_gaps_and_suggestions_say(
    client: TestClient, landscape: Landscape, language: str
) -> None:
    content = client.get(f"/kreise/14626/mappe.docx?lang={language}&as_of=2026-11-23").content
    text = paragraphs(content)
    assert "Landkreis Görlitz" in text
    suggestions = suggest(landscape, "14626", DAY, limit=3).items
    assert len(suggestions) == 3
    for one in suggestions:
        assert one.partner.name in text
        assert one.counter_argument.in_language(language) in text
        assert all(reason.text.in_language(language) in text for reason in one.reasons)
    for gap in find_gaps(landscape, DAY, district="14626")[:6]:
        assert gap.text.in_language(language) in text
    for expected in (landscape.version[:12], "Destatis", "INKAR", "lvo.transferinitiative.de"):
        assert expected in text
    assert {"de": "23. November 2026", "en": "23 November 2026"}[language] in text


def test_the_document_is_accessible(landscape: Landscape) -> None:
    content = as_word(pack_of(landscape))
    document = Document(io.BytesIO(content))
    assert document.core_properties.title == "Sitzungsmappe Landkreis Görlitz"
    assert document.core_properties.language == "de-DE"
    languages = {element.get(qn("w:val")) for element in document.styles.element.iter(qn("w:lang"))}
    assert languages == {"de-DE"}
    headings = [one for one in document.paragraphs if one.style.name.startswith("Heading")]
    assert len(headings) == 9
    described = [element.get("descr") for element in document.element.iter(qn("wp:docPr"))]
    assert described == [pack_of(landscape).summary]
    header = document.tables[0].rows[0]._tr
    assert header.trPr.find(qn("w:tblHeader")) is not None
    assert {round(section.page_width.mm) for section in document.sections} == {210, 297}


def test_every_number_points_to_a_source(landscape: Landscape) -> None:
    for ags in sorted(landscape.districts)[::40]:
        pack = pack_of(landscape, ags)
        lines = [*pack.gaps, *pack.ties, *(one for item in pack.advice for one in item.reasons)]
        named = {int(one) for line in lines for one in re.findall(r"\d+", line.refs)}
        assert named == {source.number for source in pack.sources}
        assert all(source.words or source.address for source in pack.sources)


@pytest.mark.parametrize("ags", ["08311", "03452", "05334", "11000"])
@pytest.mark.parametrize("language", ["de", "en"])
def test_every_kind_of_district_has_a_pack(landscape: Landscape, ags: str, language: str) -> None:
    pack = pack_of(landscape, ags, language)
    assert b"pdfuaid" in as_pdf(pack)
    assert landscape.districts[ags].name in paragraphs(as_word(pack))


def test_hostile_names_are_only_names(landscape: Landscape) -> None:
    pack = pack_of(with_name(landscape, "14626", HOSTILE))
    kept = HOSTILE.replace("\x07", "")
    assert pack.name == kept
    content = as_pdf(pack)
    assert b"pdfuaid" in content
    assert b"Sitzungsmappe #panic(" in content
    assert b"*b* $x$ @y &lt;script&gt;" in content
    document = as_word(pack)
    assert kept in paragraphs(document)
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        assert b"<script>" not in archive.read("word/document.xml")


def test_a_sign_that_no_font_has_still_gives_a_tagged_file(landscape: Landscape) -> None:
    pack = pack_of(with_name(landscape, "14626", "Landkreis 🦊 Görlitz"))
    content = as_pdf(pack)
    assert b"/StructTreeRoot" in content
    assert b"pdfuaid" not in content


@pytest.mark.parametrize("ending", ["pdf", "docx"])
def test_an_unknown_district_has_no_pack(client: TestClient, ending: str) -> None:
    response = client.get(f"/kreise/99999/mappe.{ending}")
    assert response.status_code == 404
    assert response.json()["status"] == 404
    assert client.get(f"/kreise/14626/mappe.{ending}?as_of=gestern").status_code == 422


def test_the_same_question_gives_the_same_file(landscape: Landscape) -> None:
    pack = pack_of(landscape, "05334")
    assert as_pdf(pack) == as_pdf(pack)


def test_a_day_before_all_data_has_a_pack(landscape: Landscape) -> None:
    pack = meeting_pack(landscape, "14626", date(1990, 1, 1), "en", ADDRESS)
    assert as_pdf(pack)
    assert "No gap found" in paragraphs(as_word(pack))


def test_the_page_of_a_district_leads_to_its_pack(client: TestClient) -> None:
    page = client.get("/kreise/14626?lang=en&as_of=2020-01-01").text
    for ending in ("pdf", "docx"):
        address = f"/kreise/14626/mappe.{ending}?as_of=2020-01-01&amp;lang=en"
        assert f'href="{address}"' in page
        assert client.get(address.replace("&amp;", "&")).status_code == 200
