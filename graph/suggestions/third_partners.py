"""Which organisations would complete a group of partners: by ties, theme, place and kind."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from graph.suggestions.areas import ground_of, parts_of, reaches_all
from graph.suggestions.candidates import Argument, Candidate, Case, Only
from graph.suggestions.ground import FOUNDATION_CLASSES
from graph.suggestions.local import local_actors
from graph.suggestions.network import Floats, Network, network
from graph.suggestions.profiles import acting, heirs, theme_argument
from graph.suggestions.results import PartnerRef, askers_of
from graph.suggestions.scope import Scope, addresses
from graph.suggestions.wording import ended, english_place, inside, joined, plain_name
from graph.things import Actor
from ontology.texts import Text

NETWORK: Final = 0.4
THEME: Final = 0.35
PLACE: Final = 0.2
NEW_KIND: Final = 0.15
"""Weights: near to the given partners, active on the theme, on site, of a kind still missing."""

FOUNDATION: Final = "stiftung"

_UNKNOWN: Final = Text(
    "Ob sie Zeit hat und ob alle in der Runde sie dabeihaben wollen, steht nicht in den Daten;"
    " verzeichnet ist nur ein Ausschnitt der Kooperationen.",
    "Whether it has time, and whether all in the group want it there, is not in the data; only a"
    " part of all cooperations is recorded.",
)


def third_partners(scope: Scope, asking: str, theme: str, only: Only = None) -> list[Candidate]:
    """Return who would complete a group: who reaches all of it, and is not of it already.

    The score adds the mean closeness to the given partners (personalised PageRank), recorded
    activity on the theme, a common place, and whether the kind of organisation is still missing.

    Args:
        scope: what is known.
        asking: keys of the given partners, joined by `TOGETHER`.
        theme: only organisations active on it; empty for all.
        only: only these partners; None for all.
    """
    group, found = _group(scope, askers_of(asking), theme), []
    for key in _pool(scope, group):
        if only is None or key in only:
            arguments = tuple(_arguments(scope, group, key, theme))
            if arguments:
                found.append(_candidate(scope, key, arguments, theme))
    return found


class _Group(NamedTuple):
    """The given partners, and what a further one is measured by."""

    keys: tuple[str, ...]
    net: Network
    walks: list[Floats]
    top: float
    grounds: tuple[frozenset[str], ...]
    local: Mapping[str, Argument]


def _group(scope: Scope, keys: tuple[str, ...], theme: str) -> _Group:
    net = network(scope)
    walks = [net.walk(key) for key in keys if key in net.position]
    top = max((float(walk.max()) for walk in walks), default=1.0)
    grounds = tuple(ground_of(scope, key) for key in keys)
    return _Group(keys, net, walks, top, grounds, _local(scope, keys, theme))


def _pool(scope: Scope, group: _Group) -> Iterator[str]:
    actors = scope.landscape.actors
    pool = {key for key in group.net.actors if not actors[key].register}
    pool.update(group.local)
    for key in group.keys:
        pool.update(scope.ground.curated.get(actors[key].district, ()))
    for key in sorted(pool - parts_of(scope, group.keys)):
        if scope.works(key) and not heirs(scope, key) and reaches_all(scope, key, group.grounds):
            yield key


def _arguments(scope: Scope, group: _Group, key: str, theme: str) -> Iterator[Argument]:
    on_theme = theme_argument(scope, key, theme, THEME) or group.local.get(key)
    found = [*([on_theme] if on_theme else ()), *_near(scope, group, key)]
    if key not in group.local:
        found += _on_site(scope, group.keys, key)
    if not found or (theme and on_theme is None):
        return
    yield from found
    yield from _new_kind(scope, group, key)


def _local(scope: Scope, keys: Sequence[str], theme: str) -> dict[str, Argument]:
    """Return the institutions on site that stand at a transition the theme is about."""
    areas = {scope.ground.district_of[key] for key in keys if key in scope.ground.district_of}
    return {
        one.partner: replace(one.case().arguments[0], removable=(), asked=True)
        for ags in sorted(areas if theme else ())
        for one in local_actors(scope, ags, theme)
    }


def _candidate(scope: Scope, key: str, arguments: tuple[Argument, ...], theme: str) -> Candidate:
    open_ties = [tie for tie in scope.ties_of([key]) if scope.is_open(tie)]
    concept, actor = scope.landscape.themes.get(theme), scope.landscape.actors[key]
    case = Case(
        arguments=arguments,
        against=lambda: acting(actor, len(open_ties)),
        unknown=lambda: _UNKNOWN,
        theme=theme,
    )
    return Candidate.of(
        key,
        case,
        subject=PartnerRef(concept.iri, concept.key, concept.german) if concept else None,
        groups=frozenset({actor.class_, f"!{actor.class_}"}),
    )


def _near(scope: Scope, group: _Group, other: str) -> Iterator[Argument]:
    net, landscape = group.net, scope.landscape
    if other not in net.position:
        return
    direct = {key: net.between(key, other) for key in group.keys if key in net.position}
    direct = {key: iris for key, iris in direct.items() if iris}
    if direct:
        row = net.position[other]
        share = sum(float(walk[row]) for walk in group.walks) / len(group.keys) / group.top
        names = [plain_name(landscape.actors[key]) for key in direct]
        iris = tuple(dict.fromkeys(iri for found in direct.values() for iri in found))
        ties = [landscape.ties[i.rpartition("/")[2]] for i in iris if "/cooperation/" in i]
        text = Text(
            ended(f"Ist oder war schon verbunden mit: {joined(names)}"),
            ended(f"Is or was already tied with: {joined(names, 'en')}"),
        )
        yield Argument(
            NETWORK * min(1.0, 0.4 + share),
            lambda: text,
            iris,
            lambda: addresses(evidence for tie in ties for evidence in tie.evidence),
            iris,
        )


def _on_site(scope: Scope, keys: Sequence[str], other: str) -> Iterator[Argument]:
    actor = scope.landscape.actors[other]
    places = {scope.landscape.actors[key].district for key in keys} & set(scope.landscape.districts)
    if actor.district in places:
        district = scope.landscape.districts[actor.district]
        text = Text(
            f"Sitzt vor Ort, {inside(district)}.", f"Has its seat in {english_place(district)}."
        )
        yield Argument(PLACE, lambda: text, (actor.iri,), lambda: addresses(actor.evidence))


def _new_kind(scope: Scope, group: _Group, other: str) -> Iterator[Argument]:
    actor, kinds = scope.landscape.actors[other], scope.landscape.concepts["actor-type"]
    kind = kinds.get(_kind(actor))
    # a register of schools knows only schools; the institutions on site are vocational ones
    if kind is None or (actor.register and actor.class_ == "School"):
        return
    if kind.key not in {_kind(scope.landscape.actors[key]) for key in group.keys}:
        text = Text(
            f"Diese Art von Partner fehlt in der Runde noch: {kind.label.de}.",
            f"This kind of partner is still missing: {kind.label.en}.",
        )
        yield Argument(NEW_KIND, lambda: text, (actor.iri,), lambda: addresses(actor.evidence))


def _kind(actor: Actor) -> str:
    """Return the type of an actor; foundations of every class are one kind, also of a register."""
    return FOUNDATION if actor.class_ in FOUNDATION_CLASSES else actor.type
