"""The landscape as a suggestion may see it: on one day, and without entries left out on trial."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cached_property
from typing import Any, Final, TypeVar

import numpy as np
import numpy.typing as npt

from graph.analyses.peers import Comparison, comparison_on
from graph.dates import Status
from graph.landscape import Landscape
from graph.suggestions.ground import LOCAL_CLASSES, NEAREST, Engagement, Ground, ground
from graph.suggestions.memory import Found, kept, memories
from graph.suggestions.themes import Met, within
from graph.things import Evidence, Item, ProgrammeTie, ServiceArea, Tie
from ontology.namespaces import graph_iri

NATIONWIDE_STATES: Final = 3
"""A foundation seen in this many states is taken to work anywhere in Germany."""

_OPEN: Final[tuple[Status, ...]] = ("current", "undated")

Floats = npt.NDArray[np.float64]
Entry = TypeVar("Entry", Tie, Item, ServiceArea)


class Scope:
    """What is known on a day.

    Args:
        landscape: where to look.
        day: what starts later is not seen.
        gone: IRIs of ties, participations, items and service areas to leave out, so that a
            ranking can be computed without them.
        excluded: keys of actors never to suggest.
    """

    def __init__(
        self,
        landscape: Landscape,
        day: date,
        gone: frozenset[str] = frozenset(),
        excluded: frozenset[str] = frozenset(),
    ) -> None:
        self.landscape = landscape
        self.day = day
        self.gone = gone
        self.excluded = excluded
        self.ground: Ground = ground(landscape)
        self.comparison: Comparison = comparison_on(landscape, day)
        self._memory = memories(landscape).of(day)
        self._trial: dict[tuple[Any, ...], Any] = {}

    def without(self, iris: Iterable[str]) -> "Scope":
        """Return the same without some entries."""
        trial = Scope(self.landscape, self.day, self.gone | frozenset(iris), self.excluded)
        # what is remembered carries in its key which of its entries were left out
        trial._memory = self._memory
        return trial

    @cached_property
    def touched(self) -> frozenset[str]:
        """Keys of the actors that something left out is about."""
        return frozenset(key for iri in self.gone for key in self._parties(iri))

    def _parties(self, iri: str) -> tuple[str, ...]:
        key, landscape = iri.rpartition("/")[2], self.landscape
        for found in (
            landscape.ties.get(key),
            landscape.participations.get(key),
            landscape.items.get(key),
        ):
            if found is not None and found.iri == iri:
                return found.actors
        return tuple(area.agency for area in landscape.service_areas if area.iri == iri)

    def remembered(self, what: str, ags: str, make: Callable[[], Found]) -> Found:
        """Return what depends on nothing but the entries of one district's administration."""
        touched = not self.gone.isdisjoint(self.ground.entries[ags])
        return kept(self._trial if touched else self._memory, (what, ags), make)

    def always(self, what: str, key: str, make: Callable[[], Found]) -> Found:
        """Return what depends on nothing but the day: nothing left out, nobody excluded."""
        return kept(self._memory, (what, key), make)

    def on_trial(self, what: str, make: Callable[[], Found]) -> Found:
        """Return what depends on what was left out, computed once for this trial."""
        return kept(self._trial, (what,), make)

    def whole(self) -> "Scope":
        """Return the same with nothing left out and nobody excluded."""
        if not self.gone and not self.excluded:
            return self
        return kept(self._trial, ("whole",), lambda: Scope(self.landscape, self.day))

    def remembered_tie(self, what: str, tie: Tie, make: Callable[[], Found]) -> Found:
        """Return what depends on nothing but one tie and the day."""
        return kept(self._memory, (what, tie.key), make)

    def nearest(self, ags: str) -> tuple[str, ...]:
        """Return the most comparable districts, best first."""
        return self.always("nearest", ags, lambda: tuple(self.comparison.nearest(ags, NEAREST)))

    def status(self, tie: Tie | ProgrammeTie | ServiceArea) -> Status:
        """Say how something stands on the day."""
        return tie.interval.status_on(self.day)

    def seen(self, tie: Tie | ProgrammeTie) -> bool:
        """Say whether a tie is to be seen: not left out, and begun."""
        return tie.iri not in self.gone and self.status(tie) != "future"

    def is_open(self, tie: Tie | ProgrammeTie) -> bool:
        """Say whether a tie may still exist: current, or without any date."""
        return self.seen(tie) and self.status(tie) in _OPEN

    def works(self, key: str) -> bool:
        """Say whether an organisation exists on the day and may be suggested."""
        return key not in self.excluded and self.exists(key)

    def exists(self, key: str) -> bool:
        """Say whether an organisation exists on the day."""
        return kept(self._memory, ("exists", key), lambda: self._exists(key))

    def _exists(self, key: str) -> bool:
        if self.day < self.ground.first:
            return False  # of what has no date nobody can say that it was there that early
        return self.landscape.actors[key].interval.status_on(self.day) in _OPEN

    def ties_of(self, keys: Iterable[str]) -> list[Tie]:
        """Return the ties of any of these actors that are to be seen."""
        group = tuple(keys)
        begun = kept(self._memory, ("ties", group), lambda: self._begun(group))
        return self._left(begun)

    def _begun(self, keys: tuple[str, ...]) -> list[Tie]:
        return [tie for tie in self.landscape.ties_of(keys) if self.status(tie) != "future"]

    def models(self) -> list[Item]:
        """Return the models of the pool."""
        pool = [self.landscape.items[key] for key in self.ground.models]
        return self._left(kept(self._memory, ("models",), lambda: [*filter(self._is_made, pool)]))

    def participations_of(self, keys: Iterable[str]) -> list[ProgrammeTie]:
        """Return the programme participations of any of these actors that are to be seen."""
        return [tie for tie in self.landscape.participations_of(keys) if self.seen(tie)]

    def items_of(self, keys: Iterable[str], *classes: str) -> list[Item]:
        """Return what these actors made or have; what is dated later is not seen."""
        group = tuple(keys)
        name = ("items", group, classes)
        return self._left(kept(self._memory, name, lambda: self._made(group, classes)))

    def _made(self, keys: tuple[str, ...], classes: tuple[str, ...]) -> list[Item]:
        return [item for item in self.landscape.items_of(keys, *classes) if self._is_made(item)]

    def _is_made(self, item: Item) -> bool:
        model = item.class_ == "EducationModel"
        since = self.ground.models_since if model else item.interval.valid_from
        return (since or date.min) <= self.day and (item.year or "0")[:4] <= f"{self.day.year:04d}"

    def _left(self, found: list[Entry]) -> list[Entry]:
        return [one for one in found if one.iri not in self.gone] if self.gone else found

    def administration(self, ags: str) -> tuple[str, ...]:
        """Return the administration of a district, its predecessors, offices and bodies."""
        return self.ground.lineage[ags]

    def engagements(self, foundation: str) -> list[Engagement]:
        """Return what a foundation does or did where."""
        found = self.ground.engagements[foundation]
        return [engagement for engagement in found if self.seen(engagement.tie)]

    def needs(self, ags: str) -> Mapping[str, Item]:
        """Return theme → the need or priority that the administration stated, the latest one."""
        return self.remembered("needs", ags, lambda: self._needs(ags))

    def _needs(self, ags: str) -> Mapping[str, Item]:
        found = self.items_of(self.administration(ags), "Need")
        return {theme: item for item in sorted(found, key=_by_year) for theme in item.themes}

    def met(self, ags: str) -> Met:
        """Return what says which of its stated needs some themes meet."""
        return self.remembered("met", ags, lambda: Met(self.landscape, self.needs(ags)))

    def partners(self, keys: Iterable[str]) -> frozenset[str]:
        """Return whom these actors cooperate with, or may still cooperate with."""
        group = tuple(keys)
        ties = self.ties_of(group)
        begun = kept(self._memory, ("ties", group), lambda: self._begun(group))
        memory = self._memory if len(ties) == len(begun) else self._trial
        return kept(memory, ("partners", group), lambda: self._partners(group, ties))

    def _partners(self, keys: tuple[str, ...], ties: Iterable[Tie]) -> frozenset[str]:
        found = {actor for tie in ties if self.status(tie) in _OPEN for actor in tie.actors}
        return frozenset(found.difference(keys))

    def similarities(self, ags: str) -> Floats:
        """Return the similarity of one district with all, in the order of the comparison."""
        row: Floats = self.comparison.similarity[self.comparison.position[ags]]
        return row

    def similarity(self, one: str, other: str) -> float:
        """Return how comparable two districts are, 0 to 1."""
        return float(self.similarities(one)[self.comparison.position[other]])

    def rank_of_peer(self, ags: str, other: str) -> int:
        """Return which place another district has among the comparable ones; the first is 1."""
        row = self.similarities(ags)
        position = self.comparison.position
        better = row > row[position[other]]
        return int(better.sum()) - int(better[position[ags]]) + 1

    def service_areas(self) -> list[ServiceArea]:
        """Return the service areas that hold on the day, of agencies that work on that day."""
        holding = kept(self._memory, ("service areas",), self._service_areas)
        return [area for area in self._left(holding) if area.agency not in self.excluded]

    def _service_areas(self) -> list[ServiceArea]:
        return [
            area
            for area in self.landscape.service_areas
            if self.status(area) in _OPEN
            and self.exists(area.agency)
            and not self._superseded(area)
        ]

    def offers_on(self, agency: str, theme: str) -> bool:
        """Say whether an agency offers something on a theme; true if no theme is asked for."""
        offers = self.items_of([agency], "Offer") if theme else ()
        return not theme or any(within(self.landscape, item.themes, theme) for item in offers)

    def predecessors(self, agency: str) -> frozenset[str]:
        """Return the agencies that an agency followed, directly or over others."""
        return self.ground.predecessors.get(agency, frozenset())

    def reach(self, foundation: str) -> frozenset[str]:
        """Return where a foundation can be expected: AGS, two-digit states, or `*` for anywhere.

        By what is recorded: one or two places, or a kind that works for one place, give these
        places; more places give their states; three states or more give the whole country.
        """
        touched = not self.gone.isdisjoint(self.ground.footprint[foundation])
        memory = self._trial if touched else self._memory
        return kept(memory, ("reach", foundation), lambda: self._reach(foundation))

    def _reach(self, foundation: str) -> frozenset[str]:
        actor = self.landscape.actors[foundation]
        seat = self.ground.seats[foundation]
        places = {ags for found in self.engagements(foundation) for ags in found.places}
        states = {ags[:2] for ags in places}
        if actor.class_ in LOCAL_CLASSES or len(places) < 3:
            return frozenset(places | {seat} - {""})
        if len(states) >= NATIONWIDE_STATES:
            return frozenset({"*"})
        return frozenset(states | ({seat[:2]} - {""}))

    def reaches(self, foundation: str, ags: str) -> bool:
        """Say whether a district lies where a foundation can be expected."""
        reach = self.reach(foundation)
        return not reach.isdisjoint(("*", ags, ags[:2]))

    def _superseded(self, area: ServiceArea) -> bool:
        later = set(self.landscape.successions.get(area.agency, ()))
        return any(
            other.agency in later
            and other.state == area.state
            and (other.interval.valid_from or date.min) <= self.day
            for other in self.landscape.service_areas
        )


def addresses(evidence: Iterable[Evidence]) -> tuple[str, ...]:
    """Return where evidence stands: its address, else the graph of its source; each once."""
    found = (
        one.address if one.address.startswith("http") else graph_iri(one.dataset)
        for one in evidence
    )
    return tuple(dict.fromkeys(found))


def _by_year(item: Item) -> tuple[str, str]:
    return item.year, item.key
