"""Where a candidate would stand without some entries: only what they touch is computed anew."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from graph.keys import municipality_key
from graph.suggestions.candidates import Candidate, Only, Standing
from graph.suggestions.catalogue import GENERATORS, is_excluded
from graph.suggestions.foundations import wanting
from graph.suggestions.scope import Scope
from graph.suggestions.sight import Sight


def rank_without(
    scope: Scope,
    asked: tuple[str, str, str],
    order: Sequence[Candidate],
    candidate: Candidate,
    removed: Iterable[str],
) -> int | None:
    """Return the rank of a candidate if some entries did not exist; None if it were none.

    Scores rest on entries alone, so only the candidates that the left-out entries touch are
    computed again; the others keep their score. The result is that of a full computation.

    Args:
        scope: what is known.
        asked: key of the actor, kind, theme.
        order: all candidates, ranked.
        candidate: the one to place.
        removed: IRIs of the entries to leave out.
    """
    actor, kind, theme = asked
    trial = scope.without(removed)
    if kind == "organisation":
        return _place(candidate, Sight(trial, actor, theme).contenders(candidate.partner))
    concerned = _CONCERNED.get(kind, _everybody)(scope, trial, actor, order)
    again = GENERATORS[kind](trial, actor, theme, concerned)
    fresh = [one.standing for one in again if not is_excluded(scope, one)]
    if concerned is not None:
        fresh += [one.standing for one in order if concerned.isdisjoint((one.partner, one.also))]
    return _place(candidate, fresh)


def _place(candidate: Candidate, others: Sequence[Standing]) -> int | None:
    own = next((one for one in others if one.identity == candidate.identity), None)
    return None if own is None else 1 + sum(one < own for one in others)


def _everybody(_scope: Scope, _trial: Scope, _actor: str, _order: Sequence[Candidate]) -> Only:
    return None


def _is_own(trial: Scope, actor: str) -> bool:
    own = trial.administration(trial.ground.district_of[actor])
    return not trial.touched.isdisjoint(own)


def _districts(_scope: Scope, trial: Scope, actor: str, _order: Sequence[Candidate]) -> Only:
    return None if _is_own(trial, actor) else _administrations(trial)


def _agencies(_scope: Scope, trial: Scope, actor: str, _order: Sequence[Candidate]) -> Only:
    return None if _is_own(trial, actor) else trial.touched.intersection(trial.ground.agencies)


def _foundations(scope: Scope, trial: Scope, actor: str, _order: Sequence[Candidate]) -> Only:
    ags = scope.ground.district_of[actor]
    if _is_own(trial, actor) and wanting(trial, ags) != wanting(scope, ags):
        return None
    return frozenset(trial.ground.seats.keys() & trial.touched)


def _makers(scope: Scope, trial: Scope, actor: str, _order: Sequence[Candidate]) -> Only:
    if _is_own(trial, actor):
        return None
    items = scope.landscape.items
    pool = scope.ground.models.items()
    return frozenset(maker for key, (maker, _) in pool if items[key].iri in trial.gone)


def _reached(scope: Scope, trial: Scope, actor: str, order: Sequence[Candidate]) -> Only:
    if scope.reach(actor) != trial.reach(actor):
        return None
    touched = (
        one.partner
        for one in order
        if any(not trial.gone.isdisjoint(argument.removable) for argument in one.case().arguments)
    )
    return _administrations(trial).union(touched)


def _served(_scope: Scope, trial: Scope, _actor: str, _order: Sequence[Candidate]) -> Only:
    if any(area.iri in trial.gone for area in trial.landscape.service_areas):
        return None
    return _administrations(trial)


def _administrations(trial: Scope) -> frozenset[str]:
    places = trial.ground.district_of
    return frozenset(municipality_key(places[key]) for key in trial.touched if key in places)


_Concerned = Callable[[Scope, Scope, str, Sequence[Candidate]], Only]

_CONCERNED: Final[Mapping[str, _Concerned]] = {
    "peer-district": _districts,
    "foundation": _foundations,
    "agency-offer": _agencies,
    "model": _makers,
    "agency": _agencies,
    "district": _reached,
    "district-to-approach": _served,
    "districts-to-bring-together": _served,
}
"""Kind → partners whose score the left-out entries may change; kinds not named: all of them."""
