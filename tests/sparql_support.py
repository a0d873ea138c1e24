"""What the tests of the SPARQL door share: a small built landscape and a real server over it."""

import contextlib
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import httpx
import uvicorn

from graph.generations import Manifest, StoreFolder
from graph.store import write_store
from ontology.namespaces import BASE, GRAPH, ID, PREFIXES
from service.app import create_app
from service.settings import Settings
from service.sparql.wire import Wire

RDF_TYPE = PREFIXES["rdf"] + "type"
LABEL = PREFIXES["rdfs"] + "label"


def build(root: Path, sources: Mapping[str, str], version: str = "one") -> str:
    """Make a generation of N-Triples per source current; return its RocksDB folder."""
    folder = StoreFolder(root)
    with folder.writing():
        generation = folder.begin()
        files = []
        for source, triples in sources.items():
            path = generation.folder / f"{source}.nt"
            path.write_text(triples, "utf-8")
            files.append((GRAPH + source, path))
        count = write_store(generation.store, files)
        counts = {source: triples.count("\n") for source, triples in sources.items()}
        generation.write_manifest(Manifest(version, "print", "2026-01-01T00:00:00Z", count, counts))
        return str(folder.finish(generation).store)


def districts(count: int) -> str:
    """Return N-Triples of so many districts with a type and a label each."""
    lines = []
    for number in range(count):
        thing = f"<{ID}district/{number:05}>"
        lines.append(f"{thing} <{RDF_TYPE}> <{BASE}ontology#District> .")
        lines.append(f'{thing} <{LABEL}> "Kreis {number}, \\"Süd\\""@de .')
    return "\n".join(lines) + "\n"


DERIVED = f"<{ID}district/00000> <{BASE}ontology#borders> <{ID}district/00001> .\n"


@contextlib.contextmanager
def served(settings: Settings, keep_alive: int = 5) -> Iterator[httpx.Client]:
    """Run a real server on a free loopback port and yield a client of it.

    Args:
        settings: of the product.
        keep_alive: seconds after which a connection without a request is closed.
    """
    app = create_app(settings)
    config = uvicorn.Config(
        app,
        port=0,
        log_config=None,
        access_log=False,
        lifespan="on",
        http=Wire,
        timeout_keep_alive=keep_alive,
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        while not server.started:
            assert thread.is_alive(), "the server did not start"
            time.sleep(0.01)
        port = server.servers[0].sockets[0].getsockname()[1]
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60) as client:
            client.app = app
            yield client
    finally:
        server.should_exit = True
        thread.join()


def rows(response: httpx.Response) -> list[dict[str, str]]:
    """Return the rows of a JSON answer as plain values."""
    assert response.status_code == 200, response.text
    bindings = json.loads(response.content)["results"]["bindings"]
    return [{name: cell["value"] for name, cell in row.items()} for row in bindings]


@contextlib.contextmanager
def process(store: Path, port: int) -> Iterator[subprocess.Popen]:
    """Run the service as a process of its own."""
    environment = os.environ | {"BILDUNGSLANDSCHAFT_STORE": str(store)}
    command = [sys.executable, "-m", "service", "serve", "--port", str(port)]
    child = subprocess.Popen(command, env=environment)
    try:
        yield child
    finally:
        child.kill()
        child.wait()
