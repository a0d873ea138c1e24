"""The register of sources: who published a table, under which licence, and how to name them."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ontology.errors import CellError, TableError
from ontology.texts import Text

REGISTER = "sources.toml"


@dataclass(frozen=True, slots=True)
class Source:
    """One source; its facts stand in one named graph.

    Attributes:
        id: short name, also the last part of the graph IRI.
        title: what it is.
        publisher: who published it.
        licence: SPDX identifier, or the terms in words.
        attribution: the text that must stand beside the data.
        as_of: the day or period the data describe, as the source states it.
        retrieved: when it was taken over; year or month precision.
        caveat: what a reader has to know before using it.
        tables: paths below the data folder.
        licence_url: where the terms stand; empty if not known.
    """

    id: str
    title: Text
    publisher: str
    licence: str
    attribution: str
    as_of: str
    retrieved: str
    caveat: Text
    tables: tuple[str, ...]
    licence_url: str = ""


def read_sources(folder: Path) -> dict[str, Source]:
    """Return the sources of a data folder by id.

    Raises:
        TableError: if the register is not TOML, lacks an entry, or a table belongs to two sources.
    """
    path = folder / REGISTER
    try:
        entries = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise TableError([_finding("", str(error))]) from error
    sources = {name: _source(name, entry) for name, entry in entries.items()}
    owners: dict[str, str] = {}
    for source in sources.values():
        for table in source.tables:
            if owners.setdefault(table, source.id) != source.id:
                raise TableError([_finding(source.id, f"{table}: {owners[table]}, {source.id}")])
    return sources


def _source(name: str, entry: dict[str, Any]) -> Source:
    try:
        return Source(
            id=name,
            title=Text(entry["title_de"], entry["title_en"]),
            publisher=entry["publisher"],
            licence=entry["licence"],
            attribution=entry["attribution"],
            as_of=str(entry["as_of"]),
            retrieved=str(entry["retrieved"]),
            caveat=Text(entry["caveat_de"], entry["caveat_en"]),
            tables=tuple(entry["tables"]),
            licence_url=entry.get("licence_url", ""),
        )
    except KeyError as error:
        raise TableError([_finding(name, str(error))]) from error


def _finding(entry: str, problem: str) -> CellError:
    return CellError(
        REGISTER,
        0,
        entry,
        problem,
        Text("Quellenregister fehlerhaft", "broken source register"),
        Text(
            "den Eintrag nach dem Muster der anderen vervollständigen",
            "complete the entry like the others",
        ),
    )
