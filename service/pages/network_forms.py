"""The controls of the network page: filters, views, years, files, and the code for other pages."""

from datetime import date
from html import escape
from typing import Final
from urllib.parse import urlencode

from graph.keys import municipality_key
from graph.landscape import Landscape
from graph.links import links
from graph.once import once_per_landscape
from graph.selection import actor_types, kinds, link_sources
from ontology.texts import Language, Text
from service.drawing.tie_words import class_label
from service.network_wish import NetworkWish
from service.pages.labels import concept_label
from service.pages.network_colours import COLOURS
from service.pages.rendering import link, sources
from service.pages.twin import options
from service.pages.words import CONFIDENCE

VIEWS: Final = {
    "": Text("Bild mit Namen", "Picture with names"),
    "interaktiv": Text("zum Ziehen", "to drag"),
    "gross": Text("große Netze (Forschung)", "large networks (research)"),
}
FILES: Final = (
    ("svg", "SVG"),
    ("gexf", "GEXF (Gephi)"),
    ("graphml", "GraphML"),
    ("csv", "CSV"),
    ("json", "JSON"),
    ("html", "HTML"),
)
_FRAME: Final = (
    '<iframe src="{address}" title="{title}" width="100%" height="640" style="border:0"'
    ' loading="lazy"></iframe>'
)

Choices = list[tuple[str, str, bool]]


def choices(landscape: Landscape, wish: NetworkWish, language: Language) -> dict[str, Choices]:
    """Return the choices of each filter: key, words, whether it is chosen."""
    chosen = wish.selection
    center = landscape.actor(chosen.center).key if chosen.center else ""
    districts = {municipality_key(ags): one.name for ags, one in landscape.districts.items()}
    if center and center not in districts:
        districts[center] = landscape.actors[center].name
    themes = {key: one.label.in_language(language) for key, one in landscape.themes.items()}
    programmes = {key: one.name for key, one in landscape.programmes.items()}
    confidences = {key: label.in_language(language) for key, label in CONFIDENCE.items()}
    return {
        "center": options(districts, center),
        "theme": options(themes, chosen.theme),
        "state": options(landscape.state_names(language), chosen.state),
        "programme": options(programmes, chosen.programme),
        "kind": options(_kinds(landscape, language), chosen.kind),
        "type": options(_types(landscape, language), chosen.actor_type),
        "confidence": options(confidences, chosen.confidence),
        "source": options(_sources(landscape, language), chosen.source),
        "colour": [
            (key, label.in_language(language), key == wish.colour) for key, label in COLOURS.items()
        ],
    }


def views(wish: NetworkWish, look: str, language: Language) -> Choices:
    """Return the ways to look at a view: words, address, whether it is the present one."""
    return [
        (
            label.in_language(language),
            link("/netzwerk", language, **wish.parameters, ansicht=name),
            name == look,
        )
        for name, label in VIEWS.items()
    ]


def file_address(wish: NetworkWish, file: str, language: Language) -> str:
    """Return where a view can be had as a file."""
    return "/api/v1/network?" + urlencode({**wish.parameters, "format": file, "lang": language})


def frame_code(site: str, wish: NetworkWish, title: str, language: Language) -> str:
    """Return the HTML by which another page shows a view.

    Args:
        site: the address under which people reach us.
        wish: the view.
        title: what the frame is called for those who do not see it.
        language: of the frame.
    """
    address = site + link("/netzwerk/einbetten", language, **wish.parameters)
    return _FRAME.format(address=escape(address), title=escape(title))


@once_per_landscape
def first_year(landscape: Landscape) -> int:
    """Return the year in which the first dated tie begins; this year if none is dated."""
    starts = [link.interval.valid_from for link in links(landscape) if len(link.actors) > 1]
    # the reader's calendar year at the server, no instant
    return min((day.year for day in starts if day), default=date.today().year)  # noqa: DTZ011


def _kinds(landscape: Landscape, language: Language) -> dict[str, str]:
    return {
        key: name if name != key else class_label(key).in_language(language)
        for key, name in kinds(landscape).items()
    }


def _types(landscape: Landscape, language: Language) -> dict[str, str]:
    known = landscape.concepts.get("actor-type", {})
    return {
        key: concept_label(landscape, "actor-type", key).in_language(language)
        for key in actor_types(landscape)
        if key in known
    }


def _sources(landscape: Landscape, language: Language) -> dict[str, str]:
    register = sources()
    return {
        key: register[key].title.in_language(language) if key in register else key
        for key in link_sources(landscape)
    }
