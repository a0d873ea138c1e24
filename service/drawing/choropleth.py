"""The map of districts: shaded by classes, every district a link, arcs for one chosen district."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from graph.dates import Status
from service.drawing.svg import FONT, group, link, tag
from service.drawing.territory import WIDTH, Territory, territory
from service.drawing.tie_words import DASHES

SHADES: Final = ("#dbe9f6", "#a9cce5", "#64a3d1", "#2b74b0", "#0a3e74")
"""Light to dark in one hue, told apart by all kinds of colour vision; reversed on dark screens."""

HATCH: Final = "keine-angabe"
_NOTHING: Final = f"url(#{HATCH})"
_OUTLINE: Final = "#5d6b7a"
_ARC: Final = "#b34700"


@dataclass(frozen=True, slots=True)
class Area:
    """What is shown of a district.

    Attributes:
        title: name and value.
        address: where its link leads.
        shade: number of its class; None if there is no information.
    """

    title: str
    address: str
    shade: int | None


@dataclass(frozen=True, slots=True)
class Arc:
    """Ties between the chosen district and another one.

    Attributes:
        ags: of the other district.
        status: in which it is drawn.
        title: names and ties.
    """

    ags: str
    status: Status
    title: str


def choropleth(
    areas: Mapping[str, Area],
    places: Mapping[str, tuple[float, float]],
    label: str,
    *,
    chosen: str = "",
    arcs: Sequence[Arc] = (),
) -> Markup:
    """Return the map of some districts as inline SVG, cut to these districts.

    Args:
        areas: AGS → what is shown; districts of the same state stand together in the tab order.
        places: AGS → latitude and longitude, for arcs.
        label: what the map shows, in one sentence.
        chosen: AGS of the district that arcs start from, drawn with a bold outline.
        arcs: to other districts; those outside the cut are drawn as far as it goes.

    Returns:
        An empty map if there are no areas.
    """
    land = territory()
    shown = [ags for ags in sorted(areas) if ags in land.districts]
    left, top, right, bottom = _cut(land, shown)
    unit = (right - left) / WIDTH
    drawn = [_area(land, ags, areas[ags]) for ags in shown]
    states = sorted({ags[:2] for ags in shown})
    borders = [_outline(land.states[state], "state-border", 1.6) for state in states]
    marks = [_outline(land.districts[chosen], "chosen", 3.5)] if chosen in land.districts else []
    return tag(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "viewBox": f"{left:g} {top:g} {right - left:g} {bottom - top:g}",
            "width": WIDTH,
            "height": round((bottom - top) / unit),
            "role": "group",
            "aria-label": label,
            "class": "picture map",
            "font-family": FONT,
        },
        hatch(unit),
        group({"role": "list", "class": "areas"}, *drawn),
        group({"class": "borders", "aria-hidden": "true"}, *borders, *marks),
        group({"class": "arcs"}, *_arcs(land, chosen, arcs, places, unit)),
    )


def hatch(unit: float = 1.0) -> Markup:
    """Return the pattern for "no information".

    Args:
        unit: size of its grid, user units per pixel.
    """
    line = tag("path", {"class": "hatch", "d": "M0 0V8", "stroke": "#a9b3be", "stroke-width": 2})
    pattern = tag(
        "pattern",
        {
            "id": HATCH,
            "width": 8,
            "height": 8,
            "patternUnits": "userSpaceOnUse",
            "patternTransform": f"scale({unit:.3f}) rotate(45)",
        },
        tag("rect", {"class": "hatch-paper", "width": 8, "height": 8, "fill": "#ffffff"}),
        line,
    )
    return tag("defs", {}, pattern)


def swatch(shade: int | None) -> Markup:
    """Return a small field with a shade, for the legend in the page."""
    look = _look(shade)
    field = tag("rect", {"x": 0.5, "y": 0.5, "width": 31, "height": 19, **look})
    size: dict[str, str | float] = {"width": 32, "height": 20, "viewBox": "0 0 32 20"}
    return tag("svg", {**size, "class": "swatch", "aria-hidden": "true"}, field)


def _cut(land: Territory, shown: Sequence[str]) -> tuple[float, float, float, float]:
    if not shown:
        return 0.0, 0.0, WIDTH, land.height
    bounds = [land.bounds[ags] for ags in shown]
    left, top = (min(one[side] for one in bounds) for side in (0, 1))
    right, bottom = (max(one[side] for one in bounds) for side in (2, 3))
    rim = 0.02 * max(right - left, bottom - top)
    return left - rim, top - rim, right + rim, bottom + rim


def _area(land: Territory, ags: str, area: Area) -> Markup:
    look = _look(area.shade)
    path = tag("path", {"d": land.districts[ags], "vector-effect": "non-scaling-stroke", **look})
    node = link(area.address, area.title, path, name="area")
    return group({"role": "listitem"}, node)


def _look(shade: int | None) -> dict[str, str | float]:
    name = "shade-none" if shade is None else f"shade-{shade}"
    fill = _NOTHING if shade is None else SHADES[shade]
    return {"class": f"shade {name}", "fill": fill, "stroke": _OUTLINE, "stroke-width": 0.8}


def _outline(path: str, name: str, width: float) -> Markup:
    look: dict[str, str | float] = {"fill": "none", "stroke": "#16202e", "stroke-width": width}
    fixed: dict[str, str | float] = {"vector-effect": "non-scaling-stroke"}
    return tag("path", {"class": name, "d": path, **look, **fixed})


def _arc_line(status: Status, path: str, unit: float) -> Markup:
    parts = DASHES[status].removesuffix("none").split()
    dashes = " ".join(f"{float(part) * unit:.1f}" for part in parts)
    look: dict[str, str | float] = {"class": "arc", "d": path, "fill": "none", "stroke": _ARC}
    return tag("path", {**look, "stroke-width": 3 * unit, "stroke-dasharray": dashes or "none"})


def _arcs(
    land: Territory,
    chosen: str,
    arcs: Sequence[Arc],
    places: Mapping[str, tuple[float, float]],
    unit: float,
) -> list[Markup]:
    if chosen not in places:
        return []
    x, y = land.place(*places[chosen])
    drawn = []
    for arc in arcs:
        to_x, to_y = land.place(*places[arc.ags])
        # bent to one side, so that there and back of two districts do not cover each other
        bend_x, bend_y = (x + to_x) / 2 + (to_y - y) * 0.18, (y + to_y) / 2 - (to_x - x) * 0.18
        path = f"M{x:.1f} {y:.1f}Q{bend_x:.1f} {bend_y:.1f} {to_x:.1f} {to_y:.1f}"
        wide: dict[str, str | float] = {"stroke": "#ffffff", "stroke-width": 6 * unit}
        rim = tag("path", {"class": "arc-rim", "d": path, "fill": "none", **wide})
        round_: dict[str, str | float] = {"cx": to_x, "cy": to_y, "r": 6 * unit}
        end = tag("circle", {"class": "arc-end", "fill": _ARC, **round_})
        title = tag("title", {}, arc.title)
        drawn.append(group({}, title, rim, _arc_line(arc.status, path, unit), end))
    return drawn
