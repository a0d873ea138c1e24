"""The columns on disk and in memory, and the two paths to one answer on the real landscape."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from graph.columns import actors, gaps, ties
from graph.columns.arrays import Names, Rows
from graph.columns.catalogue import ANALYSES, Wish, analysis
from graph.columns.current import columns_of, lies_beside
from graph.columns.keeping import open_columns, write_columns
from graph.columns.tables import Columns, build
from graph.keys import key_of
from ontology.errors import StoreError, UnknownThingError

DAY = date(2012, 6, 30)
THEMES = ("bildungsmanagement", "bildungsberatung", "schulische-bildung", "mint")
WISHES = {
    "actors-of-type": [Wish(type="stiftung", state=state) for state in ("02", "14")],
    "actors-named": [Wish(words=word) for word in ("stiftung",)],
    "pairs-on-theme": [Wish(theme=theme) for theme in THEMES],
    "ties-under-theme": [Wish(theme=theme) for theme in THEMES],
    "districts-without-theme": [Wish(theme=theme) for theme in THEMES],
    "themes-missing": [Wish(district=ags) for ags in ("14612", "03403", "01001")],
    "neighbours-apart": [Wish(theme=theme) for theme in THEMES],
    "ties-per-theme-and-state": [Wish()],
    "ties-per-state": [Wish(day=day) for day in (DAY, date(2026, 11, 23))],
    "most-connected": [Wish(limit=20)],
    "partners-within": [Wish(actor="kommune-14713", hops=hops) for hops in (1, 2, 3)],
    "tied-pairs": [Wish()],
}
UNORDERED = {"pairs-on-theme", "neighbours-apart", "tied-pairs"}


@pytest.fixture(scope="module")
def columns(landscape) -> Columns:
    return columns_of(landscape)


@pytest.fixture(scope="module")
def small(landscape):
    """Return the landscape without the large registers."""
    curated = {key: one for key, one in landscape.actors.items() if not one.register}
    return replace(landscape, actors=curated)


@pytest.mark.parametrize("key", ANALYSES)
def test_columns_and_sparql_give_one_answer(store, columns, key):
    one, filled = ANALYSES[key], 0
    for wish in WISHES[key]:
        own = one.run(columns, wish)
        asked = [
            tuple(int(cell) if cell.isdigit() and name.endswith("s") else key_of(cell)
                  for name, cell in zip(one.columns, row, strict=True))
            for row in store.select(one.sparql(wish))
        ]  # fmt: skip
        if key in UNORDERED:
            assert {frozenset(row) for row in own} == {frozenset(row) for row in asked}
        elif key == "most-connected":
            assert own == asked
        else:
            assert sorted(own) == sorted(asked)
        assert len(own) == len(asked)
        filled += bool(own)
    assert filled


def test_a_file_gives_the_same_columns_and_the_same_bytes(small, tmp_path):
    first, second = tmp_path / "one.columns", tmp_path / "two.columns"
    fresh = build(small)
    write_columns(fresh, first)
    kept = open_columns(first, small.version)
    write_columns(kept, second)
    assert first.read_bytes() == second.read_bytes()
    assert kept.actors.texts == sorted(small.actors)
    with pytest.raises(ValueError, match="read-only"):
        kept.actor_type[0] = 1
    for key, wishes in WISHES.items():
        assert ANALYSES[key].run(kept, wishes[0]) == ANALYSES[key].run(fresh, wishes[0])


def test_a_damaged_or_foreign_file_is_refused_and_computed_anew(small, tmp_path):
    path = tmp_path / "landscape.columns"
    write_columns(build(small), path)
    with pytest.raises(StoreError):
        open_columns(path, "another")
    content = bytearray(path.read_bytes())
    content[-100] ^= 1
    path.write_bytes(content)
    with pytest.raises(StoreError):
        open_columns(path, small.version)
    path.write_bytes(b"{}\n")
    with pytest.raises(StoreError):
        open_columns(path, small.version)
    copy = replace(small)
    lies_beside(copy, path)
    assert columns_of(copy).ties.texts == sorted(small.ties)


def test_a_changed_landscape_has_columns_of_its_own(landscape, small):
    fewer = dict(list(landscape.ties.items())[:10])
    assert len(columns_of(replace(small, ties=fewer)).ties) == 10
    assert len(columns_of(landscape).ties) == len(landscape.ties)


def test_an_empty_landscape_has_plain_answers(landscape):
    empty = build(replace(landscape, actors={}, ties={}, items={}, participations={}))
    for key, wishes in WISHES.items():
        found = ANALYSES[key].run(empty, wishes[0])
        assert bool(found) == (key in {"districts-without-theme", "themes-missing"})


def test_unknown_keys_find_nobody(columns):
    assert not len(actors.actors_where(columns, type_="none", state="05"))
    assert not len(actors.actors_on(columns, "none"))
    assert not len(actors.actors_in(columns, "none"))
    assert not len(actors.actors_named(columns, "!"))
    assert not len(actors.partners_within(columns, "none", 3))
    assert not len(ties.ties_under(columns, "none"))
    assert not len(ties.pairs_on(columns, "none")[0])
    assert len(gaps.districts_without(columns, "none")) == 400
    assert len(gaps.themes_missing(columns, "00000")) == len(columns.themes)
    with pytest.raises(UnknownThingError, match="tied-pairs"):
        analysis("tied-pair")


def test_rows_and_names_by_hand():
    rows = Rows.of([[3, 1, 1], [], [2]])
    assert rows.row(0).tolist() == [1, 3]
    assert rows.joined(np.array([2, 0], np.int32)).tolist() == [2, 1, 3]
    assert rows.several(np.array([0, 2], np.int32)).tolist() == [1, 2, 3]
    assert rows.turned(4).row(3).tolist() == [0]
    assert rows.owner().tolist() == [0, 0, 2]
    names = Names.of(["grün", "ein grüner grün", ""])
    assert names.containing("grün").tolist() == [0, 1]
    assert names.take(np.array([2, 0], np.int32)) == ["", "grün"]
    assert Names.of([]).texts == []
