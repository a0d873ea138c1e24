"""`query`: a question of the library or a SPARQL file, answered as table, JSON, CSV or Turtle."""

import asyncio
import json
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from graph.memory import open_landscape
from ontology.errors import ParameterError
from ontology.namespaces import ID
from ontology.texts import Language, Text
from queries.catalogue import CatalogueQuery, load_catalogue, read_query
from queries.days import FORMS
from queries.guard import check
from queries.header import MARK
from queries.known import require_known
from queries.run import Table, Value, table
from service import landscape
from service.app import limits_of, open_executor
from service.commands.console import print_table
from service.commands.speech import Speech
from service.negotiation import GRAPH_FORMATS, TABLE_FORMATS, Format
from service.settings import load_settings
from service.sparql.answers import Job


class QueryOutput(StrEnum):
    """How an answer is printed."""

    TEXT = "text"
    JSON = "json"
    CSV = "csv"
    XML = "xml"
    TSV = "tsv"


def register(app: typer.Typer, t: Speech) -> None:
    """Add the command in one language."""

    @app.command()
    def query(
        name: Annotated[
            str, typer.Argument(help=t("Name der Frage oder Datei", "name or file"))
        ] = "",
        parameters: Annotated[
            list[str] | None,
            typer.Option(
                "-p",
                "--parameter",
                help=t("Name=Wert, mehrfach; ein Tag als ", "name=value, repeated; a day as ")
                + t.of(FORMS),
            ),
        ] = None,
        output: Annotated[
            QueryOutput, typer.Option("--format", help=t("Ausgabeform", "output format"))
        ] = QueryOutput.TEXT,
    ) -> None:
        if not name:
            _list(t)
            return
        values = _values(parameters or [])
        question, text = _find(name, values, t.language)
        content = asyncio.run(_ask(text, _format(text, output)))
        if output is QueryOutput.TEXT and check(text).form in {"SELECT", "ASK"}:
            found = table(json.loads(content), question)
            if question and values and not found.rows:
                # reading the landscape takes a second, which is only worth it where nothing came
                known = open_landscape(load_settings().store)
                require_known(known, question.header.parameters, values)
            _show(found, question, t)
        else:
            sys.stdout.buffer.write(content)


def _list(t: Speech) -> None:
    rows = [(query.subject, query.name, t.of(query.header.title)) for query in load_catalogue()]
    print_table(
        t("Fragen", "Questions"),
        [t("Bereich", "subject"), "Name", t("Frage", "question")],
        rows,
    )


def _values(pairs: list[str]) -> dict[str, str]:
    values = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals:
            raise ParameterError(
                "parameter",
                Text(
                    f"Erwartet wird Name=Wert, nicht {pair!r}.",
                    f"Expected name=value, not {pair!r}.",
                ),
            )
        values[name.strip()] = value
    return values


def _find(
    name: str, values: dict[str, str], language: Language
) -> tuple[CatalogueQuery | None, str]:
    file = Path(name)
    if not (file.suffix in {".rq", ".sparql"} and file.is_file()):
        question = load_catalogue().get(name)
        return question, question.bound(values, language)
    content = file.read_text("utf-8")
    if content.startswith(MARK):
        question = read_query(file)
        return question, question.bound(values, language)
    if values:
        raise ParameterError(
            next(iter(values)),
            Text(f"{name} erklärt keine Parameter.", f"{name} declares no parameters."),
        )
    return None, content


def _format(text: str, output: QueryOutput) -> Format:
    if check(text).form not in {"SELECT", "ASK"}:
        wanted = "jsonld" if output is QueryOutput.JSON else "ttl"
        return next(offer for offer in GRAPH_FORMATS if offer.name == wanted)
    wanted = "json" if output is QueryOutput.TEXT else output.value
    return next(offer for offer in TABLE_FORMATS if offer.name == wanted)


async def _ask(text: str, format_: Format) -> bytes:
    settings = load_settings()
    served = landscape.current(settings.store)
    pool = open_executor(settings, served.location, limits_of(settings, places=1))
    try:
        await pool.start()
        answer = await pool.execute(Job(check(text), format_))
        return await answer.whole()
    finally:
        await pool.stop()


def _show(answer: Table, question: CatalogueQuery | None, t: Speech) -> None:
    shown = _readable(answer)
    rows = [[_cell(row[place]) for place in shown] for row in answer.rows]
    labels = [
        t.of(column.meaning) + (f" [{column.unit}]" if column.unit else "")
        for column in (answer.columns[place] for place in shown)
    ]
    note = t(f"{len(rows)} Zeilen", f"{len(rows)} rows")
    if question and question.header.empty_is_right and not rows:
        note += f". {t.of(question.header.empty_is_right)}"
    print_table(t.of(question.header.title) if question else "", labels, rows, note)


def _cell(value: Value | None) -> str:
    return value.text if value else ""


def _readable(answer: Table) -> list[int]:
    """The columns for people: those of IRIs stand beside a name and only widen the table."""
    places = range(len(answer.columns))
    kept = [
        place
        for place in places
        if not all(_cell(row[place]).startswith(ID) for row in answer.rows)
    ]
    return kept or list(places)
