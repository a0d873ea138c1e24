"""A survival curve: steps with their interval, and where the funding ended."""

from collections.abc import Sequence
from typing import Final

from markupsafe import Markup

from graph.analyses.survival import Point
from graph.analyses.wording import number
from ontology.texts import Language, Text
from service.drawing.svg import MUTED, group, picture, tag, text

_WIDTH: Final = 760.0
_HEIGHT: Final = 400.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 64.0, 730.0, 30.0, 340.0


def survival_svg(
    points: Sequence[Point], longest: float, funding: float | None, label: str, language: Language
) -> Markup:
    """Return a survival curve as inline SVG; an empty string without points.

    Args:
        points: of the curve, by years.
        longest: years at the right end, at least the last point.
        funding: years after which the funding ended, None if not known.
        label: what the curve says, in one sentence.
        language: of axis and notes.
    """
    if not points:
        return Markup()
    scale = max(longest, points[-1].years, funding or 0.0, 1.0) * 1.03

    def at(years: float, share: float) -> tuple[float, float]:
        return (
            _LEFT + years / scale * (_RIGHT - _LEFT),
            _BOTTOM - share * (_BOTTOM - _TOP),
        )

    curve = [(0.0, 1.0), *((point.years, point.survival) for point in points)]
    low = [(0.0, 1.0), *((point.years, point.low) for point in points)]
    high = [(0.0, 1.0), *((point.years, point.high) for point in points)]
    stairs = [_stairs(one, longest) for one in (curve, low, high)]
    line, bottom, top = ([at(*point) for point in one] for one in stairs)
    band = _path([*top, *reversed(bottom)]) + "Z"
    parts = [
        _axes(scale, language),
        tag("path", {"class": "band", "d": band, "fill": "#b9d3e8", "fill-opacity": 0.6}),
        tag("path", {"class": "curve", "d": _path(line), "fill": "none", "stroke": "#0b4f8a",
                     "stroke-width": 3}),
    ]  # fmt: skip
    if funding is not None:
        parts.append(_funding(at(funding, 0)[0], language))
    return picture(_WIDTH, _HEIGHT, label, group({"aria-hidden": "true"}, *parts), name="survival")


def _stairs(points: Sequence[tuple[float, float]], longest: float) -> list[tuple[float, float]]:
    steps: list[tuple[float, float]] = []
    for years, share in points:
        if steps:
            steps.append((years, steps[-1][1]))
        steps.append((years, share))
    return [*steps, (max(longest, steps[-1][0]), steps[-1][1])]


def _path(points: Sequence[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points)


def _axes(scale: float, language: Language) -> Markup:
    parts = []
    quiet: dict[str, str | float] = {"class_": "muted", "fill": MUTED}
    for share in (0, 0.25, 0.5, 0.75, 1):
        y = _BOTTOM - share * (_BOTTOM - _TOP)
        parts.append(tag("path", {"class": "gridline", "d": f"M{_LEFT:g} {y:g}H{_RIGHT:g}",
                                  "stroke": "#c5ccd4"}))  # fmt: skip
        words = number(share * 100).in_language(language) + "\N{NO-BREAK SPACE}%"
        parts.append(text(_LEFT - 8, y + 4, words, 12, text_anchor="end", **quiet))
    step = 1 if scale <= 12 else 2
    for year in range(0, int(scale) + 1, step):
        x = _LEFT + year / scale * (_RIGHT - _LEFT)
        parts.append(text(x, _BOTTOM + 20, str(year), 12, text_anchor="middle", **quiet))
    title = Text("Jahre seit Beginn der Verbindung", "years since the tie began")
    middle = (_LEFT + _RIGHT) / 2
    parts.append(text(middle, _BOTTOM + 44, title.in_language(language), 13, text_anchor="middle"))
    return group({"class": "axis"}, *parts)


def _funding(x: float, language: Language) -> Markup:
    label = Text("Ende der Förderung", "end of funding").in_language(language)
    look: dict[str, str | float] = {"stroke": "#c04a00", "stroke-width": 2}
    where = f"M{x:.1f} {_TOP:g}V{_BOTTOM:g}"
    line = tag("path", {"class": "day-line", "d": where, "stroke-dasharray": "6 4", **look})
    side = "end" if x > (_LEFT + _RIGHT) / 2 else "start"
    return group(
        {}, line, text(x, _TOP - 10, label, 12, text_anchor=side, class_="day-text", fill="#a83c00")
    )
