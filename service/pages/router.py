"""How the pages get into the application: a page is a module with a `router`."""

import logging
from importlib import import_module
from pkgutil import iter_modules
from typing import Final

from fastapi import APIRouter, FastAPI

from ontology.errors import LandscapeError
from service import pages
from service.pages import about, warming
from service.pages.problem import problem_page
from service.pages.sparql import sparql_page

_LOG: Final = logging.getLogger(__name__)


def warm(app: FastAPI) -> None:
    """Do once what would let the first reader of a page wait."""
    try:
        about.warm(app)
    except LandscapeError as error:
        _LOG.warning("the pages cannot be warmed up: %s", error.text.en)


def install(app: FastAPI) -> None:
    """Let an application answer with pages, and let browsers see problems and SPARQL as pages."""
    for router in _routers():
        app.include_router(router)
    app.state.problem_page = problem_page
    app.state.sparql_page = sparql_page
    warming.install(app)


def _routers() -> list[APIRouter]:
    """Return the `router` of every module of this package that has one."""
    names = sorted(module.name for module in iter_modules(pages.__path__))
    modules = (import_module(f"{pages.__name__}.{name}") for name in names)
    found = (getattr(module, "router", None) for module in modules)
    return [router for router in found if isinstance(router, APIRouter)]
