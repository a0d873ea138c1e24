"""Values get into a query as terms or not at all."""

from datetime import date

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontology.errors import InputError, ParameterError
from ontology.namespaces import ID, VOCAB
from ontology.texts import Text
from queries.binding import bind, check_use
from queries.guard import check
from queries.header import Parameter
from queries.terms import MAX_TEXT, TYPES
from queries.tokens import Kind, tokenize

LABEL = Text("Wert", "value")


def parameter(kind, **more):
    return Parameter("x", kind, LABEL, example="e", **more)


def bound(kind, value, **more):
    (token, *_) = [bind("$x", [parameter(kind, **more)], {"x": value})]
    return token


@pytest.mark.parametrize(
    ("kind", "value", "term"),
    [
        ("ags", "05334", '"05334"'),
        ("district", "05334", f"<{ID}district/05334>"),
        ("district", f"{ID}district/05334", f"<{ID}district/05334>"),
        ("state", "05", f"<{ID}state/05>"),
        ("actor", "possehl-stiftung", f"<{ID}actor/possehl-stiftung>"),
        ("actor", "05334", f"<{ID}actor/kommune-05334>"),
        ("actor", "05334002", f"<{ID}actor/kommune-05334002>"),
        ("actor", f"{ID}actor/land-05", f"<{ID}actor/land-05>"),
        ("theme", "ganztag", f"<{VOCAB}theme/ganztag>"),
        ("programme", "lernen-vor-ort", f"<{ID}programme/lernen-vor-ort>"),
        ("date", "2014-08-31", '"2014-08-31"^^<http://www.w3.org/2001/XMLSchema#date>'),
        ("year", "2014", '"2014"^^<http://www.w3.org/2001/XMLSchema#gYear>'),
        ("integer", "+7", "7"),
        ("integer", "-7", "-7"),
        ("text", 'a"b\\c\nd\te', '"a\\"b\\\\c\\nd\\te"'),
        ("iri", "https://example.org/ä?b=1#c", "<https://example.org/ä?b=1#c>"),
    ],
)
def test_terms(kind, value, term):
    assert bound(kind, value) == term


def test_terms_with_bounds_schemes_and_values():
    assert bound("concept", "core", scheme="role") == f"<{VOCAB}role/core>"
    assert bound("enum", "b", values=("a", "b")) == '"b"'
    assert bound("integer", "5", low=1, high=5) == "5"
    assert bound("date", "today")[1:11] == date.today().isoformat()  # noqa: DTZ011


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("ags", "5334"),
        ("ags", "17001"),
        ("ags", '05334" } #'),
        ("district", "http://example.org/05334"),
        ("state", "17"),
        ("actor", "a b"),
        ("actor", "a>"),
        ("actor", "../x"),
        ("actor", f"{ID}actor/a> . ?s ?p <b"),
        ("theme", "a/b"),
        ("date", "31.08.2014"),
        ("date", "2014-02-30"),
        ("year", "14"),
        ("integer", "1.5"),
        ("integer", "9" * 16),
        ("text", "x" * (MAX_TEXT + 1)),
        ("text", "a\x00b"),
        ("text", "\ud800"),
        ("iri", "relative"),
        ("iri", "javascript:alert(1)<"),
        ("iri", "http://x/\\u003e"),
    ],
)
def test_what_does_not_fit_is_named(kind, value):
    with pytest.raises(ParameterError) as caught:
        bound(kind, value)
    assert caught.value.name == "x"
    assert "Erwartet" in caught.value.text.de
    assert "Expected" in caught.value.text.en


def test_bounds_and_enumerations_are_kept():
    for kind, value, more in (
        ("integer", "6", {"low": 1, "high": 5}),
        ("integer", "0", {"low": 1}),
        ("enum", "c", {"values": ("a", "b")}),
    ):
        with pytest.raises(ParameterError):
            bound(kind, value, **more)


def test_missing_default_optional_and_unknown():
    needed = Parameter("x", "ags", LABEL, example="05334")
    with pytest.raises(ParameterError, match="05334"):
        bind("$x", [needed], {})
    with pytest.raises(ParameterError):
        bind("$x", [needed], {"x": "  "})
    assert bind("$x", [Parameter("x", "integer", LABEL, default="3")], {"x": ""}) == "3"
    optional = Parameter("x", "theme", LABEL, optional=True)
    assert bind("VALUES ?x { $x }", [optional], {}) == "VALUES ?x { UNDEF }"
    with pytest.raises(ParameterError, match="y"):
        bind("$x", [needed], {"x": "05334", "y": "1"})


def test_only_parameter_tokens_are_replaced():
    text = 'SELECT ?x { ?x ?p "$x" . # $x\n <http://x/$x> ?p $x FILTER($xy = 1) }'
    shown = bind(text, [parameter("integer")], {"x": "1"})
    assert shown == text.replace("?p $x ", "?p 1 ")


@pytest.mark.parametrize(
    ("text", "kind", "more", "word"),
    [
        ("ASK { ?s ?p $y }", "ags", {"example": "05334"}, "x"),
        ("ASK { ?s ?p ?x }", "ags", {"example": "05334"}, "x"),
        ("ASK { ?s ?p $x }", "ags", {"optional": True}, "VALUES"),
        ("ASK { VALUES ?v { 1 } ?s ?p $x }", "ags", {"optional": True}, "VALUES"),
        ("ASK { ?s ?p $x }", "number", {"example": "1"}, "number"),
    ],
)
def test_misuse_is_found_when_the_library_loads(text, kind, more, word):
    with pytest.raises(InputError, match=word):
        check_use(text, [Parameter("x", kind, LABEL, **more)], "a.rq")


def test_an_example_that_does_not_fit_is_found_when_the_library_loads():
    with pytest.raises(ParameterError):
        check_use("ASK { ?s ?p $x }", [Parameter("x", "ags", LABEL, example="5334")], "a.rq")


ATTACKS = [
    '" || true || ?o = "',
    '" } INSERT DATA { <a:a> <a:a> <a:a> } #',
    "\\",
    '\\"',
    "\\u0022",
    "\\U00000022 || true",
    "'''",
    '"""',
    "\n}\n# ",
    "\r",
    "\u2028}",
    "$x",
    "?o",
    "{0}",
    "%22",
    '"^^<http://x>',
    '"@de',
]


@given(
    st.one_of(
        st.sampled_from(ATTACKS), st.text(max_size=60), st.text('"\\\n\r\t{}#u0022$?', max_size=40)
    )
)
def test_text_arrives_as_it_was_written_and_nowhere_else(value):
    """Property: the engine sees one string literal with exactly the value, whatever it is."""
    store = ox.Store()
    query = "SELECT ?v ?w { BIND($x AS ?v) BIND(STRLEN(?v) AS ?w) }"
    try:
        text = bind(query, [Parameter("x", "text", LABEL, default="none")], {"x": value})
    except ParameterError:
        return
    check(text)
    (solution,) = store.query(text)
    assert solution["v"].value == (value.strip() or "none")
    assert [token.kind for token in tokenize(text)].count(Kind.STRING) == 1


@given(st.sampled_from(sorted(TYPES)), st.one_of(st.sampled_from(ATTACKS), st.text(max_size=40)))
def test_every_type_gives_one_term_or_an_error(kind, value):
    """Property: a bound query has the tokens of the template, with one term for the parameter."""
    entry = Parameter("x", kind, LABEL, example="e", values=("a",), scheme="role", optional=True)
    template = "ASK { VALUES ?v { $x } ?s ?p ?v }"
    try:
        text = bind(template, [entry], {"x": value})
    except ParameterError:
        return
    plain, shown = tokenize(template), tokenize(text)
    place = next(number for number, token in enumerate(plain) if token.text == "$x")
    rest = len(plain) - place - 1
    assert [token.text for token in shown[:place]] == [token.text for token in plain[:place]]
    assert [token.text for token in shown[-rest:]] == [token.text for token in plain[-rest:]]
    term = [token.kind for token in shown[place:-rest]]
    assert term in (
        [Kind.STRING],
        [Kind.IRI],
        [Kind.NUMBER],
        [Kind.SIGN, Kind.NUMBER],
        [Kind.WORD],
        [Kind.STRING, Kind.SIGN, Kind.IRI],
    )
