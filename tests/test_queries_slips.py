"""Slips that an engine only notices far behind are told where they are."""

import pytest

from ontology.errors import QuerySyntaxError
from queries import slips
from queries.catalogue import load_catalogue
from queries.guard import check
from queries.tokens import line_and_column, tokenize
from tests import w3c_support
from tests.refusals import refusal

MARK = "§"
"""Stands in a query before the place that is to be named."""


@pytest.mark.parametrize(
    ("marked", "hint"),
    [
        ('SELECT ?s { ?s bl:ags ?a FILTER(?a §<> "05") }', "!="),
        ("SELECT ?s { ?s bl:x ?a FILTER(?a §=> 5) }", ">="),
        ("SELECT ?s { ?s bl:x ?a FILTER(?a §=< 5) }", "<="),
        ("SELECT ?s { ?s bl:x ?a FILTER(?a = 5 §| ?a = 6) }", "||"),
        ("SELECT ?s { ?s bl:x ?a FILTER(?a §5) . ?s bl:y ?y }", "Vor „5“"),
        ("SELECT ?s { ?s bl:x ?a FILTER(?a > §) . ?s bl:y ?y }", "Nach >"),
        ("SELECT ?s { ?s bl:x ?a FILTER(§NOT ?a = 5) }", "!(…)"),
        ('SELECT ?s { ?s bl:ags ?a FILTER(?a IN §"05") }', "Nach IN"),
        ("SELECT ?s { ?s bl:x ?a BIND(?a + 1§) }", "AS ?x"),
        ("SELECT ?s { ?s bl:x ?a BIND(STR(?a) §?b) }", "Vor „?b“"),
        ("SELECT ?s { ?s bl:x ?a BIND §STR(?a) AS ?b }", "Nach BIND"),
        ('SELECT ?s { VALUES ?a { "05"§, "06" } ?s bl:ags ?a }', "kein Komma"),
        ("SELECT ?s { VALUES ?a { §?b } ?s bl:ags ?a }", "feste Werte"),
        ("SELECT ?s { VALUES §{ 1 } ?s bl:ags ?a }", "die Variable"),
        ("SELECT ?s { GRAPH §{ ?s bl:ags ?a } }", "der Graph"),
        ("SELECT §WHERE { ?s bl:ags ?a }", "was gesucht wird"),
        ("ASK §?s bl:ags ?a", "Nach ASK"),
        ("CONSTRUCT §?s bl:ags ?a WHERE { ?s bl:ags ?a }", "Nach CONSTRUCT"),
        ("SELECT ?s { ?s bl:ags ?a }§;", "Hinter der Abfrage"),
        ("SELECT ?s { ?s bl:ags ?a } §FILTER(?a > 1)", "innerhalb"),
        ("SELECT ?s { ?s bl:ags ?a } LIMIT 10§, 20", "OFFSET"),
        ("SELECT ?s { ?s bl:ags ?a } ORDER BY ?s§, ?a", "kein Komma"),
        ("SELECT ?s { ?s bl:ags ?a } ORDER BY DESC §?a", "DESC(?x)"),
        ("SELECT ?s { ?s bl:ags ?a } ORDER BY ?a DESC§", "DESC(?x)"),
        ("SELECT ?s { ?s bl:ags ?a } GROUP BY ?s HAVING §?a > 1", "in Klammern"),
        ("SELECT ?s {\n  ?s bl:ags ?a\n  OPTIONAL §{\n    ?s bl:x ?x\n  ?s bl:y ?y\n}", "„{“"),
        ("SELECT ?s {\n  { ?s bl:x ?x }\n  OPTIONAL §{\n    ?s bl:x ?x\n} ORDER BY ?s", "„{“"),
    ],
)
def test_the_place_of_the_slip_is_named(marked, hint):
    text = marked.replace(MARK, "")
    error = refusal(text)
    assert (error.line, error.column) == line_and_column(text, marked.index(MARK))
    assert hint in error.text.de
    assert error.text.en.startswith(f"Line {error.line}, column {error.column}: ")


def test_no_rule_finds_a_slip_in_a_query_that_is_right():
    texts = [question.bound(question.examples()) for question in load_catalogue()]
    standard = [test.text for test in w3c_support.tests() if "Negative" not in test.kind]
    # the guard writes escapes out before anything else reads a query
    texts += [text for text in standard if "\\" not in text]
    assert len(texts) > 400
    for text in texts:
        tokens = tokenize(text)
        for rule in (slips.follow, slips.conditions, slips.values, slips.outside):
            assert list(rule(text, tokens)) == [], text


@pytest.mark.parametrize(
    ("query", "meant"),
    [
        ("SELECT ?x { ?x a District }", "bl:District"),
        ("SELECT ?x { ?x a bl: State }", "bl:State"),
        ("SELECT theme { ?x bl:theme ?theme }", "?theme"),
    ],
)
def test_a_term_of_ours_without_its_prefix_is_proposed_with_it(query: str, meant: str):
    with pytest.raises(QuerySyntaxError) as caught:
        check(query)
    assert meant in caught.value.text.de
