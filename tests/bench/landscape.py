"""Building and asking the landscape, as ratios to rdflib's in-memory store in the same run."""

import gzip
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from rdflib import Dataset

from graph.generations import StoreFolder
from graph.store import PROLOGUE, EmbeddedStore
from queries.catalogue import load_catalogue
from tests.bench.timing import median_seconds, table, within
from tests.serving import free_port, wait_until_up

PEER_SECONDS = 5.0
"""How long rdflib may take for one question."""


def run() -> None:
    """Print build, size, memory, start and the latency of every named question."""
    with tempfile.TemporaryDirectory() as folder:
        store = StoreFolder(Path(folder))
        seconds, memory = _build(folder)
        generation = store.require_current()
        size = sum(path.stat().st_size for path in generation.store.rglob("*"))
        started = time.perf_counter()
        peer, peer_memory = _load_peer(generation.dump)
        peer_seconds = time.perf_counter() - started
        table(
            "Build and start",
            ["what", "product", "rdflib in memory", "ratio"],
            [
                ["build from tables, checked, inferred, validated / parse the dump",
                 f"{seconds:.0f} s", f"{peer_seconds:.0f} s", f"{peer_seconds / seconds:.1f}"],
                ["peak memory", f"{memory:.0f} MB", f"{peer_memory:.0f} MB",
                 f"{peer_memory / memory:.1f}"],
                ["store on disk", f"{size / 1e6:.0f} MB", "none", ""],
                ["start until the first answer", f"{_start(folder):.1f} s",
                 f"{peer_seconds:.0f} s", ""],
            ],
        )  # fmt: skip
        _questions(EmbeddedStore(generation), peer)


def _build(folder: str) -> tuple[float, float]:
    started = time.perf_counter()
    command = [sys.executable, "-m", "service", "build"]
    environment = {**os.environ, "BILDUNGSLANDSCHAFT_STORE": folder}
    subprocess.run(command, env=environment, check=True, capture_output=True)
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1e3
    return time.perf_counter() - started, memory


def _load_peer(dump: Path) -> tuple[Dataset, float]:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    peer = Dataset(default_union=True)
    with gzip.open(dump) as content:
        peer.parse(content, format="nquads")
    return peer, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1e3


def _start(folder: str) -> float:
    port = free_port()
    started = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "service", "serve", "--port", str(port)],
        env={**os.environ, "BILDUNGSLANDSCHAFT_STORE": folder},
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_until_up(f"http://127.0.0.1:{port}/health", process)
        return time.perf_counter() - started
    finally:
        process.terminate()
        process.wait()


def _questions(store: EmbeddedStore, peer: Dataset) -> None:
    rows = []
    for query in load_catalogue():
        if query.form != "SELECT":
            continue
        text = query.bound(query.examples())
        ours = median_seconds(lambda text=text: store.select(text))
        theirs = within(PEER_SECONDS, lambda text=text: _seconds(peer, text))
        shown = f"{theirs * 1000:.0f} ms" if theirs else f"> {PEER_SECONDS:.0f} s"
        ratio = f"{theirs / ours:.0f}" if theirs else f"> {PEER_SECONDS / ours:.0f}"
        rows.append([query.name, f"{ours * 1000:.1f} ms", shown, ratio])
    table("Named questions", ["question", "product", "rdflib in memory", "ratio"], rows)


def _seconds(peer: Dataset, text: str) -> float:
    started = time.perf_counter()
    list(peer.query(PROLOGUE + text))
    return time.perf_counter() - started
