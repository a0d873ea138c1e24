"""Every named question on every store, on the real landscape and on synthetic ones, side by side.

Engines answer in turn, question by question; only ratios are meant.

    python -m tests.bench.stores                        all landscapes
    python -m tests.bench.stores 10 --keep FOLDER       one of them; what is loaded stays in FOLDER

A landscape is `real` or a number of copies, about a million statements each. The next run with the
same folder loads nothing. BILDUNGSLANDSCHAFT_TEST_STORE may name a built store.
"""

import argparse
import gzip
import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from functools import partial
from pathlib import Path

import pyoxigraph as ox
from rdflib import Dataset

from graph.build import build
from graph.generations import StoreFolder
from graph.store import PROLOGUE, Row
from queries.catalogue import CatalogueQuery, load_catalogue
from queries.guard import check
from tests.bench.askers import LIMIT, Asker, Embedded, OverHttp
from tests.bench.budgets import BUDGETS, REFERENCE
from tests.bench.synthetic_copies import write_copies
from tests.bench.timing import table, within
from tests.engines import VIRTUOSO, oxigraph, virtuoso

ROUNDS = 3
PATIENCE = 1.0
"""Seconds after which one round is enough."""

PEER_LIMIT = 5.0
"""Seconds that rdflib may take. It holds the real landscape only: ten copies would take 20 GB."""

BUFFERS = 300_000
"""Pages of 8 KiB: all of ten million statements in Virtuoso."""

REAL = "real"
LANDSCAPES = (REAL, "1", "10")


def run(names: tuple[str, ...] = LANDSCAPES, kept: Path | None = None) -> None:
    """Print one table per landscape: the product, and each other store as a ratio to it.

    Args:
        names: `real`, or the number of copies.
        kept: folder for what is loaded; without one it is gone afterwards.
    """
    with tempfile.TemporaryDirectory() as temporary:
        root = Path(os.environ.get("BILDUNGSLANDSCHAFT_TEST_STORE", f"{temporary}/built"))
        if not root.exists():
            build(StoreFolder(root))
        dump = StoreFolder(root).require_current().dump
        for name in names:
            place = (kept or Path(temporary)) / name
            place.mkdir(parents=True, exist_ok=True)
            measure(name, dump, place)
            if kept is None:
                shutil.rmtree(place)


def measure(name: str, dump: Path, place: Path) -> None:
    """Load one landscape into every store and print what each question costs there."""
    quads = place / "quads.nq"
    writing = partial(_unpack, dump) if name == REAL else partial(write_copies, dump, int(name))
    taken = {
        "N-Quads": _once(quads, writing),
        "product": _once(place / "store", partial(_load, quads)),
    }
    with ExitStack() as stack:
        engines: dict[str, Asker] = {
            "product": stack.enter_context(Embedded(place / "store")),
            "Oxigraph server": OverHttp(stack.enter_context(oxigraph(place / "store", LIMIT))),
        }
        if shutil.which(VIRTUOSO):
            started = time.perf_counter()
            address = stack.enter_context(virtuoso(quads, place / "virtuoso", BUFFERS))
            taken["Virtuoso"] = time.perf_counter() - started
            engines["Virtuoso"] = OverHttp(address)
        peer = Dataset(default_union=True) if name == REAL else None
        if peer is not None:
            taken["rdflib"] = _seconds(lambda: peer.parse(str(quads), format="nquads"))
        title = "Real landscape" if name == REAL else f"Synthetic landscape, copies: {name}"
        print(f"\n## {title}: {_statements(place / 'store'):,} statements")
        print(f"\nLoad of the machine {os.getloadavg()[0]:.1f}, processors {os.cpu_count()}.")
        rows = [[step, f"{seconds:.0f}" if seconds else "kept"] for step, seconds in taken.items()]
        table("Loading", ["what", "seconds"], rows)
        _questions(engines, peer)


def _questions(engines: Mapping[str, Asker], peer: Dataset | None) -> None:
    others = [engine for engine in engines if engine != "product"]
    catalogue = load_catalogue()
    unit = _asked(engines, catalogue.get(REFERENCE))["product"][0]
    rows, ratios = [], {engine: [] for engine in others}
    for number, query in enumerate(catalogue, 1):
        found = _asked(engines, query)
        ours, right = found["product"]
        print(f"{number} {query.name} {ours:.1f} s", file=sys.stderr, flush=True)
        cells = [query.name, query.header.cost, _ms(ours, right), str(len(right or ()))]
        cells.append(f"{ours / unit:.1f}")
        for engine in others:
            seconds, answer = found[engine]
            ratios[engine].append(seconds / ours)
            if answer is None and seconds < LIMIT:
                cells.append("refused")
            else:
                cells.append(_ratio(seconds / ours, answer, right))
        if peer is not None:
            cells.append(_peer(peer, query, ours))
            cells.append("slow" if ours / unit > BUDGETS[query.header.cost] else "")
        rows.append(cells)
    header = ["question", "class", "product", "rows", f"in {REFERENCE}", *others]
    table(
        "Questions, others as ratio to the product",
        [*header, *(["rdflib", "flag"] if peer is not None else [])],
        rows,
    )
    for engine, values in ratios.items():
        print(f"\n{engine}: geometric mean {statistics.geometric_mean(values):.2f}")


def _asked(
    engines: Mapping[str, Asker], query: CatalogueQuery
) -> dict[str, tuple[float, list[Row] | None]]:
    text = check(query.bound(query.examples())).standalone()
    taken: dict[str, list[float]] = {engine: [] for engine in engines}
    answers: dict[str, list[Row] | None] = {}
    for _ in range(ROUNDS):
        for engine, ask in engines.items():
            if taken[engine] and taken[engine][-1] > PATIENCE:
                continue
            started = time.perf_counter()
            answers[engine] = ask(text)
            taken[engine].append(time.perf_counter() - started)
    return {engine: (statistics.median(taken[engine]), answers[engine]) for engine in engines}


def _ratio(ratio: float, answer: list[Row] | None, right: list[Row] | None) -> str:
    if answer is None:
        return f"> {ratio:.1f}"
    if right is None:
        return f"< {ratio:.2f}"
    return f"{ratio:.1f}" + ("" if answer == right else " (other rows)")


def _ms(seconds: float, answer: list[Row] | None) -> str:
    return f"> {LIMIT} s" if answer is None else f"{seconds * 1000:.1f} ms"


def _peer(peer: Dataset, query: CatalogueQuery, ours: float) -> str:
    text = PROLOGUE + query.bound(query.examples())
    seconds = within(PEER_LIMIT, lambda: _seconds(lambda: list(peer.query(text))))
    return f"{seconds / ours:.0f}" if seconds else f"> {PEER_LIMIT / ours:.0f}"


def _once(target: Path, make: Callable[[Path], object]) -> float:
    """Make a file or folder if it is not there; return the seconds, 0 if it was."""
    if target.exists():
        return 0.0
    unfinished = target.with_name(f"{target.name}.unfinished")
    if unfinished.is_dir():
        shutil.rmtree(unfinished)
    print(f"{target.name} …", file=sys.stderr, flush=True)
    seconds = _seconds(lambda: make(unfinished))
    unfinished.rename(target)
    return seconds


def _load(quads: Path, folder: Path) -> None:
    store = ox.Store(str(folder))
    # our own dump needs no second look at its IRIs
    store.bulk_load(path=str(quads), format=ox.RdfFormat.N_QUADS, lenient=True)
    store.optimize()
    store.flush()


def _statements(folder: Path) -> int:
    return len(ox.Store.read_only(str(folder)))


def _unpack(dump: Path, target: Path) -> None:
    with gzip.open(dump) as packed, target.open("wb") as out:
        shutil.copyfileobj(packed, out)


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.bench.stores")
    parser.add_argument("landscapes", nargs="*", help="real, or a number of copies")
    parser.add_argument("--keep", type=Path, help="folder for what is loaded")
    given = parser.parse_args()
    run(tuple(given.landscapes) or LANDSCAPES, given.keep)
