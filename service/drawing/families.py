"""How kinds of actors look: eight families, each with a shape and a colour of its own."""

import math
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from graph.things import Actor
from ontology.texts import Text
from service.drawing.svg import tag


@dataclass(frozen=True, slots=True)
class Family:
    """Kinds of actors that are drawn alike.

    Attributes:
        key: also its class in the style sheet.
        label: plural name.
        colour: on white; the style sheet has another one for dark screens.
        shape: name of the shape.
    """

    key: str
    label: Text
    colour: str
    shape: str


FAMILIES: Final = tuple(
    Family(*row)
    for row in (
        # colours: Okabe and Ito (2008), darkened to at least 3:1 on white
        ("municipality", Text("Kommunen", "Municipalities"), "#0072b2", "circle"),
        ("office", Text("Kommunale Stellen und Gremien", "Municipal offices and bodies"),
         "#3a8fc4", "ring"),
        ("agency", Text("Agenturen und Fachstellen", "Agencies and specialist centres"),
         "#b86e00", "diamond"),
        ("foundation", Text("Stiftungen", "Foundations"), "#008060", "square"),
        ("provider", Text("Bildungseinrichtungen", "Education providers"), "#b0558a", "triangle"),
        ("government", Text("Bund, Land und Aufsicht", "Federal and state bodies"),
         "#4d5a66", "hexagon"),
        ("economy", Text("Wirtschaft, Kammern und Arbeit", "Business, chambers and labour"),
         "#c04a00", "wedge"),
        ("society", Text("Vereine, Netzwerke und Träger", "Associations and networks"),
         "#7a6a00", "pentagon"),
    )
)  # fmt: skip
"""In the order in which legends and groups show them."""

_BY_KEY: Final = {family.key: family for family in FAMILIES}

_TYPES: Final = {
    "municipality": "kommune-kreisebene kreisangehoerige-gemeinde",
    "office": "bildungsbuero lenkungsgremium bildungskonferenz schulamt jugendamt schultraeger"
    " statistikstelle sozialamt-integration kommunales-integrationszentrum jugendberufsagentur",
    "agency": "transferagentur fachstelle projekttraeger wissenschaftliche-begleitung",
    "foundation": "stiftung",
    "provider": "berufliche-schule bibliothek hochschule kita museum musikschule schule"
    " sprachkurstraeger vhs weiterbildungstraeger mehrgenerationenhaus jugendsozialarbeit",
    "government": "bamf bezirksregierung bundesministerium landesministerium",
    "economy": "agentur-fuer-arbeit hwk ihk jobcenter sparkasse unternehmen wirtschaftsfoerderung",
}
_CLASSES: Final = {
    "agency": "CoordinationOffice TransferAgency SpecialistCentre RegionalDevelopmentAgency"
    " ResearchInstitute",
    "foundation": "FoundationAlliance",
    "provider": "AfterSchoolCare Archive EducationProvider MemoryInstitution ScienceLearningPlace"
    " School University",
    "government": "FederalAgency FundingOrganisation PublicBody StateGovernment",
    "economy": "Company",
}
_OF_TYPE: Final = {key: family for family, keys in _TYPES.items() for key in keys.split()}
_OF_CLASS: Final = {key: family for family, keys in _CLASSES.items() for key in keys.split()}
_CORNERS: Final = {
    "diamond": (4, 0.0),
    "square": (4, 45.0),
    "triangle": (3, 0.0),
    "wedge": (3, 180.0),
    "octagon": (8, 22.5),
    "hexagon": (6, 30.0),
    "pentagon": (5, 0.0),
}
"""Shape → number of corners, turn in degrees from the top."""


def family_of(actor: Actor) -> Family:
    """Return the family of an actor: by its type, else by its class, else the last one."""
    found = _OF_TYPE.get(actor.type) or _OF_CLASS.get(actor.class_) or FAMILIES[-1].key
    return _BY_KEY[found]


def looks() -> dict[str, object]:
    """Return how actors look, for scripts: families, and which type or class has which."""
    return {
        "families": {one.key: {"colour": one.colour, "shape": one.shape} for one in FAMILIES},
        "types": _OF_TYPE,
        "classes": _OF_CLASS,
        "other": FAMILIES[-1].key,
    }


def mark(family: Family, x: float, y: float, radius: float) -> Markup:
    """Return the shape of a family.

    Args:
        family: whose.
        x: of the middle.
        y: of the middle.
        radius: of a circle of the same size, user units.
    """
    look: dict[str, str | float] = {
        "class": f"mark family-{family.key}",
        "fill": family.colour,
        "stroke": "#ffffff",
        "stroke-width": 1.5,
    }
    if family.shape == "ring":
        look |= {"fill": "#ffffff", "stroke": family.colour, "stroke-width": radius * 0.5}
        return tag("circle", {"cx": x, "cy": y, "r": radius * 0.75, **look})
    if family.shape == "circle":
        return tag("circle", {"cx": x, "cy": y, "r": radius, **look})
    return tag("polygon", {"points": _polygon(*_CORNERS[family.shape], x, y, radius), **look})


def _polygon(corners: int, turn: float, x: float, y: float, radius: float) -> str:
    # the same area as the circle: sizes of different shapes stay comparable
    outer = radius * math.sqrt(2 * math.pi / (corners * math.sin(2 * math.pi / corners)))
    angles = (math.radians(turn - 90 + 360 * step / corners) for step in range(corners))
    return " ".join(
        f"{x + outer * math.cos(angle):.1f},{y + outer * math.sin(angle):.1f}" for angle in angles
    )
