"""Synthetic landscapes of any size with the exact shape of ours: its things copied and moved.

A copy renames every organisation, tie, observation and document; territory, vocabularies and
programmes stay as they are. What the first copy says about districts stays there, so that the
examples of questions find as much as in the real landscape; others move it to districts drawn by
chance.
Nothing in it is a fact: the name of what is copied ends in `-synthetic-N`. Every statement stays in
its graph, because questions tell what a source says from what was derived.
"""

import csv
import gzip
import random
import re
from functools import cache, partial
from pathlib import Path

from graph.facts import data_folder
from ontology.namespaces import ID

_COPIED = re.compile(
    rf"<{ID}(actor|town|cooperation|participation|programme-participation|observation|offer|need|body"
    r"|document|model|evidence|suggestion)/([^>]+)>"
)
_DISTRICT = re.compile(rf"<{ID}(district/|actor/kommune-)(\d{{5}})>")
_NUMBER = "\0"
"""Stands for the number of the copy until it is known."""

_KEPT = re.compile(r"(?:kommune|land)-\d{2,5}")


def write_copies(dump: Path, copies: int, target: Path, seed: int = 1) -> int:
    """Write N-Quads with so many copies of all things, and none of the real ones.

    Args:
        dump: gzipped N-Quads of the real landscape.
        copies: about 1.2 million statements each; the territory comes once.
        target: the file.
        seed: the same seed gives the same landscape.

    Returns:
        The number of statements.
    """
    districts = [row["ags"] for row in _rows("territory/districts.csv")]
    chance = random.Random(seed)
    moves = [{}] + [
        dict(zip(districts, chance.sample(districts, 400), strict=True)) for _ in range(1, copies)
    ]
    count = 0
    with (
        gzip.open(dump, "rt", encoding="utf-8") as lines,
        target.open("w", encoding="utf-8") as out,
    ):
        for line in lines:
            made = _copies(line, moves)
            out.writelines(made)
            count += len(made)
    return count


def _copies(line: str, moves: list[dict[str, str]]) -> list[str]:
    statement, graph = line.rsplit(" ", 2)[:2]
    renamed = _COPIED.sub(_marked, statement)
    if renamed == statement:
        return [line]
    form = f"{renamed} {graph} .\n"
    if not _DISTRICT.search(form):
        return [form.replace(_NUMBER, str(number)) for number in range(len(moves))]
    return [
        _DISTRICT.sub(partial(_moved, move), form).replace(_NUMBER, str(number))
        for number, move in enumerate(moves)
    ]


def _marked(found: re.Match[str]) -> str:
    kind, key = found.groups()
    if kind == "actor" and (_KEPT.fullmatch(key) or key in _agencies()):
        return found[0]
    return f"<{ID}{kind}/{key}-synthetic-{_NUMBER}>"


def _moved(move: dict[str, str], found: re.Match[str]) -> str:
    return f"<{ID}{found[1]}{move.get(found[2], found[2])}>"


@cache
def _agencies() -> frozenset[str]:
    return frozenset(row["id"] for row in _rows("agencies/agencies.csv"))


def _rows(path: str) -> list[dict[str, str]]:
    with (data_folder() / path).open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))
