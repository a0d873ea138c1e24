"""The time page: programmes over the years, how long ties last, which agency followed which."""

from datetime import date
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from graph.analyses.survival import SurvivalCurve, survival
from graph.landscape import Landscape
from graph.links import DAYS_PER_YEAR
from graph.status_words import STATUSES
from graph.things import Actor, Programme
from ontology.texts import Language, Text
from service.drawing.families import family_of
from service.drawing.flow import Station, flow_svg
from service.drawing.survival import survival_svg
from service.drawing.tie_words import years_of
from service.drawing.timeline import Bar, timeline_svg
from service.memory import landscape_of
from service.pages import formats
from service.pages.rendering import PageRouter, link, page_day, page_language, render
from service.pages.twin import Cell, Column, Twin, named, options, twin

router = PageRouter()

_STANDARD: Final = "lernen-vor-ort"


@router.page("/zeit")
def show_time(request: Request) -> Response:
    """Show programmes, survival and succession."""
    landscape, language = landscape_of(request), page_language(request)
    day = page_day(request)
    counts = _participants(landscape, day)
    curve = survival(landscape, request.query_params.get("programme") or _STANDARD, day)
    programme = landscape.programmes[curve.programme]
    names = {key: one.name for key, one in landscape.programmes.items()}
    return render(
        request,
        "time.html",
        title=Text("Im Lauf der Zeit", "Over time"),
        description=Text(
            "Programme, die Dauer von Verbindungen und die Folge der Agenturen seit 2014.",
            "Programmes, how long ties last and which agency followed which since 2014.",
        ),
        day=day,
        timeline=_timeline(landscape, counts, day, language),
        programmes=_programme_table(request, landscape, counts, day, language),
        undated=[one for one in _by_start(landscape) if one.interval.valid_from is None],
        curve=curve,
        programme=programme,
        chart=_chart(curve, programme, day, language),
        said=[one.in_language(language) for one in _survival_words(curve, programme)],
        points=_point_table(request, curve, language),
        choices=options({key: names[key] for key in _with_ties(landscape)}, curve.programme),
        flow=_flow(landscape, day, language),
        agencies=_agency_table(request, landscape, day, language),
    )


def _by_start(landscape: Landscape) -> list[Programme]:
    return sorted(
        landscape.programmes.values(),
        key=lambda one: (one.interval.valid_from or date.max, one.name),
    )


def _participants(landscape: Landscape, day: date) -> dict[str, int]:
    counts = dict.fromkeys(landscape.programmes, 0)
    for tie in landscape.participations.values():
        counts[tie.programme] += tie.interval.status_on(day) != "future"
    return counts


def _with_ties(landscape: Landscape) -> set[str]:
    ties = {tie.programme for tie in landscape.ties.values()}
    return (ties | {tie.programme for tie in landscape.participations.values()}) - {""}


def _timeline(landscape: Landscape, counts: dict[str, int], day: date, language: Language) -> str:
    bars = []
    for one in _by_start(landscape):
        if one.interval.valid_from is None:
            continue
        count = counts[one.key]
        told = Text(f"{count} bekannte Teilnahmen", f"{count} known participations")
        years = years_of(one.interval).in_language(language)
        address = link("/netzwerk", language, programme=one.key, include_ended="true")
        title = f"{one.name}: {years}, {told.in_language(language)}"
        note = str(count) if count else ""
        interval = one.interval
        start = interval.valid_from or day
        bars.append(Bar(one.name, title, address, start, interval.valid_through, note))
    label = Text("Programme über die Jahre", "Programmes over the years").in_language(language)
    return timeline_svg(bars, day, label, formats.day_in_words(day, language))


def _programme_table(
    request: Request, landscape: Landscape, counts: dict[str, int], day: date, language: Language
) -> Twin:
    columns = [
        Column("name", Text("Programm", "Programme")),
        Column("start", Text("Zeitraum", "Period")),
        Column("status", Text("Stand", "Status")),
        Column("count", Text("bekannte Teilnahmen", "known participations"), number=True),
    ]
    rows = []
    for one in _by_start(landscape):
        start, status = one.interval.valid_from, one.interval.status_on(day)
        rows.append([
            named(one.name, link("/netzwerk", language, programme=one.key, include_ended="true")),
            Cell(formats.span(one.interval, language), start.isoformat() if start else None),
            Cell(STATUSES[status].in_language(language), status),
            Cell(str(counts[one.key]), float(counts[one.key])),
        ])  # fmt: skip
    return twin(request, language, columns, rows, "start")


def _funding(programme: Programme) -> float | None:
    start, end = programme.interval.valid_from, programme.interval.valid_through
    return (end - start).days / DAYS_PER_YEAR if start and end else None


def _chart(curve: SurvivalCurve, programme: Programme, day: date, language: Language) -> str:
    start = programme.interval.valid_from
    longest = (day - start).days / DAYS_PER_YEAR if start and curve.running else 0.0
    label = " ".join(one.in_language(language) for one in _survival_words(curve, programme))
    return survival_svg(curve.points, longest, _funding(programme), label, language)


def _survival_words(curve: SurvivalCurve, programme: Programme) -> list[Text]:
    if not curve.ties:
        return [
            Text(
                f"Zu {programme.name} kennen wir keine datierte Verbindung.",
                f"We know of no dated tie of {programme.name}.",
            )
        ]
    told = [
        Text(
            f"{programme.name}: {curve.ties} Verbindungen und Teilnahmen mit Datum, davon laufend:"
            f" {curve.running or 'keine'}. Ohne Datum: {curve.undated or 'keine'}.",
            f"{programme.name}: {curve.ties} dated ties and participations, still current:"
            f" {curve.running or 'none'}. Without a date: {curve.undated or 'none'}.",
        )
    ]
    if curve.median is not None:
        years = tuple(formats.number(curve.median, language, 1) for language in ("de", "en"))
        told.append(
            Text(
                f"Nach {years[0]} Jahren ist die Hälfte beendet.",
                f"After {years[1]} years half have ended.",
            )
        )
    return told


def _point_table(request: Request, curve: SurvivalCurve, language: Language) -> Twin:
    columns = [
        Column("years", Text("Jahre seit Beginn", "Years since the start")),
        Column("risk", Text("liefen bis dahin", "current until then"), number=True),
        Column("ended", Text("endeten dann", "ended then"), number=True),
        Column("share", Text("Anteil, der länger hält", "share that lasts longer"), number=True),
        Column("interval", Text("95-%-Bereich", "95 % interval")),
    ]

    def percent(share: float) -> str:
        return f"{formats.number(share * 100, language)}\N{NO-BREAK SPACE}%"

    rows = [
        [
            Cell(formats.number(point.years, language, 1), point.years),
            Cell(str(point.at_risk), float(point.at_risk)),
            Cell(str(point.ended), float(point.ended)),
            Cell(percent(point.survival), point.survival),
            Cell(f"{percent(point.low)} – {percent(point.high)}", point.low),
        ]
        for point in curve.points
    ]
    return twin(request, language, columns, rows, "years", "dauer")


def _agencies(landscape: Landscape) -> dict[str, Actor]:
    """Return the agencies that followed another one or were followed."""
    follows = landscape.successions
    keys = {*follows, *(two for others in follows.values() for two in others)}
    return {
        key: landscape.actors[key]
        for key in sorted(keys)
        if key in landscape.actors and family_of(landscape.actors[key]).key == "agency"
    }


def _flow(landscape: Landscape, day: date, language: Language) -> str:
    stations = {
        key: Station(
            key=key,
            name=actor.name,
            title=f"{actor.name}: {_years(actor, language)}",
            address=link(f"/akteure/{key}", language),
            years=_years(actor, language),
            running=actor.interval.status_on(day) in {"current", "undated"}
            and key not in landscape.successions,
        )
        for key, actor in _agencies(landscape).items()
    }
    label = Text("Agenturen und ihre Nachfolger", "Agencies and their successors")
    return flow_svg(stations, landscape.successions, label.in_language(language))


def _years(actor: Actor, language: Language) -> str:
    return years_of(actor.interval).in_language(language) or STATUSES["undated"].in_language(
        language
    )


def _agency_table(request: Request, landscape: Landscape, day: date, language: Language) -> Twin:
    columns = [
        Column("before", Text("Agentur", "Agency")),
        Column("years", Text("Zeitraum", "Period")),
        Column("after", Text("Nachfolgerin", "Successor")),
        Column("since", Text("Zeitraum der Nachfolgerin", "Period of the successor")),
        Column("status", Text("Stand der Nachfolgerin", "Status of the successor")),
    ]
    agencies = _agencies(landscape)
    rows = []
    for one in agencies:
        for two in landscape.successions.get(one, ()):
            if two in agencies:
                before, after = agencies[one], agencies[two]
                status = STATUSES[after.interval.status_on(day)].in_language(language)
                rows.append([
                    named(before.name, link(f"/akteure/{one}", language)),
                    named(_years(before, language)),
                    named(after.name, link(f"/akteure/{two}", language)),
                    named(_years(after, language)),
                    named(status),
                ])  # fmt: skip
    return twin(request, language, columns, rows, "before", "folge")
