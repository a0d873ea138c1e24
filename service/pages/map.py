"""The map of districts: one measure as shades, the ties of one district as arcs, both as words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from graph.analyses.wording import listed
from graph.keys import check_ags
from graph.landscape import Landscape
from ontology.errors import ParameterError
from ontology.texts import Language, Text
from service.drawing.choropleth import Arc, Area, choropleth, swatch
from service.drawing.classes import Class, class_of, classes, shade_of
from service.drawing.tie_words import bond, strongest
from service.memory import landscape_of
from service.pages import formats
from service.pages.measures import STANDARD, Measure, labels, measure, partner_ties, values
from service.pages.rendering import PageRouter, link, page_day, page_language, render
from service.pages.twin import Cell, Column, Twin, named, options, twin

router = PageRouter()

_STATUSES: Final = ("current", "undated", "ended")
_NO_FIGURE: Final = Text("keine Angabe", "no information")
_UNKNOWN: Final = Text("nichts bekannt", "nothing known")


@dataclass(frozen=True, slots=True)
class Wish:
    """What the reader asked for, checked."""

    what: Measure
    year: int
    state: str
    district: str
    day: date


@router.page("/karte")
def show_map(request: Request) -> Response:
    """Show the map."""
    landscape, language = landscape_of(request), page_language(request)
    wish = _wish(request, landscape)
    found = values(landscape, wish.what, wish.day, wish.year)
    shown = [ags for ags in sorted(landscape.districts) if ags.startswith(wish.state)]
    known = {ags: found[ags] for ags in shown if ags in found}
    steps = classes(list(known.values()))
    arcs, outside = _arcs(landscape, wish, language)
    areas = {ags: _area(landscape, wish, known, steps, ags, language) for ags in shown}
    what = wish.what
    shares = [sum(class_of(value, steps) == place for value in known.values())
              for place in range(len(steps))]  # fmt: skip
    return render(
        request,
        "map.html",
        title=Text(f"Karte: {what.label.de}", f"Map: {what.label.en}"),
        description=Text(
            f"{what.label.de} in den Kreisen Deutschlands als Karte, Tabelle und Text.",
            f"{what.label.en} in Germany's districts as map, table and text.",
        ),
        wish=wish,
        years=what.years,
        measures=options({key: label.in_language(language) for key, label in
                          labels(landscape).items()}, what.key),
        states=options(landscape.state_names(language), wish.state),
        districts=options({ags: one.name for ags, one in landscape.districts.items()},
                          wish.district),
        picture=choropleth(
            areas,
            {ags: (one.latitude, one.longitude) for ags, one in landscape.districts.items()},
            _label(wish, landscape, len(known), len(shown)).in_language(language),
            chosen=wish.district,
            arcs=arcs,
        ),
        legend=[
            (swatch(shade_of(place, steps)), _range(one, what, language), shares[place])
            for place, one in enumerate(steps)
        ],
        unknown=(swatch(None), len(shown) - len(known)),
        sentences=_sentences(landscape, wish, known, len(shown), language),
        arcs=arcs,
        outside=outside,
        chosen=landscape.districts.get(wish.district),
        table=_table(request, landscape, wish, shown, known, language),
    )  # fmt: skip


def _wish(request: Request, landscape: Landscape) -> Wish:
    asked = request.query_params
    what = measure(landscape, asked.get("measure") or STANDARD)
    state, district = asked.get("state", ""), asked.get("district", "")
    if state and state not in landscape.states:
        raise ParameterError(
            "state",
            Text(
                f"Es gibt kein Land „{state}“. Erwartet werden zwei Ziffern, zum Beispiel 05.",
                f'There is no state "{state}". Expected two digits, for instance 05.',
            ),
        )
    if district:
        district = landscape.district(check_ags(district, "district")).ags
    wanted = asked.get("year", "")
    year = int(wanted) if wanted.isascii() and wanted.isdigit() else 0
    if year not in what.years:
        year = what.years[0] if what.years else 0
    return Wish(what, year, state, district, page_day(request))


def _area(
    landscape: Landscape,
    wish: Wish,
    known: Mapping[str, float],
    steps: Sequence[Class],
    ags: str,
    language: Language,
) -> Area:
    name = landscape.districts[ags].name
    said = _said(known.get(ags), wish.what, language)
    shade = shade_of(class_of(known[ags], steps), steps) if ags in known else None
    return Area(f"{name}: {said}", link(f"/kreise/{ags}", language), shade)


def _said(value: float | None, what: Measure, language: Language, finer: int = 0) -> str:
    if value is None:
        return (_NO_FIGURE if what.is_indicator else _UNKNOWN).in_language(language)
    unit = what.unit.in_language(language)
    said = formats.number(value, language, what.digits + finer)
    return f"{said}\N{NO-BREAK SPACE}{unit}" if unit else said


def _range(one: Class, what: Measure, language: Language) -> str:
    if one.low == one.high:
        return _said(one.low, what, language)
    # one digit more than elsewhere: two classes never seem to share a value
    finer = int(what.is_indicator)
    low = formats.number(one.low, language, what.digits + finer)
    word = "to" if language == "en" else "bis"
    return f"{low} {word} {_said(one.high, what, language, finer)}"


def _label(wish: Wish, landscape: Landscape, known: int, shown: int) -> Text:
    place = landscape.states.get(wish.state, Text("Deutschland", "Germany"))
    when = f" {wish.year}" if wish.year else ""
    return Text(
        f"Karte: {wish.what.label.de}{when}, {place.de}, {known} von {shown} Kreisen mit Angabe",
        f"Map: {wish.what.label.en}{when}, {place.en}, {known} of {shown} districts with a value",
    )


def _sentences(
    landscape: Landscape, wish: Wish, known: Mapping[str, float], shown: int, language: Language
) -> list[str]:
    if not known:
        nothing = Text("Zu dieser Auswahl ist nichts bekannt.", "Nothing is known here.")
        return [nothing.in_language(language)]
    ordered = sorted(known, key=lambda ags: (-known[ags], ags))

    def told(ags: str) -> str:
        return f"{landscape.districts[ags].name} ({_said(known[ags], wish.what, language)})"

    if len(known) == 1:
        only = told(ordered[0])
        return [Text(f"Bekannt ist nur {only}.", f"Known is only {only}.").in_language(language)]
    top = listed([told(ags) for ags in ordered[:3]]).in_language(language)
    low = listed([told(ags) for ags in ordered[-3:][::-1]]).in_language(language)
    middle = _said(median(known.values()), wish.what, language)
    highest = Text(f"Die höchsten Werte haben {top}.", f"The highest values are in {top}.")
    lowest = Text(f"Die niedrigsten haben {low}.", f"The lowest are in {low}.")
    half = Text(
        f"Die Hälfte der {len(known)} Kreise mit Angabe liegt nicht über {middle}.",
        f"Half of the {len(known)} districts with a value are not above {middle}.",
    )
    rest = Text(
        f"Für {shown - len(known)} von {shown} Kreisen ist nichts bekannt.",
        f"Nothing is known of {shown - len(known)} of {shown} districts.",
    )
    chosen = (highest, lowest, half) if wish.what.is_indicator else (highest, rest)
    return [one.in_language(language) for one in chosen]


def _arcs(landscape: Landscape, wish: Wish, language: Language) -> tuple[list[Arc], list[Cell]]:
    """Return the arcs to other districts, and the partners whose place is not known."""
    if not wish.district:
        return [], []
    bundles: dict[str, list[str]] = {}
    outside: list[Cell] = []
    ties = partner_ties(landscape, wish.district, wish.day, _STATUSES)
    for partner in sorted(ties, key=lambda key: landscape.actors[key].name):
        ags = landscape.district_of(partner)
        if ags and ags != wish.district:
            bundles.setdefault(ags, []).append(partner)
        else:
            address = link(f"/akteure/{partner}", language)
            outside.append(named(landscape.actors[partner].name, address))
    return [_arc(landscape, wish, ags, bundles[ags], ties, language) for ags in bundles], outside


def _arc(
    landscape: Landscape,
    wish: Wish,
    ags: str,
    partners: Sequence[str],
    ties: Mapping[str, list[str]],
    language: Language,
) -> Arc:
    bonds = [
        bond(landscape, landscape.ties[key], wish.day) for one in partners for key in ties[one]
    ]
    names = listed([landscape.actors[one].name for one in partners], 6).in_language(language)
    kinds = "; ".join(dict.fromkeys(one.sentence.in_language(language) for one in bonds))
    place = landscape.districts[ags].name
    return Arc(ags, strongest(bonds), f"{place}: {names} – {kinds}")


def _table(
    request: Request,
    landscape: Landscape,
    wish: Wish,
    shown: Sequence[str],
    known: Mapping[str, float],
    language: Language,
) -> Twin:
    head = wish.what.label
    columns = [
        Column("name", Text("Kreis", "District")),
        Column("state", Text("Land", "State")),
        Column("value", head, number=True),
    ]
    rows = [
        [
            named(landscape.districts[ags].name, link(f"/kreise/{ags}", language)),
            named(landscape.states[ags[:2]].in_language(language)),
            Cell(_said(known.get(ags), wish.what, language), known.get(ags)),
        ]
        for ags in shown
    ]
    return twin(request, language, columns, rows, "-value")
