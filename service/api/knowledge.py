"""`/api/v1/cooperations`, `programmes`, `themes`, `models`: ties, and what they are about."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from service.api import shapes
from service.api.collections import AsOf, Cursor, Lang, Limit, collection, day_of
from service.interface import UNKNOWN
from service.memory import landscape_of
from service.problems import language_of

router = APIRouter(tags=["knowledge"])


@router.get("/cooperations", responses=UNKNOWN)
def cooperations(  # noqa: PLR0913, PLR0917 - one for each filter of the contract
    request: Request,
    actor: Annotated[str, Query(description="key, IRI or AGS of a member")] = "",
    type: Annotated[str, Query(description="class of the tie")] = "",  # noqa: A002
    theme: Annotated[str, Query(description="key or IRI of a theme")] = "",
    programme: Annotated[str, Query(description="key of a programme")] = "",
    status: Literal["", "current", "ended", "future", "undated"] = "",
    as_of: AsOf = "",
    limit: Limit = 50,
    cursor: Cursor = "",
    lang: Lang = "",  # noqa: ARG001
) -> Response:
    """List the ties between actors."""
    landscape, day = landscape_of(request), day_of(as_of)
    member = landscape.actor(actor).key if actor else ""
    theme = landscape.theme(theme).key if theme else ""
    found = [
        tie
        for tie in (landscape.ties_of([member]) if member else landscape.ties.values())
        if (not type or tie.class_ == type)
        and (not theme or theme in tie.themes)
        and (not programme or tie.programme == programme)
        and (not status or tie.interval.status_on(day) == status)
    ]
    found.sort(key=lambda tie: tie.key)
    return collection(request, found, lambda tie: shapes.tie(landscape, tie, day), limit, cursor)


@router.get("/programmes")
def programmes(
    request: Request,
    as_of: AsOf = "",
    limit: Limit = 50,
    cursor: Cursor = "",
    lang: Lang = "",  # noqa: ARG001
) -> Response:
    """List the programmes."""
    landscape, day = landscape_of(request), day_of(as_of)
    found = sorted(landscape.programmes.values(), key=lambda programme: programme.key)
    return collection(
        request, found, lambda programme: shapes.programme(programme, day), limit, cursor
    )


@router.get("/themes")
def themes(
    request: Request,
    limit: Limit = 100,
    cursor: Cursor = "",
    lang: Lang = "",  # noqa: ARG001
) -> Response:
    """List the themes."""
    landscape, language = landscape_of(request), language_of(request)
    found = list(landscape.themes.values())
    return collection(
        request, found, lambda theme: shapes.term("theme", theme, language), limit, cursor
    )


@router.get("/models", responses=UNKNOWN)
def models(
    request: Request,
    action_field: Annotated[str, Query(description="key of an action field")] = "",
    actor: Annotated[str, Query(description="key, IRI or AGS of who developed it")] = "",
    as_of: AsOf = "",
    limit: Limit = 50,
    cursor: Cursor = "",
    lang: Lang = "",  # noqa: ARG001
) -> Response:
    """List the transferable models of the Lernen-vor-Ort pool."""
    landscape, day = landscape_of(request), day_of(as_of)
    developer = landscape.actor(actor).key if actor else ""
    found = [
        item
        for item in landscape.items.values()
        if item.class_ == "EducationModel"
        and (not action_field or item.action_field == action_field)
        and (not developer or developer in item.actors)
    ]
    found.sort(key=lambda item: item.key)
    return collection(request, found, lambda item: shapes.item(landscape, item, day), limit, cursor)
