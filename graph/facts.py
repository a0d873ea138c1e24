"""All tables together, checked against each other: the facts before they become RDF."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from graph.keys import municipality_key, state_government_key
from graph.reading import read_table
from graph.references import check_references
from graph.schemas import SCHEMAS
from graph.sources import Source, read_sources
from graph.tables import Row, Table
from ontology.errors import CellError, TableError
from ontology.texts import Text

Progress = Callable[[str], None]
"""Told the name of each step when it begins."""


@dataclass(frozen=True, slots=True)
class Facts:
    """Every table, every source, and the names by which things are shown.

    Attributes:
        tables: path below the data folder → table.
        sources: id → source.
        actor_names: key → name, for every actor that a table may refer to.
    """

    tables: dict[str, Table]
    sources: dict[str, Source]
    actor_names: dict[str, str]

    def rows(self, path: str) -> list[Row]:
        """Return the rows of a table."""
        return self.tables[path].rows

    def source_of(self, path: str) -> Source:
        """Return the source that a table belongs to."""
        return next(source for source in self.sources.values() if path in source.tables)


def data_folder() -> Path:
    """Return the folder of the tables that come with the product."""
    return Path(str(resources.files("graph") / "data"))


def read_facts(folder: Path, corrections: Path | None = None) -> Facts:
    """Read and check all tables.

    Args:
        folder: the data folder.
        corrections: folder of tables handed in by `import`; their rows replace those with the same
            key, or come in addition. None or a missing folder: no corrections.

    Raises:
        TableError: with every finding of every table.
    """
    sources = read_sources(folder)
    tables: dict[str, Table] = {}
    findings: list[CellError] = list(_unowned(sources))
    for path, schema in SCHEMAS.items():
        try:
            table = read_table(folder / path, schema)
            if corrections is not None and (corrections / path).exists():
                table = merge(table, read_table(corrections / path, schema))
            tables[path] = table
        except TableError as error:
            findings.extend(error.cells)
        except FileNotFoundError:
            findings.append(_missing(path))
    if findings:
        raise TableError(findings)
    names = _actor_names(tables)
    check_references(tables.values(), known_keys(tables, names))
    return Facts(tables, sources, names)


def merge(table: Table, correction: Table) -> Table:
    """Return a table with the rows of a correction: same key replaces, a new key is added."""
    rows = dict(zip(table.keys(), table.rows, strict=True))
    rows.update(zip(correction.keys(), correction.rows, strict=True))
    return Table(table.schema, list(rows.values()), table.file)


def known_keys(tables: dict[str, Table], actor_names: dict[str, str]) -> dict[str, set[str]]:
    """Return for every kind of reference the keys that exist."""

    def keys(path: str, column: str = "id") -> set[str]:
        return {row[column] for row in tables[path].rows}

    districts = keys("territory/districts.csv", "ags")
    territory = districts | keys("territory/former_districts.csv", "ags")
    states = keys("territory/states.csv", "ags")
    return {
        "state": states,
        "district": districts,
        "territory": territory,
        "place": territory | states | keys("territory/towns.csv", "ags") | {"bundesweit"},
        "indicator": keys("indicators/indicators.csv"),
        "theme": keys("themes/themes.csv"),
        "stage": keys("themes/education_stages.csv"),
        "actor-type": keys("themes/actor_types.csv"),
        "action-field": keys("themes/action_fields.csv"),
        "actor": set(actor_names),
        "kind": keys("cooperations/kinds.csv", "kind"),
        "programme": keys("programmes/programmes.csv"),
        "agency": keys("agencies/agencies.csv"),
        "agreement": keys("agencies/agreements.csv"),
        "ror": keys("registers/research_organisations.csv", "ror"),
        "leipzig-actor": keys("registers/leipzig_actors.csv"),
    }


def leipzig_key(identifier: str) -> str:
    """Return the actor key of an entry of the Leipzig register.

    Example:
        >>> leipzig_key("hochschule:BA-Leipzig")
        'leipzig-hochschule-BA-Leipzig'
    """
    return "leipzig-" + re.sub(r"[^A-Za-z0-9._~-]+", "-", identifier)


def memory_institution_key(row: Row) -> str:
    """Return the actor key of a library, museum or archive: its ISIL, else its Wikidata item."""
    return f"isil-{row['isil']}" if row["isil"] else f"wd-{row['wikidata']}"


def school_key(identifier: str) -> str:
    """Return the actor key of an entry of the school register."""
    return f"schule-{identifier}"


def research_key(ror: str) -> str:
    """Return the actor key of an organisation of the research register."""
    return f"ror-{ror}"


def _actor_names(tables: dict[str, Table]) -> dict[str, str]:
    def rows(path: str) -> Iterable[Row]:
        return tables[path].rows

    names = {municipality_key(row["ags"]): row["name"] for row in rows("territory/towns.csv")}
    for path, column in (("districts", "name_long"), ("former_districts", "name")):
        for row in rows(f"territory/{path}.csv"):
            names[municipality_key(row["ags"])] = row[column]
    for row in rows("territory/states.csv"):
        names[state_government_key(row["ags"])] = f"Land {row['name']}"
    for row in rows("registers/schools.csv"):
        names[school_key(row["id"])] = row["name"]
    for row in rows("registers/research_organisations.csv"):
        names[research_key(row["ror"])] = row["name"]
    for row in rows("registers/memory_institutions.csv"):
        names[memory_institution_key(row)] = row["name"]
    for row in rows("registers/leipzig_actors.csv"):
        names[leipzig_key(row["id"])] = row["name"]
    for row in rows("agencies/agencies.csv"):
        names[row["id"]] = row["name"]
    for row in rows("actors/actors.csv"):
        names[row["key"]] = row["name"]
    return names


def _unowned(sources: dict[str, Source]) -> Iterable[CellError]:
    owned = {table for source in sources.values() for table in source.tables}
    for path in SCHEMAS.keys() - owned:
        yield CellError(
            path,
            0,
            "",
            "",
            Text("gehört zu keiner Quelle", "belongs to no source"),
            Text("in sources.toml eintragen", "enter it in sources.toml"),
        )


def _missing(path: str) -> CellError:
    return CellError(
        path,
        0,
        "",
        "",
        Text("die Tabelle fehlt", "the table is missing"),
        Text("die Datei wiederherstellen", "restore the file"),
    )
