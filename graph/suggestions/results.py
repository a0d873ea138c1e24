"""What a suggestion says: partner, level, reasons with their statements, what speaks against it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from ontology.namespaces import thing
from ontology.texts import Text

Level = Literal["high", "medium", "low"]

LEVELS: Final[Mapping[Level, Text]] = {
    "high": Text("hoch", "high"),
    "medium": Text("mittel", "medium"),
    "low": Text("gering", "low"),
}

SEPARATOR: Final = "~"
"""Between the parts of an id; no key of ours contains it."""

TOGETHER: Final = ".."
"""Between the keys of partners that ask together; no key of ours contains it."""


@dataclass(frozen=True, slots=True)
class PartnerRef:
    """Something that is named in a suggestion.

    Attributes:
        id: its IRI.
        key: its key.
        name: its full name.
    """

    id: str
    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason.

    Attributes:
        text: one or two sentences.
        statements: IRIs of the entries that the sentence rests on; at least one.
        sources: addresses behind these entries; the graph of the source where it has no address.
    """

    text: Text
    statements: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Counterfactual:
    """What the ranking would be without the entries of the strongest reason, computed anew.

    Attributes:
        text: one sentence.
        removed: IRIs of the entries that were left out, never of the suggested thing or of who
            asks; empty if the suggestion rests on these alone.
        rank_before: rank by score among all candidates of the kind, before the list is ordered
            for variety; the first is 1.
        rank_after: the same without these entries; None if it is no candidate then.
    """

    text: Text
    removed: tuple[str, ...]
    rank_before: int
    rank_after: int | None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One possible cooperation.

    Attributes:
        id: stable and readable: actor, kind, partner, and what it is about.
        iri: the same as an IRI.
        kind: key of the kind.
        partner: whom to talk to.
        subject: the model, offer, district or theme it is about; None if it is the partner alone.
        theme: key of the theme, empty if none.
        level: how well the facts support it.
        level_note: whether this level was tested against later facts, and with which result.
        score: 0 to 1, comparable within one kind only.
        reasons: one to four, strongest first.
        counter_argument: what speaks most against it.
        counterfactual: verified by computing the ranking again.
        unknown: what the data do not say and has to be asked.
        contact: website of the partner; empty if not known.
    """

    id: str
    iri: str
    kind: str
    partner: PartnerRef
    subject: PartnerRef | None
    theme: str
    level: Level
    level_note: Text
    score: float
    reasons: tuple[Reason, ...]
    counter_argument: Text
    counterfactual: Counterfactual
    unknown: Text
    contact: str

    @property
    def identity(self) -> tuple[str, str]:
        """Keys of the partner and of what it is about, empty if it is the partner alone."""
        return self.partner.key, self.subject.key if self.subject else ""

    @property
    def joint(self) -> Text:
        """What stands between the partner and what it is about: two districts are a pair."""
        is_pair = self.kind == "districts-to-bring-together"
        return Text(" und ", " and ") if is_pair else Text(": ", ": ")


@dataclass(frozen=True, slots=True)
class SuggestionKind:
    """A kind of suggestion that an actor can ask for."""

    key: str
    label: Text
    explanation: Text


@dataclass(frozen=True, slots=True)
class SuggestionList:
    """The answer to an actor.

    Attributes:
        actor: who asked.
        day: the day for which it holds.
        kinds: what this actor can ask for.
        items: ranked; may be empty.
        note: why nothing or little was found; empty if there is nothing to say.
        engine: which method was used and why.
        parameters: what the answer depends on, for citing it.
        version: of the landscape.
    """

    actor: PartnerRef
    day: date
    kinds: tuple[SuggestionKind, ...]
    items: tuple[Suggestion, ...]
    note: Text
    engine: Text
    parameters: Mapping[str, str]
    version: str


def suggestion_id(actor: str, kind: str, partner: str, subject: str = "") -> str:
    """Return the id of a suggestion.

    Example:
        >>> suggestion_id("kommune-05334", "foundation", "possehl-stiftung")
        'kommune-05334~foundation~possehl-stiftung'
    """
    return SEPARATOR.join(part for part in (actor, kind, partner, subject) if part)


def askers_of(name: str) -> tuple[str, ...]:
    """Return the keys of those who ask: of an id, or of its first part.

    Example:
        >>> askers_of("kommune-05334..reab-nrw~third-partner~possehl-stiftung")
        ('kommune-05334', 'reab-nrw')
    """
    return tuple(name.partition(SEPARATOR)[0].split(TOGETHER))


def suggestion_iri(identifier: str) -> str:
    """Return the IRI of a suggestion."""
    return thing("suggestion", identifier)


@dataclass(frozen=True, slots=True)
class CompletedConsortium:
    """Given partners and who would complete them.

    Attributes:
        given: the partners that are already there.
        theme: key, empty for any.
        members: ranked; empty if nothing recorded speaks for anybody.
        note: that a given partner has ended, or that nobody was found; empty if all is well.
    """

    given: tuple[PartnerRef, ...]
    theme: str
    members: tuple[Suggestion, ...]
    note: Text
