"""The landscape in memory as requests see it, one per version, read once."""

import threading
from typing import Final

from starlette.requests import Request

from graph.landscape import Landscape
from graph.memory import open_landscape

_LOCK: Final = threading.Lock()


def landscape_of(request: Request) -> Landscape:
    """Return the landscape of the version that is served at this moment.

    Raises:
        StoreError: if it cannot be read.
    """
    state = request.app.state
    held: Landscape | None = getattr(state, "memory", None)
    if held is not None and held.version == state.version:
        return held
    with _LOCK:
        held = getattr(state, "memory", None)
        if held is None or held.version != state.version:
            held = state.memory = open_landscape(state.settings.store)
    return held
