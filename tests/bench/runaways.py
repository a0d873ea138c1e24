"""Queries that never end by themselves, need more memory than there is, or break a parser."""

_NUMBERS = " ".join(str(number) for number in range(9000))

RUNAWAYS = {
    "product, counted": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "product, sorted": "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?c ?f LIMIT 1",
    "product, grouped and joined": (
        "SELECT ?b (GROUP_CONCAT(?f) AS ?all) { ?a ?b ?c . ?d ?e ?f } GROUP BY ?b"
    ),
    "closure of every path": "SELECT (COUNT(*) AS ?n) { ?a (!<urn:x>|^!<urn:x>)* ?b }",
    "regex over a product": (
        'SELECT * { ?a ?b ?c . ?d ?e ?f FILTER(REGEX(CONCAT(STR(?c), STR(?f)), "(a+)+(b+)+$z")) }'
    ),
    "values times values": (
        f"SELECT (COUNT(*) AS ?n) {{ VALUES ?a {{ {_NUMBERS} }} VALUES ?b {{ {_NUMBERS} }}"
        f" VALUES ?c {{ {_NUMBERS} }} FILTER(?a + ?b + ?c = 1) }}"
    ),
    "10,000 brackets": "ASK { FILTER(" + "(" * 10_000 + "1" + ")" * 10_000 + ") }",
    "12,000 relative bases": "".join(f"BASE <x{n}/> " for n in range(12_000)) + "ASK {}",
    "an IRI of a megabyte": "ASK { <urn:" + "a" * 2**20 + "> ?p ?o }",
}
"""By what they do; each is answered with an error within the time limit."""

BUSY = "SELECT (COUNT(*) AS ?n) { { SELECT ?s ?o { ?s ?p ?o } LIMIT 100000 } }"
"""Ends by itself, just in time for a fast place: sent over and over it keeps every core at work."""
