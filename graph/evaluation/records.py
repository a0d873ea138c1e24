"""How the files of a network are cut into cells: header, separator, spelling of names."""

import csv
import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import partial
from operator import itemgetter
from pathlib import Path
from typing import Final, NamedTuple

from graph.reading import broken_quoting, decoded, wrong_width
from ontology.errors import CellError
from ontology.texts import Text

SEPARATORS: Final = (",", ";", "\t")
"""Of cells; the one that the header has most of. Spreadsheets in German write semicolons."""

_DECLARED: Final = re.compile('"?sep=(.)"?')
"""A first line by which Excel is told the separator."""

Row = tuple[str, ...]
"""Cells in the order of the format's columns; empty where the file has none."""


class Columns(NamedTuple):
    """The columns of a format.

    Attributes:
        needed: those that every file has.
        optional: those that may follow.
    """

    needed: tuple[str, ...]
    optional: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Return them as help and messages show them."""
        return ",".join(self.needed) + "".join(f"[,{name}]" for name in self.optional)


TWO_MODE: Final = Columns(("actor", "cooperation", "start"), ("end", "theme"))
ONE_MODE: Final = Columns(("a", "b", "start"), ("end", "theme"))
EDGES: Final = (TWO_MODE, ONE_MODE)
ACTORS: Final = Columns(("actor", "type", "area", "themes"))


def rows_of(
    path: Path, formats: Sequence[Columns], errors: list[CellError]
) -> Iterator[tuple[int, Row, Columns]]:
    """Yield the line on which each record begins, its cells, and the format of the file.

    Letters that can be written in two ways (ä as one sign or as a with dots) are made one.

    Args:
        path: of the file.
        formats: of which the file has one; the case of its header does not matter.
        errors: what is wrong is added here; nothing is yielded where the header is wrong.

    Raises:
        TableError: if it is not UTF-8, with the line.
    """
    line = 1
    try:
        with path.open(encoding="utf-8-sig", newline="") as handle:
            first = handle.readline()
            declared = _DECLARED.fullmatch(first.rstrip("\r\n"))
            separator, before = (declared[1], 1) if declared else (_separator(first), 0)
            if not declared:
                handle.seek(0)
            composed = map(partial(unicodedata.normalize, "NFC"), handle)
            reader = csv.reader(composed, strict=True, delimiter=separator)
            header = [name.strip().lower() for name in next(reader, [])]
            columns = next((one for one in formats if set(one.needed) <= set(header)), None)
            if columns is None:
                errors.append(_bad_header(path, before + 1, header, formats))
                return
            names = (*columns.needed, *columns.optional)
            twice = [name for name in names if header.count(name) > 1]
            if twice:
                errors.extend(
                    CellError(path.name, before + 1, one, "", _TWICE, _RENAME) for one in twice
                )
                return
            line, width = before + reader.line_num + 1, len(header)
            places = {name: place for place, name in enumerate(header)}
            # what the file has no column for is read from an empty cell behind the others
            row_of = itemgetter(*(places.get(name, width) for name in names))
            for cells in reader:
                if len(cells) == width:
                    yield line, row_of([*map(str.strip, cells), ""]), columns
                elif cells:
                    errors.append(wrong_width(path.name, line, cells, width))
                line = before + reader.line_num + 1
    except UnicodeDecodeError:
        decoded(path.read_bytes(), path.name)  # says where
        raise
    except csv.Error as error:
        is_long = "field limit" in str(error)
        errors.append(_too_long(path, line) if is_long else broken_quoting(path.name, line))
    except OSError as error:
        errors.append(whole_file(path, _unreadable(error), _UNREADABLE_REMEDY))


def whole_file(path: Path, problem: Text, remedy: Text) -> CellError:
    """Return what is wrong with a file as a whole."""
    return CellError(path.name, 0, "", "", problem, remedy)


def _separator(header: str) -> str:
    return max(SEPARATORS, key=header.count)


def _too_long(path: Path, line: int) -> CellError:
    most = csv.field_size_limit()
    return CellError(
        path.name,
        line,
        "",
        "",
        Text(f"eine Zelle hat mehr als {most} Zeichen", f"a cell has more than {most} letters"),
        Text(
            "kürzen; oder ein Anführungszeichen davor hat kein zweites",
            "shorten it; or a quotation mark before it has no second one",
        ),
    )


def _bad_header(
    path: Path, line: int, header: Sequence[str], formats: Sequence[Columns]
) -> CellError:
    expected = " | ".join(map(str, formats))
    return CellError(
        path.name,
        line,
        "",
        ",".join(header)[:60],
        Text("Spalten fehlen in der Kopfzeile", "columns are missing in the header"),
        Text(f"erwartet wird: {expected}", f"expected: {expected}"),
    )


def _unreadable(error: OSError) -> Text:
    if isinstance(error, FileNotFoundError):
        return Text("diese Datei gibt es nicht", "there is no such file")
    if isinstance(error, IsADirectoryError):
        return Text("das ist ein Ordner", "this is a folder")
    return Text(f"nicht lesbar: {error.strerror}", f"cannot be read: {error.strerror}")


_UNREADABLE_REMEDY: Final = Text("den Pfad prüfen", "check the path")
_TWICE: Final = Text("Spalte doppelt", "duplicate column")
_RENAME: Final = Text("eine davon löschen oder umbenennen", "remove or rename one of them")
