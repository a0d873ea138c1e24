"""The figures of the landscape are what is in it."""

import pytest

from graph.statistics import PropertyCount, count, count_dump, read_statistics, write_statistics
from ontology.namespaces import BASE, BL, GRAPH, ID, PREFIXES

TYPE = f"<{PREFIXES['rdf']}type>"
SAME = f"<{PREFIXES['skos']}exactMatch>"
LABEL = f"<{PREFIXES['rdfs']}label>"
LINES = [
    f"<{ID}actor/a> {TYPE} <{BL}Actor> <{GRAPH}one> .\n",
    f"<{ID}actor/a> {TYPE} <{BL}Actor> <{GRAPH}two> .\n",
    f"<{ID}actor/b> {TYPE} <{BL}Actor> <{GRAPH}two> .\n",
    f'<{ID}actor/a> {LABEL} "a <b> \\"c\\" . d"@de <{GRAPH}one> .\n',
    f'<{ID}actor/b> {LABEL} "a <b> \\"c\\" . d"@de <{GRAPH}one> .\n',
    f"<{ID}actor/b> {SAME} <{PREFIXES['wd']}Q1> <{GRAPH}one> .\n",
    f"<{ID}actor/b> {SAME} <https://example.org/Q1> <{GRAPH}one> .\n",
    f'<{BASE}vocab/theme/x> {LABEL} "x" <{GRAPH}one> .\n',
]


def test_a_statement_in_two_graphs_counts_once():
    found = count(LINES)
    assert found.triples == len(LINES) - 1
    assert (found.subjects, found.objects, found.entities) == (3, 5, 2)
    assert found.classes == {BL + "Actor": 2}
    assert found.properties[LABEL[1:-1]] == PropertyCount(triples=3, subjects=3, objects=2)
    assert found.properties[TYPE[1:-1]] == PropertyCount(triples=2, subjects=2, objects=1)
    assert found.links == {"wikidata": 1, "ror": 0}
    assert found.graphs == {GRAPH + "one": 6, GRAPH + "two": 2}
    assert found.graph_subjects == {GRAPH + "one": 3, GRAPH + "two": 2}


def test_nothing_counts_zero():
    found = count([])
    assert (found.triples, found.subjects, found.entities) == (0, 0, 0)
    assert found.classes == found.properties == found.graphs == {}


@pytest.mark.usefixtures("store_folder")
def test_the_dump_holds_what_the_store_says(store, tmp_path):
    target = tmp_path / "statistics.json"
    write_statistics(store.generation.dump, target)
    found = read_statistics(target)
    assert found.graphs == {
        graph: int(n)
        for graph, n in store.select(
            "SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"
        )
    }
    classes = store.select("SELECT ?c (COUNT(DISTINCT ?s) AS ?n) WHERE { ?s a ?c } GROUP BY ?c")
    assert found.classes == {class_: int(n) for class_, n in classes}
    ((themes,),) = store.select("SELECT (COUNT(DISTINCT ?t) AS ?n) WHERE { ?s bl:theme ?t }")
    assert found.properties[BL + "theme"].objects == int(themes)
    ((linked,),) = store.select(
        "SELECT (COUNT(*) AS ?n) WHERE { ?s skos:exactMatch ?o"
        ' FILTER(STRSTARTS(STR(?o), "https://ror.org/")) }'
    )
    assert found.links["ror"] == int(linked) > 1000
    assert sum(found.graphs.values()) >= found.triples
    assert count_dump(store.generation.dump) == found
