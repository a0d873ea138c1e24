"""The addresses of the SPARQL door: `/sparql` (protocol), `/sparql/graph` (graph store, read).

Requests that carry a query are answered by `service.sparql.door` before they get here; the
functions for them say in the API's description what it takes, and answer what carries none.
"""

from collections.abc import Sequence
from difflib import get_close_matches
from typing import Any, Final

from fastapi import APIRouter, Request
from starlette.datastructures import QueryParams
from starlette.responses import Response

from ontology.errors import InputError
from ontology.texts import Text
from queries.guard import CheckedQuery, check
from service.caching import etag, is_current, not_modified
from service.interface import may
from service.negotiation import GRAPH_FORMATS, HTML, TABLE_FORMATS, prefers_html
from service.problems import HttpError
from service.sparql.answers import Executor, Job
from service.sparql.description import describe
from service.sparql.plan import acceptable
from service.sparql.responses import respond, while_connected

_UNION: Final = check("CONSTRUCT WHERE { ?s ?p ?o }")

router = APIRouter(tags=["SPARQL"])


def _parameter(name: str, description: str, **schema: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON Schema
    return {
        "name": name,
        "in": "query",
        "description": description,
        "schema": {"type": "string", **schema},
    }


_GRAPH_URIS: Final = {"type": "array", "items": {"type": "string", "format": "iri"}}
_PARAMETERS: Final = [
    _parameter("query", "SPARQL 1.1 query; without one: the service description", minLength=1),
    _parameter("default-graph-uri", "graphs whose merge is the default graph", **_GRAPH_URIS),
    _parameter("named-graph-uri", "graphs that GRAPH sees", **_GRAPH_URIS),
    _parameter("inference", "with or without derived statements", enum=["on", "off"]),
    _parameter("format", "result format; beats the Accept header"),
]
_FORMS: Final = (*TABLE_FORMATS, *GRAPH_FORMATS)
_REFUSALS: Final = (400, 403, 406, 413, 503)
_FORM_BODY: Final = {
    "content": {
        "application/x-www-form-urlencoded": {
            "schema": {
                "type": "object",
                "required": ["query"],
                "properties": {"query": {"type": "string", "minLength": 1}},
            }
        },
        "application/sparql-query": {"schema": {"type": "string"}},
    }
}


@router.get(
    "/sparql",
    operation_id="sparql_get",
    summary="SPARQL query",
    response_class=Response,
    responses=may(*_REFUSALS, offers=(*_FORMS, HTML)),
    openapi_extra={"parameters": _PARAMETERS},
)
async def sparql_get(request: Request) -> Response:
    """Answer a SPARQL query, or describe the service."""
    page = getattr(request.app.state, "sparql_page", None)
    if page is not None and prefers_html(request.headers):
        response: Response = await page(request)
        response.headers.update({"Vary": "Accept", "Cache-Control": "no-cache"})
        return response
    return _description(request)


@router.post(
    "/sparql",
    operation_id="sparql_post",
    summary="SPARQL query in the body",
    response_class=Response,
    responses=may(*_REFUSALS, offers=_FORMS),
    openapi_extra={"parameters": _PARAMETERS[1:], "requestBody": _FORM_BODY},
)
async def sparql_post() -> Response:
    """Answer a SPARQL query."""
    raise InputError(Text("Es fehlt die Abfrage („query“).", 'The query ("query") is missing.'))


@router.options("/sparql", include_in_schema=False)
@router.options("/sparql/graph", include_in_schema=False)
async def sparql_options(request: Request) -> Response:
    """Say which methods there are."""
    is_query = request.url.path == "/sparql"
    headers = {"Allow": "GET, HEAD, POST, OPTIONS" if is_query else "GET, HEAD, OPTIONS"}
    if is_query:
        headers["Accept-Post"] = ", ".join(_FORM_BODY["content"])
    return Response(status_code=204, headers=headers)


@router.get(
    "/sparql/graph",
    operation_id="sparql_graph",
    summary="One named graph",
    response_class=Response,
    responses=may(400, 404, 406, 503, offers=GRAPH_FORMATS),
    openapi_extra={
        "parameters": [
            _parameter("graph", "IRI of the graph", format="iri"),
            _parameter("default", "instead of `graph`, without a value: the union of all graphs"),
            _PARAMETERS[4],
        ],
    },
)
async def graph_get(request: Request) -> Response:
    """Return a whole graph (SPARQL 1.1 Graph Store Protocol, reading): `graph` or `default`."""
    return await _graph(request)


@router.head("/sparql/graph", include_in_schema=False)
async def graph_head(request: Request) -> Response:
    """Answer as GET does, without the body."""
    return await _graph(request)


async def _graph(request: Request) -> Response:
    pool: Executor = request.app.state.pool
    asked = _graph_or_union(request.query_params, pool.graphs)
    format_ = acceptable(
        request.headers.get("accept"), request.query_params.get("format"), GRAPH_FORMATS
    )
    text = asked if isinstance(asked, str) else asked.text
    tag = etag(request.app.state.version, text, format_.name)
    if is_current(request.headers, tag):
        return not_modified(tag, "Accept")
    headers = {"ETag": tag, "Vary": "Accept", "Cache-Control": "no-cache"}
    job = Job(asked, format_, slow=True)
    return respond(await while_connected(request, pool.execute(job)), headers)


def _graph_or_union(params: QueryParams, known: Sequence[str]) -> CheckedQuery | str:
    graphs = params.getlist("graph")
    if len(graphs) + len(params.getlist("default")) != 1 or graphs == [""]:
        raise InputError(
            Text(
                "Nötig ist genau einmal entweder ?graph= mit der IRI eines Graphen oder ?default;"
                " mehrere Graphen zusammen gibt /sparql mit default-graph-uri.",
                "Either ?graph= with a graph IRI or ?default is needed, exactly once; /sparql gives"
                " several graphs together with default-graph-uri.",
            )
        )
    if not graphs:
        return _UNION
    wanted = graphs[0]
    if wanted not in known:
        near = get_close_matches(wanted, known, n=3, cutoff=0.5)
        similar = Text(f" Ähnlich: {', '.join(near)}.", f" Similar: {', '.join(near)}.")
        hint = similar if near else Text("", "")
        raise HttpError(
            404,
            Text(
                f"Den Graphen <{wanted}> gibt es nicht.{hint.de}",
                f"There is no graph <{wanted}>.{hint.en}",
            ),
        )
    return wanted


def _description(request: Request) -> Response:
    state = request.app.state
    format_ = acceptable(
        request.headers.get("accept"), request.query_params.get("format"), GRAPH_FORMATS
    )
    base = state.settings.public_url.rstrip("/") or str(request.base_url).rstrip("/")
    counts = {iri: state.landscape.graphs.get(iri) for iri in state.pool.graphs}
    content = describe(f"{base}/sparql", counts, state.pool.limits, format_)
    return Response(content, media_type=format_.media_type, headers={"Vary": "Accept"})
