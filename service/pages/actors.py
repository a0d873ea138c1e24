"""The pages of the actors: search with filters, and one page for each."""

from starlette.requests import Request
from starlette.responses import Response

from ontology.texts import Text
from service.memory import landscape_of
from service.pages.rendering import PageRouter, page_day, page_language, render
from service.pages.views_actor import actor_view
from service.pages.views_search import PAGE, Filters, filtered, ties_known, types
from service.pages.views_statements import reference

router = PageRouter()


@router.page("/akteure")
def actors(request: Request) -> Response:
    """Search actors."""
    landscape, asked = landscape_of(request), request.query_params
    filters = Filters(
        **{name: asked.get(name, "").strip()[:200] for name in Filters.__dataclass_fields__}
    )
    found = filtered(landscape, filters)
    last = max(1, -(-len(found) // PAGE))
    wanted = asked.get("page", "1")
    page = min(max(int(wanted), 1), last) if wanted.isascii() and wanted.isdigit() else 1
    shown = found[(page - 1) * PAGE : page * PAGE]
    return render(
        request,
        "actors.html",
        title=Text("Akteure", "Actors"),
        description=Text(
            "Kommunen, Stiftungen, Agenturen, Schulen, Hochschulen und andere Akteure suchen.",
            "Search municipalities, foundations, agencies, schools, universities and other actors.",
        ),
        filters=filters,
        total=len(found),
        rows=[
            (
                reference(landscape, actor.key),
                ties_known(landscape)[actor.key],
                landscape.districts.get(actor.district),
            )
            for actor in shown
        ],
        page=page,
        last=last,
        first_number=(page - 1) * PAGE + 1,
        types=types(landscape),
        states=landscape.state_names(page_language(request)).items(),
    )


@router.page("/akteure/{key:path}")
def actor(request: Request, key: str) -> Response:
    """Show an actor; its key, IRI or AGS names it."""
    landscape, day = landscape_of(request), page_day(request)
    found = landscape.actor(key)
    return render(
        request,
        "actor.html",
        title=Text(found.name, found.name),
        description=Text(
            f"{found.name}: Zusammenarbeiten, Programme, Modelle und Angebote mit Belegen.",
            f"{found.name}: cooperations, programmes, models and offers with sources.",
        ),
        view=actor_view(landscape, found, day),
        as_of=day,
    )
