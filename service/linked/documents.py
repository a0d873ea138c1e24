"""How RDF leaves the service: which formats, under which address, tied to the landscape."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, TypeVar

from fastapi import APIRouter
from rdflib import Graph
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from graph.generations import Generation
from graph.store import EmbeddedStore, Store, is_remote, open_store
from ontology.namespaces import PREFIXES
from ontology.texts import Text
from service.caching import etag, is_current, not_modified
from service.interface import Responses
from service.negotiation import GRAPH_FORMATS, HTML, JSON_LD, TURTLE, Format, choose
from service.problems import HttpError, allowed_methods

_BY_NAME: Final = {offer.name: offer for offer in GRAPH_FORMATS}
RDF_FORMATS: Final = (TURTLE, JSON_LD, _BY_NAME["nt"], _BY_NAME["rdf"])
THING_FORMATS: Final = (HTML, *RDF_FORMATS)
"""The first one answers when the client has no wish."""

_Handler = TypeVar("_Handler", bound=Callable[..., Any])
_SERIALISERS: Final = {"ttl": "turtle", "nt": "nt", "rdf": "xml", "jsonld": "json-ld"}


def readable(
    router: APIRouter, path: str, operation_id: str = "", responses: Responses | None = None
) -> Callable[[_Handler], _Handler]:
    """Return a decorator that answers GET and HEAD at a path; OPTIONS says which methods it has.

    Args:
        router: where.
        path: address.
        operation_id: name in the API description; empty for what is not described there.
        responses: what it answers, for the description; JSON unless it says so.
    """

    def register(handler: _Handler) -> _Handler:
        router.options(path, include_in_schema=False)(_methods)
        router.head(path, include_in_schema=False)(handler)
        return router.get(
            path,
            operation_id=operation_id or None,
            include_in_schema=bool(operation_id),
            responses=responses,
            response_class=Response if responses and 200 in responses else JSONResponse,
        )(handler)

    return register


def _methods(request: Request) -> Response:
    return Response(status_code=204, headers={"Allow": ", ".join(allowed_methods(request))})


def serialised(graph: Graph, format_: Format) -> bytes:
    """Return a graph in one of RDF_FORMATS."""
    name = _SERIALISERS[format_.name]
    if name != "json-ld":
        return graph.serialize(format=name, encoding="utf-8")
    # written into the answer, so that nobody has to load a context to read it
    return graph.serialize(format=name, encoding="utf-8", context=PREFIXES, auto_compact=True)


def answer(
    request: Request,
    format_: Format,
    make: Callable[[], Graph],
    headers: dict[str, str] | None = None,
    *parts: str,
) -> Response:
    """Return an RDF document, or 304 to a client that has it.

    Args:
        request: the request.
        format_: one of RDF_FORMATS.
        make: makes the graph; only called if it has to be sent.
        headers: further headers.
        *parts: what the document depends on beside landscape, address and format.
    """
    tag = etag(request.app.state.version, base_of(request), str(request.url), format_.name, *parts)
    if is_current(request.headers, tag):
        return not_modified(tag, (headers or {}).get("Vary", "Accept"))
    return Response(
        serialised(make(), format_),
        media_type=format_.media_type,
        headers={"ETag": tag, "Vary": "Accept", "Cache-Control": "no-cache", **(headers or {})},
    )


def format_of(request: Request, offers: tuple[Format, ...], suffix: str | None = None) -> Format:
    """Return the representation that a request asks for: suffix, `?format=`, or Accept.

    The suffix is the given one, or what the address calls `suffix`.

    Raises:
        HttpError: 406 if nothing on offer is acceptable.
    """
    wanted = suffix or request.path_params.get("suffix") or request.query_params.get("format")
    found = choose(request.headers.get("accept"), offers, wanted)
    if found is None:
        listed = ", ".join(offer.name for offer in offers)
        raise HttpError(
            406,
            Text(f"Das gibt es nur als {listed}.", f"This is only there as {listed}."),
            {"Vary": "Accept"},
        )
    return found


def see_other(request: Request, path: str) -> Response:
    """Return 303 to a document about what was asked for; the reader's language goes with it.

    Args:
        request: what was asked for; only its language is taken over.
        path: address on this host, percent-encoded.
    """
    language = request.query_params.get("lang")
    query = f"?lang={language}" if language in {"de", "en"} else ""
    headers = {"Vary": "Accept", "Cache-Control": "no-cache"}
    return RedirectResponse(path + query, 303, headers)


def base_of(request: Request) -> str:
    """Return the address of the service as people reach it, without a slash at its end."""
    configured: str = request.app.state.settings.public_url
    return (configured or str(request.base_url)).rstrip("/")


def store_of(request: Request) -> Store:
    """Return the store of the version that is served at this moment, opened once.

    Raises:
        StoreError: if it cannot be opened.
    """
    state = request.app.state
    location: str = state.landscape.location
    held: tuple[str, Store] | None = getattr(state, "linked_store", None)
    if held is None or held[0] != location:
        held = state.linked_store = (location, _open(location))
    return held[1]


def _open(location: str) -> Store:
    if is_remote(location):
        return open_store(location)
    return EmbeddedStore(Generation(Path(location).parent))
