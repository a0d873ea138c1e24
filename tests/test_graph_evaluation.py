"""Evaluation on small generated networks: reading, splitting by time, metrics, choice."""

from datetime import date, timedelta
from pathlib import Path

import networkx as nx
import numpy as np
import pytest
from scipy import sparse

from graph.evaluation.chances import calibrate, calibration_error, reliability
from graph.evaluation.edges import read_history
from graph.evaluation.engine import SAFE, best_method
from graph.evaluation.evaluate import BASELINES, evaluate, evaluate_cut
from graph.evaluation.features import Features
from graph.evaluation.history import History
from graph.evaluation.metrics import gini, matched_auc, of_lists, ranked_top
from graph.evaluation.pairs import NAMES, Pairs
from graph.evaluation.snapshot import Snapshot, new_partners
from graph.evaluation.variety import unevenness, varied_lists
from ontology.errors import ParameterError, TableError

CUT = date(2018, 1, 1)


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Return a network of two fields in which partners of partners meet, and its actors."""
    random, folder = np.random.default_rng(5), tmp_path_factory.mktemp("network")
    lines, day = ["actor,cooperation,start,end,theme"], date(2012, 1, 1)
    activity = random.lognormal(0.0, 0.8, 120)
    for number in range(700):
        day += timedelta(days=int(random.integers(2, 7)))
        field = int(random.integers(0, 2))
        share = activity * np.where(np.arange(120) % 2 == field, 1.0, 0.03)
        members = random.choice(
            120, int(random.integers(2, 5)), replace=False, p=share / share.sum()
        )
        end = day + timedelta(days=500)
        lines += [f"o{one},c{number},{day},{end},t{field}" for one in members]
    edges, actors = folder / "edges.csv", folder / "actors.csv"
    edges.write_text("\n".join(lines) + "\n", encoding="utf-8")
    rows = [f"o{one},{'ab'[one % 2]},region{one % 7},t{one % 2}" for one in range(125)]
    actors.write_text("actor,type,area,themes\n" + "\n".join(rows) + "\n", encoding="utf-8")
    return edges, actors


@pytest.fixture(scope="module")
def history(generated: tuple[Path, Path]) -> History:
    return read_history([generated[0]], generated[1])


def test_a_report_holds_every_method_and_beats_the_plain_ones(
    generated: tuple[Path, Path],
) -> None:
    report = evaluate([generated[0]], actors=generated[1], cuts=[CUT, date(2019, 1, 1)])
    assert [one.cut for one in report.cuts] == ["2018-01-01", "2019-01-01"]
    for one in report.cuts:
        assert set(one.methods) == {"engine", "engine_by_score", *BASELINES}
        assert one.engine.name in one.engine.checked
        assert one.engine.reason in {"ahead", "safe"}
        spread = one.methods["engine"].gini - one.methods["resource_allocation"].gini
        assert spread <= 0.02
        ours = one.methods["engine"].metrics["ndcg@10"]
        assert ours.low is not None
        assert ours.value is not None
        assert ours.high is not None
        assert ours.low <= ours.value <= ours.high
    assert report.ratios["resource_allocation"] > 1.0
    assert report.ratios["best_networkx"] > 0.9
    assert report.to_json()["cuts"][0]["methods"]["engine"]["metrics"]["mrr"]["value"] > 0


def test_nothing_later_than_the_cut_is_looked_at(history: History) -> None:
    day = CUT.toordinal()
    seen = history.before(day)
    cut_off = History(
        history.actors,
        history.attributes,
        history.incidence[:, :seen],
        history.starts[:seen],
        history.ends[:seen],
        history.themes[:seen],
    )
    rows = Snapshot(history, day).known[:20]
    whole = Pairs(Features(Snapshot(history, day)), rows).cube
    before = Pairs(Features(Snapshot(cut_off, day)), rows).cube
    assert whole.shape == (len(rows), len(history.actors), len(NAMES))
    np.testing.assert_array_equal(whole, before)


def test_some_pairs_have_the_features_they_have_among_all(history: History) -> None:
    snapshot = Snapshot(history, CUT.toordinal())
    pairs = Pairs(Features(snapshot), snapshot.known[:20])
    lines, actors = np.nonzero(~pairs.blocked)
    some = np.random.default_rng(6).permutation(len(lines))[:200]
    drawn = Pairs(pairs.features, pairs.rows).at(lines[some], actors[some])
    np.testing.assert_array_equal(drawn, pairs.cube[lines[some], actors[some]])


def test_the_walk_is_personalised_pagerank(history: History) -> None:
    snapshot = Snapshot(history, CUT.toordinal())
    graph = nx.from_scipy_sparse_array(snapshot.adjacency)
    pairs = Pairs(Features(snapshot), snapshot.known[:3])
    for line, row in enumerate(pairs.rows):
        exact = nx.pagerank(graph, alpha=0.5, personalization={int(row): 1.0})
        expected = np.array([exact[one] for one in range(snapshot.size)])
        np.testing.assert_allclose(pairs.plain_walk[line], expected, atol=2e-3)
        peer = nx.pagerank(graph, personalization={int(row): 1.0})
        expected = np.array([peer[one] for one in range(snapshot.size)])
        np.testing.assert_allclose(pairs.peer_walk[line], expected, atol=2e-3)


def test_new_partners_leave_old_ones_and_strangers_out(history: History) -> None:
    snapshot = Snapshot(history, CUT.toordinal())
    until = date(2019, 1, 1).toordinal()
    came = new_partners(history, snapshot, until, snapshot.known).toarray() > 0
    assert came.any()
    old = snapshot.adjacency[snapshot.known].toarray() > 0
    assert not (came & old).any()
    assert not came[:, snapshot.count == 0].any()
    assert not came[np.arange(len(snapshot.known)), snapshot.known].any()


def test_plain_scores_agree_with_networkx(history: History) -> None:
    snapshot = Snapshot(history, CUT.toordinal())
    graph = nx.from_scipy_sparse_array(snapshot.adjacency)
    rows = snapshot.known[:5]
    scores = Pairs(Features(snapshot), rows).plain
    pairs = [(int(row), int(other)) for row in rows for other in snapshot.known if row != other]
    for name, index in (
        ("resource_allocation", nx.resource_allocation_index),
        ("adamic_adar", nx.adamic_adar_index),
        ("jaccard", nx.jaccard_coefficient),
    ):
        for one, other, value in index(graph, pairs):
            line = int(np.flatnonzero(rows == one)[0])
            assert scores[name][line, other] == pytest.approx(value, abs=1e-9)


def test_metrics_by_hand() -> None:
    scores = np.array([[0.0, 5.0, 4.0, 3.0, 2.0, 1.0]])
    blocked = np.array([[True, False, False, False, False, False]])
    came = np.array([[False, False, True, False, False, False]])
    top = ranked_top(scores, blocked, np.random.default_rng(0))
    found = of_lists(sparse.csr_array(came.astype(float)), top, np.ones(6))
    assert top[0, :2].tolist() == [1, 2]
    assert found["ndcg@10"][0] == pytest.approx(1 / np.log2(3))
    assert found["mrr"][0] == pytest.approx(0.5)
    assert found["hits@10"][0] == 1.0
    assert matched_auc(scores, came, blocked, np.ones(6))[0] == pytest.approx(0.75)
    assert gini(np.array([0.0, 0.0, 0.0, 4.0])) == pytest.approx(0.75)
    assert gini(np.zeros(3)) == 0.0


def test_equal_scores_are_not_ordered_by_index() -> None:
    scores, blocked = np.zeros((200, 20)), np.zeros((200, 20), dtype=bool)
    top = ranked_top(scores, blocked, np.random.default_rng(0))
    assert len(set(top[:, 0].tolist())) > 10
    # nor is who just makes it onto the list
    few = ranked_top(scores, blocked, np.random.default_rng(0), 3)
    assert len(set(few.ravel().tolist())) == 20


def test_both_formats_of_the_same_pairs_are_the_same_network(tmp_path: Path) -> None:
    two, one = tmp_path / "two.csv", tmp_path / "one.csv"
    two.write_text(
        "actor,cooperation,start\nx,c,2015\ny,c,2015\nz,d,2016-05\nx,d,2016-05\n", encoding="utf-8"
    )
    one.write_text("a,b,start\nx,y,2015\nz,x,2016-05\n", "utf-8")
    first, second = read_history([two]), read_history([one])
    assert first.actors == second.actors == ("x", "y", "z")
    np.testing.assert_array_equal(first.incidence.toarray(), second.incidence.toarray())
    np.testing.assert_array_equal(first.starts, second.starts)


def test_what_is_left_out_is_counted(tmp_path: Path) -> None:
    path = tmp_path / "e.csv"
    path.write_text("a,b,start\nx,x,2015\nx,y,2015\nx,y,2015\ny,z,\n", "utf-8")
    assert read_history([path]).notes == {"loops": 1, "duplicates": 1, "undated": 1}


@pytest.mark.parametrize(
    ("text", "row", "column", "value"),
    [
        ("a,b,start\nx,y,2015\nx,z,20l5\n", 3, "start", "20l5"),
        ("a,b,start\nx,,2015\n", 2, "b", ""),
        ("a,b,start,end\nx,y,2015,2014\n", 2, "end", "2014"),
        ("a,b,start\nx,y,2015,oops\n", 2, "", "x,y,2015,oops"),
        ("from,to,when\nx,y,2015\n", 1, "", "from,to,when"),
        ("a,b,start\n", 0, "", ""),
        ("", 1, "", ""),
        ("Actor,Cooperation,Start,START\nx,c,2015,2016\n", 1, "start", ""),
        ("a,b,start\nx,y\0,2015\n", 2, "b", "y\0"),
        ("a,b,start\nx,y,0001\n", 2, "start", "0001"),
        ("a,b,start\nx,y,9999-12-31\n", 2, "start", "9999-12-31"),
        ("a,b,start\nx,y,31.02.2015\n", 2, "start", "31.02.2015"),
    ],
)
def test_a_broken_file_says_where(
    tmp_path: Path, text: str, row: int, column: str, value: str
) -> None:
    path = tmp_path / "broken.csv"
    path.write_text(text, "utf-8")
    with pytest.raises(TableError) as caught:
        read_history([path])
    cell = caught.value.cells[0]
    assert (cell.file, cell.row, cell.column, cell.value) == ("broken.csv", row, column, value)
    assert cell.remedy.de


@pytest.mark.parametrize(
    ("content", "line", "words"),
    [
        (None, 0, "diese Datei gibt es nicht → den Pfad prüfen"),
        ("a,b,start\nw,y,2015\nKöln,y,2015\n".encode("latin-1"), 3, "kein UTF-8"),
        (b'a,b,start\nw,"y\nz",2015\n"x,y,2015\nx,z,2016\n', 4, "gehen nicht auf → die Datei"),
        (b"a,b,start\nx,y\n", 2, "2 Zellen statt 3 (Wert: 'x,y')"),
        (b"actor;who\nx;y\n", 1, "actor,cooperation,start[,end][,theme] | a,b,start[,end][,theme]"),
    ],
)
def test_a_file_that_cannot_be_read_says_where_and_why(
    tmp_path: Path, content: bytes | None, line: int, words: str
) -> None:
    path = tmp_path / "edges.csv"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(TableError) as caught:
        read_history([path])
    (cell,) = caught.value.cells
    assert (cell.file, cell.row) == ("edges.csv", line)
    assert words in cell.in_language("de")


def test_a_useless_cut_says_why(history: History) -> None:
    with pytest.raises(ParameterError, match="davor"):
        evaluate_cut(history, date(1990, 1, 1).toordinal(), CUT.toordinal())
    last = int(history.starts[-1])
    with pytest.raises(ParameterError, match="neues Paar"):
        evaluate_cut(history, last + 1, last + 400)


def test_a_tiny_network_is_answered(tmp_path: Path) -> None:
    path = tmp_path / "tiny.csv"
    path.write_text(
        "a,b,start\nx,y,2015\ny,z,2015\nz,w,2016\nx,z,2018\nw,y,2018\nx,w,2018\n", "utf-8"
    )
    report = evaluate([path], cuts=[date(2017, 1, 1)])
    assert (report.cuts[0].engine.name, report.cuts[0].engine.reason) == (SAFE, "no_history")
    assert report.cuts[0].askers == 4
    # the very lists of the peer are shown, ties and all
    assert report.ratios["resource_allocation"] == 1.0
    methods = report.cuts[0].methods
    assert methods["engine"].metrics == methods[SAFE].metrics


@pytest.mark.parametrize(
    ("means", "chosen"),
    [
        ({SAFE: 0.2, "ranker": 0.25, "walk": 0.26}, "ranker"),
        ({SAFE: 0.2, "ranker": 0.25, "walk": 0.5}, "walk"),
        ({SAFE: 0.2, "ranker": 0.15, "walk": 0.4}, "walk"),
        ({SAFE: 0.2, "ranker": 0.18, "walk": 0.21}, SAFE),
        ({SAFE: 0.2, "ranker": 0.15, "walk": 0.1}, SAFE),
    ],
)
def test_the_learned_method_has_precedence_while_it_is_ahead(
    means: dict[str, float], chosen: str
) -> None:
    noise = np.random.default_rng(3).normal(0.0, 0.2, (60, len(means)))
    noise -= noise.mean(axis=0)
    gains = {name: mean + noise[:, place] for place, (name, mean) in enumerate(means.items())}
    name, reason = best_method(gains)
    assert name == chosen
    assert reason == ("safe" if chosen == SAFE else "ahead")


def test_a_peer_is_not_judged_by_one_draw_of_its_ties(tmp_path: Path) -> None:
    """Two circles that never met meet: to resource allocation all strangers are alike."""
    rows = [f"{c}{i},{c}{i + 1},2015" for c in "xy" for i in range(30)]
    rows += [f"x{i},y{i},2018" for i in range(0, 30, 3)]
    path = tmp_path / "circles.csv"
    path.write_text("a,b,start\n" + "\n".join(rows) + "\n", "utf-8")
    found = [evaluate([path], cuts=[date(2017, 1, 1)], seed=seed) for seed in range(4)]
    hits = [one.cuts[0].methods[SAFE].metrics["hits@10"].value for one in found]
    # one draw of 20 askers gives multiples of a twentieth; ten draws come close to each other
    assert any(round(one * 20, 6) % 1 for one in hits)
    assert max(hits) - min(hits) < 0.12


def test_varied_lists_keep_the_first_places_and_are_more_even() -> None:
    order = np.argsort(-(np.arange(80) * -1.0 + np.random.default_rng(1).random((30, 80)) * 4))
    chances = np.tile(1.0 / np.arange(1.0, 81.0), (30, 1))
    before = np.bincount(order[:, :10].ravel(), minlength=80)
    lists = varied_lists(order, chances, 80, 0.6)
    after = np.bincount(lists[:, :10].ravel(), minlength=80)
    np.testing.assert_array_equal(lists[:, :6], order[:, :6])
    assert unevenness(after, 80) < unevenness(before, 80)
    assert all(len(set(one.tolist())) == 50 for one in lists)
    np.testing.assert_array_equal(varied_lists(order, chances, 80, 1.0), order[:, :50])


def test_who_has_the_least_to_lose_gives_the_last_places() -> None:
    order = np.tile(np.arange(40), (2, 1))
    chances = np.array([np.linspace(0.9, 0.0, 40), np.full(40, 0.01)])
    lists = varied_lists(order, chances, 40, 0.74)
    assert set(lists[0, :10].tolist()) == set(range(10))
    assert set(lists[1, :10].tolist()) != set(range(10))


def test_a_calibration_rises_and_says_what_came() -> None:
    random = np.random.default_rng(2)
    scores = random.random(4000)
    came = random.random(4000) < scores**2
    found = calibrate(scores, came)
    assert found is not None
    said = found.share(np.linspace(0, 1, 20))
    assert (np.diff(said) >= 0).all()
    assert found.share(np.array([0.7]))[0] == pytest.approx(0.49, abs=0.06)
    bins = reliability(found.share(scores), came)
    assert sum(one.suggested for one in bins) == 4000
    assert calibration_error(bins) < 0.02
    assert calibrate(scores[:10], came[:10]) is None
    assert calibration_error(()) == 0.0


def test_a_weighted_projection_is_the_same_in_both_forms(history: History) -> None:
    snapshot = Snapshot(history, CUT.toordinal())
    weighted = snapshot.weighted(3.0)
    newman = snapshot.decay(3.0) / np.maximum(snapshot.sizes - 1.0, 1.0)
    written = snapshot.projected(newman)
    block = np.random.default_rng(3).random((snapshot.size, 4))
    np.testing.assert_allclose(weighted.times(block), written @ block, atol=1e-12)
    weighted._pairs = None if weighted._pairs is not None else written
    np.testing.assert_allclose(weighted.times(block), written @ block, atol=1e-12)
    np.testing.assert_allclose(weighted.strength, written.sum(axis=1), atol=1e-12)
    groups = np.arange(snapshot.size) % 3
    ones = np.eye(3)[groups]
    np.testing.assert_allclose(weighted.between(groups, 3), ones.T @ (written @ ones), atol=1e-9)
