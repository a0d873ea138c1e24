"""How machines find what is here: VoID, query examples, DCAT-AP.de, schema.org."""

import json
import re
from datetime import date
from typing import Final

from fastapi import APIRouter, Request
from rdflib import Graph
from starlette.responses import Response

from graph.catalogue_record import catalogue_record, schema_org
from graph.discovery import QueryExample, examples, void
from ontology.namespaces import PREFIXES
from queries.catalogue import Catalogue, CatalogueQuery
from service.caching import etag, is_current, not_modified
from service.interface import may
from service.linked.documents import RDF_FORMATS, answer, base_of, format_of, readable, see_other
from service.linked.downloads import downloads_of
from service.linked.site import site_of
from service.negotiation import JSON_LD, prefers_html

router = APIRouter(tags=["discovery"], responses=may(503))

_RDF: Final = may(406, offers=RDF_FORMATS)


@readable(router, "/.well-known/void", "void", _RDF)
@readable(router, "/.well-known/void.{suffix}")
def void_document(request: Request) -> Response:
    """Describe the data set with counted figures, parts, links and dumps (VoID)."""
    format_ = format_of(request, RDF_FORMATS)
    return answer(
        request, format_, lambda: void(downloads_of(request).statistics(), site_of(request))
    )


@readable(router, "/.well-known/sparql-examples", "sparql_examples", _RDF)
@readable(router, "/.well-known/sparql-examples.{suffix}")
def examples_document(request: Request) -> Response:
    """Return the questions of the library as query examples that editors can load."""
    format_ = format_of(request, RDF_FORMATS)
    catalogue: Catalogue = request.app.state.catalogue

    def make() -> Graph:
        return examples(map(_example, catalogue), site_of(request))

    # dates in the examples are counted from the reader's calendar day
    return answer(request, format_, make, None, date.today().isoformat())  # noqa: DTZ011


@readable(router, "/data/catalog", "catalogue_record", _RDF)
@readable(router, "/data/catalog.{suffix}")
def catalogue_document(request: Request) -> Response:
    """Return the entry for open-data catalogues (DCAT-AP.de).

    Size and checksum are missing as long as a file has not been made; asking for the entry begins
    to make all of them.
    """
    format_ = format_of(request, RDF_FORMATS)
    downloads = downloads_of(request)
    downloads.prepare()
    ready = sum(map(downloads.is_ready, downloads.files))

    def make() -> Graph:
        return catalogue_record(site_of(request, measured=True))

    return answer(request, format_, make, None, str(ready))


@readable(router, "/data/dataset.jsonld", "schema_org", may(offers=(JSON_LD,)))
def schema_org_document(request: Request) -> Response:
    """Describe the data set in the terms of schema.org."""
    tag = etag(request.app.state.version, base_of(request), "schema.org")
    if is_current(request.headers, tag):
        return not_modified(tag)
    body = json.dumps(schema_org(site_of(request)), ensure_ascii=False).encode()
    headers = {"ETag": tag, "Cache-Control": "no-cache"}
    return Response(body, media_type="application/ld+json", headers=headers)


@readable(router, "/dataset")
def dataset_iri(request: Request) -> Response:
    """Lead from the IRI of the data set to the page or the description about it."""
    return see_other(request, "/daten" if prefers_html(request.headers) else "/.well-known/void")


def _example(query: CatalogueQuery) -> QueryExample:
    text = query.bound(query.examples())
    used = {prefix for prefix in PREFIXES if re.search(rf"\b{prefix}:", text)}
    lines = [f"PREFIX {prefix}: <{PREFIXES[prefix]}>" for prefix in sorted(used)]
    return QueryExample(
        name=query.name,
        form=query.form,
        text="\n".join([*lines, text]),
        title=query.header.title,
        description=query.header.description,
        keywords=query.header.keywords,
    )
