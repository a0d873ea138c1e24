"""What every test may ask for: the real landscape, a client, a server, all made once."""

import csv
import fcntl
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from graph.build import build
from graph.facts import data_folder
from graph.generations import StoreFolder
from graph.landscape import Landscape
from graph.memory import open_landscape
from graph.store import Store, is_remote, open_store
from tests.engines import whole_landscape
from tests.serving import free_port, wait_until_up

# images of CI like to forbid writing bytecode; each of the processes that tests start would then
# compile all libraries anew, for four seconds
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

MEASURED = "measured"
"""Name under which a test records a line for the summary, with `record_property`."""

KEPT = 200
"""Rows kept of each large register, beside those that other tables refer to."""

LARGE = {
    "indicators/observations.csv": None,
    "registers/schools.csv": "id",
    "registers/memory_institutions.csv": "isil",
    "territory/towns.csv": "ags",
}


LONGEST = (
    "test_graph_dumps",
    "test_ontology_checks",
    "test_graph_build",
    "test_ontology_two_reasoners",
    "test_service_pages_browser",
    "test_service_pictures_browser",
    "test_graph_store_engines",
    "test_service_pages_content",
    "test_service_contract",
    "test_service_sparql_w3c",
    "test_graph_corrections",
    "test_graph_suggestions",
    "test_service_sparql_remote",
    "test_service_sparql_limits",
    "test_ontology_reasoning",
    "test_service_cli_check",
    "test_graph_evaluation",
)
"""Files that start first, so that no process goes on with a long one when the other is done. The
first waits until the landscape is built, the next two do without it."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the longest files come first."""
    place = {name: number for number, name in enumerate(LONGEST)}
    items.sort(key=lambda item: place.get(item.path.stem, len(place)))


def given() -> str:
    """Return a store to test with instead of building one: a folder, or an endpoint's address."""
    return os.environ.get("BILDUNGSLANDSCHAFT_TEST_STORE", "")


def pytest_configure(config: pytest.Config) -> None:
    """Serve the landscape by another engine if one is named, once for all worker processes."""
    # tests share few cores: nothing is computed that none of them asks for
    os.environ.setdefault("BILDUNGSLANDSCHAFT_WARM_UP", "false")
    if engine := os.environ.pop("BILDUNGSLANDSCHAFT_TEST_ENGINE", ""):
        stack = ExitStack()
        config.add_cleanup(stack.close)
        os.environ |= stack.enter_context(whole_landscape(engine, given()))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what tests have measured: pytest swallows their output, and xdist loses it."""
    reports = [report for found in terminalreporter.stats.values() for report in found]
    measured = [
        value
        for report in reports
        for name, value in getattr(report, "user_properties", [])
        if name == MEASURED and report.when == "call"
    ]
    if measured:
        terminalreporter.section("measured")
        for value in measured:
            terminalreporter.write_line(str(value))


@pytest.fixture(scope="session")
def store_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a store with the real landscape, built once for all worker processes."""
    if is_remote(given()):
        pytest.skip("is about the folder of an embedded store")
    if given():
        return Path(given())
    shared = tmp_path_factory.getbasetemp()
    if os.environ.get("PYTEST_XDIST_WORKER"):
        shared = shared.parent
    folder = shared / "landscape"
    with (shared / "landscape.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        build(StoreFolder(folder))
    return folder


@pytest.fixture(scope="session")
def store_location(request: pytest.FixtureRequest) -> str:
    """Return what a store setting may name: the folder, or the endpoint that is tested."""
    return given() if is_remote(given()) else str(request.getfixturevalue("store_folder"))


@pytest.fixture(scope="session")
def landscape(store_location: str) -> Landscape:
    return open_landscape(store_location)


@pytest.fixture(scope="session")
def store(store_location: str) -> Store:
    return open_store(store_location)


@pytest.fixture(scope="session")
def client(store_location: str) -> Iterator[TestClient]:
    from service.app import create_app
    from service.settings import Settings

    app = create_app(Settings(store=store_location, write_token="test-token"))
    with TestClient(app, follow_redirects=False, raise_server_exceptions=False) as running:
        yield running


@pytest.fixture(scope="session")
def server(store_location: str) -> Iterator[str]:
    """Start the product's own command and return its address."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "service", "serve", "--port", str(port)],
        env={**os.environ, "BILDUNGSLANDSCHAFT_STORE": store_location},
    )
    try:
        # the first page waits until the landscape is read, which takes a while from an endpoint
        wait_until_up(f"http://127.0.0.1:{port}/", process)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=20)


@pytest.fixture(scope="session")
def small_data(tmp_path_factory) -> Path:
    """Return the real tables, with fewer rows of the large registers for speed."""
    folder = tmp_path_factory.mktemp("tables") / "data"
    shutil.copytree(data_folder(), folder)
    referring = {*folder.rglob("*.csv")} - {folder / path for path in LARGE}
    words = [word for path in referring for word in re.findall(r"[\w-]+", path.read_text("utf-8"))]
    referred = {word.partition("-")[2] for word in words}
    for path, key in LARGE.items():
        with (folder / path).open(encoding="utf-8", newline="") as handle:
            rows = list(csv.DictReader(handle))
        keep = [
            row
            for number, row in enumerate(rows)
            if number < KEPT or (key and row[key] in referred)
        ]
        with (folder / path).open("w", encoding="utf-8", newline="") as handle:
            writer = csv.DictWriter(handle, rows[0].keys(), lineterminator="\n")
            writer.writeheader()
            writer.writerows(keep)
    return folder
