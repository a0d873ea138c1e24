"""`/api/v1/actors`: who is there, and everything known about one."""

from collections.abc import Iterable
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from graph.columns.actors import actors_where
from graph.columns.current import columns_of
from graph.landscape import Landscape
from graph.search import matching
from service.api import shapes
from service.api.collections import AsOf, Cursor, Json, Lang, Limit, answer, collection, day_of
from service.interface import UNKNOWN
from service.memory import landscape_of

router = APIRouter(tags=["actors"])


@router.get("/actors", responses=UNKNOWN)
def actors(  # noqa: PLR0913, PLR0917 - one for each filter of the contract
    request: Request,
    q: Annotated[str, Query(description="words in the name", max_length=200)] = "",
    type: Annotated[str, Query(description="class or actor type")] = "",  # noqa: A002
    state: Annotated[str, Query(description="two-digit key of a state")] = "",
    district: Annotated[str, Query(description="AGS of a district")] = "",
    theme: Annotated[str, Query(description="key or IRI of a theme")] = "",
    programme: Annotated[str, Query(description="key of a programme")] = "",
    limit: Limit = 50,
    cursor: Cursor = "",
    lang: Lang = "",  # noqa: ARG001 - read by language_of; here for the description
) -> Response:
    """List actors by name; filters narrow the list together."""
    landscape = landscape_of(request)
    if district:
        landscape.district(district)
    theme = landscape.theme(theme).key if theme else ""
    columns = columns_of(landscape)
    numbers = actors_where(
        columns,
        type_=type,
        state=state,
        district=district,
        theme=theme,
        programme=programme,
        words=q,
    )
    found = [landscape.actors[key] for key in columns.actors.take(numbers)]
    ordered = matching(found, q) if q else sorted(found, key=lambda actor: (actor.name, actor.key))
    return collection(request, ordered, shapes.actor, limit, cursor)


@router.get("/actors/{reference:path}", responses=UNKNOWN)
def actor(
    request: Request,
    reference: str,
    as_of: AsOf = "",
    lang: Lang = "",  # noqa: ARG001
) -> Response:
    """Return one actor by key, IRI or AGS, with ties, participations and what it made."""
    landscape, day = landscape_of(request), day_of(as_of)
    found = landscape.actor(reference)
    keys = (found.key,)
    return answer(
        request,
        {
            **shapes.actor(found),
            **shapes.interval(found.interval, day),
            "evidence": shapes.evidence(found.evidence),
            "unit": _references(landscape, landscape.units.get(found.key, ())),
            "succeededBy": _references(landscape, landscape.successions.get(found.key, ())),
            "cooperation": [shapes.tie(landscape, tie, day) for tie in landscape.ties_of(keys)],
            "programmeParticipation": [
                shapes.participation(landscape, tie, day)
                for tie in landscape.participations_of(keys)
            ],
            "item": [shapes.item(landscape, item, day) for item in landscape.items_of(keys)],
        },
    )


def _references(landscape: Landscape, keys: Iterable[str]) -> list[Json]:
    return [shapes.reference(landscape, key) for key in keys]
