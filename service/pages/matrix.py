"""The matrix page: theme by district, one state or comparable districts at a time."""

import csv
import io
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from starlette.requests import Request
from starlette.responses import Response

from graph.analyses.peers import peers
from graph.keys import check_ags
from graph.landscape import Landscape
from graph.near import no_such
from ontology.namespaces import slug
from ontology.texts import Language, Text
from service.memory import landscape_of
from service.pages.matrix_view import SIGNS, Matrix, State, matrix, summary
from service.pages.rendering import PageRouter, link, page_day, page_language, render
from service.pages.twin import options, with_parameters

router = PageRouter()

_PEERS: Final = 12
_ORDER: Final[tuple[State, ...]] = ("known", "gap", "past", "unknown")


class Sign(NamedTuple):
    """What stands in a field: sign, words for those who do not see it, and where it leads."""

    state: State
    sign: str
    words: str
    address: str


class Row(NamedTuple):
    """One district, or one state while no state is chosen."""

    name: str
    address: str
    cells: list[list[Sign]]


class Head(NamedTuple):
    """The head of a column, a link that sorts by it."""

    label: str
    address: str
    sorted: str


@dataclass(frozen=True, slots=True)
class Wish:
    """What the reader asked for, checked."""

    state: str
    district: str
    core: bool
    day: date


@router.page("/matrix")
def show_matrix(request: Request) -> Response:
    """Show the matrix, or send it as CSV."""
    landscape, language = landscape_of(request), page_language(request)
    wish = _wish(request, landscape)
    found = matrix(landscape, wish.day)
    districts = _districts(landscape, wish)
    themes = _themes(landscape, found, wish, districts, language)
    if request.query_params.get("format") == "csv":
        return _csv(landscape, found, districts, themes, language)
    names = {theme: landscape.themes[theme].label.in_language(language) for theme in themes}
    by_state = not (wish.state or wish.district)
    sort = request.query_params.get("sort", "")
    if by_state:
        rows = _state_rows(landscape, found, themes, wish, language)
    else:
        ordered = _sorted(landscape, found, districts, sort)
        rows = [_row(landscape, found, ags, themes, language) for ags in ordered]
    title = _title(landscape, wish)
    return render(
        request,
        "matrix.html",
        title=title,
        description=Text(
            "Welcher Kreis woran arbeitet, was fehlt und was niemand weiß.",
            "Which district works on what, what is missing and what nobody knows.",
        ),
        wish=wish,
        name=title,
        by_state=by_state,
        said=[one.in_language(language) for one in summary(found, names, districts, themes)],
        signs=[(state, *SIGNS[state]) for state in _ORDER],
        heads=[_head(request, theme, names[theme], sort) for theme in themes],
        first=_head(request, "", Text("Kreis", "District").in_language(language), sort),
        rows=rows,
        states=options(landscape.state_names(language), wish.state),
        districts=options(
            {ags: one.name for ags, one in landscape.districts.items()}, wish.district
        ),
        csv=with_parameters(request, {"format": "csv", "as_of": wish.day.isoformat()}),
    )


def _wish(request: Request, landscape: Landscape) -> Wish:
    asked = request.query_params
    state, district = asked.get("state", ""), asked.get("district", "")
    if state and state not in landscape.states:
        raise no_such(
            Text(f"Es gibt kein Land „{state}“.", f'There is no state "{state}".'),
            state,
            landscape.state_names(),
        )
    if district:
        district = landscape.district(check_ags(district, "district")).ags
    return Wish(state, district, asked.get("themes") == "core", page_day(request))


def _districts(landscape: Landscape, wish: Wish) -> list[str]:
    if wish.district:
        return [wish.district, *(peer.ags for peer in peers(landscape, wish.district, _PEERS))]
    return sorted(ags for ags in landscape.districts if ags.startswith(wish.state))


def _themes(
    landscape: Landscape, found: Matrix, wish: Wish, districts: Sequence[str], language: Language
) -> list[str]:
    if wish.core:
        chosen = {key for key, theme in landscape.themes.items() if theme.core}
    else:
        chosen = found.themes_with_content(districts)
    labels = {theme: landscape.themes[theme].label.in_language(language) for theme in chosen}
    return sorted(chosen, key=lambda theme: (not landscape.themes[theme].core, slug(labels[theme])))


def _sorted(landscape: Landscape, found: Matrix, districts: Sequence[str], sort: str) -> list[str]:
    """Sort by name, or by what is known in a theme; a district among its peers stays first."""
    names = {ags: slug(landscape.districts[ags].name) for ags in districts}
    if sort in landscape.themes:
        order = list(_ORDER)
        return sorted(
            districts,
            key=lambda ags: (
                order.index(found.field(ags, sort).state),
                -found.field(ags, sort).facts,
                names[ags],
            ),
        )
    if sort == "name":
        return sorted(districts, key=lambda ags: names[ags])
    return list(districts)


def _row(
    landscape: Landscape, found: Matrix, ags: str, themes: Sequence[str], language: Language
) -> Row:
    cells = []
    for theme in themes:
        field = found.field(ags, theme)
        sign, label = SIGNS[field.state]
        words = label.in_language(language)
        shown = f"{sign}\N{NO-BREAK SPACE}{field.facts}" if field.facts else sign
        address = (
            link("/luecken", language, district=ags, theme=theme) if field.state == "gap" else ""
        )
        cells.append([Sign(field.state, shown, words, address)])
    return Row(landscape.districts[ags].name, link(f"/kreise/{ags}", language), cells)


def _state_rows(
    landscape: Landscape, found: Matrix, themes: Sequence[str], wish: Wish, language: Language
) -> list[Row]:
    rows = []
    for state, name in landscape.state_names(language).items():
        inside = [ags for ags in landscape.districts if ags.startswith(state)]
        cells = [_counted(found, inside, theme, language) for theme in themes]
        address = link(
            "/matrix",
            language,
            state=state,
            themes="core" if wish.core else "",
            as_of=wish.day.isoformat(),
        )
        rows.append(Row(name, address, cells))
    return rows


def _counted(found: Matrix, inside: Sequence[str], theme: str, language: Language) -> list[Sign]:
    counts: Counter[State] = Counter(found.field(ags, theme).state for ags in inside)
    shown: tuple[State, ...] = ("known", "gap")
    return [
        Sign(
            state,
            f"{SIGNS[state][0]}\N{NO-BREAK SPACE}{counts[state]}",
            SIGNS[state][1].in_language(language),
            "",
        )
        for state in shown
        if counts[state]
    ] or [Sign("unknown", SIGNS["unknown"][0], SIGNS["unknown"][1].in_language(language), "")]


def _head(request: Request, key: str, label: str, sort: str) -> Head:
    wanted = key or "name"
    address = with_parameters(request, {"sort": wanted}) + "#tabelle"
    return Head(label, address, "ascending" if sort == wanted else "none")


def _title(landscape: Landscape, wish: Wish) -> Text:
    if wish.district:
        name = landscape.districts[wish.district].name
        return Text(
            f"Matrix: {name} und vergleichbare Kreise", f"Matrix: {name} and comparable districts"
        )
    if wish.state:
        state = landscape.states[wish.state]
        return Text(f"Matrix Thema × Kreis: {state.de}", f"Matrix theme × district: {state.en}")
    return Text("Matrix Thema × Kreis", "Matrix theme × district")


def _csv(
    landscape: Landscape,
    found: Matrix,
    districts: Sequence[str],
    themes: Sequence[str],
    language: Language,
) -> Response:
    labels: Mapping[str, str] = {
        theme: landscape.themes[theme].label.in_language(language) for theme in themes
    }
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(["ags", "name", *labels.values()])
    for ags in districts:
        states = (SIGNS[found.field(ags, theme).state][1].in_language(language) for theme in themes)
        writer.writerow([ags, landscape.districts[ags].name, *states])
    headers = {"Content-Disposition": 'attachment; filename="matrix.csv"'}
    return Response(out.getvalue(), headers=headers, media_type="text/csv; charset=utf-8")
