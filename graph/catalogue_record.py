"""The landscape as an entry of catalogues: DCAT-AP.de 3.0, and schema.org for search engines."""

from typing import Any, Final

from rdflib import (
    DCAT,
    DCTERMS,
    FOAF,
    OWL,
    RDF,
    RDFS,
    XSD,
    BNode,
    Graph,
    Literal,
    Namespace,
    URIRef,
)

from graph.describe import new_graph
from graph.discovery import (
    DATASET,
    DESCRIPTION,
    KEYWORDS,
    RIGHTS,
    TITLE,
    Distribution,
    Site,
    licence,
    say,
    say_source,
)
from graph.sources import Source
from ontology.namespaces import graph_iri
from ontology.texts import Text

DCATDE: Final = Namespace("http://dcat-ap.de/def/dcatde/")
VCARD: Final = Namespace("http://www.w3.org/2006/vcard/ns#")
SPDX: Final = Namespace("http://spdx.org/rdf/terms#")

_PREFIXES: Final = {"dcatde": DCATDE, "vcard": VCARD, "foaf": FOAF, "spdx": SPDX}
_EU: Final = "http://publications.europa.eu/resource/authority/"
_GEOCODING: Final = "http://dcat-ap.de/def/politicalGeocoding/"
_MEDIA_TYPES: Final = "http://www.iana.org/assignments/media-types/"
_STATES: Final = tuple(f"{number:02d}" for number in range(1, 17))

_CONTACT: Final = Text("Redaktion der Bildungslandschaft", "Bildungslandschaft editorial office")
_ENDPOINT: Final = Text("SPARQL-Endpunkt", "SPARQL endpoint")
_INTERFACE: Final = Text("Programmierschnittstelle", "Programming interface")


def catalogue_record(site: Site) -> Graph:
    """Return the catalogue: the whole, each source as a dataset, and the two services.

    Args:
        site: what is published where.
    """
    graph = new_graph()
    for prefix, namespace in _PREFIXES.items():
        graph.bind(prefix, namespace)
    catalogue, publisher = URIRef(f"{site.base}/data/catalog"), URIRef(f"{site.base}/#publisher")
    graph.add((catalogue, RDF.type, DCAT.Catalog))
    say(graph, catalogue, DCTERMS.title, TITLE)
    say(graph, catalogue, DCTERMS.description, DESCRIPTION)
    graph.add((catalogue, DCTERMS.publisher, publisher))
    graph.add((catalogue, FOAF.homepage, URIRef(f"{site.base}/daten")))
    graph.add((publisher, RDF.type, FOAF.Organization))
    graph.add((publisher, FOAF.name, Literal("Bildungslandschaft")))
    _add_whole(graph, site, publisher)
    graph.add((catalogue, DCAT.dataset, DATASET))
    for source in site.sources.values():
        graph.add((catalogue, DCAT.dataset, _add_source(graph, site, source)))
    for service in _services(graph, site):
        graph.add((catalogue, DCAT.service, service))
    return graph


def schema_org(site: Site) -> dict[str, Any]:
    """Return the description of the data set in the terms of schema.org, as JSON-LD."""
    return {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "@id": str(DATASET),
        "name": TITLE.de,
        "alternateName": TITLE.en,
        "description": f"{DESCRIPTION.de} {DESCRIPTION.en}",
        "url": f"{site.base}/daten",
        "version": site.version,
        **({"dateModified": site.built_at} if site.built_at else {}),
        "keywords": list(KEYWORDS),
        "inLanguage": ["de", "en"],
        "isAccessibleForFree": True,
        "usageInfo": f"{site.base}/daten",
        "creator": {"@type": "Organization", "name": "Bildungslandschaft", "url": site.base},
        "spatialCoverage": {"@type": "Country", "name": "Deutschland"},
        "isBasedOn": [_schema_org_source(source) for source in site.sources.values()],
        "distribution": [
            {
                "@type": "DataDownload",
                "name": file.title.de,
                "contentUrl": file.url,
                "encodingFormat": file.media_type,
            }
            for file in site.files
        ],
    }


def _add_whole(graph: Graph, site: Site, publisher: URIRef) -> None:
    say(graph, DATASET, DCTERMS.title, TITLE)
    say(graph, DATASET, DCTERMS.description, DESCRIPTION)
    graph.add((DATASET, DCTERMS.publisher, publisher))
    graph.add((DATASET, OWL.versionInfo, Literal(site.version)))
    _add_common(graph, site, DATASET)
    terms = BNode("licence-of-the-whole")
    graph.add((terms, RDF.type, DCTERMS.LicenseDocument))
    say(graph, terms, RDFS.label, RIGHTS)
    for file in site.files_of(""):
        _add_distribution(graph, DATASET, file, terms, "")


def _add_source(graph: Graph, site: Site, source: Source) -> URIRef:
    node = URIRef(graph_iri(source.id))
    say_source(graph, source)
    say(graph, node, DCTERMS.description, source.caveat)
    graph.add((node, DCTERMS.isPartOf, DATASET))
    graph.add((node, DCTERMS.temporal, _period(graph, source)))
    _add_common(graph, site, node)
    for file in site.files_of(source.id):
        _add_distribution(graph, node, file, licence(graph, source), source.attribution)
    return node


def _add_common(graph: Graph, site: Site, dataset: URIRef) -> None:
    graph.add((dataset, RDF.type, DCAT.Dataset))
    graph.add((dataset, DCTERMS.identifier, Literal(str(dataset))))
    graph.add((dataset, DCAT.landingPage, URIRef(f"{site.base}/daten")))
    graph.add((dataset, DCAT.theme, URIRef(_EU + "data-theme/EDUC")))
    graph.add((dataset, DCTERMS.spatial, URIRef(_EU + "country/DEU")))
    graph.add((dataset, DCTERMS.accrualPeriodicity, URIRef(_EU + "frequency/IRREG")))
    graph.add((dataset, DCATDE.politicalGeocodingLevelURI, URIRef(_GEOCODING + "Level/federal")))
    for state in _STATES:
        graph.add((dataset, DCATDE.politicalGeocodingURI, URIRef(f"{_GEOCODING}stateKey/{state}")))
    for language in ("DEU", "ENG"):
        graph.add((dataset, DCTERMS.language, URIRef(f"{_EU}language/{language}")))
    for word in KEYWORDS:
        graph.add((dataset, DCAT.keyword, Literal(word, "de")))
    if site.built_at:
        graph.add((dataset, DCTERMS.modified, Literal(site.built_at, datatype=XSD.dateTime)))
    contact = URIRef(f"{site.base}/#contact")
    graph.add((dataset, DCAT.contactPoint, contact))
    graph.add((contact, RDF.type, VCARD.Organization))
    say(graph, contact, VCARD.fn, _CONTACT)
    graph.add((contact, VCARD.hasURL, URIRef(f"{site.base}/hilfe")))


def _add_distribution(
    graph: Graph, dataset: URIRef, file: Distribution, terms: URIRef | BNode, attribution: str
) -> None:
    node = URIRef(file.url + "#distribution")
    graph.add((dataset, DCAT.distribution, node))
    graph.add((node, RDF.type, DCAT.Distribution))
    say(graph, node, DCTERMS.title, file.title)
    for property_ in (DCAT.accessURL, DCAT.downloadURL):
        graph.add((node, property_, URIRef(file.url)))
    graph.add((node, DCAT.mediaType, URIRef(_MEDIA_TYPES + file.media_type)))
    graph.add((node, DCTERMS.format, URIRef(f"{_EU}file-type/{file.file_type}")))
    graph.add((node, DCTERMS.license, terms))
    if file.compressed:
        graph.add((node, DCAT.compressFormat, URIRef(_MEDIA_TYPES + "application/gzip")))
    if attribution:
        graph.add((node, DCATDE.licenseAttributionByText, Literal(attribution, "de")))
    _add_measured(graph, node, file)


def _add_measured(graph: Graph, node: URIRef, file: Distribution) -> None:
    """Add size and checksum of a file that has been made."""
    if file.size is not None:
        graph.add((node, DCAT.byteSize, Literal(file.size, datatype=XSD.nonNegativeInteger)))
    if file.sha256:
        checksum = URIRef(file.url + "#checksum")
        graph.add((node, SPDX.checksum, checksum))
        graph.add((checksum, RDF.type, SPDX.Checksum))
        graph.add((checksum, SPDX.algorithm, SPDX.checksumAlgorithm_sha256))
        value = Literal(file.sha256, datatype=XSD.hexBinary, normalize=False)
        graph.add((checksum, SPDX.checksumValue, value))


def _services(graph: Graph, site: Site) -> list[URIRef]:
    endpoint = URIRef(f"{site.base}/sparql#service")
    interface = URIRef(f"{site.base}/api/v1#service")
    for service, title, address, description in (
        (endpoint, _ENDPOINT, "/sparql", "/.well-known/void"),
        (interface, _INTERFACE, "/api/v1", "/openapi.json"),
    ):
        graph.add((service, RDF.type, DCAT.DataService))
        say(graph, service, DCTERMS.title, title)
        graph.add((service, DCAT.endpointURL, URIRef(site.base + address)))
        graph.add((service, DCAT.endpointDescription, URIRef(site.base + description)))
        graph.add((service, DCAT.servesDataset, DATASET))
    return [endpoint, interface]


def _period(graph: Graph, source: Source) -> BNode:
    period = BNode(f"period-{source.id}")
    graph.add((period, RDF.type, DCTERMS.PeriodOfTime))
    graph.add((period, RDFS.label, Literal(source.as_of, "de")))
    return period


def _schema_org_source(source: Source) -> dict[str, Any]:
    return {
        "@type": "Dataset",
        "@id": graph_iri(source.id),
        "name": source.title.de,
        "description": source.caveat.de,
        "creditText": source.attribution,
        "license": source.licence_url or source.licence,
        "publisher": {"@type": "Organization", "name": source.publisher},
    }
