"""What suggestions look up again and again, computed once per landscape: who is where, who acts."""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from graph.keys import municipality_key
from graph.landscape import Landscape
from graph.once import once_per_landscape
from graph.things import Actor, Item, ProgrammeTie, Tie

FOUNDATION_CLASSES: Final = frozenset(
    {
        "Foundation",
        "ChurchFoundation",
        "CommunityFoundation",
        "CorporateFoundation",
        "FoundationAlliance",
        "SavingsBankFoundation",
    }
)
LOCAL_CLASSES: Final = frozenset(
    {"CommunityFoundation", "FoundationAlliance", "SavingsBankFoundation"}
)
"""Foundations that by their kind work for one place."""

AGENCY_CLASSES: Final = frozenset(
    {"TransferAgency", "RegionalDevelopmentAgency", "SpecialistCentre", "CoordinationOffice"}
)
NATIONWIDE_CLASSES: Final = frozenset({"SpecialistCentre", "CoordinationOffice"})
"""Agencies that address the whole country where no service area is recorded."""

PLACED_CLASSES: Final = frozenset(
    {
        "AdultEducationCentre",
        "CommunityFoundation",
        "DaycareCentre",
        "EducationOffice",
        "Library",
        "Municipality",
        "Museum",
        "School",
        "VocationalSchool",
    }
)
"""Members whose own place is the place of the tie; a ministry's or university's town is not."""

_NO_ENGAGEMENT: Final = frozenset({"Carriership", "JointEvent"})
"""Carrying an agency or meeting at a conference says nothing about where a foundation works."""


_MODELS_OF: Final = "lernen-vor-ort"

NEAREST: Final = 60
"""So many comparable districts are kept for each."""
CLOSEST: Final = 20
"""So many of them count as comparable where a partner's record is weighed."""

VOCATIONAL: Final = "vocational"
HIGHER: Final = "higher"

_VOCATIONAL_TYPES: Final = re.compile(r"Beruf|Oberstufenzentrum|\bOSZ\b")
_VOCATIONAL_NAMES: Final = re.compile(
    r"^(?!Gymnasium|Grundschule|Oberschule|Zweiter Bildungsweg).*"
    r"(Berufskolleg|Berufsschul|Berufliche|Berufsbildende|Oberstufenzentrum|\bOSZ\b|Berufsfachschul)"
)
"""Names of vocational schools, asked where the register says no type."""
_HIGHER_NAMES: Final = re.compile(
    r"^(?!Virtuelle|Volks|Fakultät).*(Universität|[Hh]ochschule|University)\b(?! Press)"
)
"""Names of institutions of higher education; those of their hospitals and publishers go on."""


@dataclass(frozen=True, slots=True)
class Engagement:
    """A tie of a foundation and the districts it is about."""

    tie: Tie
    places: frozenset[str]


@dataclass(frozen=True, slots=True)
class Ground:
    """Look-ups over one landscape.

    Attributes:
        foundations: keys, sorted.
        agencies: keys, sorted.
        engagements: foundation → what it did where.
        footprint: foundation → IRIs of its ties.
        seats: foundation → district of its seat, empty if not known.
        lineage: AGS → keys of the administration, of its predecessors, and of their units.
        models: model → administration of today that speaks for it, and its district; sorted.
        predecessors: agency → those it followed, directly or over others.
        addressed: offer → names of the districts that it names; offers that name none are left out.
        local: (AGS, stage) → institutions with a confirmed seat there, sorted.
        curated: AGS → actors with a confirmed seat there that no register brought, sorted.
        district_of: administration, office or body → AGS.
        entries: AGS → IRIs of everything that is recorded of its administration.
        themes: those that any tie or item is about.
        first: day on which the earliest dated tie began.
        models_since: day on which their programme began; the models have no date of their own.
    """

    foundations: tuple[str, ...]
    agencies: tuple[str, ...]
    engagements: Mapping[str, tuple[Engagement, ...]]
    footprint: Mapping[str, frozenset[str]]
    seats: Mapping[str, str]
    lineage: Mapping[str, tuple[str, ...]]
    models: Mapping[str, tuple[str, str]]
    predecessors: Mapping[str, frozenset[str]]
    addressed: Mapping[str, frozenset[str]]
    local: Mapping[tuple[str, str], tuple[str, ...]]
    curated: Mapping[str, tuple[str, ...]]
    district_of: Mapping[str, str]
    entries: Mapping[str, frozenset[str]]
    themes: frozenset[str]
    first: date
    models_since: date | None


def is_foundation(actor: Actor) -> bool:
    """Say whether an actor is a curated foundation or alliance of foundations."""
    return not actor.register and (actor.class_ in FOUNDATION_CLASSES or actor.type == "stiftung")


@once_per_landscape
def ground(landscape: Landscape) -> Ground:
    """Return the look-ups of a landscape."""
    actors = landscape.actors
    lineage = _lineage(landscape)
    programme = landscape.programmes.get(_MODELS_OF)
    begins = (tie.interval.valid_from for tie in landscape.ties.values())
    foundations = tuple(sorted(key for key, actor in actors.items() if is_foundation(actor)))
    return Ground(
        foundations=foundations,
        agencies=tuple(sorted(k for k, actor in actors.items() if actor.class_ in AGENCY_CLASSES)),
        engagements={key: _engagements(landscape, key) for key in foundations},
        footprint={key: _entries(landscape, (key,)) for key in foundations},
        seats={key: place_of(landscape, key) for key in foundations},
        lineage=lineage,
        models=_models(landscape),
        predecessors=_predecessors(landscape),
        addressed=_addressed(landscape),
        local=_local(landscape),
        curated=_curated(landscape),
        district_of={key: ags for ags, keys in lineage.items() for key in keys},
        entries={ags: _entries(landscape, keys) for ags, keys in lineage.items()},
        themes=_themes(landscape),
        first=min(filter(None, begins), default=date.min),
        models_since=programme.interval.valid_from if programme else None,
    )


def place_of(landscape: Landscape, key: str) -> str:
    """Return the district of today where an actor is; empty if not known.

    The administration of a former district counts for the one that took it over.
    """
    for candidate in (key, *landscape.successions.get(key, ())):
        district = landscape.district_of(candidate)
        if district in landscape.districts:
            return district
    return ""


def _themes(landscape: Landscape) -> frozenset[str]:
    of_ties = (theme for tie in landscape.ties.values() for theme in tie.themes)
    of_items = (theme for item in landscape.items.values() for theme in landscape.themes_of(item))
    return frozenset((*of_ties, *of_items))


def _models(landscape: Landscape) -> dict[str, tuple[str, str]]:
    return {
        key: _maker(landscape, item)
        for key, item in sorted(landscape.items.items())
        if item.class_ == "EducationModel"
    }


def _maker(landscape: Landscape, item: Item) -> tuple[str, str]:
    for actor in item.actors:
        if landscape.actors[actor].class_ == "Municipality":
            heir = next(iter(landscape.successions.get(actor, ())), actor)
            return heir, place_of(landscape, actor)
    return "", ""


def _engagements(landscape: Landscape, foundation: str) -> tuple[Engagement, ...]:
    found = []
    for tie in landscape.ties_of([foundation]):
        if tie.class_ not in _NO_ENGAGEMENT:
            places = {
                place_of(landscape, other)
                for other in tie.actors
                if other != foundation and landscape.actors[other].class_ in PLACED_CLASSES
            }
            places.update(ags for ags in tie.districts if ags in landscape.districts)
            found.append(Engagement(tie, frozenset(places - {""})))
    return tuple(found)


def _addressed(landscape: Landscape) -> dict[str, frozenset[str]]:
    # only names that cannot be a part of another name: `Landkreis Kusel`, not `Hof`
    names = [one.name for one in landscape.districts.values() if "kreis" in one.name.lower()]
    found = {}
    for key, item in landscape.items.items():
        if item.class_ == "Offer":
            text = f"{item.name} {item.audience}"
            named = frozenset(name for name in names if name in text)
            if named:
                found[key] = named
    return found


def _local(landscape: Landscape) -> dict[tuple[str, str], tuple[str, ...]]:
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for key, actor in sorted(landscape.actors.items()):
        stage = _stage(actor)
        if stage and actor.district in landscape.districts:
            found[actor.district, stage].append(key)
    return {place: tuple(keys) for place, keys in found.items()}


def _entries(landscape: Landscape, keys: tuple[str, ...]) -> frozenset[str]:
    things: tuple[Tie | ProgrammeTie | Item, ...] = (
        *landscape.ties_of(keys),
        *landscape.participations_of(keys),
        *landscape.items_of(keys),
    )
    return frozenset(one.iri for one in things)


def _curated(landscape: Landscape) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for key, actor in sorted(landscape.actors.items()):
        if actor.district in landscape.districts and not actor.register:
            found[actor.district].append(key)
    return {place: tuple(keys) for place, keys in found.items()}


def _stage(actor: Actor) -> str:
    name = actor.name
    if actor.class_ == "VocationalSchool":
        return VOCATIONAL
    if actor.class_ == "School":
        told, words = actor.school_type, _VOCATIONAL_TYPES
        return VOCATIONAL if (words if told else _VOCATIONAL_NAMES).search(told or name) else ""
    if actor.class_ == "University":
        return HIGHER
    if actor.class_ == "EducationProvider":
        return HIGHER if _HIGHER_NAMES.search(name) else ""
    return ""


def _predecessors(landscape: Landscape) -> dict[str, frozenset[str]]:
    direct: dict[str, set[str]] = defaultdict(set)
    for earlier, later in landscape.successions.items():
        for key in later:
            direct[key].add(earlier)
    found = {}
    for key in list(direct):
        line, rest = set[str](), [key]
        while rest:
            fresh = direct.get(rest.pop(), set()) - line
            line |= fresh
            rest.extend(fresh)
        found[key] = frozenset(line)
    return found


def _lineage(landscape: Landscape) -> dict[str, tuple[str, ...]]:
    predecessors: dict[str, list[str]] = defaultdict(list)
    for earlier, later in landscape.successions.items():
        for key in later:
            predecessors[key].append(earlier)
    found = {}
    for ags in landscape.districts:
        key = municipality_key(ags)
        keys = [key, *sorted(predecessors[key])]
        found[ags] = tuple(
            dict.fromkeys([*keys, *(unit for one in keys for unit in landscape.units.get(one, ()))])
        )
    return found
