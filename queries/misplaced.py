"""What stands at a place of a query where only something else may stand: in braces, or outside.

Each rule holds for no query that SPARQL 1.1 allows.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from ontology.texts import Text
from queries.tokens import Kind, Token
from queries.unreadable import Found

_MODIFIERS: Final = frozenset({"GROUP", "HAVING", "ORDER", "LIMIT", "OFFSET"})
_COMPARISONS: Final = frozenset({"=", "!=", ">", ">=", "<=", "&&", "||", "<"})
_ENDS: Final = frozenset({".", ";", ",", ")", "]", "}"})


def in_braces(_: str, tokens: Sequence[Token]) -> Iterator[Found]:
    """Look into braces for what stands behind them, in braces of its own, or in FILTER."""
    opened: list[int] = []
    for place, token in enumerate(tokens):
        if token.text in {"{", "(", "["}:
            opened.append(place)
        elif token.text in {"}", ")", "]"} and opened:
            opened.pop()
        elif opened and tokens[opened[-1]].is_sign("{"):
            said = _said(tokens, place, opened[-1])
            if said is not None:
                yield token.start, said


def _said(tokens: Sequence[Token], place: int, opening: int) -> Text | None:
    token, is_first = tokens[place], place == opening + 1
    if token.word in _MODIFIERS and tokens[opening + 1].word != "SELECT":
        return Text(
            f"{token.word} steht hinter der schließenden geschweiften Klammer.",
            f"{token.word} stands behind the closing brace.",
        )
    if token.word == "SELECT" and not is_first:
        return Text(
            "Eine Abfrage in einer Abfrage steht in eigenen Klammern: { SELECT … }.",
            "A query in a query stands in braces of its own: { SELECT … }.",
        )
    if _compares(tokens, place):
        return Text(
            "Vergleiche stehen in FILTER: FILTER(?x > 3).",
            "Comparisons stand in FILTER: FILTER(?x > 3).",
        )
    return None


def _compares(tokens: Sequence[Token], place: int) -> bool:
    token, around = tokens[place], (*tokens[place - 1 : place], *tokens[place + 1 : place + 2])
    if token.kind is not Kind.SIGN or token.text not in _COMPARISONS:
        return False
    # << and >> surround a triple, and what begins an IRI is another slip
    is_doubled = any(one.text == token.text for one in around)
    is_begun = token.text == "<" and any(one.start == token.end for one in around)
    return not (is_doubled or is_begun)


def datatypes(_: str, tokens: Sequence[Token]) -> Iterator[Found]:
    """Look for datatypes behind a single ^."""
    end = Token(Kind.SIGN, "}", 0)
    for place, (token, after) in enumerate(pairwise(tokens)):
        if token.kind is not Kind.STRING or not after.is_sign("^"):
            continue
        type_, behind = (*tokens[place + 2 : place + 4], end, end)[:2]
        # else it could be a path from a text: "a" ^bl:p ?x
        if type_.kind in {Kind.PNAME, Kind.IRI} and behind.text in _ENDS:
            meant = f"{token.text}^^{type_.text}"
            yield (
                after.start,
                Text(
                    f"Vor dem Datentyp steht ^ zweimal: {meant}",
                    f"Before the datatype stands ^ twice: {meant}",
                ),
            )
