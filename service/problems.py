"""Which HTTP status and which problem document (RFC 9457) every error becomes: one table.

Limits of computing (time, memory, size, free places) are all 503; `type` tells them apart, and
`Retry-After` stands only where waiting helps.
"""

import json
import logging
from http import HTTPMethod, HTTPStatus
from typing import Any, Final, NamedTuple

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Match
from starlette.types import Scope

from ontology.errors import (
    BusyError,
    InputError,
    LandscapeError,
    OntologyError,
    ParameterError,
    QueryError,
    QueryRefusedError,
    QuerySyntaxError,
    QueryTimeoutError,
    QueryTooLargeError,
    StoreError,
    StoreLockedError,
    TableError,
    UnknownThingError,
)
from ontology.namespaces import BASE
from ontology.texts import Language, Text
from service.negotiation import choose_language, prefers_html
from service.wrong_values import unfit

MEDIA_TYPE: Final = "application/problem+json"
TYPES: Final = BASE + "problem/"
_LOG: Final = logging.getLogger("service.problems")


class Entry(NamedTuple):
    """One line of the table."""

    status: int
    slug: str
    title: Text


_TABLE: Final[dict[type[LandscapeError], Entry]] = {
    UnknownThingError: Entry(404, "unknown", Text("Unbekannt", "Unknown")),
    ParameterError: Entry(422, "parameter", Text("Unbrauchbare Angabe", "Unusable parameter")),
    TableError: Entry(422, "table", Text("Fehler in der Tabelle", "Errors in the table")),
    InputError: Entry(400, "input", Text("Unbrauchbare Eingabe", "Unusable input")),
    QuerySyntaxError: Entry(
        400, "query-syntax", Text("Fehler in der Abfrage", "Error in the query")
    ),
    QueryRefusedError: Entry(
        400, "query-refused", Text("Abfrage nicht erlaubt", "Query not allowed")
    ),
    QueryTimeoutError: Entry(
        503, "query-timeout", Text("Zeitgrenze erreicht", "Time limit reached")
    ),
    QueryTooLargeError: Entry(503, "query-too-large", Text("Abfrage zu groß", "Query too large")),
    BusyError: Entry(503, "busy", Text("Ausgelastet", "Busy")),
    QueryError: Entry(400, "query", Text("Abfrage nicht beantwortet", "Query not answered")),
    StoreLockedError: Entry(503, "store-locked", Text("Es wird gebaut", "Being built")),
    StoreError: Entry(503, "store", Text("Landschaft nicht erreichbar", "Landscape unavailable")),
    OntologyError: Entry(500, "ontology", Text("Fehler in der Ontologie", "Ontology error")),
    LandscapeError: Entry(500, "error", Text("Fehler", "Error")),
}
_TITLES: Final = {
    400: Text("Fehlerhafte Anfrage", "Bad request"),
    401: Text("Nicht angemeldet", "Unauthorised"),
    403: Text("Nicht erlaubt", "Forbidden"),
    404: Text("Nicht gefunden", "Not found"),
    405: Text("Methode nicht erlaubt", "Method not allowed"),
    406: Text("Format nicht verfügbar", "Not acceptable"),
    408: Text("Anfrage unvollständig", "Incomplete request"),
    410: Text("Nicht mehr vorhanden", "Gone"),
    412: Text("Bedingung nicht erfüllt", "Precondition failed"),
    413: Text("Anfrage zu groß", "Request too large"),
    414: Text("Adresse zu lang", "Address too long"),
    415: Text("Inhaltstyp nicht unterstützt", "Unsupported media type"),
    416: Text("Teil nicht vorhanden", "Range not satisfiable"),
    422: Text("Unbrauchbare Angabe", "Unusable parameter"),
    431: Text("Kopfzeilen zu groß", "Headers too large"),
    500: Text("Interner Fehler", "Internal error"),
}
_INTERNAL: Final = Text(
    "Das hätte nicht geschehen dürfen. Der Vorgang steht unter dieser Nummer im Protokoll.",
    "This should not have happened. The event is in the log under this number.",
)


class HttpError(HTTPException):
    """Something that only HTTP knows: no such page, format, method or media type.

    Args:
        status: HTTP status.
        text: what happened and what to do.
        headers: further response headers.
    """

    def __init__(self, status: int, text: Text, headers: dict[str, str] | None = None) -> None:
        super().__init__(status, text.de, headers)
        self.text = text


def status_of(error: LandscapeError) -> int:
    """Return the HTTP status of an error; the closest class in the table decides."""
    return _entry(error).status


def document(
    error: LandscapeError | HTTPException, language: Language, instance: str = ""
) -> dict[str, Any]:
    """Return the problem document of an error.

    Args:
        error: what happened.
        language: of title and detail.
        instance: id of the request in the log.

    Returns:
        `type`, `title`, `status`, `detail`, and what the error carries: `line`, `column`, `near`,
        `parameter`, `errors`, `retryAfter`.
    """
    if isinstance(error, LandscapeError):
        status, slug, title = _entry(error)
        detail = error.in_language(language)
    else:
        status, slug = error.status_code, _slug(error.status_code)
        title = _TITLES.get(status, Text(*(2 * (str(error.detail),))))
        told = error.text if isinstance(error, HttpError) else _TITLES.get(status)
        detail = told.in_language(language) if told else str(error.detail)
    problem: dict[str, Any] = {
        "type": TYPES + slug,
        "title": title.in_language(language),
        "status": status,
        "detail": detail,
    }
    if instance:
        problem["instance"] = f"urn:uuid:{instance}"
    return problem | (_extensions(error, language) if isinstance(error, LandscapeError) else {})


def respond(request: Request, problem: dict[str, Any], headers: dict[str, str]) -> Response:
    """Return a problem as a response; browsers get the page of `app.state.problem_page` if set."""
    page = getattr(request.app.state, "problem_page", None)
    language = problem_language(request)
    headers = {**headers, "Content-Language": language, "Cache-Control": "no-store"}
    if page is not None and prefers_html(request.headers):
        response: Response = page(request, problem)
        response.headers.update(headers)
        return response
    body = json.dumps(problem, ensure_ascii=False).encode()
    return Response(body, problem["status"], headers, MEDIA_TYPE)


def language_of(request: Request) -> Language:
    """Return the language that a request asks for."""
    return choose_language(request.query_params.get("lang"), request.headers.get("accept-language"))


def problem_language(request: Request) -> Language:
    """Return the language that a problem is told in.

    A browser that gets a page reads German unless `?lang=en`, as on every other page; programs get
    what they ask for.
    """
    as_page = hasattr(request.app.state, "problem_page") and prefers_html(request.headers)
    header = None if as_page else request.headers.get("accept-language")
    return choose_language(request.query_params.get("lang"), header)


def internal(request: Request) -> Response:
    """Return the answer to an unexpected exception: an id for the log and nothing else."""
    error = HttpError(500, _INTERNAL)
    return respond(request, document(error, problem_language(request), request_id(request)), {})


def request_id(request: Request) -> str:
    """Return the id under which the log knows a request; empty outside the middleware."""
    return str(request.scope.get("state", {}).get("request_id", ""))


def allowed_methods(request: Request) -> list[str]:
    """Return every method that the address of a request answers; [] for an unknown one.

    Routes of one path are several, each with a method of its own; a 405 answer has to name them all
    (RFC 9110, 15.5.6).
    """
    answered = {one for one in HTTPMethod if is_routed({**request.scope, "method": one.value})}
    if HTTPMethod.GET in answered:
        answered.add(HTTPMethod.HEAD)
    return [method.value for method in HTTPMethod if method in answered]


def is_routed(scope: Scope) -> bool:
    """Say whether there is a route for path and method of a request."""
    routes = scope["app"].router.routes
    return any(route.matches(scope)[0] is Match.FULL for route in routes)


def install(app: FastAPI) -> None:
    """Let an app answer every error with a problem document."""
    app.add_exception_handler(LandscapeError, _known_error)
    app.add_exception_handler(HTTPException, _known_error)
    app.add_exception_handler(RequestValidationError, _validation_error)


def response_of(request: Request, error: LandscapeError | HTTPException) -> Response:
    """Return the answer to a request that ended with an error of ours."""
    if isinstance(error, LandscapeError):
        headers = {"Retry-After": str(error.retry_after)} if isinstance(error, BusyError) else {}
        is_ours = status_of(error) >= HTTPStatus.INTERNAL_SERVER_ERROR
        if is_ours and not isinstance(error, QueryError):
            _LOG.error("%s %s", type(error).__name__, error.text.en)
    else:
        headers = dict(error.headers or {})
        if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
            headers["Allow"] = ", ".join(allowed_methods(request))
    problem = document(error, problem_language(request), request_id(request))
    return respond(request, problem, headers)


async def _known_error(request: Request, error: Exception) -> Response:
    if not isinstance(error, LandscapeError | HTTPException):
        raise error
    return response_of(request, error)


async def _validation_error(request: Request, error: Exception) -> Response:
    if not isinstance(error, RequestValidationError):
        raise error
    language = problem_language(request)
    wrong = [unfit(entry) for entry in error.errors()]
    text = Text(
        " ".join(f"„{name}“ {what.de}." for name, what in wrong),
        " ".join(f'"{name}" {what.en}.' for name, what in wrong),
    )
    problem = document(HttpError(422, text), language, request_id(request))
    found = [{"parameter": name, "detail": what.in_language(language)} for name, what in wrong]
    return respond(request, {**problem, "errors": found}, {})


def _entry(error: LandscapeError) -> Entry:
    return next(_TABLE[kind] for kind in type(error).__mro__ if kind in _TABLE)


def _slug(status: int) -> str:
    try:
        return HTTPStatus(status).phrase.lower().replace(" ", "-")
    except ValueError:
        return "error"


def _extensions(error: LandscapeError, language: Language) -> dict[str, Any]:
    match error:
        case QuerySyntaxError(line=line) if line:
            return {"line": line, "column": error.column}
        case UnknownThingError():
            return {"near": list(error.near)}
        case ParameterError():
            return {"parameter": error.name}
        case TableError():
            return {"errors": [cell.in_language(language) for cell in error.cells]}
        case BusyError():
            return {"retryAfter": error.retry_after}
    return {}
