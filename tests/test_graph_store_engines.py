"""Every question has the same answer, row by row, on every engine that can hold the landscape."""

import gzip
import json
import re
import zlib
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from graph.generations import Generation, Manifest, StoreFolder
from graph.landscape import Landscape
from graph.loading import load_landscape
from graph.store import EmbeddedStore, RemoteStore, write_store
from ontology.namespaces import GRAPH
from queries.catalogue import CatalogueQuery
from queries.guard import check
from queries.run import Table, run_named
from tests.engines import REWRITE, served_by
from tests.library_support import catalogue

pytestmark = pytest.mark.xdist_group("engines")

YEARS = ("2016", "2021")
"""Two of observations are enough, one of them with a gap."""

SHARE = 16
"""One of so many schools, memory institutions and small municipalities is kept."""

_MANY = re.compile(r"id/(?:town/|actor/(?:schule|isil|wd)-|actor/kommune-\d{8})")
QUESTIONS = list(catalogue())


def is_kept(subject: str) -> bool:
    if "id/observation/" in subject:
        return subject.rstrip(">").endswith(YEARS)
    return not _MANY.search(subject) or zlib.crc32(subject.encode()) % SHARE == 0


@pytest.fixture(scope="module")
def quads(store_folder: Path, tmp_path_factory) -> Path:
    """Return the real landscape with fewer entries of the large registers, as N-Quads."""
    path = tmp_path_factory.mktemp("engines") / "some.nq"
    dump = StoreFolder(store_folder).require_current().dump
    with gzip.open(dump, "rt", encoding="utf-8") as lines, path.open("w", encoding="utf-8") as out:
        out.writelines(line for line in lines if is_kept(line.partition(" ")[0]))
    return path


@pytest.fixture(scope="module")
def generation(quads: Path) -> Generation:
    graphs: dict[str, list[str]] = defaultdict(list)
    for line in quads.read_text("utf-8").splitlines():
        statement, graph, _ = line.rsplit(" ", 2)
        graphs[graph[1:-1]].append(f"{statement} .\n")
    folder = StoreFolder(quads.parent / "landscape")
    with folder.writing():
        made = folder.begin()
        files = []
        for number, (iri, lines) in enumerate(graphs.items()):
            path = made.folder / f"{number}.nt"
            path.write_text("".join(lines), "utf-8")
            files.append((iri, path))
        count = write_store(made.store, files)
        counts = {iri.removeprefix(GRAPH): len(lines) for iri, lines in graphs.items()}
        made.write_manifest(Manifest("some", "print", "2026-01-01T00:00:00Z", count, counts))
        return folder.finish(made)


@pytest.fixture(scope="module", params=REWRITE)
def engine(request, generation: Generation, quads: Path) -> Iterator[str]:
    place = quads.parent / request.param
    with served_by(request.param, generation.store, quads, place, buffers=20_000) as address:
        yield address


@pytest.fixture(scope="module")
def embedded(generation: Generation) -> EmbeddedStore:
    return EmbeddedStore(generation)


@pytest.fixture(scope="module")
def in_memory(embedded: EmbeddedStore) -> Landscape:
    return load_landscape(embedded)


def answered(address: str, query: CatalogueQuery) -> Table:
    def execute(text: str):
        response = httpx.post(
            address,
            data={"query": check(text).standalone()},
            headers={"Accept": "application/sparql-results+json"},
            timeout=60,
        )
        assert response.status_code == 200, response.text
        return json.loads(response.content)

    return run_named(query, query.examples(), execute)


@pytest.mark.parametrize("query", QUESTIONS, ids=[query.name for query in QUESTIONS])
def test_a_question_has_the_same_rows_in_the_same_order(engine, embedded, query):
    ours = embedded.select(query.bound(query.examples()))
    theirs = answered(engine, query)
    assert [column.name for column in theirs.columns] == [
        column.name for column in query.header.columns
    ]
    assert [tuple(cell.text if cell else None for cell in row) for row in theirs.rows] == ours


def test_the_landscape_in_memory_is_the_same(engine, in_memory):
    theirs = load_landscape(RemoteStore(engine))
    for name in ("actors", "ties", "participations", "items", "districts", "service_areas",
                 "programmes", "concepts", "observations", "neighbours"):  # fmt: skip
        assert getattr(theirs, name) == getattr(in_memory, name), name
    assert list(theirs.ties) == list(in_memory.ties)
