"""Which brackets of a query belong together, and how deep they may be nested."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from ontology.errors import QueryRefusedError
from ontology.texts import Text
from queries.tokens import Kind, Token, syntax_error

MAX_DEPTH: Final = 100
"""Nested brackets; engines parse recursively and end with a stack overflow some thousands deep."""

_OPENING: Final = {")": "(", "]": "[", "}": "{"}


def shallow(tokens: Iterable[Token]) -> Iterator[Token]:
    """Pass tokens on until they are nested too deeply: nothing behind that is read at all.

    Args:
        tokens: of a query; none give none.

    Raises:
        QueryRefusedError: deeper than MAX_DEPTH.
    """
    depth = 0
    for token in tokens:
        if token.kind is Kind.SIGN:
            depth += (token.text in "({[") - (token.text in ")}]")
            if depth > MAX_DEPTH:
                raise QueryRefusedError(
                    Text(
                        f"Die Abfrage ist tiefer als {MAX_DEPTH} Klammern geschachtelt.",
                        f"The query is nested deeper than {MAX_DEPTH} brackets.",
                    )
                )
        yield token


def check_brackets(text: str, tokens: Sequence[Token]) -> None:
    """Check that every bracket has its partner.

    Args:
        text: the query.
        tokens: of it; none is fine.

    Raises:
        QuerySyntaxError: at the bracket without a partner.
    """
    open_ones: list[Token] = []
    left_open: Token | None = None
    for token in tokens:
        if token.kind is not Kind.SIGN or token.text not in "(){}[]":
            continue
        if token.text in "({[":
            open_ones.append(token)
        elif not open_ones or open_ones[-1].text != _OPENING[token.text]:
            raise syntax_error(text, token.start, _surplus(token.text, open_ones))
        else:
            opened = open_ones.pop()
            if left_open is None and _column(text, token) < _column(text, opened):
                left_open = opened
    if open_ones:
        left = left_open or open_ones[-1]
        sign = left.text
        raise syntax_error(
            text,
            left.start,
            Text(
                f"Die Klammer „{sign}“ wird nicht geschlossen.", f'The bracket "{sign}" stays open.'
            ),
        )


def inside(tokens: Sequence[Token], opening: int) -> Iterator[tuple[int, Token]]:
    """Yield what stands between a bracket and its partner, each with how deep it stands.

    Args:
        tokens: of a query.
        opening: place of the opening bracket. What stands right in it is 1 deep, and so are the
            brackets that close others in it; those that open others are 2 deep. Without a partner,
            all the rest is yielded.
    """
    depth = 1
    for place in range(opening + 1, len(tokens)):
        token = tokens[place]
        if token.text in {"(", "[", "{"}:
            depth += 1
        elif token.text in {")", "]", "}"}:
            depth -= 1
        if not depth:
            return
        yield depth, token


def _column(text: str, bracket: Token) -> int:
    """Return how far a line is indented that begins with a closing bracket or has an opening one.

    A closing bracket behind something else tells nothing about where its block began.
    """
    line = text[text.rfind("\n", 0, bracket.start) + 1 : bracket.start]
    if bracket.text in _OPENING and line.strip():
        return len(text)
    return len(line) - len(line.lstrip())


def _surplus(sign: str, open_ones: Sequence[Token]) -> Text:
    if not open_ones:
        return Text(
            f"„{sign}“ schließt eine Klammer, die nie geöffnet wurde.",
            f'"{sign}" closes a bracket that was never opened.',
        )
    opened = open_ones[-1].text
    return Text(
        f"„{sign}“ schließt nicht die zuletzt geöffnete Klammer „{opened}“.",
        f'"{sign}" does not close the bracket "{opened}" that was opened last.',
    )
