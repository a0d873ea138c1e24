"""`/api/v1/changes`: what changed between two days in a district, in a state or everywhere."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from graph.analyses.changes import Changes, changes
from graph.analyses.gap_results import Gap
from graph.dates import parse_day
from graph.landscape import Landscape
from graph.links import Link
from ontology.texts import Language
from service.api import shapes
from service.api.collections import DAY, Json, Lang, Limit, answer, day_of
from service.api.gaps import shape as gap_shape
from service.interface import UNKNOWN
from service.memory import landscape_of
from service.problems import language_of

router = APIRouter(tags=["gaps"])


@router.get("/changes", responses=UNKNOWN)
def changes_answer(
    request: Request,
    first: Annotated[
        str,
        Query(
            alias="from",
            description="the earlier day: YYYY-MM-DD, YYYY-MM or YYYY (its end)",
            json_schema_extra={"pattern": f"^{DAY}$"},
        ),
    ],
    second: Annotated[
        str,
        Query(
            alias="to",
            description="the later day, in the same forms; today if absent",
            json_schema_extra={"pattern": f"^({DAY})?$"},
        ),
    ] = "",
    district: Annotated[str, Query(description="AGS of a district")] = "",
    state: Annotated[str, Query(description="two-digit key of a state")] = "",
    limit: Limit = 50,
    lang: Lang = "",  # noqa: ARG001
) -> Response:
    """List ties that began and ended, and gaps that opened and closed."""
    landscape, language = landscape_of(request), language_of(request)
    days = parse_day(first, "from"), parse_day(second, "to") if second else day_of("")
    found = changes(landscape, *days, district=district or None, state=state or None)
    return answer(request, shape(landscape, found, limit, language))


def shape(landscape: Landscape, found: Changes, limit: int, language: Language) -> Json:
    """Return the changes as JSON; every list says how long it would be.

    Args:
        landscape: where they were found.
        found: the changes.
        limit: members of each list.
        language: of the texts.
    """

    def gaps(members: Sequence[Gap]) -> Json:
        shown = [gap_shape(landscape, gap, language) for gap in members[:limit]]
        return {"totalItems": len(members), "member": shown}

    def ties(members: Sequence[Link]) -> Json:
        shown = [_tie(landscape, link, found.second) for link in members[:limit]]
        return {"totalItems": len(members), "member": shown}

    return {
        "from": found.first.isoformat(),
        "to": found.second.isoformat(),
        "begun": ties(found.begun),
        "ended": ties(found.ended),
        "undated": found.undated,
        "gapsOpened": gaps(found.gaps.opened),
        "gapsClosed": gaps(found.gaps.closed),
        "gapsKept": len(found.gaps.kept),
    }


def _tie(landscape: Landscape, link: Link, day: date) -> Json:
    if link.layer == "participation":
        return shapes.participation(landscape, landscape.participations[link.key], day)
    return shapes.tie(landscape, landscape.ties[link.key], day)
