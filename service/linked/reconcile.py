"""`/reconcile`: the Reconciliation Service API 0.2, for OpenRefine and others."""

import asyncio
import json
from collections.abc import Mapping
from typing import Annotated, Any, Final
from urllib.parse import parse_qs

from fastapi import APIRouter, Query, Request
from starlette.responses import HTMLResponse, Response

from ontology.errors import ParameterError, UnknownThingError
from ontology.namespaces import BASE, BL
from ontology.texts import Language, Text
from service.interface import may
from service.linked.documents import base_of, readable, store_of
from service.linked.reconcile_parameters import FORM, Given
from service.linked.reconciliation import (
    LIMIT,
    PROPERTIES,
    TYPES,
    Reconciler,
    Wish,
    reconciler_of,
    result,
)
from service.negotiation import HTML
from service.pages.labels import class_label, terms
from service.pages.rendering import environment
from service.problems import HttpError, language_of

router = APIRouter(prefix="/reconcile", tags=["reconciliation"], responses=may(503))

Json = dict[str, Any]

MOST_QUERIES: Final = 5000
MOST_RESULTS: Final = 50
_BODY_BYTES: Final = 4 * 2**20
_SHOWN: Final = 10
_PREVIEW: Final = {"width": 420, "height": 220}
_FRAMED: Final = {
    # shown inside a page of OpenRefine; runs and loads nothing
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors *",
}
_Prefix = Annotated[str, Query(max_length=200)]


@router.post("", operation_id="reconcile_batch", openapi_extra=FORM, responses=may(413))
@router.post("/", include_in_schema=False)
@readable(router, "/")
@readable(router, "", "reconcile")
async def reconcile(request: Request, asked: Annotated[Given, Query()]) -> Response:
    """Describe the service, match names (`queries`, `query`) or extend a table (`extend`)."""
    given = {**asked.model_dump(exclude_defaults=True), **await _posted(request)}
    return await asyncio.to_thread(_answer, request, given)


@readable(router, "/suggest/entity", "reconcile_suggest_entity")
def suggest_entity(request: Request, prefix: _Prefix = "") -> Response:
    """Complete the name of a thing."""
    reconciler, language = reconciler_of(request), language_of(request)
    return _json(
        {
            "result": [
                {
                    "id": entity.id,
                    "name": entity.name,
                    "description": reconciler.describe(entity, language),
                    "notable": [_type(entity.class_, language)],
                }
                for entity in reconciler.complete(prefix, _SHOWN)
            ]
        }
    )


@readable(router, "/suggest/type", "reconcile_suggest_type")
def suggest_type(request: Request, prefix: _Prefix = "") -> Response:
    """Complete the name of a class."""
    language = language_of(request)
    every = [*TYPES, *(name for name in sorted(terms()) if name not in TYPES)]
    return _json({"result": _beginning(prefix, [_type(name, language) for name in every])})


@readable(router, "/suggest/property", "reconcile_suggest_property")
def suggest_property(request: Request, prefix: _Prefix = "") -> Response:
    """Complete the name of a property."""
    return _json({"result": _beginning(prefix, _properties(language_of(request)))})


@readable(router, "/properties", "reconcile_properties")
def properties(request: Request, type: _Prefix = "") -> Response:  # noqa: A002 - the protocol's name
    """List the properties that a column may be extended by."""
    return _json({"type": type or None, "properties": _properties(language_of(request))})


@readable(router, "/preview", "reconcile_preview", may(404, offers=(HTML,)))
def preview(request: Request, id: Annotated[str, Query(max_length=300)]) -> Response:  # noqa: A002 - the protocol's name
    """Return a small page about a thing."""
    reconciler, language = reconciler_of(request), language_of(request)
    entity = reconciler.entities.get(id.removeprefix(BASE))
    if entity is None:
        raise _unknown(id)
    html = (
        environment()
        .get_template("reconcile_preview.html")
        .render(
            language=language,
            entity=entity,
            description=reconciler.describe(entity, language),
            other_names=reconciler.other_names.get(entity.id, ()),
            address=f"{base_of(request)}/{entity.id}",
        )
    )
    return HTMLResponse(html, headers=_FRAMED)


def _answer(request: Request, given: Mapping[str, str]) -> Response:
    language = language_of(request)
    if "queries" in given:
        queries = _object(given["queries"], "queries")
        if len(queries) > MOST_QUERIES:
            raise ParameterError(
                "queries",
                Text(
                    f"Höchstens {MOST_QUERIES} Namen auf einmal.",
                    f"{MOST_QUERIES} names at most at once.",
                ),
            )
        reconciler = reconciler_of(request)
        return _json(
            {
                name: {"result": _matches(reconciler, _wish(query, name), language)}
                for name, query in queries.items()
            }
        )
    if "query" in given:
        text = given["query"]
        query = _object(text, "query") if text.lstrip().startswith("{") else {"query": text}
        return _json({"result": _matches(reconciler_of(request), _wish(query, "query"), language)})
    if "extend" in given:
        return _json(_extension(request, _object(given["extend"], "extend"), language))
    return _json(_manifest(request, language))


def _manifest(request: Request, language: Language) -> Json:
    base = base_of(request)

    def service(path: str) -> Json:
        return {"service_url": base, "service_path": f"/reconcile/{path}"}

    return {
        "versions": ["0.1", "0.2"],
        "name": "Bildungslandschaft",
        "identifierSpace": BASE,
        "schemaSpace": BL,
        "documentation": f"{base}/hilfe",
        "view": {"url": f"{base}/{{{{id}}}}"},
        "defaultTypes": [_type(name, language) for name in TYPES],
        "suggest": {
            "entity": service("suggest/entity"),
            "type": service("suggest/type"),
            "property": service("suggest/property"),
        },
        "preview": {"url": f"{base}/reconcile/preview?id={{{{id}}}}", **_PREVIEW},
        "extend": {"propose_properties": service("properties"), "property_settings": []},
        "batchSize": 1000,
    }


def _matches(reconciler: Reconciler, wish: Wish, language: Language) -> list[Json]:
    return [
        result(reconciler, entity, found, language, certain=certain)
        for entity, found, certain in reconciler.match(wish)
    ]


def _wish(query: object, name: str) -> Wish:
    if not isinstance(query, dict) or not isinstance(query.get("query", ""), str):
        raise _malformed(name)
    limit = query.get("limit", LIMIT)
    if not isinstance(limit, int) or isinstance(limit, bool) or limit < 1:
        raise _malformed(f"{name}.limit")
    found: dict[str, list[str]] = {}
    for entry in _listed(query.get("properties")):
        if not isinstance(entry, dict):
            raise _malformed(f"{name}.properties")
        found.setdefault(str(entry.get("pid", "")), []).extend(_cells(entry.get("v")))
    types = [*_cells(query.get("type")), *found.get("type", [])]
    return Wish(
        name=query.get("query", "")[:300],
        types=tuple(one.removeprefix(BL).removeprefix("bl:") for one in types),
        districts=tuple(found.get("district", ())),
        states=tuple(found.get("state", ())),
        limit=min(limit, MOST_RESULTS),
    )


def _extension(request: Request, asked: Json, language: Language) -> Json:
    identifiers, wanted = asked.get("ids", []), asked.get("properties", [])
    if not isinstance(identifiers, list) or not all(isinstance(one, str) for one in identifiers):
        raise _malformed("extend.ids")
    if not isinstance(wanted, list) or not all(isinstance(one, dict) for one in wanted):
        raise _malformed("extend.properties")
    names = [str(entry.get("id")) for entry in wanted]
    if len(identifiers) > MOST_QUERIES or any(name not in PROPERTIES for name in names):
        raise _malformed("extend")
    labels = {entry["id"]: entry["name"] for entry in _properties(language)}
    rows = reconciler_of(request).values(store_of(request), identifiers, names)
    return {"meta": [{"id": name, "name": labels[name]} for name in names], "rows": rows}


async def _posted(request: Request) -> dict[str, str]:
    """Return the parameters of a form in the body; none if there is no body."""
    if request.method != "POST":
        return {}
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > _BODY_BYTES:
            raise HttpError(413, Text("Die Anfrage ist zu groß.", "The request is too large."))
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in {"application/x-www-form-urlencoded", ""}:
        raise HttpError(
            415,
            Text(
                "Erwartet wird application/x-www-form-urlencoded.",
                "Expected application/x-www-form-urlencoded.",
            ),
        )
    try:
        form = parse_qs(body.decode("utf-8"), errors="strict", max_num_fields=10)
    except (UnicodeDecodeError, ValueError) as error:
        raise _malformed("body") from error
    return {name: values[0] for name, values in form.items()}


def _object(text: str, name: str) -> Json:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise _malformed(name) from error
    if not isinstance(found, dict):
        raise _malformed(name)
    return found


def _cells(value: object) -> list[str]:
    """Return the texts of a value: a text, a number, an entity, or a list of them."""
    cells = (one.get("id", "") if isinstance(one, dict) else one for one in _listed(value))
    return [str(cell) for cell in cells if cell not in ("", None)]


def _listed(value: object) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _type(name: str, language: Language) -> Json:
    return {"id": name, "name": class_label(name).in_language(language)}


def _properties(language: Language) -> list[Json]:
    return [{"id": name, "name": text.in_language(language)} for name, text in PROPERTIES.items()]


def _beginning(prefix: str, entries: list[Json]) -> list[Json]:
    wanted = prefix.strip().lower()
    found = [
        entry
        for entry in entries
        if wanted in entry["name"].lower() or wanted in entry["id"].lower()
    ]
    return found[: _SHOWN * 2]


def _json(content: Json) -> Response:
    body = json.dumps(content, ensure_ascii=False).encode()
    headers = {"Cache-Control": "no-cache", "Vary": "Accept-Language"}
    return Response(body, media_type="application/json", headers=headers)


def _malformed(name: str) -> ParameterError:
    shown = name[:60]
    return ParameterError(
        shown,
        Text(
            f"Die Angabe „{shown}“ folgt nicht dem Reconciliation-Protokoll 0.2.",
            f'The parameter "{shown}" does not follow the Reconciliation protocol 0.2.',
        ),
    )


def _unknown(identifier: str) -> UnknownThingError:
    shown = identifier[:100]
    return UnknownThingError(Text(f"„{shown}“ gibt es nicht.", f'There is no "{shown}".'))
