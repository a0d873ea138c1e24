"""Gaps, suggestions and networks on the real landscape, beside networkx where it has one."""

import tempfile
import time
from datetime import date
from pathlib import Path

import networkx as nx

from graph.analyses.gaps import GapAnalysis
from graph.build import build
from graph.generations import StoreFolder
from graph.memory import open_landscape
from graph.suggestions import suggest
from tests.bench.timing import median_seconds, table

DAY = date(2026, 11, 23)
DISTRICTS = ("05334", "14626", "01001", "09162", "16065")


def run() -> None:
    """Print the time of the catalogue of gaps, of suggestions, and of link prediction."""
    with tempfile.TemporaryDirectory() as folder:
        build(StoreFolder(Path(folder)))
        landscape = open_landscape(folder)
    started = time.perf_counter()
    analysis = GapAnalysis(landscape, DAY)
    found = analysis.gaps()
    cold = time.perf_counter() - started
    warm = median_seconds(lambda: [analysis.gaps(district=ags) for ags in DISTRICTS])
    explained = median_seconds(lambda: [suggest(landscape, ags, DAY) for ags in DISTRICTS])
    graph = nx.Graph(
        (one, other)
        for tie in landscape.ties.values()
        for one in tie.actors
        for other in tie.actors
        if one < other
    )
    peer = median_seconds(lambda: list(nx.resource_allocation_index(graph)), 1)
    count = len(DISTRICTS)
    table(
        "Gaps and suggestions",
        ["what", "time"],
        [
            [f"all kinds of gaps, 400 districts, cold ({len(found)} found)", f"{cold:.2f} s"],
            ["gaps of one district, warm", f"{warm / count * 1000:.2f} ms"],
            [
                "ten suggestions with reasons and counterfactuals",
                f"{explained / count * 1000:.0f} ms",
            ],
            ["networkx: resource allocation index of all pairs, no reasons", f"{peer:.2f} s"],
        ],
    )
