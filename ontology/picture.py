"""The core classes as a drawing: boxes and arrows made from domains and ranges."""

from html import escape
from typing import Final

from rdflib import RDFS, Graph, Literal, URIRef

from ontology.namespaces import BL
from ontology.texts import Language

_PLACES: Final = {
    "Programme": (0, 0),
    "ProgrammeParticipation": (1, 0),
    "Participation": (1, 1),
    "Cooperation": (0, 1),
    "Actor": (2, 1),
    "Territory": (3, 1),
    "Evidence": (0, 2),
    "EducationModel": (2, 2),
    "Need": (2, 0),
    "Observation": (3, 2),
    "Offer": (3, 0),
}
"""Core class → column and row."""

_ARROWS: Final = (
    ("programme", "ProgrammeParticipation", "Programme"),
    ("participation", "Cooperation", "Participation"),
    ("actor", "Participation", "Actor"),
    ("locatedIn", "Actor", "Territory"),
    ("developedBy", "EducationModel", "Actor"),
    ("statedBy", "Need", "Actor"),
    ("offeredBy", "Offer", "Actor"),
    ("district", "Observation", "Territory"),
    ("evidence", "Cooperation", "Evidence"),
)
"""Property, from class, to class; a test compares them with domains and ranges."""

_WIDTH, _HEIGHT, _STEP_X, _STEP_Y, _MARGIN, _RIGHT = 170, 44, 310, 110, 10, 40


def core_picture(ontology: Graph, language: Language) -> str:
    """Return the drawing as SVG with a title; its boxes link to the anchors of the classes.

    It holds links, so for screen readers it is a group: whatever is an image has no links.

    Args:
        ontology: the modules, for the labels.
        language: of the labels.
    """
    width = 2 * _MARGIN + 3 * _STEP_X + _WIDTH + _RIGHT
    height = 2 * _MARGIN + 2 * _STEP_Y + _HEIGHT
    title = "Kernklassen" if language == "de" else "Core classes"
    arrows = "".join(_arrow(ontology, language, *arrow) for arrow in _ARROWS)
    boxes = "".join(_box(ontology, language, name) for name in _PLACES)
    return (
        f'<svg class="ontology-picture" viewBox="0 0 {width} {height}" role="group" '
        f'aria-label="{title}" xmlns="http://www.w3.org/2000/svg"><title>{title}</title>'
        '<defs><marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" '
        'markerHeight="8" orient="auto"><path d="M0 0 8 4 0 8z" fill="currentColor"/></marker>'
        f"</defs>{arrows}{boxes}</svg>"
    )


def _box(ontology: Graph, language: Language, name: str) -> str:
    x, y = _corner(name)
    text = escape(_label(ontology, name, language))
    return (
        f'<a href="#{name}"><rect x="{x}" y="{y}" width="{_WIDTH}" height="{_HEIGHT}" rx="6" '
        'fill="Canvas" stroke="currentColor" stroke-width="1.5"/>'
        f'<text x="{x + _WIDTH // 2}" y="{y + _HEIGHT // 2 + 5}" text-anchor="middle" '
        f'font-size="14" fill="currentColor">{text}</text></a>'
    )


def _arrow(ontology: Graph, language: Language, name: str, start: str, end: str) -> str:
    (x1, y1), (x2, y2) = _ends(start, end)
    text = escape(_label(ontology, name, language))
    # right of an upright arrow, above a level one, left of one that falls to the left
    shift_x, shift_y, anchor = (0, -6, "middle")
    if x1 == x2:
        shift_x, shift_y, anchor = (6, 4, "start")
    elif y1 != y2:
        shift_x, shift_y, anchor = (-10, -6, "end")
    x, y = (x1 + x2) // 2 + shift_x, (y1 + y2) // 2 + shift_y
    return (
        f'<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}" stroke="currentColor" '
        'marker-end="url(#tip)"/>'
        f'<text x="{x}" y="{y}" text-anchor="{anchor}" '
        f'font-size="11" fill="currentColor">{text}</text>'
    )


def _ends(start: str, end: str) -> tuple[tuple[int, int], tuple[int, int]]:
    """Return where an arrow leaves one box and meets the other."""
    (x1, y1), (x2, y2) = _corner(start), _corner(end)
    middle_x, middle_y = _WIDTH // 2, _HEIGHT // 2
    if y1 == y2:
        ahead = x2 > x1
        leave, meet = (x1 + _WIDTH, x2) if ahead else (x1, x2 + _WIDTH)
        return (leave, y1 + middle_y), (meet, y2 + middle_y)
    down = y2 > y1
    leave, meet = (y1 + _HEIGHT, y2) if down else (y1, y2 + _HEIGHT)
    return (x1 + middle_x, leave), (x2 + middle_x, meet)


def _corner(name: str) -> tuple[int, int]:
    column, row = _PLACES[name]
    return _MARGIN + column * _STEP_X, _MARGIN + row * _STEP_Y


def _label(ontology: Graph, name: str, language: Language) -> str:
    labels = ontology.objects(URIRef(BL + name), RDFS.label)
    return next(
        str(label) for label in labels if isinstance(label, Literal) and label.language == language
    )
