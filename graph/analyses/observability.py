"""How likely an activity would be on record, per district and theme: unknown is not absent."""

from collections import defaultdict
from typing import Final

import numpy as np

from graph.analyses.activity import EXPIRED_BELOW, STATE_PROGRAMME, ActivityTable, Floats
from graph.landscape import Landscape

OBSERVABLE_FROM: Final = 0.5
"""From here an empty cell speaks for itself: more likely than not we would know."""


def observability(landscape: Landscape, table: ActivityTable) -> Floats:
    """Return the chance that an activity would be on record, districts x themes.

    `sum_s n_s(t) c_s(i, t) / sum_s n_s(t)` over the sources s that could speak about district i:
    n_s(t) is the number of activities in theme t on record from s; c_s(i, t) how completely s
    speaks about i. A source of structures and cooperations speaks about a district (1, else 0) if
    it says something about it besides theme t: what is filled must not make itself observable. A
    list of programme participants speaks about every district that may take part (a state
    programme: those of its state), listed or not, with the share of the participants it states
    itself that we have; a programme that states no number says nothing about those not listed, and
    one that ended so long ago that its participations have expired says nothing about the day.
    An empty cell that a checked absence of a cooperation speaks about is a known zero: 1.

    Args:
        landscape: where the facts come from.
        table: the activities.

    Returns:
        Values in [0, 1]; 0 where nothing is known about the district or the theme.
    """
    counts = _counts(table)
    shape = (len(table.districts), len(table.themes))
    covered, possible = np.zeros(shape), np.zeros(shape)
    for (dataset, programme), per_theme in sorted(counts.items()):
        if programme:
            eligible = _eligible(landscape, table, programme)
            covered += np.outer(eligible * _completeness(landscape, programme), per_theme)
        else:
            eligible = np.ones(len(table.districts))
            covered += _mentioned(table, dataset) * per_theme
        possible += np.outer(eligible, per_theme)
    found = np.divide(covered, possible, out=np.zeros(shape), where=possible > 0)
    for ags, theme in table.checked:
        cell = table.row[ags], table.column[theme]
        found[cell] = found[cell] if table.active[cell] else 1.0
    return found


def _counts(table: ActivityTable) -> dict[tuple[str, str], Floats]:
    counts: dict[tuple[str, str], Floats] = defaultdict(lambda: np.zeros(len(table.themes)))
    for fact in table.facts:
        if fact.programme and fact.weight < EXPIRED_BELOW:
            continue
        for dataset in {one.dataset for one in fact.evidence}:
            for theme in table.broader[fact.theme]:
                counts[dataset, fact.programme][table.column[theme]] += 1
    return counts


def _mentioned(table: ActivityTable, dataset: str) -> Floats:
    found = np.zeros((len(table.districts), len(table.themes)))
    for (source, ags), iris in table.mentions.items():
        if source == dataset:
            found[table.row[ags]] += len(iris)
    within: set[tuple[str, str, str]] = set()
    for fact in table.facts:
        if dataset in {one.dataset for one in fact.evidence}:
            within |= {(fact.district, theme, fact.iri) for theme in table.broader[fact.theme]}
    for ags, theme, _ in within:
        found[table.row[ags], table.column[theme]] -= 1
    return (found > 0).astype(np.float64)


def _eligible(landscape: Landscape, table: ActivityTable, programme: str) -> Floats:
    if landscape.programmes[programme].kind != STATE_PROGRAMME:
        return np.ones(len(table.districts))
    states = {ags[:2] for ags in _participants(landscape, programme)}
    return np.array([float(ags[:2] in states) for ags in table.districts])


def _completeness(landscape: Landscape, programme: str) -> float:
    stated = landscape.programmes[programme].stated_participants
    if not stated:
        return 0.0
    return min(len(_participants(landscape, programme)) / stated, 1.0)


def _participants(landscape: Landscape, programme: str) -> set[str]:
    return {
        landscape.district_of(actor)
        for tie in landscape.participations.values()
        if tie.programme == programme
        for actor in tie.actors
    } - {""}
