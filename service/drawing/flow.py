"""Who followed whom: agencies in columns by generation, lines from predecessor to successor."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from service.drawing.lettering import lines_of
from service.drawing.svg import MUTED, group, link, picture, tag, text

_BOX: Final = 250.0
_BETWEEN: Final = 90.0
_ROW: Final = 66.0
_TALL: Final = 54.0
_MARGIN: Final = 12.0


@dataclass(frozen=True, slots=True)
class Station:
    """An agency in the flow.

    Attributes:
        title: accessible name, beginning with the name.
        years: when it worked, in words.
        running: whether it does on the day.
    """

    key: str
    name: str
    title: str
    address: str
    years: str
    running: bool


def flow_svg(
    stations: Mapping[str, Station], follows: Mapping[str, Sequence[str]], label: str
) -> Markup:
    """Return the flow as inline SVG; an empty string without stations.

    Args:
        stations: key → agency.
        follows: key → keys of those that followed it.
        label: what the picture shows.
    """
    if not stations:
        return Markup()
    columns = _columns(stations, follows)
    places = _places(columns, follows)
    wide = len(columns) * _BOX + (len(columns) - 1) * _BETWEEN + 2 * _MARGIN
    tall = max(y for _, y in places.values()) + _TALL / 2 + _MARGIN
    lines = [
        _line(places[one], places[two])
        for one, others in sorted(follows.items())
        for two in others
        if one in places and two in places
    ]
    boxes = [_box(stations[key], *places[key]) for column in columns for key in column]
    return picture(
        wide,
        tall,
        label,
        group({"class": "ties", "aria-hidden": "true"}, *lines),
        group({"role": "list"}, *boxes),
        name="flow",
    )


def _columns(
    stations: Mapping[str, Station], follows: Mapping[str, Sequence[str]]
) -> list[list[str]]:
    """Return the stations by generation: the longest way from one without a predecessor."""
    before: dict[str, list[str]] = {key: [] for key in stations}
    for one, others in follows.items():
        for two in others:
            if one in stations and two in stations:
                before[two].append(one)
    generation: dict[str, int] = {}

    def of(key: str) -> int:
        if key not in generation:
            generation[key] = 1 + max((of(one) for one in before[key]), default=-1)
        return generation[key]

    columns: list[list[str]] = [[] for _ in range(1 + max(of(key) for key in stations))]
    for key in sorted(stations, key=lambda key: stations[key].name):
        columns[of(key)].append(key)
    return columns


def _places(
    columns: Sequence[Sequence[str]], follows: Mapping[str, Sequence[str]]
) -> dict[str, tuple[float, float]]:
    """Put predecessors of the same successor together, and successors beside their predecessors."""
    heir = {key: (list(follows.get(key, ())) or [key])[0] for key in columns[0]}
    places: dict[str, tuple[float, float]] = {}
    for number, column in enumerate(columns):
        x = _MARGIN + number * (_BOX + _BETWEEN)
        wanted = {}
        for key in column:
            ys = [places[one][1] for one, others in follows.items() if key in others
                  and one in places]  # fmt: skip
            wanted[key] = sum(ys) / len(ys) if ys else float("inf")
        ordered = sorted(column, key=lambda key: (wanted[key], heir.get(key, ""), key))
        low = _MARGIN + _TALL / 2
        for key in ordered:
            y = max(low, wanted[key]) if wanted[key] != float("inf") else low
            places[key] = (x, y)
            low = y + _ROW
    return places


def _line(one: tuple[float, float], two: tuple[float, float]) -> Markup:
    start, end = one[0] + _BOX, two[0]
    bend = (start + end) / 2
    there = f"{bend:g} {two[1]:.1f} {end - 7:g} {two[1]:.1f}"
    path = f"M{start:g} {one[1]:.1f}C{bend:g} {one[1]:.1f} {there}"
    look: dict[str, str | float] = {"fill": "none", "stroke": "#1f4e79", "stroke-width": 2.5}
    tip = f"M{end - 9:g} {two[1] - 5:.1f}l9 5l-9 5z"
    return group(
        {},
        tag("path", {"class": "tie tie-current", "d": path, **look}),
        tag("path", {"class": "tip", "d": tip, "fill": "#1f4e79"}),
    )


def _box(station: Station, x: float, y: float) -> Markup:
    look: dict[str, str | float] = {
        "class": "box" if station.running else "box box-over",
        "fill": "#e8f0f7" if station.running else "#ffffff",
        "stroke": "#0b3d6b",
        "stroke-dasharray": "none" if station.running else "5 4",
    }
    box = tag("rect", {"x": x, "y": y - _TALL / 2, "width": _BOX, "height": _TALL, "rx": 6, **look})
    words = lines_of(station.name, 12.5, _BOX - 16, 2)
    first = y - 6 - (len(words) - 1) * 7.5
    name = [
        text(x + 8, first + row * 15, word, 12.5, class_="box-text")
        for row, word in enumerate(words)
    ]
    years = text(x + 8, y + _TALL / 2 - 7, station.years, 12, class_="muted", fill=MUTED)
    return group({"role": "listitem"}, link(station.address, station.title, box, *name, years))
