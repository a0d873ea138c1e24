"""How a correlated EXISTS becomes a MINUS or a join that the engine answers, where both are equal.

Oxigraph evaluates the joins of the inner pattern again for every outer row; as MINUS or as a joined
sub-select it evaluates them once. The forms give the same rows if

1. the inner pattern stands alone (`queries.scopes.stands_alone`),
2. every variable that inner and outer share is bound in every outer row, and the inner pattern
   binds at least one of them in every solution: "compatible" then means "equal", as in EXISTS, and
   MINUS, which removes nothing where nothing is shared, has something to compare,
3. no shared variable is one that an OPTIONAL of the inner pattern may leave unbound,
4. the filter demands it by itself or joined by && alone,
5. the filter lies in no other EXISTS, unless that becomes a MINUS or a join as well: substitution
   of outer values would leave the MINUS inside without a shared variable,
6. no OPTIONAL of the query is compared with what stands outside its group
   (`queries.scopes.is_well_designed`),
7. the graph does not differ from row to row (`queries.scopes.in_any_graph`).

For EXISTS, all shared variables must be bound by every inner solution: the join is on exactly them,
distinct, so that no row is doubled and none gets a new value. It is not made within OPTIONAL: what
surrounds that decides with which values the engine begins the join.

One inner triple is left alone: for that the engine uses its index, and a MINUS would read more. So
is an outer group that starts from one given thing, as it has few rows.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Final

from queries.groups import Group, Part, Patterns, Test, UnreadableError
from queries.paths import Triple, UnreadableTriplesError
from queries.patterns import read_patterns
from queries.scopes import (
    bound,
    in_any_graph,
    in_part,
    is_well_designed,
    loose,
    names_elsewhere,
    names_of,
    stands_alone,
    triples,
    within,
)
from queries.tokens import Kind, tokenize

MAX_LETTERS: Final = 5000
MAX_TESTS: Final = 20
"""Longer queries are left alone: the proof looks at every variable once per EXISTS."""

_CONSTANT: Final = frozenset({Kind.IRI, Kind.PNAME})

Change = tuple[Group, Test, tuple[str, ...]]
"""The group of the filter, the condition, and the variables to join on."""


@lru_cache(maxsize=128)
def rewrite(text: str) -> str:
    """Return an equivalent query with MINUS and joins for NOT EXISTS and EXISTS, or the same text.

    Args:
        text: a query that passed the guard.

    Example:
        >>> rewrite("ASK { ?m a bl:M FILTER NOT EXISTS { ?c bl:p ?m . ?c bl:q bl:T } }")
        'ASK { ?m a bl:M FILTER (true)  MINUS { ?c bl:p ?m . ?c bl:q bl:T } }'
    """
    return rewrite_where(text, _is_worth_it)


def rewrite_where(text: str, chosen: Callable[[Patterns, Group, Group], bool]) -> str:
    """Return the query with every provably equal EXISTS moved that is chosen.

    Args:
        text: a query that passed the guard.
        chosen: decides about a pattern, given the group in whose filter it stands.
    """
    tokens = tokenize(text)
    tests = sum(token.word == "EXISTS" for token in tokens)
    if len(text) > MAX_LETTERS or not 0 < tests <= MAX_TESTS:
        return text
    try:
        patterns = read_patterns(tokens)
    except UnreadableError:
        return text
    if not is_well_designed(patterns):
        return text
    changes: list[Change] = []
    moved: set[int] = set()
    # outer groups come first: whether a host is moved is known before what lies in it
    for group in patterns.groups:
        if group.host is not None and group.host.first not in moved:
            continue
        for element in group.elements:
            for test in element.tests:
                shared = _shared_if_equal(patterns, group, test)
                if shared and chosen(patterns, group, test.group):
                    changes.append((group, test, shared))
                    moved.add(test.group.first)
    return _apply(text, patterns, changes)


def _is_worth_it(patterns: Patterns, group: Group, inner: Group) -> bool:
    asked = [triple for one in within(inner) for triple in triples(patterns.tokens, one)]
    is_join = len(asked) > 1 or any(triple.has_path for triple in asked)
    return is_join and not any(
        triple.subject.kind in _CONSTANT for triple in _readable(patterns, group)
    )


def _readable(patterns: Patterns, group: Group) -> list[Triple]:
    try:
        return triples(patterns.tokens, group)
    except UnreadableTriplesError:
        return []


def _shared_if_equal(patterns: Patterns, group: Group, test: Test) -> tuple[str, ...]:
    """Return the variables that a pattern shares with its surroundings; none if not provable."""
    tokens, inner = patterns.tokens, test.group
    try:
        if not stands_alone(patterns, inner):
            return ()
    except UnreadableTriplesError:
        return ()
    shared = names_of(tokens, inner) & names_elsewhere(patterns, inner)
    surely = bound(tokens, inner)
    is_equal = (
        not in_any_graph(patterns, group)
        and shared <= bound(tokens, group)
        and not shared.isdisjoint(surely)
        and shared.isdisjoint(loose(tokens, inner))
        and (test.negated or (shared <= surely and not in_part(patterns, group, Part.OPTIONAL)))
    )
    return tuple(sorted(shared)) if is_equal else ()


def _apply(text: str, patterns: Patterns, changes: Sequence[Change]) -> str:
    """Write the changes, inner ones first, so that an outer pattern takes them along."""
    tokens = patterns.tokens
    added: dict[int, list[str]] = {}
    removed = {tokens[test.first].start: test for _, test, _ in changes}

    def written(start: int, end: int) -> str:
        parts, place = [], start
        marks = sorted({mark for mark in (*removed, *added) if start <= mark < end})
        for mark in marks:
            if mark < place:
                continue
            parts.append(text[place:mark])
            place = mark
            if mark in added:
                parts += added[mark]
            if mark in removed:
                parts.append(_truth(patterns, removed[mark]))
                place = tokens[removed[mark].last].end
        return "".join([*parts, text[place:end]])

    for group, test, shared in reversed(changes):
        inner = test.group
        pattern = written(tokens[inner.first].start, tokens[inner.last].end)
        if test.negated:
            form = f" MINUS {pattern} "
        else:
            names = " ".join(f"?{name}" for name in shared)
            form = f" {{ SELECT DISTINCT {names} WHERE {pattern} }} "
        added.setdefault(tokens[group.last].start, []).insert(0, form)
    return written(0, len(text))


def _truth(patterns: Patterns, test: Test) -> str:
    # a filter stays in its place: without one, two blocks of triples would run together
    is_bare = patterns.tokens[test.first - 1].word == "FILTER"
    return "(true)" if is_bare else "true"
