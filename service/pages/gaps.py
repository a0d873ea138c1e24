"""The page of the gaps: filter, read the reasons, open the statements, download."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from graph.analyses.gap_results import Gap
from graph.analyses.gaps import find_gaps
from graph.analyses.silence import why_nothing
from graph.landscape import Landscape
from ontology.errors import ParameterError
from ontology.texts import Text
from service.memory import landscape_of
from service.pages.rendering import PageRouter, link, page_day, page_language, render
from service.pages.views_gaps import STATUS, gap_rows, gaps_csv, kind_counts
from service.pages.views_search import districts_found

router = PageRouter()

PAGE: Final = 25


@dataclass(frozen=True, slots=True)
class Wish:
    """What the reader asked for; empty means any.

    Attributes:
        district: AGS.
        status: `gap` or `unknown`.
    """

    district: str = ""
    theme: str = ""
    kind: str = ""
    state: str = ""
    status: str = ""


@router.page("/luecken")
def gaps(request: Request) -> Response:
    """Show the gaps that pass the filters."""
    landscape, language, day = landscape_of(request), page_language(request), page_day(request)
    wish = _wish(request, landscape)
    of_any_kind = _found(
        landscape, Wish(wish.district, wish.theme, "", wish.state, wish.status), day
    )
    found = _found(landscape, wish, day)
    wanted = request.query_params.get("page", "")
    last = max(1, -(-len(found) // PAGE))
    page = min(max(int(wanted), 1), last) if wanted.isascii() and wanted.isdigit() else 1
    given = asdict(wish)
    return render(
        request,
        "gaps.html",
        title=Text("Lücken", "Gaps"),
        description=Text(
            "Wo Zusammenarbeit zu erwarten wäre und nicht belegt ist, mit Gründen und Belegen.",
            "Where cooperation would be expected and is not documented, with reasons and sources.",
        ),
        as_of=day,
        wish=wish,
        district=landscape.districts.get(wish.district),
        kinds=kind_counts(of_any_kind),
        statuses=STATUS,
        states=landscape.state_names(page_language(request)).items(),
        districts=sorted(landscape.districts.values(), key=lambda one: one.name),
        themes=sorted(landscape.themes.values(), key=lambda one: one.label.in_language(language)),
        rows=gap_rows(landscape, found[(page - 1) * PAGE : page * PAGE]),
        total=len(found),
        why=None if found else why_nothing(landscape, day, wish.district),
        unknown=sum(1 for gap in found if gap.status == "unknown"),
        page=page,
        last=last,
        given={**given, "as_of": request.query_params.get("as_of", "")},
        csv=link("/luecken.csv", language, **given, as_of=day),
        json=link("/api/v1/gaps", language, **{**given, "state": ""}, as_of=day, limit=1000),
    )


@router.page("/luecken.csv")
def gaps_table(request: Request) -> Response:
    """Return the gaps that pass the filters as a table."""
    landscape, day = landscape_of(request), page_day(request)
    found = _found(landscape, _wish(request, landscape), day)
    return Response(
        gaps_csv(landscape, found, page_language(request)),
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="luecken.csv"'},
    )


def _wish(request: Request, landscape: Landscape) -> Wish:
    asked = request.query_params
    wish = Wish(**{name: asked.get(name, "").strip()[:200] for name in Wish.__dataclass_fields__})
    if wish.state and wish.state not in landscape.states:
        raise ParameterError(
            "state",
            Text(
                f"Es gibt kein Land „{wish.state}“. Erwartet werden zwei Ziffern, etwa 05.",
                f'There is no state "{wish.state}". Expected two digits, for instance 05.',
            ),
        )
    if wish.status not in {"", *STATUS}:
        raise ParameterError(
            "status",
            Text(
                f"„{wish.status}“ ist kein Stand einer Lücke. Möglich sind gap und unknown.",
                f'"{wish.status}" is no status of a gap. Possible are gap and unknown.',
            ),
        )
    named = districts_found(landscape, wish.district) if wish.district else []
    if len(named) == 1:
        ags = named[0].path.rpartition("/")[2]
        return Wish(ags, wish.theme, wish.kind, wish.state, wish.status)
    return wish


def _found(landscape: Landscape, wish: Wish, day: date) -> list[Gap]:
    found = find_gaps(
        landscape,
        day,
        district=wish.district or None,
        theme=wish.theme or None,
        kind=wish.kind or None,
    )
    return [
        gap
        for gap in found
        if (not wish.state or gap.district.startswith(wish.state))
        and (not wish.status or gap.status == wish.status)
    ]
