"""How the groups of a query nest: which triples, filters and blocks stand between which braces.

A light reading of SPARQL's GroupGraphPattern over tokens, enough to decide about a rewrite. What it
does not know it does not guess: the reader raises UnreadableError and nobody rewrites anything.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from queries.groups import Element, Group, Part, Patterns, Test, UnreadableError
from queries.tokens import Kind, Token

_ENDS: Final = frozenset(
    {"OPTIONAL", "MINUS", "GRAPH", "UNION", "FILTER", "BIND", "VALUES", "SERVICE", "LATERAL"}
)
_PAIRS: Final = {"(": ")", "{": "}", "[": "]"}


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
    reader.group(start, None)
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

    def group(self, first: int, host: Group | None, *, tested: bool = False) -> Group:
        """Read the group that opens at a place; one that is tested is its own host."""
        if not self.tokens[first].is_sign("{"):
            raise UnreadableError
        found = Group(first, self.partner[first])
        found.host = found if tested else host
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
        brace = self._next_sign(place, "{", group.last)
        self._no_exists(place, brace)
        self._no_exists(self.partner[brace] + 1, group.last)
        inner = self.group(brace, group.host)
        group.elements.append(Element(Part.GROUP, brace, inner.last, (inner,)))
        group.projected = self._projected(place + 1, brace)

    def _projected(self, place: int, end: int) -> frozenset[str] | None:
        names = set()
        while place < end:
            token = self.tokens[place]
            if token.is_sign("*"):
                return None
            if token.is_sign("("):
                # a computed value may be missing: it is not counted among the names
                place = self.partner[place]
            elif token.kind is Kind.VARIABLE:
                names.add(token.name)
            place += 1
        return frozenset(names)

    def _no_exists(self, first: int, end: int) -> None:
        if any(token.word == "EXISTS" for token in self.tokens[first:end]):
            raise UnreadableError

    def _element(self, place: int, group: Group) -> Element:
        token = self.tokens[place]
        match token.word:
            case "FILTER":
                return self._filter(place, group)
            case "BIND":
                return Element(Part.BIND, place, self._end_of_data(place, "("))
            case "VALUES":
                return Element(Part.VALUES, place, self._end_of_data(place, "{"))
            case "OPTIONAL" | "GRAPH" | "MINUS":
                return self._block(place, group, Part[token.word])
            case "SERVICE" | "LATERAL" | "UNION":
                raise UnreadableError
        if token.is_sign("{"):
            return self._union(place, group)
        return self._triples(place, group)

    def _filter(self, place: int, group: Group) -> Element:
        after = self.tokens[place + 1]
        if after.word in {"EXISTS", "NOT"}:
            test = self._test(place + 1, group)
            return Element(Part.FILTER, place, test.last, tests=(test,))
        opening = self._next_sign(place, "(", group.last)
        last = self.partner[opening]
        if opening == place + 1:
            tests = tuple(self._tests(opening + 1, last, group))
        else:
            self._opaque(opening, last, group)
            tests = ()
        return Element(Part.FILTER, place, last, tests=tests)

    def _tests(self, start: int, end: int, group: Group) -> Iterator[Test]:
        """Yield the conditions on patterns that an expression joins by && alone."""
        top = list(self._top(start, end))
        if any(self.tokens[place].is_sign("||") for place in top):
            # which of several must hold is left to the engine
            self._opaque(start, end, group)
            return
        joints = [place for place in top if self.tokens[place].is_sign("&&")]
        for first, stop in zip(
            [start, *(place + 1 for place in joints)], [*joints, end], strict=True
        ):
            if self._is_test(first):
                test = self._test(first, group)
                if test.last != stop - 1:
                    raise UnreadableError
                yield test
            elif self.tokens[first].is_sign("(") and self.partner[first] == stop - 1:
                yield from self._tests(first + 1, stop - 1, group)
            else:
                self._opaque(first, stop, group)

    def _top(self, start: int, end: int) -> Iterator[int]:
        place = start
        while place < end:
            yield place
            place = self.partner[place] + 1 if self.tokens[place].text in _PAIRS else place + 1

    def _is_test(self, place: int) -> bool:
        token, after = self.tokens[place], self.tokens[place + 1]
        is_not = token.word == "NOT" or token.is_sign("!")
        return token.word == "EXISTS" or (is_not and after.word == "EXISTS")

    def _opaque(self, start: int, end: int, group: Group) -> None:
        """Read patterns deep in an expression; nobody asks for them, so nobody moves them."""
        place = start
        while place < end:
            if self.tokens[place].word == "EXISTS":
                inner = self.group(place + 1, group.host, tested=True)
                place = inner.last
            place += 1

    def _test(self, place: int, group: Group) -> Test:
        negated = self.tokens[place].word != "EXISTS"
        brace = place + 2 if negated else place + 1
        # reads the group first: it refuses what opens none
        pattern = self.group(brace, group.host, tested=True)
        self.hidden.append((brace, pattern.last))
        return Test(place, pattern.last, pattern, negated)

    def _block(self, place: int, group: Group, part: Part) -> Element:
        brace = self._next_sign(place, "{", group.last)
        if part is Part.MINUS:
            self.hidden.append((brace, self.partner[brace]))
        inner = self.group(brace, group.host)
        return Element(part, place, inner.last, (inner,))

    def _union(self, place: int, group: Group) -> Element:
        groups = [self.group(place, group.host)]
        while self.tokens[groups[-1].last + 1].word == "UNION":
            groups.append(self.group(groups[-1].last + 2, group.host))
        return Element(Part.GROUP, place, groups[-1].last, tuple(groups))

    def _end_of_data(self, place: int, sign: str) -> int:
        opening = self._next_sign(place, sign, len(self.tokens))
        self._no_exists(place, self.partner[opening])
        return self.partner[opening]

    def _triples(self, place: int, group: Group) -> Element:
        end = place
        while end < group.last and not self._ends_triples(self.tokens[end]):
            if self.tokens[end].text in {"<", ">", "|}", "{|"}:
                raise UnreadableError
            end = self.partner[end] + 1 if self.tokens[end].text in {"(", "["} else end + 1
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
