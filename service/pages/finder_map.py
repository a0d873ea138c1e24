"""The map by which people find their district: every shape a link, nothing else in it."""

from markupsafe import Markup

from graph.landscape import Landscape
from graph.once import once_per_landscape
from ontology.texts import Language, Text
from service.drawing.choropleth import Area, choropleth
from service.pages.rendering import link

_LABEL = Text("Karte der Kreise und kreisfreien Städte", "Map of districts and independent cities")


def finder_map(landscape: Landscape, language: Language) -> Markup:
    """Return the map of all districts, drawn once per landscape and language."""
    return _maps(landscape)[language]


@once_per_landscape
def _maps(landscape: Landscape) -> dict[Language, Markup]:
    return {language: _map(landscape, language) for language in ("de", "en")}


def _map(landscape: Landscape, language: Language) -> Markup:
    areas = {
        ags: Area(one.name, link(f"/kreise/{ags}", language), 0)
        for ags, one in landscape.districts.items()
    }
    return choropleth(areas, {}, _LABEL.in_language(language))
