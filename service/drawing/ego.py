"""The ego network: a district or actor in the middle, its partners in two columns beside it."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import Final, NamedTuple

from markupsafe import Markup

from graph.analyses.wording import number
from graph.landscape import Landscape
from graph.things import Actor
from ontology.texts import Language, Text
from service.drawing.ego_partners import Partner, partners
from service.drawing.families import family_of, mark
from service.drawing.legend import legend, network_entries, tie_line
from service.drawing.lettering import lines_of, width_of
from service.drawing.svg import INK, MUTED, group, link, page, picture, tag, text

WIDTH: Final = 1080.0
_LABEL: Final = 290.0
_NODE: Final = 322.0
_BOX: Final = 220.0
_HEADING: Final = 34.0
_BOX_ROW: Final = 72.0
_LINE: Final = 17.0
_MARGIN: Final = 16.0
_RADIUS: Final = 10.0

_NOBODY: Final = Text(
    "Uns ist keine Zusammenarbeit bekannt. Das heißt nicht, dass es keine gibt.",
    "We know of no cooperation. That does not mean that there is none.",
)


class Place(NamedTuple):
    """Where a partner stands.

    Attributes:
        side: 0 left, 1 right.
        y: its middle.
        height: of its row.
        words: its name in lines.
        heading: the family named above it, empty if the one above is of the same.
    """

    partner: Partner
    side: int
    y: float
    height: float
    words: list[str]
    heading: str


def ego_svg(landscape: Landscape, keys: Sequence[str], day: date, language: Language) -> Markup:
    """Return the ego network of some actors as inline SVG.

    Partners are links to their pages with a readable title, grouped by family, at most about 40;
    the style of a line says whether a tie holds on the day. The same question gives the same
    picture.

    Args:
        landscape: where to look.
        keys: the actors in the middle, the main one first; unknown ones are left out.
        day: decides on the status of ties.
        language: of labels and links.

    Returns:
        The picture; if nobody is tied to the middle, it says so. Empty without known keys.
    """
    middle = [landscape.actors[key] for key in keys if key in landscape.actors]
    if not middle:
        return Markup()
    found = partners(landscape, [actor.key for actor in middle], day, language)
    places = _places(found, language)
    rows = max((place.y + place.height / 2 for place in places), default=0.0)
    tall = len(middle) * _BOX_ROW + (40 if not found else 0)
    height = max(rows, tall) + 2 * _MARGIN
    boxes = _boxes(middle, height / 2 - (20 if not found else 0))
    key, taken = legend(
        network_entries([one.family for one in found], {one.status for one in found}, language),
        _MARGIN,
        height + 8,
        WIDTH - 2 * _MARGIN,
    )
    return picture(
        WIDTH,
        height + taken + 16,
        summary(middle[0].name, found, language),
        *_lines(places, boxes),
        _middle(middle, boxes, language),
        _around(places, language),
        *([] if found else [_nobody(boxes, language)]),
        key,
        name="ego",
    )


def _places(found: Sequence[Partner], language: Language) -> list[Place]:
    """Fill two columns like those of a newspaper, and centre the shorter one."""
    sides = _sides(found)
    columns: list[list[Place]] = [[], []]
    heights = [_MARGIN, _MARGIN]
    for partner, side in zip(found, sides, strict=True):
        column = columns[side]
        new = not column or column[-1].partner.family != partner.family
        heading = partner.family.label.in_language(language) if new else ""
        heights[side] += _HEADING if new else 0
        words = lines_of(partner.name, 14, _LABEL, 3)
        height = (len(words) + 1) * _LINE + 14
        column.append(Place(partner, side, heights[side] + height / 2, height, words, heading))
        heights[side] += height
    low = max(heights)
    return [
        place._replace(y=place.y + (low - heights[place.side]) / 2)
        for column in columns
        for place in column
    ]


def _sides(found: Sequence[Partner]) -> list[int]:
    """Break after the partner that leaves both columns most alike, rather between families."""
    if not found:
        return []
    ends = [
        place
        for place, (one, two) in enumerate(pairwise(found), start=1)
        if one.family != two.family
    ]
    half = (len(found) + 1) // 2
    best = min(ends, key=lambda end: (abs(end - half), end), default=half)
    cut = best if abs(best - half) <= max(1, len(found) // 5) else half
    return [0 if place < cut else 1 for place in range(len(found))]


def _boxes(middle: Sequence[Actor], centre: float) -> dict[str, float]:
    first = centre - (len(middle) - 1) * _BOX_ROW / 2
    return {actor.key: first + place * _BOX_ROW for place, actor in enumerate(middle)}


def _lines(places: Sequence[Place], boxes: dict[str, float]) -> list[Markup]:
    drawn = [
        tag("path", {"class": "unit", "d": f"M{WIDTH / 2:g} {one:g}V{two:g}", "stroke": MUTED})
        for one, two in pairwise(boxes.values())
    ]
    for place in places:
        x = _NODE if place.side == 0 else WIDTH - _NODE
        edge = WIDTH / 2 + (-1 if place.side == 0 else 1) * _BOX / 2
        for member in place.partner.members:
            y, bend = boxes[member], (x + edge) / 2
            path = f"M{edge:g} {y:.1f}C{bend:g} {y:.1f} {bend:g} {place.y:.1f} {x:g} {place.y:.1f}"
            width = 1.5 + min(len(place.partner.bonds), 4) * 0.5
            drawn.append(tie_line(place.partner.status, path, width))
    return drawn


def _middle(middle: Sequence[Actor], boxes: dict[str, float], language: Language) -> Markup:
    drawn = []
    for actor in middle:
        main, y = actor is middle[0], boxes[actor.key]
        box = tag(
            "rect",
            {
                "class": "box box-main" if main else "box",
                "x": WIDTH / 2 - _BOX / 2,
                "y": y - 28,
                "width": _BOX,
                "height": 56,
                "rx": 8,
                "fill": "#0b3d6b" if main else "#e8f0f7",
                "stroke": "#0b3d6b",
            },
        )
        title = f"{actor.name} ({family_of(actor).label.in_language(language)})"
        address = page(f"/akteure/{actor.key}", language)
        drawn.append(link(address, title, box, *_boxed(actor.name, y, main=main)))
    return group({"class": "middle"}, *drawn)


def _boxed(name: str, y: float, *, main: bool) -> list[Markup]:
    short = len(lines_of(name, 15, _BOX - 20, 3)) < 3
    size = 15.0 if main and short else 13.0
    words = lines_of(name, size, _BOX - 16, 3)
    look: dict[str, str | float] = {
        "class_": "box-text-main" if main else "box-text",
        "fill": "#ffffff" if main else INK,
        "text_anchor": "middle",
        "font_weight": 600 if main else 400,
    }
    first = y + size * 0.36 - (len(words) - 1) * (size + 3) / 2
    return [
        text(WIDTH / 2, first + line * (size + 3), word, size, **look)
        for line, word in enumerate(words)
    ]


def _around(places: Sequence[Place], language: Language) -> Markup:
    return group(
        {"role": "list"},
        *(group({"role": "listitem"}, *_node(place, language)) for place in places),
    )


def _node(place: Place, language: Language) -> list[Markup]:
    left = place.side == 0
    x = _NODE if left else WIDTH - _NODE
    edge = x - 18 if left else x + 18
    anchor = "end" if left else "start"
    top = place.y - len(place.words) * _LINE / 2 + 5
    label = [
        text(edge, top + line * _LINE, word, 14, text_anchor=anchor)
        for line, word in enumerate(place.words)
    ]
    quiet: dict[str, str | float] = {"class_": "muted", "fill": MUTED, "text_anchor": anchor}
    below = top + len(place.words) * _LINE
    label.append(text(edge, below, remark(place.partner, language), 12, **quiet))
    shape = mark(place.partner.family, x, place.y, _RADIUS)
    field = _field(place, x)
    title = place.partner.title(language)
    node = link(place.partner.address, title, field, shape, *label)
    if not place.heading:
        return [node]
    quiet["font_weight"] = 600
    return [text(edge, place.y - place.height / 2 - 6, place.heading, 13, **quiet), node]


def remark(partner: Partner, language: Language, room: float = _LABEL) -> str:
    """Return what stands under the name of a partner: as much as has room.

    Args:
        partner: of the middle.
        language: of the words.
        room: user units at letters of size 12.
    """
    remarks = partner.remarks(language)
    fitting = [one for one in remarks if width_of(one, 12) <= room]
    return fitting[0] if fitting else lines_of(remarks[-1], 12, room, 1)[0]


def _field(place: Place, x: float) -> Markup:
    """Return an invisible field over label and mark, so that the whole row can be touched."""
    return tag(
        "rect",
        {
            "class": "field",
            "x": x - 18 - _LABEL if place.side == 0 else x - 14,
            "y": place.y - place.height / 2 + 2,
            "width": _LABEL + 32,
            "height": place.height - 4,
            "rx": 6,
            "fill": "none",
            "pointer-events": "all",
        },
    )


def _nobody(boxes: dict[str, float], language: Language) -> Markup:
    y = max(boxes.values()) + 56
    return text(WIDTH / 2, y, _NOBODY.in_language(language), 15, text_anchor="middle")


def summary(name: str, found: Sequence[Partner], language: Language) -> str:
    """Return what an ego network shows, in one sentence."""
    count = sum(one.count for one in found)
    current = sum(one.count for one in found if one.status == "current")
    told = Text(
        f"Netz von {name}: {number(count).de} Partner, davon {number(current).de} mit laufender"
        " Verbindung",
        f"Network of {name}: {number(count).en} partner{'' if count == 1 else 's'},"
        f" {number(current).en} of them with a current tie",
    )
    return told.in_language(language)
