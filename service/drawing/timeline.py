"""Programmes as bars over the years; each a link."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from markupsafe import Markup

from service.drawing.axis import Axis
from service.drawing.lettering import lines_of
from service.drawing.svg import group, link, picture, tag, text

_WIDTH: Final = 1040.0
_LABELS: Final = 310.0
_ROW: Final = 40.0
_TOP: Final = 34.0
_OPEN: Final = 14.0
"""User units by which an open bar points beyond the day."""


@dataclass(frozen=True, slots=True)
class Bar:
    """Something that lasts.

    Attributes:
        title: accessible name, beginning with the name.
        start: first day.
        end: last day, None if open.
        note: what stands in or beside the bar, short.
    """

    name: str
    title: str
    address: str
    start: date
    end: date | None
    note: str


def timeline_svg(bars: Sequence[Bar], day: date, label: str, day_label: str) -> Markup:
    """Return bars over the years as inline SVG; an empty string for none.

    Args:
        bars: from top to bottom.
        day: the day asked for, drawn as a line; open bars end there with an arrow.
        label: what the picture shows.
        day_label: what stands at the line of the day.
    """
    if not bars:
        return Markup()
    first = min(bar.start.year for bar in bars)
    last = max([day.year, *(bar.end.year for bar in bars if bar.end)]) + 1
    axis = Axis(first, last, _LABELS + 10, _WIDTH - 60)
    bottom = _TOP + len(bars) * _ROW
    return picture(
        _WIDTH,
        bottom + 28,
        label,
        axis.drawn(_TOP, bottom, day, day_label),
        group(
            {"role": "list"},
            *(_row(bar, axis, day, _TOP + place * _ROW) for place, bar in enumerate(bars)),
        ),
        name="timeline",
    )


def _row(bar: Bar, axis: Axis, day: date, top: float) -> Markup:
    middle = top + _ROW / 2
    left = axis.at(bar.start)
    running = bar.end is None or bar.end >= day
    right = max(axis.at(bar.end or day), left + 4)
    words = lines_of(bar.name, 13, _LABELS - 10, 2)
    touch: dict[str, str | float] = {"fill": "none", "pointer-events": "all", "rx": 4}
    extent: dict[str, str | float] = {"x": 0, "y": top + 1, "width": _WIDTH, "height": _ROW - 2}
    field = tag("rect", {"class": "field", **extent, **touch})
    shape = _bar(left, right, middle, open_=bar.end is None)
    look: dict[str, str | float] = {
        "class": "bar bar-running" if running else "bar bar-over",
        "fill": "#1f6fa8" if running else "#9aa6b4",
        "stroke": "#16202e",
        "stroke-width": 0.6,
    }
    note = text(right + (_OPEN if bar.end is None else 0) + 6, middle + 4, bar.note, 12)
    first = middle + 4 - (len(words) - 1) * 7.5
    name = [
        text(_LABELS, first + line * 15, word, 13, text_anchor="end")
        for line, word in enumerate(words)
    ]
    drawn = link(bar.address, bar.title, field, *name, tag("path", {"d": shape, **look}), note)
    return group({"role": "listitem"}, drawn)


def _bar(left: float, right: float, middle: float, *, open_: bool) -> str:
    top, bottom = middle - 8, middle + 8
    tip = f"L{right + _OPEN:.1f} {middle:g}L" if open_ else "L"
    return (
        f"M{left:.1f} {top:g}L{right:.1f} {top:g}{tip}{right:.1f} {bottom:g}L{left:.1f} {bottom:g}Z"
    )
