"""Which part of the landscape somebody looks at, and what is wrong with asking for it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from graph.landscape import Landscape
from graph.links import PARTICIPATION, Link, links
from graph.near import no_such
from graph.once import once_per_landscape
from ontology.errors import ParameterError
from ontology.texts import Text

CONFIDENCES: Final = {
    "confirmed": Text("bestätigt", "confirmed"),
    "probable": Text("wahrscheinlich", "probable"),
}

_KINDS: Final = ("cooperation-kind", "agreement-kind")

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
        actor_type: type (`stiftung`) or class (`Foundation`); a link counts if a member is one.
        confidence: `confirmed` or `probable`; a link counts if an evidence of it has it.
        source: id of the source that says so.
    """

    state: str = ""
    theme: str = ""
    programme: str = ""
    kind: str = ""
    center: str = ""
    depth: int = 1
    include_ended: bool = False
    with_programmes: bool = False
    actor_type: str = ""
    confidence: str = ""
    source: str = ""

    def check(self, landscape: Landscape) -> None:
        """Check that everything named exists and nothing contradicts.

        Raises:
            UnknownThingError: for an unknown state, theme, programme, kind, type, confidence,
                source or actor.
            ParameterError: for a depth out of range, or one without a centre.
        """
        _known("das Land", "state", self.state, landscape.state_names())
        if self.theme:
            landscape.theme(self.theme)
        names = {key: found.name for key, found in landscape.programmes.items()}
        _known("das Programm", "programme", self.programme, names)
        if self.kind:
            _known("die Art", "kind", self.kind, kinds(landscape))
        if self.actor_type:
            _known("den Akteurstyp", "actor type", self.actor_type, actor_types(landscape))
        _known("die Sicherheit", "confidence", self.confidence, dict.fromkeys(CONFIDENCES, ""))
        if self.source:
            _known("die Quelle", "source", self.source, dict.fromkeys(link_sources(landscape), ""))
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


def in_words(landscape: Landscape, selection: Selection) -> Text:
    """Return what a checked selection asks for, in words: each filter by its name; empty for all.

    Args:
        landscape: where names come from.
        selection: checked filters.
    """
    found = list(_words(landscape, selection))
    return Text("; ".join(one.de for one in found), "; ".join(one.en for one in found))


def _words(landscape: Landscape, chosen: Selection) -> Iterator[Text]:
    if chosen.center:
        name, steps = landscape.actor(chosen.center).name, chosen.depth
        german, english = ("Schritt", "step") if steps == 1 else ("Schritte", "steps")
        yield Text(f"um {name} (bis {steps} {german})", f"around {name} (up to {steps} {english})")
    if chosen.theme:
        label = landscape.theme(chosen.theme).label
        yield Text(f"Thema {label.de}", f"theme {label.en}")
    if chosen.state:
        yield landscape.states[chosen.state]
    if chosen.programme:
        name = landscape.programmes[chosen.programme].name
        yield Text(name, name)
    for key, schemes in ((chosen.kind, _KINDS), (chosen.actor_type, ("actor-type",))):
        concepts = (landscape.concepts.get(scheme, {}).get(key) for scheme in schemes)
        if key:
            yield next((one.label for one in concepts if one), Text(key, key))
    if chosen.source:
        yield Text(f"Quelle {chosen.source}", f"source {chosen.source}")
    yield from (CONFIDENCES[key] for key in CONFIDENCES if key == chosen.confidence)
    switches = (
        (chosen.include_ended, Text("auch beendete", "ended ones too")),
        (chosen.with_programmes, Text("mit Programmen", "with programmes")),
    )
    yield from (text for asked, text in switches if asked)


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
        for scheme in _KINDS
        for key, concept in landscape.concepts.get(scheme, {}).items()
    }
    found = {PARTICIPATION} | {link.class_ for link in links(landscape)}
    found |= {link.kind for link in links(landscape) if link.kind}
    return {key: labels.get(key, key) for key in sorted(found)}


@once_per_landscape
def actor_types(landscape: Landscape) -> dict[str, str]:
    """Return every type and class that a member of a link has, with a name to look for."""
    members = {actor for link in links(landscape) for actor in link.actors}
    actors = [landscape.actors[key] for key in members if key in landscape.actors]
    names = landscape.concepts.get("actor-type", {})
    found = {one.class_: one.class_ for one in actors}
    found |= {one.type: names[one.type].german for one in actors if one.type in names}
    return dict(sorted(found.items()))


@once_per_landscape
def link_sources(landscape: Landscape) -> tuple[str, ...]:
    """Return the ids of the sources that links come from."""
    return tuple(sorted({proof.dataset for link in links(landscape) for proof in link.evidence}))


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
    if selection.actor_type:
        tests.append(lambda link: _has_type(landscape, link, selection.actor_type))
    if selection.confidence:
        tests.append(lambda link: selection.confidence in {one.confidence for one in link.evidence})
    if selection.source:
        tests.append(lambda link: selection.source in {one.dataset for one in link.evidence})
    return tests


def _has_type(landscape: Landscape, link: Link, wanted: str) -> bool:
    members = (landscape.actors[key] for key in link.actors if key in landscape.actors)
    return any(wanted in (member.type, member.class_) for member in members)


def _known(german: str, english: str, key: str, names: Mapping[str, str]) -> None:
    if key and key not in names:
        raise no_such(
            Text(f"Es gibt {german} „{key}“ nicht.", f'There is no {english} "{key}".'),
            key,
            names,
        )
