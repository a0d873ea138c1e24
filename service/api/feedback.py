"""`/api/v1/feedback`: what became of suggestions; `/api/v1/exposure`: who is shown how often."""

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import JSONResponse, Response

from graph.landscape import Landscape
from graph.near import no_such_choice
from graph.suggestions.catalogue import KINDS
from graph.suggestions.exposure import Exposure, audit, recorded
from graph.suggestions.feedback import DeclineReason, Feedback, State
from graph.suggestions.results import SEPARATOR
from graph.suggestions.suggest import POLICY
from ontology.texts import Text
from service.api.collections import AsOf, Json, Lang, answer, day_of
from service.bodies import json_only
from service.feedback import feedback_of, require_token
from service.interface import may
from service.memory import landscape_of

router = APIRouter(
    tags=["suggestions"], dependencies=[Depends(require_token)], responses=may(401, 403, 404)
)

SHOWN = 20
"""So many of the partners shown most are listed."""


class Entry(BaseModel):
    """One thing that happened to a suggestion; there is no room for free text on purpose."""

    model_config = ConfigDict(extra="forbid")

    suggestion: str = Field(max_length=500, description="id of the suggestion")
    state: State = Field(description="what happened")
    reason: DeclineReason = Field(default="", description="only with `declined`")
    expires: str = Field(
        default="",
        description="YYYY-MM-DD, from today to ten years ahead; a year from today if absent",
    )
    rank: int = Field(default=0, ge=0, le=1000, description="place in the list, from 1; 0: unknown")
    propensity: float = Field(
        default=1.0,
        gt=0,
        le=1,
        description="probability with which it was shown; 1 is the truth of our lists, in which"
        " nothing is drawn by lot: another figure only if you show a part of a list by lot",
    )
    policy: str = Field(default=POLICY, max_length=120, description="rule that made the list")


@router.post("/feedback", status_code=HTTPStatus.CREATED, dependencies=[Depends(json_only)])
def add_feedback(request: Request, entry: Entry) -> Response:
    """Record what became of a suggestion; needs the token of the operator.

    A declined pair is not suggested again until it expires.
    """
    require_known(landscape_of(request), entry.suggestion)
    made = Feedback(day=day_of("").isoformat(), **entry.model_dump())
    feedback_of(request.app.state.settings).add(made)
    return JSONResponse({"suggestion": made.suggestion, "state": made.state, "day": made.day}, 201)


@router.get("/exposure")
def exposure(
    request: Request,
    kind: Annotated[str, Query(description="kind of suggestion to districts")] = "foundation",
    limit: Annotated[int, Query(ge=1, le=20, description="places of each list")] = 5,
    as_of: AsOf = "",
    lang: Lang = "",  # noqa: ARG001
) -> Response:
    """Say which partners are shown how often: in the lists of all districts, and by feedback."""
    landscape = landscape_of(request)
    entries = feedback_of(request.app.state.settings).entries()
    return answer(
        request,
        {
            "policy": POLICY,
            "allDistricts": exposure_shape(landscape, audit(landscape, day_of(as_of), kind, limit)),
            "recorded": exposure_shape(landscape, recorded(entries)),
            "states": {
                state: sum(one.state == state for one in entries)
                for state in ("shown", "saved", "contacted", "accepted", "declined")
            },
        },
        {"Cache-Control": "no-store"},
        str(len(entries)),
        day_of(as_of).isoformat(),
    )


def require_known(landscape: Landscape, suggestion: str) -> None:
    """Check that a suggestion could be one of this landscape.

    Raises:
        UnknownThingError: if its kind, or one of its two sides, does not exist.
    """
    actor, kind, partner, *_ = [*suggestion.split(SEPARATOR), "", "", ""]
    for key in (actor, partner):
        if key not in landscape.actors:
            landscape.actor(key)
    if kind not in KINDS:
        said = Text(f"Es gibt keine Art „{kind}“.", f'There is no kind "{kind}".')
        raise no_such_choice(said, kind, {key: one.label for key, one in KINDS.items()})


def exposure_shape(landscape: Landscape, found: Exposure) -> Json:
    """Return who is shown how often, as JSON."""
    actors = landscape.actors
    return {
        "lists": found.lists,
        "shown": found.shown,
        "partners": len(found.counts),
        "gini": found.gini,
        "topShare": found.top_share,
        "member": [
            {
                "key": key,
                "name": actors[key].name,
                "count": count,
                "onlyAfterOthers": found.last.get(key, 0),
            }
            for key, count in found.most(SHOWN)
            if key in actors
        ],
    }
