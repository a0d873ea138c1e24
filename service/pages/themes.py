"""The pages of the themes: their hierarchy, and one page for each."""

from starlette.requests import Request
from starlette.responses import Response

from ontology.texts import Text
from service.memory import landscape_of
from service.pages.rendering import PageRouter, page_day, render
from service.pages.views_themes import hierarchy, theme_view

router = PageRouter()


@router.page("/themen")
def themes(request: Request) -> Response:
    """List the themes with how much is known about each."""
    return render(
        request,
        "themes.html",
        title=Text("Themen", "Themes"),
        description=Text(
            "Die Themen kommunaler Bildungslandschaften mit Zusammenarbeiten, Modellen, Bedarfen"
            " und Angeboten.",
            "The themes of municipal education landscapes with cooperations, models, needs and"
            " offers.",
        ),
        nodes=hierarchy(landscape_of(request)),
    )


@router.page("/themen/{key}")
def theme(request: Request, key: str) -> Response:
    """Show a theme."""
    day = page_day(request)
    view = theme_view(landscape_of(request), key, day)
    label = view.theme.label
    return render(
        request,
        "theme.html",
        title=label,
        description=Text(
            f"{label.de}: wer dazu zusammenarbeitet, welche Modelle und Angebote es gibt.",
            f"{label.en}: who works together on it, which models and offers there are.",
        ),
        view=view,
        as_of=day,
    )
