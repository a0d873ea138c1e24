"""`/api/v1/districts` and `/api/v1/indicators`: where, and how the districts stand."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from graph.landscape import Landscape
from graph.search import matching
from graph.things import Concept
from service.api import shapes
from service.api.collections import (
    AsOf,
    Cursor,
    Json,
    Lang,
    Limit,
    answer,
    collection,
    day_of,
)
from service.interface import UNKNOWN
from service.memory import landscape_of
from service.problems import language_of

router = APIRouter(tags=["territory"])


@router.get("/districts")
def districts(
    request: Request,
    q: Annotated[str, Query(description="words in the name", max_length=200)] = "",
    state: Annotated[str, Query(description="two-digit key of a state")] = "",
    limit: Limit = 50,
    cursor: Cursor = "",
    lang: Lang = "",  # noqa: ARG001
) -> Response:
    """List the districts by AGS."""
    landscape, language = landscape_of(request), language_of(request)
    found = [
        district
        for district in landscape.districts.values()
        if not state or district.state == state
    ]
    found.sort(key=lambda district: district.ags)
    if q:
        chosen = {district.ags: district for district in found}
        administrations = [landscape.municipality(ags) for ags in chosen]
        found = [chosen[actor.district] for actor in matching(administrations, q)]
    return collection(
        request,
        found,
        lambda district: shapes.district(landscape, district, language),
        limit,
        cursor,
    )


@router.get("/districts/{ags}", responses=UNKNOWN)
def district(
    request: Request,
    ags: str,
    as_of: AsOf = "",
    lang: Lang = "",  # noqa: ARG001
) -> Response:
    """Return one district with its actors, ties, programmes, agencies and indicators."""
    landscape, day = landscape_of(request), day_of(as_of)
    found = landscape.district(ags)
    keys = landscape.actors_of_district(ags)
    return answer(
        request,
        {
            **shapes.district(landscape, found, language_of(request)),
            "evidence": shapes.evidence(found.evidence),
            "neighbour": list(landscape.neighbours.get(ags, ())),
            "unit": [shapes.reference(landscape, key) for key in keys[1:]],
            "cooperation": [shapes.tie(landscape, tie, day) for tie in landscape.ties_of(keys)],
            "programmeParticipation": [
                shapes.participation(landscape, tie, day)
                for tie in landscape.participations_of(keys)
            ],
            "item": [shapes.item(landscape, item, day) for item in landscape.items_of(keys)],
            "indicator": [
                _series(landscape, indicator, ags) for indicator in landscape.indicators.values()
            ],
        },
    )


@router.get("/indicators", responses=UNKNOWN)
def indicators(
    request: Request,
    indicator: Annotated[str, Query(description="key of an indicator; all if absent")] = "",
    district: Annotated[str, Query(description="AGS; then with its values")] = "",
    limit: Limit = 50,
    cursor: Cursor = "",
    lang: Lang = "",  # noqa: ARG001
) -> Response:
    """List the indicators, with the values of a district if one is named."""
    landscape, language = landscape_of(request), language_of(request)
    if district:
        landscape.district(district)

    def shape(found: Concept) -> Json:
        values = _series(landscape, found, district)["value"] if district else None
        return {**shapes.term("indicator", found, language), "type": "Indicator", "value": values}

    found = [one for one in landscape.indicators.values() if not indicator or one.key == indicator]
    return collection(request, found, shape, limit, cursor)


def _series(landscape: Landscape, indicator: Concept, ags: str) -> Json:
    values = landscape.observations.get((indicator.key, ags), ())
    return {
        "id": indicator.iri,
        "key": indicator.key,
        "name": indicator.german,
        "value": [{"year": year, "value": value} for year, value in values],
    }
