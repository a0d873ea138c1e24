"""Rows are counted wherever an answer is cut: of answers that the engine itself writes."""

import csv
import io
from itertools import pairwise

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.sparql import csv_rows
from service.sparql.rows import RowCounter

TABLES = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}
# no `}},{` at the end of a text: the one thing that JSON does not keep apart
TEXTS = st.lists(st.text(alphabet='ab",\n\t<>{}\\:', max_size=6), max_size=8)


def written(texts, name):
    store = ox.Store()
    for number, text in enumerate(texts):
        subject = ox.NamedNode(f"http://x/{number}")
        store.add(ox.Quad(subject, ox.NamedNode("http://x/says"), ox.Literal(text)))
    rows = store.query("SELECT ?s ?text { ?s <http://x/says> ?text }")
    return rows.serialize(format=TABLES[name])


@pytest.mark.parametrize("name", TABLES)
@given(texts=TEXTS, cuts=st.lists(st.integers(0, 2000), max_size=30))
def test_the_number_of_rows_does_not_depend_on_the_cuts(name, texts, cuts):
    answer = written(texts, name)
    marks = [0, *sorted(cut for cut in cuts if cut < len(answer)), len(answer)]
    counter = RowCounter(name)
    for begin, end in pairwise(marks):
        counter.feed(answer[begin:end])
    # an empty table of JSON has no row to begin with
    assert counter.rows == max(len(texts), 1 if name == "json" else 0)


@given(
    values=st.lists(st.sampled_from(["UNDEF", "1", "<http://x/a>"]), min_size=1, max_size=12),
    cuts=st.lists(st.integers(0, 800), max_size=30),
)
def test_rows_without_a_value_are_counted_too(values, cuts):
    table = ox.Store().query(f"SELECT ?x {{ VALUES ?x {{ {' '.join(values)} }} }}")
    answer = table.serialize(format=TABLES["json"])
    marks = [0, *sorted(cut for cut in cuts if cut < len(answer)), len(answer)]
    counter = RowCounter("json")
    for begin, end in pairwise(marks):
        counter.feed(answer[begin:end])
    assert counter.rows == len(values)


def test_csv_holds_every_text_and_every_iri_as_it_is():
    """An IRI with a comma too, which the engine's own writer leaves unquoted."""
    terms = {
        "<http://x/a,b>": "http://x/a,b",
        '"a, \\"b\\"\\nc"@de': 'a, "b"\nc',
        "1.5": "1.5",
        "true": "true",
        "UNDEF": "",
    }
    store, out = ox.Store(), io.BytesIO()
    rows = store.query(
        f"SELECT * {{ VALUES (?one ?two) {{ {' '.join(f'({t} {t})' for t in terms)} }} }}"
    )
    csv_rows.write(rows, out)
    assert list(csv.reader(io.StringIO(out.getvalue().decode(), newline=""))) == [
        ["one", "two"],
        *([text, text] for text in terms.values()),
    ]
    assert out.getvalue().startswith(b"one,two\r\n")


@given(texts=TEXTS)
def test_csv_is_that_of_the_engine_where_that_is_right(texts):
    store, out = ox.Store(), io.BytesIO()
    for number, text in enumerate(texts):
        subject = ox.NamedNode(f"http://x/{number}")
        store.add(ox.Quad(subject, ox.NamedNode("http://x/says"), ox.Literal(text)))
    query = "SELECT ?s ?text ?none { ?s <http://x/says> ?text }"
    csv_rows.write(store.query(query), out)
    assert out.getvalue() == store.query(query).serialize(format=TABLES["csv"])


def test_formats_without_a_mark_count_nothing():
    assert RowCounter("ttl").feed(b"<http://x/1> a <http://x/C> .\n") == 0
