"""The page about how the data keep the obligations of the ontology, and its files."""

from pathlib import Path

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from graph.generations import Generation
from graph.store import is_remote
from graph.validation_files import report_csv, report_fragment, report_turtle
from graph.validation_report import ReadableReport, report_of
from ontology.errors import UnknownThingError
from ontology.texts import Text
from service.pages.rendering import PageRouter, page_language, render

router = PageRouter()


@router.page("/daten/pruefbericht")
def validation(request: Request) -> Response:
    """Show what the last validation found."""
    fragment = report_fragment(_report(request), page_language(request), root="/")
    return render(
        request,
        "validation.html",
        title=Text("Prüfbericht", "Validation report"),
        description=Text(
            "Wie die Daten der Bildungslandschaft die Vorgaben der Ontologie einhalten.",
            "How the data of the Bildungslandschaft keep the obligations of the ontology.",
        ),
        fragment=Markup(fragment),  # noqa: S704 - escaped by its author
    )


@router.page("/daten/pruefbericht.csv")
def validation_csv(request: Request) -> Response:
    """Return the report as CSV."""
    content = report_csv(_report(request), page_language(request))
    headers = {"Content-Disposition": 'attachment; filename="pruefbericht.csv"'}
    return Response(content, media_type="text/csv; charset=utf-8; header=present", headers=headers)


@router.page("/daten/pruefbericht.ttl")
def validation_turtle(request: Request) -> Response:
    """Return the report as `sh:ValidationReport`."""
    return Response(report_turtle(_report(request)), media_type="text/turtle")


def _report(request: Request) -> ReadableReport:
    location: str = request.app.state.landscape.location
    if is_remote(location):
        raise UnknownThingError(
            Text(
                "Zu einem fremden Endpunkt gibt es keinen Prüfbericht.",
                "There is no validation report for a remote endpoint.",
            )
        )
    return report_of(Generation(Path(location).parent))
