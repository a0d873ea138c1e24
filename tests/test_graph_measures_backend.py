"""The backend as networkx itself finds it: by entry point, in a process of its own."""

import random
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import networkx as nx
import pytest

from graph.measures.backend import Backend
from graph.measures.backend_info import get_info
from graph.measures.cohesion import core_number

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
    some = nx.betweenness_centrality(graph, k=10, seed=1)
expected = nx.betweenness_centrality(graph, k=10, seed=1, backend="networkx")
assert all(abs(expected[node] - some[node]) < 1e-9 for node in expected)
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
        "from graph.measures.communities import communities\n"
        "graph = nx.gnm_random_graph(100, 200, seed=1)\n"
        "for measure in MEASURES.values(): measure.compute(graph)\n"
        "articulation_points(graph), bridges(graph), communities(graph)\n"
        "assert 'numba' not in sys.modules\n"
    )
    root = Path(__file__).parent.parent
    subprocess.run([sys.executable, "-c", script], cwd=root, check=True, timeout=60)


CALLS: list[tuple[str, dict[str, object]]] = [
    ("articulation_points", {}),
    ("betweenness_centrality", {}),
    ("betweenness_centrality", {"normalized": False, "weight": "weight"}),
    ("betweenness_centrality", {"k": 3, "seed": 4}),
    ("betweenness_centrality", {"k": 1, "seed": 4, "normalized": False}),
    ("bridges", {}),
    ("closeness_centrality", {}),
    ("constraint", {}),
    ("constraint", {"weight": "weight"}),
    ("core_number", {}),
    ("degree_centrality", {}),
    ("effective_size", {}),
]
NAMES = [str, lambda number: (number, "x"), lambda number: number if number % 2 else f"n{number}"]


def random_graph(seed: int) -> nx.Graph:
    """Return a small graph: empty, one node, in pieces, complete, with loops, with weights."""
    chance = random.Random(seed)
    size = chance.choice([0, 1, 2, 3, 6, 12])
    graph = nx.gnp_random_graph(size, chance.choice([0.0, 0.1, 0.3, 1.0]), seed=seed)
    for one, two in graph.edges:
        if chance.random() < 0.8:
            graph.edges[one, two]["weight"] = chance.choice([0.5, 1, 2, chance.random() + 0.1])
    if size and chance.random() < 0.3:
        graph.add_edge(0, 0)
    return nx.relabel_nodes(graph, chance.choice(NAMES))


def plain(found: object) -> object:
    if isinstance(found, Mapping):
        return {node: pytest.approx(value, rel=1e-9, nan_ok=True) for node, value in found.items()}
    return {frozenset(one) if isinstance(one, tuple) else one for one in found}


@pytest.mark.parametrize(("name", "options"), CALLS)
def test_whatever_it_takes_it_answers_like_networkx(name: str, options: dict[str, object]):
    taken = 0
    for seed in range(60):
        graph = random_graph(seed)
        if options.get("k", 0) <= len(graph) and Backend.can_run(name, (graph,), options):
            taken += 1
            expected = getattr(nx, name).orig_func(graph, **options | seeded(options))
            found = getattr(Backend, name)(Backend.convert_from_nx(graph), **options)
            assert plain(expected) == (found if isinstance(found, Mapping) else plain(found))
    assert taken > 20


def seeded(options: dict[str, object]) -> dict[str, object]:
    return {"seed": random.Random(options["seed"])} if "seed" in options else {}


def test_it_declines_what_it_would_answer_differently():
    graph = nx.path_graph(4)
    assert Backend.can_run("betweenness_centrality", (graph,), {"normalized": False, "k": 2})
    assert not Backend.can_run("betweenness_centrality", (graph,), {"endpoints": True})
    assert not Backend.can_run("betweenness_centrality", (graph,), {"weight": lambda *_: 1})
    assert not Backend.can_run("betweenness_centrality", (graph.to_directed(),), {})
    assert not Backend.can_run("betweenness_centrality", (nx.MultiGraph(graph),), {})
    assert not Backend.can_run("pagerank", (graph,), {"personalization": {0: 1}})
    assert not Backend.can_run("constraint", (graph,), {"nodes": [1]})
    assert not Backend.can_run("constraint", (nx.empty_graph(0),), {})
    assert not Backend.can_run("girth", (graph,), {})
    looped = nx.Graph([(0, 0), (0, 1)])
    assert not Backend.can_run("constraint", (looped,), {})
    assert Backend.can_run("betweenness_centrality", (looped,), {})


@pytest.mark.parametrize("value", [0, -1, float("nan"), "heavy", None])
def test_it_leaves_weights_that_are_no_lengths_to_networkx(value: object):
    graph = nx.path_graph(3)
    graph.edges[0, 1]["weight"] = value
    for name in ("betweenness_centrality", "constraint"):
        assert not Backend.can_run(name, (graph,), {"weight": "weight"})
        assert Backend.can_run(name, (graph,), {})


def test_cores_of_a_graph_with_loops_are_refused_as_by_networkx():
    with pytest.raises(nx.NetworkXNotImplemented):
        core_number(nx.Graph([(0, 0), (0, 1)]))
