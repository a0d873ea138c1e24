"""Where the generations of the embedded store lie, which one is current, and who may write.

    {store}/current              id of the generation that readers open; replaced atomically
    {store}/generations/{id}/    one landscape: store/, manifest.json, report.json,
                                 validation.json, dump.nq.gz, landscape.pickle, landscape.columns
    {store}/corrections/         tables handed in by `import`, merged at the next build
    {store}/refused.json         what kept the last build from being published, if anything did
    {store}/lock                 held by the one writer

A build writes a new folder under a temporary name, renames it when it is complete and synced, and
only then switches `current`. A kill at any moment leaves the old pointer with its old folder.
"""

import fcntl
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from ontology.errors import StoreError, StoreLockedError
from ontology.texts import Text

KEPT_GENERATIONS: Final = 2
"""The current one, and the one before for readers that still have it open."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What one generation holds.

    Attributes:
        version: hash of the canonical content; the same input gives the same version.
        fingerprint: hash of everything that the build read, code included.
        built_at: ISO 8601 time in UTC.
        triples: number of quads in the store.
        graphs: number of triples per source.
    """

    version: str
    fingerprint: str
    built_at: str
    triples: int
    graphs: dict[str, int]


@dataclass(frozen=True, slots=True)
class Generation:
    """One complete landscape on disk."""

    folder: Path

    @property
    def store(self) -> Path:
        """The RocksDB folder that readers open."""
        return self.folder / "store"

    @property
    def dump(self) -> Path:
        """The canonical content as gzipped N-Quads."""
        return self.folder / "dump.nq.gz"

    @property
    def memory(self) -> Path:
        """The landscape as analyses and pages read it."""
        return self.folder / "landscape.pickle"

    @property
    def columns(self) -> Path:
        """The same as arrays, see `graph.columns`."""
        return self.folder / "landscape.columns"

    @property
    def report(self) -> Path:
        """The build report as JSON."""
        return self.folder / "report.json"

    @property
    def validation(self) -> Path:
        """The validation report as JSON, see `graph.validation_report`."""
        return self.folder / "validation.json"

    def manifest(self) -> Manifest:
        """Return what this generation holds.

        Raises:
            StoreError: if the manifest is missing or damaged.
        """
        try:
            return Manifest(**json.loads((self.folder / "manifest.json").read_text("utf-8")))
        except (OSError, ValueError, TypeError) as error:
            raise StoreError(
                Text(
                    f"Die Landschaft in {self.folder} ist beschädigt. Abhilfe: bildungslandschaft"
                    " build --force.",
                    f"The landscape in {self.folder} is damaged. Remedy: bildungslandschaft"
                    " build --force.",
                )
            ) from error

    def write_manifest(self, manifest: Manifest) -> None:
        """Write the manifest; the last file of a generation."""
        write_atomically(
            self.folder / "manifest.json",
            json.dumps(asdict(manifest), ensure_ascii=False, indent=1, sort_keys=True),
        )


class StoreFolder:
    """The folder of an embedded store.

    Args:
        root: the folder named in the settings; made when first written to.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.generations = root / "generations"
        self.corrections = root / "corrections"
        self.refused = root / "refused.json"
        self._pointer = root / "current"

    def current(self) -> Generation | None:
        """Return the current generation, None if nothing was built yet."""
        try:
            name = self._pointer.read_text("utf-8").strip()
        except FileNotFoundError:
            return None
        generation = Generation(self.generations / name)
        return generation if generation.folder.is_dir() else None

    def require_current(self) -> Generation:
        """Return the current generation.

        Raises:
            StoreError: if nothing was built yet.
        """
        generation = self.current()
        if generation is None:
            raise StoreError(
                Text(
                    f"In {self.root} liegt keine Landschaft. Abhilfe: bildungslandschaft build.",
                    f"There is no landscape in {self.root}. Remedy: bildungslandschaft build.",
                )
            )
        return generation

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the write lock; it falls with the process, so a kill leaves no stale lock.

        What was begun and not finished by the end is discarded.

        Raises:
            StoreLockedError: if another process holds it.
        """
        self.root.mkdir(parents=True, exist_ok=True)
        with (self.root / "lock").open("w") as handle:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise StoreLockedError(
                    Text(
                        f"In {self.root} baut gerade ein anderer Vorgang. Bitte warten.",
                        f"Another process is building in {self.root}. Please wait.",
                    )
                ) from error
            try:
                yield
            finally:
                self._discard_unfinished()

    def begin(self) -> Generation:
        """Return an empty generation to fill. Call it while writing."""
        self.generations.mkdir(parents=True, exist_ok=True)
        # of a process that was killed
        self._discard_unfinished()
        folder = self.generations / f"unfinished-{os.getpid()}"
        folder.mkdir()
        return Generation(folder)

    def finish(self, generation: Generation) -> Generation:
        """Make a filled generation the current one and return it under its final name.

        The folder is named after its version; the same content again keeps a second folder, so
        that readers of the first are not disturbed.
        """
        name = generation.manifest().version
        taken = 0
        while (final := self.generations / (f"{name}-{taken}" if taken else name)).exists():
            taken += 1
        _sync_tree(generation.folder)
        generation.folder.rename(final)
        _sync(self.generations)
        write_atomically(self._pointer, final.name)
        self._retire(keep=final)
        return Generation(final)

    def _discard_unfinished(self) -> None:
        for leftover in self.generations.glob("unfinished-*"):
            shutil.rmtree(leftover)

    def _retire(self, keep: Path) -> None:
        others = [folder for folder in self.generations.iterdir() if folder != keep]
        others.sort(key=lambda folder: folder.stat().st_mtime, reverse=True)
        for folder in others[KEPT_GENERATIONS - 1 :]:
            shutil.rmtree(folder)


def write_atomically(path: Path, content: str) -> None:
    """Write a text file so that a reader sees the old or the new content, even after a crash."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    with temporary.open("w", encoding="utf-8") as handle:
        handle.write(content)
        handle.flush()
        os.fsync(handle.fileno())
    temporary.replace(path)
    _sync(path.parent)


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _sync_tree(folder: Path) -> None:
    for path in folder.rglob("*"):
        _sync(path)
    _sync(folder)
