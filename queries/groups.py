"""What stands in the groups of a query: triples, filters and blocks, by place in its text."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum

from queries.tokens import Token


class UnreadableError(Exception):
    """The query has a form that this reading does not know."""


class Part(Enum):
    """What stands in a group."""

    TRIPLES = "triples"
    FILTER = "filter"
    GROUP = "group, or several joined by UNION"
    OPTIONAL = "optional"
    GRAPH = "graph"
    MINUS = "minus"
    VALUES = "values"
    BIND = "bind"


@dataclass(frozen=True, slots=True)
class Test:
    """An EXISTS or NOT EXISTS that a row must pass, whatever else its filter says.

    Attributes:
        first: place of its first token.
        last: place of its last token.
        group: the pattern.
        negated: whether the pattern must have no solution.
    """

    first: int
    last: int
    group: "Group"
    negated: bool


@dataclass(frozen=True, slots=True)
class Element:
    """One element of a group.

    Attributes:
        part: what it is.
        first: place of its first token.
        last: place of its last token.
        groups: of a block, the groups in it.
        tests: of a filter, the conditions on patterns among its conjuncts.
    """

    part: Part
    first: int
    last: int
    groups: tuple["Group", ...] = ()
    tests: tuple[Test, ...] = ()


@dataclass(slots=True)
class Group:
    """What stands between two braces.

    Attributes:
        first: place of the opening brace.
        last: place of the closing one.
        elements: in order of the text; of a sub-select, its WHERE alone.
        host: the pattern of an EXISTS or NOT EXISTS that it lies in or is; None outside.
        is_select: whether it is a sub-select.
        projected: of a sub-select, the variables it gives out by name; None for all.
    """

    first: int
    last: int
    elements: list[Element] = field(default_factory=list)
    host: "Group | None" = None
    is_select: bool = False
    projected: frozenset[str] | None = None


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
