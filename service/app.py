"""How the doors are put together: settings in, application out. Wiring only."""

import asyncio
import contextlib
import logging
import threading
from collections.abc import AsyncIterator
from typing import Final

from fastapi import FastAPI

from graph.store import is_remote
from ontology.errors import StoreError
from queries.catalogue import load_catalogue
from service import docs, health, landscape, memory, problems
from service.api.router import create_router
from service.bodies import Bodies
from service.interface import DescribedApi
from service.linked.router import routers as linked
from service.metrics import Metrics
from service.middleware import Compression, CrossOrigin, HeadByGet, Journal, RequestFrame
from service.old_clients import OldClients
from service.pages import router as pages
from service.settings import MEBIBYTE, Settings
from service.sparql import named
from service.sparql import routes as sparql
from service.sparql.answers import Executor, Limits
from service.sparql.desk import Desk
from service.sparql.door import Door
from service.sparql.pool import Pool
from service.sparql.remote import Remote

_LOG: Final = logging.getLogger(__name__)
_FOLLOW_SECONDS: Final = 2.0
"""How often the service looks whether a build has made a new generation."""


def create_app(settings: Settings) -> FastAPI:
    """Return the application; nothing is opened before it starts.

    Args:
        settings: everything that can be set.

    `app.state` holds `settings`, `catalogue`, `landscape`, `version`, `pool` (answers SPARQL jobs),
    `execute` (the same for code in other threads, see `queries.run.run_named`), `desk` (what every
    way to the SPARQL door shares), `metrics` and `journal`. Two hooks may be set from outside:
    `sparql_page(request)` answers browsers at `/sparql`, `problem_page(request, problem)` shows a
    problem to browsers.
    """
    app = DescribedApi(
        title="Bildungslandschaft",
        summary="The open knowledge graph of Germany's municipal education landscape",
        version="1",
        lifespan=_lifespan,
        docs_url=None,
        redoc_url=None,
        swagger_ui_oauth2_redirect_url=None,
    )
    app.state.settings = settings
    app.state.metrics = Metrics()
    app.state.journal = Journal(app.state.metrics)
    app.state.desk = Desk(settings.query_text_bytes, settings.query_kept_mb * MEBIBYTE)
    app.state.catalogue = load_catalogue()
    problems.install(app)
    own = (health.router, docs.router, sparql.router, create_router())
    for router in (*own, *linked):
        app.include_router(router)
    pages.install(app)
    # the one added last is outermost
    app.add_middleware(HeadByGet)
    app.add_middleware(Compression)
    app.add_middleware(Door, desk=app.state.desk)
    app.add_middleware(Bodies, largest=settings.upload_max_bytes)
    app.add_middleware(
        CrossOrigin,
        allow_origins=settings.cors_origins,
        allow_methods=["GET", "HEAD", "POST", "OPTIONS"],
        allow_headers=["Content-Type", "Accept-Language", "Cache-Control", "If-None-Match"],
        expose_headers=[
            "Accept-Ranges",
            "Age",
            "Cache-Status",
            "Content-Range",
            "ETag",
            "Link",
            "Retry-After",
            "X-Request-Id",
        ],
        allow_credentials=False,
    )
    app.add_middleware(RequestFrame, metrics=app.state.metrics)
    app.add_middleware(OldClients)
    return app


def limits_of(settings: Settings, places: int | None = None) -> Limits:
    """Return what one query may take.

    Args:
        settings: where the limits stand.
        places: number of fast places instead of the one in the settings.
    """
    return Limits(
        seconds=settings.query_timeout_seconds,
        fast_seconds=settings.query_fast_seconds,
        download_seconds=settings.query_download_seconds,
        rows=settings.query_rows,
        bytes=settings.query_bytes,
        memory_mb=settings.query_memory_mb,
        fast=places or settings.query_workers_fast,
        slow=settings.query_workers_slow,
        queue=settings.query_queue,
    )


def open_executor(settings: Settings, location: str, limits: Limits) -> Executor:
    """Return who answers SPARQL for a store setting: workers over a folder, or an endpoint."""
    if is_remote(settings.store):
        return Remote(location, limits, moved=settings.query_rewrite)
    return Pool(location, limits)


@contextlib.asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    settings: Settings = app.state.settings
    served = await asyncio.to_thread(landscape.current, settings.store)
    pool = open_executor(settings, served.location, limits_of(settings))
    _set(app, served)
    app.state.pool = pool
    app.state.execute = named.blocking(pool, asyncio.get_running_loop())
    follower = asyncio.ensure_future(_follow(app))
    try:
        await pool.start()
        yield
    finally:
        follower.cancel()
        await pool.stop()
        await app.state.desk.stop()
        app.state.journal.write()


def _set(app: FastAPI, served: landscape.Landscape) -> None:
    app.state.landscape = served
    app.state.version = served.version
    threading.Thread(target=_warm, args=(app,), daemon=True).start()


def _warm(app: FastAPI) -> None:
    memory.warm(app.state)
    pages.warm(app)


async def _follow(app: FastAPI) -> None:
    """Serve a new generation as soon as a build has switched to it."""
    store, pool = app.state.settings.store, app.state.pool
    if not isinstance(pool, Pool):
        return
    while True:
        await asyncio.sleep(_FOLLOW_SECONDS)
        try:
            served = await asyncio.to_thread(landscape.current, store)
            if served.location != app.state.landscape.location:
                await pool.switch(served.location)
                _set(app, served)
                _LOG.info("serving version %s", served.version)
        except (StoreError, OSError, RuntimeError) as error:
            # no descriptor, thread or process left, for the moment: the next look may succeed
            told = error.text.en if isinstance(error, StoreError) else error
            _LOG.warning("the new generation cannot be served: %s", told)
