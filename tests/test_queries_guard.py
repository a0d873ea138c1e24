"""What the public door lets in."""

import contextlib
import time

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontology.errors import LandscapeError, QueryRefusedError, QuerySyntaxError
from ontology.namespaces import PREFIXES
from queries.brackets import MAX_DEPTH
from queries.guard import check, require_known_graphs
from queries.hints import explain
from tests.refusals import refusal


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { SERVICE <http://x/> { ?s ?p ?o } }",
        "SELECT * { service silent ?x { } }",
        "SELECT * { OPTIONAL { { SELECT * { ?s ?p ?o SERVICE<http://x/>{} } } } }",
        "ASK { FILTER EXISTS { SERVICE <http://x/> { ?s ?p ?o } } }",
        # forms that a lenient parser reads as SERVICE although no blank parts the words
        "SELECT * { ?s ?p true SERVICE<http://x/>{} }",
        "SELECT * { ?s ?p trueSERVICE<http://x/>{} }",
        "SELECT * { ?s ?p 1SERVICE<http://x/>{} }",
        "PREFIX SERVICEbl: <http://x/> SELECT * { SERVICEbl:b { ?s ?p ?o } }",
        "PREFIX foo: <http://x/> SELECT * { ?s ?p foo:b.SERVICEfoo:b { } }",
        "PREFIX foo: <http://x/> SELECT * { foo:a foo:p foo:b.SERVICE<http://x/>{} }",
        # codepoint escapes in any place
        r"SELECT * { \u0053ERVICE <http://x/> { ?s ?p ?o } }",
        r"SELECT * { S\U00000045RVICE <http://x/> { ?s ?p ?o } }",
        r"SELECT * { ?s ?p \u0074rue\u0053ERVICE<http://x/>{} }",
        r"SELECT * { ?s ?p '\u0027 .' . \u0053ERVICE<http://x/>{} }",
        "SELECT * { ?s ?p ?o \\u0023 '\n SERVICE<http://x/>{} } #'",
    ],
)
def test_service_is_refused_in_every_disguise(text):
    with pytest.raises(QueryRefusedError, match="SERVICE"):
        check(text)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { ?s ?p ?o # SERVICE <http://x/> {}\n }",
        'SELECT * { ?s rdfs:label "SERVICE <http://x/> {}" }',
        "SELECT * { ?s ?p '''LOAD\n SERVICE''' }",
        "SELECT ?service { ?service ?p <http://x/SERVICE> }",
        "PREFIX service: <http://x/> SELECT * { GRAPH service:g { ?s service:b ?o } }",
        "SELECT * { ?s ?p (?x <?a> ?y) . ?s (<a?b>|<c>) ?x FILTER(?x IN (<?a>, <?b>)) }",
        "SELECT * { VALUES (?s ?p) { (<a?x> <?b>) } FILTER(?s=<a?b>&&?p = <?c>) }",
    ],
)
def test_harmless_texts_pass(text):
    assert check(text).form == "SELECT"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (r"SELECT * { <\u0078> bl:\u0070 ?xx\U00000078 }", r"SELECT * { <\u0078> bl:p ?xxx }"),
        (r"\u0041SK {?s bl:a\u005C-b 'a\'\u0062' }", r"ASK {?s bl:a\-b 'a\'\u0062' }"),
        (r'ASK { ?s ?p "\\u0041" } # \u0041', r'ASK { ?s ?p "\\u0041" } # \u0041'),
    ],
)
def test_names_are_asked_with_their_escapes_written_out(written, meant):
    assert check(written).text == meant
    ox.Store().query(meant, prefixes=PREFIXES, base_iri="http://x/")


@pytest.mark.parametrize("escape", [r"\uD800", r"\U00110000", r"\u00", r"\u0000", r"\:"])
def test_what_stands_for_no_character_of_a_name_is_refused(escape):
    with pytest.raises(QuerySyntaxError):
        check(f"ASK {{ ?s bl:a{escape}b ?o }}")


@pytest.mark.parametrize(
    "word", ["INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH"]
)
def test_updates_are_refused(word):
    with pytest.raises(QueryRefusedError, match=word):
        check(f"PREFIX ex: <http://x/> {word} <http://x/>")


@pytest.mark.parametrize(
    ("text", "line", "column", "hint"),
    [
        ("SELECT * {\n ?s ?p ?o FILTR(?o) }", 2, 11, "FILTER"),
        ("SELEKT * {}", 1, 1, "SELECT"),
        ("SELECT * {\n ?s foaf:name ?o }", 2, 5, "PREFIX foaf: <http://xmlns.com/foaf/0.1/>"),
        ("SELECT * { ?s skoss:broader ?o }", 1, 15, "skos:"),
        ("SELECT * { ?s ?p ?o", 1, 10, "nicht geschlossen"),
        ("SELECT * { ?s ?p ?o ) }", 1, 21, "{"),
        ("SELECT * { } }", 1, 14, "nie geöffnet"),
        ('SELECT * { ?s ?p "offen }', 1, 18, "Anführungszeichen"),
        ("SELECT * { ?s ?p `x` }", 1, 18, "gehört hier nicht hin"),
        ("SELECT * { ?s ?p ?o FILTER(?s<?o&&?p>?s) }", 1, 30, "liest sich als IRI"),
        ("ASK { ?s ?p ?o FILTER xsd:boolean((?s<5&&?o>3)) }", 1, 38, "Leerzeichen"),
        ("", 1, 1, "SELECT, ASK"),
        ("# nur ein Kommentar", 1, 20, "SELECT, ASK"),
    ],
)
def test_syntax_errors_name_place_and_likely_fix(text, line, column, hint):
    with pytest.raises(QuerySyntaxError) as caught:
        check(text)
    assert (caught.value.line, caught.value.column) == (line, column)
    assert hint in caught.value.text.de
    assert caught.value.text.en != caught.value.text.de


@pytest.mark.parametrize(
    ("text", "line", "column", "word"),
    [
        ("SELECT * {\n ?s ?p }", 2, 7, "Nach „?p“"),
        ("SELECT * {\n ?s ?p ?o\n ?x ?y ?z }", 3, 2, "Punkt"),
        ("SELECT * { ?s ?p ?o . { ?s ?p } }", 1, 30, "Nach „?p“"),
        ("SELECT ?s { ?s ?p ?o } GROUP BY ?p", 1, 35, "gruppierte"),
        ("SELECT * { ?s ?p ?o } LIMIT", 1, 28, "unvollständig"),
    ],
)
def test_what_the_engine_complains_about_is_explained(text, line, column, word):
    check(text)
    with pytest.raises(SyntaxError) as complaint:
        ox.Store().query(text)
    error = explain(text, str(complaint.value))
    assert (error.line, error.column) == (line, column)
    assert word in error.text.de


@pytest.mark.parametrize(
    ("text", "column", "hint"),
    [
        ("SELECT ?x { ?x rdfs:label ‘Leipzig’ }", 27, "gerade Anführungszeichen"),
        ("SELECT ?x { ?x rdfs:label „Leipzig“ }", 27, "gerade Anführungszeichen"),
        ("SELECT ?x { ?x rdfs:label label }", 27, "?label"),
        ("SELECT x { ?x rdfs:label ?l }", 8, "?x"),
        ("SELECT ?x WHERE ?x a bl:District", 17, "Nach WHERE fehlt „{“"),
        ("SELECT ?t (COUNT(?x) AS ?n) { ?x a ?t }", 8, "GROUP BY ?t"),
        ("SELECT (COUNT(?x)) { ?x a ?t }", 8, "AS ?n"),
        ("SELECT COUNT(?x) AS ?n { ?x a ?t }", 8, "AS ?n"),
        ("SELECT ?a, ?b { ?a rdfs:label ?b }", 10, "kein Komma"),
        ("SELECT ?a { ?a bl:ags ?b FILTER(?b == 1) }", 36, "einzelnes ="),
        ("SELECT ?a { ?a bl:ags ?b FILTER(?b > 1 AND ?b < 3) }", 40, "&&"),
        ("SELECT ?a { ?a bl:ags ?b FILTER ?b = 1 }", 33, "in Klammern"),
        ('SELECT ?a { ?a bl:ags ?b FILTER(?b LIKE "05%") }', 36, 'STRSTARTS(?b, "05")'),
        ("SELECT ?a { ?a bl:ags ?b } ORDER ?b", 34, "BY"),
        ("SELECT ?a { ?a bl:ags ?b } LIMIT 3 ORDER BY ?b", 36, "vor LIMIT"),
        ('SELECT ?a { ?a rdfs:label ?b FILTER(CONTAINS(?b "x")) }', 37, "Komma"),
        ("PREFIX ex <http://x/> SELECT ?a { ?a ex:b ?c }", 1, "mit Doppelpunkt"),
        ("SELECT ?a { ?a <http://x/a b> ?c }", 16, "kein Leerzeichen"),
        ("SELECT ?a { ?a bl:ags ?b BIND(1 AS ?b) }", 36, "neuer Name"),
        ('SELECT ?a { ?a rdfs:label "Kreis"@ }', 34, "@de"),
    ],
)
def test_typical_slips_are_found_where_they_are(text, column, hint):
    error = refusal(text)
    assert (error.line, error.column) == (1, column)
    assert hint in error.text.de
    assert error.text.en.startswith(f"Line 1, column {column}: ")


def test_other_complaints_are_passed_on_without_a_place():
    error = explain("ASK {}", "Virtuoso 37000 Error SP030\nmore")
    assert (error.line, error.column) == (0, 0)
    assert "SP030" in error.text.de
    assert "more" not in error.text.de


def test_what_is_read_from_a_query():
    checked = check(
        "BASE <http://x/> PREFIX ex: <g/>\n"
        "SELECT (NOW() AS ?now) FROM <one> FROM NAMED ex:two FROM NAMED <http://y/>"
        " { ?s a bl:District FILTER NOT EXISTS { ?s ex:p ?o } }"
    )
    assert checked.form == "SELECT"
    assert checked.default_graphs == ("http://x/one",)
    assert checked.named_graphs == ("http://x/g/two", "http://y/")
    assert checked.undeclared == ("bl",)
    assert checked.volatile
    assert checked.negated


def test_standalone_declares_what_is_missing_and_keeps_the_lines():
    text = "ASK {\n ?s a bl:District ; rdfs:label ?l }"
    standalone = check(text).standalone()
    assert standalone.startswith("PREFIX bl: <https://w3id.org/bildungslandschaft/ontology#> ")
    assert standalone.count("\n") == text.count("\n")
    assert check(standalone).undeclared == ()


def test_nesting_is_bounded():
    check("ASK " + "{" * MAX_DEPTH + "}" * MAX_DEPTH)
    with pytest.raises(QueryRefusedError, match=str(MAX_DEPTH)):
        check("ASK " + "{" * (MAX_DEPTH + 1) + "}" * (MAX_DEPTH + 1))


@pytest.mark.parametrize(
    "text",
    [
        "a-" * 50_000,
        "a." * 50_000 + "!",
        '"\\' * 50_000,
        "<a" * 50_000,
        "?" * 100_000,
        "_:a" + ".a" * 50_000,
    ],
)
def test_reading_takes_time_in_proportion_to_the_length(text):
    began = time.process_time()
    with pytest.raises(LandscapeError):
        check(text)
    assert time.process_time() - began < 5


def test_unknown_graphs_are_refused_with_near_ones():
    require_known_graphs(["http://x/a"], ["http://x/a", "http://x/b"])
    with pytest.raises(QueryRefusedError, match="http://x/leipzig"):
        require_known_graphs(["http://x/leipzi"], ["http://x/leipzig"])
    with pytest.raises(QueryRefusedError):
        require_known_graphs(["http://x/a"], [])


@given(st.text(max_size=200))
def test_any_text_is_a_query_or_an_error_of_ours(text):
    form = ""
    with contextlib.suppress(LandscapeError):
        form = check(text).form
    assert form in {"", "SELECT", "ASK", "CONSTRUCT", "DESCRIBE"}
