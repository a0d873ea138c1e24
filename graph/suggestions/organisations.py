"""Which organisations any actor could work with: over shared partners, else by place and theme."""

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np

from graph.suggestions.candidates import Argument, Candidate, Case, Only, Standing
from graph.suggestions.network import Network, network
from graph.suggestions.profiles import Profile, busy, profile
from graph.suggestions.scope import Scope, addresses
from graph.suggestions.themes import within
from graph.suggestions.wording import (
    english_place,
    inside,
    joined,
    period,
    plain_name,
    quoted,
    theme_label,
)
from graph.things import Actor, Tie
from ontology.texts import Text

WALK: Final = 0.6
PLACE: Final = 0.25
STATE: Final = 0.08
THEME: Final = 0.2
MOST: Final = 100
"""So many of the candidates nearest in the network are looked at."""
LEAST: Final = 0.03
"""A lower score says no more than that one busy partner is shared."""


def organisations(scope: Scope, key: str, theme: str, only: Only = None) -> list[Candidate]:
    """Return organisations that an actor could work with and does not at present.

    Args:
        scope: what is known.
        key: the actor that asks.
        theme: only organisations active on this theme; empty for all.
        only: only these partners; None for all.
    """
    net, mine = network(scope), profile(scope, key)
    found = []
    for other, share in _within_sight(scope, net, key, theme):
        if only is not None and other not in only:
            continue
        theirs = profile(scope, other)
        arguments = (
            *_over_partners(scope, net, key, other, share),
            *_by_place(scope, key, other),
            *_by_theme(scope, mine, theirs, other),
        )
        if not _only_state(scope, key, other, len(arguments)):
            found.append(_candidate(scope, key, other, theme, arguments))
    return [one for one in found if one.score >= LEAST]


def standing(scope: Scope, key: str, theme: str) -> list[Standing]:
    """Return score and identity of the same candidates, without their arguments."""
    net, mine = network(scope), profile(scope, key)
    found = []
    for other, share in _within_sight(scope, net, key, theme):
        theirs = profile(scope, other)
        near = WALK * share if share and net.connected(key, other) else 0.0
        same = 0.0 if mine.themes.keys().isdisjoint(theirs.themes) else THEME
        place = _place_weight(scope, key, other)
        if near or same or place > STATE:
            found.append(Standing.of((other, ""), near + place + same, theirs.damping))
    return [one for one in found if -one.below >= LEAST]


def _only_state(scope: Scope, key: str, other: str, arguments: int) -> bool:
    # thousands of organisations are in the same state: that alone is no reason
    return arguments <= (_place_weight(scope, key, other) == STATE)


def _within_sight(scope: Scope, net: Network, key: str, theme: str) -> Iterator[tuple[str, float]]:
    partners = scope.partners([key]) | {key, *scope.landscape.units.get(key, ())}
    nearby = dict.fromkeys(_same_place(scope, key), 0.0)
    for other, share in (nearby | dict(_near(net, key))).items():
        if other in partners or not _suggestable(scope, key, other):
            continue
        if not theme or within(scope.landscape, profile(scope, other).themes, theme):
            yield other, share


def _near(net: Network, key: str) -> list[tuple[str, float]]:
    if key not in net.position:
        return []
    score = net.walk(key)
    score[net.position[key]] = 0.0
    top = float(score.max())
    first = np.argpartition(-score, min(MOST, len(score) - 1))[:MOST]
    order = sorted(first.tolist(), key=lambda row: (-score[row], row))
    return [(net.actors[row], float(score[row]) / top) for row in order if score[row] > 0]


def _same_place(scope: Scope, key: str) -> list[str]:
    actor = scope.landscape.actors[key]
    if not actor.district:
        return []
    return [
        other
        for other in scope.ground.curated.get(actor.district, ())
        if other != key and scope.landscape.actors[other].iri not in scope.gone
    ]


def _suggestable(scope: Scope, key: str, other: str) -> bool:
    # a foundation is offered districts as a kind of its own
    is_district = other in scope.ground.district_of
    for_foundation = key in scope.ground.seats
    return (
        scope.works(other)
        and not (is_district and for_foundation)
        and not scope.always("replaced", other, lambda: _is_replaced(scope, other))
    )


def _is_replaced(scope: Scope, key: str) -> bool:
    return any(
        (scope.landscape.actors[later].interval.valid_from or scope.day) <= scope.day
        for later in scope.landscape.successions.get(key, ())
    )


def _candidate(
    scope: Scope, key: str, other: str, theme: str, arguments: tuple[Argument, ...]
) -> Candidate:
    mine, theirs = profile(scope, key), profile(scope, other)
    common = mine.themes.keys() & theirs.themes.keys()
    case = Case(
        arguments=arguments,
        against=lambda: _against(scope, key, other),
        unknown=lambda: Text(
            "Ob beide Seiten Zeit und ein gemeinsames Anliegen haben, steht nicht in den Daten;"
            " verzeichnet ist nur ein Ausschnitt der Kooperationen.",
            "Whether both sides have time and a common concern is not in the data; only a part of"
            " all cooperations is recorded.",
        ),
        theme=theme or min(common, default=""),
    )
    return Candidate.of(other, case, groups=theirs.groups, damping=theirs.damping)


def _over_partners(
    scope: Scope, net: Network, key: str, other: str, share: float
) -> Iterator[Argument]:
    if not share:
        return
    shared, direct = net.shared(key, other), net.between(key, other)
    iris = direct or tuple(
        dict.fromkeys(
            iri for one in shared for iri in (*net.between(key, one), *net.between(one, other))
        )
    )
    if iris:
        yield Argument(
            WALK * share,
            lambda: _partners_text(scope, other, shared, _known(scope, direct) if direct else None),
            iris,
            lambda: addresses(e for tie in _known(scope, iris)[:4] for e in tie.evidence),
            iris,
        )


def _known(scope: Scope, iris: Sequence[str]) -> list[Tie]:
    keys = [iri.rpartition("/")[2] for iri in iris if "/cooperation/" in iri]
    return [scope.landscape.ties[key] for key in keys]


def _partners_text(
    scope: Scope, other: str, shared: Sequence[str], direct: Sequence[Tie] | None
) -> Text:
    if direct is not None:
        return _again_text(scope, other, direct)
    names = [plain_name(scope.landscape.actors[one]) for one in shared]
    german, english = (
        ("Gemeinsamer Partner", "Shared partner")
        if len(names) == 1
        else ("Gemeinsame Partner", "Shared partners")
    )
    return Text(f"{german}: {joined(names)}.", f"{english}: {joined(names, 'en')}.")


def _again_text(scope: Scope, other: str, direct: Sequence[Tie]) -> Text:
    name = scope.landscape.actors[other].name
    when = period(direct[0].interval) if direct else Text("ohne Zeitangabe", "no dates given")
    return Text(
        f"Mit {quoted(name)} gab es schon eine Zusammenarbeit ({when.de}): eine"
        " Wiederaufnahme, kein Erstkontakt.",
        f'There has been a cooperation with "{name}" ({when.en}): a renewal, not a first contact.',
    )


def _place_weight(scope: Scope, key: str, other: str) -> float:
    mine, theirs = scope.landscape.actors[key], scope.landscape.actors[other]
    if theirs.iri in scope.gone:
        return 0.0
    if mine.district and mine.district == theirs.district in scope.landscape.districts:
        return PLACE
    return STATE if mine.state and mine.state == theirs.state else 0.0


def _by_place(scope: Scope, key: str, other: str) -> Iterator[Argument]:
    weight = _place_weight(scope, key, other)
    if weight:
        mine, theirs = scope.landscape.actors[key], scope.landscape.actors[other]
        yield Argument(
            weight,
            lambda: _place_text(scope, mine, same_district=weight == PLACE),
            (mine.iri, theirs.iri),
            lambda: addresses([*mine.evidence, *theirs.evidence]),
            (theirs.iri,),
        )


def _place_text(scope: Scope, mine: Actor, *, same_district: bool) -> Text:
    if same_district:
        district = scope.landscape.districts[mine.district]
        return Text(
            f"Beide sitzen {inside(district)}.",
            f"Both have their seat in {english_place(district)}.",
        )
    name = scope.landscape.states[mine.state]
    return Text(f"Beide sitzen im selben Land ({name}).", f"Both are in {name}.")


def _by_theme(scope: Scope, mine: Profile, theirs: Profile, other: str) -> Iterator[Argument]:
    common = sorted(mine.themes.keys() & theirs.themes.keys())
    if common:
        own = [theirs.themes[one] for one in common]
        yield Argument(
            THEME,
            lambda: _theme_text(scope, common),
            tuple(dict.fromkeys([*(mine.themes[one] for one in common), *own])),
            lambda: addresses(scope.landscape.actors[other].evidence),
            tuple(dict.fromkeys(own)),
        )


def _theme_text(scope: Scope, themes: Sequence[str]) -> Text:
    labels = [theme_label(scope.landscape, one) for one in themes[:3]]
    return Text(
        f"Beide sind zu denselben Themen verzeichnet: {joined([one.de for one in labels])}.",
        f"Both are recorded on the same themes: {joined([one.en for one in labels], 'en')}.",
    )


def _against(scope: Scope, key: str, other: str) -> Text:
    mine, theirs = scope.landscape.actors[key], scope.landscape.actors[other]
    open_ties = [tie for tie in scope.ties_of([other]) if scope.is_open(tie)]
    if not open_ties:
        return Text(
            "Für diese Organisation ist keine laufende Kooperation verzeichnet: ob sie noch aktiv"
            " ist, bitte prüfen.",
            "No current cooperation is recorded for this organisation: please check whether it is"
            " still active.",
        )
    if mine.state and theirs.state and mine.state != theirs.state:
        return Text(
            f"Sie sitzt in einem anderen Land ({scope.landscape.states[theirs.state]}).",
            f"It has its seat in another state ({scope.landscape.states[theirs.state]}).",
        )
    return busy(len(open_ties))
