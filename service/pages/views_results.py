"""How the results of analyses are shown: the statements they rest on, as links people can open."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import unquote

from graph.landscape import Landscape
from graph.suggestions import KINDS, Suggestion
from graph.suggestions.results import LEVELS, PartnerRef, askers_of
from ontology.namespaces import ID, graph_iri
from ontology.texts import Text
from service.pages.labels import concept_label
from service.pages.rendering import sources
from service.pages.views_statements import actor_path

_ITEMS = frozenset({"model", "offer", "need", "body", "document"})


@dataclass(frozen=True, slots=True)
class Statement:
    """One entry of the landscape that a result rests on.

    Attributes:
        path: the page, and the place on it, where the entry can be read.
    """

    iri: str
    name: Text
    path: str


@dataclass(frozen=True, slots=True)
class Origin:
    """Where entries come from: an address, or a source as a whole."""

    name: Text
    address: str
    is_link: bool


@dataclass(frozen=True, slots=True)
class ReasonRow:
    """One reason with what it rests on."""

    text: Text
    statements: tuple[Statement, ...]
    origins: tuple[Origin, ...]


@dataclass(frozen=True, slots=True)
class SuggestionRow:
    """One suggestion, ready to be read.

    Attributes:
        asking: keys of those who asked: one, or a group.
        asking_name: their names.
        partner_path: page of the partner.
        subject: what it is about besides the partner, None if nothing.
    """

    suggestion: Suggestion
    asking: tuple[str, ...]
    asking_name: str
    kind: Text
    level: Text
    theme: Text
    partner_path: str
    subject: Statement | None
    reasons: tuple[ReasonRow, ...]


def suggestion_rows(landscape: Landscape, suggestions: Iterable[Suggestion]) -> list[SuggestionRow]:
    """Return suggestions in their order, with readable links."""
    return [
        SuggestionRow(
            suggestion=one,
            asking=askers_of(one.id),
            asking_name=" + ".join(landscape.actors[key].name for key in askers_of(one.id)),
            kind=KINDS[one.kind].label,
            level=LEVELS[one.level],
            theme=concept_label(landscape, "theme", one.theme),
            partner_path=actor_path(landscape, one.partner.key),
            subject=_subject(landscape, one.subject),
            reasons=tuple(
                ReasonRow(
                    reason.text,
                    statements(landscape, reason.statements),
                    origins(reason.sources),
                )
                for reason in one.reasons
            ),
        )
        for one in suggestions
    ]


def statements(landscape: Landscape, iris: Iterable[str]) -> tuple[Statement, ...]:
    """Return readable links to entries of the landscape."""
    return tuple(statement(landscape, iri) for iri in iris)


def statement(landscape: Landscape, iri: str) -> Statement:
    """Return a readable link to one entry: its row on the page of an actor it belongs to."""
    kind, _, rest = iri.removeprefix(ID).partition("/")
    key = unquote(rest)
    if kind == "district" and key in landscape.districts:
        return Statement(iri, _same(landscape.districts[key].name), f"/kreise/{key}")
    if kind == "actor" and key in landscape.actors:
        return Statement(iri, _same(landscape.actors[key].name), actor_path(landscape, key))
    if kind == "cooperation" and key in landscape.ties:
        tie = landscape.ties[key]
        return Statement(iri, _same(tie.label), f"{actor_path(landscape, tie.actors[0])}#{key}")
    if kind == "programme-participation" and key in landscape.participations:
        joint = landscape.participations[key]
        return Statement(iri, _same(joint.label), f"{actor_path(landscape, joint.actors[0])}#{key}")
    if kind in _ITEMS and key in landscape.items:
        item = landscape.items[key]
        path = (
            f"{actor_path(landscape, item.actors[0])}#{key}" if item.actors else f"/id/{kind}/{key}"
        )
        return Statement(iri, _same(item.name or key), path)
    name = _observed(landscape, key) if kind == "observation" else None
    return Statement(iri, name or _same(key or iri), f"/id/{kind}/{rest}")


def _same(name: str) -> Text:
    return Text(name, name)


def _observed(landscape: Landscape, key: str) -> Text | None:
    """Return figure, district and year of an observation; None if its key names none of them."""
    figure, ags, year = ["", "", *key.rsplit("-", 2)][-3:]
    if figure not in landscape.indicators or ags not in landscape.districts:
        return None
    label, place = landscape.indicators[figure].label, landscape.districts[ags].name
    return Text(f"{label.de}, {place} {year}", f"{label.en}, {place} {year}")


def origins(addresses: Iterable[str]) -> tuple[Origin, ...]:
    """Return where entries come from; a graph is shown as the source it holds."""
    register = {graph_iri(one.id): one for one in sources().values()}
    found = []
    for address in addresses:
        source = register.get(address)
        if source is not None:
            found.append(Origin(source.title, f"/daten#{source.id}", is_link=True))
        else:
            is_link = address.startswith(("http://", "https://"))
            host = address.split("/", 3)[2].removeprefix("www.") if is_link else address
            found.append(Origin(Text(host, host), address, is_link))
    return tuple(found)


def _subject(landscape: Landscape, subject: PartnerRef | None) -> Statement | None:
    if subject is None:
        return None
    found = statement(landscape, subject.id)
    return Statement(found.iri, _same(subject.name), found.path)
