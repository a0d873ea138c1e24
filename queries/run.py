"""How a question is asked and what its answer is: rows of typed values under labelled columns."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from graph.store import BOOLEAN, BOOLEANS
from ontology.errors import InputError
from ontology.namespaces import PREFIXES
from ontology.texts import Language, Text
from queries.catalogue import CatalogueQuery
from queries.header import Column

Executor = Callable[[str], Mapping[str, Any]]
"""Answers a SELECT or ASK with the SPARQL 1.1 JSON result."""
Plain = str | int | float | Decimal | bool | date

_XSD: Final = PREFIXES["xsd"]
_READERS: Final[dict[str, Callable[[str], Plain]]] = {
    "integer": int,
    "int": int,
    "long": int,
    "nonNegativeInteger": int,
    "decimal": Decimal,
    "double": float,
    "float": float,
    "boolean": lambda text: text in {"true", "1"},
    "date": date.fromisoformat,
}


@dataclass(frozen=True, slots=True)
class Value:
    """One cell.

    Attributes:
        kind: `uri`, `literal` or `bnode`.
        text: the IRI, or the literal as written.
        datatype: IRI of the literal's type; empty for plain text.
        language: of the text; empty if none is given.
    """

    kind: str
    text: str
    datatype: str = ""
    language: str = ""

    @property
    def plain(self) -> Plain:
        """The value in Python; text where the type has no counterpart or the literal is broken."""
        reader = _READERS.get(self.datatype.removeprefix(_XSD))
        if reader is None or not self.datatype.startswith(_XSD):
            return self.text
        try:
            return reader(self.text)
        except (ValueError, ArithmeticError):
            return self.text


@dataclass(frozen=True, slots=True)
class Table:
    """An answer.

    Attributes:
        name: the question's name; empty for a query that is not from the library.
        columns: with label and unit.
        rows: None where there is no value.
    """

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value | None, ...], ...]

    def records(self) -> list[dict[str, Plain | None]]:
        """Return the rows as dictionaries of Python values; [] without rows."""
        names = [column.name for column in self.columns]
        return [
            {name: cell.plain if cell else None for name, cell in zip(names, row, strict=True)}
            for row in self.rows
        ]


def run_named(
    query: CatalogueQuery,
    values: Mapping[str, str],
    execute: Executor,
    language: Language = "de",
) -> Table:
    """Ask a question of the library.

    Args:
        query: from the catalogue.
        values: of its parameters, as written by the user.
        execute: who answers.
        language: of labels that there are in both.

    Raises:
        ParameterError: unknown, missing or malformed parameter.
        InputError: if the question gives a graph, not a table.
        QueryError, StoreError: as the executor says.
    """
    return table(execute(bound_table_query(query, values, language)), query)


def bound_table_query(
    query: CatalogueQuery, values: Mapping[str, str], language: Language = "de"
) -> str:
    """Return the text of a question that gives a table, with its parameters replaced.

    Raises:
        ParameterError: unknown, missing or malformed parameter.
        InputError: if the question gives a graph, not a table.
    """
    if query.form not in {"SELECT", "ASK"}:
        raise InputError(
            Text(
                f"„{query.name}“ liefert einen Graphen, keine Tabelle.",
                f'"{query.name}" gives a graph, not a table.',
            )
        )
    return query.bound(values, language)


def table(answer: Mapping[str, Any], query: CatalogueQuery | None = None) -> Table:
    """Return a SPARQL 1.1 JSON result as a table; an ASK is one cell named `answer`.

    Args:
        answer: the result.
        query: the question, for labels and the order of columns; without one, variables are
            their own labels.
    """
    name = query.name if query else ""
    if "boolean" in answer:
        said = Value("literal", str(answer["boolean"]).lower(), _XSD + "boolean")
        return Table(name, (Column("answer", Text("Antwort", "answer")),), ((said,),))
    described = {column.name: column for column in query.header.columns} if query else {}
    variables = [str(variable) for variable in answer["head"]["vars"]]
    columns = tuple(
        described.get(variable) or Column(variable, Text(variable, variable))
        for variable in variables
    )
    rows = tuple(
        tuple(_value(binding.get(variable)) for variable in variables)
        for binding in answer["results"]["bindings"]
    )
    return Table(name, columns, rows)


def _value(cell: Mapping[str, str] | None) -> Value | None:
    if cell is None:
        return None
    kind = "literal" if cell["type"] == "typed-literal" else cell["type"]
    text, datatype = cell["value"], cell.get("datatype", "")
    if datatype == BOOLEAN:
        text = BOOLEANS.get(text, text)
    return Value(kind, text, datatype, cell.get("xml:lang", ""))
