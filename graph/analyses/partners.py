"""Who could help a district: agencies that serve it, foundations that work on a theme in reach."""

from collections import defaultdict
from datetime import date
from functools import cached_property
from typing import Final

from graph.analyses.activity import EXPIRED_BELOW, ActivityTable
from graph.landscape import Landscape
from graph.links import Link, decay, links
from graph.projection import HALF_LIFE_YEARS
from graph.things import ServiceArea

ADMINISTRATIONS: Final = frozenset({"Municipality", "StateGovernment"})

LOCAL: Final = frozenset({"CommunityFoundation", "SavingsBankFoundation", "FoundationAlliance"})
"""Foundations that work where they are at home, by their statutes: no use to go to from elsewhere,
and at home they are known."""

WIDER: Final = frozenset({"Foundation", "CorporateFoundation", "ChurchFoundation"})
FOUNDATIONS: Final = WIDER | LOCAL

AGENCIES: Final = frozenset({"TransferAgency", "RegionalDevelopmentAgency"})
"""Agencies that advise districts of an area; specialist centres advise the agencies."""

NATIONWIDE_FROM: Final = 3
"""A foundation with ties in three states is taken to work anywhere."""

REACH_NATIONWIDE: Final = 0.5


class Partners:
    """Possible partners in a landscape on a day.

    Args:
        landscape: where to look.
        day: agencies that ended before it are no help.
        table: says which themes are broader.
    """

    def __init__(self, landscape: Landscape, day: date, table: ActivityTable) -> None:
        self._landscape = landscape
        self._day = day
        self._broader = table.broader

    def agencies(self, ags: str) -> list[str]:
        """Return the keys of the agencies that address a district on the day, by key."""
        return sorted({area.agency for area in self.service_areas(ags)})

    def service_areas(self, ags: str) -> list[ServiceArea]:
        """Return the service areas that a district lies in with certainty on the day.

        An agency for a part of a state, or for its members, counts only where it has an agreement
        with the district.
        """
        district = self._landscape.districts[ags]
        return [
            area
            for area in self._areas.get(district.state, ())
            if area.extent in ("all", "large-cities") and area.addresses(district)
        ]

    def foundations(self, ags: str, theme: str) -> list[tuple[str, float]]:
        """Return wider foundations that work on a theme and reach a district, with supply x reach.

        Supply is the decayed weight of their strongest tie in the theme or below it, none where
        that has expired; reach is 1 in their own state or where they have worked, and
        `REACH_NATIONWIDE` elsewhere if they have worked in three states.

        Returns:
            Best first; empty if there is none.
        """
        state = self._landscape.districts[ags].state
        found = [
            (key, supply * self.reach(key, state))
            for key, supply in self._supply.get(theme, {}).items()
        ]
        return sorted(((k, v) for k, v in found if v > 0), key=lambda one: (-one[1], one[0]))

    def ties_in(self, key: str, theme: str) -> list[Link]:
        """Return the ties of a wider foundation in a theme or below it that have begun."""
        return [link for link in self._by_foundation.get(key, ()) if theme in self._themes_of(link)]

    def _themes_of(self, link: Link) -> set[str]:
        return {up for one in link.themes for up in self._broader.get(one, ())}

    @cached_property
    def _supply(self) -> dict[str, dict[str, float]]:
        found: dict[str, dict[str, float]] = defaultdict(dict)
        for key, ties in self._by_foundation.items():
            for link in ties:
                weight = decay(link.interval, self._day, HALF_LIFE_YEARS)
                for theme in self._themes_of(link) if weight >= EXPIRED_BELOW else ():
                    found[theme][key] = max(found[theme].get(key, 0.0), weight)
        return dict(found)

    @cached_property
    def _areas(self) -> dict[str, list[ServiceArea]]:
        found: dict[str, list[ServiceArea]] = defaultdict(list)
        for area in self._landscape.service_areas:
            if area.interval.status_on(self._day) in ("current", "undated"):
                found[area.state].append(area)
        return dict(found)

    @cached_property
    def _by_foundation(self) -> dict[str, list[Link]]:
        found: dict[str, list[Link]] = defaultdict(list)
        for link in links(self._landscape):
            for actor in link.actors if link.status_on(self._day) != "future" else ():
                if self._landscape.actors[actor].class_ in WIDER:
                    found[actor].append(link)
        return dict(found)

    @cached_property
    def _states(self) -> dict[str, set[str]]:
        """Foundation → states of its seat, and of the places and administrations it worked with.

        Where its other partners sit says nothing about where it works.
        """
        actors, found = self._landscape.actors, {}
        for key, ties in self._by_foundation.items():
            members = [actors[one] for link in ties for one in link.actors]
            public = {one.state for one in members if one.class_ in ADMINISTRATIONS}
            places = {ags[:2] for link in ties for ags in link.districts}
            found[key] = (public | places | {actors[key].state}) - {""}
        return found

    def reach(self, key: str, state: str) -> float:
        """Return how far a foundation reaches into a state, see `foundations`."""
        if state in self._states[key]:
            return 1.0
        return REACH_NATIONWIDE if len(self._states[key]) >= NATIONWIDE_FROM else 0.0
