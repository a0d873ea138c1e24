"""How an edge list is read: two formats, all of it checked before anything is built."""

import gc
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Final

from graph.analyses.wording import number
from graph.cells import FIRST_YEAR
from graph.dates import first_day, is_partial_date, iso_day, last_day
from graph.evaluation.history import OPEN_END, Attributes, History, build_history
from graph.evaluation.records import ACTORS, EDGES, ONE_MODE, Columns, Row, rows_of, whole_file
from ontology.errors import CellError, TableError
from ontology.texts import Text

MOST_ERRORS: Final = 10
"""So many errors are told one by one, the rest counted: a wrong file may have a million."""
SEPARATOR: Final = "|"
LAST_YEAR: Final = 2999
"""Of a start; databases write an end in 9999 for one that is not known."""


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


def read_history(edges: Sequence[Path], actors: Path | None = None) -> History:
    """Return the network of one or more edge lists.

    Two-mode files have the columns `actor,cooperation,start[,end][,theme]`, one-mode files
    `a,b,start[,end][,theme]`; comma, semicolon or tab, UTF-8 with or without a byte order mark,
    header, dates as YYYY, YYYY-MM, YYYY-MM-DD or DD.MM.YYYY, several themes separated by `|`. A
    loop, a repeated row, a row without a start and a cooperation with a single actor are left out
    and counted in `History.notes`, as are actors with attributes that no cooperation names.

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
        raise TableError([whole_file(edges[0] if edges else Path("-"), _NOTHING, _NOTHING_REMEDY)])
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
    seen: set[Row] = set()
    for line, row, columns in rows_of(path, EDGES, []):
        if row in seen:
            reading.notes["duplicates"] += 1
            continue
        seen.add(row)
        if not row[2]:
            reading.notes["undated"] += 1
        elif columns is ONE_MODE:
            _add_pair(f"{path}:{line}", row, reading)
        else:
            _add_member(row, reading)


def _add_pair(key: str, row: Row, reading: _Reading) -> None:
    one, other, start, end, themes = row
    if one == other:
        reading.notes["loops"] += 1
        return
    members = dict.fromkeys((one, other), _days(start)[0])
    reading.groups[key] = _Group(_days(end)[1], members, set(_parts(themes)))


def _add_member(row: Row, reading: _Reading) -> None:
    actor, cooperation, start, end, themes = row
    first, last = _days(start)[0], _days(end)[1]
    key = f"/{cooperation}"
    group = reading.groups.get(key)
    if group is None:
        group = reading.groups[key] = _Group(last)
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
    return first_day(iso_day(value)).toordinal(), last_day(iso_day(value)).toordinal()


def _is_date(value: str, last_year: int = date.max.year) -> bool:
    iso = iso_day(value)
    return not value or (is_partial_date(iso) and FIRST_YEAR <= int(iso[:4]) <= last_year)


@lru_cache(maxsize=50_000)
def _is_period(start: str, end: str) -> bool:
    """Return whether nothing is wrong with two dates; asked for every row, so kept."""
    if not (_is_date(start, LAST_YEAR) and _is_date(end)):
        return False
    return not start or _days(start)[0] <= _days(end)[1]


def _edge_errors(path: Path) -> list[CellError]:
    """Return what is wrong with a file; a million rows take about a second."""
    errors: list[CellError] = []
    for line, row, columns in rows_of(path, EDGES, errors):
        one, other, start, end, _ = row
        if not (one and other and _is_period(start, end)) or _NUL in one + other:
            errors.extend(_row_errors(path, line, row, columns))
    return errors


def _row_errors(path: Path, line: int, row: Row, columns: Columns) -> Iterator[CellError]:
    for name, value in zip(columns.needed[:2], row, strict=False):
        if not value:
            yield _cell(path, line, name, "", _EMPTY, _EMPTY_REMEDY)
        elif _NUL in value:
            yield _cell(path, line, name, value, _BINARY, _BINARY_REMEDY)
    _, _, start, end, _ = row
    dates = (("start", start, LAST_YEAR), ("end", end, date.max.year))
    wrong = [(name, value) for name, value, last in dates if not _is_date(value, last)]
    for name, value in wrong:
        yield _cell(path, line, name, value, _NO_DATE, _NO_DATE_REMEDY)
    if not wrong and not _is_period(start, end):
        yield _cell(path, line, "end", end, _BACKWARDS, _BACKWARDS_REMEDY)


def _read_attributes(path: Path, errors: list[CellError]) -> Iterator[tuple[str, Attributes]]:
    seen: set[str] = set()
    for line, (key, type_, area, themes), _ in rows_of(path, (ACTORS,), errors):
        if not key:
            errors.append(_cell(path, line, "actor", "", _EMPTY, _EMPTY_REMEDY))
        elif _NUL in key:
            errors.append(_cell(path, line, "actor", key, _BINARY, _BINARY_REMEDY))
        elif key in seen:
            errors.append(_cell(path, line, "actor", key, _TWICE, _TWICE_REMEDY))
        seen.add(key)
        yield key, Attributes(type_, area, _parts(themes))


@lru_cache(maxsize=50_000)
def _parts(value: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in value.split(SEPARATOR) if part.strip())


def _cell(
    path: Path, number: int, column: str, value: str, problem: Text, remedy: Text
) -> CellError:
    return CellError(path.name, number, column, value, problem, remedy)


_EMPTY: Final = Text("leer", "empty")
_EMPTY_REMEDY: Final = Text("einen Schlüssel eintragen", "enter a key")
_NUL: Final = "\0"
_BINARY: Final = Text("ein Zeichen, das kein Text ist (NUL)", "a character that is no text (NUL)")
_BINARY_REMEDY: Final = Text("das Zeichen löschen", "delete the character")
_NO_DATE: Final = Text("kein Datum", "not a date")
_NO_DATE_REMEDY: Final = Text(
    f"JJJJ, JJJJ-MM, JJJJ-MM-TT oder TT.MM.JJJJ aus den Jahren {FIRST_YEAR} bis {LAST_YEAR};"
    " leer, wenn nicht bekannt",
    f"YYYY, YYYY-MM, YYYY-MM-DD or DD.MM.YYYY in the years {FIRST_YEAR} to {LAST_YEAR};"
    " empty if not known",
)
_BACKWARDS: Final = Text("das Ende liegt vor dem Beginn", "the end is before the start")
_BACKWARDS_REMEDY: Final = Text("Beginn und Ende tauschen oder berichtigen", "correct the dates")
_ALL_REMEDY: Final = Text("die übrigen ebenso berichtigen", "correct the others likewise")
_TWICE: Final = Text("zweimal eingetragen", "entered twice")
_TWICE_REMEDY: Final = Text("eine der Zeilen streichen", "delete one of the rows")
