"""What is computed ahead while nobody asks, so that nobody waits for what takes seconds."""

import contextlib
import logging
import threading
import time
from collections.abc import AsyncIterator, Iterator
from datetime import date
from typing import Any, Final, get_args

from fastapi import FastAPI
from starlette.requests import Request

from graph.analyses.gaps import find_gaps
from graph.landscape import Landscape
from graph.network import over_all_days
from graph.projection import EVERYTHING
from ontology.errors import LandscapeError
from ontology.texts import Language
from service.memory import landscape_of
from service.network_wish import NetworkWish
from service.pages.measures import strong_suggestions
from service.pages.network_answer import answer_of

NAME: Final = "ahead"
"""Of the thread."""

_LOOK: Final = 1.0
"""Seconds without a request after which nobody is thought to be waiting."""

_REST: Final = 3.0
"""Times as long as a piece took, it rests before the next: a quarter of one core at most."""

_LOG: Final = logging.getLogger(__name__)


def install(app: FastAPI) -> None:
    """Let an application compute ahead for as long as it runs, unless its settings say no."""
    inner = app.router.lifespan_context

    @contextlib.asynccontextmanager
    async def lifespan(running: FastAPI) -> AsyncIterator[Any]:
        stopping = threading.Event()
        async with inner(running) as state:
            if running.state.settings.warm_up:
                told = (running, stopping)
                threading.Thread(target=_stay_ahead, args=told, name=NAME, daemon=True).start()
            try:
                yield state
            finally:
                stopping.set()

    app.router.lifespan_context = lifespan


def pieces(landscape: Landscape, day: date) -> Iterator[None]:
    """Compute what takes long on a day, some milliseconds to a second at each step."""
    find_gaps(landscape, day)
    yield
    for selection in (EVERYTHING, over_all_days(EVERYTHING)):
        for language in get_args(Language):
            answer_of(landscape, NetworkWish(selection, day), language)
            yield
    for ags in landscape.districts:
        strong_suggestions(landscape, ags, day)
        yield


def _stay_ahead(app: FastAPI, stopping: threading.Event) -> None:
    """Compute ahead for each version and each day."""
    done = None
    while not stopping.wait(_LOOK):
        present = (app.state.version, date.today())  # noqa: DTZ011 - the reader's calendar day
        if present == done:
            continue
        try:
            landscape = landscape_of(Request({"type": "http", "app": app}))
            _while_idle(app, pieces(landscape, present[1]), stopping)
        except LandscapeError as error:
            _LOG.warning("nothing is computed ahead: %s", error.text.en)
        done = present


def _while_idle(app: FastAPI, work: Iterator[None], stopping: threading.Event) -> None:
    seen = app.state.metrics.requests
    while not stopping.is_set():
        while seen != (now := app.state.metrics.requests):
            seen = now
            stopping.wait(_LOOK)
        started = time.perf_counter()
        if next(work, _END) is _END:
            return
        stopping.wait(_REST * (time.perf_counter() - started))


_END: Final = object()
