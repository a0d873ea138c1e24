"""Whether every reference between tables names something that exists."""

import difflib
from collections.abc import Iterable, Mapping

from graph.cells import Column
from graph.reading import MAX_FINDINGS
from graph.tables import Table
from ontology.errors import CellError, TableError
from ontology.texts import Text


def check_references(tables: Iterable[Table], known: Mapping[str, set[str]]) -> None:
    """Check that every reference names something that exists.

    Args:
        tables: checked tables.
        known: for each kind of reference the keys that exist.

    Raises:
        TableError: with every dangling reference and the nearest existing keys.
    """
    findings = [finding for table in tables for finding in _dangling(table, known)]
    if findings:
        raise TableError(findings[:MAX_FINDINGS])


def _dangling(table: Table, known: Mapping[str, set[str]]) -> Iterable[CellError]:
    for column in table.schema.columns:
        if not column.reference:
            continue
        keys = known[column.reference]
        for row in table.rows:
            values = row.many(column.name) if column.many else [row[column.name]]
            for value in values:
                if value and value not in keys:
                    yield _unknown(table.file, row.line, column, value, keys)


def _unknown(file: str, line: int, column: Column, value: str, keys: Iterable[str]) -> CellError:
    near = difflib.get_close_matches(value, list(keys), n=3)
    hint_de = f" Ähnlich: {', '.join(near)}." if near else ""
    hint_en = f" Similar: {', '.join(near)}." if near else ""
    return CellError(
        file,
        line,
        column.name,
        value,
        Text(
            f"unbekannter Verweis ({column.reference})", f"unknown reference ({column.reference})"
        ),
        Text(
            f"einen vorhandenen Schlüssel eintragen oder den Eintrag zuerst anlegen.{hint_de}",
            f"enter an existing key, or add the thing first.{hint_en}",
        ),
    )
