"""The SPARQL door for browsers: the editor, examples, the answer as table, network and map."""

import json
from dataclasses import dataclass, field
from itertools import groupby
from typing import Final

from rdflib import Graph
from starlette.requests import Request
from starlette.responses import Response

from graph.landscape import Landscape
from ontology.errors import QueryError
from ontology.namespaces import PREFIXES
from ontology.texts import Language, Text
from queries.catalogue import Catalogue
from queries.run import Table, table
from service.memory import landscape_of
from service.negotiation import GRAPH_FORMATS, TABLE_FORMATS
from service.pages.editor import ace
from service.pages.queries import SHOWN, SUBJECTS, cell
from service.pages.rendering import link, page_language, render
from service.pages.result_map import ResultMap, result_map
from service.pages.result_network import (
    ResultNetwork,
    pairs_of_graph,
    pairs_of_table,
    result_network,
)
from service.problems import status_of
from service.sparql import protocol
from service.sparql.plan import Said, job_of
from service.sparql.responses import while_connected

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
_VIEWS: Final = {
    "table": Text("Tabelle", "Table"),
    "text": Text("Text", "Text"),
    "network": Text("Netzwerk", "Network"),
    "map": Text("Karte", "Map"),
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back.

    Attributes:
        table: of a SELECT or ASK.
        graph: of a CONSTRUCT or DESCRIBE, as Turtle.
        error: why there is no answer.
        network: the answer drawn, if it ties things.
        map: the answer on the map, if it names districts.
    """

    table: Table | None = None
    graph: str = ""
    error: QueryError | None = None
    rows: list[list[dict[str, str]]] = field(default_factory=list)
    network: ResultNetwork | None = None
    map: ResultMap | None = None

    @property
    def views(self) -> list[str]:
        """How the answer can be looked at, the plainest first."""
        plain = ["table"] if self.table else ["text"] if self.graph else []
        pictures = {"network": self.network, "map": self.map}
        return plain + [name for name, drawn in pictures.items() if drawn]


async def sparql_page(request: Request) -> Response:
    """Show the form; with `?query=` also the answer. Needs no script."""
    state, language = request.app.state, page_language(request)
    asked = await protocol.read(request, state.settings.query_text_bytes)
    answer = await _answer(request, asked) if asked.query else Answer()
    wanted = request.query_params.get("view", "")
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
        view=wanted if wanted in answer.views else next(iter(answer.views), ""),
        views=_views(answer, asked, language),
        inference=asked.inference,
        graphs=_graphs(asked),
        everywhere=link(
            "/sparql", language, query=asked.query, inference="" if asked.inference else "off"
        ),
        formats=[one.name for one in (GRAPH_FORMATS if answer.graph else TABLE_FORMATS)],
        examples=_examples(state.catalogue, language),
        prefixes=[(name, PREFIXES[name]) for name in _PREFIXES],
        limits=state.pool.limits,
        ace=ace,
    )


def _views(
    answer: Answer, asked: protocol.Asked, language: Language
) -> list[tuple[str, Text, str]]:
    said: dict[str, object] = {
        "query": asked.query,
        "inference": "" if asked.inference else "off",
        **_graphs(asked),
    }
    return [
        (name, _VIEWS[name], link("/sparql", language, **said, view=name) + "#antwort")
        for name in answer.views
    ]


def _graphs(asked: protocol.Asked) -> dict[str, tuple[str, ...]]:
    """Return the graphs that the request names, by parameter."""
    named = {"default-graph-uri": asked.default_graphs, "named-graph-uri": asked.named_graphs}
    return {name: graphs for name, graphs in named.items() if graphs}


def _examples(
    catalogue: Catalogue, language: Language
) -> list[tuple[Text, list[tuple[Text, str]]]]:
    return [
        (
            SUBJECTS[subject],
            [
                (
                    one.header.title,
                    link("/sparql", language, query=one.bound(one.examples(), language)),
                )
                for one in questions
            ],
        )
        for subject, questions in groupby(catalogue, key=lambda query: query.subject)
    ]


async def _answer(request: Request, asked: protocol.Asked) -> Answer:
    pool, desk, language = request.app.state.pool, request.app.state.desk, page_language(request)
    landscape = landscape_of(request)
    try:
        said = Said(asked, *await desk.read(asked.query or "", pool.limits))
        is_table = said.query.form in {"SELECT", "ASK"}
        job = job_of(pool, said, (TABLE_FORMATS if is_table else GRAPH_FORMATS)[0])
        work = desk.answered(job, pool.execute(job), pool.limits)
        content = await (await while_connected(request, work)).whole()
    except QueryError as error:
        return Answer(error=error)
    if is_table:
        return _of_table(table(json.loads(content)), landscape, language)
    return _of_graph(content.decode(), landscape, language)


def _of_table(found: Table, landscape: Landscape, language: Language) -> Answer:
    return Answer(
        found,
        rows=[[cell(one) for one in row] for row in found.rows[:SHOWN]],
        network=result_network(pairs_of_table(found), landscape, language),
        map=result_map(found, landscape, language),
    )


def _of_graph(turtle: str, landscape: Landscape, language: Language) -> Answer:
    if len(turtle) > _LETTERS:
        return Answer(graph=turtle[:_LETTERS])
    graph = Graph().parse(data=turtle, format="turtle")
    drawn = result_network(pairs_of_graph(graph), landscape, language, graph)
    return Answer(graph=turtle, network=drawn)
