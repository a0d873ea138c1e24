"""`/api/v1/what-if`: what a planned cooperation or a leaving actor would change."""

from typing import Annotated, Final

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from graph.analyses.what_if import Planned, Standing, WhatIf, what_if
from graph.landscape import Landscape
from ontology.texts import Language
from service.api.collections import AsOf, Json, Lang, answer, day_of
from service.api.gaps import shape as gap_shape
from service.interface import UNKNOWN
from service.memory import landscape_of
from service.pages.views_what_if import told
from service.problems import language_of

router = APIRouter(tags=["gaps"])

MOST: Final = 20
"""Planned cooperations, and leaving actors, in one question."""

Add = Annotated[
    list[str],
    Query(
        description="a planned cooperation: keys, IRIs or AGS of at least two actors and perhaps a"
        " theme, separated by commas; repeat it for more",
        max_length=MOST,
        examples=[["05111,reab-nrw,bildungsmonitoring"]],
    ),
]
Remove = Annotated[
    list[str],
    Query(
        description="key, IRI or AGS of an actor who leaves; repeat it for more",
        max_length=MOST,
        examples=[["stiftung-mercator"]],
    ),
]


@router.get("/what-if", responses=UNKNOWN)
def what_if_answer(
    request: Request,
    add: Add = [],  # noqa: B006 - FastAPI copies it
    remove: Remove = [],  # noqa: B006
    as_of: AsOf = "",
    lang: Lang = "",  # noqa: ARG001
) -> Response:
    """Compare reach, parts, gaps and fragility before and after; nothing is stored.

    At least one `add` or `remove` has to be given.
    """
    landscape, day = landscape_of(request), day_of(as_of)
    plans = [planned(landscape, one) for one in add]
    found = what_if(landscape, day, add=plans, remove=remove)
    content = {"asOf": day.isoformat(), **shape(landscape, found, language_of(request))}
    return answer(request, content)


def planned(landscape: Landscape, written: str) -> Planned:
    """Return a planned cooperation as written: `actor,actor` and perhaps more actors and a theme.

    The last part is a theme if it is the key of one and two actors stand before it. With an agency
    it is planned as an agreement, which is what agencies do.
    """
    parts = [part.strip() for part in written.split(",") if part.strip()]
    actors, themes = parts, []
    if len(parts) > 2 and parts[-1] in landscape.themes:
        actors, themes = parts[:-1], parts[-1:]
    agency = any(
        landscape.actor(one).class_ in {"TransferAgency", "RegionalDevelopmentAgency"}
        for one in actors
    )
    class_ = "TransferAgreement" if agency else "Cooperation"
    return Planned(tuple(actors), tuple(themes), class_)


def shape(landscape: Landscape, found: WhatIf, language: Language) -> Json:
    """Return the answer as JSON."""
    return {
        "text": told(landscape, found).in_language(language),
        "projection": found.projection.in_language(language),
        "before": _standing(found.before),
        "after": _standing(found.after),
        "closed": [gap_shape(landscape, gap, language) for gap in found.closed],
        "opened": [gap_shape(landscape, gap, language) for gap in found.opened],
    }


def _standing(standing: Standing) -> Json:
    return {
        "actors": standing.actors,
        "ties": standing.ties,
        "components": standing.components,
        "largestShare": round(standing.largest_share, 6),
        "singlePoints": standing.single_points,
        "pairsAtRisk": standing.pairs_at_risk,
        "reach": dict(standing.reach),
    }
