"""Which part of the landscape somebody looks at, and what is wrong with asking for it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from graph.landscape import Landscape
from graph.links import PARTICIPATION, Link, links
from graph.near import near_keys
from ontology.errors import ParameterError, UnknownThingError
from ontology.texts import Text

DEEPEST: Final = 6
"""Steps from the centre; after six the whole connected landscape is reached anyway."""


@dataclass(frozen=True, slots=True)
class Selection:
    """A part of the landscape; every given filter must hold.

    Attributes:
        state: two-digit key; a link counts if a member or a place of it lies there.
        theme: key; narrower themes count too.
        programme: key.
        kind: class (`TransferAgreement`) or kind key (`zielvereinbarung`).
        center: actor key, IRI or AGS; only what is within `depth` steps of it.
        depth: 1 (its partners and their ties) to 6.
        include_ended: also ties that have ended by the day.
        with_programmes: also each programme as a node with a line to each participant.
    """

    state: str = ""
    theme: str = ""
    programme: str = ""
    kind: str = ""
    center: str = ""
    depth: int = 1
    include_ended: bool = False
    with_programmes: bool = False

    def check(self, landscape: Landscape) -> None:
        """Check that everything named exists and nothing contradicts.

        Raises:
            UnknownThingError: for an unknown state, theme, programme, kind or actor.
            ParameterError: for a depth out of range, or one without a centre.
        """
        _known("das Land", "state", self.state, landscape.states)
        if self.theme:
            landscape.theme(self.theme)
        names = {key: found.name for key, found in landscape.programmes.items()}
        _known("das Programm", "programme", self.programme, names)
        if self.kind:
            _known("die Art", "kind", self.kind, kinds(landscape))
        if self.center:
            landscape.actor(self.center)
        if not 1 <= self.depth <= DEEPEST:
            raise ParameterError(
                "depth",
                Text(
                    f"„depth“ muss zwischen 1 und {DEEPEST} liegen.",
                    f'"depth" must be between 1 and {DEEPEST}.',
                ),
            )
        if self.depth > 1 and not self.center:
            raise ParameterError(
                "depth",
                Text(
                    "„depth“ braucht einen Mittelpunkt („center“).",
                    '"depth" needs a centre ("center").',
                ),
            )


def selected(landscape: Landscape, day: date, selection: Selection) -> list[Link]:
    """Return the links that exist by a day and pass the filters; the centre is not looked at.

    Future links never count; ended ones only if asked for; undated ones count, because nobody
    can say that they have ended.

    Args:
        landscape: where to look.
        day: the day asked for.
        selection: checked filters.
    """
    wanted = {"current", "undated"} | ({"ended"} if selection.include_ended else set())
    tests = _tests(landscape, selection)
    return [
        link
        for link in links(landscape)
        if link.status_on(day) in wanted and all(test(link) for test in tests)
    ]


def kinds(landscape: Landscape) -> dict[str, str]:
    """Return every class and kind that a link has, with a name to look for."""
    labels = {
        key: concept.german
        for scheme in ("cooperation-kind", "agreement-kind")
        for key, concept in landscape.concepts.get(scheme, {}).items()
    }
    found = {PARTICIPATION} | {link.class_ for link in links(landscape)}
    found |= {link.kind for link in links(landscape) if link.kind}
    return {key: labels.get(key, key) for key in sorted(found)}


def narrower(landscape: Landscape, theme: str) -> frozenset[str]:
    """Return a theme and everything below it."""
    found, fresh = {theme}, {theme}
    while fresh:
        fresh = {key for key, one in landscape.themes.items() if set(one.broader) & fresh} - found
        found |= fresh
    return frozenset(found)


def in_state(landscape: Landscape, link: Link, state: str) -> bool:
    """Say whether a member or a place of a link lies in a state."""
    if any(ags.startswith(state) for ags in link.districts):
        return True
    return any(
        landscape.actors[actor].state == state for actor in link.actors if actor in landscape.actors
    )


def _tests(landscape: Landscape, selection: Selection) -> Iterable[Callable[[Link], bool]]:
    tests: list[Callable[[Link], bool]] = []
    if selection.state:
        tests.append(lambda link: in_state(landscape, link, selection.state))
    if selection.theme:
        themes = narrower(landscape, selection.theme)
        tests.append(lambda link: not themes.isdisjoint(link.themes))
    if selection.programme:
        tests.append(lambda link: link.programme == selection.programme)
    if selection.kind:
        tests.append(lambda link: selection.kind in (link.class_, link.kind))
    return tests


def _known(german: str, english: str, key: str, names: Mapping[str, str]) -> None:
    if key and key not in names:
        raise UnknownThingError(
            Text(f"Es gibt {german} „{key}“ nicht.", f'There is no {english} "{key}".'),
            near_keys(key, names),
        )
