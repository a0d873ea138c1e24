"""The start page, and the search that its form leads to."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from ontology.texts import Text
from service.memory import landscape_of
from service.pages.finder_map import finder_map
from service.pages.rendering import PageRouter, link, page_day, page_language, render
from service.pages.views_lists import by_state
from service.pages.views_search import actors_found, districts_found, near, themes_found
from service.pages.views_start import began, ended, figures

router = PageRouter()


@router.page("/")
def start(request: Request) -> Response:
    """Show the start page."""
    landscape, day = landscape_of(request), page_day(request)
    language = page_language(request)
    return render(
        request,
        "start.html",
        title=Text("Wer arbeitet mit wem für Bildung?", "Who works together for education?"),
        description=Text(
            "Der offene Wissensgraph der kommunalen Bildungslandschaften: Netzwerke, Lücken und"
            " Vorschläge für jeden Kreis.",
            "The open knowledge graph of Germany's municipal education landscapes: networks, gaps"
            " and suggestions for every district.",
        ),
        figures=figures(landscape),
        groups=by_state(landscape, language),
        finder=finder_map(landscape, language),
        began=began(landscape, day),
        ended=ended(landscape, day),
    )


@router.page("/suche")
def search(request: Request) -> Response:
    """Find districts, themes and actors; one clear district is opened at once."""
    landscape, language = landscape_of(request), page_language(request)
    typed = request.query_params.get("q", "").strip()[:200]
    districts = districts_found(landscape, typed)
    if len(districts) == 1:
        return RedirectResponse(link(districts[0].path, language), 303)
    themes, known = themes_found(landscape, typed), {one.key for one in districts}
    actors = [one for one in actors_found(landscape, typed) if one.key not in known]
    return render(
        request,
        "search.html",
        title=Text("Suche", "Search"),
        description=Text(
            "Kreise, Themen und Akteure finden.", "Find districts, themes and actors."
        ),
        typed=typed,
        districts=districts,
        themes=themes,
        actors=actors,
        near=near(landscape, typed) if typed and not (districts or themes or actors) else [],
    )
