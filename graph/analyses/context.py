"""What all kinds of gaps share for one landscape and day, each part computed when first asked."""

from __future__ import annotations  # networkx graphs take a type only when checked

from collections import defaultdict
from datetime import date
from functools import cached_property
from typing import Final

import networkx as nx
import numpy as np

from graph.analyses.activity import EXPIRED_BELOW, MUNICIPAL, Activity, ActivityTable, Flags, Floats
from graph.analyses.bicm import bicm, surprise
from graph.analyses.expectation import NEAREST, nearest_weights, smoothed_share_of_peers
from graph.analyses.needs import Needs
from graph.analyses.observability import OBSERVABLE_FROM, observability
from graph.analyses.partners import Partners
from graph.analyses.peers import Comparison, comparison
from graph.keys import municipality_key
from graph.landscape import Landscape
from graph.links import Link, links
from graph.projection import project, two_mode
from graph.selection import Selection
from graph.things import Absence
from ontology.texts import Text

PEERS: Final = NEAREST
PEERS_NEEDED: Final = 3
"""Three of the ten nearest: fewer may be chance, more would ask for a fashion."""


class GapContext:
    """A landscape on a day, with everything that several kinds of gaps look at.

    Args:
        landscape: where to look.
        day: the day asked for.
        known: where to read what the sources cover, if the landscape is only supposed: what
            changes in a plan is the world, not our sources.
    """

    def __init__(self, landscape: Landscape, day: date, known: GapContext | None = None) -> None:
        self.landscape = landscape
        self.day = day
        self._known = known or self

    @cached_property
    def table(self) -> ActivityTable:
        """Districts x themes."""
        return ActivityTable(self.landscape, self.day)

    @property
    def mentions(self) -> dict[tuple[str, str], set[str]]:
        """(source, AGS) → what the source says about the district."""
        return self._known.table.mentions

    @cached_property
    def heard(self) -> frozenset[str]:
        """AGS of the districts of which any source says anything."""
        spoken = {ags for _, ags in self.mentions}
        for absence in self.landscape.absences.values():
            spoken |= self.table.districts_of_actors(absence.actors)
        return frozenset(spoken)

    @cached_property
    def observability(self) -> Floats:
        """Chance that an activity would be on record."""
        if self._known is not self:
            return self._known.observability
        return observability(self.landscape, self.table)

    @cached_property
    def observable(self) -> Flags:
        """Cells of which an empty one speaks for itself.

        Filled cells get no exception: a test that always counts the filled and only sometimes the
        empty ones would find every empty one surprising.
        """
        flags: Flags = self.observability >= OBSERVABLE_FROM
        return flags

    @cached_property
    def probability(self) -> Floats:
        """Chance of an activity per cell under the null model; nan where not observable."""
        return bicm(self.table.active, self.observable)

    @cached_property
    def comparison(self) -> Comparison:
        """Comparable districts."""
        return comparison(self.landscape)

    @cached_property
    def near(self) -> dict[str, list[str]]:
        """AGS → its nearest districts, best first."""
        return {ags: self.comparison.nearest(ags, PEERS) for ags in self.table.districts}

    @cached_property
    def peers_active(self) -> Floats:
        """How many of the nearest districts work on the theme, per cell.

        A peer in another state counts only with what is possible in every state.
        """
        table, found = self.table, np.zeros(self.table.active.shape)
        for row, ags in enumerate(table.districts):
            for other in self.near[ags]:
                flags = table.active if other[:2] == ags[:2] else table.anywhere
                found[row] += flags[table.row[other]]
        return found

    @cached_property
    def expected(self) -> Floats:
        """How far comparable districts make an activity likely, per cell; what cells rank by."""
        weights = nearest_weights(self.comparison, PEERS)
        return smoothed_share_of_peers(weights, self.table.active.astype(np.float64))

    @cached_property
    def needs(self) -> Needs:
        """What districts stated or figures show as a need."""
        return Needs(self.landscape, self.table, self.day)

    @cached_property
    def partners(self) -> Partners:
        """Who could help."""
        return Partners(self.landscape, self.day, self.table)

    @cached_property
    def two_mode(self) -> nx.Graph[str]:
        """The canonical graph of what exists on the day."""
        return two_mode(self.landscape, self.day)

    @cached_property
    def network(self) -> nx.Graph[str]:
        """The default projection of what exists on the day."""
        return project(self.two_mode)

    @cached_property
    def network_ever(self) -> nx.Graph[str]:
        """The same with ended ties, which still are acquaintances."""
        return project(two_mode(self.landscape, self.day, Selection(include_ended=True)))

    @cached_property
    def links_of(self) -> dict[str, list[Link]]:
        """AGS → links about the district that have begun, ended ones too."""
        found: dict[str, list[Link]] = defaultdict(list)
        for link in links(self.landscape):
            if link.status_on(self.day) != "future":
                for district in self.table.districts_of(link):
                    found[district].append(link)
        return dict(found)

    def current_links(self, ags: str) -> list[Link]:
        """Return the links of a district that have not ended."""
        return [link for link in self.links_of.get(ags, ()) if link.status_on(self.day) != "ended"]

    def alive(self, key: str) -> bool:
        """Say whether an actor still exists on the day, as far as is known."""
        return self.landscape.actors[key].interval.status_on(self.day) != "ended"

    def name(self, ags: str) -> str:
        """Return the name of a district as sentences use it: `Köln`, not `Köln, Stadt`."""
        return self.landscape.districts[ags].name.partition(",")[0]

    def bodies(self, ags: str) -> tuple[str, ...]:
        """Return the actors that are the district; the bodies of a city state are among them."""
        state = sorted(self.table.city_states.get(ags, ()))
        return (*self.landscape.actors_of_district(ags), *state)

    def actor_name(self, key: str) -> str:
        """Return the name of an actor as sentences use it."""
        actor = self.landscape.actors[key]
        return actor.name.partition(",")[0] if actor.class_ in MUNICIPAL else actor.name

    def theme_name(self, theme: str) -> Text:
        """Return the name of a theme."""
        return self.landscape.themes[theme].label

    def surprise(self, ags: str, theme: str) -> float | None:
        """Return how surprising an empty cell is; None where it is not observable."""
        found = self.probability[self.table.row[ags], self.table.column[theme]]
        return None if np.isnan(found) else surprise(float(found))

    def peers_with(self, ags: str, theme: str) -> list[str]:
        """Return the nearest districts that work on a theme, best first; see `peers_active`."""
        table, column = self.table, self.table.column[theme]
        return [
            other
            for other in self.near[ags]
            if (table.active if other[:2] == ags[:2] else table.anywhere)[table.row[other], column]
        ]

    def cell(self, ags: str, theme: str) -> list[Activity]:
        """Return what is known in a cell, strongest first."""
        return self.table.cells.get((ags, theme), [])

    def shown_by(self, ags: str, theme: str) -> list[Absence | Activity]:
        """Return what is behind an expectation: what was checked or expired here, what peers do."""
        own = [one for one in self.cell(ags, theme) if one.weight < EXPIRED_BELOW]
        others = [self.cell(other, theme)[0] for other in self.peers_with(ags, theme)]
        return [*self.table.checked.get((ags, theme), ()), *own[:3], *others]

    def helpers(self, ags: str, theme: str) -> list[str]:
        """Return who could fill a cell: peers first, then foundations and agencies."""
        peers = [municipality_key(other) for other in self.peers_with(ags, theme)[:3]]
        foundations = [key for key, _ in self.partners.foundations(ags, theme)][:3]
        return [*peers, *foundations, *self.partners.agencies(ags)]
