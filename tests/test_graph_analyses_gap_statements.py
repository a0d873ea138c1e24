"""Gaps in the store: the same as the analyses find, each with its run, citable and valid."""

from datetime import date

from rdflib import Graph
from starlette.testclient import TestClient

from graph.analyses.gap_statements import GAPS
from graph.analyses.gaps import GAP_KINDS, GapAnalysis
from graph.landscape import Landscape
from graph.obligations import check_obligations
from graph.store import Store
from ontology.namespaces import graph_iri
from queries.catalogue import load_catalogue
from queries.run import bound_table_query


def asked(store: Store) -> list[dict[str, str]]:
    query = load_catalogue().get("computed-gaps")
    columns = [column.name for column in query.header.columns]
    answer = store.select(bound_table_query(query, {}))
    return [dict(zip(columns, (cell or "" for cell in row), strict=True)) for row in answer]


def test_the_store_holds_what_the_analyses_find_on_the_day(landscape: Landscape, store: Store):
    stored = asked(store)
    day = date.fromisoformat(stored[0]["day"])
    found = {gap.iri: gap for gap in GapAnalysis(landscape, day).gaps()}
    assert {row["gap"] for row in stored} == set(found)
    assert len(stored) == len(found)
    for row in stored:
        gap = found[row["gap"]]
        assert row["kind"].endswith(f"/gap-kind/{gap.kind}")
        assert row["status"] == gap.status
        assert row["text"] == gap.text.de
        assert float(row["priority"]) == gap.priority
        assert row["district"].rpartition("/")[2] == gap.district
        assert row["theme"].rpartition("/")[2] == gap.theme


def test_every_gap_rests_on_entries_of_the_store(store: Store):
    dangling = "SELECT ?g ?x WHERE { ?g a bl:Gap ; ?p ?x . VALUES ?p { %s } MINUS { ?x ?q ?y } }"
    assert store.select(dangling % "bl:restsOn bl:evidence bl:possiblePartner bl:theme") == []


def test_every_kind_has_a_run_with_its_parameters_day_and_version(store: Store):
    runs = store.select(
        "SELECT ?run ?day ?version (GROUP_CONCAT(?parameter; SEPARATOR=' ') AS ?all) WHERE {"
        " ?run a bl:AnalysisRun ; dcterms:date ?day ; owl:versionInfo ?version ;"
        " bl:parameter ?parameter ; prov:used ?dataset } GROUP BY ?run ?day ?version"
    )
    assert len(runs) == len(GAP_KINDS)
    assert {version for _, _, version, _ in runs} == {store.version}
    for run, day, _, parameters in runs:
        assert f"as_of={day}" in parameters
        key = run.rpartition("/")[2].removesuffix(f"-{day}")
        for one in GAP_KINDS[key].parameters:
            assert f"{one.name}={one.default:g}" in parameters


def test_the_rules_know_that_a_gap_is_a_result_with_provenance(store: Store):
    assert store.ask("ASK { ?g a bl:Gap, bl:Result, prov:Entity }")
    assert not store.ask("ASK { ?g a bl:Gap MINUS { ?g a prov:Entity } }")


def test_the_gaps_keep_their_obligations(store: Store):
    graph = graph_iri(GAPS)
    vocabularies = graph_iri("vocabularies")
    lines = store.construct(
        f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH ?g {{ ?s ?p ?o }}"
        f" VALUES ?g {{ <{graph}> <{vocabularies}> }} }}",
        "application/n-triples",
    ).decode()
    # engines put different blanks between terms
    kept = Graph().parse(data=lines, format="nt").serialize(format="nt").splitlines(keepends=True)
    assert check_obligations([kept]).conforms
    without_run = [line for line in kept if "wasGeneratedBy" not in line]
    assert not check_obligations([without_run]).conforms


def test_a_gap_can_be_cited(client: TestClient, store: Store):
    iri = asked(store)[0]["gap"]
    path = "/id/gap/" + iri.rpartition("/")[2]
    there = client.get(path, headers={"accept": "text/turtle"})
    assert there.status_code == 303
    turtle = client.get(there.headers["location"])
    assert turtle.status_code == 200
    assert "wasGeneratedBy" in turtle.text
    page = client.get(client.get(path, headers={"accept": "text/html"}).headers["location"])
    assert page.status_code == 200
    other = client.get("/id/gap/decay-02000-gibt-es-nicht")
    assert other.headers["location"] == "/api/v1/gaps/decay-02000-gibt-es-nicht"
