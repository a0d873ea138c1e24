"""How commands answer: tables, JSON, progress; and what they share."""

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from graph.generations import StoreFolder
from graph.store import is_remote
from ontology.errors import ParameterError
from ontology.texts import Text
from service.settings import Settings

PIPE_WIDTH: Final = 160
"""Characters of a table that goes to a file or another program."""


class OutputFormat(StrEnum):
    """How a command prints its answer."""

    TEXT = "text"
    JSON = "json"


def store_folder(settings: Settings) -> StoreFolder:
    """Return the folder of the embedded store.

    Raises:
        ParameterError: if the setting names an endpoint, which only its own tools may change.
    """
    if is_remote(settings.store):
        raise ParameterError(
            "store",
            Text(
                f"Der Befehl braucht einen eingebetteten Speicher, nicht {settings.store}.",
                f"The command needs an embedded store, not {settings.store}.",
            ),
        )
    return StoreFolder(Path(settings.store))


def print_json(content: Any) -> None:  # noqa: ANN401 - anything that is JSON
    """Print JSON for machines."""
    sys.stdout.write(json.dumps(content, ensure_ascii=False, indent=2) + "\n")


def print_table(
    title: str, columns: Sequence[str], rows: Sequence[Sequence[str]], note: str = ""
) -> None:
    """Print rows as a table; text in brackets is text, not markup."""
    width = None if sys.stdout.isatty() else PIPE_WIDTH
    console = Console(markup=False, highlight=False, width=width)
    table = Table(*columns, title=title or None, title_justify="left", header_style="bold")
    for row in rows:
        table.add_row(*row)
    console.print(table)
    if note:
        console.print(note)


class Steps:
    """A progress bar over the named steps of a long job."""

    def __init__(self, bar: Progress, total: int) -> None:
        self._bar = bar
        self._task = bar.add_task("", total=total)

    def __call__(self, name: str) -> None:
        """Say that a step begins."""
        self._bar.update(self._task, advance=1, description=name)


@contextmanager
def progress(total: int) -> Iterator[Steps]:
    """Show a progress bar on the error stream.

    Args:
        total: number of steps.
    """
    columns = (TextColumn("{task.description:32}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True)) as bar:
        yield Steps(bar, total)
