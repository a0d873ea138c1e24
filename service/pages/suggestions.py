"""The page of the suggestions: whom an actor should talk to, why, and what speaks against it."""

from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from graph.suggestions import SuggestionList, ending_ties, suggest, why_not
from graph.suggestions.citing import cited
from graph.suggestions.results import askers_of
from ontology.errors import ParameterError, UnknownThingError
from ontology.texts import Text
from service.feedback import declined
from service.memory import landscape_of
from service.pages.rendering import PageRouter, link, page_day, page_language, render
from service.pages.views_results import statements, suggestion_rows
from service.pages.views_search import actor_meant, as_typed

router = PageRouter()

EXAMPLES: Final = ("kommune-14626", "possehl-stiftung", "reab-nrw")
"""A district, a foundation and an agency, for readers who look around."""

LIMITS = (5, 10, 20, 50)
ENDING_DAYS = 730
"""Ties that end within two years are named."""


@router.page("/vorschlaege")
def suggestions(request: Request) -> Response:
    """Ask for an actor, and show its suggestions."""
    landscape, language, day = landscape_of(request), page_language(request), page_day(request)
    asked = request.query_params
    typed = asked.get("actor", "").strip()[:300]
    kind, theme, limit = asked.get("kind", ""), asked.get("theme", ""), _limit(request)
    key, choices = actor_meant(landscape, typed)
    found: SuggestionList | None = None
    problem = ""
    excluded = declined(request.app.state.settings, key, day) if key else {}
    if key:
        try:
            found = suggest(
                landscape, key, day, kind=kind or None, theme=theme or None, limit=limit,
                excluded=excluded,
            )  # fmt: skip
        except (UnknownThingError, ParameterError) as error:
            problem = error.in_language(language)
            kind = theme = ""
            found = suggest(landscape, key, day, limit=limit, excluded=excluded)
    missed = asked.get("why_not", "").strip()[:300]
    other, others = actor_meant(landscape, missed)
    reason = why_not(landscape, key, other, day, excluded=excluded) if key and other else None
    parameters = {"actor": key, "kind": kind, "theme": theme, "limit": limit, "as_of": day}
    return render(
        request,
        "suggestions.html",
        title=Text("Vorschläge", "Suggestions"),
        description=Text(
            "Mit wem ein Kreis, eine Stiftung oder eine Agentur reden sollte, und warum.",
            "Whom a district, foundation or agency should talk to, and why.",
        ),
        as_of=day,
        typed=typed,
        shown=as_typed(landscape, key) or typed,
        actor=landscape.actors.get(key),
        choices=choices,
        examples=[(key, landscape.actors[key].name) for key in EXAMPLES if key in landscape.actors],
        problem=problem,
        found=found,
        rows=suggestion_rows(landscape, found.items) if found else [],
        kind=kind,
        theme=theme,
        limit=limit,
        limits=LIMITS,
        themes=sorted(landscape.themes.values(), key=lambda one: one.label.in_language(language)),
        json=link("/api/v1/suggestions", language, **parameters),
        missed=as_typed(landscape, other) or missed,
        others=others,
        reason=reason,
        reason_statements=statements(landscape, reason.statements[:5]) if reason else (),
        ending=ending_ties(landscape, key, day, within_days=ENDING_DAYS) if key else (),
    )


@router.page("/vorschlaege/{identifier:path}")
def one_suggestion(request: Request, identifier: str) -> Response:
    """Show one suggestion as it is cited."""
    landscape, day = landscape_of(request), page_day(request)
    found = cited(landscape, identifier, day)
    asking = [landscape.actors[key] for key in askers_of(found.suggestion.id)]
    return render(
        request,
        "suggestion.html",
        title=Text("Vorschlag", "Suggestion"),
        description=Text(
            "Ein Vorschlag mit Gründen, Belegen und Gegenargument.",
            "A suggestion with reasons, sources and counter-argument.",
        ),
        as_of=found.day,
        asking=asking,
        found=found,
        row=suggestion_rows(landscape, [found.suggestion])[0],
    )


def _limit(request: Request) -> int:
    wanted = request.query_params.get("limit", "")
    return int(wanted) if wanted in {str(limit) for limit in LIMITS} else LIMITS[1]
