"""What stands in the landscape: actors, ties, participations, items, districts, evidence."""

from dataclasses import dataclass, field
from datetime import date
from typing import Final

from graph.dates import Status, status_on
from ontology.texts import Text


@dataclass(frozen=True, slots=True)
class Interval:
    """When something holds, with what the source says and what follows from it.

    Attributes:
        start: as stated, empty if not.
        end: as stated, empty if not.
        valid_from: first day that the start can mean.
        valid_through: last day that the end can mean.
        basis: where the bounds come from: stated, programme, agency, none.
    """

    start: str = ""
    end: str = ""
    valid_from: date | None = None
    valid_through: date | None = None
    basis: tuple[str, ...] = ()

    def status_on(self, day: date) -> Status:
        """Say how it stands on a day."""
        return status_on(day, self.valid_from, self.valid_through)


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a statement comes from.

    Attributes:
        iri: of the evidence node.
        address: URL, or the name of the register.
        confidence: `confirmed` or `probable`.
        dataset: id of the source.
    """

    iri: str
    address: str
    confidence: str
    dataset: str


@dataclass(frozen=True, slots=True)
class Actor:
    """An organisation or office.

    Attributes:
        class_: local name of the most specific class that was entered.
        type: key of the actor type, empty if none.
        district: AGS of the confirmed seat or governed area, empty if not known.
        inferred_district: AGS that was only inferred from the name; never shown as a fact.
        state: two-digit key of the state, empty if not known.
        register: id of the register it comes from, empty for curated actors.
        themes: that it is there for, as some agencies, offices and bodies say.
        school_type: as its register says it, empty if it does not.
    """

    iri: str
    key: str
    name: str
    class_: str
    type: str = ""
    district: str = ""
    inferred_district: str = ""
    state: str = ""
    interval: Interval = field(default_factory=Interval)
    website: str = ""
    register: str = ""
    themes: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    school_type: str = ""


@dataclass(frozen=True, slots=True)
class Member:
    """One actor in a tie."""

    actor: str
    role: str


@dataclass(frozen=True, slots=True)
class Tie:
    """A cooperation: two or more actors, dated and sourced.

    Attributes:
        class_: local name of its class.
        kind: key of its kind or agreement kind, empty if none.
        themes: keys of its themes.
        districts: AGS of the districts it is about, beyond those of its members.
        programme: key of the programme it belongs to.
        concerns_education: None where the source does not say.
        actors: keys of its members.
    """

    iri: str
    key: str
    class_: str
    label: str
    members: tuple[Member, ...]
    interval: Interval
    subject: str = ""
    kind: str = ""
    themes: tuple[str, ...] = ()
    districts: tuple[str, ...] = ()
    programme: str = ""
    concerns_education: bool | None = None
    renews: str = ""
    evidence: tuple[Evidence, ...] = ()
    actors: tuple[str, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "actors", tuple(member.actor for member in self.members))


@dataclass(frozen=True, slots=True)
class ProgrammeTie:
    """The participation of one or more actors in a programme.

    Attributes:
        phases: keys of the phases that are known.
        unknown_phases: keys of the phases for which the source does not say.
    """

    iri: str
    key: str
    label: str
    programme: str
    actors: tuple[str, ...]
    interval: Interval
    phases: tuple[str, ...] = ()
    unknown_phases: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Absence:
    """A statement that actors were checked and found not to cooperate.

    Attributes:
        themes: in which they do not; empty if the statement is about any cooperation.
        interval: the day up to which it was checked; from there the statement ages.
    """

    iri: str
    key: str
    actors: tuple[str, ...]
    themes: tuple[str, ...]
    interval: Interval
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """Something an actor made, offers, published, set up or needs.

    Attributes:
        class_: EducationModel, Offer, Need, EducationReport, MissionStatement, SteeringGroup, …
        actors: keys of those who developed, offer, stated, published or set it up.
        kind: key of the offer or need kind.
        action_field: key, models only.
        year: as stated, empty if not.
    """

    iri: str
    key: str
    class_: str
    name: str
    actors: tuple[str, ...]
    themes: tuple[str, ...] = ()
    kind: str = ""
    action_field: str = ""
    description: str = ""
    audience: str = ""
    year: str = ""
    interval: Interval = field(default_factory=Interval)
    evidence: tuple[Evidence, ...] = ()


CITIES: Final = frozenset({"kreisfreie-stadt", "stadtkreis"})
"""Types of districts that are one city."""


@dataclass(frozen=True, slots=True)
class District:
    """A district of the current territorial status."""

    iri: str
    ags: str
    name: str
    state: str
    type: str
    settlement_type: str
    population: int
    area_km2: float
    latitude: float
    longitude: float
    seat: str
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Programme:
    """A funding or support programme.

    Attributes:
        themes: that its goal names; whoever takes part works on them.
        stated_participants: how many municipalities take part as it says itself, 0 if it does not.
    """

    iri: str
    key: str
    name: str
    kind: str
    interval: Interval
    goal: str
    funders: tuple[str, ...]
    predecessors: tuple[str, ...]
    themes: tuple[str, ...] = ()
    stated_participants: int = 0
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Concept:
    """A theme, action field, actor type or other concept.

    Attributes:
        matches: themes that mean nearly the same; only action fields have one.
    """

    iri: str
    key: str
    german: str
    english: str
    broader: tuple[str, ...] = ()
    core: bool = False
    matches: tuple[str, ...] = ()

    @property
    def label(self) -> Text:
        """Its name in both languages."""
        return Text(self.german, self.english or self.german)


@dataclass(frozen=True, slots=True)
class Indicator(Concept):
    """A figure of districts.

    Attributes:
        need_if_high: themes in which a value that is high among districts points to a need.
        need_if_low: the same for a low value.
    """

    need_if_high: tuple[str, ...] = ()
    need_if_low: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ServiceArea:
    """How far an agency addresses a state.

    Attributes:
        extent: all, part, large-cities or members.
        minimum_population: of the districts addressed, 0 if any.
    """

    iri: str
    agency: str
    state: str
    extent: str
    minimum_population: int
    interval: Interval
    evidence: tuple[Evidence, ...] = ()

    def addresses(self, district: District) -> bool:
        """Say whether it means a district: of its state, large enough, a city where needed."""
        return (
            district.state == self.state
            and district.population >= self.minimum_population
            and (self.extent != "large-cities" or district.type in CITIES)
        )
