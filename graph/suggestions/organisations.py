"""Which organisations any actor could work with: over shared partners, else by place and theme."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Final, NamedTuple

from graph.keys import municipality_key
from graph.suggestions.areas import (
    ANYWHERE,
    area,
    is_authority,
    parts_of,
    reaches_all,
    reaching,
    seat_of,
)
from graph.suggestions.candidates import Argument, Candidate, Case, Only, Standing
from graph.suggestions.network import Network, network
from graph.suggestions.profiles import Profile, busy, profile, theme_argument
from graph.suggestions.scope import Scope, addresses
from graph.suggestions.themes import within
from graph.suggestions.wording import (
    ended,
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
MET: Final = 0.5
"""Factor where all that there was between two are events: nothing there to renew."""
EVENT: Final = "JointEvent"
THEME: Final = 0.2
MOST: Final = 100
"""So many of the candidates nearest in the network are looked at."""
LASTING_CLASSES: Final = frozenset(
    {
        "FederalMinistry",
        "Library",
        "Municipality",
        "PublicBody",
        "RegionalGovernment",
        "School",
        "StateGovernment",
        "StateMinistry",
        "University",
        "VocationalSchool",
    }
)
"""Of these nobody needs to check whether they still exist."""
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
    net = network(scope)
    found = [
        Candidate(
            partner=seen.key,
            weight=seen.weight,
            case=partial(_case, scope, net, key, theme, seen),
            groups=seen.profile.groups,
            damping=seen.profile.damping,
        )
        for seen in _within_sight(scope, net, key, theme)
        if only is None or seen.key in only
    ]
    return [one for one in found if one.score >= LEAST]


def standing(scope: Scope, key: str, theme: str) -> list[Standing]:
    """Return score and identity of the same candidates, without what is said about them."""
    found = [
        Standing.of((seen.key, ""), seen.weight, seen.profile.damping)
        for seen in _within_sight(scope, network(scope), key, theme)
    ]
    return [one for one in found if -one.below >= LEAST]


class _Seen(NamedTuple):
    """An organisation that an actor sees, and what speaks for it."""

    key: str
    profile: Profile
    near: float
    place: float
    same: float

    @property
    def weight(self) -> float:
        return self.near + self.place + self.same


def _within_sight(scope: Scope, net: Network, key: str, theme: str) -> Iterator[_Seen]:
    actors, mine = scope.landscape.actors, profile(scope, key)
    barred = scope.partners([key]) | scope.excluded | parts_of(scope, [key])
    # a foundation is offered districts as a kind of its own
    barred_too = scope.ground.district_of if key in scope.ground.seats else {}
    asking, themes, around = actors[key], mine.themes.keys(), net.around(key)
    seat = seat_of(scope, key)
    # an authority is there for its state, and works with those that reach it
    bound = area(scope, key) if is_authority(scope.landscape, key) else ANYWHERE
    nearby = {one: 0.0 for one in _same_place(scope, key) if reaches_all(scope, one, [bound])}
    nearest = net.nearest(key, MOST, reaching(scope, net, bound))
    for other, share in (nearby | dict(nearest)).items():
        if other in barred or other in barred_too:
            continue
        theirs = profile(scope, other)
        if not theirs.there or (theme and not within(scope.landscape, theirs.themes, theme)):
            continue
        near = WALK * share if share and net.reached(around, other) else 0.0
        if near and _only_met(scope, net.between(key, other)):
            near *= MET
        place = _place_weight(scope, asking, seat, actors[other])
        same = 0.0 if themes.isdisjoint(theirs.themes) else THEME
        # thousands of organisations are in the same state: that alone is no reason
        if near or same or place > STATE:
            yield _Seen(other, theirs, near, place, same)


def _only_met(scope: Scope, direct: Sequence[str]) -> bool:
    """Say whether all that ties two actors are single events."""
    ties = _known(scope, direct)
    return bool(direct) and len(ties) == len(direct) and all(one.class_ == EVENT for one in ties)


def _same_place(scope: Scope, key: str) -> list[str]:
    there = scope.ground.curated.get(seat_of(scope, key), ())
    return [other for other in there if other != key]


def _case(scope: Scope, net: Network, key: str, theme: str, seen: _Seen) -> Case:
    common = profile(scope, key).themes.keys() & seen.profile.themes.keys()
    on_theme = theme_argument(scope, seen.key, theme, 0.0)
    arguments = (
        *([on_theme] if on_theme else ()),
        *_over_partners(scope, net, key, seen),
        *_by_place(scope, key, seen),
        *_by_theme(scope, key, seen),
    )
    return Case(
        arguments=arguments,
        against=lambda: _against(scope, key, seen.key),
        unknown=lambda: Text(
            "Ob beide Seiten Zeit und ein gemeinsames Anliegen haben, steht nicht in den Daten;"
            " verzeichnet ist nur ein Ausschnitt der Kooperationen.",
            "Whether both sides have time and a common concern is not in the data; only a part of"
            " all cooperations is recorded.",
        ),
        theme=theme or min(common, default=""),
    )


def _over_partners(scope: Scope, net: Network, key: str, seen: _Seen) -> Iterator[Argument]:
    if not seen.near:
        return
    other = seen.key
    shared, direct = net.shared(key, other), net.between(key, other)
    iris = direct or tuple(
        dict.fromkeys(
            iri for one in shared for iri in (*net.between(key, one), *net.between(one, other))
        )
    )
    yield Argument(
        seen.near,
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
    return Text(ended(f"{german}: {joined(names)}"), ended(f"{english}: {joined(names, 'en')}"))


def _again_text(scope: Scope, other: str, direct: Sequence[Tie]) -> Text:
    name = plain_name(scope.landscape.actors[other])
    when = period(direct[0].interval) if direct else Text("ohne Zeitangabe", "no dates given")
    if direct and all(one.class_ == EVENT for one in direct):
        return Text(
            f"Mit {quoted(name)} gab es eine gemeinsame Veranstaltung ({when.de}): man kennt sich;"
            " mehr ist nicht verzeichnet.",
            f"There was a joint event with {quoted(name, 'en')} ({when.en}): you know each other;"
            " nothing more is recorded.",
        )
    return Text(
        f"Mit {quoted(name)} gab es schon eine Zusammenarbeit ({when.de}): eine"
        " Wiederaufnahme, kein Erstkontakt.",
        f"There has been a cooperation with {quoted(name, 'en')} ({when.en}): a renewal, not a"
        " first contact.",
    )


def _place_weight(scope: Scope, mine: Actor, seat: str, theirs: Actor) -> float:
    if mine.class_ == "Municipality" and theirs.key == municipality_key(seat):
        # that a town lies in its district is no reason to tell it
        return 0.0
    if seat and seat == theirs.district in scope.landscape.districts:
        return PLACE
    return STATE if mine.state and mine.state == theirs.state else 0.0


def _by_place(scope: Scope, key: str, seen: _Seen) -> Iterator[Argument]:
    if seen.place:
        mine, theirs = scope.landscape.actors[key], scope.landscape.actors[seen.key]
        yield Argument(
            seen.place,
            lambda: _place_text(scope, mine, same_district=seen.place == PLACE),
            (mine.iri, theirs.iri),
            lambda: addresses([*mine.evidence, *theirs.evidence]),
        )


def _place_text(scope: Scope, mine: Actor, *, same_district: bool) -> Text:
    if same_district:
        district = scope.landscape.districts[seat_of(scope, mine.key)]
        return Text(
            f"Beide sitzen {inside(district)}.",
            f"Both have their seat in {english_place(district)}.",
        )
    name = scope.landscape.states[mine.state]
    return Text(f"Beide sitzen im selben Land ({name.de}).", f"Both are in {name.en}.")


def _by_theme(scope: Scope, key: str, seen: _Seen) -> Iterator[Argument]:
    if seen.same:
        mine, theirs = profile(scope, key), seen.profile
        common = sorted(mine.themes.keys() & theirs.themes.keys())
        own = [theirs.themes[one] for one in common]
        yield Argument(
            seen.same,
            lambda: _theme_text(scope, common),
            tuple(dict.fromkeys([*(mine.themes[one] for one in common), *own])),
            lambda: addresses(scope.landscape.actors[seen.key].evidence),
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
    if not open_ties and theirs.class_ in LASTING_CLASSES:
        return Text(
            "Eine laufende Kooperation ist hier nicht verzeichnet; das kann an den Daten liegen.",
            "No current cooperation is recorded here; this may be due to the data.",
        )
    if not open_ties:
        return Text(
            "Für diese Organisation ist keine laufende Kooperation verzeichnet: ob sie noch aktiv"
            " ist, bitte prüfen.",
            "No current cooperation is recorded for this organisation: please check whether it is"
            " still active.",
        )
    if mine.state and theirs.state and mine.state != theirs.state:
        name = scope.landscape.states[theirs.state]
        return Text(
            f"Sie sitzt in einem anderen Land ({name.de}).",
            f"It has its seat in another state ({name.en}).",
        )
    return busy(len(open_ties))
