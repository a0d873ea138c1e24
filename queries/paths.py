"""What the triples of a group say: subject, path and object, one by one."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from queries.tokens import Kind, Token

_TERMS: Final = frozenset(
    {Kind.IRI, Kind.PNAME, Kind.VARIABLE, Kind.STRING, Kind.NUMBER, Kind.BLANK}
)
_CONSTANT_WORDS: Final = frozenset({"TRUE", "FALSE"})


class UnreadableTriplesError(Exception):
    """Nested blank nodes, lists, or something else that is not read here.

    Args:
        place: of the token that does not fit; the number of tokens if one is missing at the end.
    """

    def __init__(self, place: int) -> None:
        super().__init__(place)
        self.place = place


class Triple(NamedTuple):
    """One triple pattern.

    Attributes:
        subject: its token.
        path: tokens of the predicate or path.
        object: its (first) token.
    """

    subject: Token
    path: tuple[Token, ...]
    object: Token

    @property
    def variables(self) -> set[str]:
        """Names of its variables."""
        return {token.name for token in (self.subject, *self.path, self.object) if token.name}

    @property
    def has_path(self) -> bool:
        """Whether the predicate is a path."""
        return len(self.path) > 1


def read_triples(tokens: Sequence[Token]) -> list[Triple]:
    """Return the triple patterns of a block; [] for no tokens.

    Raises:
        UnreadableTriplesError: for `[…]`, `(…)` as a term, and everything that is no triple.
    """
    triples: list[Triple] = []
    place = 0
    while place < len(tokens):
        subject, place = _term(tokens, place)
        place = _properties(tokens, place, subject, triples)
        if place < len(tokens):
            place = _skip(tokens, place, ".")
    return triples


def is_nullable(path: Sequence[Token]) -> bool:
    """Say whether a path may have length zero, that is whether every step of it may.

    Example:
        >>> from queries.tokens import tokenize
        >>> is_nullable(tokenize("bl:theme/skos:broader*")), is_nullable(tokenize("skos:broader*"))
        (False, True)
    """
    return _alternative(list(path), 0)[0]


def _properties(tokens: Sequence[Token], place: int, subject: Token, triples: list[Triple]) -> int:
    while True:
        path, place = _path(tokens, place)
        while True:
            object_, place = _term(tokens, place)
            triples.append(Triple(subject, path, object_))
            if not _is_sign(tokens, place, ","):
                break
            place += 1
        if not _is_sign(tokens, place, ";"):
            return place
        while _is_sign(tokens, place, ";"):
            place += 1
        if place >= len(tokens) or tokens[place].is_sign("."):
            return place


def _term(tokens: Sequence[Token], place: int) -> tuple[Token, int]:
    if place < len(tokens) and tokens[place].text in {"+", "-"}:
        place += 1
    if place >= len(tokens):
        raise UnreadableTriplesError(place)
    token = tokens[place]
    if token.kind not in _TERMS and token.word not in _CONSTANT_WORDS:
        raise UnreadableTriplesError(place)
    place += 1
    if token.kind is Kind.STRING and place < len(tokens):
        if tokens[place].kind is Kind.LANGUAGE:
            place += 1
        elif tokens[place].is_sign("^^"):
            place += 2
    return token, place


def _path(tokens: Sequence[Token], place: int) -> tuple[tuple[Token, ...], int]:
    start, depth, step = place, 0, True
    while place < len(tokens):
        token = tokens[place]
        if token.text in {"(", ")"}:
            depth += 1 if token.text == "(" else -1
            step = token.text == "("
        elif token.text in {"^", "!", "/", "|"}:
            step = True
        elif token.text in {"*", "+", "?"} or (step and _is_verb(token)):
            step = False
        else:
            break
        place += 1
    if depth or place == start:
        raise UnreadableTriplesError(place)
    return tuple(tokens[start:place]), place


def _is_verb(token: Token) -> bool:
    return token.kind in {Kind.IRI, Kind.PNAME, Kind.VARIABLE} or token.text == "a"


def _alternative(path: list[Token], place: int) -> tuple[bool, int]:
    nullable, place = _sequence(path, place)
    while _is_sign(path, place, "|"):
        other, place = _sequence(path, place + 1)
        nullable = nullable or other
    return nullable, place


def _sequence(path: list[Token], place: int) -> tuple[bool, int]:
    nullable, place = _step(path, place)
    while _is_sign(path, place, "/"):
        other, place = _step(path, place + 1)
        nullable = nullable and other
    return nullable, place


def _step(path: list[Token], place: int) -> tuple[bool, int]:
    nullable = False
    while _is_sign(path, place, "^") or _is_sign(path, place, "!"):
        place += 1
    if _is_sign(path, place, "("):
        nullable, place = _alternative(path, place + 1)
        place = _skip(path, place, ")")
    else:
        place += 1
    if place < len(path) and path[place].text in {"*", "?", "+"}:
        nullable = nullable or path[place].text != "+"
        place += 1
    return nullable, place


def _is_sign(tokens: Sequence[Token], place: int, sign: str) -> bool:
    return place < len(tokens) and tokens[place].is_sign(sign)


def _skip(tokens: Sequence[Token], place: int, sign: str) -> int:
    if not _is_sign(tokens, place, sign):
        raise UnreadableTriplesError(place)
    return place + 1
