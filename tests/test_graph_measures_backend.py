"""The backend as networkx itself finds it: by entry point, in a process of its own."""

import subprocess
import sys
from pathlib import Path

import networkx as nx
import pytest

from graph.measures.backend import Backend
from graph.measures.backend_info import get_info

SCRIPT = """
import networkx as nx
graph = nx.gnm_random_graph(60, 110, seed=3)
found = nx.community.leiden_communities(graph, None, seed=1, backend="bildungslandschaft")
assert sorted(node for part in found for node in part) == list(graph)
theirs = nx.community.louvain_communities(graph, seed=1)
assert nx.community.modularity(graph, found) >= nx.community.modularity(graph, theirs)
for name in {names}:
    own, ours = getattr(nx, name), getattr(nx, name)
    expected = own(graph, backend="networkx")
    found = ours(graph, backend="bildungslandschaft")
    if isinstance(expected, dict):
        assert list(expected) == list(found), name
        tolerance = 1e-4 if name == "pagerank" else 1e-9
        assert all(abs(expected[n] - found[n]) < tolerance or expected[n] != expected[n]
                   for n in expected), name
    else:
        assert {{frozenset(x) if isinstance(x, tuple) else x for x in expected}} == {{
            frozenset(x) if isinstance(x, tuple) else x for x in found}}, name
with nx.config(backend_priority=["bildungslandschaft"], fallback_to_nx=True):
    nx.betweenness_centrality(graph)
    nx.betweenness_centrality(graph, k=10, seed=1)
print("equal")
"""


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """Return a folder whose metadata names the backend as an installed distribution does."""
    metadata = tmp_path / "backend-1.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: backend\nVersion: 1\n")
    (metadata / "entry_points.txt").write_text(
        "[networkx.backends]\nbildungslandschaft = graph.measures.backend:Backend\n"
        "[networkx.backend_info]\nbildungslandschaft = graph.measures.backend_info:get_info\n"
    )
    return tmp_path


def test_networkx_finds_the_backend_and_both_give_the_same(installed: Path):
    names = sorted({*get_info()["functions"]} - {"leiden_communities"})
    root = Path(__file__).parent.parent
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT.format(names=names)],
        cwd=root,
        env={"PYTHONPATH": f"{installed}:{root}", "PATH": ""},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (done.returncode, done.stdout.strip()) == (0, "equal"), done.stderr


def test_small_networks_never_wait_for_a_compiler():
    script = (
        "import sys, networkx as nx\n"
        "from graph.measures.words import MEASURES\n"
        "from graph.measures.cohesion import articulation_points, bridges\n"
        "graph = nx.gnm_random_graph(100, 200, seed=1)\n"
        "for measure in MEASURES.values(): measure.compute(graph)\n"
        "articulation_points(graph), bridges(graph)\n"
        "assert 'numba' not in sys.modules\n"
    )
    root = Path(__file__).parent.parent
    subprocess.run([sys.executable, "-c", script], cwd=root, check=True, timeout=60)


def test_it_declines_what_it_would_answer_differently():
    graph = nx.path_graph(4)
    assert Backend.can_run("betweenness_centrality", (graph,), {"normalized": False})
    assert not Backend.can_run("betweenness_centrality", (graph,), {"k": 2})
    assert not Backend.can_run("betweenness_centrality", (graph.to_directed(),), {})
    assert not Backend.can_run("pagerank", (graph,), {"personalization": {0: 1}})
    assert not Backend.can_run("constraint", (graph,), {"nodes": [1]})
    assert not Backend.can_run("girth", (graph,), {})
    looped = nx.Graph([(0, 0), (0, 1)])
    assert not Backend.can_run("constraint", (looped,), {})
