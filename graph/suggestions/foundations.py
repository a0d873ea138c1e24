"""Which foundation fits a district, by what it did where and on which theme."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
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
from graph.suggestions.placed import NOWHERE, Placed, everyone, placed, reaching
from graph.suggestions.profiles import theme_argument
from graph.suggestions.record import Near, Record, record
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

NEED: Final = 0.2
"""Weight of work on a theme that is needed, beside those of places."""
NEAR_THEME: Final = 0.5
"""Factor where the foundation was active right above or below the theme that is needed."""


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
    want = wanting(scope, ags)
    fits = (_fit(scope, own, want, theme, there) for own, there in _seen(scope, want, only))
    return [one for one in fits if one is not None]


def _seen(scope: Scope, want: Wanting, only: Only) -> Iterator[tuple[Record, Placed]]:
    """Yield the foundations within reach that do not work with a district, and their places."""
    keys = [key for key in reaching(scope, want.ags, only) if key not in want.partners]
    every = everyone(scope)
    whole = every.placed(want.ags, want.nearest, want.neighbours) if only is None else {}
    for key in keys:
        if only is not None or key in scope.touched:
            own = record(scope, key)
            yield own, _placed(scope, own, want)
        elif want.needs or key in whole:
            # of who neither sits nor did anything anywhere near only a need can speak
            yield every.records[key], whole.get(key, NOWHERE)


def _placed(scope: Scope, own: Record, want: Wanting) -> Placed:
    near = own.seen_from(want.ags, want.nearest, want.neighbours)
    return placed(scope, near, seated=scope.ground.seats[own.key] == want.ags)


def foundation_fit(scope: Scope, own: Record, want: Wanting, theme: str) -> Candidate | None:
    """Return how a foundation fits a district; None if nothing recorded speaks for it.

    Args:
        scope: what is known.
        own: what the foundation does or did.
        want: what the district brings along.
        theme: only if the foundation did something on it; empty for all.
    """
    return _fit(scope, own, want, theme, _placed(scope, own, want))


def _fit(scope: Scope, own: Record, want: Wanting, theme: str, there: Placed) -> Candidate | None:
    if theme and not within(scope.landscape, own.themes, theme):
        return None
    fit = _Fit(scope, own, want, theme, there)
    need = fit.need_weight() if want.needs else 0.0
    weight = sum(there) + need
    # a theme alone carries no foundation of one state into another
    if not weight or (not any(there) and own.is_away(want.ags)):
        return None
    return Candidate(
        own.key, weight, partial(fit.case, need), groups=own.groups, damping=own.damped_in(want.ags)
    )


@dataclass(frozen=True, slots=True)
class _Fit:
    """A foundation as a district sees it."""

    scope: Scope
    own: Record
    want: Wanting
    theme: str
    there: Placed

    def case(self, need: float) -> Case:
        """Return what is said of it; `need` is what `need_weight` returned."""
        scope, key, ags = self.scope, self.own.key, self.want.ags
        near = self.own.seen_from(ags, self.want.nearest, self.want.neighbours)
        renewal, seat, here, like, state = self.there
        away = self.own.is_away(ags)
        on_theme = theme_argument(scope, key, self.theme, 0.0)
        arguments = [on_theme] if on_theme else []
        if renewal:
            arguments.append(_renewal_argument(scope, key, ags, near, renewal))
        if seat:
            arguments.append(_seat_argument(scope, key, ags, seat))
        if here:
            found = Found(near.here, frozenset({ags}))
            arguments.append(ties_argument(scope, key, found, here, HERE))
        if like and near.peers:
            found = Found(near.peers, self.want.nearest)
            arguments.append(ties_argument(scope, key, found, like, LIKE))
        elif like:
            found = Found(near.beside, self.want.neighbours)
            arguments.append(ties_argument(scope, key, found, like, NEARBY))
        if state:
            found = Found.in_state(near.state, ags[:2])
            arguments.append(ties_argument(scope, key, found, state, SAME_STATE))
        met = self._met()
        if need and met is not None:
            arguments.append(_need_argument(self, met, need))
        return Case(
            arguments=tuple(arguments),
            against=lambda: against(
                scope, key, ags, self.own.engaged, home=self.own.home if away else ""
            ),
            unknown=lambda: unknown(scope, key),
            theme=met[0] if met else self.theme or min(self.own.themes, default=""),
        )

    def engagement(self, met: tuple[str, Item]) -> Engagement:
        """Return what it did on a needed theme, or on a near one: what counts most."""
        landscape, theme = self.scope.landscape, self.theme
        if not theme and met[0] in self.own.on_theme:
            return self.own.on_theme[met[0]]
        fitting = [one for one in self.own.latest if within(landscape, one.tie.themes, theme)]
        exact = [one for one in fitting if met[0] in one.tie.themes]
        return next(iter(exact or [one for one in fitting if self.want.met(one.tie.themes) == met]))

    def _met(self) -> tuple[str, Item] | None:
        themes = _themes(self.scope, self.own, self.theme)
        return self.want.met(themes) if self.want.needs else None

    def need_weight(self) -> float:
        """Return what it weighs that it did something on a theme that is needed."""
        met = self._met()
        if met is None:
            return 0.0
        engagement = self.engagement(met)
        near = 1.0 if met[0] in engagement.tie.themes else NEAR_THEME
        return NEED * (0.5 + 0.5 * recency(self.scope, engagement)) * near


def _renewal_argument(scope: Scope, key: str, ags: str, near: Near, weight: float) -> Argument:
    ended = [found.tie for found in near.own if scope.status(found.tie) == "ended"]
    last = max(ended, key=lambda tie: (str(tie.interval.valid_through), tie.key))

    def say() -> Text:
        who, district = noun(scope.landscape.actors[key].class_), scope.landscape.districts[ags]
        when, what = until(last.interval), tie_label(scope.landscape, last)
        return Text(
            f"{who.de} hat {when.de} mit {place(district, 'dative')} zusammengearbeitet"
            f" ({what.de}): eine Wiederaufnahme, kein Erstkontakt.",
            f"{who.en} worked with {english_place(district)} {when.en} ({what.en}): a renewal, not"
            " a first contact.",
        )

    iris = tuple(tie.iri for tie in ended)
    return Argument(
        weight, say, iris, lambda: addresses(e for t in ended for e in t.evidence), iris
    )


def _seat_argument(scope: Scope, key: str, ags: str, weight: float) -> Argument:
    actor = scope.landscape.actors[key]
    who, district = noun(actor.class_), scope.landscape.districts[ags]
    text = Text(
        f"{who.de} sitzt {inside(district)}.",
        f"{who.en} has its seat in {english_place(district)}.",
    )
    return Argument(weight, lambda: text, (actor.iri,), lambda: addresses(actor.evidence))


def _themes(scope: Scope, own: Record, theme: str) -> tuple[str, ...]:
    if not theme:
        return own.themes
    return tuple(one for one in own.themes if within(scope.landscape, [one], theme))


def _need_argument(fit: _Fit, met: tuple[str, Item], weight: float) -> Argument:
    scope, want, need = fit.scope, fit.want, met[1]
    tie = fit.engagement(met).tie
    same = met[0] in tie.themes

    def say() -> Text:
        asked = need_sentence(scope.landscape, scope.landscape.districts[want.ags], *met)
        label, when = tie_label(scope.landscape, tie), period(tie.interval)
        near = next(one for one in tie.themes if same or want.met((one,)))
        about = theme_label(scope.landscape, met[0] if same else near)
        who = noun(scope.landscape.actors[fit.own.key].class_)
        on = Text("dazu", "on this") if same else Text("in einem nahen Thema", "on a near theme")
        return Text(
            f"{asked.de} {who.de} war oder ist {on.de} aktiv: {label.de} ({about.de}, {when.de}).",
            f"{asked.en} {who.en} has been active {on.en}: {label.en} ({about.en}, {when.en}).",
        )

    statements = (need.iri, tie.iri)
    return Argument(
        weight, say, statements, lambda: addresses([*need.evidence, *tie.evidence]), (tie.iri,)
    )
