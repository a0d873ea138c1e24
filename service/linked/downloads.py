"""The files that can be downloaded: made when first asked for, kept with their generation."""

import atexit
import hashlib
import logging
import os
import subprocess
import tempfile
import threading
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Final

from starlette.requests import Request

from graph.dumps import STATISTICS, DumpFile, DumpFolder, command
from graph.generations import Generation
from graph.statistics import Statistics, read_statistics
from graph.store import is_remote
from ontology.errors import StoreError
from ontology.texts import Text

_LOG: Final = logging.getLogger(__name__)
_NICE: Final = 10
"""How far work that nobody waits for gives way."""

_LOCK: Final = threading.Lock()


class Downloads:
    """The files of one landscape.

    Args:
        location: folder of the store in its generation, or the address of an endpoint.
        graphs: IRIs of its graphs.
    """

    def __init__(self, location: str, graphs: Sequence[str]) -> None:
        self._temporary: tempfile.TemporaryDirectory[str] | None = None
        origin, folder = location, None
        if not is_remote(location):
            generation = Generation(Path(location).parent)
            origin, folder = str(generation.dump), _writable(generation.folder / "downloads")
        if folder is None:
            self._temporary = tempfile.TemporaryDirectory(prefix="bildungslandschaft-")
            folder = Path(self._temporary.name)
        self._dumps = DumpFolder(origin, folder, tuple(graphs))
        self._locks = {name: threading.Lock() for name in (*self._names(), STATISTICS)}
        self._preparing: subprocess.Popen[bytes] | None = None
        self._prepare_lock = threading.Lock()

    @property
    def files(self) -> tuple[DumpFile, ...]:
        """All files, the whole landscape first."""
        return self._dumps.files

    def find(self, name: str) -> DumpFile | None:
        """Return a file by name; None if there is none."""
        return next((file for file in self.files if file.name == name), None)

    def is_ready(self, file: DumpFile) -> bool:
        """Say whether a file need not be made any more."""
        return self._dumps.path(file).exists()

    def path(self, file: DumpFile) -> Path:
        """Return where a file lies; it is made now if it is not there.

        Raises:
            StoreError: if it cannot be made.
        """
        path = self._dumps.path(file)
        self._require(path, file.name)
        return path

    def statistics(self) -> Statistics:
        """Return what the landscape holds; counted when first asked for.

        Raises:
            StoreError: if it cannot be counted.
        """
        self._require(self._dumps.statistics, STATISTICS)
        return read_statistics(self._dumps.statistics)

    def checksum(self, file: DumpFile) -> str:
        """Return the SHA-256 of a file as hexadecimal text."""
        path = self.path(file)
        return _sha256(path, path.stat().st_mtime_ns)

    def prepare(self) -> subprocess.Popen[bytes] | None:
        """Begin to make what is missing, in the background; None if nothing is."""
        with self._prepare_lock:
            missing = [file.name for file in self.files if not self.is_ready(file)]
            if not missing:
                return None
            if self._preparing is None or self._preparing.poll() is not None:
                work = command(self._dumps, [STATISTICS, *missing])
                self._preparing = subprocess.Popen(  # noqa: S603 - our own module
                    work, stdin=subprocess.DEVNULL, start_new_session=True
                )
                os.setpriority(os.PRIO_PROCESS, self._preparing.pid, _NICE)
                atexit.register(self._preparing.terminate)
            return self._preparing

    def complete(self) -> None:
        """Wait until every file is there.

        Raises:
            StoreError: if one cannot be made.
        """
        process = self.prepare()
        if process is not None and process.wait() != 0:
            raise _not_made()

    def _names(self) -> list[str]:
        return [file.name for file in self.files]

    def _require(self, path: Path, name: str) -> None:
        if path.exists():
            return
        with self._locks[name]:
            if not path.exists():
                work = command(self._dumps, [name])
                done = subprocess.run(work, stdin=subprocess.DEVNULL, check=False)  # noqa: S603 - our own module
                if done.returncode != 0:
                    raise _not_made()


def downloads_of(request: Request) -> Downloads:
    """Return the files of the landscape that is served at this moment."""
    state = request.app.state
    key = (state.landscape.location, state.version)
    with _LOCK:
        held: tuple[tuple[str, str], Downloads] | None = getattr(state, "downloads", None)
        if held is None or held[0] != key:
            held = state.downloads = (key, Downloads(key[0], tuple(state.landscape.graphs)))
    return held[1]


def _writable(folder: Path) -> Path | None:
    """Return a folder beside the store, or None where the service may only read."""
    try:
        folder.mkdir(exist_ok=True)
    except OSError:
        _LOG.info("%s cannot be made; downloads go to a temporary folder", folder)
        return None
    return folder if os.access(folder, os.W_OK) else None


def _not_made() -> StoreError:
    return StoreError(
        Text(
            "Die Datei konnte nicht erzeugt werden; der Grund steht im Protokoll.",
            "The file could not be made; the reason is in the log.",
        )
    )


@lru_cache(maxsize=512)
def _sha256(path: Path, _changed: int) -> str:
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
