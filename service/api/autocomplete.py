"""`/api/v1/suggest`: what somebody who types a name probably means."""

from typing import Annotated, Final, Literal

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from graph.landscape import Landscape
from graph.search import actors_matching, matching
from graph.things import Actor, Concept
from ontology.texts import Language
from service.api.collections import Json, Lang, answer
from service.memory import landscape_of
from service.problems import language_of

router = APIRouter(tags=["search"])

SHOWN: Final = 10


@router.get("/suggest")
def suggest(
    request: Request,
    q: Annotated[str, Query(description="what was typed", max_length=200)] = "",
    kind: Literal["", "district", "actor", "theme"] = "",
    limit: Annotated[int, Query(ge=1, le=50)] = SHOWN,
    lang: Lang = "",  # noqa: ARG001
) -> Response:
    """Complete a name: districts first, then themes, then other actors."""
    landscape, language = landscape_of(request), language_of(request)
    found: list[Json] = []
    if kind in {"", "district"}:
        administrations = [landscape.municipality(ags) for ags in landscape.districts]
        named = _by_ags_or_name(administrations, q)
        found += [_district(landscape, actor, language) for actor in named]
    if kind in {"", "theme"}:
        found += [
            {
                "id": theme.iri,
                "key": theme.key,
                "name": theme.label.in_language(language),
                "type": "theme",
                "url": f"/themen/{theme.key}",
            }
            for theme in matching([_Entry(theme) for theme in landscape.themes.values()], q)
        ]
    if kind in {"", "actor"}:
        others = actors_matching(landscape, q)
        found += [_actor(actor) for actor in others if actor.class_ != "Municipality"]
    return answer(request, {"totalItems": len(found), "member": found[:limit]})


class _Entry:
    """A theme under its German name, which is what people type."""

    def __init__(self, theme: Concept) -> None:
        self.iri, self.key, self.name, self.label = (
            theme.iri, theme.key, theme.german, theme.label
        )  # fmt: skip


def _by_ags_or_name(administrations: list[Actor], typed: str) -> list[Actor]:
    by_ags = [actor for actor in administrations if typed and actor.district.startswith(typed)]
    return by_ags or matching(administrations, typed)


def _district(landscape: Landscape, actor: Actor, language: Language) -> Json:
    district = landscape.districts[actor.district]
    return {
        "id": district.iri,
        "key": district.ags,
        "ags": district.ags,
        "name": district.name,
        "state": landscape.states[district.state].in_language(language),
        "type": "district",
        "url": f"/kreise/{district.ags}",
    }


def _actor(actor: Actor) -> Json:
    return {
        "id": actor.iri,
        "key": actor.key,
        "name": actor.name,
        "type": actor.class_,
        "url": f"/akteure/{actor.key}",
    }
