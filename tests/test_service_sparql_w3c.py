"""The W3C's tests of SPARQL 1.0 and 1.1 queries, asked over HTTP of the service as it is."""

import pyoxigraph as ox
import pytest

from service.settings import Settings
from tests import w3c_support as w3c
from tests.sparql_support import served

ONE_SPELLING = "the engine keeps a value, not its spelling: +1 becomes 1, 1.0e6 1000000, +00:00 Z"
DERIVED_TYPE = "the engine keeps one spelling, and xsd:negativeInteger as xsd:integer"
STRINGS = "in RDF 1.1 a literal without a type is an xsd:string; here they are two"
LANGUAGES = (
    "in RDF 1.1 the type of a literal with a language is rdf:langString, here it is an error"
)
NOT_FOUND = (
    "SPARQL 1.1 gives a plain empty string where nothing is found; strbefore01a, strafter01a"
)
ONE_GRAPH = "a graph read in two roles has the same blank nodes in both; the b variants allow it"
DRAFT = "elt{n,m} was dropped from property paths before SPARQL 1.1 was finished"
ZONES = "by XSD 1.1 a date without a time zone differs from one with, by XSD 1.0 it is undecided"

_BY_REASON = {
    ONE_SPELLING: "data-r2/distinct/distinct-1 data-r2/distinct/distinct-9 "
    "data-r2/expr-builtin/dawg-str-1 data-r2/expr-builtin/dawg-str-2 "
    "data-r2/expr-builtin/sameTerm-eq data-r2/expr-builtin/sameTerm-not-eq "
    "data-r2/expr-builtin/sameTerm-simple data-r2/expr-equals/eq-graph-1 "
    "data-r2/expr-equals/eq-graph-2 data-r2/open-world/open-eq-01 "
    "data-r2/open-world/date-3 data-sparql11/csv-tsv-res/csv03",
    DERIVED_TYPE: "data-sparql11/csv-tsv-res/tsv03",
    STRINGS: "data-r2/distinct/distinct-2 data-sparql11/functions/strdt03 "
    "data-sparql11/functions/strlang03",
    LANGUAGES: "data-r2/expr-builtin/dawg-datatype-2",
    NOT_FOUND: "data-sparql11/functions/strafter01 data-sparql11/functions/strbefore01",
    ONE_GRAPH: "data-r2/dataset/dawg-dataset-09 data-r2/dataset/dawg-dataset-10 "
    "data-r2/dataset/dawg-dataset-12 data-r2/graph/dawg-graph-10",
    ZONES: "data-r2/open-world/date-2",
    DRAFT: " ".join(
        f"data-sparql11/property-path/pp{number}"
        for number in ("04", "05", "13", "15", "20", "22", "24", "26", "27", "29")
    ),
    "the grammar has no escaped colon: test_pn_bad_06 wants it refused": "data-sparql11/"
    "syntax-query/test_52",
    "here {{ }} is a group of its own; 005-not-simplified wants that": "data-r2/optional-filter/"
    "dawg-optional-filter-005-simplified",
    "by SPARQL 1.1, 18.5.1, no solution makes no group; here one is wanted": "data-sparql11/"
    "aggregates/agg-empty-group",
    "the engine makes _:foo of BNODE('foo') in every row, not a new one in each": "data-sparql11/"
    "functions/bnode01",
}
KNOWN = {name: reason for reason, names in _BY_REASON.items() for name in names.split()}
"""Tests that fail, and why."""

JSON = "application/sparql-results+json"
NTRIPLES = "application/n-triples"
ASKED = [test for test in w3c.tests() if test.result]
SYNTAX = [test for test in w3c.tests() if "Syntax" in test.kind and "Update" not in test.kind]


def each(tests):
    marked = [
        pytest.param(
            test,
            id=test.name,
            marks=pytest.mark.xfail(reason=KNOWN[test.name], strict=True)
            if test.name in KNOWN
            else (),
        )
        for test in tests
    ]
    return pytest.mark.parametrize("test", marked)


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    root = tmp_path_factory.mktemp("w3c")
    w3c.build(root)
    with served(Settings(store=str(root))) as running:
        yield running


def asked(client, test, accept):
    fields = {"query": test.text, **test.dataset}
    response = client.post("/sparql", data=fields, headers={"Accept": accept})
    assert response.status_code == 200, response.text
    return response.content


@each(ASKED)
def test_a_query_gives_what_the_w3c_says(client, test):
    if test.kind == "CSVResultFormatTest":
        found = w3c.csv_rows(asked(client, test, "text/csv"))
        right = w3c.csv_rows(w3c.files()[test.result])
        assert w3c.canonical(found, lax=False) == w3c.canonical(right, lax=False)
        return
    if "CONSTRUCT" in test.text.upper():
        found = ox.parse(asked(client, test, NTRIPLES), format=ox.RdfFormat.N_TRIPLES)
        assert w3c.canonical_graph(found) == w3c.canonical_graph(w3c.parsed(test.result))
        return
    right, ordered = w3c.expected_rows(test.result)
    found = w3c.rows_of(asked(client, test, JSON), ox.QueryResultsFormat.JSON)
    if isinstance(right, bool) or isinstance(found, bool):
        assert found == right
        return
    assert w3c.canonical(found, lax=test.lax) == w3c.canonical(right, lax=test.lax)
    if ordered:
        assert w3c.without_blanks(found) == w3c.without_blanks(right)


@each(SYNTAX)
def test_what_is_no_sparql_is_refused_and_nothing_else(client, test):
    fields = {"query": test.text, "named-graph-uri": w3c.ANY}
    response = client.post("/sparql", data=fields)
    if "Negative" in test.kind:
        assert response.status_code == 400, response.text
        return
    # SERVICE is refused and a function that nobody here has is not evaluated: both were understood
    is_understood = response.status_code == 400 and response.json()["type"].endswith(
        ("/query-refused", "/query")
    )
    assert response.status_code == 200 or is_understood, response.text
