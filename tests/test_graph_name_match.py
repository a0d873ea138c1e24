"""Names of German organisations: what counts, what is noise, and when a match is certain."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.name_match import Found, NameIndex, is_certain, parse_name


@pytest.fixture(scope="module")
def index(landscape) -> NameIndex:
    return NameIndex((actor.key, actor.name) for actor in landscape.actors.values())


@pytest.mark.parametrize(
    ("name", "area", "words"),
    [
        ("Possehl-Stiftung e.V.", "", ("possehl", "stiftung")),
        ("Freudenberg Stiftung gGmbH", "", ("freudenberg", "stiftung")),
        ("Ev. Grundschule", "", ("ev", "grundschule")),
        ("Verein für Bildung e. V., Köln", "", ("verein", "bildung", "koeln")),
        ("Landratsamt Görlitz", "rural", ("goerlitz",)),
        ("Lübeck, Hansestadt", "city", ("luebeck",)),
        ("Uni Bielefeld", "", ("universitaet", "bielefeld")),
        ("VHS Leipzig", "", ("volkshochschule", "leipzig")),
        ("Landkreis", "rural", ("landkreis",)),
        ("", "", ()),
    ],
)
def test_names_are_taken_apart(name, area, words):
    found = parse_name(name)
    assert (found.area, found.words) == (area, words)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Possehl Stiftung", "possehl-stiftung"),
        ("POSSEHLSTIFTUNG", "possehl-stiftung"),
        ("Bertelsmann-Stiftung", "ror-01wj9hk44"),
        ("Bertelsman Stiftung", "ror-01wj9hk44"),
        ("Stadt Görlitz", "kommune-14263"),
        ("Landkreis Görlitz", "kommune-14626"),
        ("Landkreis Goerlitz", "kommune-14626"),
        ("Stadt München", "kommune-09162"),
        ("LK München", "kommune-09184"),
        ("Uni Bielefeld", "ror-02hpadn98"),
        ("Universitaet Bielefeld", "ror-02hpadn98"),
    ],
)
def test_what_is_meant_is_found_and_certain(index, name, key):
    found = index.find(name, 5)
    assert found[0].key == key
    assert is_certain(found)


@pytest.mark.parametrize(
    "name", ["Görlitz", "München", "Grundschule", "Stiftung", "Museum", "e.V.", "xyzzy", ""]
)
def test_what_is_ambiguous_is_not_certain(index, name):
    assert not is_certain(index.find(name, 5))


def test_an_ambiguous_name_lists_all_that_it_may_mean(index):
    keys = [one.key for one in index.find("München", 5)]
    assert set(keys[:2]) == {"kommune-09162", "kommune-09184"}


def test_only_accepted_things_are_found(index):
    found = index.find("Görlitz", 5, lambda key: key.startswith("isil-"))
    assert found
    assert all(one.key.startswith("isil-") for one in found)


def test_every_name_finds_its_owner(landscape, index):
    actors = [actor for actor in landscape.actors.values() if not actor.register]
    for actor in actors[::10]:
        best = index.find(actor.name, 10)
        assert best[0].score == 100
        assert actor.key in {one.key for one in best if one.score == 100}


def test_a_large_batch_is_quick(landscape, index):
    names = [actor.name for actor in list(landscape.actors.values())[:1100]]
    began = time.process_time()
    assert all(index.find(name, 5) for name in names)
    assert time.process_time() - began < 10


def test_a_rival_takes_certainty_away():
    assert is_certain([Found("a", "A", 95.0)])
    assert is_certain([Found("a", "A", 95.0), Found("b", "B", 80.0)])
    assert not is_certain([Found("a", "A", 95.0), Found("b", "B", 94.0)])
    assert not is_certain([Found("a", "A", 60.0)])
    assert not is_certain([])


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=60))
def test_any_text_is_searched(text):
    found = NameIndex([("a", "Possehl-Stiftung"), ("b", "Stadt Köln")]).find(text, 2)
    assert all(0 <= one.score <= 100 for one in found)
