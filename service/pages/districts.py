"""The pages of the districts: the list by state, and one page for each."""

from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from graph.analyses.gaps import find_gaps
from graph.analyses.silence import why_nothing
from graph.keys import municipality_key
from graph.suggestions import suggest
from ontology.texts import Text
from service.drawing.ego import ego_svg
from service.drawing.ego_narrow import ego_narrow_svg
from service.feedback import declined
from service.memory import landscape_of
from service.pages.charts import chart_sentence, series_chart, timeline
from service.pages.former import former_district, is_former
from service.pages.rendering import PageRouter, page_day, page_language, render
from service.pages.views_district import district_view, network_text
from service.pages.views_gaps import gap_rows
from service.pages.views_lists import by_state
from service.pages.views_results import suggestion_rows

router = PageRouter()

GAPS: Final = 5
SUGGESTIONS: Final = 3
"""Shown on the page of a district; their own pages show all."""


@router.page("/kreise")
def districts(request: Request) -> Response:
    """List the districts by state."""
    return render(
        request,
        "districts.html",
        title=Text("Kreise und kreisfreie Städte", "Districts and independent cities"),
        description=Text(
            "Alle Kreise und kreisfreien Städte nach Ländern, mit der Zahl der Angaben.",
            "All districts and independent cities by state, with the number of statements.",
        ),
        groups=by_state(landscape_of(request), page_language(request)),
    )


@router.page("/kreise/{ags}")
def district(request: Request, ags: str) -> Response:
    """Show a district; a former one leads to the districts that it became."""
    landscape, language, day = landscape_of(request), page_language(request), page_day(request)
    if is_former(request, ags):
        return former_district(request, ags)
    view = district_view(landscape, ags, day)
    gaps = find_gaps(landscape, day, district=ags)
    name = view.district.name
    return render(
        request,
        "district.html",
        title=Text(name, name),
        description=Text(
            f"Wer in {name} für Bildung zusammenarbeitet, was fehlt und was man tun kann.",
            f"Who works together for education in {name}, what is missing and what can be done.",
        ),
        view=view,
        gaps=gap_rows(landscape, gaps[:GAPS]),
        gap_total=len(gaps),
        why=why_nothing(landscape, day, ags),
        suggestions=suggestion_rows(
            landscape,
            suggest(
                landscape,
                ags,
                day,
                limit=SUGGESTIONS,
                excluded=declined(request.app.state.settings, municipality_key(ags), day),
            ).items,
        ),
        as_of=day,
        network_text=network_text(view),
        network=ego_svg(landscape, view.keys, day, language),
        network_narrow=ego_narrow_svg(landscape, view.keys, day, language),
        timeline=timeline(view.programmes, day, language),
        charts=[
            (one, series_chart(one, language), chart_sentence(one)) for one in view.comparisons
        ],
    )
