"""What people hand in: tables that are checked, and rows that the next build takes over."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from graph.facts import data_folder, read_facts
from graph.generations import StoreFolder, write_atomically
from graph.reading import parse_table
from graph.schemas import SCHEMAS
from graph.tables import Table, TableSchema
from ontology.errors import CellError, TableError
from ontology.texts import Text


@dataclass(frozen=True, slots=True)
class Handed:
    """One table that was handed in.

    Attributes:
        table: its rows, checked cell by cell.
        new: number of rows with a key that the landscape does not know.
        changed: number of rows that replace one with other content.
        same: number of rows that say what the landscape says already.
    """

    table: Table
    new: int
    changed: int
    same: int


def recognise(content: bytes, file: str) -> TableSchema:
    """Return the schema that a file was made for: by its name, else by its header.

    Raises:
        TableError: if neither tells.
    """
    stem = Path(file).stem.lower()
    by_name = [schema for schema in SCHEMAS.values() if schema.name == stem]
    if by_name:
        return by_name[0]
    header = content.split(b"\n", 1)[0].decode("utf-8-sig", "replace").strip()
    names = set(header.replace(";", ",").replace('"', "").split(","))
    for schema in SCHEMAS.values():
        if names == {column.name for column in schema.columns}:
            return schema
    known = ", ".join(sorted(schema.name for schema in SCHEMAS.values()))
    raise TableError(
        [
            CellError(
                file,
                1,
                "",
                header[:80],
                Text("keine bekannte Tabelle", "not a known table"),
                Text(
                    f"die Datei wie eine Tabelle nennen, etwa models.csv; bekannt: {known}",
                    f"name the file like a table, for instance models.csv; known: {known}",
                ),
            )
        ]
    )


def check(files: Sequence[Path], folder: StoreFolder) -> list[Handed]:
    """Check tables cell by cell and against all others; nothing is changed.

    Args:
        files: CSV files.
        folder: where earlier corrections lie.

    Raises:
        TableError: with every finding of every file.
    """
    tables, findings = [], []
    for file in files:
        try:
            content = file.read_bytes()
            tables.append(parse_table(content, file.name, recognise(content, file.name)))
        except OSError as error:
            findings.append(_unreadable(file, error))
        except TableError as error:
            findings.extend(error.cells)
    if findings:
        raise TableError(findings)
    handed = {table.schema.path: table for table in tables}
    read_facts(data_folder(), folder.corrections, handed)
    known = read_facts(data_folder(), folder.corrections)
    return [_compare(table, known.tables[path]) for path, table in handed.items()]


def take_over(files: Sequence[Path], folder: StoreFolder) -> list[Handed]:
    """Check tables and keep their rows for the next build.

    Rows with a known key replace the earlier row, others come in addition. The file of
    corrections is replaced at once and synced before this returns.

    Raises:
        TableError: with every finding; nothing was changed.
        StoreLockedError: if a build is running.
    """
    with folder.writing():
        handed = check(files, folder)
        for one in handed:
            path = folder.corrections / one.table.schema.path
            earlier = (
                parse_table(path.read_bytes(), path.name, one.table.schema).rows
                if path.exists()
                else []
            )
            key = one.table.schema.key
            rows = {tuple(row[name] for name in key): row.cells for row in earlier}
            rows |= {tuple(row[name] for name in key): row.cells for row in one.table.rows}
            write_atomically(path, _as_csv(one.table.schema, list(rows.values())))
    return handed


def _compare(table: Table, known: Table) -> Handed:
    before = {key: row.cells for key, row in zip(known.keys(), known.rows, strict=True)}
    new = changed = same = 0
    for key, row in zip(table.keys(), table.rows, strict=True):
        if key not in before:
            new += 1
        elif before[key] == row.cells:
            same += 1
        else:
            changed += 1
    return Handed(table, new, changed, same)


def _as_csv(schema: TableSchema, rows: Sequence[dict[str, str]]) -> str:
    buffer = io.StringIO()
    names = [column.name for column in schema.columns]
    writer = csv.DictWriter(buffer, names, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return buffer.getvalue()


def _unreadable(file: Path, error: OSError) -> CellError:
    return CellError(
        file.name,
        0,
        "",
        "",
        Text(f"nicht lesbar ({error.strerror})", f"cannot be read ({error.strerror})"),
        Text("Pfad und Rechte prüfen", "check path and permissions"),
    )
