"""Which slips people make in SPARQL, where they show, and what was probably meant.

Asked only about a query that was refused: a parser says where it gave up, which is often far behind
the slip.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from ontology.errors import QuerySyntaxError
from ontology.texts import Text
from queries import borrowed, iris, misplaced, projection, slips
from queries.arguments import arguments
from queries.brackets import inside
from queries.tokens import Kind, Token, syntax_error
from queries.unreadable import Found

_MODIFIERS: Final = ("GROUP", "HAVING", "ORDER", "LIMIT")
_OPERANDS: Final = frozenset({Kind.VARIABLE, Kind.STRING, Kind.NUMBER})
_OPERATORS: Final = frozenset({"=", "!=", "<", ">", "<=", ">=", "&&", "||", "/", "*"})
_BEFORE_BRACE: Final = frozenset({"WHERE", "OPTIONAL", "MINUS", "UNION", "EXISTS"})


def find_mistake(text: str, tokens: Sequence[Token]) -> QuerySyntaxError | None:
    """Return the first typical mistake of a refused query as an error; None if there is none.

    Args:
        text: the query as written.
        tokens: of it.
    """
    found = [one for rule in RULES for one in rule(text, tokens)]
    if not found:
        return None
    offset, message = min(found, key=lambda one: one[0])
    return syntax_error(text, offset, message)


def _prefixes(_: str, tokens: Sequence[Token]) -> Iterator[Found]:
    for token, *rest in zip(tokens, tokens[1:], tokens[2:], strict=False):
        kinds = [one.kind for one in rest]
        if token.word == "PREFIX" and kinds != [Kind.PNAME, Kind.IRI]:
            yield (
                token.start,
                Text(
                    "Nach PREFIX stehen ein Name mit Doppelpunkt und eine IRI in spitzen Klammern:"
                    " PREFIX ex: <http://example.org/>",
                    "PREFIX is followed by a name with a colon and an IRI in angle brackets:"
                    " PREFIX ex: <http://example.org/>",
                ),
            )
            return


def _neighbours(_: str, tokens: Sequence[Token]) -> Iterator[Found]:
    for token, after in pairwise(tokens):
        if token.is_sign("=") and after.is_sign("="):
            yield token.start, Text("Gleichheit ist ein einzelnes =.", "Equality is a single =.")
        elif token.word in {"ORDER", "GROUP"} and after.word != "BY":
            yield (
                after.start,
                Text(f"Nach {token.word} fehlt BY.", f"BY is missing after {token.word}."),
            )
        elif token.word in _BEFORE_BRACE and not after.is_sign("{"):
            yield (
                after.start,
                Text(f"Nach {token.word} fehlt „{{“.", f'"{{" is missing after {token.word}.'),
            )


def _brackets(_: str, tokens: Sequence[Token]) -> Iterator[Found]:
    """Look for conditions of which not all stands in brackets."""
    for place, (token, after) in enumerate(pairwise(tokens)):
        if token.word not in {"FILTER", "HAVING"}:
            continue
        if after.kind in _OPERANDS or after.is_sign("!") or _goes_on(tokens, place + 1):
            yield (
                after.start,
                Text(
                    f"Die Bedingung von {token.word} steht in Klammern: {token.word}(…).",
                    f"The condition of {token.word} stands in brackets: {token.word}(…).",
                ),
            )


def _goes_on(tokens: Sequence[Token], place: int) -> bool:
    """Say whether behind a call or a bracket at a place there is more of an expression."""
    opening = place if tokens[place].is_sign("(") else place + 1
    if not any(token.is_sign("(") for token in tokens[opening : opening + 1]):
        return False
    closing = opening + 1 + sum(1 for _ in inside(tokens, opening))
    behind, after = (*tokens[closing + 1 : closing + 3], *(Token(Kind.SIGN, "", 0),) * 2)[:2]
    is_in = "IN" in {behind.word, after.word if behind.word == "NOT" else ""}
    return is_in or (behind.kind is Kind.SIGN and behind.text in _OPERATORS)


def _modifiers(_: str, tokens: Sequence[Token]) -> Iterator[Found]:
    depth, last = 0, ""
    for token in tokens:
        if token.text in {"{", "}"}:
            depth += 1 if token.text == "{" else -1
        if depth or token.word not in _MODIFIERS:
            continue
        if token.word == last:
            yield (
                token.start,
                Text(f"{last} steht nur einmal da.", f"There is only one {last}."),
            )
        if last and _MODIFIERS.index(token.word) < _MODIFIERS.index(last):
            yield (
                token.start,
                Text(f"{token.word} steht vor {last}.", f"{token.word} comes before {last}."),
            )
        last = token.word


def _numbers(_: str, tokens: Sequence[Token]) -> Iterator[Found]:
    for token, after in pairwise(tokens):
        if token.word in {"LIMIT", "OFFSET"} and not after.text.isdigit():
            yield (
                after.start,
                Text(
                    f"Nach {token.word} steht eine ganze Zahl ab 0: {token.word} 10.",
                    f"{token.word} is followed by a whole number from 0 on: {token.word} 10.",
                ),
            )


RULES: Final = (
    iris.blank_in_iri,
    iris.unclosed,
    iris.bare,
    iris.names_in_brackets,
    borrowed.comments,
    borrowed.turtle,
    borrowed.tables,
    _prefixes,
    _neighbours,
    _brackets,
    arguments,
    projection.select_clause,
    projection.star_of_groups,
    projection.taken,
    projection.ungrouped,
    _modifiers,
    _numbers,
    slips.follow,
    slips.conditions,
    slips.values,
    slips.rows,
    slips.outside,
    misplaced.in_braces,
    misplaced.datatypes,
    iris.relative,
)
"""In this order where several find something at the same place."""
