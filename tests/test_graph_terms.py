from decimal import Decimal

import pyoxigraph as ox
from hypothesis import given
from hypothesis import strategies as st

from graph.terms import TripleTable, address, iri, text, typed

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


def parsed(line: str) -> ox.Quad:
    return next(iter(ox.parse(line, format=ox.RdfFormat.N_TRIPLES)))


@given(words, st.sampled_from(["", "de", "en"]))
def test_every_text_survives_writing_and_reading(value, language):
    quad = parsed(f"<http://a/s> <http://a/p> {text(value, language)} .")
    assert quad.object.value == value
    assert (quad.object.language or "") == language


@given(st.text(st.characters(min_codepoint=32, max_codepoint=400), max_size=60))
def test_every_address_becomes_an_iri_that_parses(path):
    quad = parsed(f"<http://a/s> <http://a/p> {address('https://example.org/' + path)} .")
    assert quad.object.value.startswith("https://example.org/")


@given(st.from_regex(r"-?[0-9]{1,12}(\.[0-9]{1,12})?", fullmatch=True))
def test_a_decimal_is_written_as_an_engine_answers_it(value):
    store, written = ox.Store(), typed(value, "decimal")
    store.add(parsed(f"<http://a/s> <http://a/p> {written} ."))
    (kept,) = store.quads_for_pattern(None, None, None)
    assert str(kept.object) == written
    assert Decimal(kept.object.value) == Decimal(value)


def test_lines_are_distinct_and_sorted_whatever_the_order_of_adding():
    one, other = TripleTable(), TripleTable()
    triples = [(iri("http://a/b"), iri("http://a/p"), typed("1", "integer")) for _ in range(2)]
    triples.append((iri("http://a/a"), iri("http://a/p"), text("ä", "de")))
    for triple in triples:
        one.add("g", *triple)
    for triple in reversed(triples):
        other.add("g", *triple)
    assert one.table.lines(one.triples("g")) == other.table.lines(other.triples("g"))
    assert len(one.triples("g")) == 2
    assert len(one.triples("nothing")) == 0
