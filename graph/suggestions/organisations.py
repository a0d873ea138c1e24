"""Which organisations any actor could work with: over shared partners, else by place and theme."""

from collections.abc import Iterator
from typing import Final

from graph.suggestions.candidates import Argument, Candidate
from graph.suggestions.network import Network, network
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
from graph.things import Actor
from ontology.texts import Text

WALK: Final = 0.6
PLACE: Final = 0.25
STATE: Final = 0.08
THEME: Final = 0.2
MOST: Final = 100
"""So many of the candidates nearest in the network are looked at."""
DAMPING: Final = 0.1


def organisations(scope: Scope, key: str, theme: str) -> list[Candidate]:
    """Return organisations that an actor could work with and does not at present.

    Args:
        scope: what is known.
        key: the actor that asks.
        theme: only organisations active on this theme; empty for all.
    """
    net = network(scope)
    partners = scope.partners([key]) | {key, *scope.landscape.units.get(key, ())}
    found = []
    nearby = dict.fromkeys(_same_place(scope, key), 0.0)
    for other, share in (nearby | dict(_near(net, key))).items():
        if other in partners or not _suggestable(scope, key, other):
            continue
        candidate = _candidate(scope, net, key, (other, share), theme)
        if candidate is not None:
            found.append(candidate)
    return found


def themes_of_actor(scope: Scope, key: str) -> dict[str, str]:
    """Return theme → IRI of the latest tie or item of an actor on it."""
    found: dict[str, str] = {}
    for tie in scope.ties_of([key]):
        found.update(dict.fromkeys(tie.themes, tie.iri))
    for item in scope.items_of([key]):
        found.update(dict.fromkeys(item.themes, item.iri))
    return found


def busy(count: int) -> Text:
    """Return that an organisation already has so many open cooperations, at least one."""
    if count == 1:
        return Text(
            "Die Organisation hat schon eine laufende oder undatierte Kooperation.",
            "The organisation already has one current or undated cooperation.",
        )
    return Text(
        f"Die Organisation hat schon {count} laufende oder undatierte Kooperationen.",
        f"The organisation already has {count} current or undated cooperations.",
    )


def _near(net: Network, key: str) -> list[tuple[str, float]]:
    if key not in net.position:
        return []
    score = net.walk(key)
    score[net.position[key]] = 0.0
    top = float(score.max())
    order = score.argsort()[::-1][:MOST]
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
    for_foundation = key in scope.ground.foundations
    return (
        scope.works(other)
        and not _ended_and_replaced(scope, other)
        and not (is_district and for_foundation)
    )


def _ended_and_replaced(scope: Scope, key: str) -> bool:
    return any(
        (scope.landscape.actors[later].interval.valid_from or scope.day) <= scope.day
        for later in scope.landscape.successions.get(key, ())
    )


def _candidate(
    scope: Scope, net: Network, key: str, near: tuple[str, float], theme: str
) -> Candidate | None:
    other, share = near
    mine, theirs = themes_of_actor(scope, key), themes_of_actor(scope, other)
    if theme and not within(scope.landscape, theirs, theme):
        return None
    arguments = [
        *_over_partners(scope, net, key, other, share),
        *_by_place(scope, key, other),
        *_by_theme(scope, mine, theirs, other),
    ]
    if not arguments:
        return None
    actor = scope.landscape.actors[other]
    degree = len(scope.landscape.index.ties.get(other, ()))
    return Candidate(
        partner=other,
        arguments=tuple(arguments),
        against=lambda: _against(scope, key, other),
        unknown=lambda: Text(
            "Ob beide Seiten Zeit und ein gemeinsames Anliegen haben, steht nicht in den Daten;"
            " verzeichnet ist nur ein Ausschnitt der Kooperationen.",
            "Whether both sides have time and a common concern is not in the data; only a part of"
            " all cooperations is recorded.",
        ),
        theme=theme or next((one for one in sorted(theirs) if one in mine), ""),
        groups=frozenset({actor.class_, actor.state, *theirs}),
        damping=float(max(1, degree) ** -DAMPING),
    )


def _over_partners(
    scope: Scope, net: Network, key: str, other: str, share: float
) -> Iterator[Argument]:
    if not share:
        return
    shared = net.shared(key, other)
    direct = net.between(key, other)
    iris = direct or tuple(
        dict.fromkeys(
            iri for one in shared for iri in (*net.between(key, one), *net.between(one, other))
        )
    )
    if not iris:
        return
    known = [scope.landscape.ties[iri.rpartition("/")[2]] for iri in iris if "/cooperation/" in iri]
    sources = addresses(evidence for tie in known[:4] for evidence in tie.evidence)

    def say() -> Text:
        actor = scope.landscape.actors[other]
        if direct:
            when = period(known[0].interval) if known else Text("ohne Zeitangabe", "no dates given")
            return Text(
                f"Mit {quoted(actor.name)} gab es schon eine Zusammenarbeit ({when.de}): eine"
                " Wiederaufnahme, kein Erstkontakt.",
                f'There has been a cooperation with "{actor.name}" ({when.en}): a renewal, not a'
                " first contact.",
            )
        names = [plain_name(scope.landscape.actors[one]) for one in shared]
        word = (
            ("Gemeinsamer Partner", "Shared partner")
            if len(names) == 1
            else ("Gemeinsame Partner", "Shared partners")
        )
        return Text(f"{word[0]}: {joined(names)}.", f"{word[1]}: {joined(names, 'en')}.")

    yield Argument(WALK * share, say, iris, sources, iris)


def _by_place(scope: Scope, key: str, other: str) -> Iterator[Argument]:
    mine, theirs = scope.landscape.actors[key], scope.landscape.actors[other]
    if mine.district and mine.district == theirs.district in scope.landscape.districts:
        district = scope.landscape.districts[mine.district]
        text = Text(
            f"Beide sitzen {inside(district)}.",
            f"Both have their seat in {english_place(district)}.",
        )
        yield _seat_argument(PLACE, text, mine, theirs)
    elif mine.state and mine.state == theirs.state:
        name = scope.landscape.states[mine.state]
        text = Text(f"Beide sitzen im selben Land ({name}).", f"Both are in {name}.")
        yield _seat_argument(STATE, text, mine, theirs)


def _seat_argument(weight: float, text: Text, mine: Actor, theirs: Actor) -> Argument:
    sources = addresses([*mine.evidence, *theirs.evidence])
    return Argument(weight, lambda: text, (mine.iri, theirs.iri), sources, (theirs.iri,))


def _by_theme(
    scope: Scope, mine: dict[str, str], theirs: dict[str, str], other: str
) -> Iterator[Argument]:
    common = sorted(set(mine) & set(theirs))
    if not common:
        return
    labels = [theme_label(scope.landscape, one) for one in common[:3]]
    text = Text(
        f"Beide sind zu denselben Themen verzeichnet: {joined([one.de for one in labels])}.",
        f"Both are recorded on the same themes: {joined([one.en for one in labels], 'en')}.",
    )
    iris = tuple(dict.fromkeys([*(mine[one] for one in common), *(theirs[one] for one in common)]))
    removable = tuple(dict.fromkeys(theirs[one] for one in common))
    sources = addresses(scope.landscape.actors[other].evidence)
    yield Argument(THEME, lambda: text, iris, sources, removable)


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
