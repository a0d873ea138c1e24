"""How an edge list is read: two formats, checked cell by cell, every error reported at once."""

import csv
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Final

from graph.dates import first_day, is_partial_date, last_day
from graph.evaluation.history import OPEN_END, Attributes, History, build_history
from graph.reading import broken_quoting, decoded
from ontology.errors import CellError, TableError
from ontology.texts import Text

TWO_MODE: Final = ("actor", "cooperation", "start")
"""Columns of a two-mode edge list; `end` and `theme` may follow."""
ONE_MODE: Final = ("a", "b", "start")
"""Columns of a one-mode edge list; `end` and `theme` may follow."""
OPTIONAL: Final = ("end", "theme")
ACTOR_COLUMNS: Final = ("actor", "type", "area", "themes")
MOST_ERRORS: Final = 50
"""So many errors are reported; a file that is wrong throughout needs no million lines."""
SEPARATOR: Final = "|"
SEPARATORS: Final = (",", ";", "\t")
"""Of cells; the one that the header has most of. Spreadsheets in German write semicolons."""


@dataclass(slots=True)
class _Group:
    """A cooperation while it is read."""

    start: int
    end: int = OPEN_END
    members: set[str] = field(default_factory=set)
    themes: set[str] = field(default_factory=set)


@dataclass(slots=True)
class _Reading:
    """What has been read so far, from all files."""

    groups: dict[str, _Group] = field(default_factory=dict)
    notes: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    errors: list[CellError] = field(default_factory=list)


def read_history(edges: Sequence[Path], actors: Path | None = None) -> History:
    """Return the network of one or more edge lists.

    Two-mode files have the columns `actor,cooperation,start[,end][,theme]`, one-mode files
    `a,b,start[,end][,theme]`; comma, semicolon or tab, UTF-8 with or without a byte order mark,
    header, dates as YYYY, YYYY-MM or YYYY-MM-DD, several themes separated by `|`. A loop, a
    repeated row, a row without a start and a cooperation with a single actor are left out and
    counted in `History.notes`, as are actors with attributes that no cooperation names.

    Args:
        edges: the files; they form one network.
        actors: a file `actor,type,area,themes`; empty cells mean unknown.

    Raises:
        TableError: for everything that cannot be read, with file, row, column, value and remedy.
    """
    reading = _Reading()
    for path in edges:
        _read_edges(path, reading)
    attributes = dict(_read_attributes(actors, reading.errors)) if actors else {}
    if reading.errors:
        raise TableError(reading.errors[:MOST_ERRORS])
    alone = [key for key, group in reading.groups.items() if len(group.members) < 2]
    if alone:
        reading.notes["single_actor"] += len(alone)
    cooperations = [
        (group.start, group.end, frozenset(group.members), tuple(sorted(group.themes)))
        for group in reading.groups.values()
        if len(group.members) > 1
    ]
    if not cooperations:
        raise TableError([_whole(edges[0] if edges else Path("-"), _NOTHING, _NOTHING_REMEDY)])
    strangers = set(attributes).difference(*(one[2] for one in cooperations))
    if strangers:
        reading.notes["unknown_actors"] = len(strangers)
    return build_history(cooperations, attributes, dict(reading.notes))


_NOTHING: Final = Text(
    "keine einzige datierte Kooperation von zwei Akteuren",
    "not one dated cooperation of two actors",
)
_NOTHING_REMEDY: Final = Text(
    "mindestens zwei verschiedene Akteure mit Beginn angeben",
    "give at least two different actors and a start",
)


def _read_edges(path: Path, reading: _Reading) -> None:
    seen: set[tuple[str, ...]] = set()
    for number, row, columns in _rows(path, reading.errors, (TWO_MODE, ONE_MODE)):
        cells = tuple(row.get(name, "") for name in (*columns, *OPTIONAL))
        if cells in seen:
            reading.notes["duplicates"] += 1
        elif not _has_errors(path, number, row, columns, reading.errors):
            seen.add(cells)
            if not row["start"]:
                reading.notes["undated"] += 1
            elif columns == ONE_MODE:
                _add_pair(path, number, row, reading)
            else:
                _add_member(row, reading)


def _add_pair(path: Path, number: int, row: Mapping[str, str], reading: _Reading) -> None:
    if row["a"] == row["b"]:
        reading.notes["loops"] += 1
        return
    group = _Group(*_period(row))
    group.members.update((row["a"], row["b"]))
    group.themes.update(_parts(row.get("theme", "")))
    reading.groups[f"{path}:{number}"] = group


def _add_member(row: Mapping[str, str], reading: _Reading) -> None:
    start, end = _period(row)
    group = reading.groups.setdefault(f"/{row['cooperation']}", _Group(start, end))
    group.start, group.end = min(group.start, start), max(group.end, end)
    if row["actor"] in group.members:
        reading.notes["duplicates"] += 1
    group.members.add(row["actor"])
    group.themes.update(_parts(row.get("theme", "")))


def _period(row: Mapping[str, str]) -> tuple[int, int]:
    return _days(row["start"])[0], _days(row.get("end", ""))[1]


@lru_cache(maxsize=50_000)
def _days(value: str) -> tuple[int, int]:
    """Return the first and the last ordinal of a partial date; a long file repeats its dates."""
    if not value:
        return 0, OPEN_END
    return first_day(value).toordinal(), last_day(value).toordinal()


def _is_date(value: str) -> bool:
    return not value or is_partial_date(value)


@lru_cache(maxsize=50_000)
def _is_period(start: str, end: str) -> bool:
    """Return whether nothing is wrong with two dates; asked for every row, so kept."""
    if not _is_date(start) or not _is_date(end):
        return False
    return not start or _days(start)[0] <= _days(end)[1]


def _has_errors(
    path: Path, number: int, row: Mapping[str, str], columns: Sequence[str], errors: list[CellError]
) -> bool:
    if row[columns[0]] and row[columns[1]] and _is_period(row["start"], row.get("end", "")):
        return False
    before = len(errors)
    errors.extend(
        _cell(path, number, name, "", _EMPTY, _EMPTY_REMEDY)
        for name in columns[:2]
        if not row[name]
    )
    for name in ("start", "end"):
        value = row.get(name, "")
        if not _is_date(value):
            errors.append(_cell(path, number, name, value, _NO_DATE, _NO_DATE_REMEDY))
    if len(errors) == before and row.get("end") and row["start"]:
        start, end = _period(row)
        if end < start:
            errors.append(_cell(path, number, "end", row["end"], _BACKWARDS, _BACKWARDS_REMEDY))
    if len(errors) >= MOST_ERRORS:
        raise TableError(errors[:MOST_ERRORS])
    return len(errors) > before


def _read_attributes(path: Path, errors: list[CellError]) -> Iterator[tuple[str, Attributes]]:
    seen: set[str] = set()
    for number, row, _ in _rows(path, errors, (ACTOR_COLUMNS,)):
        key = row["actor"]
        if not key:
            errors.append(_cell(path, number, "actor", "", _EMPTY, _EMPTY_REMEDY))
        elif key in seen:
            errors.append(_cell(path, number, "actor", key, _TWICE, _TWICE_REMEDY))
        seen.add(key)
        yield key, Attributes(row["type"], row["area"], _parts(row["themes"]))


def _rows(
    path: Path, errors: list[CellError], formats: Sequence[Sequence[str]]
) -> Iterator[tuple[int, dict[str, str], tuple[str, ...]]]:
    """Yield line, cells by column, and the columns of the format; a record may have many lines."""
    line = 1
    try:
        with path.open(encoding="utf-8-sig", newline="") as handle:
            separator = _separator(handle.readline())
            handle.seek(0)
            reader = csv.reader(handle, strict=True, delimiter=separator)
            header = [name.strip() for name in next(reader, [])]
            columns = next((tuple(one) for one in formats if set(one) <= set(header)), None)
            if columns is None:
                errors.append(_bad_header(path, header, formats))
                return
            line = reader.line_num + 1
            for cells in reader:
                if len(cells) == len(header):
                    row = {name: cell.strip() for name, cell in zip(header, cells, strict=True)}
                    yield line, row, columns
                elif cells:
                    value = ",".join(cells)[:60]
                    errors.append(_cell(path, line, "", value, _CELLS, _CELLS_REMEDY))
                line = reader.line_num + 1
    except UnicodeDecodeError:
        decoded(path.read_bytes(), path.name)  # says where
        raise
    except csv.Error as error:
        errors.append(broken_quoting(path.name, line, error))
    except OSError as error:
        errors.append(_whole(path, _unreadable(error), _UNREADABLE_REMEDY))


def _separator(header: str) -> str:
    return max(SEPARATORS, key=header.count)


def _bad_header(path: Path, header: Sequence[str], formats: Sequence[Sequence[str]]) -> CellError:
    expected = " | ".join(",".join(one) for one in formats)
    return CellError(
        path.name,
        1,
        "",
        ",".join(header)[:60],
        Text("Spalten fehlen in der Kopfzeile", "columns are missing in the header"),
        Text(f"erwartet wird: {expected}", f"expected: {expected}"),
    )


@lru_cache(maxsize=50_000)
def _parts(value: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in value.split(SEPARATOR) if part.strip())


def _cell(
    path: Path, number: int, column: str, value: str, problem: Text, remedy: Text
) -> CellError:
    return CellError(path.name, number, column, value, problem, remedy)


def _whole(path: Path, problem: Text, remedy: Text) -> CellError:
    return CellError(path.name, 0, "", "", problem, remedy)


def _unreadable(error: OSError) -> Text:
    if isinstance(error, FileNotFoundError):
        return Text("diese Datei gibt es nicht", "there is no such file")
    if isinstance(error, IsADirectoryError):
        return Text("das ist ein Ordner", "this is a folder")
    return Text(f"nicht lesbar: {error.strerror}", f"cannot be read: {error.strerror}")


_UNREADABLE_REMEDY: Final = Text("den Pfad prüfen", "check the path")
_EMPTY: Final = Text("leer", "empty")
_EMPTY_REMEDY: Final = Text("einen Schlüssel eintragen", "enter a key")
_NO_DATE: Final = Text("kein Datum", "not a date")
_NO_DATE_REMEDY: Final = Text("JJJJ, JJJJ-MM oder JJJJ-MM-TT", "YYYY, YYYY-MM or YYYY-MM-DD")
_BACKWARDS: Final = Text("das Ende liegt vor dem Beginn", "the end is before the start")
_BACKWARDS_REMEDY: Final = Text("Beginn und Ende tauschen oder berichtigen", "correct the dates")
_TWICE: Final = Text("zweimal eingetragen", "entered twice")
_TWICE_REMEDY: Final = Text("eine der Zeilen streichen", "delete one of the rows")
_CELLS: Final = Text("andere Zahl von Zellen als die Kopfzeile", "not as many cells as the header")
_CELLS_REMEDY: Final = Text(
    "Werte, die das Trennzeichen enthalten, in Anführungszeichen setzen",
    "put values that contain the separator into quotation marks",
)
