"""Which ties are about to end, by what, and who could take over."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from graph.keys import municipality_key
from graph.landscape import Landscape
from graph.suggestions.catalogue import candidates
from graph.suggestions.fairness import in_front
from graph.suggestions.ground import AGENCY_CLASSES, FOUNDATION_CLASSES
from graph.suggestions.lifetimes import has_ended
from graph.suggestions.portfolios import state_key
from graph.suggestions.results import PartnerRef, suggestion_id, suggestion_iri
from graph.suggestions.scope import Scope, addresses
from graph.suggestions.wording import (
    capital,
    ended,
    joined,
    out_of_range,
    plain_name,
    quoted,
    tie_label,
)
from graph.things import Programme, ProgrammeTie, Tie
from ontology.errors import ParameterError
from ontology.texts import Text

DAYS: Final = 365
DAYS_PER_MONTH: Final = 30.5
_NAMED: Final = 3
"""So many actors of a cooperation are named."""
MOST_MONTHS: Final = 120
"""Nobody plans further ahead, and no entry ends later."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """Who could take the place of what ends, where no source names who does.

    Attributes:
        partner: the actor to talk to; the one of today if it goes on.
        reason: the strongest reason, as the suggestion gives it.
        suggestion: IRI of the suggestion, for the day after the end.
    """

    partner: PartnerRef
    reason: Text
    suggestion: str


@dataclass(frozen=True, slots=True)
class EndingTie:
    """A tie that ends within a time.

    Attributes:
        iri: of the cooperation or participation.
        label: what it is.
        ends_on: last day that the end can mean.
        ends_with: `stated`, `programme` or `agency`: where the end comes from.
        partners: the actors of the tie.
        successors: agencies or programmes that follow what ends; may be empty.
        proposed: whom to talk to where no successor is recorded; may be empty.
        text: two or three sentences.
        sources: addresses.
    """

    iri: str
    label: Text
    ends_on: date
    ends_with: str
    partners: tuple[PartnerRef, ...]
    successors: tuple[PartnerRef, ...]
    proposed: tuple[Proposal, ...]
    text: Text
    sources: tuple[str, ...]


def warnings(
    landscape: Landscape, day: date, *, state: str = "", actor: str = "", months: int = 12
) -> tuple[EndingTie, ...]:
    """Return the ties that end soon in a state, or of an actor, each once, the earliest first.

    Args:
        landscape: where to look.
        day: the day asked for.
        state: two-digit key: administrations of its districts; empty for the whole country.
        actor: key, IRI or AGS; instead of a state.
        months: how far to look ahead, 1 to 120; a month counts 30.5 days.

    Raises:
        UnknownThingError: if there is no such state or actor.
        ParameterError: if both are given, or `months` is out of range.
    """
    if state and actor:
        raise ParameterError(
            "district",
            Text(
                "Bitte entweder ein Land oder einen Akteur nennen, nicht beides.",
                "Please name either a state or an actor, not both.",
            ),
        )
    if not 1 <= months <= MOST_MONTHS:
        raise out_of_range("months", MOST_MONTHS)
    days = round(months * DAYS_PER_MONTH)
    if actor:
        return ending_ties(landscape, actor, day, within_days=days)
    if state:
        state_key(landscape, state)
    found = {
        one.iri: one
        for ags in sorted(landscape.districts)
        if ags.startswith(state)
        for one in ending_ties(landscape, ags, day, within_days=days)
    }
    return tuple(sorted(found.values(), key=lambda one: (one.ends_on, one.iri)))


def nothing_ends(landscape: Landscape, actor: str, day: date, months: int) -> Text:
    """Return why there is no warning: the actor has ended, or no entry names such an end.

    Args:
        landscape: where to look.
        actor: key, IRI or AGS; empty if a state or the whole country was asked about.
        day: the day asked for.
        months: how far was looked ahead.
    """
    gone = has_ended(Scope(landscape, day), landscape.actor(actor).key) if actor else None
    if gone is not None:
        return gone.text
    span = Text("einem Monat", "a month")
    if months > 1:
        span = Text(f"{months} Monaten", f"{months} months")
    return Text(
        f"In {span.de} ab dem {day:%d.%m.%Y} endet nichts, dessen Ende verzeichnet ist; viele"
        " Einträge nennen keines.",
        f"Nothing with a recorded end ends within {span.en} from {day.isoformat()}; many entries"
        " name no end.",
    )


def ending_ties(
    landscape: Landscape, actor: str, day: date, *, within_days: int = DAYS
) -> tuple[EndingTie, ...]:
    """Return the ties of an actor that hold on a day and end soon, the earliest first.

    Args:
        landscape: where to look.
        actor: key, IRI or AGS; an AGS means the administration with its offices and bodies.
        day: the day asked for.
        within_days: how far to look ahead, at least 1.

    Raises:
        UnknownThingError: if there is no such actor.
        ParameterError: if `within_days` is below 1.
    """
    if within_days < 1:
        raise ParameterError(
            "within_days",
            Text("„within_days“ muss mindestens 1 sein.", '"within_days" must be at least 1.'),
        )
    key, scope = landscape.actor(actor).key, Scope(landscape, day)
    ags = scope.ground.district_of.get(key)
    keys = scope.administration(ags) if ags else (key,)
    last = day + min(timedelta(days=within_days), date.max - day)
    ties: list[Tie | ProgrammeTie] = [*scope.ties_of(keys), *scope.participations_of(keys)]
    found = [
        _ending(scope, tie, end)
        for tie in ties
        if scope.status(tie) == "current"
        and (end := tie.interval.valid_through) is not None
        and end <= last
    ]
    return tuple(sorted(found, key=lambda one: (one.ends_on, one.iri)))


def _ending(scope: Scope, tie: Tie | ProgrammeTie, end: date) -> EndingTie:
    landscape = scope.landscape
    label = tie_label(landscape, tie) if isinstance(tie, Tie) else Text(tie.label, tie.label)
    basis = "stated" if tie.interval.end else next(iter(tie.interval.basis), "stated")
    successors = (*_agencies_after(scope, tie), *_programmes_after(landscape, tie))
    names = ", ".join(one.name for one in successors)
    cause = {
        "programme": Text(" mit dem Programm", " with the programme"),
        "agency": Text(" mit der Agentur", " with the agency"),
    }.get(basis, Text("", ""))
    proposed = () if names else tuple(_proposals(scope, tie, end))
    follow = (
        Text(ended(f" Es folgt: {names}"), ended(f" Followed by: {names}"))
        if names
        else _in_words(proposed)
    )
    whose = _whose(landscape, tie)
    return EndingTie(
        iri=tie.iri,
        label=label,
        ends_on=end,
        ends_with=basis,
        partners=tuple(_ref(landscape, actor) for actor in tie.actors),
        successors=successors,
        proposed=proposed,
        text=Text(
            f"{capital(label.de)}{whose.de} endet{cause.de} am {end:%d.%m.%Y}.{follow.de}",
            f"{capital(label.en)}{whose.en} ends{cause.en} on {end.isoformat()}.{follow.en}",
        ),
        sources=addresses(tie.evidence),
    )


def _whose(landscape: Landscape, tie: Tie | ProgrammeTie) -> Text:
    """Return between whom a cooperation is; a participation names its actor by itself."""
    if not isinstance(tie, Tie):
        return Text("", "")
    names = [quoted(plain_name(landscape.actors[key])) for key in tie.actors[:_NAMED]]
    english = [quoted(plain_name(landscape.actors[key]), "en") for key in tie.actors[:_NAMED]]
    more = len(tie.actors) - len(names)
    if more:
        names.append(f"{more} weiteren")
        english.append(f"{more} more")
    return Text(f" von {joined(names)}", f" of {joined(english, 'en')}")


def _proposals(scope: Scope, tie: Tie | ProgrammeTie, end: date) -> Iterator[Proposal]:
    """Give whom to talk to on the day after the end: the partner of today, else the first one."""
    landscape, ground = scope.landscape, scope.ground
    asking = next((key for key in tie.actors if key in ground.district_of), "")
    kinds = [kind for key in tie.actors if (kind := _kind_of(landscape.actors[key].class_))]
    if not asking or not kinds:
        return
    after = Scope(landscape, end + timedelta(days=1))
    asker = municipality_key(ground.district_of[asking])
    order = in_front(after, kinds[0], asker, candidates(after, asker, kinds[0], ""))
    for one in [*(one for one in order if one.partner in tie.actors), *order][:1]:
        identifier = suggestion_id(asker, kinds[0], *one.identity)
        reason = one.case().strongest()[0].say()
        yield Proposal(_ref(landscape, one.partner), reason, suggestion_iri(identifier))


def _kind_of(class_: str) -> str:
    if class_ in AGENCY_CLASSES:
        return "agency"
    return "foundation" if class_ in FOUNDATION_CLASSES else ""


def _in_words(proposed: Sequence[Proposal]) -> Text:
    none = Text(" Eine Nachfolge ist nicht verzeichnet.", " No successor is recorded.")
    if not proposed:
        return none
    one = proposed[0]
    name = one.partner.name
    return Text(
        f"{none.de} Vorgeschlagen wird {quoted(name)}: {one.reason.de}",
        f"{none.en} {quoted(name, 'en')} is suggested: {one.reason.en}",
    )


def _agencies_after(scope: Scope, tie: Tie | ProgrammeTie) -> tuple[PartnerRef, ...]:
    landscape = scope.landscape
    return tuple(
        _ref(landscape, later)
        for actor in tie.actors
        if landscape.actors[actor].class_ in AGENCY_CLASSES
        for later in landscape.successions.get(actor, ())
        if landscape.actors[later].interval.status_on(scope.day) != "ended"
    )


def _programmes_after(landscape: Landscape, tie: Tie | ProgrammeTie) -> tuple[PartnerRef, ...]:
    later: list[Programme] = [
        programme
        for programme in landscape.programmes.values()
        if tie.programme and tie.programme in programme.predecessors
    ]
    return tuple(PartnerRef(one.iri, one.key, one.name) for one in later)


def _ref(landscape: Landscape, key: str) -> PartnerRef:
    actor = landscape.actors[key]
    return PartnerRef(actor.iri, actor.key, actor.name)
