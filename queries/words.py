"""Which words SPARQL 1.1 knows, and which prefixes people use without declaring them."""

from typing import Final

from ontology.namespaces import PREFIXES

FORMS: Final = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})
UPDATES: Final = frozenset(
    "INSERT DELETE LOAD CLEAR CREATE DROP COPY MOVE ADD WITH".split()  # noqa: SIM905 - a word list reads better than 10 quoted words
)
_STRUCTURE: Final = """
    BASE PREFIX VERSION SELECT ASK CONSTRUCT DESCRIBE DISTINCT REDUCED AS FROM NAMED WHERE ORDER BY
    ASC DESC LIMIT OFFSET GROUP HAVING VALUES UNDEF OPTIONAL GRAPH SERVICE SILENT BIND UNION MINUS
    FILTER NOT EXISTS IN A TRUE FALSE SEPARATOR LATERAL
"""
_FUNCTIONS: Final = """
    COUNT SUM MIN MAX AVG SAMPLE GROUP_CONCAT STR LANG LANGMATCHES LANGDIR HASLANG HASLANGDIR
    STRLANGDIR DATATYPE BOUND IRI URI BNODE RAND ABS CEIL FLOOR ROUND CONCAT STRLEN UCASE LCASE
    ENCODE_FOR_URI CONTAINS STRSTARTS STRENDS STRBEFORE STRAFTER YEAR MONTH DAY HOURS MINUTES
    SECONDS TIMEZONE TZ NOW UUID STRUUID MD5 SHA1 SHA256 SHA384 SHA512 COALESCE IF STRLANG STRDT
    SAMETERM ISIRI ISURI ISBLANK ISLITERAL ISNUMERIC REGEX SUBSTR REPLACE ADJUST TRIPLE ISTRIPLE
    SUBJECT PREDICATE OBJECT
"""
WORDS: Final = frozenset(_STRUCTURE.split()) | frozenset(_FUNCTIONS.split())
"""Every bare word of a query in capitals."""

VOLATILE: Final = frozenset({"NOW", "RAND", "UUID", "STRUUID", "BNODE"})
"""Functions whose value differs from run to run."""

COMMON_PREFIXES: Final = {
    **PREFIXES,
    "foaf": "http://xmlns.com/foaf/0.1/",
    "dct": "http://purl.org/dc/terms/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "wdt": "http://www.wikidata.org/prop/direct/",
    "time": "http://www.w3.org/2006/time#",
    "gsp": "http://www.opengis.net/ont/geosparql#",
    "sd": "http://www.w3.org/ns/sparql-service-description#",
    "fn": "http://www.w3.org/2005/xpath-functions#",
}
"""Ours, which need no declaration, and others that a hint can spell out."""
