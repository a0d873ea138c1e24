"""What a candidate is: a partner with arguments; the score is what the arguments add up to."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

from graph.suggestions.results import PartnerRef
from graph.suggestions.scope import Scope
from ontology.texts import Text

Say = Callable[[], Text]
"""A sentence that is only written when somebody will read it."""

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
    sources: tuple[str, ...]
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
    """

    partner: str
    arguments: tuple[Argument, ...]
    against: Say
    unknown: Say
    theme: str = ""
    subject: PartnerRef | None = None
    groups: frozenset[str] = frozenset()
    damping: float = 1.0
    score: float = field(init=False)

    def __post_init__(self) -> None:
        total = sum(argument.weight for argument in self.arguments)
        object.__setattr__(self, "score", round(min(1.0, total) * self.damping, 6))

    @property
    def identity(self) -> tuple[str, str]:
        """What makes it the same candidate when the ranking is computed again."""
        return self.partner, self.subject.key if self.subject else ""

    def strongest(self) -> list[Argument]:
        """Return the arguments that are shown, strongest first."""
        ranked = sorted(self.arguments, key=lambda argument: -argument.weight)
        return ranked[:MOST_REASONS]


Generate = Callable[[Scope, str, str], list[Candidate]]
"""Scope, key of the actor (or AGS) and theme → candidates in any order."""


def ranked(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Return candidates by score, equal ones by their keys."""
    return sorted(candidates, key=lambda one: (-one.score, one.identity))


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
    rest, chosen = list(candidates[: 4 * limit + 20]), list[Candidate]()
    while rest and len(chosen) < limit:
        open_ones = [one for one in rest if not _full(one, chosen)] or rest
        best = max(open_ones, key=lambda one: _relevance(one, chosen))
        chosen.append(best)
        rest.remove(best)
    return chosen


def _relevance(one: Candidate, chosen: Sequence[Candidate]) -> float:
    overlap = max((_overlap(one.groups, other.groups) for other in chosen), default=0.0)
    return (1 - DIVERSITY) * one.score - DIVERSITY * overlap


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    both = one | other
    return len(one & other) / len(both) if both else 0.0


def _full(one: Candidate, chosen: Sequence[Candidate]) -> bool:
    capped = {group for group in one.groups if group.startswith("!")}
    return any(
        sum(group in other.groups for other in chosen[-9:]) >= MOST_OF_A_GROUP for group in capped
    )
