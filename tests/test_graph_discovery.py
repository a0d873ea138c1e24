"""What the landscape says about itself is true and complete."""

from rdflib import DCAT, DCTERMS, RDF, RDFS, VOID, XSD, Literal, URIRef
from rdflib.namespace import SKOS

from graph.catalogue_record import DCATDE, SPDX, VCARD, catalogue_record, schema_org
from graph.discovery import (
    DATASET,
    EXAMPLES,
    SCHEMA,
    SH,
    Distribution,
    QueryExample,
    Site,
    examples,
    void,
)
from graph.facts import data_folder
from graph.sources import read_sources
from graph.statistics import PropertyCount, Statistics
from ontology.namespaces import BL, graph_iri
from ontology.texts import Text

BASE = "https://example.org"
INKAR = URIRef(graph_iri("inkar"))
STATISTICS = Statistics(
    triples=10,
    subjects=4,
    objects=5,
    entities=3,
    classes={BL + "Actor": 2},
    properties={BL + "seat": PropertyCount(7, 4, 2)},
    links={"wikidata": 6},
    graphs={str(INKAR): 9, graph_iri("derived"): 1},
    graph_subjects={str(INKAR): 3, graph_iri("derived"): 1},
)
SITE = Site(
    BASE,
    "abc",
    "2026-11-01T00:00:00+00:00",
    read_sources(data_folder()),
    [
        Distribution(
            f"{BASE}/data/x.nq.gz",
            "application/n-quads",
            "RDF_N_QUADS",
            Text("x", "x"),
            size=1234,
            sha256="00ab" * 16,
        ),
        Distribution(
            f"{BASE}/data/inkar.ttl.gz", "text/turtle", "RDF_TURTLE", Text("y", "y"), "inkar"
        ),
    ],
)


def number(graph, node, property_) -> int:
    return int(graph.value(node, property_, any=False))


def test_void_has_figures_partitions_links_and_dumps():
    graph = void(STATISTICS, SITE)
    assert number(graph, DATASET, VOID.triples) == 10
    assert {text.language for text in graph.objects(DATASET, RDFS.comment)} == {"de", "en"}
    assert number(graph, DATASET, VOID.entities) == 3
    (part,) = graph.objects(DATASET, VOID.classPartition)
    assert number(graph, part, VOID.entities) == 2
    (part,) = graph.objects(DATASET, VOID.propertyPartition)
    assert graph.value(part, VOID.property) == URIRef(BL + "seat")
    assert number(graph, part, VOID.distinctObjects) == 2
    links = {
        str(graph.value(graph.value(one, VOID.objectsTarget), VOID.uriSpace)): one
        for one in graph.subjects(RDF.type, VOID.Linkset)
    }
    assert number(graph, links["http://www.wikidata.org/entity/"], VOID.triples) == 6
    assert number(graph, links["https://ror.org/"], VOID.triples) == 0
    assert graph.value(links["https://ror.org/"], VOID.linkPredicate) == SKOS.exactMatch
    assert (DATASET, VOID.sparqlEndpoint, URIRef(BASE + "/sparql")) in graph
    assert (DATASET, VOID.dataDump, URIRef(BASE + "/data/x.nq.gz")) in graph
    assert (INKAR, VOID.dataDump, URIRef(BASE + "/data/inkar.ttl.gz")) in graph


def test_every_source_has_licence_and_attribution():
    for graph in (void(STATISTICS, SITE), catalogue_record(SITE)):
        for source in SITE.sources.values():
            node = URIRef(graph_iri(source.id))
            assert (node, DCTERMS.rights, Literal(source.attribution, "de")) in graph
            terms = graph.value(node, DCTERMS.license)
            assert terms == URIRef(terms) or graph.value(terms, RDFS.label)
        assert (
            INKAR,
            DCTERMS.license,
            URIRef("http://dcat-ap.de/def/licenses/dl-by-de/2.0"),
        ) in graph


def test_example_resources_exist(store):
    for iri in EXAMPLES:
        assert store.ask(f"ASK {{ <{iri}> ?p ?o }}")


def test_the_catalogue_record_is_complete():
    graph = catalogue_record(SITE)
    (catalogue,) = graph.subjects(RDF.type, DCAT.Catalog)
    datasets = set(graph.objects(catalogue, DCAT.dataset))
    assert datasets == {DATASET, *(URIRef(graph_iri(one)) for one in SITE.sources)}
    for dataset in datasets:
        for needed in (DCTERMS.title, DCTERMS.description, DCTERMS.publisher, DCAT.theme):
            assert (dataset, needed, None) in graph
        assert len(set(graph.objects(dataset, DCATDE.politicalGeocodingURI))) == 16
        contact = graph.value(dataset, DCAT.contactPoint)
        assert (contact, RDF.type, VCARD.Organization) in graph
        assert (contact, VCARD.hasEmail, None) not in graph
    for distribution in graph.subjects(RDF.type, DCAT.Distribution):
        for needed in (DCAT.accessURL, DCTERMS.license, DCTERMS.format, DCAT.mediaType):
            assert (distribution, needed, None) in graph
    assert len(set(graph.objects(catalogue, DCAT.service))) == 2


def test_files_that_are_made_have_size_and_checksum():
    graph = catalogue_record(SITE)
    made, other = (URIRef(f"{file.url}#distribution") for file in SITE.files)
    size = graph.value(made, DCAT.byteSize)
    assert (str(size), size.datatype) == ("1234", XSD.nonNegativeInteger)
    checksum = graph.value(made, SPDX.checksum)
    assert (checksum, RDF.type, SPDX.Checksum) in graph
    assert graph.value(checksum, SPDX.algorithm) == SPDX.checksumAlgorithm_sha256
    value = graph.value(checksum, SPDX.checksumValue)
    assert (str(value), value.datatype) == ("00ab" * 16, XSD.hexBinary)
    assert graph.value(other, DCAT.byteSize) is None
    assert graph.value(other, SPDX.checksum) is None


def test_examples_follow_the_convention():
    query = QueryExample(
        "q",
        "SELECT",
        "SELECT * WHERE { ?s ?p ?o }",
        Text("Frage", "question"),
        Text("a", "b"),
        ["x"],
    )
    graph = examples([query], SITE)
    (node,) = graph.subjects(RDF.type, SH.SPARQLExecutable)
    assert (node, RDF.type, SH.SPARQLSelectExecutable) in graph
    assert str(graph.value(node, SH.select)) == query.text
    assert (node, RDFS.comment, Literal("Frage", "de")) in graph
    assert (node, SCHEMA.target, URIRef(BASE + "/sparql")) in graph
    assert (node, SCHEMA.keywords, Literal("x")) in graph
    prefixes = graph.value(node, SH.prefixes)
    declared = {str(graph.value(one, SH.prefix)) for one in graph.objects(prefixes, SH.declare)}
    assert {"bl", "rdfs", "skos"} <= declared


def test_schema_org_names_every_source_and_file():
    found = schema_org(SITE)
    assert found["@type"] == "Dataset"
    assert {part["@id"] for part in found["isBasedOn"]} == set(map(graph_iri, SITE.sources))
    assert [file["contentUrl"] for file in found["distribution"]] == [one.url for one in SITE.files]
