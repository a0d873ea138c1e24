"""Years from left to right: where a day stands, and the lines and figures of the axis."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from markupsafe import Markup

from service.drawing.svg import MUTED, group, tag, text

_DAYS: Final = 365.25


@dataclass(frozen=True, slots=True)
class Axis:
    """A scale of years.

    Attributes:
        first: year at the left end.
        last: year at the right end.
        left: user units.
        right: user units.
    """

    first: int
    last: int
    left: float
    right: float

    def at(self, day: date) -> float:
        """Return where a day stands, kept between both ends."""
        years = day.year + (day.timetuple().tm_yday - 1) / _DAYS
        share = (years - self.first) / (self.last - self.first)
        return self.left + min(max(share, 0.0), 1.0) * (self.right - self.left)

    def drawn(self, top: float, bottom: float, today: date, label: str) -> Markup:
        """Return lines for the years, a stronger one for the day, and their figures on top.

        Args:
            top: of the lines.
            bottom: of the lines.
            today: the day asked for.
            label: what stands above its line.
        """
        step = 1 if self.last - self.first <= 14 else 2
        parts = []
        for year in range(self.first, self.last + 1, step):
            x = self.at(date(year, 1, 1))
            parts.append(_line("gridline", x, top, bottom, "#c5ccd4", 1))
            parts.append(
                text(x, top - 8, str(year), 12, text_anchor="middle", class_="muted", fill=MUTED)
            )
        x = self.at(today)
        parts.append(_line("day-line", x, top, bottom, "#c04a00", 2))
        parts.append(
            text(x, bottom + 16, label, 12, text_anchor="middle", class_="day-text", fill="#a83c00")
        )
        return group({"class": "axis", "aria-hidden": "true"}, *parts)


def _line(name: str, x: float, top: float, bottom: float, stroke: str, width: float) -> Markup:
    return tag(
        "path",
        {"class": name, "d": f"M{x:.1f} {top:g}V{bottom:g}", "stroke": stroke,
         "stroke-width": width},
    )  # fmt: skip
