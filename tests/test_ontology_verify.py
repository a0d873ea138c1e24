"""Every verify rule is green on our ontology and turns red on a planted violation."""

import pytest
from rdflib import SKOS, Graph, Node

from ontology import load_ontology, load_shapes, load_vocabularies
from ontology.namespaces import PREFIXES
from ontology.verify import (
    rules_for,
    run_landscape_rules,
    run_rule,
    run_rules,
    short,
    verify_rules,
)

HEADER = "\n".join(f"@prefix {prefix}: <{iri}> ." for prefix, iri in PREFIXES.items())
CONCEPT = "<https://w3id.org/bildungslandschaft/vocab/x/a> a skos:Concept ;"
PLANTED = {
    "class-names-are-camel-case": "bl:kleine_Klasse a owl:Class .",
    "definitions-are-sentences": 'bl:A a owl:Class ; skos:definition "Eine Klasse ohne Punkt"@de .',
    "classes-and-properties-are-not-mixed-up": (
        "bl:A rdfs:subClassOf bl:p . bl:p a owl:ObjectProperty ."
    ),
    "deprecated-terms-are-not-used": "bl:Old owl:deprecated true . bl:A rdfs:subClassOf bl:Old .",
    "deprecated-terms-name-a-replacement": "bl:Old owl:deprecated true .",
    "dl-only-simple-properties-count": "bl:p a owl:TransitiveProperty , owl:FunctionalProperty .",
    "domains-and-ranges-are-classes-or-datatypes": (
        "bl:p a owl:ObjectProperty ; rdfs:range bl:Nix ."
    ),
    "every-property-has-domain-and-range-or-a-reason": "bl:p a owl:ObjectProperty .",
    "every-term-has-one-definition-per-language": (
        'bl:A a owl:Class ; skos:definition "Eins."@de , "Zwei."@de , "One."@en .'
    ),
    "every-term-has-one-label-per-language": 'bl:A a owl:Class ; rdfs:label "Nur deutsch"@de .',
    "every-term-names-its-ontology": "bl:A a owl:Class .",
    "inverses-swap-domain-and-range": (
        "bl:p owl:inverseOf bl:q ; rdfs:domain bl:A ; rdfs:range bl:B ."
        "bl:q rdfs:domain bl:A ; rdfs:range bl:B ."
    ),
    "literal-properties-range-over-literals": "bl:p a owl:ObjectProperty ; rdfs:range xsd:string .",
    "no-class-is-an-orphan": "bl:A a owl:Class .",
    "no-class-is-its-own-superclass": "bl:A rdfs:subClassOf bl:B . bl:B rdfs:subClassOf bl:A .",
    "no-class-is-miscellaneous": 'bl:A a owl:Class ; rdfs:label "Sonstiges Ding"@de .',
    "no-foreign-term-is-used-undeclared": "bl:A rdfs:subClassOf schema:Thing .",
    "no-property-has-two-domains-or-ranges": "bl:p rdfs:domain bl:A , bl:B .",
    "no-property-is-its-own-inverse": "bl:p owl:inverseOf bl:p .",
    "no-property-is-its-own-superproperty": (
        "bl:p rdfs:subPropertyOf bl:q . bl:q rdfs:subPropertyOf bl:p ."
    ),
    "no-symmetric-property-has-an-inverse": "bl:p a owl:SymmetricProperty ; owl:inverseOf bl:q .",
    "no-term-is-two-kinds": "bl:p a owl:ObjectProperty , owl:DatatypeProperty .",
    "no-two-terms-share-a-label": (
        'bl:A a owl:Class ; rdfs:label "Kreis"@de . bl:B a owl:Class ; rdfs:label "Kreis"@de .'
    ),
    "no-undeclared-term-is-used": "bl:A rdfs:subClassOf bl:Unbekannt .",
    "property-names-start-small": "bl:Gross a owl:ObjectProperty .",
    "rl-no-superclass-asserts-something-unnamed": (
        "bl:A rdfs:subClassOf [ owl:intersectionOf"
        " ( bl:B [ owl:onProperty bl:p ; owl:someValuesFrom bl:C ] ) ] ."
    ),
    "symmetric-and-transitive-properties-stay-in-one-class": (
        "bl:p a owl:TransitiveProperty ; rdfs:domain bl:A ; rdfs:range bl:B ."
    ),
    "the-header-is-complete": "<https://w3id.org/bildungslandschaft/ontology> a owl:Ontology .",
    "concept-hierarchies-have-no-circle": "id:a skos:broader id:b . id:b skos:broader id:a .",
    "concepts-are-defined": f'{CONCEPT} skos:definition "Nur deutsch."@de .',
    "concepts-are-reachable-from-the-top": f"{CONCEPT} skos:inScheme id:x .",
    "concepts-belong-to-one-declared-scheme": f"{CONCEPT} skos:inScheme vocab:y .",
    "concepts-have-one-label-per-language": f'{CONCEPT} skos:prefLabel "eins"@de , "zwei"@de .',
    "labels-have-a-language-and-no-stray-blanks": 'id:a skos:prefLabel " Rand"@de .',
    "labels-of-a-concept-differ": 'id:a skos:prefLabel "eins"@de ; skos:altLabel "eins"@de .',
    "matches-lead-outside": (
        "id:a skos:inScheme id:x ; skos:closeMatch wd:Q1 ; skos:exactMatch wd:Q1 ."
    ),
    "no-two-concepts-share-a-label": (
        'id:a skos:inScheme id:x ; skos:prefLabel "eins"@de .'
        'id:b skos:inScheme id:x ; skos:prefLabel "eins"@de .'
    ),
    "related-concepts-are-not-broader": "id:a skos:related id:b ; skos:broader id:b .",
    "shapes-say-what-to-do": 'id:s sh:path bl:p ; sh:message "Das Jahr fehlt."@de .',
    "shapes-speak-both-languages": (
        'id:s sh:property [ sh:path bl:p ; sh:message "Nur deutsch."@de ] .'
    ),
    "shapes-use-declared-terms": "id:s sh:targetClass bl:Nix .",
    "concepts-in-the-data-are-declared": (
        "id:a bl:theme <https://w3id.org/bildungslandschaft/vocab/theme/nix> ."
    ),
    "concepts-in-the-data-are-defined": (
        "<https://w3id.org/bildungslandschaft/vocab/role/x> a skos:Concept ."
    ),
    "declared-terms-are-used-or-say-why-not": "bl:A a owl:Class .",
    "terms-in-the-data-are-declared": "id:a bl:nix id:b .",
    "terms-with-data-do-not-claim-to-have-none": (
        'bl:A a owl:Class ; skos:editorialNote "Ohne Daten."@de . id:a a bl:A .'
    ),
}


def planted(rule: str) -> Graph:
    return Graph().parse(data=f"{HEADER}\n{PLANTED[rule]}", format="turtle")


def test_every_rule_has_a_planted_violation() -> None:
    assert {rule.name for rule in verify_rules()} == set(PLANTED)


@pytest.mark.parametrize("rule", verify_rules(), ids=lambda rule: rule.name)
def test_the_rule_turns_red(rule) -> None:
    findings = run_rule(rule, planted(rule.name))
    assert findings
    assert all(finding.place for finding in findings)


@pytest.mark.parametrize("rule", verify_rules(), ids=lambda rule: rule.name)
def test_the_rule_says_in_both_languages_what_to_do(rule) -> None:
    assert rule.text.de.endswith(".")
    assert rule.text.en.endswith(".")
    assert rule.text.de != rule.text.en


def test_ontology_vocabularies_and_shapes_keep_every_rule() -> None:
    ontology = load_ontology()
    assert run_rules(ontology, "ontology") == []
    assert run_rules(load_vocabularies(), "vocabularies") == []
    assert run_rules(load_shapes() + ontology, "shapes") == []


def test_the_landscape_keeps_every_rule_about_the_use_of_terms(store) -> None:
    assert run_landscape_rules(store.records) == []


def test_a_landscape_without_anything_has_no_findings() -> None:
    assert len(rules_for("landscape")) == 5
    assert run_landscape_rules(lambda _: []) == []


@pytest.mark.parametrize("rule", rules_for("landscape"), ids=lambda rule: rule.name)
def test_a_finding_in_the_landscape_names_the_term_and_the_remedy(rule) -> None:
    asked = {rule.query: [{"term": f"{PREFIXES['bl']}Nix"}]}
    (finding,) = run_landscape_rules(lambda query: asked.get(query, []))
    assert finding.in_language("de") == f"bl:Nix: {rule.text.de}"


def test_a_term_without_data_says_why_in_both_languages() -> None:
    notes: dict[Node, set[str | None]] = {}
    for term, note in load_ontology().subject_objects(SKOS.editorialNote):
        notes.setdefault(term, set()).add(note.language)
    assert len(notes) > 20
    assert all(languages == {"de", "en"} for languages in notes.values())


def test_an_iri_is_shortened_only_where_a_prefix_fits() -> None:
    assert short("http://www.w3.org/ns/org#unitOf") == "org:unitOf"
    assert short("http://example.org/x") == "http://example.org/x"
