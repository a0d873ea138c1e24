"""`/api/v1/network/measures`: who stands how high in the network, and how sure that is."""

import math
from typing import Annotated, Final

from fastapi import APIRouter, Query, Request
from pydantic import Field
from starlette.responses import Response

from graph.landscape import Landscape
from graph.measures.intervals import Interval, with_intervals
from graph.measures.words import MEASURES, Measure
from graph.near import no_such
from graph.projection import projection_text, two_mode
from ontology.texts import Language, Text
from service.api import shapes
from service.api.collections import Cursor, Json, Lang, Limit, answer, collection
from service.interface import UNKNOWN
from service.memory import landscape_of
from service.network_wish import NetworkQuery, NetworkWish, network_wish
from service.problems import language_of

router = APIRouter(prefix="/network/measures", tags=["network"])

KEPT: Final = 0.8
"""Chance of a cooperation to stay in a draw: a fifth may be missing from our sources."""

DRAWS: Final = 100
"""Thinned networks per answer: enough for 95 % intervals of ranks, and quick."""

METHOD: Final = Text(
    f"95-%-Bereiche aus {DRAWS} Ziehungen, in denen jede Kooperation mit {KEPT:.0%} bekannt bleibt:"
    " wie weit sich Wert und Rang verschieben, wenn ein Fünftel fehlt.",
    f"95 % intervals from {DRAWS} draws in which each cooperation stays known with {KEPT:.0%}: how"
    " far value and rank move if a fifth is missing.",
)


class MeasureQuery(NetworkQuery):
    """The filters of the network, and the page of the list."""

    limit: Limit = 50
    cursor: Cursor = ""
    lang: Lang = Field(default="")


@router.get("")
def measures(request: Request, lang: Lang = "") -> Response:  # noqa: ARG001
    """List the measures with what each says and does not say."""
    language = language_of(request)
    members = [_described(one, language) for one in MEASURES.values()]
    return answer(request, {"totalItems": len(members), "member": members})


@router.get("/{key}", responses=UNKNOWN)
def ranking(request: Request, key: str, asked: Annotated[MeasureQuery, Query()]) -> Response:
    """Rank the actors of a part of the network; every value and rank has an interval."""
    landscape, language = landscape_of(request), language_of(request)
    chosen, wish = measure(key), network_wish(landscape, asked)
    about = {
        "measure": _described(chosen, language),
        "asOf": wish.day.isoformat(),
        "projection": projection_text("newman", None).in_language(language),
        "method": METHOD.in_language(language),
    }
    return collection(
        request,
        ranked(landscape, chosen, wish),
        lambda one: shape(landscape, *one),
        asked.limit,
        asked.cursor,
        about=about,
    )


def measure(key: str) -> Measure:
    """Return a measure.

    Raises:
        UnknownThingError: with near matches by key and name.
    """
    found = MEASURES.get(key)
    if found is None:
        names = {one.key: one.name.de for one in MEASURES.values()}
        raise no_such(
            Text(f"Es gibt kein Maß „{key}“.", f'There is no measure "{key}".'),
            key,
            names,
        )
    return found


def ranked(landscape: Landscape, chosen: Measure, wish: NetworkWish) -> list[tuple[str, Interval]]:
    """Return the actors of a view with their intervals, the best rank first; [] for an empty view.

    Actors for which the measure has no value come last.
    """
    network = two_mode(landscape, wish.day, wish.selection)
    found = with_intervals(network, chosen.compute, kept=KEPT, draws=DRAWS)
    return sorted(found.items(), key=lambda one: (math.isnan(one[1].value), one[1].rank, one[0]))


def shape(landscape: Landscape, key: str, one: Interval) -> Json:
    """Return a place in a ranking as JSON; values that do not exist are null."""
    known = not math.isnan(one.value)
    return {
        "actor": shapes.reference(landscape, key),
        "value": round(one.value, 6) if known else None,
        "low": round(one.low, 6),
        "high": round(one.high, 6),
        "rank": one.rank if known else None,
        "bestRank": one.best_rank,
        "worstRank": one.worst_rank,
    }


def _described(one: Measure, language: Language) -> Json:
    return {
        "key": one.key,
        "name": one.name.in_language(language),
        "meaning": one.meaning.in_language(language),
        "caveat": one.caveat.in_language(language),
        "url": f"/api/v1/network/measures/{one.key}",
    }
