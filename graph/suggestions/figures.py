"""The official figures of districts that a suggestion may name on its day."""

import numpy as np

from graph.analyses.figures import last_year, latest
from graph.suggestions.scope import Scope
from ontology.namespaces import thing


def figure(scope: Scope, indicator: str, ags: str) -> tuple[int, float] | None:
    """Return year and value of the newest figure of a district; None if there is none."""
    series = scope.landscape.observations.get((indicator, ags), ())
    return latest(series, last_year(scope.day))


def median(scope: Scope, indicator: str) -> float:
    """Return the middle one of the newest figures of all districts; there is at least one."""
    return scope.always("median", indicator, lambda: _median(scope, indicator))


def observations(scope: Scope, ags: str) -> tuple[str, ...]:
    """Return the IRIs of the newest observation of each indicator of a district."""
    return scope.always("observations", ags, lambda: _observations(scope, ags))


def _observations(scope: Scope, ags: str) -> tuple[str, ...]:
    found = ((one, figure(scope, one, ags)) for one in sorted(scope.landscape.indicators))
    return tuple(thing("observation", f"{one}-{ags}-{known[0]}") for one, known in found if known)


def _median(scope: Scope, indicator: str) -> float:
    found = (figure(scope, indicator, ags) for ags in scope.landscape.districts)
    return float(np.median([one[1] for one in found if one is not None]))
