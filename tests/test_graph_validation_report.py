"""A report counts per shape, names things by their labels and says the same in every format."""

import csv
import io
from html.parser import HTMLParser

import pytest
from rdflib import RDF, Graph, Literal, URIRef
from rdflib.namespace import SH

from graph.generations import StoreFolder
from graph.obligations import check_obligations
from graph.shapes import SHAPES, named_shapes, node_shapes
from graph.validation_files import report_csv, report_html, report_turtle, write_report
from graph.validation_report import SHOWN, last_report, read_report
from ontology import load_ontology, load_shapes
from ontology.errors import ParameterError, StoreError
from ontology.namespaces import BL, ID, PREFIXES

PLANTED = """
id:a a bl:District ; rdfs:label "Kreis <Nord>"@de ; bl:ags "5334" .
id:c a bl:CoreSponsorship ; rdfs:label "=Patenschaft"@de ; bl:participation id:p .
id:p bl:inCooperation id:c .
id:w a bl:ThematicSponsorship ; rdfs:label "Themenpatin"@de , "thematic"@en .
"""


def lines_of(turtle: str) -> list[str]:
    prefixes = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())
    graph = load_ontology().parse(data=prefixes + turtle, format="turtle")
    return [line + "\n" for line in graph.serialize(format="nt").splitlines()]


@pytest.fixture(scope="module")
def report():
    return check_obligations([lines_of(PLANTED)])


def test_counts_add_up_per_shape_and_severity(report) -> None:
    assert not report.conforms
    for severity, count in report.counts.items():
        assert sum(one.counts.get(severity, 0) for one in report.shapes) == count
    assert report.counts["Violation"] > 5
    assert report.counts["Warning"] >= 1


def test_every_shape_is_listed_with_the_number_of_things_it_looked_at(report) -> None:
    by_shape = {one.shape.removeprefix(SHAPES): one for one in report.shapes}
    assert by_shape.keys() == {
        one.iri.removeprefix(SHAPES) for one in node_shapes(named_shapes(load_shapes()))
    }
    assert by_shape["DistrictShape"].checked == 1
    assert by_shape["CooperationShape"].checked == 2
    assert by_shape["CooperationParticipationShape"].checked == 1
    assert by_shape["BorderShape"].checked == 0
    assert report.shapes[0].counts
    assert not report.shapes[-1].counts


def test_a_finding_names_the_thing_and_says_what_to_do_in_both_languages(report) -> None:
    found = next(one for one in report.findings if one.finding.path == f"{BL}ags")
    assert found.text.de.startswith("Kreis <Nord>: Der Schlüssel eines Kreises hat fünf Stellen")
    assert found.text.de.endswith("Den amtlichen Schlüssel als Text eintragen.")
    assert found.text.en.endswith("Enter the official key as text.")
    assert found.said.de == "Amtlicher Gemeindeschlüssel"
    assert found.form.de == "Kreis"


def test_a_thing_without_a_name_is_named_after_what_leads_to_it(report) -> None:
    names = {one.name for one in report.findings if one.finding.focus == f"{ID}p"}
    assert names == {"=Patenschaft → p"}


def test_the_worst_come_first(report) -> None:
    severities = [one.finding.severity for one in report.findings]
    assert severities == sorted(severities, key=["Violation", "Warning", "Info"].index)


def test_all_are_counted_though_not_all_are_shown() -> None:
    many = "".join(f'id:d{n} a bl:Indicator ; rdfs:label "I{n}"@de .\n' for n in range(SHOWN))
    found = check_obligations([lines_of(many)])
    assert len(found.findings) == SHOWN
    assert sum(found.counts.values()) > SHOWN
    more = sum(found.counts.values()) - SHOWN
    assert f"Weitere {more} sind nur gezählt." in report_html(found, "de")


def test_a_report_survives_being_written_and_read(report) -> None:
    assert read_report(report.as_json()) == report


class Page(HTMLParser):
    """Collects texts and tags, and fails on tags that do not close."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag, attrs) -> None:
        assert all(not value.startswith("//") for name, value in attrs if name == "src")
        self.open += [] if tag == "meta" else [tag]

    def handle_endtag(self, tag) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data) -> None:
        self.texts.append(data)


@pytest.mark.parametrize(("language", "word"), [("de", "Verstoß"), ("en", "violation")])
def test_the_page_is_whole_escaped_and_in_one_language(report, language, word) -> None:
    page = Page()
    page.feed(report_html(report, language))
    assert page.open == []
    assert "Kreis <Nord>" in page.texts
    assert word in page.texts


def test_the_table_has_counts_and_findings_and_no_formula(report) -> None:
    rows = list(csv.DictReader(io.StringIO(report_csv(report, "de"))))
    counted = sum(int(row["Anzahl"]) for row in rows if row["Anzahl"])
    assert counted == sum(report.counts.values())
    assert sum(1 for row in rows if row["Ding"]) == len(report.findings)
    things = {row["Ding"] for row in rows}
    assert "'=Patenschaft" in things
    assert not any(cell.startswith("=") for row in rows for cell in row.values())


def test_the_rdf_is_a_validation_report_and_the_same_every_time(report) -> None:
    text = report_turtle(report)
    assert text == report_turtle(report)
    graph = Graph().parse(data=text, format="turtle")
    (root,) = graph.subjects(RDF.type, SH.ValidationReport)
    assert graph.value(root, SH.conforms) == Literal(False)  # noqa: FBT003 - an RDF truth value
    results = list(graph.objects(root, SH.result))
    assert len(results) == len(report.findings)
    for result in results:
        assert {text.language for text in graph.objects(result, SH.resultMessage)} == {"de", "en"}
        assert (result, SH.focusNode, None) in graph
        assert (result, SH.sourceShape, None) in graph
    assert (None, SH.focusNode, URIRef(f"{ID}a")) in graph


def test_shapes_get_the_same_names_every_time() -> None:
    first, second = named_shapes(load_shapes()), named_shapes(load_shapes())
    shapes = {str(part) for part in first.objects(None, SH.property)}
    assert shapes == {str(part) for part in second.objects(None, SH.property)}
    assert all(shape.startswith(SHAPES) for shape in shapes)
    assert len(first) == len(load_shapes())


@pytest.mark.parametrize("name", ["befund.html", "befund.csv", "befund.ttl"])
def test_the_ending_of_a_file_decides_on_the_format(report, tmp_path, name) -> None:
    write_report(report, tmp_path / name, "de")
    assert "Nord" in (tmp_path / name).read_text("utf-8")


def test_another_ending_is_refused_and_nothing_is_written(report, tmp_path) -> None:
    with pytest.raises(ParameterError, match=r"befund\.pdf"):
        write_report(report, tmp_path / "befund.pdf", "de")
    assert list(tmp_path.iterdir()) == []


def test_an_empty_landscape_conforms_and_says_so() -> None:
    found = check_obligations([])
    assert found.conforms
    assert all(one.checked == 0 for one in found.shapes)
    assert "Alle Vorgaben sind eingehalten." in report_html(found, "de")
    assert "Keine Befunde." in report_html(found, "de")


def test_what_kept_a_build_from_being_published_goes_before_the_published(
    report, store_folder, tmp_path
) -> None:
    published = last_report(StoreFolder(store_folder))
    assert published.conforms
    assert {one.label.de: one.checked for one in published.shapes}["Kreis"] == 400
    folder = StoreFolder(tmp_path)
    with pytest.raises(StoreError, match="keine Landschaft"):
        last_report(folder)
    folder.refused.write_text(report.as_json(), "utf-8")
    assert last_report(folder) == report
