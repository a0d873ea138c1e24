"""A defective module is named with file, line, term and the axioms involved."""

import pytest

from ontology.checks import check_modules, check_ontology
from ontology.errors import OntologyError

HEADER = """@prefix bl: <https://w3id.org/bildungslandschaft/ontology#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""
SOUND = """
bl:ForestSchool a owl:Class ;
    rdfs:label "Waldkindergarten"@de , "forest daycare"@en ;
    skos:definition "Eine Kindertageseinrichtung im Wald."@de , "A daycare in the woods."@en ;
    rdfs:subClassOf bl:DaycareCentre ;
    rdfs:isDefinedBy <https://w3id.org/bildungslandschaft/ontology> .
"""


@pytest.fixture
def module(tmp_path):
    def write(text: str):
        path = tmp_path / "neu.ttl"
        path.write_text(HEADER + text, "utf-8")
        return path

    return write


def test_our_own_ontology_passes_every_check() -> None:
    report = check_ontology()
    assert report.in_language("de") == ""
    assert report.passed
    assert report.rules > 30


def test_a_sound_module_passes_and_may_import_ours_and_its_neighbour(module, tmp_path) -> None:
    other = tmp_path / "andere.ttl"
    other.write_text(f"{HEADER}<http://example.org/m> a owl:Ontology .", "utf-8")
    header = (
        "<http://example.org/n> a owl:Ontology ; owl:imports <http://example.org/m> ,"
        " <https://w3id.org/bildungslandschaft/ontology/1.0.0> ."
    )
    assert check_modules([module(SOUND + header), other]).in_language("en") == ""


def test_a_syntax_error_names_file_and_line(module) -> None:
    with pytest.raises(OntologyError, match=r"neu\.ttl, Zeile 6"):
        check_modules([module("\nbl:A bl:b bl:c ; ; , .\n")])


def test_a_missing_file_is_named(tmp_path) -> None:
    with pytest.raises(OntologyError, match=r"fehlt\.ttl"):
        check_modules([tmp_path / "fehlt.ttl"])


def test_an_unknown_term_and_a_broken_import_are_named(module) -> None:
    header = "<http://example.org/m> a owl:Ontology ; owl:imports <http://example.org/nichts> ."
    report = check_modules([module(SOUND.replace("bl:DaycareCentre", "bl:Kita") + header)])
    assert not report.passed
    english, german = report.in_language("en"), report.in_language("de")
    assert "neu.ttl:9 bl:Kita: A term of our namespace is used but declared nowhere" in english
    assert "neu.ttl: Der Import http://example.org/nichts" in german


def test_an_unsatisfiable_class_is_named_with_the_axioms_involved(module) -> None:
    twist = SOUND.replace("bl:DaycareCentre", "bl:CommunityFoundation , bl:VocationalSchool")
    (finding,) = check_modules([module(twist)]).findings
    assert finding.rule == "unsatisfiable"
    assert finding.place == "neu.ttl:6 bl:ForestSchool"
    assert len(finding.detail) == 5
    assert "bl:VocationalSchool rdfs:subClassOf bl:School" in finding.detail
    assert any(axiom.startswith("AllDisjoint(bl:Municipality") for axiom in finding.detail)


def test_an_inconsistent_module_is_reported_with_its_axioms(module) -> None:
    individual = "<http://example.org/x> a bl:Gap , bl:Suggestion ."
    (finding,) = check_modules([module(individual)]).findings
    assert finding.rule == "consistency"
    assert "bl:Gap owl:disjointWith bl:Suggestion" in finding.detail
    assert len(finding.detail) == 3
