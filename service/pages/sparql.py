"""The SPARQL door for browsers: a plain form, examples, and the answer as a table."""

import json
from dataclasses import dataclass, field
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from ontology.errors import QueryError
from ontology.namespaces import PREFIXES
from ontology.texts import Text
from queries.catalogue import Catalogue
from queries.guard import check
from queries.run import Table, table
from service.negotiation import GRAPH_FORMATS, TABLE_FORMATS
from service.pages.queries import SHOWN, cell
from service.pages.rendering import link, page_language, render
from service.problems import status_of
from service.sparql import protocol
from service.sparql.answers import Job

_STARTER: Final = """PREFIX bl: <https://w3id.org/bildungslandschaft/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

SELECT ?district ?name WHERE {
  ?district a bl:District ; rdfs:label ?name .
}
ORDER BY ?name
LIMIT 20
"""
_PREFIXES: Final = ("bl", "id", "vocab", "rdfs", "skos", "org", "prov")
_LETTERS: Final = 200_000


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back.

    Attributes:
        table: of a SELECT or ASK.
        graph: of a CONSTRUCT or DESCRIBE, as Turtle.
        error: why there is no answer.
    """

    table: Table | None = None
    graph: str = ""
    error: QueryError | None = None
    rows: list[list[dict[str, str]]] = field(default_factory=list)


async def sparql_page(request: Request) -> Response:
    """Show the form; with `?query=` also the answer. Needs no script."""
    state, language = request.app.state, page_language(request)
    asked = await protocol.read(request, state.settings.query_text_bytes)
    answer = await _answer(request, asked.query) if asked.query else Answer()
    catalogue: Catalogue = state.catalogue
    return render(
        request,
        "sparql.html",
        title=Text("SPARQL-Editor", "SPARQL editor"),
        description=Text(
            "Eigene Fragen an die Landschaft in SPARQL stellen.",
            "Ask the landscape your own questions in SPARQL.",
        ),
        status=status_of(answer.error) if answer.error else 200,
        query=asked.query or _STARTER,
        asked=bool(asked.query),
        answer=answer,
        error=answer.error.in_language(language) if answer.error else "",
        formats=[one.name for one in (GRAPH_FORMATS if answer.graph else TABLE_FORMATS)],
        examples=[
            (one.header.title, link("/sparql", language, query=one.bound(one.examples())))
            for one in catalogue
        ],
        prefixes=[(name, PREFIXES[name]) for name in _PREFIXES],
        limits=state.pool.limits,
    )


async def _answer(request: Request, text: str) -> Answer:
    pool = request.app.state.pool
    try:
        checked = check(text)
        is_table = checked.form in {"SELECT", "ASK"}
        job = Job(checked, TABLE_FORMATS[0] if is_table else GRAPH_FORMATS[0])
        content = await (await pool.execute(job)).whole()
    except QueryError as error:
        return Answer(error=error)
    if not is_table:
        return Answer(graph=content.decode()[:_LETTERS])
    found = table(json.loads(content))
    return Answer(found, rows=[[cell(one) for one in row] for row in found.rows[:SHOWN]])
