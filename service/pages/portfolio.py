"""The page of portfolios: who takes which districts, who meets, who completes a group."""

from datetime import date
from operator import attrgetter
from typing import Annotated

from fastapi import Query
from starlette.requests import Request
from starlette.responses import Response

from graph.landscape import Landscape
from graph.suggestions import CompletedConsortium, Portfolio, complete_consortium, warnings
from graph.suggestions.ground import ground
from graph.suggestions.portfolios import PORTFOLIO_KINDS, portfolio
from graph.things import Actor
from ontology.errors import LandscapeError, ParameterError, UnknownThingError
from ontology.texts import Text
from service.feedback import declined_on
from service.memory import landscape_of
from service.pages.rendering import PageRouter, link, page_day, page_language, render
from service.pages.views_results import suggestion_rows
from service.pages.views_search import actor_meant
from service.pages.views_statements import actor_path

router = PageRouter()

CAPACITIES = (1, 2, 3, 4, 5, 8, 10, 20, 50)
MONTHS = 24
"""Warnings look so far ahead."""


@router.page("/portfolio")
def portfolio_page(
    request: Request, actor: Annotated[list[str], Query(default_factory=list)]
) -> Response:
    """Assign partners to the districts of a state or an agency, and complete a group."""
    landscape, language, day = landscape_of(request), page_language(request), page_day(request)
    asked = request.query_params
    kind = asked.get("kind", "foundations")
    state, agency = asked.get("state", ""), asked.get("agency", "")
    capacity, everybody = _capacity(request), asked.get("everybody", "true") != "false"
    theme = asked.get("theme", "")
    typed = [one.strip()[:300] for one in actor if one.strip()]
    found: Portfolio | None = None
    completed: CompletedConsortium | None = None
    problems: list[str] = []
    if state or agency:
        try:
            found = portfolio(
                landscape, kind, day, state=state, agency=agency, capacity=capacity,
                nobody_without=everybody,
                declined=declined_on(request.app.state.settings, day),
            )  # fmt: skip
        except (UnknownThingError, ParameterError) as error:
            problems.append(error.in_language(language))
    if typed:
        try:
            keys = [actor_meant(landscape, one)[0] or one for one in typed]
            completed = complete_consortium(landscape, keys, theme, day)
        except LandscapeError as error:
            problems.append(error.in_language(language))
    wish = {
        "kind": kind, "state": state, "agency": agency, "capacity": capacity,
        "everybody": str(everybody).lower(), "as_of": day,
    }  # fmt: skip
    return render(
        request,
        "portfolio.html",
        title=Text("Wer nimmt wen?", "Who takes whom?"),
        description=Text(
            "Stiftungen und Agenturen auf Kreise verteilt, Austauschgruppen und Runden.",
            "Foundations and agencies assigned to districts, exchange groups and consortia.",
        ),
        as_of=day,
        kinds=PORTFOLIO_KINDS,
        kind=kind,
        state=state,
        agency=agency,
        capacity=capacity,
        capacities=CAPACITIES,
        everybody=everybody,
        states=landscape.state_names(language),
        agencies=_agencies(landscape, day, agency),
        themes=sorted(landscape.themes.values(), key=lambda one: one.label.in_language(language)),
        theme=theme,
        typed=[*typed, "", ""][: max(2, len(typed))],
        found=found,
        completed=completed,
        rows=suggestion_rows(landscape, completed.members) if completed else (),
        problems=problems,
        path_of=lambda key: actor_path(landscape, key),
        ending=warnings(landscape, day, state=state, months=MONTHS) if found and state else (),
        json=link("/api/v1/portfolios", language, **wish),
        csv=link("/api/v1/portfolios", language, **wish, format="csv"),
    )


def _agencies(landscape: Landscape, day: date, chosen: str) -> list[Actor]:
    """Return the agencies that have not ended, by name, and the chosen one anyhow."""
    every = (landscape.actors[key] for key in ground(landscape).agencies)
    found = [one for one in every if one.key == chosen or one.interval.status_on(day) != "ended"]
    return sorted(found, key=attrgetter("name"))


def _capacity(request: Request) -> int:
    wanted = request.query_params.get("capacity", "")
    return int(wanted) if wanted in {str(one) for one in CAPACITIES} else 3
