"""What a table is: its schema, its rows, and how several values stand in one cell."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from graph.cells import Column

SEPARATOR: Final = " | "
"""Between several values of one cell."""


@dataclass(frozen=True, slots=True)
class TableSchema:
    """What one table looks like.

    Attributes:
        path: path below the data folder, for instance `models/models.csv`.
        columns: in the order of the header.
        key: the columns that together name a row.
    """

    path: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ("id",)

    @property
    def name(self) -> str:
        """The path without folder and ending."""
        return Path(self.path).stem


class Row:
    """One checked row.

    Args:
        line: line of the file; the header is line 1.
        cells: column to text; an empty cell is the empty text.
    """

    __slots__ = ("cells", "line")

    def __init__(self, line: int, cells: dict[str, str]) -> None:
        self.line = line
        self.cells = cells

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def many(self, column: str) -> list[str]:
        """Return the values of a cell that may hold several; [] if it is empty."""
        cell = self.cells[column]
        return cell.split(SEPARATOR) if cell else []

    def is_true(self, column: str) -> bool:
        """Say whether a yes/no cell says `true`."""
        return self.cells[column] == "true"


@dataclass(frozen=True, slots=True)
class Table:
    """A checked table."""

    schema: TableSchema
    rows: list[Row]
    file: str

    def keys(self) -> list[tuple[str, ...]]:
        """Return the key of every row, in the order of the file."""
        return [tuple(row[name] for name in self.schema.key) for row in self.rows]
