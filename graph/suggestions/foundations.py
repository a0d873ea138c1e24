"""Which foundation fits a district, by what it did where and on which theme."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from graph.suggestions.candidates import Argument, Candidate, Case, Only
from graph.suggestions.foundation_words import (
    HERE,
    LIKE,
    NEARBY,
    SAME_STATE,
    Found,
    against,
    recency,
    ties_argument,
    unknown,
)
from graph.suggestions.ground import CLOSEST, Engagement
from graph.suggestions.record import NOTHING, Near, Record, record
from graph.suggestions.scope import Scope, addresses
from graph.suggestions.themes import Met, need_sentence, within
from graph.suggestions.wording import (
    english_place,
    inside,
    noun,
    period,
    place,
    theme_label,
    tie_label,
    until,
)
from graph.things import Item
from ontology.texts import Text

RENEWAL: Final = 0.3
IN_DISTRICT: Final = 0.25
SEAT: Final = 0.2
NEIGHBOUR: Final = 0.12
PEERS: Final = 0.3
STATE: Final = 0.12
NEED: Final = 0.2
NEAR_THEME: Final = 0.5
"""Factor where the foundation was active right above or below the theme that is needed."""
THEME: Final = 0.12
"""Weights of the arguments; what was done here counts most, then what was done for like ones."""


@dataclass(frozen=True, slots=True)
class Wanting:
    """What a district brings along, looked up once."""

    ags: str
    partners: frozenset[str]
    nearest: frozenset[str]
    neighbours: frozenset[str]
    needs: Mapping[str, Item]
    met: Met = field(compare=False)


def wanting(scope: Scope, ags: str) -> Wanting:
    """Return what the fit of foundations to a district depends on."""
    return scope.remembered("wanting", ags, lambda: _wanting(scope, ags))


def _wanting(scope: Scope, ags: str) -> Wanting:
    return Wanting(
        ags,
        scope.partners(scope.administration(ags)),
        frozenset(scope.nearest(ags)[:CLOSEST]),
        frozenset(scope.landscape.neighbours.get(ags, ())),
        scope.needs(ags),
        scope.met(ags),
    )


def foundations(scope: Scope, ags: str, theme: str, only: Only = None) -> list[Candidate]:
    """Return the foundations that fit a district and do not work with it at present.

    Args:
        scope: what is known.
        ags: the district that asks.
        theme: only foundations that did something on this theme; empty for all.
        only: only these partners; None for all.
    """
    want, found = wanting(scope, ags), []
    for key in scope.reaching(ags):
        if key not in want.partners and (only is None or key in only):
            candidate = foundation_fit(scope, record(scope, key), want, theme)
            if candidate is not None:
                found.append(candidate)
    return found


def foundation_fit(scope: Scope, own: Record, want: Wanting, theme: str) -> Candidate | None:
    """Return how a foundation fits a district; None if nothing recorded speaks for it.

    Args:
        scope: what is known.
        own: what the foundation does or did.
        want: what the district brings along.
        theme: only if the foundation did something on it; empty for all.
    """
    if theme and not within(scope.landscape, own.themes, theme):
        return None
    near = own.seen_from(want.ags, want.nearest, want.neighbours)
    if near is NOTHING and not want.needs and scope.ground.seats[own.key] != want.ags:
        return None
    arguments = [
        *_renewal(scope, own.key, want, near),
        *_here(scope, own.key, want, near),
        *_for_peers(scope, own.key, want, near),
        *_in_state(scope, own.key, want, near),
        *_on_theme(scope, own, want, theme),
    ]
    if not arguments:
        return None
    met = want.met(_themes(scope, own, theme))
    case = Case(
        arguments=tuple(arguments),
        against=lambda: against(scope, own.key, want.ags, own.engaged),
        unknown=lambda: unknown(scope, own.key),
        theme=met[0] if met else theme or min(own.themes, default=""),
    )
    return Candidate.of(own.key, case, groups=own.groups, damping=own.damping)


def _renewal(scope: Scope, key: str, want: Wanting, near: Near) -> list[Argument]:
    ended = [found.tie for found in near.own if scope.status(found.tie) == "ended"]
    if not ended:
        return []
    last = max(ended, key=lambda tie: (str(tie.interval.valid_through), tie.key))

    def say() -> Text:
        who, district = (
            noun(scope.landscape.actors[key].class_),
            scope.landscape.districts[want.ags],
        )
        when, what = until(last.interval), tie_label(scope.landscape, last)
        return Text(
            f"{who.de} hat {when.de} mit {place(district, 'dative')} zusammengearbeitet"
            f" ({what.de}): eine Wiederaufnahme, kein Erstkontakt.",
            f"{who.en} worked with {english_place(district)} {when.en} ({what.en}): a renewal, not"
            " a first contact.",
        )

    iris = tuple(tie.iri for tie in ended)
    return [
        Argument(RENEWAL, say, iris, lambda: addresses(e for t in ended for e in t.evidence), iris)
    ]


def _here(scope: Scope, key: str, want: Wanting, near: Near) -> list[Argument]:
    actor, found = scope.landscape.actors[key], []
    if scope.ground.seats[key] == want.ags and actor.iri not in scope.gone:
        who, district = noun(actor.class_), scope.landscape.districts[want.ags]
        text = Text(
            f"{who.de} sitzt {inside(district)}.",
            f"{who.en} has its seat in {english_place(district)}.",
        )
        found.append(
            Argument(
                SEAT, lambda: text, (actor.iri,), lambda: addresses(actor.evidence), (actor.iri,)
            )
        )
    if near.here:
        local = Found(near.here, frozenset({want.ags}))
        found.append(ties_argument(scope, key, local, IN_DISTRICT, HERE))
    return found


def _for_peers(scope: Scope, key: str, want: Wanting, near: Near) -> list[Argument]:
    if near.peers:
        strength = sum(recency(scope, one) for one in near.peers)
        weight = min(PEERS, 1.5 * PEERS * strength / (1 + strength))
        return [ties_argument(scope, key, Found(near.peers, want.nearest), weight, LIKE)]
    if near.beside:
        weight = NEIGHBOUR * max(recency(scope, one) for one in near.beside)
        return [ties_argument(scope, key, Found(near.beside, want.neighbours), weight, NEARBY)]
    return []


def _in_state(scope: Scope, key: str, want: Wanting, near: Near) -> list[Argument]:
    if near.state:
        weight = STATE * max(recency(scope, one) for one in near.state)
        found = Found.in_state(near.state, want.ags[:2])
        return [ties_argument(scope, key, found, weight, SAME_STATE)]
    return []


def _on_theme(scope: Scope, own: Record, want: Wanting, theme: str) -> list[Argument]:
    met = want.met(_themes(scope, own, theme)) if want.needs else None
    if met is None:
        return []
    fitting = [one for one in own.latest if within(scope.landscape, one.tie.themes, theme)]
    exact = [one for one in fitting if met[0] in one.tie.themes]
    engagement = next(iter(exact or [one for one in fitting if want.met(one.tie.themes) == met]))
    return [_need_argument(scope, own.key, want, engagement, met)]


def _themes(scope: Scope, own: Record, theme: str) -> tuple[str, ...]:
    if not theme:
        return own.themes
    return tuple(one for one in own.themes if within(scope.landscape, [one], theme))


def _need_argument(
    scope: Scope, key: str, want: Wanting, engagement: Engagement, met: tuple[str, Item]
) -> Argument:
    tie, need = engagement.tie, met[1]
    same = met[0] in tie.themes

    def say() -> Text:
        asked = need_sentence(scope.landscape, scope.landscape.districts[want.ags], *met)
        label, when = tie_label(scope.landscape, tie), period(tie.interval)
        near = next(one for one in tie.themes if same or want.met((one,)))
        about = theme_label(scope.landscape, met[0] if same else near)
        who = noun(scope.landscape.actors[key].class_)
        on = Text("dazu", "on this") if same else Text("in einem nahen Thema", "on a near theme")
        return Text(
            f"{asked.de} {who.de} war oder ist {on.de} aktiv: {label.de} ({about.de}, {when.de}).",
            f"{asked.en} {who.en} has been active {on.en}: {label.en} ({about.en}, {when.en}).",
        )

    weight = NEED * (0.5 + 0.5 * recency(scope, engagement)) * (1.0 if same else NEAR_THEME)
    return Argument(
        weight,
        say,
        (need.iri, tie.iri),
        lambda: addresses([*need.evidence, *tie.evidence]),
        (tie.iri,),
    )
