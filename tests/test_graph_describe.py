"""What a description of a thing holds."""

from rdflib import FOAF, RDF, RDFS, Literal, URIRef
from rdflib.namespace import DCTERMS, PROV, QB

from graph.describe import SHOWN, all_pointing, describe, document, exists
from ontology.namespaces import BASE, BL, concept, graph_iri, thing

POSSEHL = thing("actor", "possehl-stiftung")


def test_a_description_has_own_statements_ties_labels_and_evidence(store):
    graph = describe(store, POSSEHL).graph
    assert (URIRef(POSSEHL), RDF.type, URIRef(BL + "Foundation")) in graph
    (tie,) = graph.subjects(
        RDFS.label, Literal("Possehl-Stiftung – Lübeck, Hansestadt: Grundpatenschaft", lang="de")
    )
    members = set(graph.objects(tie, URIRef(BL + "participation")))
    actors = {actor for member in members for actor in graph.objects(member, URIRef(BL + "actor"))}
    assert actors == {URIRef(POSSEHL), URIRef(thing("actor", "kommune-01003"))}
    assert (URIRef(thing("district", "01003")), RDFS.label, None) in graph
    (evidence,) = graph.objects(tie, URIRef(BL + "evidence"))
    assert str(graph.value(evidence, PROV.hadPrimarySource)).startswith("https://www.luebeck.de/")
    assert graph.value(URIRef(graph_iri("lernen-vor-ort")), DCTERMS.license)


def test_parts_without_a_name_are_told_with_the_whole(store):
    graph = describe(store, thing("cube", "district-indicators")).graph
    parts = list(graph.objects(URIRef(thing("cube", "district-indicators")), QB.component))
    dimensions = {value for part in parts for value in graph.objects(part, QB.dimension)}
    assert dimensions == {URIRef(BL + name) for name in ("district", "indicator", "year")}
    measures = {value for part in parts for value in graph.objects(part, QB.measure)}
    assert measures == {URIRef(BL + "value")}


def test_incoming_statements_are_counted_and_capped(store):
    found = describe(store, thing("district", "05334"))
    counts = {entry.property.removeprefix(BL): entry for entry in found.incoming}
    rows = store.select(all_pointing(found.iri, BL + "seat"))
    assert counts["seat"].total == len(rows) > SHOWN
    assert len(counts["seat"].shown) == SHOWN
    assert "borders" not in counts, "a symmetric property is told once"
    notes = document(found, "https://example.org/x.ttl").objects(
        URIRef("https://example.org/x.ttl"), RDFS.comment
    )
    assert f"bl:seat: {SHOWN} of {len(rows)} shown, all of them by SPARQL." in map(str, notes)


def test_what_a_million_things_point_to_is_only_counted(store):
    found = describe(store, graph_iri("inkar"))
    entry = found.incoming[0]
    assert entry.total > 50_000
    assert entry.shown == ()


def test_a_former_district_leads_to_its_successor(store):
    graph = describe(store, thing("district", "03152")).graph
    (reform,) = graph.subjects(URIRef(BL + "originalTerritory"), URIRef(thing("district", "03152")))
    successor = URIRef(thing("district", "03159"))
    assert (reform, URIRef(BL + "resultingTerritory"), successor) in graph
    assert (successor, RDFS.label, None) in graph


def test_a_succeeded_agency_names_its_successor(store):
    graph = describe(store, thing("actor", "ta-nrw")).graph
    successor = URIRef(thing("actor", "reab-nrw"))
    assert (URIRef(thing("actor", "ta-nrw")), URIRef(BL + "succeededBy"), successor) in graph


def test_derived_statements_are_told_apart(store):
    found = describe(store, POSSEHL)
    partner = thing("actor", "kommune-01003")
    assert (BL + "cooperatesWith", partner) in found.derived
    assert (str(RDFS.label), "Possehl-Stiftung") not in found.derived
    assert graph_iri("derived") in found.sources


def test_the_document_speaks_about_itself_and_not_about_properties(store):
    address = "https://example.org/id/actor/possehl-stiftung.ttl"
    graph = document(describe(store, POSSEHL), address)
    assert (URIRef(address), FOAF.primaryTopic, URIRef(POSSEHL)) in graph
    assert (URIRef(address), DCTERMS.source, URIRef(graph_iri("lernen-vor-ort"))) in graph
    assert (URIRef(BL + "seat"), None, None) not in graph


def test_schemes_list_their_concepts(store):
    found = describe(store, BASE + "vocab/theme")
    (entry,) = found.incoming
    assert concept("theme", "ganztag") in entry.shown
    assert entry.total == len(entry.shown)


def test_nothing_is_known_about_the_unknown(store):
    assert describe(store, thing("actor", "no-such-actor")) is None
    assert not exists(store, thing("actor", "> ?s ?p ?o"))
    assert exists(store, POSSEHL)
