"""`/api/v1/queries`: the questions of the library, each an address with typed parameters."""

from decimal import Decimal
from http import HTTPStatus
from typing import Any, Final

from fastapi import APIRouter, Request
from starlette.responses import Response

from ontology.namespaces import ID, VOCAB
from ontology.texts import Language, Text
from queries.catalogue import CatalogueQuery, load_catalogue
from queries.days import FORMS
from queries.guard import check
from queries.header import Parameter
from queries.known import require_known
from queries.run import Plain, Table
from queries.terms import MAX_TEXT
from service.api.collections import DAY, Json, Lang, answer
from service.caching import etag, is_current, not_modified
from service.interface import UNKNOWN, may
from service.memory import landscape_of
from service.negotiation import GRAPH_FORMATS, TABLE_FORMATS, Format, choose
from service.problems import HttpError, language_of
from service.sparql import named
from service.sparql.answers import Job
from service.sparql.responses import respond, while_connected
from service.wrong_values import EVERYWHERE

_ID: Final = ID.replace(".", r"\.")
_VOCAB: Final = VOCAB.replace(".", r"\.")
_KEY: Final = "[A-Za-z0-9][A-Za-z0-9._~-]*"
_STATE: Final = "(0[1-9]|1[0-6])"
_PATTERNS: Final = {
    "actor": f"({_ID}actor/)?{_KEY}",
    "concept": f"({_VOCAB}{{scheme}}/)?{_KEY}",
    "date": rf"({DAY}|today([+ -][0-9]{{1,3}}[ym])?)",
    "district": f"({_ID}district/)?{_STATE}[0-9]{{3}}",
    "programme": f"({_ID}programme/)?{_KEY}",
    "state": f"({_ID}state/)?{_STATE}",
    "text": r"[^\x00-\x20\x7f-\xa0][^\x00-\x1f\x7f]*",
    "theme": f"({_VOCAB}theme/)?{_KEY}",
    "year": "[0-9]{4}",
}
"""What a value looks like; whether there is such a thing, only the landscape can tell."""

_LOOKED_UP: Final = frozenset({"actor", "concept", "district", "programme", "state", "theme"})
"""Types of which an unknown value is refused (`queries.known`)."""


def create_router() -> APIRouter:
    """Return the addresses of all questions; each stands in the OpenAPI description."""
    router = APIRouter(tags=["queries"])
    catalogue = load_catalogue()

    @router.get("/queries")
    def queries(request: Request, lang: Lang = "") -> Response:  # noqa: ARG001
        """List the questions of the library."""
        language = language_of(request)
        members = [_describe(query, language) for query in catalogue]
        return answer(request, {"totalItems": len(members), "member": members})

    for query in catalogue:
        _add(router, query)

    @router.get("/queries/{name}", include_in_schema=False)
    async def unknown(request: Request, name: str) -> Response:
        """Answer a name that is no question: near names."""
        return await _run(request, catalogue.get(name))

    return router


def _add(router: APIRouter, query: CatalogueQuery) -> None:
    parameters = query.header.parameters
    is_looked_up = any(one.type in _LOOKED_UP for one in parameters)

    async def ask(request: Request, lang: Lang = "") -> Response:  # noqa: ARG001
        return await _run(request, query)

    router.add_api_route(
        f"/queries/{query.name}",
        ask,
        name=query.name,
        operation_id=f"query_{query.name}".replace("-", "_"),
        summary=query.header.title.en,
        description=query.header.description.en,
        responses=may(406, offers=_offers(query)) | (UNKNOWN if is_looked_up else {}),
        openapi_extra={"parameters": [*map(_openapi, parameters), _format(query)]},
    )


async def _run(request: Request, query: CatalogueQuery) -> Response:
    given = {name: value for name, value in request.query_params.items() if name not in EVERYWHERE}
    wanted = request.query_params.get("format", "")
    pool = request.app.state.pool
    # what is counted from today is another question tomorrow: the bound text, not the address
    language = language_of(request)
    text = query.bound(given, language)
    require_known(landscape_of(request), query.header.parameters, given)
    if query.form in {"SELECT", "ASK"} and wanted in {"", "json"} and not _wants_file(request):
        table = await while_connected(request, named.run(pool, query, given, language))
        headers = {"Vary": "Accept, Accept-Language"}
        return answer(request, _tabular(query, table, language), headers, text)
    offers = _offers(query)
    chosen = choose(request.headers.get("accept"), offers, wanted)
    if chosen is None:
        listed = ", ".join(offer.name for offer in offers)
        message = Text(f"Möglich sind: {listed}.", f"Possible are: {listed}.")
        raise HttpError(HTTPStatus.NOT_ACCEPTABLE, message)
    tag = etag(request.app.state.version, text, chosen.name)
    if is_current(request.headers, tag):
        return not_modified(tag, "Accept, Accept-Language")
    job = Job(check(text), chosen, slow=query.header.cost == "slow")
    found = await while_connected(request, pool.execute(job))
    headers = {
        "ETag": tag,
        "Vary": "Accept, Accept-Language",
        "Cache-Control": "no-cache",
        "Content-Disposition": f'attachment; filename="{query.name}.{chosen.name}"',
    }
    return respond(found, headers)


def _offers(query: CatalogueQuery) -> tuple[Format, ...]:
    return TABLE_FORMATS if query.form in {"SELECT", "ASK"} else GRAPH_FORMATS


def _wants_file(request: Request) -> bool:
    accept = request.headers.get("accept", "")
    kinds = [offer.plain_type for offer in TABLE_FORMATS]
    return any(kind in accept for kind in kinds)


def _tabular(query: CatalogueQuery, table: Table, language: Language) -> Json:
    members = [{name: _json(value) for name, value in record.items()} for record in table.records()]
    reason = None if members else query.header.empty_is_right
    return {
        "name": query.name,
        "title": query.header.title.in_language(language),
        "columns": [
            {
                "name": column.name,
                "meaning": column.meaning.in_language(language),
                "unit": column.unit or None,
            }
            for column in table.columns
        ],
        "totalItems": len(members),
        "note": reason.in_language(language) if reason else None,
        "member": members,
    }


def _json(value: Plain | None) -> str | int | float | bool | None:
    if value is None or isinstance(value, str | int | float | bool):
        return value
    return float(value) if isinstance(value, Decimal) else value.isoformat()


def _describe(query: CatalogueQuery, language: Language) -> Json:
    header = query.header
    return {
        "id": f"/api/v1/queries/{query.name}",
        "name": query.name,
        "subject": query.subject,
        "title": header.title.in_language(language),
        "description": header.description.in_language(language),
        "keywords": list(header.keywords),
        "cost": header.cost,
        "parameters": [
            {
                "name": one.name,
                "type": one.type,
                "label": one.label.in_language(language),
                "default": one.default,
                "example": one.example or None,
                "required": one.required,
                "values": list(one.values) or None,
                "source": one.source or None,
            }
            for one in header.parameters
        ],
        "columns": [
            {"name": column.name, "meaning": column.meaning.in_language(language)}
            for column in header.columns
        ],
        "query": query.texts.in_language(language),
    }


def _openapi(parameter: Parameter) -> dict[str, Any]:
    is_number = parameter.type == "integer"
    given = {"default": parameter.default, "example": parameter.example}
    told = {name: int(value) if is_number else value for name, value in given.items() if value}
    example = {"example": told.pop("example")} if "example" in told else {}
    return {
        "name": parameter.name,
        "in": "query",
        "required": parameter.required,
        "description": parameter.label.en,
        "schema": {**_schema(parameter), **told},
        **example,
    }


def _format(query: CatalogueQuery) -> Json:
    return {
        "name": "format",
        "in": "query",
        "description": "instead of the Accept header",
        "schema": {"type": "string", "enum": ["", *(offer.name for offer in _offers(query))]},
    }


def _schema(parameter: Parameter) -> Json:
    if parameter.type == "integer":
        bounds = {"minimum": parameter.low, "maximum": parameter.high}
        return {"type": "integer"} | {key: one for key, one in bounds.items() if one is not None}
    if parameter.values:
        return {"type": "string", "enum": list(parameter.values)}
    pattern = _PATTERNS.get(parameter.type, ".*").replace("{scheme}", parameter.scheme)
    # an empty value counts as none
    told = (
        {"minLength": 1, "pattern": f"^{pattern}$"}
        if parameter.required
        else {"pattern": f"^({pattern})?$"}
    )
    forms = {"description": FORMS.en} if parameter.type == "date" else {}
    return {"type": "string", "maxLength": MAX_TEXT, **told, **forms}
