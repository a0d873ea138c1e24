"""What ties actors together, in one form: cooperations and joint programme participations."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from graph.dates import Status
from graph.landscape import Landscape
from graph.once import once_per_landscape
from graph.things import Evidence, Interval, ProgrammeTie, Tie

Layer = Literal["cooperation", "participation", "programme"]

PARTICIPATION: Final = "ProgrammeParticipation"
PROGRAMME: Final = "Programme"

DAYS_PER_YEAR: Final = 365.25

UNDATED_WEIGHT: Final = 0.5
"""Weight of a tie without any date: nobody can say whether it still exists, so it counts half."""


@dataclass(frozen=True, slots=True)
class Link:
    """Two or more actors and what ties them.

    Attributes:
        node: its node in the two-mode graph, `{layer}/{key}`.
        key: of the cooperation, the participation or the programme.
        class_: local name of its class.
        kind: key of its kind, empty if none.
        actors: keys in the order of the source, each once.
        roles: actor → role, empty where the source gives none.
        districts: AGS it is about beyond those of its members.
    """

    node: str
    iri: str
    key: str
    layer: Layer
    class_: str
    kind: str
    label: str
    actors: tuple[str, ...]
    roles: Mapping[str, str]
    themes: tuple[str, ...]
    districts: tuple[str, ...]
    programme: str
    interval: Interval
    evidence: tuple[Evidence, ...]

    def status_on(self, day: date) -> Status:
        """Say how it stands on a day."""
        return self.interval.status_on(day)


@once_per_landscape
def links(landscape: Landscape) -> tuple[Link, ...]:
    """Return every cooperation and every programme participation, in the order of their keys.

    A participation of one actor is a link with one actor: it ties nobody, but it is a fact.
    """
    cooperations = [_of_tie(landscape.ties[key]) for key in sorted(landscape.ties)]
    participations = [
        _of_participation(landscape.participations[key]) for key in sorted(landscape.participations)
    ]
    return (*cooperations, *participations)


def decay(interval: Interval, day: date, half_life_years: float | None) -> float:
    """Return how much a tie counts on a day: `2 ** (-years since its end / half-life)`.

    Args:
        interval: of the tie.
        day: the day asked for.
        half_life_years: above 0; None if an ended tie counts like a current one.

    Returns:
        1 for a current tie, `UNDATED_WEIGHT` for an undated one, 0 for a future one.
    """
    status = interval.status_on(day)
    if status == "future":
        return 0.0
    if half_life_years is None:
        return 1.0
    if status == "undated":
        return UNDATED_WEIGHT
    if status == "current" or interval.valid_through is None:
        return 1.0
    age = (day - interval.valid_through).days / DAYS_PER_YEAR
    return float(2.0 ** (-age / half_life_years))


def _of_tie(tie: Tie) -> Link:
    return Link(
        node=f"cooperation/{tie.key}",
        iri=tie.iri,
        key=tie.key,
        layer="cooperation",
        class_=tie.class_,
        kind=tie.kind,
        label=tie.label,
        actors=tuple(dict.fromkeys(tie.actors)),
        roles={member.actor: member.role for member in tie.members},
        themes=tie.themes,
        districts=tie.districts,
        programme=tie.programme,
        interval=tie.interval,
        evidence=tie.evidence,
    )


def _of_participation(tie: ProgrammeTie) -> Link:
    return Link(
        node=f"participation/{tie.key}",
        iri=tie.iri,
        key=tie.key,
        layer="participation",
        class_=PARTICIPATION,
        kind="",
        label=tie.label,
        actors=tuple(dict.fromkeys(tie.actors)),
        roles={},
        themes=(),
        districts=(),
        programme=tie.programme,
        interval=tie.interval,
        evidence=tie.evidence,
    )
