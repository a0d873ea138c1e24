"""Network measures on made-up networks of three sizes, beside networkx in the same run."""

import math
import random
import re
import time
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path

import networkx as nx

from graph.measures import engine
from graph.measures.centrality import betweenness_centrality
from graph.measures.cohesion import articulation_points, bridges
from graph.measures.communities import leiden_communities
from graph.measures.holes import constraint, effective_size
from tests.bench.synthetic_network import synthetic_network
from tests.bench.timing import median_seconds, table, within

SIZES = (1_000, 10_000, 100_000)
MEMORY_SIZES = (10_000, 100_000, 300_000)
PEER_SECONDS = 400.0
"""How long networkx may take for one measure."""

SAMPLE = 2
"""Actors of whom networkx computes the effective size where its dense matrix has no room."""

SOURCES = {1_000: 1_000, 10_000: 60, 100_000: 4}
"""Sources of which networkx walks the shortest paths; its time grows linearly with them."""

OWN_SOURCES = {1_000: 1_000, 10_000: 10_000, 100_000: 800}

Row = list[str]


def run(sizes: tuple[int, ...] = SIZES) -> None:
    """Print the time of each measure, and of networkx for the same."""
    engine.load()
    for size in sizes:
        graph = synthetic_network(size)
        table(
            f"Network measures, {size:,} organisations, {graph.number_of_edges():,} ties",
            ["measure", "first call", "then", "networkx", "ratio", "values"],
            _measures(size, graph),
        )
    _memory()


def _measures(size: int, graph: nx.Graph) -> Iterator[Row]:
    yield _row("constraint", graph, constraint, nx.constraint)
    yield _effective_size(size, graph)
    yield _row("articulation points", graph, articulation_points, _points)
    yield _row("bridges", graph, bridges, _bridges)
    yield _betweenness(size, graph)
    yield _communities(graph)


def _points(graph: nx.Graph) -> set[str]:
    return set(nx.articulation_points(graph))


def _bridges(graph: nx.Graph) -> set[frozenset[str]]:
    return {frozenset(pair) for pair in nx.bridges(graph)}


def _row(
    name: str, graph: nx.Graph, own: Callable[..., object], peer: Callable[..., object]
) -> Row:
    first, then = _own(graph, lambda: own(graph))
    started = time.perf_counter()
    expected = peer(graph)
    theirs = time.perf_counter() - started
    return _shown(name, first, then, theirs, _compared(own(graph), expected))


def _own(graph: nx.Graph, work: Callable[[], object]) -> tuple[float, float]:
    work()  # compiled code is loaded once per process, not once per graph
    graph.__networkx_cache__.clear()
    started = time.perf_counter()
    work()
    return time.perf_counter() - started, median_seconds(work, 5)


def _effective_size(size: int, graph: nx.Graph) -> Row:
    if size <= SIZES[1]:
        return _row("effective size", graph, effective_size, nx.effective_size)
    first, then = _own(graph, lambda: effective_size(graph))
    some = random.Random(1).sample(sorted(graph), SAMPLE)
    started = time.perf_counter()
    expected = nx.effective_size(graph, nodes=some)
    theirs = (time.perf_counter() - started) / SAMPLE * size
    own = effective_size(graph)
    equal = _compared({actor: own[actor] for actor in some}, expected)
    return _shown("effective size", first, then, theirs, f"{equal}; {SAMPLE} actors scaled")


def _betweenness(size: int, graph: nx.Graph) -> Row:
    sources = SOURCES[size]
    started = time.perf_counter()
    expected = nx.betweenness_centrality(graph, k=None if sources == size else sources, seed=1)
    theirs = (time.perf_counter() - started) / sources * size
    own = OWN_SOURCES[size]
    started = time.perf_counter()
    if own == size:
        found = betweenness_centrality(graph)
        started = time.perf_counter()
        betweenness_centrality(graph)
        then = time.perf_counter() - started
    else:
        betweenness_centrality(graph, own)
        then = (time.perf_counter() - started) / own * size
    notes = [_compared(found, expected)] if sources == size else [f"networkx {sources} sources"]
    notes += [] if own == size else [f"ours {own}"]
    return _shown("betweenness", then, then, theirs, ", ".join(notes))


def _communities(graph: nx.Graph) -> Row:
    first, then = _own(graph, lambda: leiden_communities(graph))
    own = nx.community.modularity(graph, leiden_communities(graph))
    started = time.perf_counter()
    score = within(PEER_SECONDS, lambda: _louvain(graph))
    theirs = time.perf_counter() - started
    note = f"modularity {own:.4f}, Louvain of networkx "
    note += f"not finished in {PEER_SECONDS:.0f} s" if score is None else f"{score:.4f}"
    assert score is None or own >= score
    return _shown("communities", first, then, theirs, note)


def _louvain(graph: nx.Graph) -> float:
    found = nx.community.louvain_communities(graph, seed=1)
    return float(nx.community.modularity(graph, found))


def _compared(own: object, expected: object) -> str:
    if not isinstance(own, Mapping) or not isinstance(expected, Mapping):
        assert own == expected
        return "equal"
    for node, value in expected.items():
        assert math.isclose(own[node], value, rel_tol=1e-9, abs_tol=1e-9) or own[node] != own[node]
    return "equal"


def _shown(name: str, first: float, then: float, theirs: float, note: str) -> Row:
    times = [f"{seconds * 1000:,.2f} ms" for seconds in (first, then, theirs)]
    return [name, *times, f"{theirs / then:,.0f}", note]


def _memory(sizes: tuple[int, ...] = MEMORY_SIZES) -> None:
    rows = []
    _peak(synthetic_network(engine.LARGE))  # loads the code, which takes as much for any network
    for size in sizes:
        graph = synthetic_network(size)
        peak, ties = within(PEER_SECONDS, partial(_peak, graph)), graph.number_of_edges()
        assert peak is not None
        rows.append([f"{size:,}", f"{ties:,}", f"{peak / 1e6:.1f} MB", f"{peak / ties:.0f}"])
    table(
        "Memory of the measures beside the graph itself",
        ["organisations", "ties", "peak", "bytes per tie"],
        rows,
    )


def _peak(graph: nx.Graph) -> float:
    """Return by how many bytes this process grows at most while the measures are computed."""
    before = _resident("VmRSS")
    Path("/proc/self/clear_refs").write_text("5")  # the peak counts from here
    constraint(graph)
    effective_size(graph)
    articulation_points(graph)
    bridges(graph)
    betweenness_centrality(graph, k=8, seed=1)
    leiden_communities(graph)
    return _resident("VmHWM") - before


def _resident(name: str) -> float:
    found = re.search(rf"^{name}:\s+(\d+) kB$", Path("/proc/self/status").read_text(), re.MULTILINE)
    assert found
    return 1024.0 * int(found[1])
