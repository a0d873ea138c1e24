"""Rows are counted wherever an answer is cut: of answers that the engine itself writes."""

from itertools import pairwise

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

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


def test_formats_without_a_mark_count_nothing():
    assert RowCounter("ttl").feed(b"<http://x/1> a <http://x/C> .\n") == 0
