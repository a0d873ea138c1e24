"""How a tie reads and looks: its kind, its years, how it stands on a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

from rdflib import RDFS, Literal, URIRef

from graph.dates import Status
from graph.landscape import Landscape
from graph.status_words import STATUSES
from graph.things import Interval, ProgrammeTie, Tie
from ontology.loading import module_sources, parse_turtle, read_source
from ontology.namespaces import BL
from ontology.texts import Text

DASHES: Final[dict[Status, str]] = {
    "current": "none",
    "future": "10 4 2 4",
    "undated": "1 6",
    "ended": "8 6",
}
COLOURS: Final[dict[Status, str]] = {
    "current": "#1f4e79",
    "future": "#1f4e79",
    "undated": "#52606f",
    "ended": "#7a8794",
}
_JOINT: Final = Text("gemeinsamer Antrag", "joint application")


@dataclass(frozen=True, slots=True)
class Bond:
    """One tie or joint application, ready to be read.

    Attributes:
        label: its kind.
        years: when, empty if not known.
        status: on the day asked for.
    """

    label: Text
    years: Text
    status: Status

    @property
    def sentence(self) -> Text:
        """Kind, years and status."""
        parts = [self.label, self.years, STATUSES[self.status]]
        return Text(
            ", ".join(part.de for part in parts if part.de),
            ", ".join(part.en for part in parts if part.en),
        )


def bond(landscape: Landscape, tie: Tie | ProgrammeTie, day: date) -> Bond:
    """Return what is to be read about a tie or a joint application."""
    status = tie.interval.status_on(day)
    if isinstance(tie, Tie):
        return Bond(kind_of(landscape, tie), years_of(tie.interval), status)
    programme = landscape.programmes.get(tie.programme)
    name = programme.name if programme is not None else tie.programme
    label = Text(f"{_JOINT.de} ({name})", f"{_JOINT.en} ({name})")
    return Bond(label, years_of(tie.interval), status)


def kind_of(landscape: Landscape, tie: Tie) -> Text:
    """Return the kind of a tie: the concept its source names, else its class."""
    for scheme in ("agreement-kind", "cooperation-kind"):
        concept = landscape.concepts.get(scheme, {}).get(tie.kind)
        if concept is not None:
            return concept.label
    return class_label(tie.class_)


def years_of(interval: Interval) -> Text:
    """Return when something holds, in years; empty if nothing is known."""
    start, end = (
        str(day.year) if day else "" for day in (interval.valid_from, interval.valid_through)
    )
    if start and end:
        both = start if start == end else f"{start}–{end}"
        return Text(both, both)
    if start:
        return Text(f"seit {start}", f"since {start}")
    return Text(f"bis {end}", f"until {end}") if end else Text("", "")


def strongest(bonds: Sequence[Bond]) -> Status:
    """Return the status in which several ties between the same actors are drawn."""
    present = {one.status for one in bonds}
    return next((status for status in STATUSES if status in present), "undated")


def class_label(name: str) -> Text:
    """Return the label of a class of ties in the ontology; its name if it has none."""
    return _class_labels().get(name, Text(name, name))


@lru_cache(maxsize=1)
def _class_labels() -> dict[str, Text]:
    source = next(file for file in module_sources() if file.name == "cooperation.ttl")
    module = parse_turtle(read_source(source), source.name)
    found = {}
    for subject in set(module.subjects(RDFS.label)):
        if isinstance(subject, URIRef) and subject.startswith(BL):
            labels = {
                label.language: str(label)
                for label in module.objects(subject, RDFS.label)
                if isinstance(label, Literal)
            }
            german = labels.get("de", "")
            found[subject.removeprefix(BL)] = Text(german, labels.get("en", german))
    return found
