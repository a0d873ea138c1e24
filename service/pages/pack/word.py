"""How a meeting pack becomes a Word document that people can edit and screen readers can read."""

import io
from collections.abc import Sequence
from typing import Any, Final

import typst
from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from ontology.texts import Language
from service.pages.pack.content import Advice, Pack, midnight
from service.pages.pack.pdf import in_print

_LONG: Final = Mm(297)
_SHORT: Final = Mm(210)
_MARGIN: Final = Mm(20)
_ROOM: Final = (Mm(257), Mm(145))
"""Width and height that the drawing may take on a page laid across."""
_COLUMNS: Final = tuple(Mm(width) for width in (54, 46, 33, 19, 18))
"""Of the table of ties; together the width between the margins of an upright page."""
_DOTS_PER_INCH: Final = 160
_ACTION: Final = RGBColor(0x0B, 0x3D, 0x91)
_LOCALES: Final[dict[Language, str]] = {"de": "de-DE", "en": "en-GB"}

_DRAWING: Final = b"""
#set page(width: auto, height: auto, margin: 0pt)
#image(bytes(sys.inputs.picture), format: "svg")
"""


def as_word(pack: Pack) -> bytes:
    """Return a meeting pack as DOCX on A4.

    Headings, lists and the header row of the table are marked as such, the language and the title
    are set, and the drawing has an alternative text.
    """
    document = Document()
    _frame(document, pack)
    _opening(document, pack)
    _gaps(document, pack)
    _advice(document, pack)
    if pack.picture:
        _section(document, across=True)
        _network(document, pack)
        _section(document, across=False)
        _ties(document, pack)
    _sources(document, pack)
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def _frame(document: WordDocument, pack: Pack) -> None:
    properties = document.core_properties
    properties.title, properties.subject = pack.title, pack.status
    properties.author, properties.language = "Bildungslandschaft", _LOCALES[pack.language]
    properties.created = properties.modified = midnight()
    properties.comments = ""
    _page(document, across=False)
    for style in document.styles.element.iter(qn("w:lang")):
        for name in ("w:val", "w:eastAsia"):
            style.set(qn(name), _LOCALES[pack.language])
    document.styles["Normal"].font.size = Pt(11)
    for name in ("Title", "Heading 1", "Heading 2"):
        document.styles[name].font.color.rgb = _ACTION
    document.sections[0].footer.paragraphs[
        0
    ].text = f"Bildungslandschaft · {pack.name} · {pack.status}"


def _page(document: WordDocument, *, across: bool) -> None:
    section = document.sections[-1]
    section.orientation = WD_ORIENT.LANDSCAPE if across else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (_LONG, _SHORT) if across else (_SHORT, _LONG)
    section.left_margin = section.right_margin = _MARGIN
    section.top_margin, section.bottom_margin = Mm(18), Mm(22)


def _section(document: WordDocument, *, across: bool) -> None:
    document.add_section(WD_SECTION.NEW_PAGE)
    _page(document, across=across)


def _opening(document: WordDocument, pack: Pack) -> None:
    document.add_paragraph(f"Bildungslandschaft · {pack.words['kind']}")
    document.add_heading(pack.name, 0)
    document.add_paragraph(pack.facts)
    document.add_paragraph(pack.words["lead"])
    for figure in pack.figures:
        line = document.add_paragraph(style="List Bullet")
        line.add_run(figure.value).bold = True
        line.add_run(f" {figure.label}")
    document.add_paragraph(pack.summary)


def _gaps(document: WordDocument, pack: Pack) -> None:
    document.add_heading(pack.words["gaps"], 1)
    document.add_paragraph(pack.words["gaps_note" if pack.gaps else "no_gaps"])
    for gap in pack.gaps:
        line = document.add_paragraph(style="List Bullet")
        line.add_run(f"{gap.status}: ").bold = True
        line.add_run(f"{gap.text} {gap.refs}".rstrip())
        if gap.helpers:
            line.add_run().add_break()
            line.add_run(f"{pack.words['helpers']}: {gap.helpers}").italic = True


def _advice(document: WordDocument, pack: Pack) -> None:
    document.add_heading(pack.words["advice"], 1)
    if not pack.advice:
        document.add_paragraph(pack.words["no_advice"])
    for place, one in enumerate(pack.advice, start=1):
        _suggestion(document, f"{place}. {one.heading}", one, pack)


def _suggestion(document: WordDocument, heading: str, one: Advice, pack: Pack) -> None:
    document.add_heading(heading, 2)
    document.add_paragraph(f"{one.kind} · {pack.words['level']}: {one.level}")
    document.add_paragraph().add_run(pack.words["why"]).bold = True
    for reason in one.reasons:
        document.add_paragraph(f"{reason.text} {reason.refs}".rstrip(), style="List Bullet")
    told = (
        ("against", one.against),
        ("if", one.counterfactual),
        ("ask", one.ask),
        ("website", one.website),
    )
    for name, text in told:
        if text:
            line = document.add_paragraph()
            line.add_run(f"{pack.words[name]}: ").bold = True
            line.add_run(text)


def _network(document: WordDocument, pack: Pack) -> None:
    document.add_heading(pack.words["network"], 1)
    document.add_paragraph(pack.words["network_note"])
    picture = document.add_paragraph().add_run().add_picture(io.BytesIO(_drawn(pack.picture)))
    width, height = _ROOM
    scale = min(width / picture.width, height / picture.height)
    picture.width = Length(picture.width * scale)
    picture.height = Length(picture.height * scale)
    described = picture._inline.docPr  # noqa: SLF001 - the library has no other door to it
    described.set("descr", pack.summary)
    described.set("title", pack.words["network"])


def _drawn(picture: str) -> bytes:
    """Return a drawing as PNG, because not every word processor shows SVG."""
    return typst.compile(
        _DRAWING,
        format="png",
        ppi=_DOTS_PER_INCH,
        sys_inputs={"picture": in_print(picture)},
        ignore_system_fonts=True,
    )


def _ties(document: WordDocument, pack: Pack) -> None:
    document.add_heading(pack.words["ties"], 1)
    names = ("partner", "tie_kind", "period", "status", "source")
    table = document.add_table(rows=1, cols=len(names), style="Table Grid")
    _fill(table.rows[0].cells, [pack.words[name] for name in names], bold=True)
    repeated = OxmlElement("w:tblHeader")
    repeated.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(repeated)  # noqa: SLF001 - as above
    for tie in pack.ties:
        cells = (tie.partner, tie.kind, tie.period, tie.status, tie.refs)
        _fill(table.add_row().cells, cells, bold=False)
    table.autofit = False
    for column, width in zip(table.columns, _COLUMNS, strict=True):
        column.width = width
        for cell in column.cells:
            cell.width = width
    if pack.more_ties:
        document.add_paragraph(pack.more_ties)


def _fill(cells: Sequence[Any], texts: Sequence[str], *, bold: bool) -> None:
    for cell, text in zip(cells, texts, strict=True):
        run = cell.paragraphs[0].add_run(text)
        run.bold, run.font.size = bold, Pt(9)


def _sources(document: WordDocument, pack: Pack) -> None:
    document.add_heading(pack.words["sources"], 1)
    document.add_paragraph(pack.words["sources_note" if pack.sources else "no_sources"])
    for one in pack.sources:
        remark = f" ({one.words})" if one.address and one.words else one.words
        _small(document.add_paragraph(f"[{one.number}] {one.address}{remark}"))
    document.add_heading(pack.words["attributions"], 1)
    for text in pack.attributions:
        _small(document.add_paragraph(text, style="List Bullet"))
    _small(document.add_paragraph(f"{pack.version} {pack.status}."))
    _small(document.add_paragraph(f"{pack.words['further']}: {pack.address}"))


def _small(paragraph: Paragraph) -> None:
    for run in paragraph.runs:
        run.font.size = Pt(9)
