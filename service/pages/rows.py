"""Which rows of the tables speak about a district, so that somebody can correct them."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from graph.facts import data_folder, merge
from graph.generations import StoreFolder
from graph.landscape import Landscape
from graph.reading import read_table
from graph.schemas import SCHEMAS
from graph.store import is_remote
from graph.tables import Row, Table
from ontology.texts import Text

TABLES: Final = {
    "agreements": ("agencies/agreements.csv", Text("Vereinbarungen", "Agreements")),
    "participations": (
        "programmes/participations.csv",
        Text("Teilnahmen an Programmen", "Participations in programmes"),
    ),
    "lernen_vor_ort": ("programmes/lernen_vor_ort.csv", Text("Lernen vor Ort", "Lernen vor Ort")),
    "sponsorships": ("foundations/sponsorships.csv", Text("Patenschaften", "Sponsorships")),
    "cooperations": (
        "cooperations/cooperations.csv",
        Text("Weitere Zusammenarbeiten", "Further cooperations"),
    ),
    "models": ("models/models.csv", Text("Bildungsmodelle", "Education models")),
    "structures": (
        "structures/structures.csv",
        Text("Stellen, Gremien und Berichte", "Offices, bodies and reports"),
    ),
    "needs": ("structures/needs.csv", Text("Bedarfe und Schwerpunkte", "Needs and priorities")),
}
"""Name of a table → its path below the data folder, and what stands in it."""


@dataclass(frozen=True, slots=True)
class DistrictRows:
    """The rows of one table that speak about a district.

    Attributes:
        name: of the table, the same as that of the file.
    """

    name: str
    title: Text
    table: Table
    rows: list[Row]


def district_rows(landscape: Landscape, ags: str, store: str) -> list[DistrictRows]:
    """Return the rows of every table that speak about a district; a table may have none.

    Args:
        landscape: where the statements of the district are looked up.
        ags: the district.
        store: the store setting; corrections that were handed in lie beside an embedded store.
    """
    keys = landscape.actors_of_district(ags)
    known = {tie.key for tie in landscape.ties_of(keys)}
    known |= {tie.key for tie in landscape.participations_of(keys)}
    known |= {item.key for item in landscape.items_of(keys)} | set(keys)
    found = []
    for name, (path, title) in TABLES.items():
        table = _table(path, store)
        rows = [row for row in table.rows if row["id"] in known]
        found.append(DistrictRows(name, title, table, rows))
    return found


def as_csv(table: Table, rows: Sequence[Row]) -> bytes:
    """Return rows as a file that spreadsheets open by a double click and `import` takes back.

    UTF-8 with byte order mark and semicolons, as German spreadsheets expect; without rows only the
    header.
    """
    buffer = io.StringIO()
    names = [column.name for column in table.schema.columns]
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    writer.writerow(names)
    writer.writerows([row[name] for name in names] for row in rows)
    return buffer.getvalue().encode("utf-8-sig")


def _table(path: str, store: str) -> Table:
    table = read_table(data_folder() / path, SCHEMAS[path])
    if is_remote(store):
        return table
    correction = StoreFolder(Path(store)).corrections / path
    return merge(table, read_table(correction, SCHEMAS[path])) if correction.exists() else table
