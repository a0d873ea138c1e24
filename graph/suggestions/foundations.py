"""Which foundation fits a district, by what it did where and on which theme."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from graph.suggestions.candidates import Argument, Candidate
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
from graph.suggestions.ground import Engagement, place_of
from graph.suggestions.scope import Scope, addresses
from graph.suggestions.themes import need_for, need_sentence, within
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
THEME: Final = 0.12
"""Weights of the arguments; what was done here counts most, then what was done for like ones."""

NEAREST: Final = 20
DAMPING: Final = 0.1
"""Exponent on the number of districts a foundation has been active in: less obvious ones rise."""


@dataclass(frozen=True, slots=True)
class Wanting:
    """What a district brings along, looked up once."""

    ags: str
    administration: frozenset[str]
    partners: frozenset[str]
    nearest: frozenset[str]
    neighbours: frozenset[str]
    needs: dict[str, Item]


def wanting(scope: Scope, ags: str) -> Wanting:
    """Return what the fit of foundations to a district depends on."""
    return scope.remembered("wanting", ags, lambda: _wanting(scope, ags))


def _wanting(scope: Scope, ags: str) -> Wanting:
    keys = scope.administration(ags)
    return Wanting(
        ags,
        frozenset(keys),
        frozenset(scope.partners(keys)),
        frozenset(scope.nearest(ags)[:NEAREST]),
        frozenset(scope.landscape.neighbours.get(ags, ())),
        dict(scope.needs(ags)),
    )


def foundations(scope: Scope, ags: str, theme: str) -> list[Candidate]:
    """Return the foundations that fit a district and do not work with it at present.

    Args:
        scope: what is known.
        ags: the district that asks.
        theme: only foundations that did something on this theme; empty for all.
    """
    want = wanting(scope, ags)
    found = []
    for key in scope.ground.foundations:
        if key not in want.partners and scope.works(key) and scope.reaches(key, ags):
            candidate = foundation_fit(scope, key, scope.engagements(key), want, theme)
            if candidate is not None:
                found.append(candidate)
    return found


def foundation_fit(
    scope: Scope, key: str, engaged: Sequence[Engagement], want: Wanting, theme: str
) -> Candidate | None:
    """Return how a foundation fits a district; None if nothing recorded speaks for it.

    Args:
        scope: what is known.
        key: the foundation.
        engaged: what it does or did, from `Scope.engagements`.
        want: what the district brings along.
        theme: only if the foundation did something on it; empty for all.
    """
    themes = [one for found in engaged for one in found.tie.themes]
    if theme and not within(scope.landscape, themes, theme):
        return None
    arguments = [
        *_renewal(scope, key, want, engaged),
        *_here(scope, key, want, engaged),
        *_for_peers(scope, key, want, engaged),
        *_in_state(scope, key, want, engaged),
        *_on_theme(scope, key, want, engaged, theme),
    ]
    if not arguments:
        return None
    actor = scope.landscape.actors[key]
    met = need_for(scope.landscape, want.needs, themes)
    districts = {ags for found in engaged for ags in found.places}
    return Candidate(
        partner=key,
        arguments=tuple(arguments),
        against=lambda: against(scope, key, want.ags, engaged),
        unknown=lambda: unknown(scope, key),
        theme=theme or (met[0] if met else next(iter(sorted(themes)), "")),
        groups=frozenset(
            {f"!{actor.class_}" if actor.class_ != "Foundation" else f"!{key}", *themes}
        ),
        damping=float(max(1, len(districts)) ** -DAMPING),
    )


def _renewal(
    scope: Scope, key: str, want: Wanting, engaged: Sequence[Engagement]
) -> list[Argument]:
    ended = [
        found.tie
        for found in engaged
        if scope.status(found.tie) == "ended"
        and not want.administration.isdisjoint(found.tie.actors)
    ]
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
    return [Argument(RENEWAL, say, iris, addresses(e for t in ended for e in t.evidence), iris)]


def _here(scope: Scope, key: str, want: Wanting, engaged: Sequence[Engagement]) -> list[Argument]:
    district, actor = scope.landscape.districts[want.ags], scope.landscape.actors[key]
    who, found = noun(actor.class_), []
    if place_of(scope.landscape, key) == want.ags and actor.iri not in scope.gone:
        text = Text(
            f"{who.de} sitzt {inside(district)}.",
            f"{who.en} has its seat in {english_place(district)}.",
        )
        found.append(
            Argument(SEAT, lambda: text, (actor.iri,), addresses(actor.evidence), (actor.iri,))
        )
    others = [one for one in engaged if want.administration.isdisjoint(one.tie.actors)]
    local = Found.of(others, (want.ags,))
    if local.engaged:
        found.append(ties_argument(scope, key, local, IN_DISTRICT, HERE))
    return found


def _for_peers(
    scope: Scope, key: str, want: Wanting, engaged: Sequence[Engagement]
) -> list[Argument]:
    peers = Found.of(engaged, want.nearest)
    if peers.engaged:
        strength = sum(recency(scope, one) for one in peers.engaged)
        weight = min(PEERS, 1.5 * PEERS * strength / (1 + strength))
        return [ties_argument(scope, key, peers, weight, LIKE)]
    near = Found.of(engaged, want.neighbours)
    if near.engaged:
        weight = NEIGHBOUR * max(recency(scope, one) for one in near.engaged)
        return [ties_argument(scope, key, near, weight, NEARBY)]
    return []


def _in_state(
    scope: Scope, key: str, want: Wanting, engaged: Sequence[Engagement]
) -> list[Argument]:
    told = {want.ags, *want.nearest, *want.neighbours}
    rest = [one for one in engaged if one.places.isdisjoint(told)]
    same = Found.of(rest, {ags for one in rest for ags in one.places if ags[:2] == want.ags[:2]})
    if same.engaged:
        weight = STATE * max(recency(scope, one) for one in same.engaged)
        return [ties_argument(scope, key, same, weight, SAME_STATE)]
    return []


def _on_theme(
    scope: Scope, key: str, want: Wanting, engaged: Sequence[Engagement], theme: str
) -> list[Argument]:
    for one in sorted(engaged, key=lambda one: (-recency(scope, one), one.tie.key)):
        met = need_for(scope.landscape, want.needs, one.tie.themes)
        if met and within(scope.landscape, one.tie.themes, theme):
            return [_need_argument(scope, key, want, one, met)]
    return []


def _need_argument(
    scope: Scope, key: str, want: Wanting, engagement: Engagement, met: tuple[str, Item]
) -> Argument:
    tie, need = engagement.tie, met[1]

    def say() -> Text:
        asked = need_sentence(scope.landscape, scope.landscape.districts[want.ags], *met)
        label, when = tie_label(scope.landscape, tie), period(tie.interval)
        own = next(one for one in tie.themes)
        about = theme_label(scope.landscape, met[0] if met[0] in tie.themes else own)
        who = noun(scope.landscape.actors[key].class_)
        return Text(
            f"{asked.de} {who.de} war oder ist dazu aktiv: {label.de} ({about.de}, {when.de}).",
            f"{asked.en} {who.en} has been active on this: {label.en} ({about.en}, {when.en}).",
        )

    weight = NEED * (0.5 + 0.5 * recency(scope, engagement))
    sources = addresses([*need.evidence, *tie.evidence])
    return Argument(weight, say, (need.iri, tie.iri), sources, (tie.iri,))
