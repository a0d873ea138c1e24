"""The SPARQL door beside a bare Oxigraph server, and pages while runaway queries run."""

import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from graph.build import build
from graph.generations import StoreFolder
from tests.bench.timing import median_seconds, table
from tests.serving import free_port, wait_until_up

SHORT = 'SELECT ?d WHERE { ?d <https://w3id.org/bildungslandschaft/ontology#ags> "05334" }'
LONG = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o . ?o a ?c }"
RUNAWAY = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
RUNAWAYS = 4
REQUESTS = 40
PAGES = ("/kreise/05334", "/api/v1/districts/14626", "/themen")


def run() -> None:
    """Print overhead against Oxigraph and the latency of pages under attack."""
    with tempfile.TemporaryDirectory() as folder:
        build(StoreFolder(Path(folder)))
        store = StoreFolder(Path(folder)).require_current().store
        with product(folder) as ours, _oxigraph(store) as theirs:
            rows = []
            for name, query in (("short", SHORT), ("long", LONG)):
                own = median_seconds(lambda query=query: _ask(ours + "/sparql", query), 15)
                peer = median_seconds(lambda query=query: _ask(theirs + "/query", query), 15)
                rows.append([name, f"{own * 1000:.1f} ms", f"{peer * 1000:.1f} ms",
                             f"{own / peer:.2f}"])  # fmt: skip
            table("SPARQL over HTTP", ["query", "product", "Oxigraph server", "ratio"], rows)
            _under_attack(ours)


def _under_attack(address: str) -> None:
    idle = _latency(address)
    stop = threading.Event()
    attackers = [
        threading.Thread(target=_attack, args=(address, stop), daemon=True) for _ in range(RUNAWAYS)
    ]
    for attacker in attackers:
        attacker.start()
    time.sleep(2)
    busy = _latency(address)
    stop.set()
    table(
        f"Pages while {RUNAWAYS} runaway queries run",
        ["median idle", "median under attack", "ratio"],
        [[f"{idle * 1000:.0f} ms", f"{busy * 1000:.0f} ms", f"{busy / idle:.2f}"]],
    )


def _latency(address: str) -> float:
    taken = []
    for number in range(REQUESTS):
        started = time.perf_counter()
        with urllib.request.urlopen(address + PAGES[number % len(PAGES)], timeout=60) as answer:
            answer.read()
        taken.append(time.perf_counter() - started)
    return statistics.median(taken)


def _attack(address: str, stop: threading.Event) -> None:
    while not stop.is_set():
        try:
            _ask(address + "/sparql", RUNAWAY)
        except (urllib.error.URLError, TimeoutError):
            continue


def _ask(address: str, query: str) -> bytes:
    request = urllib.request.Request(
        f"{address}?{urllib.parse.urlencode({'query': query})}",
        headers={"Accept": "application/sparql-results+json"},
    )
    with urllib.request.urlopen(request, timeout=120) as answer:
        return answer.read()


@contextmanager
def product(folder: str) -> Iterator[str]:
    """Serve a landscape by the product's own command and yield its address."""
    port = free_port()
    command = [sys.executable, "-m", "service", "serve", "--port", str(port)]
    environment = {**os.environ, "BILDUNGSLANDSCHAFT_STORE": folder}
    with subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL) as process:
        wait_until_up(f"http://127.0.0.1:{port}/health", process)
        yield f"http://127.0.0.1:{port}"
        process.terminate()


@contextmanager
def _oxigraph(store: Path) -> Iterator[str]:
    port = free_port()
    program = Path(sys.executable).with_name("oxigraph")
    command = [program, "serve-read-only", "--location", store, "--bind", f"127.0.0.1:{port}",
               "--union-default-graph"]  # fmt: skip
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
        wait_until_up(f"http://127.0.0.1:{port}/", process)
        yield f"http://127.0.0.1:{port}"
        process.terminate()
