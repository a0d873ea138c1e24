"""What each district does in each theme on a day, from ties, programmes, structures and models."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final

import numpy as np
import numpy.typing as npt

from graph.dates import first_day, is_partial_date, last_day
from graph.landscape import Landscape
from graph.links import Link, decay, links
from graph.projection import HALF_LIFE_YEARS
from graph.things import Absence, Evidence, Interval, Item

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

EXPIRED_BELOW: Final = 0.25
"""Below this weight a cell counts as empty: two half-lives, six years after the end."""

MUNICIPAL: Final = frozenset(
    {
        "Municipality",
        "EducationOffice",
        "SteeringGroup",
        "EducationConference",
        "EducationAdvisoryBoard",
    }
)
"""Classes whose ties are ties of their district; a foundation's seat says nothing about where it
works, so its ties count for the districts of its partners."""

STATE_BODIES: Final = frozenset({"StateGovernment", "StateMinistry", "PublicBody"})

DEMAND: Final = "Need"

STATE_PROGRAMME: Final = "state"

AGREEMENT_THEMES: Final = ("bildungsmanagement",)
"""What agreements are about with an agency that names no theme of its own: what transfer and
development agencies were founded for."""


@dataclass(frozen=True, slots=True)
class Activity:
    """One fact that a district works on a theme.

    Attributes:
        theme: as the source names it, not yet carried over to broader themes.
        weight: 1 current, less with age, see `graph.links.decay`.
        actors: keys of all who take part.
        class_: of the tie, participation or item.
        programme: key, where the fact is a participation.
    """

    iri: str
    district: str
    theme: str
    weight: float
    class_: str
    actors: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    programme: str = ""


class ActivityTable:
    """Districts and themes of a landscape on a day.

    Attributes:
        districts: AGS in the order of rows.
        themes: keys in the order of columns.
        facts: every activity, demand left out.
    """

    def __init__(self, landscape: Landscape, day: date) -> None:
        self._landscape = landscape
        self._day = day
        self.districts = tuple(sorted(landscape.districts))
        self.themes = tuple(sorted(landscape.themes))
        self.row = {ags: number for number, ags in enumerate(self.districts)}
        self.column = {theme: number for number, theme in enumerate(self.themes)}
        self.facts = tuple(
            sorted(self._facts(), key=lambda one: (one.district, one.iri, one.theme))
        )

    @cached_property
    def city_states(self) -> dict[str, frozenset[str]]:
        """AGS → keys of state bodies, where a state is one district: they administer it."""
        states: dict[str, list[str]] = defaultdict(list)
        for ags in self.districts:
            states[ags[:2]].append(ags)
        whole = {state: found[0] for state, found in states.items() if len(found) == 1}
        bodies: dict[str, set[str]] = defaultdict(set)
        for actor in self._landscape.actors.values():
            if actor.state in whole and actor.class_ in STATE_BODIES:
                bodies[whole[actor.state]].add(actor.key)
        return {ags: frozenset(keys) for ags, keys in bodies.items()}

    @cached_property
    def broader(self) -> dict[str, tuple[str, ...]]:
        """Theme → itself and everything above it."""
        return {theme: tuple(self._above(theme)) for theme in self.themes}

    @cached_property
    def cells(self) -> dict[tuple[str, str], list[Activity]]:
        """(AGS, theme) → activities in the theme or below it, strongest first."""
        found: dict[tuple[str, str], list[Activity]] = defaultdict(list)
        for fact in self.facts:
            for theme in self.broader[fact.theme]:
                found[fact.district, theme].append(fact)
        for cell in found.values():
            cell.sort(key=lambda one: (-one.weight, one.iri))
        return dict(found)

    @cached_property
    def weights(self) -> Floats:
        """Weight of the strongest activity per district and theme; 0 where there is none."""
        found = np.zeros((len(self.districts), len(self.themes)))
        for (ags, theme), cell in self.cells.items():
            found[self.row[ags], self.column[theme]] = cell[0].weight
        return found

    @cached_property
    def active(self) -> Flags:
        """Whether a district works on a theme: weight of at least `EXPIRED_BELOW`."""
        flags: Flags = self.weights >= EXPIRED_BELOW
        return flags

    @cached_property
    def anywhere(self) -> Flags:
        """The same without what rests on a programme of one state only.

        A district of another state cannot join such a programme, so it is no reason to expect it.
        """
        found = np.zeros((len(self.districts), len(self.themes)), dtype=bool)
        for (ags, theme), cell in self.cells.items():
            found[self.row[ags], self.column[theme]] = any(
                fact.weight >= EXPIRED_BELOW and not self.of_one_state(fact) for fact in cell
            )
        return found

    def of_one_state(self, fact: Activity) -> bool:
        """Say whether a fact is the participation in a programme of a state."""
        programme = self._landscape.programmes.get(fact.programme)
        return programme is not None and programme.kind == STATE_PROGRAMME

    @cached_property
    def absences(self) -> tuple[Absence, ...]:
        """Checked absences of a cooperation that have not expired, by key."""
        known = self._landscape.absences
        return tuple(
            known[key]
            for key in sorted(known)
            if decay(known[key].interval, self._day, HALF_LIFE_YEARS) >= EXPIRED_BELOW
        )

    @cached_property
    def checked(self) -> dict[tuple[str, str], list[Absence]]:
        """(AGS, theme) → absences that name the theme itself and an actor of the district."""
        found: dict[tuple[str, str], list[Absence]] = defaultdict(list)
        for absence in self.absences:
            for district in self.districts_of_actors(absence.actors):
                for theme in self._known(absence.themes):
                    found[district, theme].append(absence)
        return dict(found)

    @cached_property
    def mentions(self) -> dict[tuple[str, str], set[str]]:
        """(source, AGS) → IRIs of everything that the source says about the district."""
        found: dict[tuple[str, str], set[str]] = defaultdict(set)
        for district, iri, evidence in self._everything():
            for one in evidence:
                found[one.dataset, district].add(iri)
        return dict(found)

    def districts_of(self, link: Link) -> list[str]:
        """Return the districts that a link is about: municipal members and named places."""
        found = {*link.districts, *self.districts_of_actors(link.actors)}
        return sorted(ags for ags in found if ags in self._landscape.districts)

    def districts_of_actors(self, actors: Iterable[str]) -> set[str]:
        """Return the districts whose municipal actors are among some actors."""
        keys = set(actors)
        found = {ags for ags, bodies in self.city_states.items() if bodies & keys}
        for key in keys:
            known = self._landscape.actors.get(key)
            if known is not None and known.class_ in MUNICIPAL:
                found.add(self._landscape.district_of(key))
        return found & self._landscape.districts.keys()

    def _above(self, theme: str) -> Iterator[str]:
        seen, fresh = {theme}, [theme]
        while fresh:
            one = fresh.pop()
            yield one
            for above in self._landscape.themes[one].broader:
                if above in self._landscape.themes and above not in seen:
                    seen.add(above)
                    fresh.append(above)

    def _facts(self) -> Iterable[Activity]:
        for link in links(self._landscape):
            weight = decay(link.interval, self._day, HALF_LIFE_YEARS)
            listed = link.programme if link.layer == "participation" else ""
            for district in self.districts_of(link) if weight > 0 else ():
                for theme in self._known(self._themes_of(link)):
                    yield Activity(
                        link.iri,
                        district,
                        theme,
                        weight,
                        link.class_,
                        link.actors,
                        link.evidence,
                        listed,
                    )
        for item in self._landscape.items.values():
            weight = decay(item_interval(item), self._day, HALF_LIFE_YEARS)
            if weight > 0 and item.class_ not in (DEMAND, "Offer"):
                yield from self._facts_of_item(item, weight)

    def _facts_of_item(self, item: Item, weight: float) -> Iterable[Activity]:
        for district in self.districts_of_item(item):
            for theme in self._known(self._landscape.themes_of(item)):
                yield Activity(
                    item.iri, district, theme, weight, item.class_, item.actors, item.evidence
                )

    def _known(self, themes: Iterable[str]) -> list[str]:
        return [theme for theme in themes if theme in self.column]

    def _themes_of(self, link: Link) -> tuple[str, ...]:
        if link.themes:
            return link.themes
        if link.layer == "participation":
            programme = self._landscape.programmes.get(link.programme)
            return programme.themes if programme is not None else ()
        if link.class_ == "TransferAgreement":
            agency = next((a for a, role in link.roles.items() if role == "agency"), "")
            known = self._landscape.actors.get(agency)
            return (known.themes if known is not None else ()) or AGREEMENT_THEMES
        return ()

    def districts_of_item(self, item: Item) -> list[str]:
        """Return the districts of those who made or have an item."""
        found = {self._landscape.district_of(actor) for actor in item.actors}
        return sorted(ags for ags in found if ags in self._landscape.districts)

    def _everything(self) -> Iterable[tuple[str, str, tuple[Evidence, ...]]]:
        for link in links(self._landscape):
            for district in self.districts_of(link):
                yield district, link.iri, link.evidence
        for item in self._landscape.items.values():
            for district in self.districts_of_item(item):
                yield district, item.iri, item.evidence


def item_interval(item: Item) -> Interval:
    """Return when an item held; one that only names a year is known of that year.

    A report of 2012 says what was done in 2012: not what was done before, and it ages from there.
    """
    if item.interval.valid_from or item.interval.valid_through or not is_partial_date(item.year):
        return item.interval
    return Interval(
        item.year, item.year, first_day(item.year), last_day(item.year), basis=("stated",)
    )
