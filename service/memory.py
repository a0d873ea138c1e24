"""The landscape in memory as requests see it, one per version, read once and warmed up."""

import gc
import logging
import threading
from datetime import date
from typing import Any, Final

from starlette.requests import Request

from graph.analyses.gaps import find_gaps
from graph.landscape import Landscape
from graph.memory import open_landscape
from graph.suggestions import suggest
from graph.suggestions.ground import ground
from ontology.errors import LandscapeError

_LOCK: Final = threading.Lock()
_LOG: Final = logging.getLogger(__name__)


def landscape_of(request: Request) -> Landscape:
    """Return the landscape of the version that is served at this moment.

    Raises:
        StoreError: if it cannot be read.
    """
    return _held(request.app.state)


def warm(state: Any) -> None:  # noqa: ANN401 - starlette's state takes any attribute
    """Read the landscape, find its gaps and suggest once, so that the first reader need not wait.

    Args:
        state: of the application.
    """
    day = date.today()  # noqa: DTZ011 - the reader's calendar day
    try:
        landscape = _held(state)
        find_gaps(landscape, day)
        # a district and a foundation fill the look-ups of all kinds, and compile the walk
        for asker in (*list(landscape.districts)[:1], *ground(landscape).foundations[:1]):
            suggest(landscape, asker, day)
        # what stays for good need not be looked through by every collection of garbage
        gc.collect()
        gc.freeze()
    except LandscapeError as error:
        _LOG.warning("the landscape cannot be warmed up: %s", error.text.en)


def _held(state: Any) -> Landscape:  # noqa: ANN401 - starlette's state takes any attribute
    found: Landscape | None = getattr(state, "memory", None)
    if found is not None and found.version == state.version:
        return found
    with _LOCK:
        found = getattr(state, "memory", None)
        if found is None or found.version != state.version:
            found = state.memory = open_landscape(state.settings.store)
    return found
