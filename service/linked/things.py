"""The IRIs of things, concepts, graphs and the ontology: 303 to a page or to RDF about them."""

import re
from functools import cache
from typing import Annotated, Final
from urllib.parse import quote

from fastapi import APIRouter, Path, Request
from starlette.responses import Response

from graph.describe import Description, describe, document, exists
from graph.landscape import Landscape
from ontology.loading import ONTOLOGY_IRI, load_ontology
from ontology.namespaces import BASE, concept, graph_iri, thing
from ontology.serialisation import merged_ontology
from service.caching import etag, is_current, not_modified
from service.interface import may
from service.linked.documents import (
    RDF_FORMATS,
    THING_FORMATS,
    answer,
    base_of,
    format_of,
    readable,
    see_other,
    store_of,
)
from service.linked.thing_page import thing_page
from service.linked.unknown import unknown
from service.memory import landscape_of
from service.negotiation import HTML, Format, split_suffix
from service.pages.assets import edition

router = APIRouter(tags=["linked data"], responses=may(503))

_COMPUTED: Final = {"gap": "gaps", "suggestion": "suggestions"}
"""Results of other days than the one in the store are computed: only the interface knows them."""

_NAME: Final = re.compile(r"[a-z][a-z0-9-]*")
_THING: Final = may(303, 404, 406, offers=THING_FORMATS)
_Key = Annotated[str, Path(description="key, with or without the suffix of a format")]


@readable(router, "/id/{kind}/{key:path}", "thing", _THING)
def thing_iri(request: Request, kind: str, key: _Key) -> Response:
    """Describe a thing: 303 by the Accept header, or directly by suffix or `?format=`."""
    stem, suffix = split_suffix(key, THING_FORMATS)
    if not _NAME.fullmatch(kind):
        raise unknown(landscape_of(request), kind, stem)
    if kind in _COMPUTED and not exists(store_of(request), thing(kind, stem)):
        name = f"{stem}.{suffix}" if suffix and kind == "suggestion" else stem
        return see_other(request, f"/api/v1/{_COMPUTED[kind]}/{quote(name, safe='-._~@')}")
    return _described(request, kind, thing(kind, stem), stem, suffix)


@readable(router, "/vocab/{scheme}/{key:path}", "concept", _THING)
def concept_iri(request: Request, scheme: str, key: _Key) -> Response:
    """Describe a concept."""
    stem, suffix = split_suffix(key, THING_FORMATS)
    if not _NAME.fullmatch(scheme):
        raise unknown(landscape_of(request), scheme, stem)
    return _described(request, scheme, concept(scheme, stem), stem, suffix)


@readable(router, "/vocab/{name}", "scheme", _THING)
def scheme_iri(request: Request, name: str) -> Response:
    """Describe a concept scheme with its concepts."""
    return _named(request, "vocab", name)


@readable(router, "/graph/{name}", "graph", _THING)
def source_iri(request: Request, name: str) -> Response:
    """Describe a source: what it is, who published it, under which terms.

    Of the graphs that we make ourselves the description of the whole landscape tells.
    """
    iri = graph_iri(split_suffix(name, THING_FORMATS)[0])
    if iri in request.app.state.pool.graphs and not exists(store_of(request), iri):
        is_page = format_of(request, THING_FORMATS) is HTML
        return see_other(request, "/daten" if is_page else "/.well-known/void")
    return _named(request, "graph", name)


@readable(router, "/ontology", "ontology", may(303, 406, offers=RDF_FORMATS))
@readable(router, "/ontology.{suffix}")
@readable(router, "/ontology/{version}")
def ontology_iri(request: Request) -> Response:
    """Return the ontology; its terms are fragments of this address."""
    suffix, version = (request.path_params.get(name) for name in ("suffix", "version"))
    if version and version not in _ontology_parts():
        raise unknown(landscape_of(request), "ontology", version)
    format_ = format_of(request, THING_FORMATS)
    if format_ is HTML:
        return see_other(request, "/ontologie")
    if not suffix and "format" not in request.query_params:
        return see_other(request, f"/ontology.{format_.name}")
    return answer(request, format_, merged_ontology)


@cache
def _ontology_parts() -> frozenset[str]:
    """Return the names of modules and versions that stand below the ontology's address."""
    root = str(ONTOLOGY_IRI) + "/"
    named = {str(term) for triple in load_ontology() for term in triple}
    return frozenset(iri.removeprefix(root) for iri in named if iri.startswith(root))


def _named(request: Request, folder: str, name: str) -> Response:
    stem, suffix = split_suffix(name, THING_FORMATS)
    if not _NAME.fullmatch(stem):
        raise unknown(landscape_of(request), folder, stem)
    iri = graph_iri(stem) if folder == "graph" else f"{BASE}vocab/{stem}"
    return _described(request, folder, iri, stem, suffix)


def _described(request: Request, kind: str, iri: str, key: str, suffix: str | None) -> Response:
    landscape, store = landscape_of(request), store_of(request)
    format_ = format_of(request, THING_FORMATS, suffix)
    if not exists(store, iri):
        raise unknown(landscape, kind, key)
    local = "/" + iri.removeprefix(BASE)
    page = page_of(landscape, iri)
    if suffix is None and "format" not in request.query_params:
        target = page if format_ is HTML and page else f"{local}.{format_.name}"
        return see_other(request, target)
    if format_ is HTML:
        return _page(request, iri, page)
    address = f"{base_of(request)}{local}.{format_.name}"
    headers = {"Link": _alternates(local, format_)}
    return answer(request, format_, lambda: document(_require(request, iri), address), headers)


def page_of(landscape: Landscape, iri: str) -> str:
    """Return the address of the page that shows a thing best; empty if it has none of its own.

    Args:
        landscape: what is shown.
        iri: of a thing of ours.
    """
    kind, _, key = iri.removeprefix(BASE).rpartition("/")
    if kind == "id/district" and key in landscape.districts:
        return f"/kreise/{key}"
    if kind in {"id/actor", "id/body"}:
        found = landscape.actors.get(key)
        return f"/akteure/{quote(key, safe='-._~')}" if found and found.iri == iri else ""
    if kind == "vocab/theme" and key in landscape.themes:
        return f"/themen/{key}"
    return ""


def _page(request: Request, iri: str, page: str) -> Response:
    tag = etag(request.app.state.version, edition(), str(request.url))
    if is_current(request.headers, tag):
        return not_modified(tag, "Accept")
    response = thing_page(request, _require(request, iri), page)
    response.headers.update({"ETag": tag, "Vary": "Accept", "Cache-Control": "no-cache"})
    return response


def _require(request: Request, iri: str) -> Description:
    found = describe(store_of(request), iri)
    if found is None:
        kind, _, key = iri.removeprefix(BASE).rpartition("/")
        raise unknown(landscape_of(request), kind, key)
    return found


def _alternates(local: str, own: Format) -> str:
    return ", ".join(
        f'<{local}.{offer.name}>; rel="alternate"; type="{offer.plain_type}"'
        for offer in (HTML, *RDF_FORMATS)
        if offer is not own
    )
