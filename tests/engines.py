"""How other SPARQL engines are started on the loopback for tests and for the bench, and ended.

`python -m tests.engines all.nq FOLDER` serves N-Quads by Virtuoso until it is interrupted.
`BILDUNGSLANDSCHAFT_TEST_ENGINE=oxigraph` (or `virtuoso`) puts the whole suite before that engine.
"""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.build import build
from graph.generations import StoreFolder
from graph.store import is_remote
from tests.serving import free_port, wait_until_up

REWRITE = {"oxigraph": True, "virtuoso": False}
"""Engines, and whether each needs correlated EXISTS in another form."""

OXIGRAPH = Path(sys.executable).with_name("oxigraph")
VIRTUOSO = "virtuoso-t"
ISQL = "isql-vt"
DONE = "loaded"
"""Name of the empty file beside a database that holds all of its N-Quads."""

BUFFERS = 85_000
MAX_ROWS = 3_000_000
"""Virtuoso cuts answers silently at 10,000 rows unless it is told otherwise."""

_INI = """[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
CheckpointInterval = 0
CaseMode = 2
DirsAllowed = .
NumberOfBuffers = {buffers}
MaxDirtyBuffers = {dirty}
MaxQueryMem = 2G
ThreadsPerQuery = 2
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerThreads = 20
Charset = UTF-8
[SPARQL]
ResultSetMaxRows = {rows}
"""


@contextlib.contextmanager
def whole_landscape(engine: str, given: str) -> Iterator[dict[str, str]]:
    """Serve the real landscape by an engine and yield the environment of tests that ask it.

    Args:
        engine: `oxigraph` or `virtuoso`.
        given: folder of a built store; empty to build one.
    """
    if engine not in REWRITE or is_remote(given):
        needed = f"{' or '.join(REWRITE)}, over a store that is a folder"
        raise pytest.UsageError(f"BILDUNGSLANDSCHAFT_TEST_ENGINE is one of {needed}")
    with tempfile.TemporaryDirectory() as temporary, contextlib.ExitStack() as stack:
        folder = StoreFolder(Path(given or f"{temporary}/landscape"))
        if not given:
            build(folder)
        found = folder.require_current()
        place = Path(temporary, "engine")
        yield {
            "BILDUNGSLANDSCHAFT_TEST_STORE": stack.enter_context(
                served_by(engine, found.store, found.dump, place)
            ),
            "BILDUNGSLANDSCHAFT_QUERY_REWRITE": str(REWRITE[engine]),
        }


@contextlib.contextmanager
def served_by(
    engine: str, store: Path, quads: Path, folder: Path, buffers: int = BUFFERS
) -> Iterator[str]:
    """Serve one landscape by an engine and yield its query address.

    Args:
        engine: one of `REWRITE`.
        store: its RocksDB folder, for an Oxigraph server.
        quads: its N-Quads, for Virtuoso.
        folder: for what the engine writes.
        buffers: as for `virtuoso`.
    """
    if engine == "oxigraph":
        with oxigraph(store) as address:
            yield address
    else:
        require_virtuoso()
        with virtuoso(quads, folder, buffers) as address:
            yield address


@contextlib.contextmanager
def oxigraph(store: Path, seconds: int | None = None) -> Iterator[str]:
    """Serve a RocksDB folder by an Oxigraph server and yield its query address.

    Args:
        store: the folder.
        seconds: after which it ends a query; None lets it go on.
    """
    port = free_port()
    options = ["--location", str(store), "--bind", f"127.0.0.1:{port}", "--union-default-graph"]
    options += [] if seconds is None else ["--timeout-s", str(seconds)]
    with subprocess.Popen(
        [OXIGRAPH, "serve-read-only", *options], stderr=subprocess.DEVNULL
    ) as process:
        try:
            wait_until_up(f"http://127.0.0.1:{port}/", process)
            yield f"http://127.0.0.1:{port}/query"
        finally:
            process.kill()


def require_virtuoso() -> None:
    """Skip a test where Virtuoso is not installed; CI installs it, so there it has to be."""
    if shutil.which(VIRTUOSO) is None:
        reason = "needs Virtuoso (tests/install-debian-packages)"
        assert "CI" not in os.environ, reason
        pytest.skip(reason)


@contextlib.contextmanager
def virtuoso(quads: Path, folder: Path, buffers: int = BUFFERS) -> Iterator[str]:
    """Serve N-Quads by Virtuoso and yield its query address.

    Args:
        quads: the file, gzipped if its name ends so.
        folder: for settings and database; made, and left to the caller. One that this function
            has filled before is served as it is.
        buffers: pages of 8 KiB that are held in memory.
    """
    folder.mkdir(parents=True, exist_ok=True)
    # a load that was cut off leaves half a database, a kill leaves a lock
    for left in folder.glob("virtuoso.lck" if (folder / DONE).exists() else "virtuoso*"):
        left.unlink()
    sql, http = free_port(), free_port()
    settings = _INI.format(
        sql=sql, http=http, buffers=buffers, dirty=buffers * 3 // 4, rows=MAX_ROWS
    )
    (folder / "virtuoso.ini").write_text(settings, "utf-8")
    with subprocess.Popen(
        [VIRTUOSO, "+foreground", "+configfile", "virtuoso.ini"],
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        try:
            wait_until_up(f"http://127.0.0.1:{http}/sparql", process)
            _load(quads, folder, sql)
            yield f"http://127.0.0.1:{http}/sparql"
        finally:
            process.send_signal(signal.SIGKILL)


def _load(quads: Path, folder: Path, port: int) -> None:
    if (folder / DONE).exists():
        return
    link = folder / f"quads{''.join(quads.suffixes)}"
    link.unlink(missing_ok=True)
    link.symlink_to(quads.resolve())
    work = f"ld_dir('.', '{link.name}', 'urn:none'); rdf_loader_run(log_enable=>2); checkpoint;"
    check = "select ll_error from DB.DBA.LOAD_LIST where ll_state <> 2 or ll_error is not null;"
    account = ["dba", "dba"]  # of a database that nobody else reaches and that ends with the test
    said = subprocess.run(
        [ISQL, f"127.0.0.1:{port}", *account, f"exec={work} {check}"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert "0 Rows." in said, said
    (folder / DONE).touch()


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    with (
        virtuoso(Path(sys.argv[1]), Path(sys.argv[2])) as address,
        contextlib.suppress(KeyboardInterrupt),
    ):
        print(address, flush=True)  # noqa: T201 - the address is what the caller asked for
        signal.pause()
