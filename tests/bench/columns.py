"""The columns beside pyoxigraph, DuckDB and any SPARQL endpoint, on a made-up million triples.

BILDUNGSLANDSCHAFT_BENCH_DATA   a folder that keeps the landscape between runs, with landscape.nt
BILDUNGSLANDSCHAFT_BENCH_SPARQL address of an endpoint that has loaded this landscape.nt
"""

import json
import math
import os
import tempfile
import time
import urllib.parse
import urllib.request
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pyoxigraph as ox

from graph.columns.catalogue import ANALYSES, Wish
from graph.columns.current import columns_of
from graph.columns.keeping import open_columns
from graph.columns.tables import Columns
from graph.generations import Generation
from graph.keys import key_of
from graph.loading import load_landscape
from graph.memory import keep, of_generation
from graph.store import PROLOGUE, EmbeddedStore
from tests.bench.columns_duckdb import ask, tables
from tests.bench.synthetic_landscape import write_synthetic
from tests.bench.timing import table

TRIPLES = int(os.environ.get("BILDUNGSLANDSCHAFT_BENCH_TRIPLES", "1000000"))
ROUNDS = 5
SLOW = 3.0
"""Seconds above which one round of a peer is enough."""

ENDPOINT_SECONDS = 120

WISHES = {
    "actors-of-type": Wish(type="stiftung", state="05"),
    "actors-named": Wish(words="bibliothek"),
    "pairs-on-theme": Wish(theme="bildungsberatung"),
    "ties-under-theme": Wish(theme="bildungsmanagement"),
    "districts-without-theme": Wish(theme="hochschulbildung"),
    "themes-missing": Wish(district="14713"),
    "neighbours-apart": Wish(theme="sprachfoerderung"),
    "ties-per-theme-and-state": Wish(),
    "ties-per-state": Wish(day=date(2019, 6, 30)),
    "most-connected": Wish(limit=20),
    "partners-within": Wish(actor="synthetic-0000100", hops=3),
    "tied-pairs": Wish(),
}

Rows = list[tuple[str | int, ...]]


def run() -> None:
    """Print every question's time in each engine; the answers are compared first."""
    kept = os.environ.get("BILDUNGSLANDSCHAFT_BENCH_DATA")
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(kept or temporary)
        folder.mkdir(parents=True, exist_ok=True)
        columns = _columns(folder)
        peers = _peers(folder, columns)
        shown, ratios = [], {name: [] for name in peers}
        for key, wish in WISHES.items():
            row, found = _question(key, wish, columns, peers)
            shown.append(row)
            for name, ratio in found.items():
                ratios[name].append(ratio)
        means = [f"{math.exp(sum(map(math.log, one)) / len(one)):.0f} x, least {min(one):.1f} x"
                 for one in ratios.values()]  # fmt: skip
        shown.append(["**geometric mean where answers are equal**", "", "", *means])
        table(
            f"Columns beside other engines, {TRIPLES:,} made-up triples, finished JSON",
            ["question", "rows", "columns", *peers],
            shown,
        )
        if len(peers) < 3:
            print("\nNo endpoint to compare: set BILDUNGSLANDSCHAFT_BENCH_SPARQL.")


def _columns(folder: Path) -> Columns:
    generation = Generation(folder)
    if not generation.columns.exists():
        generation = write_synthetic(folder, TRIPLES)
        started = time.perf_counter()
        keep(generation, load_landscape(EmbeddedStore(generation)))
        print(f"landscape and columns from the store: {time.perf_counter() - started:.1f} s")
    landscape = of_generation(generation)
    started = time.perf_counter()
    open_columns(generation.columns, landscape.version)
    size, actors = generation.columns.stat().st_size, len(landscape.actors)
    print(f"columns opened and checked: {(time.perf_counter() - started) * 1000:.1f} ms,"
          f" {size / 1e6:.1f} MB mapped for {actors:,} actors and {len(landscape.ties):,} ties,"
          f" {size / (actors + len(landscape.ties)):.0f} bytes each")  # fmt: skip
    return columns_of(landscape)


def _peers(folder: Path, columns: Columns) -> dict[str, Callable[[str, Wish], bytes]]:
    store = ox.Store()
    store.bulk_load(path=str(folder / "landscape.nt"), format=ox.RdfFormat.N_TRIPLES)
    database = tables(columns)
    peers = {
        "pyoxigraph in memory": lambda key, wish: _oxigraph(store, key, wish),
        "DuckDB": lambda key, wish: json.dumps(ask(database, key, wish)).encode(),
    }
    endpoint = os.environ.get("BILDUNGSLANDSCHAFT_BENCH_SPARQL")
    if endpoint:
        peers["SPARQL endpoint"] = lambda key, wish: _endpoint(endpoint, key, wish)
    return peers


def _oxigraph(store: ox.Store, key: str, wish: Wish) -> bytes:
    found = store.query(PROLOGUE + ANALYSES[key].sparql(wish))
    assert isinstance(found, ox.QuerySolutions)
    return bytes(found.serialize(format=ox.QueryResultsFormat.JSON) or b"")


def _endpoint(address: str, key: str, wish: Wish) -> bytes:
    request = urllib.request.Request(
        address,
        data=urllib.parse.urlencode({"query": PROLOGUE + ANALYSES[key].sparql(wish)}).encode(),
        headers={"Accept": "application/sparql-results+json"},
    )
    with urllib.request.urlopen(request, timeout=ENDPOINT_SECONDS) as answer:
        return bytes(answer.read())


def _question(
    key: str, wish: Wish, columns: Columns, peers: dict[str, Callable[[str, Wish], bytes]]
) -> tuple[list[str], dict[str, float]]:
    chosen = ANALYSES[key]

    def own() -> bytes:
        return json.dumps(chosen.run(columns, wish)).encode()

    expected = _rows(own(), chosen.columns)
    times = {"": _best(own)}
    notes = {}
    for name, peer in peers.items():
        found = _rows(peer(key, wish), chosen.columns)
        notes[name] = "" if found == expected else f", differs ({len(found)} rows)"
        times[name] = _best(lambda peer=peer: peer(key, wish))
        times[""] = min(times[""], _best(own))
    ratios = {name: times[name] / times[""] for name in peers}
    cells = [f"{times[name] * 1000:,.2f} ms, {ratios[name]:,.1f} x{notes[name]}" for name in peers]
    equal = {name: ratio for name, ratio in ratios.items() if not notes[name]}
    return [key, f"{len(expected):,}", f"{times[''] * 1000:.2f} ms", *cells], equal


def _best(work: Callable[[], object]) -> float:
    taken: list[float] = []
    while len(taken) < ROUNDS and sum(taken) < SLOW:
        started = time.perf_counter()
        work()
        taken.append(time.perf_counter() - started)
    return min(taken)


def _rows(body: bytes, names: tuple[str, ...]) -> list[list[str]]:
    """Return the rows of an answer, sorted; pairs in either order are the same pair."""
    found = json.loads(body)
    if isinstance(found, dict):
        variables = found["head"]["vars"]
        found = [[row[name]["value"] for name in variables] for row in found["results"]["bindings"]]
    rows = [[key_of(str(cell)) for cell in row] for row in found]
    return sorted(sorted(row) if names == ("one", "two") else row for row in rows)
