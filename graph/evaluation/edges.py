"""How an edge list is read: two formats, all of it checked before anything is built."""

import csv
import gc
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from operator import itemgetter
from pathlib import Path
from typing import Final

from graph.analyses.wording import number
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
MOST_ERRORS: Final = 10
"""So many errors are told one by one, the rest counted: a wrong file may have a million."""
SEPARATOR: Final = "|"
SEPARATORS: Final = (",", ";", "\t")
"""Of cells; the one that the header has most of. Spreadsheets in German write semicolons."""


@dataclass(slots=True)
class _Group:
    """A cooperation while it is read."""

    end: int
    members: dict[str, int] = field(default_factory=dict)
    themes: set[str] = field(default_factory=set)


@dataclass(slots=True)
class _Reading:
    """What has been read so far, from all files."""

    groups: dict[str, _Group] = field(default_factory=dict)
    notes: dict[str, int] = field(default_factory=lambda: defaultdict(int))


_Row = tuple[str, ...]
"""Cells in the order of the format's columns, then of `OPTIONAL`; empty where the file has none."""


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
    errors = [error for path in edges for error in _edge_errors(path)]
    attributes = dict(_read_attributes(actors, errors)) if actors else {}
    if errors:
        raise TableError(_first(errors))
    gc.disable()  # a million fresh objects and no garbage among them
    try:
        return _built(edges, attributes)
    finally:
        gc.enable()


def _built(edges: Sequence[Path], attributes: dict[str, Attributes]) -> History:
    reading = _Reading()
    for path in edges:
        _read_edges(path, reading)
    alone = [key for key, group in reading.groups.items() if len(group.members) < 2]
    if alone:
        reading.notes["single_actor"] += len(alone)
    cooperations = [
        (group.members, group.end, tuple(sorted(group.themes)))
        for group in reading.groups.values()
        if len(group.members) > 1
    ]
    if not cooperations:
        raise TableError([_whole(edges[0] if edges else Path("-"), _NOTHING, _NOTHING_REMEDY)])
    strangers = set(attributes).difference(*(one[0] for one in cooperations))
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


def _first(errors: list[CellError]) -> list[CellError]:
    if len(errors) <= MOST_ERRORS:
        return errors
    count = number(len(errors))
    said = Text(
        f"{count.de} Fehler; das sind die ersten {MOST_ERRORS}",
        f"{count.en} errors; these are the first {MOST_ERRORS}",
    )
    files = ", ".join(dict.fromkeys(error.file for error in errors))
    return [*errors[:MOST_ERRORS], CellError(files, 0, "", "", said, _ALL_REMEDY)]


def _read_edges(path: Path, reading: _Reading) -> None:
    seen: set[_Row] = set()
    for line, row, columns in _rows(path, [], (TWO_MODE, ONE_MODE)):
        if row in seen:
            reading.notes["duplicates"] += 1
            continue
        seen.add(row)
        if not row[2]:
            reading.notes["undated"] += 1
        elif columns == ONE_MODE:
            _add_pair(f"{path}:{line}", row, reading)
        else:
            _add_member(row, reading)


def _add_pair(key: str, row: _Row, reading: _Reading) -> None:
    one, other, start, end, themes = row
    if one == other:
        reading.notes["loops"] += 1
        return
    members = dict.fromkeys((one, other), _days(start)[0])
    reading.groups[key] = _Group(_days(end)[1], members, set(_parts(themes)))


def _add_member(row: _Row, reading: _Reading) -> None:
    actor, cooperation, start, end, themes = row
    first, last = _days(start)[0], _days(end)[1]
    group = reading.groups.setdefault(f"/{cooperation}", _Group(last))
    group.end = max(group.end, last)
    if actor in group.members:
        reading.notes["duplicates"] += 1
    group.members[actor] = min(group.members.get(actor, first), first)
    group.themes.update(_parts(themes))


@lru_cache(maxsize=50_000)
def _days(value: str) -> tuple[int, int]:
    """Return the first and the last ordinal of a partial date; a long file repeats its dates."""
    if not value:
        return 0, OPEN_END
    return first_day(value).toordinal(), last_day(value).toordinal()


def _is_no_date(value: str) -> bool:
    return bool(value) and not is_partial_date(value)


@lru_cache(maxsize=50_000)
def _is_period(start: str, end: str) -> bool:
    """Return whether nothing is wrong with two dates; asked for every row, so kept."""
    if _is_no_date(start) or _is_no_date(end):
        return False
    return not start or _days(start)[0] <= _days(end)[1]


def _edge_errors(path: Path) -> list[CellError]:
    """Return what is wrong with a file; a million rows take about a second."""
    errors: list[CellError] = []
    for line, row, columns in _rows(path, errors, (TWO_MODE, ONE_MODE)):
        one, other, start, end, _ = row
        if not (one and other and _is_period(start, end)):
            errors.extend(_row_errors(path, line, row, columns))
    return errors


def _row_errors(path: Path, line: int, row: _Row, columns: Sequence[str]) -> Iterator[CellError]:
    for name, value in zip(columns[:2], row, strict=False):
        if not value:
            yield _cell(path, line, name, "", _EMPTY, _EMPTY_REMEDY)
    _, _, start, end, _ = row
    wrong = {name: value for name, value in (("start", start), ("end", end)) if _is_no_date(value)}
    for name, value in wrong.items():
        yield _cell(path, line, name, value, _NO_DATE, _NO_DATE_REMEDY)
    if not wrong and not _is_period(start, end):
        yield _cell(path, line, "end", end, _BACKWARDS, _BACKWARDS_REMEDY)


def _read_attributes(path: Path, errors: list[CellError]) -> Iterator[tuple[str, Attributes]]:
    seen: set[str] = set()
    for line, (key, type_, area, themes, *_), _ in _rows(path, errors, (ACTOR_COLUMNS,)):
        if not key:
            errors.append(_cell(path, line, "actor", "", _EMPTY, _EMPTY_REMEDY))
        elif key in seen:
            errors.append(_cell(path, line, "actor", key, _TWICE, _TWICE_REMEDY))
        seen.add(key)
        yield key, Attributes(type_, area, _parts(themes))


def _rows(
    path: Path, errors: list[CellError], formats: Sequence[Sequence[str]]
) -> Iterator[tuple[int, _Row, tuple[str, ...]]]:
    """Yield line, cells, and the columns of the format; a record may have many lines."""
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
            line, width = reader.line_num + 1, len(header)
            places = {name: place for place, name in enumerate(header)}
            # what the file has no column for is read from an empty cell behind the others
            row_of = itemgetter(*(places.get(name, width) for name in (*columns, *OPTIONAL)))
            for cells in reader:
                if len(cells) == width:
                    yield line, row_of([*map(str.strip, cells), ""]), columns
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
_ALL_REMEDY: Final = Text("die übrigen ebenso berichtigen", "correct the others likewise")
_TWICE: Final = Text("zweimal eingetragen", "entered twice")
_TWICE_REMEDY: Final = Text("eine der Zeilen streichen", "delete one of the rows")
_CELLS: Final = Text("andere Zahl von Zellen als die Kopfzeile", "not as many cells as the header")
_CELLS_REMEDY: Final = Text(
    "Werte, die das Trennzeichen enthalten, in Anführungszeichen setzen",
    "put values that contain the separator into quotation marks",
)
