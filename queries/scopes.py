"""Which variables the solutions of a group surely bind, and whether a pattern stands on its own."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from queries.groups import Element, Group, Part, Patterns
from queries.paths import Triple, UnreadableTriplesError, is_nullable, read_triples
from queries.tokens import Kind, Token
from queries.words import VOLATILE

_SELF_CONTAINED: Final = frozenset(
    {Part.TRIPLES, Part.FILTER, Part.GROUP, Part.OPTIONAL, Part.GRAPH, Part.VALUES}
)


def bound(tokens: Sequence[Token], group: Group) -> set[str]:
    """Return the variables that every solution of a group binds.

    Triples, VALUES without UNDEF and GRAPH bind theirs; a UNION binds what all its branches bind;
    OPTIONAL, MINUS, FILTER and BIND (its expression may fail) bind nothing for sure.
    """
    names: set[str] = set()
    for element in group.elements:
        names |= _bound_by(tokens, element)
    return names if group.projected is None else names & group.projected


def _bound_by(tokens: Sequence[Token], element: Element) -> set[str]:
    span = tokens[element.first : element.last + 1]
    match element.part:
        case Part.TRIPLES:
            try:
                return {name for triple in read_triples(span) for name in triple.variables}
            except UnreadableTriplesError:
                # nested blank nodes and lists: what they bind is not counted
                return set()
        case Part.VALUES if all(token.word != "UNDEF" for token in span):
            return names_in(span)
        case Part.GROUP:
            return set.intersection(*(bound(tokens, inner) for inner in element.groups))
        case Part.GRAPH:
            return bound(tokens, element.groups[0]) | names_in(span[1:2])
    return set()


def names_in(tokens: Sequence[Token]) -> set[str]:
    """Return the names of the variables among tokens."""
    return {token.name for token in tokens if token.kind is Kind.VARIABLE}


def names_of(tokens: Sequence[Token], group: Group) -> set[str]:
    """Return the names of all variables between the braces of a group."""
    return names_in(tokens[group.first : group.last])


def names_elsewhere(patterns: Patterns, inner: Group) -> set[str]:
    """Return the variables that the surroundings of a pattern may see or bind."""
    unseen = [
        (first, last)
        for first, last in patterns.hidden
        if not (first < inner.first and inner.last < last)
    ]
    return {
        token.name
        for place, token in enumerate(patterns.tokens)
        if token.kind is Kind.VARIABLE and not any(first <= place <= last for first, last in unseen)
    }


def triples(tokens: Sequence[Token], group: Group) -> list[Triple]:
    """Return the triples that stand in a group itself, not in its blocks.

    Raises:
        UnreadableTriplesError: see `queries.paths.read_triples`.
    """
    return [
        triple
        for element in group.elements
        if element.part is Part.TRIPLES
        for triple in read_triples(tokens[element.first : element.last + 1])
    ]


def stands_alone(patterns: Patterns, group: Group) -> bool:
    """Say whether a pattern means the same with outer values put in first and compared afterwards.

    True if, in it and in every group inside,

    1. there are only triples, filters, VALUES, GRAPH, OPTIONAL, UNION and plain groups, and nothing
       whose value differs from run to run,
    2. filters, and the patterns of EXISTS in them as far as others see their variables, look only
       at variables that their own group binds: others would have a value in EXISTS and none alone,
    3. VALUES only narrows variables that its group's triples bind,
    4. GRAPH with a variable has a triple that only a graph with triples can match,
    5. no zero-length path could invent a term: unbound, such a path starts at nodes of the graph
       only; with a value put in, at any term. So each is tied to a node by a triple beside it.

    Raises:
        UnreadableTriplesError: if a triple of it is not read here.
    """
    tokens = patterns.tokens
    if any(token.word in VOLATILE for token in tokens[group.first : group.last]):
        return False
    return all(_is_plain(patterns, inner) for inner in within(group))


def within(group: Group) -> Iterator[Group]:
    """Yield a group and the groups of the blocks in it, patterns of EXISTS left out."""
    yield group
    for element in group.elements:
        for inner in element.groups:
            yield from within(inner)


def loose(tokens: Sequence[Token], group: Group) -> set[str]:
    """Return the variables of a pattern that an OPTIONAL may bind, or leave without a value.

    Unless what stands before it in the same group binds them: a value put in first decides whether
    an OPTIONAL matches, one compared afterwards comes too late. A variable of one branch of a UNION
    is none: put in or compared afterwards, the other branch does not look at it.
    """
    names: set[str] = set()
    for inner in within(group):
        for place, element in enumerate(inner.elements):
            if element.part is Part.OPTIONAL:
                before = replace(inner, elements=inner.elements[:place])
                names |= names_of(tokens, element.groups[0]) - bound(tokens, before)
    return names


def is_well_designed(patterns: Patterns) -> bool:
    """Say whether what an OPTIONAL binds is compared with nothing outside the group it stands in.

    A variable of an OPTIONAL that its own group has not bound before, and that stands outside as
    well, is compared when the group is joined. Oxigraph evaluates such a group row by row with the
    values of the outside put in: which rows match then depends on the order of the joins, and a
    rewrite changes that order.

    Source: Pérez, Arenas, Gutierrez 2009, Semantics and Complexity of SPARQL, section 4.
    """
    tokens = patterns.tokens
    root = patterns.groups[0]
    for group in patterns.groups[1:]:
        outside = names_in(tokens[root.first : group.first]) | names_in(
            tokens[group.last : root.last]
        )
        for place, element in enumerate(group.elements):
            if element.part is Part.OPTIONAL:
                before = {
                    name for one in group.elements[:place] for name in _names_between(tokens, one)
                }
                if not outside.isdisjoint(names_of(tokens, element.groups[0]) - before):
                    return False
    return True


def in_any_graph(patterns: Patterns, group: Group) -> bool:
    """Say whether a group lies in GRAPH with a variable: there its graph differs from row to row.

    Oxigraph joins neither the graph of a sub-select that stands there with that of its group, nor
    that of a MINUS where the group has no triples of its own.
    """
    return in_part(patterns, group, Part.GRAPH, Kind.VARIABLE)


def in_part(patterns: Patterns, group: Group, part: Part, kind: Kind | None = None) -> bool:
    """Say whether a group lies in a block of some part, its second token of a kind if given."""
    tokens = patterns.tokens
    return any(
        element.part is part
        and (kind is None or tokens[element.first + 1].kind is kind)
        and element.first < group.first < element.last
        for outer in patterns.groups
        for element in outer.elements
    )


def _names_between(tokens: Sequence[Token], element: Element) -> set[str]:
    return names_in(tokens[element.first : element.last + 1])


def _is_plain(patterns: Patterns, group: Group) -> bool:
    tokens = patterns.tokens
    if group.is_select or not {element.part for element in group.elements} <= _SELF_CONTAINED:
        return False
    surely = bound(tokens, group)
    own = triples(tokens, group)
    by_triples = {name for triple in own for name in triple.variables}
    for element in group.elements:
        span = tokens[element.first : element.last + 1]
        if element.part is Part.FILTER and not _asked(patterns, element) <= surely:
            return False
        if element.part is Part.VALUES and not (
            names_in(span) <= by_triples and all(token.word != "UNDEF" for token in span)
        ):
            return False
        if element.part is Part.GRAPH and all(
            is_nullable(triple.path) for triple in triples(tokens, element.groups[0])
        ):
            return False
    return _paths_are_tied(own)


def _asked(patterns: Patterns, filter_: Element) -> set[str]:
    names = set()
    place = filter_.first
    for test in sorted(filter_.tests, key=lambda test: test.first):
        names |= names_in(patterns.tokens[place : test.first])
        pattern = names_of(patterns.tokens, test.group)
        names |= pattern & names_elsewhere(patterns, test.group)
        place = test.last + 1
    return names | names_in(patterns.tokens[place : filter_.last + 1])


def _paths_are_tied(group_triples: Sequence[Triple]) -> bool:
    nodes = {
        end.name
        for triple in group_triples
        if not is_nullable(triple.path)
        for end in (triple.subject, triple.object)
        if end.kind is Kind.VARIABLE
    }
    for triple in group_triples:
        ends = [end for end in (triple.subject, triple.object) if end.kind is Kind.VARIABLE]
        if (
            is_nullable(triple.path)
            and len(ends) == 2
            and nodes.isdisjoint(end.name for end in ends)
        ):
            return False
    return True
