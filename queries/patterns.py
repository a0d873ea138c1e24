"""How the groups of a query nest: which triples, filters and blocks stand between which braces.

A light reading of SPARQL's GroupGraphPattern over tokens, enough to decide about a rewrite. What it
does not know it does not guess: the reader raises UnreadableError and nobody rewrites anything.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Final

from queries.tokens import Kind, Token

_BLOCKS: Final = frozenset({"OPTIONAL", "MINUS", "GRAPH", "UNION"})
_ENDS: Final = _BLOCKS | {"FILTER", "BIND", "VALUES", "SERVICE", "LATERAL"}
_PAIRS: Final = {"(": ")", "{": "}", "[": "]"}


class UnreadableError(Exception):
    """The query has a form that this reading does not know."""


class Part(Enum):
    """What stands in a group."""

    TRIPLES = "triples"
    FILTER = "filter"
    NOT_EXISTS = "not exists"
    BLOCK = "block"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Element:
    """One element of a group.

    Attributes:
        part: what it is.
        first: place of its first token.
        last: place of its last token.
        group: of a NOT EXISTS, the pattern.
    """

    part: Part
    first: int
    last: int
    group: "Group | None" = None


@dataclass(slots=True)
class Group:
    """What stands between two braces.

    Attributes:
        first: place of the opening brace.
        last: place of the closing one.
        elements: in order of the text.
        inside_exists: whether it lies in the pattern of an EXISTS or NOT EXISTS.
        is_select: whether it is a sub-select.
    """

    first: int
    last: int
    elements: list[Element] = field(default_factory=list)
    inside_exists: bool = False
    is_select: bool = False


@dataclass(frozen=True, slots=True)
class Patterns:
    """All groups of a query.

    Attributes:
        tokens: of the query.
        groups: every group, outer ones before inner ones.
        hidden: first and last places of the groups whose variables nobody outside sees: those of
            EXISTS, NOT EXISTS and MINUS.
    """

    tokens: Sequence[Token]
    groups: tuple[Group, ...]
    hidden: tuple[tuple[int, int], ...]


def read_patterns(tokens: Sequence[Token]) -> Patterns:
    """Read the groups of a query.

    Args:
        tokens: of a query whose brackets are balanced.

    Raises:
        UnreadableError: for everything that is not plain SPARQL 1.1.
    """
    reader = _Reader(tokens)
    start = next((place for place, token in enumerate(tokens) if token.is_sign("{")), None)
    if start is None or any(token.word == "EXISTS" for token in tokens[:start]):
        raise UnreadableError
    if any(token.word == "CONSTRUCT" for token in tokens[:start]):
        start = reader.where_of_construct(start)
    reader.group(start, inside_exists=False)
    return Patterns(tokens, tuple(reader.groups), tuple(reader.hidden))


class _Reader:
    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = tokens
        self.groups: list[Group] = []
        self.hidden: list[tuple[int, int]] = []
        self.partner = _partners(tokens)

    def where_of_construct(self, start: int) -> int:
        """Return the brace of WHERE: that of a template comes first, unless it is the same."""
        place = self.partner[start] + 1
        for number in range(place, len(self.tokens)):
            if self.tokens[number].is_sign("{"):
                return number
        return start

    def group(self, first: int, *, inside_exists: bool) -> Group:
        """Read the group that opens at a place."""
        found = Group(first, self.partner[first], inside_exists=inside_exists)
        self.groups.append(found)
        place = first + 1
        if self.tokens[place].word == "SELECT":
            found.is_select = True
            self._select(place, found)
            return found
        while place < found.last:
            if self.tokens[place].is_sign("."):
                place += 1
                continue
            element = self._element(place, found)
            found.elements.append(element)
            place = element.last + 1
        return found

    def _select(self, place: int, group: Group) -> None:
        for number in range(place, group.last):
            if self.tokens[number].is_sign("{"):
                self._no_exists(place, number)
                self.group(number, inside_exists=group.inside_exists)
                self._no_exists(self.partner[number] + 1, group.last)
                return
        raise UnreadableError

    def _no_exists(self, first: int, end: int) -> None:
        if any(token.word == "EXISTS" for token in self.tokens[first:end]):
            raise UnreadableError

    def _element(self, place: int, group: Group) -> Element:
        token = self.tokens[place]
        if token.word == "FILTER":
            return self._filter(place, group)
        if token.word in {"BIND", "VALUES"}:
            return Element(Part.OTHER, place, self._end_of_data(place))
        if token.word in _BLOCKS or token.is_sign("{"):
            return self._block(place, group)
        if token.word in {"SERVICE", "LATERAL"}:
            raise UnreadableError
        return self._triples(place, group)

    def _filter(self, place: int, group: Group) -> Element:
        words = [token.word or token.text for token in self.tokens[place + 1 : place + 5]]
        if words[:3] == ["NOT", "EXISTS", "{"]:
            return self._negation(place, place + 3, place + 3)
        if words == ["(", "NOT", "EXISTS", "{"]:
            closing = self.partner[place + 1]
            if self.partner[place + 4] + 1 == closing:
                return self._negation(place, place + 4, closing)
        if words[:2] == ["EXISTS", "{"]:
            self._exists(place + 2)
            return Element(Part.OTHER, place, self.partner[place + 2])
        opening = self._next_sign(place, "(", group.last)
        last = self.partner[opening]
        # EXISTS deep in an expression is left to the engine, with everything around it
        self._no_exists(place, last)
        return Element(Part.FILTER, place, last)

    def _negation(self, place: int, brace: int, last: int) -> Element:
        pattern = self._exists(brace)
        return Element(Part.NOT_EXISTS, place, max(last, pattern.last), pattern)

    def _exists(self, brace: int) -> Group:
        self.hidden.append((brace, self.partner[brace]))
        return self.group(brace, inside_exists=True)

    def _block(self, place: int, group: Group) -> Element:
        brace = self._next_sign(place, "{", group.last)
        if self.tokens[place].word == "MINUS":
            self.hidden.append((brace, self.partner[brace]))
        inner = self.group(brace, inside_exists=group.inside_exists)
        return Element(Part.BLOCK, place, inner.last)

    def _end_of_data(self, place: int) -> int:
        sign = "(" if self.tokens[place].word == "BIND" else "{"
        opening = self._next_sign(place, sign, len(self.tokens))
        self._no_exists(place, self.partner[opening])
        return self.partner[opening]

    def _triples(self, place: int, group: Group) -> Element:
        end = place
        while end < group.last and not self._ends_triples(self.tokens[end]):
            token = self.tokens[end]
            if token.text in {"<", ">", "|}", "{|"} or (token.text in _PAIRS and token.text == "{"):
                raise UnreadableError
            end = self.partner[end] + 1 if token.text in {"(", "["} else end + 1
        if end == place:
            raise UnreadableError
        return Element(Part.TRIPLES, place, end - 1)

    def _ends_triples(self, token: Token) -> bool:
        return token.word in _ENDS or token.is_sign("{")

    def _next_sign(self, place: int, sign: str, end: int) -> int:
        for number in range(place, end):
            if self.tokens[number].is_sign(sign):
                return number
        raise UnreadableError


def _partners(tokens: Sequence[Token]) -> dict[int, int]:
    partner: dict[int, int] = {}
    open_ones: list[int] = []
    for place, token in enumerate(tokens):
        if token.kind is not Kind.SIGN:
            continue
        if token.text in _PAIRS:
            open_ones.append(place)
        elif open_ones and token.text == _PAIRS[tokens[open_ones[-1]].text]:
            partner[open_ones.pop()] = place
    return partner
