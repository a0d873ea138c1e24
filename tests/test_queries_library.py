"""Every question of the library: its header, its parameters, its columns, its answer."""

import json
import re
from collections import Counter
from collections.abc import Callable
from datetime import date
from functools import cache

import pytest
from rdflib.plugins.sparql import prepareQuery
from starlette.testclient import TestClient

from graph.keys import is_ags, is_state_ags, is_town_ags
from graph.store import Store
from ontology.errors import ParameterError
from queries.catalogue import CatalogueQuery
from queries.guard import check
from queries.header import COSTS
from queries.terms import TYPES
from queries.tokens import tokenize
from tests.library_support import catalogue, on_the_day

QUESTIONS = list(catalogue())
IDS = [query.name for query in QUESTIONS]
SUBJECTS = {
    "actors", "agencies", "evidence", "gaps", "indicators", "models", "offers", "patronage",
    "programmes", "quality", "structures", "territory", "themes",
}  # fmt: skip
NAMED_IN_THE_ISSUE = (
    "core-sponsors",
    "lernen-vor-ort-and-nothing-since",
    "agency-of-district",
    "models-of-action-field",
    "districts-without-agreement",
)
STATUSES = {"future", "current", "ended", "undated", "gap", "unknown"}
DATES = {"valid_from", "valid_through"}
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")

each = pytest.mark.parametrize("query", QUESTIONS, ids=IDS)


def test_the_library_covers_every_subject():
    assert len(QUESTIONS) >= 48
    assert set(catalogue().subjects) == SUBJECTS
    for name in NAMED_IN_THE_ISSUE:
        assert catalogue().get(name)


@each
def test_names_are_slugs_and_headers_speak_both_languages(query: CatalogueQuery):
    header = query.header
    assert SLUG.fullmatch(query.name)
    assert header.cost in COSTS
    texts = [header.title, header.description, *(entry.meaning for entry in header.columns)]
    texts += [entry.label for entry in header.parameters]
    assert all(text.de and text.en for text in texts)
    assert header.title.de != header.title.en
    assert all(header.keywords)


@each
def test_no_question_is_written_in_a_form_that_engines_do_not_finish(query: CatalogueQuery):
    words = [token.word for token in tokenize(query.texts.de)]
    assert "EXISTS" not in words
    assert "SERVICE" not in words
    assert "FROM" not in words
    # the same triple may stand in several graphs: without one of these a row would come twice
    assert {"DISTINCT", "GROUP"} & set(words)


@each
def test_another_parser_of_sparql_1_1_reads_it(query: CatalogueQuery):
    prepareQuery(check(query.bound(query.examples())).standalone())


@each
def test_rows_come_in_a_defined_order(query: CatalogueQuery):
    words = [token.word for token in tokenize(query.texts.de)]
    assert "ORDER" in words
    order = query.texts.de[query.texts.de.rindex("ORDER BY") :]
    ordered = {token.name for token in tokenize(order)}
    assert ordered & {column.name for column in query.header.columns}


@pytest.fixture(scope="module")
def listed(store: Store) -> Callable[[str], list[str]]:
    """Return the first column of a question, which holds what a parameter takes."""

    @cache
    def values(name: str) -> list[str]:
        source = catalogue().get(name)
        return [str(row[0]) for row in store.select(source.bound({}))]

    return values


@each
def test_parameters_bind_and_their_values_can_be_listed(
    query: CatalogueQuery, listed: Callable[[str], list[str]]
):
    for parameter in query.header.parameters:
        assert parameter.type in TYPES
        assert parameter.example or parameter.optional
        if not parameter.source:
            assert parameter.type not in {"district", "state", "theme", "programme", "concept"}
            continue
        values = listed(parameter.source)
        assert values
        for value in values:
            assert TYPES[parameter.type](parameter, value)


@each
def test_only_what_is_required_has_to_be_given(query: CatalogueQuery):
    needed = {one.name: one.example for one in query.header.parameters if one.required}
    assert "$" not in {token.text[0] for token in tokenize(query.bound(needed))}
    if needed:
        with pytest.raises(ParameterError, match="fehlt"):
            query.bound({})


@each
def test_a_question_finds_rows_by_example_and_by_default_or_says_why_not(
    query: CatalogueQuery, store: Store
):
    needed = {one.name: one.example for one in query.header.parameters if one.required}
    both = [query.bound(on_the_day(query, values)) for values in (query.examples(), needed)]
    found = {text: store.select(text) for text in dict.fromkeys(both)}
    assert all(found.values()) != bool(query.header.empty_is_right)
    # the page leads whoever finds nothing by default to the example
    assert found[both[0]] or not query.header.parameters


@pytest.mark.parametrize(
    "query", [one for one in QUESTIONS if one.texts.de != one.texts.en], ids=lambda one: one.name
)
def test_an_english_answer_is_the_german_one_in_other_words(query: CatalogueQuery, store: Store):
    values = on_the_day(query, query.examples())
    german, english = (store.records(query.bound(values, lang)) for lang in ("de", "en"))
    assert len(german) == len(english)
    cells = [Counter(name for row in rows for name in row) for rows in (german, english)]
    assert cells[0] == cells[1]
    # IRIs, numbers and names stay; only labels differ
    told = [{column: sorted(row.get(column, "") for row in rows) for column in cells[0]}
            for rows in (german, english)]  # fmt: skip
    differing = {column for column in cells[0] if told[0][column] != told[1][column]}
    assert not any(value.startswith("http") for column in differing for value in told[1][column])


@each
def test_the_answer_is_as_the_header_says(query: CatalogueQuery, client: TestClient):
    response = client.post(
        "/sparql",
        data={"query": query.bound(on_the_day(query, query.examples()))},
        headers={"Accept": "application/sparql-results+json"},
    )
    assert response.status_code == 200, response.text
    answer = json.loads(response.content)
    assert answer["head"]["vars"] == [column.name for column in query.header.columns]
    rows = answer["results"]["bindings"]
    written = [json.dumps(row, sort_keys=True) for row in rows]
    assert len(written) == len(set(written))
    for row in rows:
        for column in query.header.columns:
            if column.name in row:
                _check_cell(column.name, column.meaning.en, row[column.name])


def _check_cell(name: str, meaning: str, cell: dict[str, str]) -> None:
    kind, value = cell["type"], cell["value"]
    if "(IRI)" in meaning:
        assert kind == "uri", (name, value)
        return
    if name == "ags":
        assert is_ags(value) or is_town_ags(value) or is_state_ags(value), value
    if name == "status":
        assert value in STATUSES, value
    if name in DATES:
        assert cell["datatype"].endswith("#date"), cell
        assert date.fromisoformat(value)
    if name.endswith("name") and kind == "literal":
        assert value
        assert cell.get("xml:lang", "de") in {"de", "en"}
