"""All tables together, checked against each other: the facts before they become RDF."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from importlib import resources
from operator import itemgetter
from pathlib import Path
from typing import Final

from graph.keys import is_key, municipality_key, state_government_key
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
        curated: keys of the actors in the reviewed register of actors.
    """

    tables: dict[str, Table]
    sources: dict[str, Source]
    actor_names: dict[str, str]
    curated: frozenset[str]

    def rows(self, path: str) -> list[Row]:
        """Return the rows of a table."""
        return self.tables[path].rows

    def source_of(self, path: str) -> Source:
        """Return the source that a table belongs to."""
        return next(source for source in self.sources.values() if path in source.tables)


def data_folder() -> Path:
    """Return the folder of the tables that come with the product."""
    return Path(str(resources.files("graph") / "data"))


def read_facts(
    folder: Path,
    corrections: Path | None = None,
    handed: Mapping[str, Table] | None = None,
) -> Facts:
    """Read and check all tables.

    Args:
        folder: the data folder.
        corrections: folder of tables handed in by `import`; their rows replace those with the same
            key, or come in addition. None or a missing folder: no corrections.
        handed: path → table that is merged last, to check it against all others.

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
            if handed and path in handed:
                table = merge(table, handed[path])
            tables[path] = table
        except TableError as error:
            findings.extend(error.cells)
        except FileNotFoundError:
            findings.append(_missing(path))
    if findings:
        raise TableError(findings)
    names = _actor_names(tables)
    check_references(tables.values(), known_keys(tables, names))
    curated = frozenset(row["key"] for row in tables["actors/actors.csv"].rows)
    return Facts(tables, sources, names, curated)


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
        "agreement-kind": keys("agencies/agreement_kinds.csv", "kind"),
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


def shared_isils(rows: Iterable[Row]) -> frozenset[str]:
    """Return the ISILs that several entries claim; such an ISIL names none of them."""
    counts = Counter(row["isil"] for row in rows)
    return frozenset(isil for isil, count in counts.items() if count > 1)


def memory_institution_key(row: Row, shared: frozenset[str]) -> str:
    """Return the actor key of a library, museum or archive: its one ISIL, else its Wikidata item.

    Args:
        row: the entry.
        shared: ISILs that several entries claim.
    """
    isil = row["isil"]
    return f"isil-{isil}" if is_key(isil) and isil not in shared else f"wd-{row['wikidata']}"


def school_key(identifier: str) -> str:
    """Return the actor key of an entry of the school register."""
    return f"schule-{identifier}"


def research_key(ror: str) -> str:
    """Return the actor key of an organisation of the research register."""
    return f"ror-{ror}"


def _actor_names(tables: dict[str, Table]) -> dict[str, str]:
    memory = tables["registers/memory_institutions.csv"].rows
    shared = shared_isils(memory)
    names = {memory_institution_key(row, shared): row["name"] for row in memory}
    for path, key_of, column in _NAMED:
        names.update((key_of(row), row[column]) for row in tables[path].rows)
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


_NAMED: Final[tuple[tuple[str, Callable[[Row], str], str], ...]] = (
    ("territory/towns.csv", lambda row: municipality_key(row["ags"]), "name"),
    ("territory/districts.csv", lambda row: municipality_key(row["ags"]), "name_long"),
    ("territory/former_districts.csv", lambda row: municipality_key(row["ags"]), "name"),
    ("territory/states.csv", lambda row: state_government_key(row["ags"]), "name"),
    ("registers/schools.csv", lambda row: school_key(row["id"]), "name"),
    ("registers/research_organisations.csv", lambda row: research_key(row["ror"]), "name"),
    ("registers/leipzig_actors.csv", lambda row: leipzig_key(row["id"]), "name"),
    ("agencies/agencies.csv", itemgetter("id"), "name"),
    ("actors/actors.csv", itemgetter("key"), "name"),
)
"""Table of actors, how their key is formed, and the column of their name; later tables prevail."""
