"""Whether an organisation works on a day, and who did its work afterwards, up to that day."""

from collections.abc import Iterator
from dataclasses import dataclass

from graph.suggestions.profiles import heirs
from graph.suggestions.scope import Scope
from graph.suggestions.wording import ended, joined, quoted
from graph.things import Interval
from ontology.texts import Text


@dataclass(frozen=True, slots=True)
class WhyNot:
    """Why somebody is not suggested.

    Attributes:
        text: a few sentences.
        condition: what failed, see `why_not`.
        statements: IRIs of the entries behind it; empty if the answer is that there are none.
    """

    text: Text
    condition: str
    statements: tuple[str, ...]


def has_ended(scope: Scope, wanted: str) -> WhyNot | None:
    """Return, if so, that an organisation has ended, and what followed."""
    actor = scope.landscape.actors[wanted]
    if actor.interval.status_on(scope.day) != "ended" or actor.interval.valid_through is None:
        return None
    when = actor.interval.valid_through
    ags = scope.landscape.district_of(wanted)
    until_programme = not actor.interval.end and "programme" in actor.interval.basis
    did = (
        Text(
            f"arbeitete bis zum Programmende am {when:%d.%m.%Y}",
            f"worked until the end of the programme on {when.isoformat()}",
        )
        if until_programme
        else Text(f"arbeitete bis {when:%d.%m.%Y}", f"worked until {when.isoformat()}")
    )
    after = Text("Eine Nachfolge ist nicht verzeichnet.", "No successor is recorded.")
    if actor.class_ == "Municipality" and ags in scope.landscape.former_districts:
        did = Text(
            f"war bis {when:%d.%m.%Y} ein Kreis für sich",
            f"was a district until {when.isoformat()}",
        )
        after = Text(
            f"Was daraus wurde, steht unter /kreise/{ags}.",
            f"What became of it is told at /kreise/{ags}.",
        )
    line = list(_line(scope, wanted))
    if line:
        told = _told(scope, line)
        after = Text(ended(f"Nachfolge: {told.de}"), ended(f"Succeeded by: {told.en}"))
    return WhyNot(
        Text(
            f"{quoted(actor.name)} {did.de}. {after.de}",
            f"{quoted(actor.name, 'en')} {did.en}. {after.en}",
        ),
        "ended",
        (actor.iri,),
    )


def is_succeeded(scope: Scope, wanted: str) -> WhyNot | None:
    """Return, if so, that others have taken the place of an organisation."""
    actors = scope.landscape.actors
    later = heirs(scope, wanted)
    served = any(area.agency == wanted for area in scope.service_areas())
    if not later or served:
        return None
    told, name = _told(scope, [later, *_after(scope, later)]), actors[wanted].name
    return WhyNot(
        Text(
            ended(f"{quoted(name)} wurde abgelöst durch: {told.de}"),
            ended(f"{quoted(name, 'en')} was succeeded by: {told.en}"),
        ),
        "succeeded",
        tuple(actors[one].iri for one in (wanted, *later)),
    )


def is_yet_to_come(scope: Scope, wanted: str) -> WhyNot | None:
    """Return, if so, that an organisation only begins after the day."""
    actor = scope.landscape.actors[wanted]
    if actor.interval.status_on(scope.day) != "future":
        return None
    begin = _stated(actor.interval.start)
    return WhyNot(
        Text(
            f"{quoted(actor.name)} gab es an diesem Tag noch nicht: verzeichnet ist sie ab"
            f" {begin.de}.",
            f"{quoted(actor.name, 'en')} did not exist yet on this day: it is recorded from"
            f" {begin.en} on.",
        ),
        "yet-to-come",
        (actor.iri,),
    )


def is_absent(scope: Scope, wanted: str) -> WhyNot | None:
    """Return, if so, that an organisation does not work on the day, or not any more."""
    return is_yet_to_come(scope, wanted) or has_ended(scope, wanted) or is_succeeded(scope, wanted)


def _line(scope: Scope, wanted: str) -> Iterator[list[str]]:
    first = list(scope.landscape.successions.get(wanted, ()))
    if first:
        yield first
        yield from _after(scope, first)


def _after(scope: Scope, earlier: list[str]) -> Iterator[list[str]]:
    """Yield who followed, step by step, until somebody works on the day."""
    seen = set(earlier)
    while not any(map(scope.exists, earlier)):
        later = [one for key in earlier for one in scope.landscape.successions.get(key, ())]
        earlier = [one for one in dict.fromkeys(later) if one not in seen]
        if not earlier:
            return
        seen.update(earlier)
        yield earlier


def _told(scope: Scope, line: list[list[str]]) -> Text:
    actors = scope.landscape.actors
    named = [[(actors[key].name, _dates(actors[key].interval)) for key in step] for step in line]
    german = [joined([name + when.de for name, when in step]) for step in named]
    english = [joined([name + when.en for name, when in step], "en") for step in named]
    over = Text("", "")
    if all(actors[key].interval.status_on(scope.day) == "ended" for key in line[-1]):
        over = Text(
            "; wer danach kam, ist nicht verzeichnet",
            "; who came after that is not recorded",
        )
    return Text(", danach ".join(german) + over.de, ", then ".join(english) + over.en)


def _dates(interval: Interval) -> Text:
    begin, end = _stated(interval.start), _stated(interval.end)
    german = [f"ab {begin.de}"] * bool(begin.de) + [f"bis {end.de}"] * bool(end.de)
    english = [f"from {begin.en}"] * bool(begin.en) + [f"until {end.en}"] * bool(end.en)
    if not german:
        return Text("", "")
    return Text(f" ({', '.join(german)})", f" ({', '.join(english)})")


def _stated(when: str) -> Text:
    """Return a day, month or year as it is recorded: `2017-09` as `09.2017`."""
    return Text(".".join(reversed(when.split("-"))), when)
