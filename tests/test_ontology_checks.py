"""A defective module is named with file, line, term and the axioms involved."""

from pathlib import Path

import pytest

from ontology.checks import check_modules, check_ontology
from ontology.loading import module_sources

HEADER = """@prefix bl: <https://w3id.org/bildungslandschaft/ontology#> .
@prefix ex: <http://example.org/edu#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

"""
SOUND = """bl:ForestSchool a owl:Class ;
    rdfs:label "Waldkindergarten"@de , "forest daycare"@en ;
    skos:definition "Eine Kindertageseinrichtung im Wald."@de , "A daycare in the woods."@en ;
    rdfs:subClassOf bl:DaycareCentre ;
    rdfs:isDefinedBy <https://w3id.org/bildungslandschaft/ontology> .
"""
ROLE = "https://w3id.org/bildungslandschaft/vocab/role"
SHAPE = (
    "@prefix sh: <http://www.w3.org/ns/shacl#> ."
    "ex:S a sh:NodeShape ; sh:property [ sh:path bl:hausnummer ] ."
)


def school(name: str, old: str = "", new: str = "") -> str:
    """Return the sound class under another name, with one thing changed."""
    assert old in SOUND
    for word, other in (("ForestSchool", name), ("Waldkindergarten", name), ("forest", name)):
        old, new = old.replace(word, other), new.replace(word, other)
    text = SOUND
    for word, other in (("ForestSchool", name), ("Waldkindergarten", name), ("forest", name)):
        text = text.replace(word, other)
    return HEADER + (text.replace(old, new) if old else text)


PARENT = "rdfs:subClassOf bl:DaycareCentre"
DEFECTS = {
    "syntax": (HEADER + "\nbl:A bl:b bl:c ; ; , .\n", "syntax.ttl, line 9: not valid Turtle"),
    "prefix": (HEADER + "foo:A a owl:Class .\n", 'line 8: not valid Turtle (Prefix "foo:" not'),
    "open-text": (HEADER + 'bl:A rdfs:label "open\n', "open-text.ttl, line 8"),
    "empty": ("# nothing\n", "empty.ttl: The file holds no statement"),
    "term": (school("TermSchool", "bl:DaycareCentre", "bl:Kita"), "term.ttl:11 bl:Kita: A term of"),
    "wrong-namespace": (
        school("SpaceSchool", "bl:DaycareCentre", "<http://example.org/ontologie#DaycareCentre>"),
        "wrong-namespace.ttl:11 http://example.org/ontologie#DaycareCentre: A foreign term",
    ),
    "typo": (
        school("TypoSchool", "rdfs:subClassOf", "rdfs:subclassOf"),
        "typo.ttl:11 rdfs:subclassOf: The vocabulary knows no such term",
    ),
    "blank": (
        school("BlankSchool", "bl:DaycareCentre", "<http://example.org/a b>"),
        "blank.ttl:11 http://example.org/a b: This is no complete address",
    ),
    "circle": (
        school("CircleSchool", "bl:DaycareCentre", "bl:CircleSchool"),
        "circle.ttl:8 bl:CircleSchool: Circle in the class hierarchy",
    ),
    "domain": (
        HEADER + "bl:plays a owl:ObjectProperty ; rdfs:domain bl:Nix ; rdfs:range bl:Town .",
        "domain.ttl:8 bl:plays: Domains and ranges are declared classes",
    ),
    "label": (
        school("LabelSchool", '"Waldkindergarten"@de , "forest daycare"@en', '"Kita im Wald"@de'),
        "label.ttl:8 bl:LabelSchool: Every term has exactly one label per language",
    ),
    "definition": (
        school("DefinitionSchool", '"A daycare in the woods."@en', '"Ein Ort im Wald."@de'),
        "definition.ttl:8 bl:DefinitionSchool: Every term has exactly one definition",
    ),
    "second-definition": (
        HEADER + 'bl:Town skos:definition "Noch eine Definition."@de .',
        "second-definition.ttl:8 bl:Town: Every term has exactly one definition",
    ),
    "same-label": (
        school("SameSchool", '"Waldkindergarten"@de', '"Bibliothek"@de'),
        "same-label.ttl:8 bl:SameSchool: Two terms of one kind have the same label",
    ),
    "import": (
        HEADER + "<http://example.org/m> a owl:Ontology ;\n owl:imports <http://example.org/no> .",
        "import.ttl:9: The import http://example.org/no is not known",
    ),
    "deprecated": (
        school("OldSchool", PARENT, f"owl:deprecated true ; {PARENT}"),
        "deprecated.ttl:8 bl:OldSchool: A deprecated term names its replacement",
    ),
    "value": (
        HEADER + 'bl:State bl:order "abc"^^xsd:integer .',
        "value.ttl:8 bl:State: The value does not fit its datatype",
    ),
    "property-as-class": (
        school("PropertySchool", "bl:DaycareCentre", "bl:DaycareCentre , bl:governs"),
        "property-as-class.ttl:8 bl:PropertySchool: A class axiom names a property",
    ),
    "own-namespace": (
        HEADER + "ex:Foo a owl:Class ; rdfs:subClassOf bl:Actor .",
        "own-namespace.ttl:8 http://example.org/edu#Foo: Every term has exactly one label",
    ),
    "concept": (
        f'{HEADER}<{ROLE}/x> a skos:Concept ; skos:prefLabel "eins"@de , "zwei"@de .',
        f"concept.ttl:8 {ROLE}/x: Every concept has exactly one preferred label",
    ),
    "concept-circle": (
        f"{HEADER}<{ROLE}/a> skos:broader <{ROLE}/b> .\n<{ROLE}/a> skos:narrower <{ROLE}/b> .",
        f"concept-circle.ttl:8 {ROLE}/a: Circle in the hierarchy of concepts",
    ),
    "shape": (HEADER + SHAPE, "shape.ttl:8 bl:hausnummer: Every constraint says in German"),
    "disjoint-with-parent": (
        school("DisjointSchool", PARENT, f"owl:disjointWith bl:DaycareCentre ; {PARENT}"),
        "bl:DisjointSchool rdfs:subClassOf bl:DaycareCentre (disjoint-with-parent.ttl:8)",
    ),
    "restriction": (
        school(
            "RestrictedSchool",
            "bl:DaycareCentre",
            "bl:DaycareCentre , [ a owl:Restriction ; owl:onProperty bl:governs ;"
            " owl:someValuesFrom bl:Foundation ]",
        ),
        "bl:governs rdfs:range bl:Territory (relations.ttl:",
    ),
    "below-the-empty": (
        school("LowerSchool", "bl:DaycareCentre", "bl:DisjointSchool"),
        "superclass can have none: bl:DisjointSchool.",
    ),
}


@pytest.fixture(scope="module")
def answers(tmp_path_factory) -> str:
    """Return what is said about a folder full of defects, all found in one go."""
    folder = tmp_path_factory.mktemp("defects")
    for name, (text, _) in DEFECTS.items():
        (folder / f"{name}.ttl").write_text(text, "utf-8")
    (folder / "latin.ttl").write_bytes((HEADER + '\nbl:A rdfs:label "Wäldchen"@de .').encode("l1"))
    xml = school_as_xml()
    (folder / "whole.rdf").write_text(xml, "utf-8")
    (folder / "torn.owl").write_text(xml.removesuffix("</rdf:RDF>"), "utf-8")
    return check_modules([folder]).in_language("en")


def school_as_xml() -> str:
    return (
        '<?xml version="1.0"?>\n'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"\n'
        ' xmlns:rdfs="http://www.w3.org/2000/01/rdf-schema#">\n'
        '<rdf:Description rdf:about="https://w3id.org/bildungslandschaft/ontology#School">\n'
        ' <rdfs:subClassOf rdf:resource="https://w3id.org/bildungslandschaft/ontology#Haus"/>\n'
        "</rdf:Description>\n</rdf:RDF>"
    )


@pytest.mark.parametrize("name", DEFECTS)
def test_a_defect_is_named_with_file_and_line(answers, name) -> None:
    assert DEFECTS[name][1] in answers


def test_other_files_than_turtle_are_read_and_refused_with_their_line(answers) -> None:
    assert "latin.ttl, line 9: not UTF-8" in answers
    assert "whole.rdf:5 bl:Haus: A term of our namespace is used but declared nowhere" in answers
    assert "torn.owl, line 7: not valid RDF/XML" in answers


@pytest.fixture
def module(tmp_path):
    def write(text: str) -> Path:
        path = tmp_path / "neu.ttl"
        path.write_text(HEADER + text, "utf-8-sig")
        return path

    return write


def test_our_own_ontology_passes_every_check() -> None:
    report = check_ontology()
    assert report.in_language("de") == ""
    assert report.passed
    assert report.rules > 30
    assert report.effort is not None
    assert report.effort.triples > 1000


def test_a_sound_module_passes_and_may_import_ours_and_its_neighbour(module, tmp_path) -> None:
    other = tmp_path / "andere.ttl"
    other.write_text(f"{HEADER}<http://example.org/m> a owl:Ontology .", "utf-8")
    header = (
        "<http://example.org/n> a owl:Ontology ; owl:imports <http://example.org/m> ,"
        " <https://w3id.org/bildungslandschaft/ontology/1.0.0> ,"
        " <https://w3id.org/bildungslandschaft/ontology/alignments> ."
    )
    assert check_modules([module(SOUND + header), other]).in_language("en") == ""


def test_a_module_of_ours_that_was_changed_stands_in_for_ours(tmp_path) -> None:
    (original,) = (source for source in module_sources() if source.name == "territory.ttl")
    text = original.read_text("utf-8")
    label = 'rdfs:label "Kreis"@de , "district"@en ;'
    assert label in text
    changed = tmp_path / "territory.ttl"
    changed.write_text(text.replace(label, 'rdfs:label "Kreis"@de ;'), "utf-8")
    (finding,) = check_modules([changed]).findings
    assert finding.rule == "every-term-has-one-label-per-language"
    assert finding.place.startswith("territory.ttl:")
    assert finding.place.endswith(" bl:District")


def test_what_cannot_be_read_at_all_is_named(tmp_path) -> None:
    empty = tmp_path / "leer"
    empty.mkdir()
    said = check_modules([tmp_path / "fehlt.ttl", empty]).in_language("de")
    assert "fehlt.ttl ist nicht lesbar" in said
    assert f"{empty}: Der Ordner enthält kein Modul" in said


def test_an_inconsistent_module_is_reported_with_its_axioms(module) -> None:
    individual = "<http://example.org/x> a bl:Gap , bl:Suggestion ."
    (finding,) = check_modules([module(individual)]).findings
    assert finding.rule == "consistency"
    assert "http://example.org/x rdf:type bl:Gap (neu.ttl:8)" in finding.detail
    assert any(
        axiom.startswith("bl:Gap owl:disjointWith bl:Suggestion (results.ttl:")
        for axiom in finding.detail
    )
    assert len(finding.detail) == 3


def test_what_the_reasoner_refuses_is_reported_with_the_file(module) -> None:
    (finding,) = check_modules([module("[] a owl:AllDisjointClasses ; owl:members () .")]).findings
    assert finding.rule == "reasoner"
    assert finding.place == "neu.ttl"
    assert "DisjointClasses" in finding.text.en
