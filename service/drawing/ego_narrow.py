"""The ego network for a phone: who is in the middle on top, its partners below on one stem."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from markupsafe import Markup

from graph.landscape import Landscape
from graph.things import Actor
from ontology.texts import Language
from service.drawing.ego import remark, summary
from service.drawing.ego_partners import Partner, partners
from service.drawing.families import family_of, mark
from service.drawing.legend import legend, network_entries, tie_line
from service.drawing.lettering import lines_of
from service.drawing.svg import INK, MUTED, group, link, page, picture, tag, text

WIDTH: Final = 360.0
_MARGIN: Final = 10.0
_BOX: Final = 46.0
_BOX_ROW: Final = 54.0
_STEM: Final = 28.0
_MARK: Final = 68.0
_LABEL: Final = 88.0
_LINE: Final = 17.0
_HEADING: Final = 30.0
_RADIUS: Final = 10.0


def ego_narrow_svg(
    landscape: Landscape, keys: Sequence[str], day: date, language: Language
) -> Markup:
    """Return the ego network of some actors in a width that fits a phone.

    It says what `service.drawing.ego.ego_svg` says, but not which of several offices a partner is
    tied to: the title of each link and the table do.

    Args: see there.

    Returns:
        The picture; empty without known keys or without partners.
    """
    middle = [landscape.actors[key] for key in keys if key in landscape.actors]
    found = partners(landscape, [actor.key for actor in middle], day, language)
    if not middle or not found:
        return Markup()
    boxes = [_box(actor, place, language) for place, actor in enumerate(middle)]
    top = _MARGIN + len(middle) * _BOX_ROW
    rows, last, bottom = _rows(found, top, language)
    stem = tag("path", {"class": "unit", "d": f"M{_STEM:g} {top - 8:g}V{last:g}", "stroke": MUTED})
    key, taken = legend(
        network_entries([one.family for one in found], {one.status for one in found}, language),
        _MARGIN,
        bottom + 8,
        WIDTH - 2 * _MARGIN,
    )
    return picture(
        WIDTH,
        bottom + taken + 16,
        summary(middle[0].name, found, language),
        stem,
        group({"class": "middle"}, *boxes),
        group({"role": "list"}, *rows),
        key,
        name="ego-narrow",
    )


def _box(actor: Actor, place: int, language: Language) -> Markup:
    main, top = place == 0, _MARGIN + place * _BOX_ROW
    box = tag(
        "rect",
        {
            "class": "box box-main" if main else "box",
            "x": _MARGIN,
            "y": top,
            "width": WIDTH - 2 * _MARGIN,
            "height": _BOX,
            "rx": 8,
            "fill": "#0b3d6b" if main else "#e8f0f7",
            "stroke": "#0b3d6b",
        },
    )
    look: dict[str, str | float] = {
        "class_": "box-text-main" if main else "box-text",
        "fill": "#ffffff" if main else INK,
        "text_anchor": "middle",
        "font_weight": 600 if main else 400,
    }
    words = lines_of(actor.name, 14, WIDTH - 4 * _MARGIN, 2)
    first = top + _BOX / 2 + 5 - (len(words) - 1) * _LINE / 2
    told = [
        text(WIDTH / 2, first + line * _LINE, word, 14, **look) for line, word in enumerate(words)
    ]
    title = f"{actor.name} ({family_of(actor).label.in_language(language)})"
    return link(page(f"/akteure/{actor.key}", language), title, box, *told)


def _rows(
    found: Sequence[Partner], top: float, language: Language
) -> tuple[list[Markup], float, float]:
    """Return the partners drawn, the middle of the last one and where all of them end."""
    drawn, last = [], top
    family = None
    for partner in found:
        head = []
        if partner.family != family:
            family = partner.family
            top += _HEADING
            look: dict[str, str | float] = {"class_": "muted", "fill": MUTED, "font_weight": 600}
            head = [text(_LABEL, top - 6, family.label.in_language(language), 13, **look)]
        words = lines_of(partner.name, 14, WIDTH - _LABEL - _MARGIN, 3)
        height = (len(words) + 1) * _LINE + 12
        last = top + height / 2
        drawn.append(
            group({"role": "listitem"}, *head, _node(partner, words, top, height, language))
        )
        top += height
    return drawn, last, top


def _node(
    partner: Partner, words: Sequence[str], top: float, height: float, language: Language
) -> Markup:
    middle = top + height / 2
    path = f"M{_STEM:g} {middle:.1f}H{_MARK:g}"
    line = tie_line(partner.status, path, 1.5 + min(len(partner.bonds), 4) * 0.5)
    label = [text(_LABEL, top + 17 + place * _LINE, word, 14) for place, word in enumerate(words)]
    below = remark(partner, language, WIDTH - _LABEL - _MARGIN)
    quiet: dict[str, str | float] = {"class_": "muted", "fill": MUTED}
    label.append(text(_LABEL, top + 17 + len(words) * _LINE, below, 12, **quiet))
    field = tag(
        "rect",
        {"class": "field", "x": _STEM, "y": top + 2, "width": WIDTH - _STEM - 4,
         "height": height - 4, "rx": 6, "fill": "none", "pointer-events": "all"},
    )  # fmt: skip
    shape = mark(partner.family, _MARK, middle, _RADIUS)
    return link(partner.address, partner.title(language), field, line, shape, *label)
