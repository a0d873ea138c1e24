"""The start page: what this is, find your district, the landscape in figures, what changed."""

from starlette.requests import Request
from starlette.responses import Response

from ontology.texts import Text
from service.pages.rendering import PageRouter, render

router = PageRouter()


@router.page("/")
def start(request: Request) -> Response:
    """Show the start page."""
    return render(
        request,
        "start.html",
        title=Text("Start", "Start"),
        description=Text("Der offene Wissensgraph.", "The open knowledge graph."),
    )
