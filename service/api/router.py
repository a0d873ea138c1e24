"""The way to every address below `/api/v1`."""

from fastapi import APIRouter, Depends

from service.api import (
    actors,
    analyses,
    autocomplete,
    changes,
    feedback,
    gaps,
    knowledge,
    measures,
    networks,
    portfolios,
    questions,
    suggestions,
    territory,
    what_if,
)
from service.interface import may
from service.wrong_values import one_value_each, only_known_names


def create_router() -> APIRouter:
    """Return all addresses below `/api/v1`."""
    router = APIRouter(
        prefix="/api/v1",
        dependencies=[Depends(one_value_each), Depends(only_known_names)],
        responses=may(422, 503),
    )
    for part in (
        actors,
        territory,
        knowledge,
        measures,
        networks,
        gaps,
        changes,
        what_if,
        suggestions,
        portfolios,
        feedback,
        autocomplete,
        analyses,
    ):
        router.include_router(part.router)
    router.include_router(questions.create_router())
    return router
