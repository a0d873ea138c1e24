"""What would change: a planned cooperation, or an actor who leaves, before and after."""

from __future__ import annotations  # networkx graphs take a type only when checked

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

import networkx as nx

from graph.analyses.gap_results import Gap
from graph.analyses.gaps import GapAnalysis, gap_analysis
from graph.landscape import Index, Landscape
from graph.measures.cohesion import articulation_points, pairs_lost
from graph.projection import project, projection_text, two_mode
from graph.things import Interval, Member, Tie
from ontology.errors import ParameterError
from ontology.namespaces import thing
from ontology.texts import Text

NEAR_STEPS: Final = 2
"""Over a common partner people still find each other."""


@dataclass(frozen=True, slots=True)
class Planned:
    """A cooperation that does not exist yet.

    Attributes:
        actors: references (key, IRI or AGS) of at least two different actors.
        themes: keys.
        class_: local name of its class.
    """

    actors: tuple[str, ...]
    themes: tuple[str, ...] = ()
    class_: str = "Cooperation"


@dataclass(frozen=True, slots=True)
class Standing:
    """How the network stands.

    Attributes:
        actors: with at least one tie.
        ties: pairs of actors that are tied.
        components: parts without a tie between them.
        largest_share: share of the actors in the largest part; 0 without actors.
        single_points: actors without whom a part would fall apart.
        pairs_at_risk: pairs that would lose each other, summed over these actors.
        reach: actor asked about → how many others it reaches in two steps.
    """

    actors: int
    ties: int
    components: int
    largest_share: float
    single_points: int
    pairs_at_risk: int
    reach: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class WhatIf:
    """The answer.

    Attributes:
        projection: the sentence that says how ties are counted.
        closed: gaps that would be gone.
        opened: gaps that would be new.
    """

    before: Standing
    after: Standing
    closed: tuple[Gap, ...]
    opened: tuple[Gap, ...]
    projection: Text


def what_if(
    landscape: Landscape, day: date, *, add: Sequence[Planned] = (), remove: Sequence[str] = ()
) -> WhatIf:
    """Return what planned cooperations and leaving actors would change on a day.

    Args:
        landscape: as it is; it is not changed.
        day: planned cooperations begin on it.
        add: planned cooperations.
        remove: references of actors who leave: their ties, participations and offers go with them.

    Raises:
        ParameterError: if nothing is asked, a plan has fewer than two actors, or an actor is both
            removed and planned with.
        UnknownThingError: for unknown actors or themes.
    """
    gone = frozenset(landscape.actor(reference).key for reference in remove)
    plans = [_tie(landscape, day, number, plan) for number, plan in enumerate(add, start=1)]
    _check(gone, plans)
    changed = _changed(landscape, gone, plans)
    asked = sorted({actor for plan in plans for actor in plan.actors} | gone)
    before = gap_analysis(landscape, day)
    after = GapAnalysis(changed, day, before.context)
    old = {gap.id: gap for gap in before.gaps()}
    new = {gap.id: gap for gap in after.gaps()}
    return WhatIf(
        before=_standing(landscape, day, asked),
        after=_standing(changed, day, asked),
        closed=tuple(gap for name, gap in old.items() if name not in new),
        opened=tuple(gap for name, gap in new.items() if name not in old),
        projection=projection_text("newman", None),
    )


def _check(gone: frozenset[str], plans: Sequence[Tie]) -> None:
    if not gone and not plans:
        raise ParameterError(
            "add",
            Text(
                "Es ist nichts zu ändern: Eine geplante Kooperation oder ein Akteur fehlt.",
                "There is nothing to change: a planned cooperation or an actor is missing.",
            ),
        )
    if any(len(set(plan.actors)) < 2 for plan in plans):
        raise ParameterError(
            "add",
            Text(
                "Eine Kooperation braucht zwei verschiedene Akteure.",
                "A cooperation needs two different actors.",
            ),
        )
    both = gone & {actor for plan in plans for actor in plan.actors}
    if both:
        names = ", ".join(sorted(both))
        raise ParameterError(
            "remove",
            Text(
                f"Zugleich geplant und entfernt: {names}.",
                f"Both planned with and removed: {names}.",
            ),
        )


def _tie(landscape: Landscape, day: date, number: int, plan: Planned) -> Tie:
    actors = [landscape.actor(reference) for reference in plan.actors]
    key = f"geplant-{number}"
    return Tie(
        iri=thing("cooperation", key),
        key=key,
        class_=plan.class_,
        label=" – ".join(actor.name for actor in actors),
        members=tuple(Member(actor.key, "partner") for actor in actors),
        interval=Interval(valid_from=day, basis=("stated",)),
        themes=tuple(landscape.theme(theme).key for theme in plan.themes),
    )


def _changed(landscape: Landscape, gone: frozenset[str], plans: Sequence[Tie]) -> Landscape:
    ties = {
        key: replace(tie, members=tuple(one for one in tie.members if one.actor not in gone))
        for key, tie in landscape.ties.items()
    }
    ties = {key: tie for key, tie in ties.items() if len(set(tie.actors)) > 1}
    ties |= {plan.key: plan for plan in plans}
    participations = {
        key: replace(tie, actors=tuple(actor for actor in tie.actors if actor not in gone))
        for key, tie in landscape.participations.items()
        if not gone.issuperset(tie.actors)
    }
    items = {
        key: item
        for key, item in landscape.items.items()
        if not item.actors or not gone.issuperset(item.actors)
    }
    return replace(
        landscape,
        ties=ties,
        participations=participations,
        items=items,
        service_areas=tuple(area for area in landscape.service_areas if area.agency not in gone),
        index=Index(ties, participations, items),
    )


def _standing(landscape: Landscape, day: date, asked: Sequence[str]) -> Standing:
    network = project(two_mode(landscape, day), half_life_years=None)
    parts = [len(part) for part in nx.connected_components(network)]
    return Standing(
        actors=len(network),
        ties=network.number_of_edges(),
        components=len(parts),
        largest_share=max(parts, default=0) / max(len(network), 1),
        single_points=len(articulation_points(network)),
        pairs_at_risk=sum(pairs_lost(network).values()),
        reach={key: _reach(network, key) for key in asked},
    )


def _reach(network: nx.Graph[str], key: str) -> int:
    if key not in network:
        return 0
    return len(nx.single_source_shortest_path_length(network, key, cutoff=NEAR_STEPS)) - 1
