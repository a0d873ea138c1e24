"""What a candidate is: a partner with arguments; the score is what the arguments add up to."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
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
POOL: Final = 60
"""So many of the first candidates are compared with each other; twice the limit if that is more."""
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
        asked: whether it is what ties the candidate to the theme asked for: always shown.
    """

    weight: float
    say: Say
    statements: tuple[str, ...]
    sources: Cite
    removable: tuple[str, ...] = ()
    asked: bool = False


@dataclass(frozen=True, slots=True)
class Case:
    """What speaks for a candidate, what against it, and what nobody knows.

    Attributes:
        arguments: what speaks for it; at least one.
        against: the strongest counter-argument.
        unknown: what the data do not say.
        theme: key, empty if none.
    """

    arguments: tuple[Argument, ...]
    against: Say
    unknown: Say
    theme: str = ""

    def strongest(self) -> list[Argument]:
        """Return the arguments that are shown, those on the theme first, then the strongest."""
        ranked = sorted(self.arguments, key=lambda argument: (not argument.asked, -argument.weight))
        return ranked[:MOST_REASONS]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible suggestion.

    Attributes:
        partner: key of the actor to talk to.
        weight: what the arguments add up to.
        case: makes what is said about it; of most candidates nobody will read that.
        subject: the model, offer or theme it is about.
        groups: what it has in common with others, for a varied list.
        damping: factor for partners that are suggested to everybody anyway.
        aside: whether nothing ties it to the one who asks in particular, so that it is only shown
            where its kind is asked for.
        standing: what it is ranked by.
    """

    partner: str
    weight: float
    case: Callable[[], Case]
    subject: PartnerRef | None = None
    groups: frozenset[str] = frozenset()
    damping: float = 1.0
    aside: bool = False
    standing: "Standing" = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "standing", Standing.of(self.identity, self.weight, self.damping))

    @classmethod
    def of(
        cls,
        partner: str,
        case: Case,
        subject: PartnerRef | None = None,
        groups: frozenset[str] = frozenset(),
        damping: float = 1.0,
        *,
        aside: bool = False,
    ) -> "Candidate":
        """Return a candidate whose case is made already."""
        weight = sum(argument.weight for argument in case.arguments)
        return cls(partner, weight, lambda: case, subject, groups, damping, aside)

    @property
    def score(self) -> float:
        """How well the entries support it, 0 to 1."""
        return -self.standing.below

    @property
    def identity(self) -> tuple[str, str]:
        """What makes it the same candidate when the ranking is computed again."""
        return self.partner, self.subject.key if self.subject else ""

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


def varied(candidates: Sequence[Candidate], limit: int) -> Iterator[Candidate]:
    """Yield a varied list: maximal marginal relevance over what the candidates have in common.

    Each next one has the largest `(1 - d) * score - d * overlap` with `d = DIVERSITY` and the
    overlap with the most similar one above it (Jaccard of groups). A group, named with a leading
    `!`, gives at most two of ten, as long as there are others.

    Source: Carbonell and Goldstein 1998 (maximal marginal relevance).

    Args:
        candidates: ranked.
        limit: how many are wanted.
    """
    rest = list(candidates[: max(POOL, 2 * limit)])
    overlaps, groups = dict.fromkeys(map(id, rest), 0.0), list[frozenset[str]]()
    for _ in range(min(limit, len(rest))):
        full = _full(groups[-9:])
        open_ones = [one for one in rest if full.isdisjoint(one.groups)] if full else rest
        best = max(
            open_ones or rest,
            key=lambda one: (1 - DIVERSITY) * one.score - DIVERSITY * overlaps[id(one)],
        )
        yield best
        groups.append(best.groups)
        rest = [one for one in rest if one is not best]
        for one in rest:
            overlaps[id(one)] = max(overlaps[id(one)], _overlap(one.groups, best.groups))


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    common = len(one & other)
    return common / (len(one) + len(other) - common) if common else 0.0


def _full(groups: Sequence[frozenset[str]]) -> frozenset[str]:
    named = Counter(group for one in groups for group in one if group.startswith("!"))
    return frozenset(group for group, count in named.items() if count >= MOST_OF_A_GROUP)
