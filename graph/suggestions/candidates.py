"""What a candidate is: a partner with arguments; the score is what the arguments add up to."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from graph.suggestions.results import PartnerRef
from graph.suggestions.scope import Scope
from ontology.namespaces import ID
from ontology.texts import Text

Say = Callable[[], Text]
"""A sentence that is only written when somebody will read it."""
Cite = Callable[[], tuple[str, ...]]
"""Sources that are only looked up when somebody will read them."""

_ACTORS: Final = f"{ID}actor/"

MOST_REASONS: Final = 4
DIVERSITY: Final = 0.3
"""Weight of being different from what stands above in the list (MMR with lambda 0.7)."""
MOST_OF_A_GROUP: Final = 2
"""So many of ten suggestions may come from one group, for instance savings-bank foundations."""


@dataclass(frozen=True, slots=True)
class Argument:
    """One thing that speaks for a candidate.

    Attributes:
        weight: what it adds to the score.
        say: the sentence.
        statements: IRIs of the entries it rests on.
        sources: where they come from.
        removable: those of the entries that a ranking can be computed without.
    """

    weight: float
    say: Say
    statements: tuple[str, ...]
    sources: Cite
    removable: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible suggestion.

    Attributes:
        partner: key of the actor to talk to.
        arguments: what speaks for it; at least one.
        against: the strongest counter-argument.
        unknown: what the data do not say.
        theme: key, empty if none.
        subject: the model, offer or theme it is about.
        groups: what it has in common with others, for a varied list.
        damping: factor for partners that are suggested to everybody anyway.
        standing: what it is ranked by.
    """

    partner: str
    arguments: tuple[Argument, ...]
    against: Say
    unknown: Say
    theme: str = ""
    subject: PartnerRef | None = None
    groups: frozenset[str] = frozenset()
    damping: float = 1.0
    standing: "Standing" = field(init=False)

    def __post_init__(self) -> None:
        total = sum(argument.weight for argument in self.arguments)
        object.__setattr__(self, "standing", Standing.of(self.identity, total, self.damping))

    @property
    def score(self) -> float:
        """How well the entries support it, 0 to 1."""
        return -self.standing.below

    @property
    def identity(self) -> tuple[str, str]:
        """What makes it the same candidate when the ranking is computed again."""
        return self.partner, self.subject.key if self.subject else ""

    def strongest(self) -> list[Argument]:
        """Return the arguments that are shown, strongest first."""
        ranked = sorted(self.arguments, key=lambda argument: -argument.weight)
        return ranked[:MOST_REASONS]

    @property
    def also(self) -> str:
        """Key of the second actor of a suggestion to bring two together; empty for others."""
        subject = self.subject
        return subject.key if subject and subject.id.startswith(_ACTORS) else ""


class Standing(NamedTuple):
    """What a candidate is ranked by: the higher score first, equal ones by their keys."""

    below: float
    identity: tuple[str, str]

    @classmethod
    def of(cls, identity: tuple[str, str], weight: float, damping: float) -> "Standing":
        """Return the standing of a candidate with arguments of a total weight."""
        return cls(-round(min(1.0, weight) * damping, 6), identity)


Only = frozenset[str] | None
"""Keys of the partners that are asked about; None for all."""

Generate = Callable[[Scope, str, str, Only], list[Candidate]]
"""Scope, key of the actor (or AGS), theme and partners → candidates in any order."""


def ranked(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Return candidates by score, equal ones by their keys."""
    return sorted(candidates, key=lambda one: one.standing)


def varied(candidates: Sequence[Candidate], limit: int) -> list[Candidate]:
    """Return a varied list: maximal marginal relevance over what the candidates have in common.

    Each next one has the largest `(1 - d) * score - d * overlap` with `d = DIVERSITY` and the
    overlap with the most similar one above it (Jaccard of groups). A group, named with a leading
    `!`, gives at most two of ten, as long as there are others.

    Source: Carbonell and Goldstein 1998 (maximal marginal relevance).

    Args:
        candidates: ranked.
        limit: how many are wanted.
    """
    rest = list(candidates[: 4 * limit + 20])
    overlaps, chosen = dict.fromkeys(map(id, rest), 0.0), list[Candidate]()
    while rest and len(chosen) < limit:
        open_ones = [one for one in rest if not _full(one, chosen)] or rest
        best = max(
            open_ones, key=lambda one: (1 - DIVERSITY) * one.score - DIVERSITY * overlaps[id(one)]
        )
        chosen.append(best)
        rest = [one for one in rest if one is not best]
        for one in rest:
            overlaps[id(one)] = max(overlaps[id(one)], _overlap(one.groups, best.groups))
    return chosen


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    common = len(one & other)
    return common / (len(one) + len(other) - common) if common else 0.0


def _full(one: Candidate, chosen: Sequence[Candidate]) -> bool:
    return any(
        sum(group in other.groups for other in chosen[-9:]) >= MOST_OF_A_GROUP
        for group in one.groups
        if group.startswith("!")
    )
