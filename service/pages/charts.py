"""The small drawings of the district page: a figure over the years, programmes over time."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Final

from markupsafe import Markup

from graph.dates import Status
from graph.things import Interval
from ontology.texts import Language, Text
from service.drawing.svg import tag
from service.pages.formats import number, span
from service.pages.views_indicators import Comparison
from service.pages.views_statements import ProgrammeRow

_WIDTH: Final = 320.0
_HEIGHT: Final = 150.0
_LEFT: Final = 44.0
_RIGHT: Final = 8.0
_TOP: Final = 12.0
_BOTTOM: Final = 24.0

_LINE_WIDTH: Final = 1080.0
_LINE_ROW: Final = 44.0
_LINE_HEAD: Final = 26.0
_EDGE: Final = 14.0
_SHOWN_STATUS: Final[tuple[Status, ...]] = ("current", "ended", "future")

Scale = Callable[[float], float]


def series_chart(comparison: Comparison, language: Language) -> Markup:
    """Return a figure over the years: the district, and median and middle half of its peers.

    The drawing carries its content as a label; the table beside it says the same.
    """
    x, y, bounds = _scales(comparison)
    low, high = bounds
    first, last = comparison.own[0][0], comparison.own[-1][0]
    parts = [_grid(value, y, language) for value in (low, high)]
    for year, anchor in ((first, "start"), (last, "end")):
        parts.append(
            tag("text", {"x": x(year), "y": _HEIGHT - 6, "text-anchor": anchor}, str(year))
        )
    if comparison.band:
        edges = [(year, upper) for year, _, upper in comparison.band]
        edges += [(year, lower) for year, lower, _ in reversed(comparison.band)]
        points = " ".join(f"{x(year):.1f},{y(value):.1f}" for year, value in edges)
        parts.append(tag("polygon", {"points": points, "class": "band"}))
    parts.append(_line(comparison.middle, x, y, "others"))
    parts.append(_line(comparison.own, x, y, "own"))
    year, value = comparison.latest
    parts.append(tag("circle", {"cx": x(year), "cy": y(value), "r": 4, "class": "own-dot"}))
    return _drawing(_WIDTH, _HEIGHT, chart_sentence(comparison).in_language(language), parts)


def chart_sentence(comparison: Comparison) -> Text:
    """Return what a figure's drawing shows, in one sentence."""
    (first, before), (last, now) = comparison.own[0], comparison.latest
    texts = {}
    for language in ("de", "en"):
        then, today = number(before, language, 1), number(now, language, 1)
        name = comparison.indicator.label.in_language(language)
        texts[language] = (name, then, today)
    german, english = texts["de"], texts["en"]
    return Text(
        f"{german[0]}: {german[1]} im Jahr {first}, {german[2]} im Jahr {last};"
        f" {comparison.place.de}.",
        f"{english[0]}: {english[1]} in {first}, {english[2]} in {last}; {comparison.place.en}.",
    )


def timeline(rows: Sequence[ProgrammeRow], day: date, language: Language) -> Markup:
    """Return the programmes of a district as bars over the years; empty if none has a date."""
    dated = [row for row in rows if row.day_status in _SHOWN_STATUS]
    if not dated:
        return Markup()
    starts = [row.interval.valid_from or row.interval.valid_through or day for row in dated]
    first = min(starts).year
    last = max(day, *(row.interval.valid_through or day for row in dated)).year + 1
    room = _LINE_WIDTH - 2 * _EDGE

    def x(when: float) -> float:
        return _EDGE + room * (when - first) / (last - first)

    height = _LINE_HEAD + _LINE_ROW * len(dated) + 8
    parts = _years(first, last, x, height)
    for place, row in enumerate(dated):
        parts += _bar(row, x, (first, last), _LINE_HEAD + place * _LINE_ROW, language)
    today = x(_decimal(day))
    parts.append(
        tag("line", {"x1": today, "x2": today, "y1": _LINE_HEAD - 6, "y2": height, "class": "day"})
    )
    names = "; ".join(f"{row.name}: {span(row.interval, language)}" for row in dated)
    return _drawing(_LINE_WIDTH, height, names, parts)


def _drawing(width: float, height: float, label: str, parts: Sequence[Markup]) -> Markup:
    return tag(
        "svg",
        {
            "viewBox": f"0 0 {width:g} {height:g}",
            "width": width,
            "height": height,
            "role": "img",
            "aria-label": label,
            "class": "chart",
        },
        *parts,
    )


def _scales(comparison: Comparison) -> tuple[Scale, Scale, tuple[float, float]]:
    values = [value for _, value in (*comparison.own, *comparison.middle)]
    values += [value for _, *pair in comparison.band for value in pair]
    low, high = min(values), max(values)
    room = high - low or 1.0
    first, last = comparison.own[0][0], comparison.own[-1][0]
    years = last - first or 1

    def x(year: float) -> float:
        return _LEFT + (_WIDTH - _LEFT - _RIGHT) * (year - first) / years

    def y(value: float) -> float:
        return _HEIGHT - _BOTTOM - (_HEIGHT - _TOP - _BOTTOM) * (value - low) / room

    return x, y, (low, high)


def _grid(value: float, y: Scale, language: Language) -> Markup:
    line = {"x1": _LEFT, "x2": _WIDTH - _RIGHT, "y1": y(value), "y2": y(value)}
    words: dict[str, str | float] = {"x": _LEFT - 6, "y": y(value) + 4, "text-anchor": "end"}
    return tag("line", {**line, "class": "gridline"}) + tag(
        "text", words, number(value, language, 1)
    )


def _line(series: Sequence[tuple[int, float]], x: Scale, y: Scale, name: str) -> Markup:
    points = " ".join(f"{x(year):.1f},{y(value):.1f}" for year, value in series)
    return tag("polyline", {"points": points, "class": name})


def _years(first: int, last: int, x: Scale, height: float) -> list[Markup]:
    step = max(1, round((last - first) / 12))
    parts = []
    for year in range(first, last + 1, step):
        line = {"x1": x(year), "x2": x(year), "y1": _LINE_HEAD - 6, "y2": height}
        anchor = "start" if year == first else "middle"
        parts.append(tag("line", {**line, "class": "gridline"}))
        parts.append(
            tag("text", {"x": x(year), "y": 14, "text-anchor": anchor, "class": "soft"}, str(year))
        )
    return parts


def _bar(
    row: ProgrammeRow, x: Scale, years: tuple[int, int], top: float, language: Language
) -> list[Markup]:
    start, end = _bounds(row.interval, years)
    left, right = x(start), x(end)
    names = ["bar"]
    if row.day_status == "ended":
        names.append("bar-ended")
    if "stated" not in row.interval.basis:
        names.append("bar-borrowed")
    shape = {"x": left, "y": top + 18, "width": max(right - left, 3), "height": 13, "rx": 3}
    place = _label_place(left, row.name)
    return [
        tag("rect", {**shape, "class": " ".join(names)}),
        tag("text", {**place, "y": top + 13}, f"{row.name}, {span_short(row.interval, language)}"),
    ]


def _label_place(left: float, name: str) -> dict[str, str | float]:
    # a label that would run over the right edge is set flush with it
    if left + 8 * (len(name) + 14) > _LINE_WIDTH - _EDGE:
        return {"x": _LINE_WIDTH - _EDGE, "text-anchor": "end"}
    return {"x": left, "text-anchor": "start"}


def span_short(interval: Interval, language: Language) -> str:
    """Return the years of a span, `2009–2014` or `seit 2011`."""
    start = str(interval.valid_from.year) if interval.valid_from else ""
    end = str(interval.valid_through.year) if interval.valid_through else ""
    if start and end:
        return start if start == end else f"{start}–{end}"
    since, until = Text("seit", "since"), Text("bis", "until")
    word = since if start else until
    return f"{word.in_language(language)} {start or end}"


def _bounds(interval: Interval, years: tuple[int, int]) -> tuple[float, float]:
    start = _decimal(interval.valid_from) if interval.valid_from else float(years[0])
    end = _decimal(interval.valid_through) if interval.valid_through else float(years[1])
    return start, max(start, end)


def _decimal(day: date) -> float:
    return day.year + (day.timetuple().tm_yday - 1) / 366
