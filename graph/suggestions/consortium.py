"""Who would complete a consortium: the best third and fourth for given partners and a theme."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from graph.landscape import Landscape
from graph.suggestions.candidates import Argument, Candidate, Case, ranked, varied
from graph.suggestions.network import Network, network
from graph.suggestions.profiles import busy, heirs, themes_of_actor
from graph.suggestions.results import CompletedConsortium, ConsortiumMember, PartnerRef, Reason
from graph.suggestions.scope import Scope, addresses
from graph.suggestions.themes import within
from graph.suggestions.why_not import has_ended
from graph.suggestions.wording import (
    ended,
    english_place,
    inside,
    joined,
    out_of_range,
    plain_name,
    theme_label,
)
from ontology.errors import ParameterError
from ontology.texts import Text

NETWORK: Final = 0.4
THEME: Final = 0.35
PLACE: Final = 0.2
NEW_KIND: Final = 0.15
"""Weights: near to the given partners, active on the theme, on site, of a kind still missing."""

MOST: Final = 20
"""Largest limit that is answered."""

STATE_BOUND: Final = frozenset({"StateMinistry", "StateGovernment", "RegionalGovernment"})


def complete_consortium(
    landscape: Landscape, actors: Sequence[str], theme: str, day: date, *, limit: int = 5
) -> CompletedConsortium:
    """Return who would complete a group of partners on a theme.

    The score adds the mean closeness to the given partners (personalised PageRank), recorded
    activity on the theme, a common place, and whether the kind of organisation is still missing.

    Args:
        landscape: where to look.
        actors: at least one key, IRI or AGS; the partners that are already there.
        theme: key; empty for any.
        day: see `suggest`.
        limit: how many at most, 1 to 20.

    Raises:
        UnknownThingError: if an actor or the theme does not exist.
        ParameterError: if no actor is given, one is given twice, or the limit is out of range.
    """
    given = [landscape.actor(actor) for actor in actors]
    if not given or len({one.key for one in given}) < len(given):
        raise ParameterError(
            "actors",
            Text(
                "Bitte einen oder mehrere verschiedene Akteure nennen, jeden nur einmal.",
                "Please name one or more different actors, each only once.",
            ),
        )
    if theme:
        landscape.theme(theme)
    if not 1 <= limit <= MOST:
        raise out_of_range("limit", MOST)
    scope = Scope(landscape, day)
    keys = [one.key for one in given]
    candidates = ranked(list(_candidates(scope, network(scope), keys, theme)))
    members = [
        ConsortiumMember(
            partner=_ref(landscape, one.partner),
            score=one.score,
            reasons=tuple(
                Reason(a.say(), a.statements, a.sources()) for a in one.case().strongest()
            ),
            counter_argument=one.case().against(),
        )
        for one in varied(candidates, limit)
    ]
    partners = tuple(_ref(landscape, key) for key in keys)
    note = _note(scope, keys, found=bool(members))
    return CompletedConsortium(partners, theme, tuple(members), note)


def _note(scope: Scope, keys: Sequence[str], *, found: bool) -> Text:
    gone = [one.text for key in keys if (one := has_ended(scope, key))]
    if not found:
        gone.append(
            Text(
                "Die Einträge geben niemanden her; das heißt nicht, dass es niemanden gibt.",
                "The entries support nobody; that does not mean that there is nobody.",
            )
        )
    return Text(" ".join(one.de for one in gone), " ".join(one.en for one in gone))


def _candidates(scope: Scope, net: Network, keys: Sequence[str], theme: str) -> Iterator[Candidate]:
    classes = {scope.landscape.actors[key].class_ for key in keys}
    walks = [net.walk(key) for key in keys if key in net.position]
    pool = {actor for actor in net.actors if not scope.landscape.actors[actor].register}
    for key in keys:
        pool.update(scope.ground.curated.get(scope.landscape.actors[key].district, ()))
    top = max((float(walk.max()) for walk in walks), default=1.0)
    states = frozenset(state for key in keys for state in _bound_to(scope, key)) - {""}
    for other in sorted(pool - set(keys)):
        if not scope.works(other) or heirs(scope, other) or _is_elsewhere(scope, other, states):
            continue
        share = 0.0
        if other in net.position and walks:
            row = net.position[other]
            share = sum(float(walk[row]) for walk in walks) / len(keys) / top
        arguments = [
            *_near(scope, net, keys, other, share),
            *_on_theme(scope, other, theme),
            *_on_site(scope, keys, other),
        ]
        actor = scope.landscape.actors[other]
        if arguments and (not theme or any("theme" in one.removable for one in arguments)):
            yield _candidate(scope, actor.key, arguments, new=actor.class_ not in classes)


def _is_elsewhere(scope: Scope, key: str, states: frozenset[str]) -> bool:
    bound = _bound_to(scope, key) if key not in scope.ground.district_of else frozenset()
    return bool(states and bound) and states.isdisjoint(bound)


def _bound_to(scope: Scope, key: str) -> frozenset[str]:
    """Return the states that an organisation is there for; none if it may work anywhere.

    The state is empty for an authority of one state of which nobody recorded which.
    """
    actor = scope.landscape.actors[key]
    if key in scope.ground.district_of or actor.class_ in STATE_BOUND:
        return frozenset({actor.state})
    if actor.class_ == "PublicBody" and not actor.state:
        # a statistical office of one state says so in its name, and nowhere else
        named = [one for one, name in scope.landscape.states.items() if name.de in actor.name]
        return frozenset(sorted(named, key=lambda one: -len(scope.landscape.states[one].de))[:1])
    return frozenset(area.state for area in scope.service_areas() if area.agency == key)


def _candidate(scope: Scope, key: str, arguments: Sequence[Argument], *, new: bool) -> Candidate:
    actor = scope.landscape.actors[key]
    kind = scope.landscape.concepts["actor-type"].get(actor.type)
    extra = []
    if new and kind is not None:
        text = Text(
            f"Diese Art von Partner fehlt in der Runde noch: {kind.label.de}.",
            f"This kind of partner is still missing: {kind.label.en}.",
        )
        extra = [Argument(NEW_KIND, lambda: text, (actor.iri,), lambda: addresses(actor.evidence))]
    open_ties = [tie for tie in scope.ties_of([key]) if scope.is_open(tie)]
    case = Case(
        arguments=(*arguments, *extra),
        against=lambda: (
            Text(
                "Keine laufende Kooperation verzeichnet: bitte prüfen, ob noch aktiv.",
                "No current cooperation recorded: please check whether it is still active.",
            )
            if not open_ties
            else busy(len(open_ties))
        ),
        unknown=lambda: Text("", ""),
    )
    return Candidate.of(key, case, groups=frozenset({actor.class_, f"!{actor.class_}"}))


def _near(
    scope: Scope, net: Network, keys: Sequence[str], other: str, share: float
) -> Iterator[Argument]:
    direct = {key: net.between(key, other) for key in keys if key in net.position} if share else {}
    direct = {key: iris for key, iris in direct.items() if iris}
    if direct:
        names = [plain_name(scope.landscape.actors[key]) for key in direct]
        iris = tuple(dict.fromkeys(iri for found in direct.values() for iri in found))
        ties = [
            scope.landscape.ties[iri.rpartition("/")[2]] for iri in iris if "/cooperation/" in iri
        ]
        text = Text(
            ended(f"Ist oder war schon verbunden mit: {joined(names)}"),
            ended(f"Is or was already tied with: {joined(names, 'en')}"),
        )
        yield Argument(
            NETWORK * min(1.0, 0.4 + share),
            lambda: text,
            iris,
            lambda: addresses(evidence for tie in ties for evidence in tie.evidence),
        )


def _on_theme(scope: Scope, other: str, theme: str) -> Iterator[Argument]:
    found = themes_of_actor(scope, other)
    fitting = [one for one in sorted(found) if theme and within(scope.landscape, [one], theme)]
    if fitting:
        label = theme_label(scope.landscape, fitting[0])
        text = Text(
            f"Ist zum Thema „{label.de}“ verzeichnet.", f'Is recorded on the theme "{label.en}".'
        )
        iris = tuple(dict.fromkeys(found[one] for one in fitting))
        yield Argument(
            THEME,
            lambda: text,
            iris,
            lambda: addresses(scope.landscape.actors[other].evidence),
            ("theme",),
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


def _ref(landscape: Landscape, key: str) -> PartnerRef:
    actor = landscape.actors[key]
    return PartnerRef(actor.iri, actor.key, actor.name)
