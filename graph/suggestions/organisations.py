"""Which organisations any actor could work with: over shared partners, else by place and theme."""

from collections.abc import Iterator, Sequence
from functools import partial

from graph.suggestions.areas import seat_of
from graph.suggestions.candidates import Argument, Candidate, Case, Only
from graph.suggestions.network import Network
from graph.suggestions.profiles import acting, profile, theme_argument
from graph.suggestions.scope import Scope, addresses
from graph.suggestions.sight import EVENT, LEAST, PLACE, Seen, Sight, ties_of
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


def organisations(scope: Scope, key: str, theme: str, only: Only = None) -> list[Candidate]:
    """Return organisations that an actor could work with and does not at present.

    Args:
        scope: what is known.
        key: the actor that asks.
        theme: only organisations active on this theme; empty for all.
        only: only these partners; None for all.
    """
    sight = Sight(scope, key, theme)
    found = [
        Candidate(
            partner=seen.key,
            weight=seen.weight,
            case=partial(_case, scope, sight.net, key, theme, seen),
            groups=seen.profile.groups,
            damping=seen.profile.damping,
        )
        for seen in sight
        if only is None or seen.key in only
    ]
    return [one for one in found if one.score >= LEAST]


def _case(scope: Scope, net: Network, key: str, theme: str, seen: Seen) -> Case:
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


def _over_partners(scope: Scope, net: Network, key: str, seen: Seen) -> Iterator[Argument]:
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
        lambda: _partners_text(scope, other, shared, ties_of(scope, direct) if direct else None),
        iris,
        lambda: addresses(e for tie in ties_of(scope, iris)[:4] for e in tie.evidence),
        iris,
    )


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


def _by_place(scope: Scope, key: str, seen: Seen) -> Iterator[Argument]:
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


def _by_theme(scope: Scope, key: str, seen: Seen) -> Iterator[Argument]:
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
    one = len(labels) == 1
    same = Text(
        "zum selben Thema" if one else "zu denselben Themen",
        "the same theme" if one else "the same themes",
    )
    return Text(
        f"Beide sind {same.de} verzeichnet: {joined([label.de for label in labels])}.",
        f"Both are recorded on {same.en}: {joined([label.en for label in labels], 'en')}.",
    )


def _against(scope: Scope, key: str, other: str) -> Text:
    mine, theirs = scope.landscape.actors[key], scope.landscape.actors[other]
    open_ties = [tie for tie in scope.ties_of([other]) if scope.is_open(tie)]
    if not open_ties:
        return acting(theirs, 0)
    if mine.state and theirs.state and mine.state != theirs.state:
        name = scope.landscape.states[theirs.state]
        return Text(
            f"Sie sitzt in einem anderen Land ({name.de}).",
            f"It has its seat in another state ({name.en}).",
        )
    return acting(theirs, len(open_ties))
