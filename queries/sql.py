"""What SPARQL has instead of the words of SQL and its relatives."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from ontology.texts import Text
from queries.tokens import Kind, Token

_FUNCTIONS: Final = {
    "STRLEN(?x)": "LENGTH LEN CHAR_LENGTH CHARACTER_LENGTH SIZE",
    "UCASE(?x)": "UPPER TOUPPER TO_UPPER UPPERCASE",
    "LCASE(?x)": "LOWER TOLOWER TO_LOWER LOWERCASE",
    "SUBSTR(?x, 1, 3)": "SUBSTRING MID",
    'REPLACE(?x, "^ +| +$", "")': "TRIM LTRIM RTRIM STRIP",
    'COALESCE(?x, "…")': "IFNULL NVL NVL2",
    "!BOUND(?x)": "ISNULL",
    "xsd:integer(?x)": "CAST CONVERT TO_NUMBER INT INTEGER TOINTEGER",
    "xsd:date(?x)": "DATE TO_DATE",
    "STR(?x)": "STRING TO_CHAR TOSTRING TEXT",
    'CONTAINS(?x, "…")': "INSTR POSITION CHARINDEX INCLUDES LOCATE",
    'STRSTARTS(?x, "…")': "STARTSWITH STARTS_WITH BEGINSWITH",
    'STRENDS(?x, "…")': "ENDSWITH ENDS_WITH",
    'REGEX(?x, "…")': "MATCH MATCHES REGEXP_LIKE",
    "AVG(?x)": "AVERAGE MEAN",
    "SAMPLE(?x)": "FIRST ANY_VALUE FIRST_VALUE",
    'GROUP_CONCAT(?x; SEPARATOR=", ")': "STRING_AGG LISTAGG ARRAY_AGG COLLECT",
    "NOW()": "GETDATE CURDATE TODAY SYSDATE",
    "CEIL(?x)": "CEILING",
    "RAND()": "RANDOM",
    "BIND(… AS ?x)": "LET",
}
_CALLS: Final = {word: meant for meant, words in _FUNCTIONS.items() for word in words.split()}

_ELSEWHERE: Final = {
    "AND": "&&",
    "OR": "||",
    "XOR": "!=",
    "ILIKE": 'REGEX(?x, "…", "i")',
    "RLIKE": 'REGEX(?x, "…")',
    "REGEXP": 'REGEX(?x, "…")',
    "CASE": "IF(…, …, …)",
    "WHEN": "IF(…, …, …)",
    "NULL": "!BOUND(?x)",
    "SKIP": "OFFSET",
    "CURRENT_DATE": "NOW()",
    "CURRENT_TIMESTAMP": "NOW()",
    "EXCEPT": "MINUS { … }",
    "RETURN": "SELECT",
}


def instead_of(tokens: Sequence[Token], place: int) -> Text | None:
    """Return what SPARQL has instead of a word; None for one of no language known here.

    Args:
        tokens: of the query.
        place: of the word.
    """
    token = tokens[place]
    after = tokens[place + 1] if place + 1 < len(tokens) else Token(Kind.SIGN, "", token.end)
    rule = _PHRASES.get(token.word)
    if rule is not None:
        return rule(tokens, place)
    meant = _CALLS.get(token.word) if after.is_sign("(") else _ELSEWHERE.get(token.word)
    return _meant(meant) if meant else None


def _meant(meant: str) -> Text:
    return Text(f"Gemeint ist wohl {meant}.", f"Probably {meant} is meant.")


def _operand(tokens: Sequence[Token], place: int) -> str:
    before = tokens[place - 1] if place else None
    return before.text if before and before.name else "?x"


def _is(tokens: Sequence[Token], place: int) -> Text:
    if not {token.word for token in tokens[place + 1 : place + 3]} & {"NOT", "NULL"}:
        return _meant("a (?x a bl:District)")
    bound = f"BOUND({_operand(tokens, place)})"
    is_negated = any(token.word == "NOT" for token in tokens[place + 1 : place + 2])
    return _meant(bound if is_negated else f"!{bound}")


def _between(tokens: Sequence[Token], place: int) -> Text:
    one = _operand(tokens, place)
    # BETWEEN low AND high
    low, middle, high = (*tokens[place + 1 : place + 4], *(Token(Kind.SIGN, "…", 0),) * 3)[:3]
    if middle.word != "AND":
        low = high = Token(Kind.SIGN, "…", 0)
    return _meant(f"{one} >= {low.text} && {one} <= {high.text}")


def _like(tokens: Sequence[Token], place: int) -> Text:
    one = _operand(tokens, place)
    after = tokens[place + 1] if place + 1 < len(tokens) else None
    pattern = after.text[1:-1] if after and after.kind is Kind.STRING else "%…%"
    inner = pattern.strip("%")
    if "%" in inner or "_" in inner:
        return _meant(f'REGEX({one}, "{inner.replace("%", ".*").replace("_", ".")}")')
    ends = (pattern.startswith("%"), pattern.endswith("%"))
    function = {(True, False): "STRENDS", (False, True): "STRSTARTS"}.get(ends, "CONTAINS")
    return _meant(f'{function}({one}, "{inner}")')


def _first_rows(tokens: Sequence[Token], place: int) -> Text:
    numbers = [token.text for token in tokens[place + 1 : place + 3] if token.kind is Kind.NUMBER]
    limit = f"LIMIT {numbers[0] if numbers else 10}"
    return Text(
        f"Wie viele Zeilen kommen, steht am Ende der Abfrage: {limit}.",
        f"How many rows come stands at the end of the query: {limit}.",
    )


def _join(_: Sequence[Token], __: int) -> Text:
    return Text(
        "Verknüpft wird durch Tripel mit derselben Variablen; statt LEFT JOIN steht"
        " OPTIONAL { … }.",
        "Triples with the same variable join; instead of LEFT JOIN stands OPTIONAL { … }.",
    )


_PHRASES: Final[Mapping[str, Callable[[Sequence[Token], int], Text]]] = {
    "IS": _is,
    "BETWEEN": _between,
    "LIKE": _like,
    "TOP": _first_rows,
    "FETCH": _first_rows,
    "JOIN": _join,
    "LEFT": _join,
    "INNER": _join,
    "OUTER": _join,
}
