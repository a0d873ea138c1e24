"""The shapes accept a sound landscape, refuse each planted fault and say what to do about it."""

import pyshacl
import pytest
from rdflib import RDF, RDFS, Graph, URIRef
from rdflib.namespace import SH

from ontology import load_ontology, load_shapes, load_vocabularies, term
from ontology.namespaces import PREFIXES

HEADER = "\n".join(f"@prefix {prefix}: <{iri}> ." for prefix, iri in PREFIXES.items())
EVIDENCE = "bl:evidence id:e"
NAMED = f'rdfs:label "Name"@de ; bl:key "schluessel" ; {EVIDENCE}'
VOCABULARY = "https://w3id.org/bildungslandschaft/vocab"
SOUND = f"""
id:e a bl:Evidence ; prov:hadPrimarySource <https://example.org/> ;
    bl:confidence <{VOCABULARY}/confidence/confirmed> ; bl:sourceDataset graph:x ;
    bl:retrievedOn "2026-11"^^xsd:gYearMonth .
id:s a bl:State ; {NAMED} ; bl:ags "05" .
id:d a bl:District , bl:RuralDistrict ; {NAMED} ; bl:ags "05334" ; bl:partOf id:s ;
    bl:nuts3 "DEA2D" ; bl:population 560000 ; bl:areaKm2 707.0 ;
    bl:territoryType <{VOCABULARY}/territory-type/kreis> .
id:m a bl:Municipality ; {NAMED} ; bl:governs id:d .
id:f a bl:Foundation ; {NAMED} ; bl:onlyAfterLernenVorOrt false ;
    bl:website <https://example.org/> .
id:c a bl:CoreSponsorship ; {NAMED} ; bl:participation id:p1 , id:p2 ;
    bl:intervalBasis <{VOCABULARY}/interval-basis/stated> ; bl:startDate "2009"^^xsd:gYear ;
    bl:validFrom "2009-01-01"^^xsd:date ; bl:validThrough "2014-12-31"^^xsd:date .
id:p1 a bl:Participation ; bl:inCooperation id:c ; bl:actor id:f ;
    bl:role <{VOCABULARY}/role/core-sponsor> .
id:p2 a bl:Participation ; bl:inCooperation id:c ; bl:actor id:m ;
    bl:role <{VOCABULARY}/role/sponsored> .
"""
FAULTS = {
    "label": ('bl:Municipality ; rdfs:label "Name"@de', 'bl:Municipality ; bl:note "x"'),
    "ags": ('"05334"', '"5334"'),
    "partOf": ("bl:partOf id:s ;", ""),
    "population": ("bl:population 560000", "bl:population -1"),
    "territoryType": ("territory-type/kreis>", "territory-type/gau>"),
    "governs": (" ; bl:governs id:d", ""),
    "website": ("bl:website <https://example.org/>", 'bl:website "example.org"'),
    "evidence": (f"bl:Foundation ; {NAMED}", 'bl:Foundation ; rdfs:label "N"@de ; bl:key "k"'),
    "confidence": ("confidence/confirmed>", "confidence/certain>"),
    "participation": ("bl:participation id:p1 , id:p2", "bl:participation id:p1"),
    "role": ("role/core-sponsor>", "role/king>"),
    "startDate": ('"2009"^^xsd:gYear', '"spring 2009"'),
    "validFrom": ("2009-01-01", "2019-01-01"),
    "actor": ("bl:actor id:f", "bl:actor id:nobody"),
    "nuts3": ('"DEA2D"', '"FR101"'),
    "areaKm2": ("bl:areaKm2 707.0", "bl:areaKm2 0.0"),
}  # fmt: skip


def schema() -> Graph:
    graph = load_vocabularies()
    for child, parent in load_ontology().subject_objects(RDFS.subClassOf):
        graph.add((child, RDFS.subClassOf, parent))
    return graph


def report_of(turtle: str) -> Graph:
    data = schema().parse(data=f"{HEADER}\n{turtle}", format="turtle")
    return pyshacl.validate(data, shacl_graph=load_shapes(), inference="none")[1]


def results(report: Graph) -> set[tuple[str, str, str]]:
    return {
        (
            str(report.value(result, SH.focusNode)),
            str(report.value(result, SH.resultPath)),
            str(report.value(result, SH.sourceConstraintComponent)),
        )
        for result in report.subjects(RDF.type, SH.ValidationResult)
    }


def test_a_sound_landscape_conforms() -> None:
    assert results(report_of(SOUND)) == set()


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_found_and_explained_in_both_languages(name) -> None:
    right, wrong = FAULTS[name]
    assert right in SOUND
    report = report_of(SOUND.replace(right, wrong))
    messages = [
        report.objects(result, SH.resultMessage)
        for result in report.subjects(RDF.type, SH.ValidationResult)
        if str(report.value(result, SH.resultPath)).endswith(("#" + name, "/" + name))
    ]
    assert messages
    assert {text.language for text in messages[0]} == {"de", "en"}


def test_every_class_that_tables_fill_has_a_shape() -> None:
    targets = set(load_shapes().objects(None, SH.targetClass))
    filled = [
        "Actor", "Border", "Cooperation", "District", "Document", "EducationModel", "Evidence",
        "FormerDistrict", "Indicator", "Need", "Observation", "Offer", "Programme",
        "ProgrammeParticipation", "ServiceArea", "State", "SteeringBody", "Succession",
        "SupportAgency", "TerritorialReform", "Theme", "Town", "TransferAgreement",
    ]  # fmt: skip
    assert {URIRef(term(name)) for name in filled} <= targets


def test_no_shape_needs_sparql_so_that_the_whole_landscape_is_checked_in_seconds() -> None:
    assert (None, SH.sparql, None) not in load_shapes()
