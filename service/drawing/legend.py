"""The legend under a network: only what the picture holds, broken into lines that fit."""

from collections.abc import Callable, Collection, Sequence
from typing import Final, NamedTuple

from markupsafe import Markup

from graph.dates import Status
from graph.status_words import STATUSES
from ontology.texts import Language
from service.drawing.families import FAMILIES, Family, mark
from service.drawing.lettering import width_of
from service.drawing.svg import INK, group, tag, text
from service.drawing.tie_words import COLOURS, DASHES

SIZE: Final = 13.0
LINE: Final = 26.0
_GAP: Final = 24.0


class Entry(NamedTuple):
    """One sign and its meaning.

    Attributes:
        words: the meaning.
        room: width of the sign in user units.
        sign: draws it, given its left end and middle height.
    """

    words: str
    room: float
    sign: Callable[[float, float], Markup]


def network_entries(
    families: Collection[Family], statuses: Collection[Status], language: Language
) -> list[Entry]:
    """Return the entries for the families and statuses that a picture holds, in fixed order."""
    lines = [_line_entry(status, language) for status in STATUSES if status in statuses]
    order = {family.key: place for place, family in enumerate(FAMILIES)}
    held = {family.key: family for family in families}.values()
    ordered = sorted(held, key=lambda one: (order.get(one.key, len(order)), one.key))
    shapes = [_family_entry(family, language) for family in ordered]
    return [*shapes, *lines]


def legend(entries: Sequence[Entry], x: float, y: float, width: float) -> tuple[Markup, float]:
    """Return the drawn entries and the height they take.

    Args:
        entries: none give an empty group of height 0.
        x: left end.
        y: top.
        width: where lines break, user units.
    """
    drawn, left, line = [], 0.0, 0
    for entry in entries:
        room = entry.room + 8 + width_of(entry.words, SIZE)
        if left and left + room > width:
            left, line = 0.0, line + 1
        middle = y + line * LINE + LINE / 2
        drawn.append(entry.sign(x + left, middle))
        drawn.append(text(x + left + entry.room + 8, middle + SIZE * 0.35, entry.words, SIZE))
        left += room + _GAP
    return group({"class": "legend"}, *drawn), LINE * (line + 1) if entries else 0.0


def tie_line(status: Status, path: str, width: float = 2.0) -> Markup:
    """Return the line of a tie.

    Args:
        status: decides on dashes and colour.
        path: where it runs.
        width: user units.
    """
    look: dict[str, str | float] = {
        "class": f"tie tie-{status}",
        "d": path,
        "fill": "none",
        "stroke": COLOURS[status],
        "stroke-width": width,
        "stroke-linecap": "round",
    }
    if DASHES[status] != "none":
        look["stroke-dasharray"] = DASHES[status]
    return tag("path", look)


def halo(x: float, y: float, words: str, size: float = 13, **more: str | float) -> Markup:
    """Return a text that stays readable on lines: it carries a rim in the colour of the paper."""
    rim: dict[str, str | float] = {
        "class_": "halo",
        "paint_order": "stroke",
        "stroke": "#ffffff",
        "stroke_width": 4,
        "stroke_linejoin": "round",
        "fill": INK,
    }
    return text(x, y, words, size, **(rim | more))


def _line_entry(status: Status, language: Language) -> Entry:
    def sign(x: float, y: float) -> Markup:
        return tie_line(status, f"M{x:.1f} {y:.1f}h40")

    return Entry(STATUSES[status].in_language(language), 40, sign)


def _family_entry(family: Family, language: Language) -> Entry:
    def sign(x: float, y: float) -> Markup:
        return mark(family, x + 8, y, 7)

    return Entry(family.label.in_language(language), 16, sign)
