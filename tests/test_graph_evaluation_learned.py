"""What the engine learns from, and what it does with little: circles, drawn pairs, evenness."""

from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.evaluation.edges import read_history
from graph.evaluation.engine import SAFE, choose_engine
from graph.evaluation.features import Features, orthonormal
from graph.evaluation.history import History
from graph.evaluation.pairs import EXPECTED, NAMES, Pairs
from graph.evaluation.ranker import DRAWN, LIKELIEST, draw
from graph.evaluation.snapshot import Snapshot, new_partners
from graph.evaluation.variety import unevenness, varied_lists

DAY = date(2016, 1, 1).toordinal()


@pytest.fixture(scope="module")
def history(tmp_path_factory: pytest.TempPathFactory) -> History:
    """Return pairs of two circles that hardly meet; the even numbers are one of them."""
    random = np.random.default_rng(3)
    weight = random.lognormal(0.0, 0.7, 90)
    lines = ["a,b,start"]
    for number in range(420):
        share = weight * np.where(np.arange(90) % 2 == number % 2, 1.0, 0.04)
        one, other = random.choice(90, 2, replace=False, p=share / share.sum())
        lines.append(f"o{one},o{other},{date.fromordinal(DAY - 1800 + 5 * number)}")
    path = Path(tmp_path_factory.mktemp("circles") / "edges.csv")
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return read_history([path])


def test_circles_are_the_main_directions_of_the_projection(history: History) -> None:
    snapshot = Snapshot(history, DAY)
    features = Features(snapshot)
    newman = snapshot.decay(3.0) / np.maximum(snapshot.sizes - 1.0, 1.0)
    written = snapshot.projected(newman).toarray()
    root = np.sqrt(written.sum(axis=1) + 0.2)
    values, vectors = np.linalg.eigh(written / root[:, None] / root[None, :])
    best = np.argsort(-values)[: features.circles.shape[1]]
    expected = (vectors[:, best] * np.maximum(values[best], 0.0)) @ vectors[:, best].T
    found = features.circles @ features.circles.T
    assert np.corrcoef(expected.ravel(), found.ravel())[0, 1] > 0.95
    alike = features.circle_cosine(snapshot.known)
    side = np.array([int(history.actors[row].removeprefix("o")) % 2 for row in snapshot.known])
    same = side[:, None] == side[None, :]
    assert alike.max() <= 1.0 + 1e-9
    assert alike[:, snapshot.known][same].mean() > alike[:, snapshot.known][~same].mean() + 0.1


@pytest.mark.parametrize("column", ["type", "area"])
def test_blocks_are_of_areas_as_well_as_of_types(tmp_path: Path, column: str) -> None:
    edges, actors = tmp_path / "edges.csv", tmp_path / "actors.csv"
    # everybody meets as many, but only on its own side
    pairs = [(one, (one + step) % 60) for one in range(60) for step in (2, 4, 6)]
    edges.write_text("a,b,start\n" + "".join(f"o{a},o{b},2015\n" for a, b in pairs), "utf-8")
    sides = {f"o{one}": f"side{one % 2}" for one in range(60)}
    cells = [f"{name},{side}," if column == "type" else f"{name},,{side}"
             for name, side in sides.items()]  # fmt: skip
    actors.write_text("\n".join(["actor,type,area,themes", *(f"{one}," for one in cells)]), "utf-8")
    snapshot = Snapshot(read_history([edges], actors), DAY)
    block = Pairs(Features(snapshot), snapshot.known).plain["block_model"]
    side = np.array([sides[one] for one in snapshot.history.actors])
    same = side[:, None] == side[None, :]
    assert block[same].min() > 10.0 * block[~same].max()


@given(rank=st.integers(0, 6), seed=st.integers(0, 10_000))
def test_directions_at_right_angles_span_what_the_columns_span(rank: int, seed: int) -> None:
    random = np.random.default_rng(seed)
    basis = random.standard_normal((60, rank)) @ random.standard_normal((rank, 6))
    found = orthonormal(basis)
    assert found.shape == (60, rank)
    assert np.allclose(found.T @ found, np.eye(rank), atol=1e-6)
    assert np.allclose(found @ (found.T @ basis), basis, atol=1e-6)


def test_what_did_not_come_stands_for_every_other_candidate(history: History) -> None:
    snapshot = Snapshot(history, DAY)
    partners = new_partners(history, snapshot, int(history.starts[-1]), snapshot.known)
    features = Features(snapshot)
    sample = draw(features, snapshot.known, partners, 500, np.random.default_rng(1))
    assert sample is not None
    assert sample.negative.shape[1:] == (LIKELIEST + DRAWN, len(NAMES))
    came = np.bincount(np.unique(partners.nonzero()[0]), minlength=len(snapshot.known)) > 0
    blocked = Pairs(features, snapshot.known[came]).blocked
    others = (~blocked).sum(axis=1) - np.diff(partners.indptr)[came]
    stands_for = np.exp(sample.correction).sum(axis=1)
    np.testing.assert_allclose(np.sort(stands_for), np.sort(others), rtol=1e-9)


def test_expected_weights_are_a_method_of_their_own(history: History) -> None:
    pairs = Pairs(Features(Snapshot(history, DAY)), np.arange(5))
    weights = np.array([EXPECTED.get(name, 0.0) for name in NAMES])
    able = ~pairs.blocked
    np.testing.assert_allclose(pairs.likely[able], (pairs.cube @ weights)[able], atol=1e-4)


def test_nothing_but_the_usual_is_chosen_without_proof(history: History) -> None:
    engine = choose_engine(history, DAY, 300)
    checked = engine.choice.checked
    assert {"ranker", "walk_x_activity", SAFE} <= set(checked)
    assert all(one.shown is not None for one in checked.values())
    usual, safe = checked["ranker"].shown, checked[SAFE].shown
    assert usual is not None
    assert safe is not None
    if engine.choice.name == SAFE:
        assert usual <= safe
    elif engine.choice.name == "ranker":
        assert usual > safe


def test_lists_grow_even_where_everyone_is_shown_already() -> None:
    order = np.argsort(-(np.arange(20) * -1.0 + np.random.default_rng(1).random((40, 20)) * 4))
    chances = np.tile(1.0 / np.arange(1.0, 21.0), (40, 1))
    lists = varied_lists(order, chances, 20, 0.3)
    assert unevenness(np.bincount(order[:, :10].ravel(), minlength=20), 20) > 0.4
    assert unevenness(np.bincount(lists[:, :10].ravel(), minlength=20), 20) <= 0.3
    assert all(len(set(one.tolist())) == 20 for one in lists)
