"""A view of the network with everything that is drawn and said of it, kept for the next reader."""

from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Final

from markupsafe import Markup

from graph.landscape import Landscape
from graph.network import Network, network
from graph.selection import Selection
from ontology.texts import Language, Text
from service.drawing.network import network_svg
from service.network_wish import Colour, NetworkWish
from service.pages import formats
from service.pages.network_colours import Colouring, colouring
from service.pages.network_figures import Whole, figures
from service.pages.network_view import View, view_of

_KEPT: Final = 64
"""Views that are kept; the largest takes about a megabyte."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a view shows.

    Attributes:
        looks: what shapes and colours tell.
        picture: SVG, empty if there is nothing to draw.
    """

    network: Network
    whole: Whole
    view: View
    looks: Colouring
    picture: Markup


@dataclass(frozen=True, slots=True)
class _Question:
    version: str
    selection: Selection
    day: date
    colour: Colour
    language: Language
    landscape: Landscape = field(compare=False, repr=False)


def answer_of(landscape: Landscape, wish: NetworkWish, language: Language) -> Answer:
    """Return a view, computed once per version, day, filters and language."""
    question = _Question(
        landscape.version, wish.selection, wish.day, wish.colour, language, landscape
    )
    return _answered(question)


@lru_cache(maxsize=_KEPT)
def _answered(question: _Question) -> Answer:
    found = network(question.landscape, question.day, question.selection)
    looks = colouring(question.landscape, found, question.colour)
    view = view_of(question.landscape, found, question.language, looks)
    label = _label(view, question.day).in_language(question.language)
    picture = network_svg(view.nodes, view.lines, label, question.language)
    return Answer(found, figures(found), view, looks, picture)


def _label(view: View, day: date) -> Text:
    german, english = (formats.day_in_words(day, language) for language in ("de", "en"))
    return Text(
        f"Netzwerk am {german}: {len(view.nodes)} Knoten, {len(view.lines)} Linien",
        f"Network on {english}: {len(view.nodes)} nodes, {len(view.lines)} lines",
    )
