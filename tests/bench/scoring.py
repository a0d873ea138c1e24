"""All-pairs first ten beside networkx, at a thousand to a million organisations."""

import heapq
import multiprocessing
import re
import tempfile
import time
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from pathlib import Path

import networkx as nx
import numpy as np
from scipy import sparse

from graph.evaluation.rows import score_rows
from tests.bench.timing import table

SIZES = (1_000, 10_000, 100_000)
SAMPLED = 400
"""So many rows are given to networkx; the rest is extrapolated."""
MILLION = 1_000_000
ROUNDS = 3

Index = Callable[..., Iterator[tuple[int, int, float]]]


def run() -> None:
    """Print seconds of computing for the first ten of everyone, and ratios."""
    score_rows(network(100), np.arange(100))  # compiled or loaded from the cache
    rows = [_compared(size) for size in SIZES]
    table(
        "First ten new partners of everyone (seconds of one core; networkx on candidates two steps"
        f" away, {SAMPLED} rows extrapolated)",
        ["organisations (ties)", "networkx, allocation", "networkx, Adamic-Adar", "`score_rows`",
         "ratio", "elapsed"],
        rows,
    )  # fmt: skip
    elapsed, computed, memory, ties = _a_million()
    table(
        "A million organisations, from a stored matrix",
        ["ties", "loading and scoring, elapsed", "of it computing", "peak memory of the process"],
        [[f"{ties:,}", f"{elapsed:.1f} s", f"{computed:.1f} s", f"{memory} MB"]],
    )


def network(size: int, seed: int = 0) -> sparse.csr_array:
    """Return ties of cooperations of two to five, six and a half for each, some far more active."""
    random = np.random.default_rng(seed)
    sizes = random.integers(2, 6, int(size * 0.65))
    activity = random.lognormal(0.0, 0.7, size)
    rows = random.choice(size, size=int(sizes.sum()), p=activity / activity.sum())
    columns = np.repeat(np.arange(len(sizes)), sizes)
    incidence = sparse.csr_array((np.ones(len(rows)), (rows, columns)), shape=(size, len(sizes)))
    product = sparse.csr_array(incidence @ incidence.T)
    product.setdiag(0.0)
    product.eliminate_zeros()
    product.data[:] = 1.0
    return product


def _compared(size: int) -> list[str]:
    adjacency = network(size)
    graph = nx.from_scipy_sparse_array(adjacency)
    sample = np.random.default_rng(1).choice(size, min(SAMPLED, size), replace=False)
    peers = [
        _seconds(lambda index=index: _by_networkx(graph, sample, index)) * size / len(sample)
        for index in (nx.resource_allocation_index, nx.adamic_adar_index)
    ]
    began = time.perf_counter()
    ours = _seconds(lambda: score_rows(adjacency, np.arange(size)))
    elapsed = (time.perf_counter() - began) / ROUNDS
    return [
        f"{size:,} ({adjacency.nnz // 2:,})",
        *(f"{one:.2f} s" for one in peers),
        f"{ours * 1000:.1f} ms",
        f"{peers[0] / ours:.0f}",
        f"{elapsed * 1000:.1f} ms",
    ]


def _by_networkx(graph: nx.Graph, rows: np.ndarray, index: Index) -> list[object]:
    found = []
    for row in rows.tolist():
        mine = graph.adj[row]
        far = {other for partner in mine for other in graph.adj[partner]} - mine.keys() - {row}
        pairs = index(graph, [(row, other) for other in far])
        found.append(heapq.nlargest(10, pairs, key=lambda one: one[2]))
    return found


def _seconds(work: Callable[[], object]) -> float:
    """Return the least computing time of some rounds: other programs only ever add to it."""
    taken = []
    for _ in range(ROUNDS):
        began = time.process_time()
        work()
        taken.append(time.process_time() - began)
    return min(taken)


def _a_million() -> tuple[float, float, int, int]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ties.npz"
        adjacency = network(MILLION)
        adjacency.indices = adjacency.indices.astype(np.int32)
        sparse.save_npz(path, adjacency, compressed=False)
        context = multiprocessing.get_context("spawn")
        reader, writer = context.Pipe(duplex=False)
        process = context.Process(target=_load_and_score, args=(str(path), writer))
        process.start()
        elapsed, computed, memory = reader.recv()
        process.join()
        return elapsed, computed, memory, adjacency.nnz // 2


def _load_and_score(path: str, pipe: Connection) -> None:
    score_rows(network(100), np.arange(100))
    began, computed = time.perf_counter(), time.process_time()
    adjacency = sparse.load_npz(path)
    score_rows(adjacency, np.arange(adjacency.shape[0]))
    seconds, work = time.perf_counter() - began, time.process_time() - computed
    pipe.send((seconds, work, _peak_megabytes()))


def _peak_megabytes() -> int:
    """Return the peak of this process: getrusage keeps that of the parent across exec."""
    status = Path("/proc/self/status").read_text("ascii")
    return int(re.search(r"VmHWM:\s+(\d+) kB", status)[1]) // 1024
