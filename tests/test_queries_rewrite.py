"""The rewrite of NOT EXISTS never changes an answer: engine and brute force agree."""

import time
from collections import Counter

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ontology.namespaces import PREFIXES
from queries.rewrite import rewrite, rewrite_where
from tests import naive_sparql

NODES = ["a", "b", "c"]
PREDICATES = ["p", "q"]
VARIABLES = ["x", "y", "z"]
PATHS = ["p", "q", "p*", "q?", "p/q*", "p*/q*", "^p", "p|q*", "p+"]

term = st.one_of(st.sampled_from([f"?{name}" for name in VARIABLES]), st.sampled_from(NODES))
plain = st.tuples(term, st.sampled_from([*PREDICATES, *PREDICATES, "?w", "?y"]), term)
by_path = st.tuples(term, st.sampled_from(PATHS), term)
graphs = st.sets(
    st.tuples(st.sampled_from(NODES), st.sampled_from(PREDICATES), st.sampled_from([*NODES, "p"])),
    max_size=8,
)
inner_filter = st.one_of(
    st.none(), st.tuples(st.sampled_from(VARIABLES), st.sampled_from(["=", "!="]), term)
)
queries = st.fixed_dictionaries(
    {
        "outer": st.lists(plain, min_size=1, max_size=2),
        "optional": st.one_of(st.none(), st.none(), plain),
        "nested": st.one_of(st.none(), plain),
        "exists": st.booleans(),
        "values": st.one_of(st.none(), st.none(), st.sampled_from(VARIABLES)),
        "inner": st.lists(st.one_of(plain, by_path), min_size=1, max_size=3),
        "early": st.one_of(st.none(), st.none(), plain),
        "filter": st.one_of(st.none(), inner_filter),
        "second": st.one_of(st.none(), plain),
        "last": st.booleans(),
        "wrap": st.sampled_from(["", "optional", "exists", "minus", "select", "graph", "graph"]),
    }
)


def written(triple):
    return " ".join(step if step.startswith("?") else _name(step) for step in triple)


def _name(step):
    for sign in "()/|^*?+":
        step = step.replace(sign, f" {sign} ")
    return (
        " ".join(f"<urn:{word}>" if word.isalpha() else word for word in step.split())
        .replace(" *", "*")
        .replace(" ?", "?")
        .replace(" +", "+")
    )


def text_of(query):
    outer = " . ".join(written(triple) for triple in query["outer"])
    if query["optional"]:
        nested = f"OPTIONAL {{ {written(query['nested'])} }}" if query["nested"] else ""
        outer += f" OPTIONAL {{ {written(query['optional'])} {nested} }}"
    if query["values"]:
        outer += f" VALUES ?{query['values']} {{ UNDEF <urn:a> }}"
    inner = " . ".join(written(triple) for triple in query["inner"])
    if query["early"]:
        inner = f"OPTIONAL {{ {written(query['early'])} }} {inner}"
    if query["filter"]:
        name, sign, other = query["filter"]
        inner += f" FILTER(?{name} {sign} {written([other])})"
    negation = f"FILTER {'' if query['exists'] else 'NOT '}EXISTS {{ {inner} }}"
    second = f"FILTER NOT EXISTS {{ {written(query['second'])} }}" if query["second"] else ""
    group = f"{outer} {negation} {second}" if query["last"] else f"{negation} {outer} {second}"
    match query["wrap"]:
        case "optional":
            group = f"?x ?y ?z OPTIONAL {{ {group} }}"
        case "exists":
            group = f"?x ?y ?z FILTER NOT EXISTS {{ {group} }}"
        case "minus":
            group = f"?x ?y ?z MINUS {{ {group} }}"
        case "select":
            group = f"?x ?y ?z {{ SELECT * {{ {group} }} }}"
        case "graph":
            group = f"GRAPH ?g {{ {group} }}"
    return f"SELECT * {{ {group} }}"


def store_of(graph):
    store = ox.Store()
    for place, triple in enumerate(sorted(graph)):
        # each in one graph of three: the engine counts a triple of several graphs several times
        nodes = (ox.NamedNode(f"urn:{step}") for step in triple)
        store.add(ox.Quad(*nodes, ox.NamedNode(f"urn:g{place % 3}")))
    return store


def rewritten(text):
    """Return the query with every change that is proven, also where it does not pay."""
    return rewrite_where(text, lambda *_: True)


def answers(store, text):
    solutions = store.query(text, use_default_graph_as_union=True)
    names = [variable.value for variable in solutions.variables]
    return Counter(
        tuple((name, str(solution[name])) for name in names if solution[name] is not None)
        for solution in solutions
    )


@given(graphs, queries)
@settings(max_examples=600, deadline=None)
def test_the_engine_gives_the_same_answer_to_both_forms(graph, query):
    """Property: unbound variables, paths of length zero, filters, nesting and all."""
    text = text_of(query)
    changed = rewritten(text)
    if changed != text:
        store = store_of(graph)
        assert answers(store, changed) == answers(store, text), changed


simple = st.tuples(term, st.sampled_from([*PREDICATES, "?y"]), term)
short_path = st.tuples(term, st.sampled_from(["p*", "q?"]), term)
compared = st.tuples(st.sampled_from(["=", "!="]), st.sampled_from(["?x", "?y", "?z"]), term)


def group_of(depth):
    """Return a strategy for groups with patterns of EXISTS nested so deep."""
    triple = st.one_of(simple, simple, short_path).map(lambda t: ("triple", *t))
    small = st.lists(triple, min_size=1, max_size=2)
    further = [
        small.map(lambda g: ("optional", g)),
        st.tuples(small, small).map(lambda gs: ("union", *gs)),
        compared.map(lambda c: ("filter", c)),
    ]
    if depth:
        inner = group_of(depth - 1)
        test = st.tuples(st.sampled_from(["exists", "not exists", "not exists"]), inner)
        joined = st.tuples(st.sampled_from(["and", "and", "or"]), st.one_of(test, compared), test)
        further += [st.one_of(test, test, joined).map(lambda c: ("filter", c))] * 3
    if depth == 2:
        further.append(small.map(lambda g: ("minus", g)))
    rest = st.lists(st.one_of(*further), min_size=1 if depth else 0, max_size=2)
    return st.builds(lambda first, others: [*first, *others], small, rest)


@given(graphs, group_of(2))
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_brute_force_gives_the_same_answer(graph, group):
    """Property: the specification by trying, on the original, and the engine on the rewritten."""
    text = f"SELECT * {naive_sparql.text(group)}"
    changed = rewritten(text)
    if changed == text:
        return
    # the engine knows no path of length zero at a term that the query names and no triple has
    graph = graph | {(node, "r", node) for node in NODES}
    expected = Counter(
        tuple((name[1:], f"<urn:{value}>") for name, value in sorted(found.items()))
        for found in naive_sparql.solutions(group, graph)
    )
    shown = Counter(
        {tuple(sorted(row)): count for row, count in answers(store_of(graph), changed).items()}
    )
    assert shown == expected, changed


REWRITTEN = [
    "ASK { ?m a bl:M FILTER NOT EXISTS { ?c bl:p ?m . ?c bl:q bl:T } }",
    "ASK { ?m a bl:M . FILTER (NOT EXISTS { ?c bl:p ?m ; bl:q ?t . FILTER(?t > 3) }) . ?m bl:r 1 }",
    "ASK { { SELECT ?m { ?m a bl:M FILTER NOT EXISTS { ?m bl:p ?z . ?z bl:q 'x'@de , -1 } } } }",
    "SELECT * { ?m a bl:M FILTER NOT EXISTS { ?c bl:p ?m ; bl:theme/skos:broader* bl:T } }",
    "SELECT * { ?m a ?t FILTER NOT EXISTS { ?m a ?z . ?m skos:broader* ?t } }",
    "CONSTRUCT { ?m a 1 } WHERE { ?m a bl:M FILTER NOT EXISTS { ?c bl:p ?m . ?c bl:q bl:T } }",
    "ASK { GRAPH bl:G { ?m a bl:M FILTER NOT EXISTS { ?c bl:p ?m . ?c bl:q bl:T } } }",
]
LEFT_ALONE = {
    "one triple": "ASK { ?m a bl:M FILTER NOT EXISTS { ?c bl:p ?m } }",
    "nothing shared": "ASK { ?m a bl:M FILTER NOT EXISTS { ?c bl:p ?d . ?c bl:q bl:T } }",
    "shared variable may be unbound": (
        "ASK { ?m a bl:M OPTIONAL { ?m bl:x ?t } FILTER NOT EXISTS { ?c bl:p ?m ; bl:q ?t } }"
    ),
    "shared variable comes from BIND": (
        "ASK { ?m a bl:M BIND(1 AS ?t) FILTER NOT EXISTS { ?c bl:p ?m ; bl:q ?t } }"
    ),
    "outer variable in the inner filter": (
        "ASK { ?m bl:x ?y FILTER NOT EXISTS { ?c bl:p ?m ; bl:q ?t FILTER(?t > ?y) } }"
    ),
    "loose path of length zero": (
        "ASK { ?m ?t 1 FILTER NOT EXISTS { ?m skos:broader* ?t . ?m skos:related? ?t } }"
    ),
    "inner OPTIONAL with a shared variable": (
        "ASK { ?m a ?t FILTER NOT EXISTS { ?c bl:p ?m OPTIONAL { ?c bl:q ?t } } }"
    ),
    "inner OPTIONAL before the triples that bind its shared variable": (
        "ASK { ?m bl:x ?t FILTER NOT EXISTS { OPTIONAL { ?m bl:p ?t } ?m bl:q ?t } }"
    ),
    "inner UNION that may share nothing": (
        "ASK { ?m a bl:M FILTER NOT EXISTS { { ?c bl:p ?m } UNION { ?c bl:p 1 ; bl:q 2 } } }"
    ),
    "inner MINUS": "ASK { ?m a bl:M FILTER NOT EXISTS { ?c bl:p ?m MINUS { ?c bl:q ?m } } }",
    "inner VALUES that binds": (
        "ASK { ?m bl:x ?t FILTER NOT EXISTS { ?c bl:p ?m ; bl:q 1 VALUES ?t { 1 2 } } }"
    ),
    "a graph that nothing has to be in": (
        "ASK { ?m bl:in ?g FILTER NOT EXISTS { ?c bl:p ?m ; bl:q 1 GRAPH ?g { } } }"
    ),
    "outermost variable two levels down": (
        "ASK { ?m bl:x ?y FILTER NOT EXISTS { ?c bl:p ?m ; bl:q ?t"
        " FILTER NOT EXISTS { ?t bl:r ?y ; bl:s 1 } } }"
    ),
    "EXISTS with a branch that lacks a shared variable": (
        "ASK { ?m bl:x ?y FILTER EXISTS { ?c bl:p ?m { ?c bl:q ?y } UNION { ?c bl:r 1 } } }"
    ),
    "inner sub-select": (
        "ASK { ?m a bl:M FILTER NOT EXISTS { SELECT ?m { ?c bl:p ?m ; bl:q 1 } LIMIT 1 } }"
    ),
    "inside another EXISTS": (
        "ASK { ?x a 1 FILTER EXISTS { ?x bl:p ?m FILTER NOT EXISTS { ?c bl:p ?x . ?c bl:q ?z } } }"
    ),
    "in an expression": (
        "ASK { ?m a bl:M FILTER(?m = 1 || NOT EXISTS { ?c bl:p ?m . ?c bl:q bl:T }) }"
    ),
    "few outer rows": "ASK { bl:A bl:x ?m FILTER NOT EXISTS { ?c bl:p ?m . ?c bl:q bl:T } }",
    "nested blank node": "ASK { ?m a bl:M FILTER NOT EXISTS { [ bl:p ?m ; bl:q bl:T ] bl:r 1 } }",
    "volatile": (
        "ASK { ?m a bl:M FILTER NOT EXISTS { ?c bl:p ?m ; bl:q ?t FILTER(?t > RAND()) } }"
    ),
    "a join where the graph differs from row to row": (
        "ASK { GRAPH ?g { ?m a bl:M FILTER EXISTS { ?c bl:p ?m . ?c bl:q bl:T } } }"
    ),
    "where the graph differs from row to row": (
        "ASK { GRAPH ?g { ?m a bl:M FILTER NOT EXISTS { ?c bl:p ?m . ?c bl:q bl:T } } }"
    ),
    "a join within OPTIONAL": (
        "ASK { ?x a 1 OPTIONAL { ?x bl:r ?m FILTER EXISTS { ?c bl:p ?m . ?c bl:q bl:T } } }"
    ),
    "beside an OPTIONAL that is compared with what stands outside its group": (
        "ASK { ?m a ?t OPTIONAL { ?c bl:p ?d OPTIONAL { ?c bl:q ?t } }"
        " FILTER NOT EXISTS { ?e bl:p ?m ; bl:q 1 } }"
    ),
    "in the SELECT clause": (
        "SELECT (EXISTS { ?m a 1 FILTER NOT EXISTS { ?c bl:p ?m ; bl:q 1 } } AS ?e) { ?m a bl:M }"
    ),
}


@pytest.mark.parametrize("text", REWRITTEN)
def test_what_is_rewritten_still_parses(text):
    changed = rewrite(text)
    assert "MINUS" in changed
    assert "NOT EXISTS" not in changed
    ox.Store().query(changed, prefixes=PREFIXES)


@pytest.mark.parametrize("text", LEFT_ALONE.values(), ids=LEFT_ALONE.keys())
def test_what_is_not_proven_or_not_worth_it_is_left_alone(text):
    ox.Store().query(text, prefixes=PREFIXES)
    assert rewrite(text) == text


INNER = "{ ?c bl:p ?m ; bl:q 1 }"
MOVED = {
    "shared variable bound in a nested group": (
        "ASK { { ?m a bl:M } FILTER NOT EXISTS " + INNER + " }"
    ),
    "shared variable bound in every branch": (
        "ASK { { ?m a bl:M } UNION { ?m a bl:N } FILTER NOT EXISTS " + INNER + " }"
    ),
    "shared variable given out by a sub-select": (
        "ASK { { SELECT ?m { ?m a bl:M } LIMIT 9 } FILTER NOT EXISTS " + INNER + " }"
    ),
    "joined by &&": ("ASK { ?m a bl:M ; bl:n ?n FILTER(?n > 3 && NOT EXISTS " + INNER + ")}"),
    "with an exclamation mark": "ASK { ?m a bl:M FILTER(!EXISTS { ?c bl:p ?m ; bl:q 1 }) }",
    "inner UNION": (
        "ASK { ?m a bl:M FILTER NOT EXISTS { ?c bl:q 1 { ?c bl:p ?m } UNION { ?m bl:p ?c } } }"
    ),
    "inner OPTIONAL": (
        "ASK { ?m a bl:M FILTER NOT EXISTS { ?c bl:p ?m OPTIONAL { ?c bl:q ?x } } }"
    ),
    "inner GRAPH": "ASK { ?m a bl:M FILTER NOT EXISTS { ?c bl:p ?m GRAPH ?g { ?c bl:q 1 } } }",
    "in OPTIONAL": ("ASK { ?x a 1 OPTIONAL { ?x bl:r ?m FILTER NOT EXISTS " + INNER + " } }"),
    "in a branch": ("ASK { { ?m a 1 FILTER NOT EXISTS " + INNER + " } UNION { ?m a 2 } }"),
    "in MINUS": ("ASK { ?m a 1 MINUS { ?m a 2 FILTER NOT EXISTS " + INNER + " } }"),
    "nested": (
        "ASK { ?m a bl:M FILTER NOT EXISTS { ?c bl:p ?m ; bl:q ?t"
        " FILTER NOT EXISTS { ?t bl:r ?z . ?z bl:s 1 } } }"
    ),
    "EXISTS": "ASK { ?m a bl:M FILTER EXISTS { ?c bl:p ?m . ?c bl:q bl:T } }",
    "beside one that is not proven": (
        "ASK { ?m a bl:M FILTER(?m = 1 || NOT EXISTS { ?m a 2 }) FILTER NOT EXISTS " + INNER + " }"
    ),
}


@pytest.mark.parametrize(("name", "text"), MOVED.items(), ids=MOVED.keys())
def test_what_is_proven_is_moved(name, text):
    changed = rewrite(text)
    assert ("SELECT DISTINCT ?m WHERE" if name == "EXISTS" else "MINUS") in changed
    assert changed.count("EXISTS") == (1 if name == "beside one that is not proven" else 0)
    ox.Store().query(changed, prefixes=PREFIXES)


def test_several_negations_of_one_group_move_together():
    text = (
        "SELECT ?m { ?m a bl:M FILTER NOT EXISTS { ?c bl:p ?m ; bl:q 1 }"
        " FILTER NOT EXISTS { ?c bl:r ?m ; bl:s ?x } OPTIONAL { ?m rdfs:label ?l } }"
    )
    assert rewrite(text).count("MINUS") == 2


def test_the_rewrite_pays_on_a_gap_question():
    """Which members have no project on any theme below a theme: the ratio grows with the data."""
    store = ox.Store()
    node = ox.NamedNode
    for number in range(1000):
        member, project = node(f"urn:m{number}"), node(f"urn:c{number}")
        store.add(ox.Quad(member, node("urn:type"), node("urn:M")))
        store.add(ox.Quad(project, node("urn:part"), node(f"urn:m{number // 2}")))
        store.add(ox.Quad(project, node("urn:theme"), node(f"urn:t{number % 40}")))
        store.add(ox.Quad(node(f"urn:t{number}"), node("urn:broader"), node(f"urn:t{number // 3}")))
    text = (
        "SELECT ?m { ?m <urn:type> <urn:M> FILTER NOT EXISTS"
        " { ?c <urn:part> ?m ; <urn:theme>/<urn:broader>* <urn:t3> } }"
    )
    seconds = []
    for form in (text, rewrite(text)):
        began = time.perf_counter()
        seconds.append((answers(store, form), time.perf_counter() - began))
    (raw, slow), (changed, fast) = seconds
    assert raw == changed
    assert fast * 10 < slow
