"""The page of the reader's own list, which lies in the browser and nowhere else."""

from starlette.requests import Request
from starlette.responses import Response

from ontology.texts import Text
from service.pages.rendering import PageRouter, render

router = PageRouter()


@router.page("/merkliste")
def kept(request: Request) -> Response:
    """Show the frame of the list; the browser fills it."""
    return render(
        request,
        "kept.html",
        title=Text("Merkliste", "Your list"),
        description=Text(
            "Gemerkte Lücken, Vorschläge, Akteure und Kreise; sie bleiben in Ihrem Browser.",
            "Gaps, suggestions, actors and districts you kept; they stay in your browser.",
        ),
    )
