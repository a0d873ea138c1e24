"""How a correlated FILTER NOT EXISTS becomes a MINUS that the engine answers, where both are equal.

Oxigraph evaluates the joins of the inner pattern again for every outer row; as MINUS it evaluates
them once. The two forms give the same rows if (proof in the comments of `_is_equivalent`)

1. the inner pattern has only triples and filters over the variables of those triples,
2. every variable that inner and outer share is bound in every outer row, and there is at least one,
3. no zero-length path could invent a term: each is tied to a node of the graph,
4. the group lies in no other EXISTS, whose substitution would reach into it.

One inner triple is left alone: for that the engine uses its index, and a MINUS would read more. So
is an outer group that starts from one given thing, as it has few rows.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Final

from queries.paths import Triple, UnreadableTriplesError, is_nullable, read_triples
from queries.patterns import Element, Group, Part, Patterns, UnreadableError, read_patterns
from queries.tokens import Kind, Token, tokenize
from queries.words import VOLATILE

MAX_LETTERS: Final = 5000
MAX_NEGATIONS: Final = 20
"""Longer queries are left alone: the proof looks at every variable once per negation."""

_CONSTANT: Final = frozenset({Kind.IRI, Kind.PNAME})


@lru_cache(maxsize=128)
def rewrite(text: str) -> str:
    """Return an equivalent query with MINUS for FILTER NOT EXISTS, or the same text.

    Args:
        text: a query that passed the guard.

    Example:
        >>> rewrite("ASK { ?m a bl:M FILTER NOT EXISTS { ?c bl:p ?m . ?c bl:q bl:T } }")
        'ASK { ?m a bl:M FILTER(true)  MINUS { ?c bl:p ?m . ?c bl:q bl:T } }'
    """
    return rewrite_where(text, _is_worth_it)


def rewrite_where(text: str, chosen: Callable[[Patterns, Group, Group], bool]) -> str:
    """Return the query with MINUS for every provably equal NOT EXISTS that is chosen.

    Args:
        text: a query that passed the guard.
        chosen: decides about a pattern, given the group in which it is negated.
    """
    tokens = tokenize(text)
    negations = sum(token.word == "EXISTS" for token in tokens)
    if len(text) > MAX_LETTERS or not 0 < negations <= MAX_NEGATIONS:
        return text
    try:
        patterns = read_patterns(tokens)
        changes = [
            (group, element)
            for group in patterns.groups
            for element in group.elements
            if element.group is not None
            and _is_equivalent(patterns, group, element.group)
            and chosen(patterns, group, element.group)
        ]
    except (UnreadableError, UnreadableTriplesError):
        return text
    return _apply(text, patterns.tokens, changes)


def _is_worth_it(patterns: Patterns, group: Group, inner: Group) -> bool:
    triples = _triples(patterns.tokens, inner)
    is_join = len(triples) > 1 or any(triple.has_path for triple in triples)
    return is_join and not any(
        triple.subject.kind in _CONSTANT for triple in _triples(patterns.tokens, group)
    )


def _is_equivalent(patterns: Patterns, group: Group, inner: Group) -> bool:
    tokens = patterns.tokens
    parts = {element.part for element in inner.elements}
    # substitution of an outer EXISTS could leave MINUS without a shared variable
    if group.inside_exists or not parts <= {Part.TRIPLES, Part.FILTER} or inner.is_select:
        return False
    triples = _triples(tokens, inner)
    bound_inside = {name for triple in triples for name in triple.variables}
    named_inside = _names(tokens[inner.first : inner.last])
    # a filter over other variables would see outer values in EXISTS and none in MINUS
    if named_inside != bound_inside or _is_volatile(tokens[inner.first : inner.last]):
        return False
    # shared and bound on both sides: "compatible" in MINUS then means "equal", as in EXISTS; with
    # none shared, MINUS removes nothing
    shared = bound_inside & _names_elsewhere(patterns, inner)
    bound_outside = {name for triple in _triples(tokens, group) for name in triple.variables}
    if not shared or not shared <= bound_outside:
        return False
    # unbound, a zero-length path starts at nodes of the graph only; substituted, at any term
    return _paths_are_tied(triples)


def _triples(tokens: Sequence[Token], group: Group) -> list[Triple]:
    return [
        triple
        for element in group.elements
        if element.part is Part.TRIPLES
        for triple in read_triples(tokens[element.first : element.last + 1])
    ]


def _names(tokens: Sequence[Token]) -> set[str]:
    return {token.name for token in tokens if token.kind is Kind.VARIABLE}


def _names_elsewhere(patterns: Patterns, inner: Group) -> set[str]:
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


def _is_volatile(tokens: Sequence[Token]) -> bool:
    return any(token.word in VOLATILE for token in tokens)


def _paths_are_tied(triples: Sequence[Triple]) -> bool:
    nodes = {
        end.name
        for triple in triples
        if not is_nullable(triple.path)
        for end in (triple.subject, triple.object)
        if end.kind is Kind.VARIABLE
    }
    for triple in triples:
        ends = [end for end in (triple.subject, triple.object) if end.kind is Kind.VARIABLE]
        if (
            is_nullable(triple.path)
            and len(ends) == 2
            and nodes.isdisjoint(end.name for end in ends)
        ):
            return False
    return True


def _apply(text: str, tokens: Sequence[Token], changes: Sequence[tuple[Group, Element]]) -> str:
    edits: list[tuple[int, int, str]] = []
    for group, element in changes:
        inner = element.group
        if inner is None:
            continue
        start, end = tokens[element.first].start, tokens[element.last].end
        pattern = text[tokens[inner.first].start : tokens[inner.last].end]
        # a filter stays in its place: without one, two blocks of triples would run together
        edits.append((start, end, "FILTER(true)"))
        closing = tokens[group.last].start
        edits.append((closing, closing, f" MINUS {pattern} "))
    for start, end, replacement in sorted(edits, key=lambda edit: edit[0], reverse=True):
        text = text[:start] + replacement + text[end:]
    return text
