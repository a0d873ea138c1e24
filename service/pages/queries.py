"""The pages of the named questions: the list, and one page with form and answer for each."""

from dataclasses import dataclass
from itertools import groupby
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from ontology.errors import LandscapeError, ParameterError
from ontology.namespaces import ID
from ontology.texts import Language, Text
from queries.catalogue import Catalogue, CatalogueQuery
from queries.header import Parameter
from queries.known import require_known
from queries.run import Table, Value, run_named
from queries.terms import day
from service.memory import landscape_of
from service.pages.rendering import PageRouter, link, page_language, render
from service.problems import status_of

router = PageRouter()

SHOWN: Final = 500
"""Rows on the page; the files hold all."""

SUBJECTS: Final = {
    "actors": Text("Akteure", "Actors"),
    "agencies": Text("Agenturen und Vereinbarungen", "Agencies and agreements"),
    "evidence": Text("Belege", "Evidence"),
    "gaps": Text("Lücken", "Gaps"),
    "indicators": Text("Kennzahlen", "Indicators"),
    "models": Text("Bildungsmodelle", "Education models"),
    "offers": Text("Angebote", "Offers"),
    "patronage": Text("Stiftungen und Patenschaften", "Foundations and sponsorships"),
    "programmes": Text("Programme", "Programmes"),
    "quality": Text("Güte der Daten", "Quality of the data"),
    "structures": Text("Stellen, Gremien und Bedarfe", "Offices, bodies and needs"),
    "territory": Text("Gebiete", "Territory"),
    "themes": Text("Themen", "Themes"),
}
"""Folder of the library → what its questions are about; a test looks for new folders."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a form: a parameter with what is in it."""

    parameter: Parameter
    value: str


@router.page("/abfragen")
def questions(request: Request) -> Response:
    """List the questions by subject."""
    catalogue: Catalogue = request.app.state.catalogue
    groups = [
        (SUBJECTS[subject], list(found))
        for subject, found in groupby(catalogue, key=lambda query: query.subject)
    ]
    return render(
        request,
        "queries.html",
        title=Text("Abfragen", "Queries"),
        description=Text(
            "Fertige Fragen an die Landschaft, mit Antwort als Tabelle, CSV und JSON.",
            "Ready questions to the landscape, with the answer as table, CSV and JSON.",
        ),
        groups=groups,
    )


@router.page("/abfragen/{name}")
def question(request: Request, name: str) -> Response:
    """Show one question with its form, and the answer once every needed field is filled."""
    query = request.app.state.catalogue.get(name)
    language = page_language(request)
    given = _given(request, query)
    table, problem = _answer(request, query, given)
    title = query.header.title
    address = f"/api/v1/queries/{name}"
    return render(
        request,
        "query.html",
        title=title,
        description=query.header.description,
        status=status_of(problem) if problem else 200,
        query=query,
        fields=[
            Field(one, _shown(one, given.get(one.name, one.default or "")))
            for one in query.header.parameters
        ],
        example=link(f"/abfragen/{name}", language, **query.examples()),
        asked=table is not None,
        table=table,
        rows=[] if table is None else [[cell(one) for one in row] for row in table.rows[:SHOWN]],
        problem=problem.in_language(language) if problem else "",
        # said even where it is German: browsers add the reader's own language to the request
        json=link(address, "de", **given, format="json", lang=language),
        csv=link(address, "de", **given, format="csv", lang=language),
        text=query.texts.in_language(language),
        editor=link("/sparql", language, query=_text(query, given, language)),
    )


def _given(request: Request, query: CatalogueQuery) -> dict[str, str]:
    names = {parameter.name for parameter in query.header.parameters}
    asked = request.query_params
    return {name: asked[name].strip() for name in names if asked.get(name, "").strip()}


def _shown(parameter: Parameter, value: str) -> str:
    """Return what stands in a field; a field for dates takes nothing but a day."""
    if parameter.type != "date" or not value:
        return value
    try:
        return day(parameter, value).isoformat()
    except ParameterError:
        return value


def _answer(
    request: Request, query: CatalogueQuery, given: dict[str, str]
) -> tuple[Table | None, LandscapeError | None]:
    missing = [one for one in query.header.parameters if one.required and one.name not in given]
    if query.form not in {"SELECT", "ASK"} or missing:
        return None, None
    try:
        query.bound(given)
        require_known(landscape_of(request), query.header.parameters, given)
        return run_named(query, given, request.app.state.execute, page_language(request)), None
    except LandscapeError as error:
        return None, error


def _text(query: CatalogueQuery, given: dict[str, str], language: Language) -> str:
    """Return the query that the page answers; examples stand in for what is missing or unfit."""
    needed = {one.name: one.example for one in query.header.parameters if one.required}
    try:
        return query.bound({**needed, **given}, language)
    except ParameterError:
        return query.bound(query.examples(), language)


def cell(value: Value | None) -> dict[str, str]:
    """Return what a page shows of a value: its text, where it leads, what it is sorted by."""
    if value is None:
        return {"text": "", "path": "", "sort": ""}
    path = ""
    if value.kind == "uri":
        path = value.text if value.text.startswith(("http://", "https://")) else ""
        if value.text.startswith(ID):
            path = "/id/" + value.text.removeprefix(ID)
    shown = value.text.removeprefix(ID) if value.kind == "uri" else value.text
    return {"text": shown, "path": path, "sort": value.text}
