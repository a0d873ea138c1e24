"""SPARQL 1.1 Protocol and Graph Store Protocol (read) over a real server."""

import pytest
from rdflib import RDFS, Dataset, Graph, URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import JSON as WRAPPER_JSON
from SPARQLWrapper import SPARQLWrapper

from ontology.namespaces import BASE, GRAPH, ID
from service.settings import Settings
from tests.sparql_support import DERIVED, build, districts, rows, served

ALL = "SELECT ?s ?l { ?s rdfs:label ?l } ORDER BY ?s"
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
ONE, DERIVED_GRAPH = GRAPH + "one", GRAPH + "derived"


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    root = tmp_path_factory.mktemp("landscape")
    build(root, {"one": districts(3), "derived": DERIVED})
    settings = Settings(store=str(root), query_text_bytes=2000, query_workers_fast=2)
    with served(settings) as client:
        yield client


def counted(client, **params):
    return int(rows(client.get("/sparql", params={"query": COUNT, **params}))[0]["n"])


def test_three_forms_give_one_answer(client):
    answers = [
        client.get("/sparql", params={"query": ALL}),
        client.post("/sparql", data={"query": ALL}),
        client.post(
            "/sparql",
            content=ALL,
            headers={"Content-Type": "application/sparql-query; charset=UTF-8"},
        ),
    ]
    assert {answer.content for answer in answers} == {answers[0].content}
    assert rows(answers[0])[0] == {"s": f"{ID}district/00000", "l": 'Kreis 0, "Süd"'}


@pytest.mark.parametrize(
    ("accept", "media_type", "begin"),
    [
        ("application/sparql-results+json", "application/sparql-results+json", b'{"head"'),
        ("application/sparql-results+xml", "application/sparql-results+xml", b"<?xml"),
        ("text/csv", "text/csv; charset=utf-8", b"s,l\r\n"),
        ("text/tab-separated-values", "text/tab-separated-values; charset=utf-8", b"?s\t?l\n"),
    ],
)
def test_tables(client, accept, media_type, begin):
    response = client.get("/sparql", params={"query": ALL}, headers={"Accept": accept})
    assert response.headers["content-type"] == media_type
    assert response.content.startswith(begin)
    assert response.headers["vary"].startswith("Accept")


@pytest.mark.parametrize("name", ["json", "xml", "csv", "tsv"])
def test_ask_in_every_table_format(client, name):
    response = client.get("/sparql", params={"query": "ASK { ?s a bl:District }", "format": name})
    assert response.status_code == 200
    assert b"true" in response.content


@pytest.mark.parametrize(
    ("name", "parser"),
    [
        ("ttl", "turtle"),
        ("nt", "nt"),
        ("nq", "nquads"),
        ("trig", "trig"),
        ("jsonld", "json-ld"),
        ("rdf", "xml"),
    ],
)
@pytest.mark.parametrize(
    "query", ["CONSTRUCT { ?s rdfs:label ?l } { ?s rdfs:label ?l }", "DESCRIBE id:x"]
)
def test_graphs(client, name, parser, query):
    response = client.get("/sparql", params={"query": query, "format": name})
    assert response.status_code == 200, response.text
    graph = Dataset(default_union=True).parse(data=response.content, format=parser)
    assert len(graph) == (3 if query.startswith("CONSTRUCT") else 0)


def test_wishes_that_cannot_be_met(client):
    for params, headers in (
        ({"query": ALL}, {"Accept": "image/png"}),
        ({"query": ALL, "format": "pdf"}, {}),
        ({"query": "CONSTRUCT WHERE { ?s ?p ?o }"}, {"Accept": "text/csv"}),
        ({}, {"Accept": "text/csv"}),
    ):
        response = client.get("/sparql", params=params, headers=headers)
        assert response.status_code == 406
        assert response.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        ({"method": "GET", "url": "/sparql?query=ASK{}&query=ASK{}"}, 400),
        ({"method": "GET", "url": "/sparql?query=%FF"}, 400),
        ({"method": "GET", "url": "/sparql?query="}, 400),
        ({"method": "GET", "url": "/sparql?query=ASK{}&inference=maybe"}, 400),
        ({"method": "GET", "url": "/sparql?update=DROP%20ALL"}, 403),
        ({"method": "GET", "url": "/sparql?query=DROP%20ALL"}, 400),
        ({"method": "POST", "url": "/sparql"}, 415),
        ({"method": "POST", "url": "/sparql", "data": {"nothing": "here"}}, 400),
        ({"method": "POST", "url": "/sparql", "data": {"update": "DROP ALL"}}, 403),
        (
            {
                "method": "POST",
                "url": "/sparql",
                "content": "DROP ALL",
                "headers": {"Content-Type": "application/sparql-update"},
            },
            403,
        ),
        ({"method": "PATCH", "url": "/sparql"}, 405),
        ({"method": "POST", "url": "/sparql", "json": {"query": "ASK {}"}}, 415),
        ({"method": "POST", "url": "/sparql", "data": {"query": "ASK {} #" + "x" * 2000}}, 413),
        ({"method": "GET", "url": "/sparql?query=ASK{}%23" + "x" * 2000}, 413),
        ({"method": "DELETE", "url": "/sparql"}, 405),
        ({"method": "PUT", "url": "/sparql/graph"}, 405),
        ({"method": "GET", "url": "/sparql/graph"}, 400),
        ({"method": "GET", "url": "/sparql/graph?graph=http://x/"}, 404),
        ({"method": "GET", "url": f"/sparql/graph?default&graph={ONE}"}, 400),
        ({"method": "GET", "url": "/sparql/graph?default&graph="}, 400),
        ({"method": "GET", "url": f"/sparql/graph?graph={ONE}&graph={ONE}"}, 400),
        ({"method": "GET", "url": f"/sparql/graph?graph={ONE}&graph={DERIVED_GRAPH}"}, 400),
        ({"method": "GET", "url": "/sparql/graph?default&default"}, 400),
    ],
)
def test_bad_requests_are_problems(client, request_, status):
    response = client.request(**request_)
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["status"] == status


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("*/*", "application/sparql-results+json"),
        ("", "application/sparql-results+json"),
        (",,;;q=x", "application/sparql-results+json"),
        ("text/*", "text/csv"),
        ("application/xml", "application/sparql-results+xml"),
        ("text/csv;q=0, text/*", "text/tab-separated-values"),
        ("application/sparql-results+json;q=0, */*;q=0.1", "application/sparql-results+xml"),
        ("text/csv;q=0.2, application/sparql-results+xml;q=0.9, */*;q=0.1", "application/sparql"),
        ("text/turtle, text/csv;q=0.001", "text/csv"),
    ],
)
def test_weights_decide(client, accept, media_type):
    response = client.get("/sparql", params={"query": ALL}, headers={"Accept": accept})
    assert response.status_code == 200
    assert response.headers["content-type"].startswith(media_type)


def test_what_is_refused_by_weight_is_not_sent(client):
    for accept in ("*/*;q=0", "text/csv;q=0", "text/*;q=0, application/*;q=0"):
        response = client.get("/sparql", params={"query": ALL}, headers={"Accept": accept})
        assert response.status_code == 406
        assert "text/csv" in response.json()["detail"]


@pytest.mark.parametrize("charset", ["latin-1", '"utf-16"'])
def test_other_encodings_are_refused(client, charset):
    headers = {"Content-Type": f"application/sparql-query; charset={charset}"}
    assert client.post("/sparql", content=b"ASK {}", headers=headers).status_code == 415
    headers = {"Content-Type": "application/sparql-query"}
    assert client.post("/sparql", content=b"ASK { \xff }", headers=headers).status_code == 400


def test_syntax_errors_name_line_and_column(client):
    query = "SELECT ?s\nWHERE { ?s ?p ?o }\nGROUP BY ?s LIMIT x"
    problem = client.post("/sparql", data={"query": query}).json()
    assert (problem["line"], problem["column"]) == (3, 19)
    problem = client.get("/sparql", params={"query": "SELECT ?s { ?s ?p ?o } GROUP BY ?p"}).json()
    assert problem["type"].endswith("/query-syntax")
    assert problem["line"] == 1
    assert "GROUP BY" in problem["detail"]


def test_default_graph_is_the_union_unless_graphs_are_named(client):
    assert counted(client) == 7
    assert counted(client, **{"default-graph-uri": ONE}) == 6
    assert counted(client, **{"default-graph-uri": [ONE, DERIVED_GRAPH]}) == 7
    assert counted(client, **{"named-graph-uri": ONE}) == 0
    asked = f"SELECT (COUNT(*) AS ?n) FROM <{DERIVED_GRAPH}> {{ ?s ?p ?o }}"
    assert rows(client.get("/sparql", params={"query": asked}))[0]["n"] == "1"
    # the protocol's graphs beat those of the query
    params = {"query": asked, "default-graph-uri": ONE}
    assert rows(client.get("/sparql", params=params))[0]["n"] == "6"


def test_named_graphs_can_be_narrowed(client):
    query = "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g"
    assert [row["g"] for row in rows(client.get("/sparql", params={"query": query}))] == [
        DERIVED_GRAPH,
        ONE,
    ]
    params = {"query": query, "named-graph-uri": ONE}
    assert [row["g"] for row in rows(client.get("/sparql", params=params))] == [ONE]


def test_inference_can_be_left_out(client):
    assert counted(client, inference="on") == 7
    assert counted(client, inference="off") == 6
    assert counted(client, inference="off", **{"default-graph-uri": DERIVED_GRAPH}) == 0
    query = "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }"
    params = {"query": query, "inference": "off"}
    assert [row["g"] for row in rows(client.get("/sparql", params=params))] == [ONE]


def test_unknown_graphs_are_refused(client):
    for params in (
        {"query": "ASK {}", "default-graph-uri": "file:///etc/passwd"},
        {"query": "ASK FROM <http://127.0.0.1:1/> {}"},
        {"query": "ASK FROM NAMED <http://127.0.0.1:1/> {}"},
    ):
        response = client.get("/sparql", params=params)
        assert response.status_code == 400
        assert response.json()["type"].endswith("/query-refused")


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("default-graph-url", "default-graph-uri"),
        ("default-graph", "default-graph-uri"),
        ("default_graph_uri", "default-graph-uri"),
        ("defaultgraphuri", "default-graph-uri"),
        ("Default-Graph-Uri", "default-graph-uri"),
        ("defualt-graph-uri", "default-graph-uri"),
        ("using-graph-uri", "default-graph-uri"),
        ("graph", "default-graph-uri"),
        ("named-graph", "named-graph-uri"),
        ("namedGraphURI", "named-graph-uri"),
        ("using-named-graph-uri", "named-graph-uri"),
        ("Inference", "inference"),
    ],
)
def test_a_name_that_is_nearly_the_protocols_is_refused(client, name, meant):
    for answer in (
        client.get("/sparql", params={"query": COUNT, name: ONE}),
        client.post("/sparql", data={"query": COUNT, name: ONE}),
        client.post(
            "/sparql",
            params={name: ONE},
            content=COUNT,
            headers={"Content-Type": "application/sparql-query"},
        ),
    ):
        assert answer.status_code == 400
        assert f"„{meant}“" in answer.json()["detail"]


@pytest.mark.parametrize("name", ["Query", "QUERY", "querry"])
def test_a_query_under_another_name_is_told(client, name):
    answer = client.get("/sparql", params={name: COUNT})
    assert answer.status_code == 400
    assert "„query“" in answer.json()["detail"]


def test_extras_of_clients_stay_ignored(client):
    extras = {
        "output": "json",
        "results": "json",
        "timeout": "1000",
        "maxrows": "5",
        "_": "1",
        "should-sponge": "",
        "debug": "on",
        "infer": "true",
        "queryLn": "SPARQL",
        "run": " Run ",
        "callback": "f",
        "stylesheet": "/x.xsl",
        "reasoning": "false",
        "limit": "5",
        "lang": "de",
    }
    assert counted(client, **extras) == 7
    assert client.post("/sparql", data={"query": COUNT, **extras}).status_code == 200


def test_head_and_options(client):
    response = client.head("/sparql", params={"query": ALL})
    assert response.status_code == 200
    assert response.headers["content-type"] == "application/sparql-results+json"
    assert not response.content
    response = client.options("/sparql")
    assert response.status_code == 204
    assert response.headers["allow"] == "GET, HEAD, POST, OPTIONS"
    assert "application/sparql-query" in response.headers["accept-post"]


def test_scripts_of_other_origins_may_read_without_credentials(client):
    response = client.get(
        "/sparql", params={"query": "ASK {}"}, headers={"Origin": "https://example.org"}
    )
    assert response.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in response.headers
    preflight = {"Origin": "https://example.org", "Access-Control-Request-Method": "POST"}
    assert client.options("/sparql", headers=preflight).status_code == 200
    refused = client.options(
        "/sparql", headers=preflight | {"Access-Control-Request-Method": "DELETE"}
    )
    assert refused.status_code == 400
    assert refused.headers["content-type"] == "application/problem+json"
    assert "Methode" in refused.json()["detail"]
    assert "POST" in refused.headers["access-control-allow-methods"]


def test_the_same_answer_is_not_sent_twice(client):
    first = client.get("/sparql", params={"query": ALL})
    again = {"If-None-Match": first.headers["etag"]}
    second = client.get("/sparql", params={"query": ALL}, headers=again)
    assert (second.status_code, second.content) == (304, b"")
    other = client.get("/sparql", params={"query": ALL, "format": "csv"}, headers=again)
    assert other.status_code == 200
    assert "etag" not in client.get("/sparql", params={"query": "SELECT (RAND() AS ?r) {}"}).headers


def test_service_description_comes_from_data_and_settings(client):
    for name, parser in (("ttl", "turtle"), ("jsonld", "json-ld"), ("rdf", "xml"), ("nt", "nt")):
        response = client.get("/sparql", params={"format": name})
        graph = Graph().parse(data=response.content, format=parser)
        found = graph.query(
            "PREFIX sd: <http://www.w3.org/ns/sparql-service-description#>"
            "PREFIX void: <http://rdfs.org/ns/void#>"
            "SELECT ?name ?size { ?s sd:endpoint ?e ; sd:defaultDataset/sd:namedGraph ?g ."
            " ?g sd:name ?name ; sd:graph/void:triples ?size } ORDER BY ?name"
        )
        assert [(str(name), int(size)) for name, size in found] == [(DERIVED_GRAPH, 1), (ONE, 6)]
        assert "BasicFederatedQuery" not in response.text


def test_browsers_get_the_page_if_there_is_one(client):
    async def page(request):
        from starlette.responses import HTMLResponse

        return HTMLResponse(f"<h1>{request.url.path}</h1>")

    browser = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
    state = client.app.state
    kept = getattr(state, "sparql_page", None)
    try:
        state.sparql_page = None
        without = client.get("/sparql", headers=browser)
        assert without.headers["content-type"] == "application/rdf+xml"
        state.sparql_page = page
        assert client.get("/sparql", headers=browser).text == "<h1>/sparql</h1>"
        assert client.get("/sparql").headers["content-type"].startswith("text/turtle")
    finally:
        state.sparql_page = kept


@pytest.mark.parametrize("name", ["ttl", "nt", "nq", "trig", "jsonld", "rdf"])
def test_graph_store_gives_a_whole_graph(client, name):
    response = client.get("/sparql/graph", params={"graph": ONE, "format": name})
    assert response.status_code == 200, response.text
    parser = {"ttl": "turtle", "nq": "nquads", "jsonld": "json-ld", "rdf": "xml"}.get(name, name)
    graph = Dataset(default_union=True).parse(data=response.content, format=parser)
    assert len(graph) == 6
    assert client.head("/sparql/graph", params={"graph": ONE}).status_code == 200


def test_graph_store_gives_the_union_as_default_graph(client):
    response = client.get("/sparql/graph?default", headers={"Accept": "application/n-triples"})
    assert response.status_code == 200, response.text
    assert response.text.count("\n") == 7
    assert client.get("/sparql/graph?graph=" + ONE[:-1]).json()["detail"].count(ONE) == 1


def test_rdflib_asks_as_a_store(client):
    for method in ("GET", "POST", "POST_FORM"):
        remote = SPARQLStore(
            f"{client.base_url}/sparql", method=method, returnFormat="csv", context_aware=False
        )
        graph = Graph(remote)
        assert len(list(graph.query("SELECT ?l { ?s rdfs:label ?l }"))) == 3
        assert len(graph) == 7
        assert (URIRef(f"{ID}district/00000"), RDFS.label, None) in graph
    plain = Graph(SPARQLStore(f"{client.base_url}/sparql"))
    assert {str(label) for label in plain.objects(URIRef(f"{ID}district/00001"))} == {
        'Kreis 1, "Süd"',
        f"{BASE}ontology#District",
    }
    assert plain.query("ASK { ?s a <urn:none> }").askAnswer is False
    built = plain.query("CONSTRUCT { ?s a rdfs:Resource } WHERE { ?s rdfs:label ?l }")
    assert len(built.graph) == 3


def test_a_foreign_client_library_works(client):
    wrapper = SPARQLWrapper(f"{client.base_url}/sparql")
    for method in ("GET", "POST"):
        wrapper.setMethod(method)
        wrapper.setQuery(ALL)
        wrapper.setReturnFormat(WRAPPER_JSON)
        assert len(wrapper.queryAndConvert()["results"]["bindings"]) == 3
    wrapper.setQuery("CONSTRUCT WHERE { ?s rdfs:label ?l }")
    wrapper.setReturnFormat("turtle")
    assert len(Graph().parse(data=wrapper.queryAndConvert(), format="turtle")) == 3
    for kind, parser in (("json-ld", "json-ld"), ("rdf+xml", "xml")):
        wrapper.setReturnFormat(kind)
        assert len(Graph().parse(data=wrapper.query().response.read(), format=parser)) == 3
    wrapper.setQuery(ALL)
    wrapper.setReturnFormat("tsv")
    assert len(wrapper.query().response.read().splitlines()) == 4


def test_a_graph_that_is_named_twice_counts_once(client):
    count = "SELECT (COUNT(*) AS ?n) {} {{ ?s ?p ?o }}"
    from_both = count.format(f"FROM <{ONE}> FROM <{ONE}>")
    asked = [
        {"query": count.format(f"FROM <{ONE}>")},
        {"query": from_both},
        {"query": count.format(""), "default-graph-uri": [ONE, ONE]},
    ]
    texts = [client.get("/sparql", params={**one, "format": "csv"}).text for one in asked]
    assert texts[0] == texts[1] == texts[2]


def test_a_format_that_is_named_beats_a_browsers_wish_for_a_page(client):
    browser = {"Accept": "text/html,*/*;q=0.8"}
    for wanted, kind in (("csv", "text/csv"), ("html", "text/html"), (None, "text/html")):
        asked = {"query": ALL, **({"format": wanted} if wanted else {})}
        response = client.get("/sparql", params=asked, headers=browser)
        assert response.headers["content-type"].startswith(kind)


def test_a_graph_as_json_ld_is_read_without_its_name(client):
    one = client.get("/sparql/graph", params={"graph": ONE, "format": "jsonld"})
    other = client.get("/sparql/graph", params={"graph": ONE, "format": "nt"})
    assert len(Graph().parse(data=one.content, format="json-ld")) == len(
        Graph().parse(data=other.content, format="nt")
    )
