"""The JSON interface, one module for each subject."""

from fastapi import APIRouter

from service.api import actors, autocomplete, knowledge, territory

router = APIRouter(prefix="/api/v1")
for part in (actors, territory, knowledge, autocomplete):
    router.include_router(part.router)
