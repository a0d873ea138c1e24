"""Which group an actor belongs to when groups, not single actors, are compared."""

from collections.abc import Mapping
from typing import Final

from graph.analyses.activity import MUNICIPAL
from graph.analyses.partners import FOUNDATIONS
from graph.things import Actor
from ontology.texts import Text

NAMES: Final[Mapping[str, Text]] = {
    "municipality": Text("Kommunen", "municipalities"),
    "foundation": Text("Stiftungen", "foundations"),
    "agency": Text("Agenturen und Fachstellen", "agencies and specialist centres"),
    "state": Text("Land und Bund", "state and federation"),
    "economy": Text("Wirtschaft und Kammern", "economy and chambers"),
    "education": Text("Bildung und Wissenschaft", "education and science"),
    "civil": Text("Vereine und Netzwerke", "associations and networks"),
}

_CLASSES: Final[Mapping[str, tuple[str, ...]]] = {
    "agency": (
        "TransferAgency",
        "RegionalDevelopmentAgency",
        "SpecialistCentre",
        "CoordinationOffice",
        "ProgrammeManagementAgency",
    ),
    "state": (
        "StateGovernment",
        "StateMinistry",
        "FederalMinistry",
        "FederalAgency",
        "RegionalGovernment",
        "PublicBody",
        "EmploymentAgency",
        "JobCentre",
    ),
    "economy": ("Company", "SavingsBank", "DevelopmentAgency"),
    "education": (
        "School",
        "VocationalSchool",
        "DaycareCentre",
        "EducationProvider",
        "University",
        "ResearchInstitute",
        "AdultEducationCentre",
        "TrainingProvider",
        "Library",
        "Museum",
    ),
    "civil": ("Association", "Network", "NonProfitOrganisation", "EducationRegionAssociation"),
}
_GROUP: Final = {class_: group for group, classes in _CLASSES.items() for class_ in classes}


def group_of(actor: Actor) -> str:
    """Return the group of an actor; empty if its class tells none."""
    if actor.class_ in MUNICIPAL:
        return "municipality"
    if actor.class_ in FOUNDATIONS:
        return "foundation"
    if actor.class_.startswith("Chamber"):
        return "economy"
    return _GROUP.get(actor.class_, "")
