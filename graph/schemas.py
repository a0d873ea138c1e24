"""Every table of the landscape: its columns, what may stand in them, and what they refer to."""

import tomllib
from importlib import resources
from typing import Any, Final, cast, get_args

from graph.cells import Column, Kind
from graph.tables import TableSchema

CONFIDENCES: Final = ("confirmed", "probable")

ORIGIN: Final = (
    Column("source", required=True, many=True),
    Column("confidence", required=True, values=CONFIDENCES),
)
"""The columns that end every table."""

_ONE_OF: Final = "one of "
_REFERS_TO: Final = "refers to "


def read_schemas(content: str) -> dict[str, TableSchema]:
    """Return path → schema from the text of `tables.toml`.

    Raises:
        ValueError: if a column is described in words that are not known.
    """
    entries: dict[str, Any] = tomllib.loads(content)
    return {
        path: TableSchema(
            path,
            (*(parse_column(line) for line in entry["columns"]), *ORIGIN),
            tuple(entry["key"]),
        )
        for path, entry in entries.items()
    }


def parse_column(line: str) -> Column:
    """Return the column that one line describes.

    Raises:
        ValueError: if a word is not known.

    Example:
        >>> parse_column("themes: key, many, refers to theme").reference
        'theme'
    """
    name, _, rest = line.partition(": ")
    rest, _, listed = rest.partition(f", {_ONE_OF}")
    kind, *words = rest.split(", ")
    references = [word.removeprefix(_REFERS_TO) for word in words if word.startswith(_REFERS_TO)]
    unknown = {word for word in words if not word.startswith(_REFERS_TO)} - {"required", "many"}
    if unknown or kind not in get_args(Kind):
        raise ValueError(line)
    return Column(
        name,
        cast("Kind", kind),
        required="required" in words,
        many="many" in words,
        values=tuple(listed.split(" / ")) if listed else (),
        reference="".join(references),
    )


SCHEMAS: Final = read_schemas(
    (resources.files("graph") / "data" / "tables.toml").read_text("utf-8")
)
"""Path below the data folder → schema."""
