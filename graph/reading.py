"""How a table is read: strictly, cell by cell, with every finding of a file at once."""

import csv
import difflib
import io
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Final

from graph.cells import Column, cell_problem
from graph.tables import SEPARATOR, Row, Table, TableSchema
from ontology.errors import CellError, TableError
from ontology.texts import Text

MAX_FINDINGS: Final = 1000
"""A wholly different file would otherwise report every cell of a million."""


def read_table(path: Path, schema: TableSchema) -> Table:
    """Read one table and check it cell by cell; references are checked by `graph.references`.

    Args:
        path: a UTF-8 CSV file with comma or semicolon, with or without byte order mark.
        schema: what it should look like.

    Returns:
        The table; no rows if the file has only a header.

    Raises:
        TableError: with every finding: encoding, quoting, header, cells, values, duplicates.
    """
    return parse_table(path.read_bytes(), path.name, schema)


def parse_table(content: bytes, file: str, schema: TableSchema) -> Table:
    """Read one table from bytes. See `read_table`."""
    lines = _records(decoded(content, file), file)
    if not lines:
        raise TableError([_empty(file)])
    _, header = lines[0]
    findings = list(_check_header(header, file, schema))
    if findings:
        raise TableError(findings)
    rows, findings = _check_rows(header, lines[1:], file, schema)
    findings += _check_duplicates(rows, file, schema)
    if findings:
        raise TableError(findings[:MAX_FINDINGS])
    return Table(schema, rows, file)


def decoded(content: bytes, file: str) -> str:
    """Return the text of a file.

    Args:
        content: all of it, with or without byte order mark.
        file: its name, for the message.

    Raises:
        TableError: if it is not UTF-8, with the line.
    """
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise TableError(
            [
                CellError(
                    file,
                    line,
                    "",
                    content[error.start : error.start + 1].hex(),
                    Text("kein UTF-8", "not UTF-8"),
                    Text(
                        "in Excel „CSV UTF-8 (durch Trennzeichen getrennt)“ speichern",
                        'in Excel save as "CSV UTF-8 (comma delimited)"',
                    ),
                )
            ]
        ) from error


def _records(content: str, file: str) -> list[tuple[int, list[str]]]:
    first = content.partition("\n")[0]
    delimiter = ";" if first.count(";") > first.count(",") else ","
    reader = csv.reader(io.StringIO(content, newline=""), delimiter=delimiter, strict=True)
    records: list[tuple[int, list[str]]] = []
    start = 1
    try:
        for record in reader:
            if record:
                records.append((start, record))
            start = reader.line_num + 1
    except csv.Error as error:
        raise TableError([broken_quoting(file, start)]) from error
    return records


def broken_quoting(file: str, line: int) -> CellError:
    """Return what is wrong with a file whose quotation marks have no partners.

    Args:
        file: its name.
        line: where the record begins that cannot be read.
    """
    return CellError(
        file,
        line,
        "",
        "",
        Text("die Anführungszeichen gehen nicht auf", "broken quoting"),
        Text(
            "die Datei ist abgeschnitten oder ein Anführungszeichen fehlt; neu ausgeben",
            "the file is truncated or a quotation mark is missing; export it again",
        ),
    )


def _empty(file: str) -> CellError:
    return CellError(
        file,
        0,
        "",
        "",
        Text("die Datei ist leer", "the file is empty"),
        Text("eine Kopfzeile mit den Spaltennamen voranstellen", "begin with a header line"),
    )


def _check_header(header: Sequence[str], file: str, schema: TableSchema) -> Iterable[CellError]:
    expected = [column.name for column in schema.columns]
    listed = ", ".join(expected)

    def finding(name: str, problem: Text, remedy: Text) -> CellError:
        return CellError(file, 1, name, "", problem, remedy)

    for name, count in Counter(header).items():
        if count > 1:
            problem = Text("Spalte doppelt", "duplicate column")
            yield finding(name, problem, Text("eine davon löschen", "remove one of them"))
        if name not in expected:
            meant = next(iter(difflib.get_close_matches(name, expected, n=1)), listed)
            remedy = Text(
                f"umbenennen oder löschen; gemeint: {meant}", f"rename or remove; meant: {meant}"
            )
            yield finding(name, Text("unbekannte Spalte", "unknown column"), remedy)
    for name in expected:
        if name not in header:
            remedy = Text(
                f"die Spalte ergänzen; erwartet: {listed}", f"add the column; expected: {listed}"
            )
            yield finding(name, Text("Spalte fehlt", "missing column"), remedy)


def _check_rows(
    header: list[str], lines: Sequence[tuple[int, list[str]]], file: str, schema: TableSchema
) -> tuple[list[Row], list[CellError]]:
    rows: list[Row] = []
    findings: list[CellError] = []
    checks: list[tuple[Column, Callable[[str], tuple[Text, Text] | None]]] = [
        (column, cell_problem(column, SEPARATOR)) for column in schema.columns
    ]
    for line, record in lines:
        if len(record) != len(header):
            findings.append(wrong_width(file, line, record, len(header)))
            continue
        cells = dict(zip(header, (cell.strip() for cell in record), strict=True))
        rows.append(Row(line, cells))
        for column, problem_of in checks:
            problem = problem_of(cells[column.name])
            if problem is not None:
                findings.append(CellError(file, line, column.name, cells[column.name], *problem))
    return rows, findings


def wrong_width(file: str, line: int, record: Sequence[str], expected: int) -> CellError:
    """Return what is wrong with a record that has not as many cells as the header.

    Args:
        file: its name.
        line: where the record begins.
        record: its cells.
        expected: how many the header has.
    """
    found = len(record)
    return CellError(
        file,
        line,
        "",
        ",".join(record)[:60],
        Text(f"{found} Zellen statt {expected}", f"{found} cells instead of {expected}"),
        Text(
            "prüfen, ob die Zeile abgeschnitten ist oder ein Trennzeichen ohne Anführungszeichen"
            " steht",
            "check whether the line is truncated or a separator stands without quotation marks",
        ),
    )


def _check_duplicates(rows: Iterable[Row], file: str, schema: TableSchema) -> list[CellError]:
    seen: dict[tuple[str, ...], int] = {}
    findings = []
    for row in rows:
        key = tuple(row[name] for name in schema.key)
        first = seen.setdefault(key, row.line)
        if first != row.line:
            findings.append(
                CellError(
                    file,
                    row.line,
                    SEPARATOR.join(schema.key),
                    SEPARATOR.join(key),
                    Text(f"Schlüssel steht schon in Zeile {first}", f"key already in row {first}"),
                    Text("eine der Zeilen löschen oder umbenennen", "remove or rename one row"),
                )
            )
    return findings
