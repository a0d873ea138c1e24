"""Every inference is a question with an expected answer and a twin that must not follow."""

import numpy as np
import pytest
from rdflib import Graph
from rdflib.plugins.sparql import prepareQuery

from ontology import derivations, load_ontology, term
from ontology.competency import CompetencyQuestion, competency_questions, judge, run_competency
from ontology.entailment import compile_rules
from ontology.namespaces import PREFIXES

HEADER = "\n".join(f"@prefix {prefix}: <{iri}> ." for prefix, iri in PREFIXES.items())
ROLE = "https://w3id.org/bildungslandschaft/vocab/role/"
LANDSCAPE = f"""{HEADER}
@prefix role: <{ROLE}> .
@prefix ex: <http://example.org/> .
ex:d1 a bl:District ; bl:partOf ex:s ; bl:population 90000 . ex:d2 a bl:District ; bl:partOf ex:s .
ex:old1 a bl:FormerDistrict . ex:old2 a bl:FormerDistrict .
ex:m1 a bl:Municipality ; bl:governs ex:d1 . ex:m2 a bl:Municipality ; bl:governs ex:d2 .
ex:m3 a bl:Municipality ; bl:governs ex:old1 . ex:m4 a bl:Municipality ; bl:governs ex:old2 .
ex:wide a bl:Foundation ; bl:sponsors ex:m1 , ex:m2 .
ex:local a bl:Foundation ; bl:sponsors ex:m1 .
ex:past a bl:Foundation ; bl:sponsors ex:m3 , ex:m4 .
ex:verbund a bl:FoundationAlliance ; bl:sponsors ex:m1 , ex:m2 .
ex:tie bl:participation ex:p1 , ex:p2 . ex:p1 bl:actor ex:local ; bl:role role:core-sponsor .
ex:p2 bl:actor ex:m1 ; bl:role role:sponsored .
ex:joint a bl:ProgrammeParticipation ; bl:actor ex:m1 , ex:m2 .
"""


@pytest.fixture(scope="module")
def landscape() -> Graph:
    return Graph().parse(data=LANDSCAPE, format="turtle")


def test_there_is_a_twin_for_most_questions() -> None:
    questions = competency_questions()
    assert len(questions) >= 25
    assert sum(1 for question in questions if question.forbidden) >= 18


@pytest.mark.parametrize("question", competency_questions(), ids=lambda question: question.name)
def test_a_question_is_sparql_with_the_columns_of_its_answer(question) -> None:
    variables = [str(name) for name in prepareQuery(question.query).algebra.PV]
    assert variables == list(question.columns)
    assert not question.expected & question.forbidden
    assert all(len(row) == len(question.columns) for row in question.expected | question.forbidden)


def test_a_landscape_that_says_nothing_misses_every_expected_row() -> None:
    results = run_competency(lambda _: [])
    expected = {question.name: question.expected for question in competency_questions()}
    assert {result.name: set(result.missing) for result in results} == {
        name: set(rows) for name, rows in expected.items()
    }
    assert {result.passed for result in results if expected[result.name]} == {False}


def test_a_forbidden_row_is_reported() -> None:
    question = CompetencyQuestion("q", "", ("a",), frozenset({("x",)}), frozenset({("y",)}))
    assert judge(question, [{"a": "x"}]).passed
    result = judge(question, [{"a": "x"}, {"a": "y"}])
    assert (result.missing, result.surplus, result.forbidden) == ((), (("y",),), (("y",),))


def test_two_districts_make_a_foundation_supra_regional(landscape) -> None:
    rules = compile_rules(load_ontology())
    nodes = {node.n3() for triple in landscape for node in triple}
    terms = sorted(nodes | set(rules.terms()))
    ids = {name: number for number, name in enumerate(terms)}
    triples = np.array([[ids[node.n3()] for node in triple] for triple in landscape])
    kind = ids[f"<{term('SupraRegionalFoundation')}>"]
    new = rules.materialise(triples, ids)
    assert [terms[row[0]] for row in new if row[2] == kind] == ["<http://example.org/wide>"]


def test_the_counting_rule_says_the_same_as_its_query(landscape) -> None:
    constructed = set(landscape.query(derivations()["supra-regional-foundation"]))
    assert [str(triple[0]) for triple in constructed] == ["http://example.org/wide"]


@pytest.mark.parametrize(
    ("name", "edges"),
    [
        ("cooperates-with", {("local", "m1"), ("m1", "local"), ("m1", "m2"), ("m2", "m1")}),
        ("sponsors", {("local", "m1")}),
        ("serves-district", set()),
    ],
)
def test_a_derivation_gives_the_flat_edges(landscape, name, edges) -> None:
    found = {
        (str(subject).rsplit("/")[-1], str(object_).rsplit("/")[-1])
        for subject, _, object_ in landscape.query(derivations()[name])
    }
    assert found == edges


def test_an_ontology_without_the_class_has_no_counting_rule() -> None:
    assert compile_rules(Graph()).terms() == []
