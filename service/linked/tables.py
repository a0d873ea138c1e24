"""The project's tables as CSV: for programs, and for Excel without formulas or broken umlauts."""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from graph.facts import data_folder, merge
from graph.reading import read_table
from graph.schemas import SCHEMAS

_BLOCK: Final = 500
"""Rows that are sent at once."""

_BOM: Final = "\ufeff"
_DANGEROUS: Final = ("=", "+", "-", "@", "\t", "\r")
"""A cell that begins like this is a formula to a spreadsheet."""

_NUMBER: Final = re.compile(r"[+-]?\d+([.,]\d+)?")
_DECIMAL: Final = re.compile(r"-?\d+\.\d+")


def table_rows(path: str, corrections: Path | None) -> Iterator[list[str]]:
    """Return the lines of a table, the header first.

    Args:
        path: a key of `graph.schemas.SCHEMAS`.
        corrections: folder of tables handed in; their rows replace those with the same key.
    """
    handed = corrections / path if corrections is not None else None
    if handed is not None and handed.exists():
        schema = SCHEMAS[path]
        table = merge(read_table(data_folder() / path, schema), read_table(handed, schema))
        names = [column.name for column in schema.columns]
        yield names
        yield from ([row[name] for name in names] for row in table.rows)
        return
    with (data_folder() / path).open(encoding="utf-8-sig", newline="") as lines:
        yield from csv.reader(lines)


def csv_parts(rows: Iterable[list[str]], *, excel: bool) -> Iterator[bytes]:
    """Return rows as CSV in parts; cells that a spreadsheet would compute begin with `'`.

    Args:
        rows: the header first.
        excel: with byte order mark, semicolons and decimal commas, as German Excel reads it.
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";" if excel else ",", lineterminator="\r\n")
    if excel:
        buffer.write(_BOM)
    for number, row in enumerate(rows, start=1):
        writer.writerow([_cell(cell, excel=excel) for cell in row])
        if number % _BLOCK == 0:
            yield _taken(buffer)
    yield _taken(buffer)


def _cell(text: str, *, excel: bool) -> str:
    if text.startswith(_DANGEROUS) and not _NUMBER.fullmatch(text):
        return "'" + text
    return text.replace(".", ",") if excel and _DECIMAL.fullmatch(text) else text


def _taken(buffer: io.StringIO) -> bytes:
    content = buffer.getvalue().encode()
    buffer.seek(0)
    buffer.truncate()
    return content
