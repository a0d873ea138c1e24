"""The page that says what changed between two days: ties that began and ended, gaps."""

from datetime import date
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from graph.analyses.changes import Changes, changes
from graph.dates import parse_day
from graph.landscape import Landscape
from graph.links import Link
from ontology.errors import LandscapeError
from ontology.namespaces import BASE
from ontology.texts import Text
from service.memory import landscape_of
from service.pages.rendering import PageRouter, page_day, page_language, render
from service.pages.views_gaps import GapRow, gap_rows

router = PageRouter()

SHOWN: Final = 25
"""Entries of each list; the interface gives them all."""

YEARS_BACK: Final = 2
"""How far back the first day lies if none is asked for."""


@router.page("/aenderungen")
def changes_page(request: Request) -> Response:
    """Ask for two days and a place, and show what began, ended, opened and closed."""
    landscape, language, day = landscape_of(request), page_language(request), page_day(request)
    asked = {name: request.query_params.get(name, "").strip()[:20] for name in ("from", "to")}
    place = {
        name: request.query_params.get(name, "").strip()[:20] for name in ("district", "state")
    }
    found, problem = None, ""
    first, second = _years_before(day), day
    try:
        first = parse_day(asked["from"], "from") if asked["from"] else first
        second = parse_day(asked["to"], "to") if asked["to"] else second
        found = changes(
            landscape,
            first,
            second,
            district=place["district"] or None,
            state=place["state"] or None,
        )
    except LandscapeError as error:
        problem = error.in_language(language)
    return render(
        request,
        "changes.html",
        title=Text("Was sich geändert hat", "What changed"),
        description=Text(
            "Welche Verbindungen zwischen zwei Tagen begannen und endeten, und welche Lücken neu"
            " sind.",
            "Which ties began and ended between two days, and which gaps are new.",
        ),
        first=first,
        second=second,
        place=place,
        problem=problem,
        found=found,
        told=_told(found) if found else Text("", ""),
        ties=_ties(found) if found else [],
        gaps=_gaps(landscape, found) if found else [],
        states=landscape.state_names(page_language(request)).items(),
        districts=sorted(landscape.districts.values(), key=lambda one: one.name),
    )


def _years_before(day: date) -> date:
    return date(max(day.year - YEARS_BACK, 1), day.month, min(day.day, 28))


def _told(found: Changes) -> Text:
    begun, ended = len(found.begun), len(found.ended)
    opened, gone = len(found.gaps.opened), len(found.gaps.closed)
    return Text(
        f"Begonnen haben {begun} Verbindungen, beendet sind {ended}. {opened} Lücken sind neu,"
        f" {gone} werden nicht mehr gemeldet, {len(found.gaps.kept)} bestehen weiter."
        f" Von {found.undated} Verbindungen ohne Datum weiß niemand, ob sie begannen oder endeten.",
        f"{begun} ties began and {ended} ended. {opened} gaps are new, {gone} are no longer"
        f" reported, {len(found.gaps.kept)} remain. Of {found.undated} ties without a date nobody"
        " knows whether they began or ended.",
    )


def _ties(found: Changes) -> list[tuple[Text, int, list[tuple[str, Link]]]]:
    lists = ((Text("Begonnen", "Begun"), found.begun), (Text("Beendet", "Ended"), found.ended))
    return [
        (label, len(ties), [("/" + one.iri.removeprefix(BASE), one) for one in ties[:SHOWN]])
        for label, ties in lists
    ]


def _gaps(landscape: Landscape, found: Changes) -> list[tuple[Text, int, list[GapRow]]]:
    opened, gone = found.gaps.opened, found.gaps.closed
    return [
        (Text("Neue Lücken", "New gaps"), len(opened), gap_rows(landscape, opened[:SHOWN])),
        (
            Text("Nicht mehr gemeldete Lücken", "Gaps no longer reported"),
            len(gone),
            gap_rows(landscape, gone[:SHOWN]),
        ),
    ]
