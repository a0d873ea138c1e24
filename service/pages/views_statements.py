"""What a page shows of a statement: who, what, when, how it stands, and where it is written."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from graph.dates import Status
from graph.keys import is_ags
from graph.landscape import Landscape
from graph.things import Evidence, Interval, Item, ProgrammeTie, Tie
from ontology.texts import Text
from service.pages.labels import actor_label, class_label, concept_label
from service.pages.rendering import sources

_ORDER: Final[dict[Status, int]] = {"current": 0, "future": 1, "undated": 2, "ended": 3}


@dataclass(frozen=True, slots=True)
class Proof:
    """Where a statement is written.

    Attributes:
        address: URL, or what the register calls its source.
        is_link: whether the address can be followed.
        confidence: `confirmed` or `probable`.
        title: of the source it came with.
        retrieved: when it was taken over, year or month.
    """

    address: str
    is_link: bool
    confidence: str
    title: Text
    retrieved: str

    @property
    def host(self) -> str:
        """The address in short."""
        if not self.is_link:
            return self.address
        return self.address.split("/", 3)[2].removeprefix("www.")


@dataclass(frozen=True, slots=True)
class Reference:
    """A named link to an actor or a district."""

    key: str
    name: str
    path: str
    kind: Text


@dataclass(frozen=True, slots=True)
class TieRow:
    """A cooperation as one side sees it.

    Attributes:
        partners: the others in it.
        role: what the partners are in it, empty if the source does not say.
        day_status: how it stands on the day asked for.
        beside_education: True if the source says that it is not about education.
    """

    key: str
    iri: str
    partners: tuple[Reference, ...]
    kind: Text
    role: Text
    subject: str
    themes: tuple[Text, ...]
    interval: Interval
    day_status: Status
    beside_education: bool
    class_: str
    proofs: tuple[Proof, ...]


@dataclass(frozen=True, slots=True)
class ProgrammeRow:
    """A participation in a programme."""

    key: str
    iri: str
    programme: str
    name: str
    with_: tuple[Reference, ...]
    phases: tuple[Text, ...]
    interval: Interval
    day_status: Status
    proofs: tuple[Proof, ...]


@dataclass(frozen=True, slots=True)
class ItemRow:
    """A model, offer, need, body or document."""

    key: str
    iri: str
    class_: str
    class_label: Text
    name: str
    kind: Text
    action_field: Text
    themes: tuple[Reference, ...]
    owners: tuple[Reference, ...]
    description: str
    audience: str
    year: str
    interval: Interval
    day_status: Status
    proofs: tuple[Proof, ...]


def reference(landscape: Landscape, key: str) -> Reference:
    """Return the link to an actor; the administration of a district is shown on its page."""
    actor = landscape.actors.get(key)
    if actor is None:
        return Reference(key, key, f"/akteure/{key}", Text("", ""))
    return Reference(key, actor.name, actor_path(landscape, key), actor_label(landscape, actor))


def actor_path(landscape: Landscape, key: str) -> str:
    """Return the page of an actor."""
    ags = key.removeprefix("kommune-")
    if key != ags and is_ags(ags) and ags in landscape.districts:
        return f"/kreise/{ags}"
    return f"/akteure/{key}"


def theme_reference(landscape: Landscape, key: str) -> Reference:
    """Return the link to a theme, by its German name."""
    label = concept_label(landscape, "theme", key)
    return Reference(key, label.de, f"/themen/{key}", label)


def proofs(evidence: Iterable[Evidence]) -> tuple[Proof, ...]:
    """Return where a statement is written, confirmed sources first."""
    register = sources()
    found = []
    for one in evidence:
        source = register.get(one.dataset)
        found.append(
            Proof(
                address=one.address,
                is_link=one.address.startswith(("http://", "https://")),
                confidence=one.confidence,
                title=source.title if source else Text(one.dataset, one.dataset),
                retrieved=source.retrieved if source else "",
            )
        )
    return tuple(sorted(found, key=lambda proof: (proof.confidence, proof.address)))


def tie_rows(landscape: Landscape, keys: Iterable[str], day: date) -> list[TieRow]:
    """Return the ties of some actors: current ones first, then by partner.

    Args:
        landscape: where to look.
        keys: the actors of one side; they are left out of the partners.
        day: the day asked for.
    """
    own = set(keys)
    rows = [_tie_row(landscape, tie, own, day) for tie in landscape.ties_of(own)]
    rows.sort(key=lambda row: (_ORDER[row.day_status], _names(row.partners).casefold(), row.key))
    return rows


def programme_rows(landscape: Landscape, keys: Iterable[str], day: date) -> list[ProgrammeRow]:
    """Return the programme participations of some actors, by their beginning."""
    own = set(keys)
    rows = [_programme_row(landscape, tie, own, day) for tie in landscape.participations_of(own)]
    rows.sort(key=lambda row: (row.interval.valid_from or date.max, row.name, row.key))
    return rows


def item_rows(landscape: Landscape, items: Iterable[Item], day: date) -> list[ItemRow]:
    """Return models, offers, needs, bodies or documents, by class and name."""
    rows = [_item_row(landscape, item, day) for item in items]
    return sorted(rows, key=lambda row: (row.class_, row.year, row.name.casefold(), row.key))


def _tie_row(landscape: Landscape, tie: Tie, own: set[str], day: date) -> TieRow:
    others = [member for member in tie.members if member.actor not in own]
    roles = {member.role for member in others if member.role not in {"", "partner"}}
    role = concept_label(landscape, "role", roles.pop()) if len(roles) == 1 else Text("", "")
    return TieRow(
        key=tie.key,
        iri=tie.iri,
        partners=tuple(reference(landscape, member.actor) for member in others),
        kind=tie_kind(landscape, tie),
        role=role,
        subject=tie.subject,
        themes=tuple(concept_label(landscape, "theme", key) for key in tie.themes),
        interval=tie.interval,
        day_status=tie.interval.status_on(day),
        beside_education=tie.concerns_education is False,
        class_=tie.class_,
        proofs=proofs(tie.evidence),
    )


def tie_kind(landscape: Landscape, tie: Tie) -> Text:
    """Return the kind of a tie as its source names it, else its class."""
    for scheme in ("agreement-kind", "cooperation-kind"):
        if tie.kind in landscape.concepts.get(scheme, {}):
            return concept_label(landscape, scheme, tie.kind)
    return class_label(tie.class_)


def _programme_row(
    landscape: Landscape, tie: ProgrammeTie, own: set[str], day: date
) -> ProgrammeRow:
    programme = landscape.programmes.get(tie.programme)
    return ProgrammeRow(
        key=tie.key,
        iri=tie.iri,
        programme=tie.programme,
        name=programme.name if programme else tie.label,
        with_=tuple(reference(landscape, key) for key in tie.actors if key not in own),
        phases=tuple(concept_label(landscape, "phase", key) for key in tie.phases),
        interval=tie.interval,
        day_status=tie.interval.status_on(day),
        proofs=proofs(tie.evidence),
    )


def _item_row(landscape: Landscape, item: Item, day: date) -> ItemRow:
    scheme = "need-kind" if item.class_ == "Need" else "offer-kind"
    return ItemRow(
        key=item.key,
        iri=item.iri,
        class_=item.class_,
        class_label=class_label(item.class_),
        name=item.name,
        kind=concept_label(landscape, scheme, item.kind),
        action_field=concept_label(landscape, "action-field", item.action_field),
        themes=tuple(theme_reference(landscape, key) for key in item.themes),
        owners=tuple(reference(landscape, key) for key in item.actors),
        description=item.description,
        audience=item.audience,
        year=item.year,
        interval=item.interval,
        day_status=item.interval.status_on(day),
        proofs=proofs(item.evidence),
    )


def _names(partners: tuple[Reference, ...]) -> str:
    return ", ".join(partner.name for partner in partners)
