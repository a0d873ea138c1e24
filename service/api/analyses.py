"""`/api/v1/analyses`: questions about many things at once, answered from columns."""

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, Field
from starlette.responses import Response

from graph.columns.catalogue import ANALYSES, Analysis, Wish, analysis
from graph.columns.current import columns_of
from graph.landscape import Landscape
from graph.near import no_such
from graph.selection import DEEPEST
from graph.store import PROLOGUE
from ontology.errors import ParameterError, UnknownThingError
from ontology.namespaces import slug
from ontology.texts import Language, Text
from service.api.collections import AsOf, Cursor, Json, Lang, Limit, answer, collection, day_of
from service.interface import UNKNOWN
from service.memory import landscape_of
from service.problems import language_of

router = APIRouter(prefix="/analyses", tags=["analyses"])


class Asked(BaseModel):
    """What an analysis may be asked with; each reads only what its description names."""

    theme: str = Field(default="", description="key or IRI of a theme")
    type: str = Field(default="", description="key of an actor type")
    state: str = Field(default="", description="two-digit key of a state")
    district: str = Field(default="", description="AGS of a district")
    actor: str = Field(default="", description="key, IRI or AGS of an actor")
    words: str = Field(default="", max_length=200, description="words in a name")
    as_of: AsOf = ""
    hops: int = Field(default=3, ge=1, le=DEEPEST, description="shared ties to walk along")
    top: int = Field(default=20, ge=1, le=1000, description="so many of the highest")
    limit: Limit = 1000
    cursor: Cursor = ""
    lang: Lang = ""


@router.get("")
def analyses(request: Request, lang: Lang = "") -> Response:  # noqa: ARG001
    """List the analyses with what each is asked with."""
    language = language_of(request)
    members = [_described(one, language) for one in ANALYSES.values()]
    return answer(request, {"totalItems": len(members), "member": members})


@router.get("/{name}", responses=UNKNOWN)
def run_analysis(request: Request, name: str, asked: Annotated[Asked, Query()]) -> Response:
    """Answer an analysis, with the SPARQL that asks the same at `/sparql`."""
    landscape, chosen = landscape_of(request), analysis(name)
    wish = _wish(landscape, chosen, asked)
    rows = chosen.run(columns_of(landscape), wish)
    about = {
        **_described(chosen, language_of(request)),
        "asOf": wish.day.isoformat() if "day" in chosen.parameters else None,
        "sparql": PROLOGUE + chosen.sparql(wish),
    }
    return collection(
        request,
        rows,
        lambda row: dict(zip(chosen.columns, row, strict=True)),
        asked.limit,
        asked.cursor,
        about=about,
    )


def _described(one: Analysis, language: Language) -> Json:
    asked = {"day": "as_of", "limit": "top"}
    return {
        "key": one.key,
        "name": one.title.in_language(language),
        "parameter": [asked.get(name, name) for name in one.parameters],
        "column": list(one.columns),
        "url": f"/api/v1/analyses/{one.key}",
    }


def _wish(landscape: Landscape, chosen: Analysis, asked: Asked) -> Wish:
    """Read what the analysis is asked with; what it does not read stays as it is."""
    for name in chosen.parameters:
        given = slug(asked.words) if name == "words" else getattr(asked, name, True)
        if given == "":
            raise ParameterError(
                name, Text(f"„{name}“ muss angegeben werden.", f'"{name}" has to be given.')
            )
    read = set(chosen.parameters)
    if "type" in read and asked.type not in landscape.concepts["actor-type"]:
        names = {key: one.german for key, one in landscape.concepts["actor-type"].items()}
        raise _unknown("den Typ", "type", asked.type, names)
    if "state" in read and asked.state not in landscape.states:
        raise _unknown("das Land", "state", asked.state, landscape.state_names())
    actor = landscape.actor(asked.actor) if "actor" in read else None
    return Wish(
        theme=landscape.theme(asked.theme).key if "theme" in read else "",
        type=asked.type,
        state=asked.state,
        district=landscape.district(asked.district).ags if "district" in read else "",
        actor=actor.key if actor else "",
        iri=actor.iri if actor else "",
        words=asked.words,
        day=day_of(asked.as_of),
        hops=asked.hops,
        limit=asked.top,
    )


def _unknown(german: str, english: str, key: str, names: Mapping[str, str]) -> UnknownThingError:
    text = Text(f"Es gibt {german} „{key}“ nicht.", f'There is no {english} "{key}".')
    return no_such(text, key, names)
