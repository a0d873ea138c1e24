"""Which files a landscape can be downloaded as, and how each is made: complete or not there.

`python -m graph.dumps` makes files in a process of its own, so that nobody waits for Python.
"""

import json
import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from graph.statistics import write_statistics
from graph.store import RemoteStore, is_remote
from graph.store_dumps import FORMATS, convert, join, split, write_quads
from ontology.namespaces import GRAPH

WHOLE: Final = "bildungslandschaft"
STATISTICS: Final = "statistics.json"
GRAPH_SECONDS: Final = 600.0
"""How long an endpoint may gather the triples of one graph before it sends the first."""


@dataclass(frozen=True, slots=True)
class DumpFile:
    """One file.

    Attributes:
        name: of the file.
        format: `nq`, `nt`, `ttl` or `jsonld`.
        source: id of the source; empty for the whole.
    """

    name: str
    format: str
    source: str


@dataclass(frozen=True, slots=True)
class DumpFolder:
    """Where the files of one landscape lie.

    Attributes:
        origin: its N-Quads, or the address of an endpoint.
        folder: for the files; exists.
        graphs: IRIs of its graphs.
    """

    origin: str
    folder: Path
    graphs: tuple[str, ...]

    @property
    def files(self) -> tuple[DumpFile, ...]:
        """All files, the whole landscape first."""
        whole = [DumpFile(f"{WHOLE}.{name}.gz", name, "") for name in ("nq", "ttl", "jsonld")]
        sources = sorted(iri.removeprefix(GRAPH) for iri in self.graphs)
        parts = [_part(source, name) for source in sources for name in FORMATS]
        return (*whole, *parts)

    @property
    def statistics(self) -> Path:
        """Where the figures lie once they have been counted."""
        return self.folder / STATISTICS

    def path(self, file: DumpFile) -> Path:
        """Return where a file lies once it has been made."""
        if file.format == "nq" and not is_remote(self.origin):
            return Path(self.origin)
        return self.folder / file.name

    def make(self, file: DumpFile) -> Path:
        """Return where a file lies, after making it if it is not there.

        Raises:
            StoreError: if an endpoint does not answer.
        """
        path = self.path(file)
        if path.exists():
            return path
        if file.format == "nq":
            store = RemoteStore(self.origin, GRAPH_SECONDS)
            _write(path, lambda target: write_quads(store, self.graphs, target))
        elif file.format == "nt":
            self._split()
        elif file.source:
            piece = self.make(_part(file.source, "nt"))
            _write(path, lambda target: convert(piece, file.format, target))
        else:
            same = [one for one in self.files if one.source and one.format == file.format]
            pieces = {GRAPH + one.source: self.make(one) for one in same}
            _write(path, lambda target: join(pieces, file.format, target))
        return path

    def count(self) -> None:
        """Count what the landscape holds, if that has not been done."""
        if not self.statistics.exists():
            quads = self.make(self.files[0])
            _write(self.statistics, lambda target: write_statistics(quads, target))

    def _split(self) -> None:
        with tempfile.TemporaryDirectory(dir=self.folder) as folder:
            split(self.make(self.files[0]), Path(folder))
            for piece in Path(folder).iterdir():
                piece.replace(self.folder / piece.name)


def command(folder: DumpFolder, names: Sequence[str]) -> list[str]:
    """Return the command that makes some files.

    Args:
        folder: where.
        names: of files, or STATISTICS.
    """
    given = [folder.origin, str(folder.folder), folder.graphs, names]
    return [sys.executable, "-m", "graph.dumps", json.dumps(given)]


def main() -> None:
    """Make the files that `command` named."""
    origin, folder, graphs, names = json.loads(sys.argv[1])
    found = DumpFolder(origin, Path(folder), tuple(graphs))
    files = {file.name: file for file in found.files}
    for name in names:
        if name == STATISTICS:
            found.count()
        else:
            found.make(files[name])


def _part(source: str, format_: str) -> DumpFile:
    return DumpFile(f"{source}.{format_}.gz", format_, source)


def _write(path: Path, work: Callable[[Path], None]) -> None:
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        work(unfinished)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


if __name__ == "__main__":
    main()
