"""A network as SVG: every node a link with a shape and a label that no other label covers."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from graph.dates import Status
from ontology.texts import Language
from service.drawing.families import Family, mark
from service.drawing.legend import halo, legend, network_entries, tie_line
from service.drawing.lettering import lines_of, width_of
from service.drawing.spread import spread
from service.drawing.svg import group, link, picture, tag

_LABEL: Final = 150.0
_SIZE: Final = 12.0
_LINE: Final = 14.0
_MARGIN: Final = 24.0
_ROOM: Final = 128.0
"""Side of the square that a node has on average before boxes make room."""

_STEPS: Final = (1000.0, 1300.0, 1600.0)
"""Widths at which the style sheet gives the picture more room, so that letters stay readable."""


@dataclass(frozen=True, slots=True)
class Node:
    """An actor, or a group of actors.

    Attributes:
        name: its label.
        family: decides on shape and colour.
        title: accessible name, beginning with the name.
        address: where its link leads.
        x: 0 to 1, from the layout.
        y: 0 to 1.
        radius: user units.
        main: in the middle of the view; its label is bold.
    """

    key: str
    name: str
    family: Family
    title: str
    address: str
    x: float
    y: float
    radius: float
    main: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """What ties two nodes.

    Attributes:
        status: in which it is drawn.
        count: number of ties; more make it thicker.
    """

    source: str
    target: str
    status: Status
    count: int


@dataclass(frozen=True, slots=True)
class _Placed:
    node: Node
    words: list[str]
    x: float
    y: float


def network_svg(
    nodes: Sequence[Node],
    lines: Sequence[Line],
    label: str,
    language: Language,
    *,
    explained: bool = True,
) -> Markup:
    """Return a network as inline SVG with its legend.

    Args:
        nodes: in the order in which the keyboard reaches them; none give an empty string.
        lines: between nodes by key.
        label: what the picture shows, in one sentence.
        language: of the legend.
        explained: whether the legend says what lines mean.
    """
    if not nodes:
        return Markup()
    placed, width, height = _placed(nodes)
    where = {one.node.key: one for one in placed}
    entries = network_entries(
        [node.family for node in nodes],
        {line.status for line in lines if explained},
        language,
    )
    key, taken = legend(entries, _MARGIN, height, width - 2 * _MARGIN)
    size = 1 + sum(width > step for step in _STEPS)
    return picture(
        width,
        height + taken + 12,
        label,
        group({"class": "ties", "aria-hidden": "true"}, *(_line(one, where) for one in lines)),
        group({"role": "list"}, *(_node(one) for one in placed)),
        key,
        name=f"network size-{size}",
    )


def _placed(nodes: Sequence[Node]) -> tuple[list[_Placed], float, float]:
    """Return the nodes where they stand, and width and height of what they take."""
    many = math.sqrt(len(nodes))
    side = max(min(700.0, 220 * many), _ROOM * many)
    words = [lines_of(node.name, _SIZE, _LABEL, 3) for node in nodes]
    sizes = [
        (max(2 * node.radius, *(width_of(word, _SIZE) for word in label)), _height(node, label))
        for node, label in zip(nodes, words, strict=True)
    ]
    # the box holds mark and label; its middle lies below the middle of the mark
    drops = [size[1] / 2 - node.radius for node, size in zip(nodes, sizes, strict=True)]
    starts = [
        (node.x * side * 1.2, node.y * side * 0.75 + drop)
        for node, drop in zip(nodes, drops, strict=True)
    ]
    centres = spread(starts, sizes).tolist()
    boxes = list(zip(centres, sizes, strict=True))
    left, top = (min(c[axis] - s[axis] / 2 for c, s in boxes) - _MARGIN for axis in (0, 1))
    right, bottom = (max(c[axis] + s[axis] / 2 for c, s in boxes) + _MARGIN for axis in (0, 1))
    width = max(right - left, 640.0)
    shift = (width - (right - left)) / 2 - left
    placed = [
        _Placed(node, label, x + shift, y - drop - top)
        for node, label, drop, (x, y) in zip(nodes, words, drops, centres, strict=True)
    ]
    return placed, width, bottom - top


def _height(node: Node, words: Sequence[str]) -> float:
    return 2 * node.radius + 6 + _LINE * len(words)


def _line(line: Line, where: dict[str, _Placed]) -> Markup:
    one, two = where[line.source], where[line.target]
    path = f"M{one.x:.1f} {one.y:.1f}L{two.x:.1f} {two.y:.1f}"
    return tie_line(line.status, path, 1.2 + min(math.log2(line.count), 4) * 0.8)


def _node(placed: _Placed) -> Markup:
    node = placed.node
    weight = 700 if node.main else 400
    first = placed.y + node.radius + _LINE
    wide = max(width_of(word, _SIZE) for word in placed.words) * 0.96 + 4
    paper: dict[str, str | float] = {"class": "label-paper", "fill": "#ffffff"}
    place: dict[str, str | float] = {"x": placed.x - wide / 2, "y": first - _LINE + 2}
    extent: dict[str, str | float] = {"width": wide, "height": len(placed.words) * _LINE + 3}
    back = tag("rect", {**paper, **place, **extent, "fill-opacity": 0.8})
    label = [
        halo(
            placed.x,
            first + line * _LINE,
            word,
            _SIZE,
            text_anchor="middle",
            font_weight=weight,
        )
        for line, word in enumerate(placed.words)
    ]
    # a touch target of at least 24 pixels even for small marks
    field = tag("circle", {"class": "field", "cx": placed.x, "cy": placed.y,
                           "r": max(node.radius + 3, 14), "fill": "none",
                           "pointer-events": "all"})  # fmt: skip
    shape = mark(node.family, placed.x, placed.y, node.radius)
    return group({"role": "listitem"}, link(node.address, node.title, back, field, shape, *label))
