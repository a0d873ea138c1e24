"""Every named question on every store, on the real landscape and on synthetic ones, side by side.

Times are medians of few rounds, engines in turn question by question; only ratios are meant.
`python -m tests.bench stores` takes the store of BILDUNGSLANDSCHAFT_TEST_STORE if that names one.
"""

import gzip
import json
import os
import shutil
import statistics
import tempfile
import time
import urllib.parse
import urllib.request
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import pyoxigraph as ox
from rdflib import Dataset

from graph.build import build
from graph.generations import StoreFolder
from graph.store import BOOLEANS, PROLOGUE
from queries.catalogue import CatalogueQuery, load_catalogue
from queries.guard import check
from tests.bench.budgets import BUDGETS, REFERENCE
from tests.bench.synthetic_copies import write_copies
from tests.bench.timing import table, within
from tests.engines import VIRTUOSO, oxigraph, virtuoso

ROUNDS = 3
LIMIT = 60.0
"""Seconds that one question may take on an engine over HTTP."""

PEER_LIMIT = 5.0
"""Seconds that rdflib may take."""

COPIES = {"synthetic, 1 million": 1, "synthetic, 10 million": 10}
Ask = Callable[[str], list[tuple[str | None, ...]] | None]


def run(names: tuple[str, ...] = ("real", *COPIES)) -> None:
    """Print one table per landscape: the product, and each other store as a ratio to it."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(os.environ.get("BILDUNGSLANDSCHAFT_TEST_STORE", f"{folder}/real"))
        if not root.exists():
            build(StoreFolder(root))
        dump = StoreFolder(root).require_current().dump
        for name in names:
            place = Path(folder) / str(len(name))
            place.mkdir()
            quads = place / "quads.nq"
            if name == "real":
                _unpack(dump, quads)
            else:
                write_copies(dump, quads, COPIES[name])
            measure(name, quads, place)
            shutil.rmtree(place)


def measure(name: str, quads: Path, place: Path) -> None:
    """Load one landscape into every store and print what each question costs there."""
    started = time.perf_counter()
    triples = _load(place / "store", quads)
    loading = {"product": time.perf_counter() - started}
    engines: dict[str, Ask] = {"product": _embedded(place / "store")}
    with ExitStack() as stack:
        address = stack.enter_context(oxigraph(place / "store"))
        engines["Oxigraph server"] = lambda text: _over_http(address, text)
        if shutil.which(VIRTUOSO):
            started = time.perf_counter()
            other = stack.enter_context(virtuoso(quads, place / "virtuoso", buffers=300_000))
            loading["Virtuoso"] = time.perf_counter() - started
            engines["Virtuoso"] = lambda text: _over_http(other, text)
        peer = None
        if name == "real":
            peer = Dataset(default_union=True)
            loading["rdflib"] = _seconds(lambda: peer.parse(str(quads), format="nquads"))
        table(
            f"{name}: {triples:,} statements, loading",
            ["store", "seconds"],
            [[engine, f"{seconds:.0f}"] for engine, seconds in loading.items()],
        )
        _questions(name, engines, peer)


def _questions(name: str, engines: dict[str, Ask], peer: Dataset | None) -> None:
    others = [engine for engine in engines if engine != "product"]
    catalogue = load_catalogue()
    unit = _asked(engines, catalogue.get(REFERENCE))["product"][0]
    rows, ratios = [], {engine: [] for engine in others}
    for query in catalogue:
        found = _asked(engines, query)
        ours, right = found["product"]
        cells = [query.name, query.header.cost, _ms(ours), f"{ours / unit:.1f}"]
        for engine in others:
            seconds, answer = found[engine]
            ratios[engine].append(seconds / ours)
            differs = " (other rows)" if answer != right else ""
            cells.append(f"{seconds / ours:.1f}{differs}" if answer is not None else "no answer")
        if peer is not None:
            cells.append(_peer(peer, query, ours))
        cells.append("slow" if ours / unit > BUDGETS[query.header.cost] else "")
        rows.append(cells)
    header = ["question", "class", "product", f"in {REFERENCE}", *others]
    table(
        f"{name}: questions, others as ratio to the product",
        [*header, *(["rdflib"] if peer is not None else []), "flag"],
        rows,
    )
    for engine, values in ratios.items():
        print(f"\n{engine}: geometric mean {statistics.geometric_mean(values):.2f}")


def _asked(
    engines: dict[str, Ask], query: CatalogueQuery
) -> dict[str, tuple[float, list[tuple[str | None, ...]] | None]]:
    text = check(query.bound(query.examples())).standalone()
    taken: dict[str, list[float]] = {engine: [] for engine in engines}
    answers = {}
    for _ in range(ROUNDS):
        for engine, ask in engines.items():
            if answers.get(engine, ()) is None:
                continue
            started = time.perf_counter()
            answers[engine] = ask(text)
            taken[engine].append(time.perf_counter() - started)
    return {engine: (statistics.median(taken[engine]), answers[engine]) for engine in engines}


def _embedded(folder: Path) -> Ask:
    store = ox.Store.read_only(str(folder))

    def ask(text: str) -> list[tuple[str | None, ...]]:
        found = store.query(text, use_default_graph_as_union=True)
        written = found.serialize(format=ox.QueryResultsFormat.JSON)
        return _rows(written)

    return ask


def _over_http(address: str, text: str) -> list[tuple[str | None, ...]] | None:
    request = urllib.request.Request(
        address,
        data=urllib.parse.urlencode({"query": text}).encode(),
        headers={"Accept": "application/sparql-results+json"},
    )
    try:
        with urllib.request.urlopen(request, timeout=LIMIT) as answer:
            return _rows(answer.read())
    except OSError:
        return None


def _rows(content: bytes) -> list[tuple[str | None, ...]]:
    answer = json.loads(content)
    return [
        tuple(_value(row.get(name)) for name in answer["head"]["vars"])
        for row in answer["results"]["bindings"]
    ]


def _value(cell: dict[str, str] | None) -> str | None:
    if cell is None:
        return None
    if cell.get("datatype", "").endswith("#boolean"):
        return BOOLEANS.get(cell["value"], cell["value"])
    return cell["value"]


def _peer(peer: Dataset, query: CatalogueQuery, ours: float) -> str:
    text = PROLOGUE + query.bound(query.examples())
    seconds = within(PEER_LIMIT, lambda: _seconds(lambda: list(peer.query(text))))
    return f"{seconds / ours:.0f}" if seconds else f"> {PEER_LIMIT / ours:.0f}"


def _load(folder: Path, quads: Path) -> int:
    store = ox.Store(str(folder))
    store.bulk_load(path=str(quads), format=ox.RdfFormat.N_QUADS)
    store.optimize()
    store.flush()
    return len(store)


def _unpack(dump: Path, target: Path) -> None:
    with gzip.open(dump) as packed, target.open("wb") as out:
        shutil.copyfileobj(packed, out)


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.1f} ms"
