"""A validation report as a file that people read: HTML, CSV, and RDF (`sh:ValidationReport`)."""

import csv
import io
from collections.abc import Callable, Mapping
from html import escape
from pathlib import Path
from typing import Final

from rdflib import RDF, RDFS, BNode, Graph, Literal, URIRef
from rdflib.namespace import SH

from graph.generations import write_atomically
from graph.shapes import SHAPES
from graph.validation_report import NamedFinding, ReadableReport, ShapeCount
from ontology.errors import ParameterError
from ontology.namespaces import BASE, PREFIXES
from ontology.texts import Language, Text

SEVERITIES: Final = {
    "Violation": Text("Verstoß", "violation"),
    "Warning": Text("Warnung", "warning"),
    "Info": Text("Hinweis", "note"),
}
"""Severity → what it is called, worst first."""

_WORDS: Final = {
    "title": Text("Prüfbericht", "Validation report"),
    "good": Text("Alle Vorgaben sind eingehalten.", "All obligations are kept."),
    "bad": Text(
        "Vorgaben sind verletzt; so wird nichts veröffentlicht.",
        "Obligations are broken; nothing is published like this.",
    ),
    "shapes": Text("Vorgaben nach Art der Dinge", "Obligations by kind of thing"),
    "findings": Text("Befunde", "Findings"),
    "none": Text("Keine Befunde.", "No findings."),
    "form": Text("Vorgabe", "obligation"),
    "checked": Text("geprüft", "checked"),
    "severity": Text("Schwere", "severity"),
    "number": Text("Anzahl", "number"),
    "thing": Text("Ding", "thing"),
    "property": Text("Angabe", "property"),
    "message": Text("Was falsch ist und was zu tun ist", "What is wrong and what to do"),
    "address": Text("Adresse", "address"),
}
_FINDING_COLUMNS: Final = ("severity", "thing", "form", "property", "message")
_DANGEROUS: Final = ("=", "+", "-", "@", "\t", "\r")
"""A cell that begins like this is a formula to a spreadsheet."""

_STYLE: Final = (
    "body{font:1rem/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem}"
    "table{border-collapse:collapse;width:100%}"
    "th,td{text-align:left;vertical-align:top;padding:.3rem .6rem;border-bottom:1px solid #999}"
    "td.number{text-align:right}.table-box{overflow-x:auto}"
)


def report_html(report: ReadableReport, language: Language) -> str:
    """Return the report as a page of its own, without any foreign resource."""
    title = _word("title", language)
    return (
        f'<!DOCTYPE html>\n<html lang="{language}"><head><meta charset="utf-8">'
        f"<title>{title}</title><style>{_STYLE}</style></head>\n"
        f"<body><main><h1>{title}</h1>\n{report_fragment(report, language)}\n"
        "</main></body></html>\n"
    )


def report_fragment(report: ReadableReport, language: Language, root: str = BASE) -> str:
    """Return the report as HTML below a heading of the first level.

    Args:
        report: the report.
        language: of texts and labels.
        root: where the addresses of things begin; `/` on the pages of a service.
    """
    shapes = "\n".join(_shape_row(one, language) for one in report.shapes)
    findings = "\n".join(_finding_row(one, language, root) for one in report.findings)
    total = sum(report.counts.values())
    more = _more(total - len(report.findings), language)
    listed = (
        _table("findings", _FINDING_COLUMNS, findings, language) + more
        if report.findings
        else f"<p>{_word('none', language)}</p>"
    )
    return (
        f"<p><strong>{_word('good' if report.conforms else 'bad', language)}</strong> "
        f"{_sum(report.counts, language)}</p>\n"
        f'<h2 id="findings">{_word("findings", language)}</h2>\n{listed}\n'
        f'<h2 id="shapes">{_word("shapes", language)}</h2>\n'
        + _table("shapes", ("form", "checked", *SEVERITIES), shapes, language)
    )


def report_csv(report: ReadableReport, language: Language) -> str:
    """Return the report as CSV: the counts of every obligation first, then one row per finding."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    keys = ("form", "checked", "severity", "number", "thing", "property", "message", "address")
    writer.writerow([_word(key, language) for key in keys])
    for one in report.shapes:
        label = one.label.in_language(language)
        for severity, count in (one.counts or {"": 0}).items():
            named = SEVERITIES[severity].in_language(language) if severity else ""
            writer.writerow([_cell(label), one.checked, named, count, "", "", "", ""])
    for found in report.findings:
        writer.writerow(
            [
                _cell(found.form.in_language(language)),
                "",
                SEVERITIES[found.finding.severity].in_language(language),
                "",
                _cell(found.name),
                _cell(found.said.in_language(language)),
                _cell(found.text.in_language(language)),
                found.finding.focus,
            ]
        )
    return buffer.getvalue()


def report_turtle(report: ReadableReport) -> str:
    """Return the report as `sh:ValidationReport` in Turtle; counts stand at the shapes."""
    graph = Graph()
    for prefix, iri in {**PREFIXES, "shape": SHAPES}.items():
        graph.bind(prefix, iri, replace=True)
    root = BNode("report")
    graph.add((root, RDF.type, SH.ValidationReport))
    graph.add((root, SH.conforms, Literal(report.conforms)))
    for number, found in enumerate(report.findings, start=1):
        # numbered, so that the same report is the same file
        result = BNode(f"result{number:04}")
        graph.add((root, SH.result, result))
        _add_result(graph, result, found)
    for one in report.shapes:
        _add_shape(graph, one)
    return graph.serialize(format="turtle")


def write_report(report: ReadableReport, path: Path, language: Language) -> None:
    """Write a report in the format that the name of the file asks for: .html, .csv or .ttl.

    Raises:
        ParameterError: if the name ends otherwise; nothing is written.
    """
    make = FORMATS.get(path.suffix.lower())
    if make is None:
        listed = ", ".join(FORMATS)
        raise ParameterError(
            "report",
            Text(
                f"„{path.name}“ endet nicht auf {listed}. Eine dieser Endungen wählen.",
                f'"{path.name}" does not end in {listed}. Choose one of these endings.',
            ),
        )
    write_atomically(path, make(report, language))


FORMATS: Final[Mapping[str, Callable[[ReadableReport, Language], str]]] = {
    ".html": report_html,
    ".csv": report_csv,
    ".ttl": lambda report, _: report_turtle(report),
}
"""Ending of a file → how it is written."""


def _word(key: str, language: Language) -> str:
    return (_WORDS.get(key) or SEVERITIES[key]).in_language(language)


def _table(heading: str, keys: tuple[str, ...], rows: str, language: Language) -> str:
    """Return a table that scrolls in its own box, named by the heading above it."""
    cells = "".join(f'<th scope="col">{_word(key, language)}</th>' for key in keys)
    return (
        f'<div class="table-box" role="region" tabindex="0" aria-labelledby="{heading}">'
        f"<table><thead><tr>{cells}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _sum(counts: Mapping[str, int], language: Language) -> str:
    return ", ".join(f"{_word(key, language)}: {counts.get(key, 0)}" for key in SEVERITIES)


def _more(number: int, language: Language) -> str:
    if number <= 0:
        return ""
    text = Text(f"Weitere {number} sind nur gezählt.", f"Another {number} are only counted.")
    return f"<p>{text.in_language(language)}</p>"


def _shape_row(one: ShapeCount, language: Language) -> str:
    numbers = [one.checked, *(one.counts.get(severity, 0) for severity in SEVERITIES)]
    cells = "".join(f'<td class="number">{number}</td>' for number in numbers)
    label = escape(one.label.in_language(language))
    return f'<tr><th scope="row">{label}</th>{cells}</tr>'


def _finding_row(found: NamedFinding, language: Language, root: str) -> str:
    finding = found.finding
    address = escape(finding.focus.replace(BASE, root, 1))
    message = finding.german if language == "de" else finding.english
    cells = (
        _word(finding.severity, language),
        f'<a href="{address}">{escape(found.name)}</a>',
        escape(found.form.in_language(language)),
        escape(found.said.in_language(language)),
        escape(message),
    )
    return "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"


def _cell(text: str) -> str:
    return f"'{text}" if text.startswith(_DANGEROUS) else text


def _add_result(graph: Graph, result: BNode, found: NamedFinding) -> None:
    finding = found.finding
    graph.add((result, RDF.type, SH.ValidationResult))
    graph.add((result, SH.focusNode, URIRef(finding.focus)))
    graph.add((result, SH.resultSeverity, SH[finding.severity]))
    graph.add((result, SH.sourceConstraintComponent, SH[finding.component]))
    graph.add((result, SH.sourceShape, URIRef(finding.shape)))
    if finding.path:
        graph.add((result, SH.resultPath, URIRef(finding.path)))
    graph.add((result, SH.resultMessage, Literal(found.text.de, lang="de")))
    graph.add((result, SH.resultMessage, Literal(found.text.en, lang="en")))


def _add_shape(graph: Graph, one: ShapeCount) -> None:
    shape = URIRef(one.shape)
    for language in ("de", "en"):
        graph.add((shape, RDFS.label, Literal(one.label.in_language(language), lang=language)))
        checked = f"{_word('checked', language)}: {one.checked}, {_sum(one.counts, language)}"
        graph.add((shape, RDFS.comment, Literal(checked, lang=language)))
