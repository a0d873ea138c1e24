"""How a reader corrects what a district's page says: the way, and the rows as tables."""

from starlette.requests import Request
from starlette.responses import Response

from ontology.texts import Text
from service.memory import landscape_of
from service.pages.rendering import PageRouter, render
from service.pages.rows import TABLES, as_csv, district_rows
from service.problems import HttpError

router = PageRouter()


@router.page("/kreise/{ags}/korrektur")
def correction(request: Request, ags: str) -> Response:
    """Explain how to correct the statements about a district."""
    landscape = landscape_of(request)
    district = landscape.district(ags)
    return render(
        request,
        "correction.html",
        title=Text(f"Korrektur melden: {district.name}", f"Report a correction: {district.name}"),
        description=Text(
            f"Die Angaben zu {district.name} als Tabelle laden, ändern und einreichen.",
            f"Download the statements about {district.name} as a table, change and hand them in.",
        ),
        district=district,
        tables=district_rows(landscape, ags, request.app.state.settings.store),
    )


@router.page("/kreise/{ags}/tabellen/{name}.csv")
def table(request: Request, ags: str, name: str) -> Response:
    """Return the rows of one table that speak about a district."""
    landscape = landscape_of(request)
    landscape.district(ags)
    if name not in TABLES:
        known = ", ".join(TABLES)
        raise HttpError(
            404,
            Text(
                f"Eine Tabelle „{name}“ gibt es nicht. Es gibt: {known}.",
                f'There is no table "{name}". There are: {known}.',
            ),
        )
    found = district_rows(landscape, ags, request.app.state.settings.store)
    chosen = next(one for one in found if one.name == name)
    return Response(
        as_csv(chosen.table, chosen.rows),
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}.csv"'},
    )
