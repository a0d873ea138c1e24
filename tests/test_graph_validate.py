"""The fast SHACL engine and the reference say the same, on good data and on planted violations."""

import pytest
from rdflib import RDFS, Graph, URIRef
from rdflib.namespace import SH

from graph.build import compile_landscape
from graph.facts import Facts, data_folder, read_facts
from graph.tables import Table
from graph.validate import validate, validate_by_reference
from ontology import load_ontology, load_shapes
from ontology.namespaces import BL

_WHOLE = ("territory/", "themes/", "agencies/ag", "programmes/programmes", "cooperations/kinds")
SMALL = 12
"""Rows kept of each table, so that the reference finishes in seconds."""

PLANTED = f"""
<{BL}x1> a <{BL}District> ; <{BL}ags> "5334" .
<{BL}x2> a <{BL}CoreSponsorship> .
<{BL}x3> a <{BL}Evidence> .
<{BL}x4> a <{BL}Observation> ; <{BL}value> "many" .
<{BL}x5> a <{BL}Need> .
<{BL}x6> a <{BL}ProgrammeParticipation> .
<{BL}x7> a <{BL}TransferAgreement> .
<{BL}x8> a <{BL}Programme> ; <{BL}validFrom> "2014-01-01"^^<http://www.w3.org/2001/XMLSchema#date> ;
  <{BL}validThrough> "2009-01-01"^^<http://www.w3.org/2001/XMLSchema#date> .
"""


@pytest.fixture(scope="module")
def lines() -> str:
    facts = read_facts(data_folder())
    cut = {
        path: table
        if path.startswith(_WHOLE)
        else Table(table.schema, table.rows[:SMALL], table.file)
        for path, table in facts.tables.items()
    }
    for path in ("territory/towns.csv", "territory/neighbours.csv", "territory/districts.csv"):
        table = facts.tables[path]
        cut[path] = Table(table.schema, table.rows[:SMALL], table.file)
    landscape = compile_landscape(Facts(cut, facts.sources, facts.actor_names, facts.curated))
    return "".join(landscape.table.lines(landscape.triples()))


def plant(lines: str) -> str:
    return lines + Graph().parse(data=PLANTED, format="turtle").serialize(format="nt")


def test_both_engines_report_the_same_findings(lines):
    shapes = load_shapes()
    fast, reference = validate(plant(lines), shapes), validate_by_reference(plant(lines), shapes)
    assert fast.counts == reference.counts
    assert fast.counts["Violation"] >= 8

    def places(report):
        return sorted((f.severity, f.focus, f.path, f.component, f.shape) for f in report.findings)

    assert places(fast) == places(reference)


def test_each_planted_violation_is_found_and_says_what_to_do_in_two_languages():
    hierarchy = load_ontology().serialize(format="nt")
    report = validate(plant(hierarchy), load_shapes())
    assert not report.conforms
    found = {finding.focus.removeprefix(BL) for finding in report.findings}
    assert {f"x{number}" for number in range(1, 9)} <= found
    planted = [finding for finding in report.findings if finding.focus.startswith(f"{BL}x")]
    assert all(finding.german and finding.english for finding in planted)


def test_an_empty_graph_conforms():
    assert validate("", load_shapes()).conforms


def test_every_class_that_the_tables_fill_has_a_shape(store):
    shapes = load_shapes()
    targets = {str(target) for target in shapes.objects(None, SH.targetClass)}
    ontology = load_ontology()
    for property_ in shapes.objects(None, SH.targetObjectsOf):
        targets.update(map(str, ontology.objects(property_, RDFS.range)))
    rows = store.select(
        "SELECT DISTINCT ?class WHERE { GRAPH ?g { ?s a ?class }"
        " FILTER(?g NOT IN (graph:ontology, graph:vocabularies, graph:derived, graph:void)) }"
    )
    used = {row[0] for row in rows if row[0].startswith(BL)}

    def covered(class_: str) -> bool:
        above = ontology.transitive_objects(URIRef(class_), RDFS.subClassOf)
        return not targets.isdisjoint(map(str, above))

    assert not [class_ for class_ in sorted(used) if not covered(class_)]
