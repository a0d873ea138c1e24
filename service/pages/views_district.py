"""What the page of a district shows, put together from the landscape."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from graph.analyses.peers import Peer, peers
from graph.analyses.wording import listed
from graph.landscape import Landscape
from graph.things import District, Item
from ontology.texts import Text
from service.pages.labels import concept_label
from service.pages.views_agencies import AgencyRow, agencies
from service.pages.views_indicators import Comparison, comparisons
from service.pages.views_statements import (
    ItemRow,
    ProgrammeRow,
    TieRow,
    item_rows,
    programme_rows,
    tie_rows,
)

PEERS: Final = 10
_FOUNDATION_ROLES: Final = frozenset(
    {"core-sponsor", "thematic-sponsor", "alliance-member", "alliance-speaker"}
)
_BODIES: Final = (
    "EducationOffice",
    "SteeringGroup",
    "EducationConference",
    "EducationAdvisoryBoard",
    "EducationReport",
    "MissionStatement",
)


@dataclass(frozen=True, slots=True)
class DistrictView:
    """Everything on the page.

    Attributes:
        keys: the administration and its offices and bodies.
        ties: every cooperation of these.
        agreements: those of the ties that are agreements with an agency.
        foundations: those of the ties that are with a foundation.
    """

    district: District
    state: Text
    kind: Text
    settlement: Text
    day: date
    keys: tuple[str, ...]
    website: str
    ties: list[TieRow]
    agreements: list[TieRow]
    foundations: list[TieRow]
    programmes: list[ProgrammeRow]
    models: list[ItemRow]
    bodies: list[ItemRow]
    needs: list[ItemRow]
    agencies: list[AgencyRow]
    peers: tuple[Peer, ...]
    peer_names: dict[str, str]
    comparisons: list[Comparison]
    neighbours: list[District]

    @property
    def current_ties(self) -> list[TieRow]:
        """The ties that hold on the day."""
        return [tie for tie in self.ties if tie.day_status == "current"]

    @property
    def partners(self) -> int:
        """How many actors the current ties lead to."""
        return len({one.key for tie in self.current_ties for one in tie.partners})

    @property
    def statements(self) -> int:
        """How many ties, participations and things are known."""
        items = (*self.models, *self.bodies, *self.needs)
        return len(self.ties) + len(self.programmes) + len(items)


def district_view(landscape: Landscape, ags: str, day: date) -> DistrictView:
    """Return what is to be shown of a district on a day.

    Raises:
        UnknownThingError: if there is no such district.
    """
    district = landscape.district(ags)
    keys = landscape.actors_of_district(ags)
    ties = tie_rows(landscape, keys, day)
    alike = peers(landscape, ags, PEERS)
    return DistrictView(
        district=district,
        state=landscape.states[district.state],
        kind=concept_label(landscape, "territory-type", district.type),
        settlement=concept_label(landscape, "settlement-type", district.settlement_type),
        day=day,
        keys=keys,
        website=landscape.municipality(ags).website,
        ties=ties,
        agreements=[tie for tie in ties if tie.class_ == "TransferAgreement"],
        foundations=[tie for tie in ties if _with_foundation(landscape, tie)],
        programmes=programme_rows(landscape, keys, day),
        models=_items(landscape, keys, day, ("EducationModel",)),
        bodies=_items(landscape, keys, day, _BODIES),
        needs=_items(landscape, keys, day, ("Need",)),
        agencies=agencies(landscape, district, day),
        peers=alike,
        peer_names={peer.ags: landscape.districts[peer.ags].name for peer in alike},
        comparisons=comparisons(landscape, ags, alike),
        neighbours=sorted(
            (landscape.districts[key] for key in landscape.neighbours.get(ags, ())),
            key=lambda found: found.name,
        ),
    )


def network_text(view: DistrictView) -> Text:
    """Return in sentences who works with whom, the same as drawing and table say."""
    name = view.district.name
    if not view.ties:
        return Text(
            f"Für {name} ist in unseren Quellen keine Zusammenarbeit belegt. Das heißt nicht, dass"
            " es keine gibt: Vielleicht hat sie nur niemand öffentlich beschrieben.",
            f"Our sources hold no cooperation for {name}. That does not mean that there is none:"
            " perhaps nobody has described it in public.",
        )
    sentences = [_now(view), *_past(view), *_undated(view)]
    return Text(" ".join(text.de for text in sentences), " ".join(text.en for text in sentences))


def _now(view: DistrictView) -> Text:
    name, count = view.district.name, len(view.current_ties)
    if not count:
        return Text(
            f"{name}: An diesem Tag ist keine laufende Zusammenarbeit belegt.",
            f"{name}: no cooperation is documented as current on this day.",
        )
    names = listed(_partner_names(view.current_ties), 6)
    if count == 1:
        return Text(
            f"{name}: Eine Zusammenarbeit läuft, mit {names.de}.",
            f"{name}: one cooperation is current, with {names.en}.",
        )
    return Text(
        f"{name}: {count} Zusammenarbeiten laufen, mit {names.de}.",
        f"{name}: {count} cooperations are current, with {names.en}.",
    )


def _past(view: DistrictView) -> list[Text]:
    ended = [tie for tie in view.ties if tie.day_status == "ended"]
    if not ended:
        return []
    years = {tie.key: (tie.interval.valid_through or date.min).year for tie in ended}
    latest = max(years.values())
    last = [tie for tie in ended if years[tie.key] == latest]
    names = listed(_partner_names(last), 4)
    one = len(ended) == 1
    return [
        Text(
            f"{'Eine ist' if one else f'{len(ended)} sind'} beendet, zuletzt {latest} die mit"
            f" {names.de}.",
            f"{'One has' if one else f'{len(ended)} have'} ended, most recently in {latest} the one"
            f" with {names.en}.",
        )
    ]


def _undated(view: DistrictView) -> list[Text]:
    undated = sum(1 for tie in view.ties if tie.day_status == "undated")
    if not undated:
        return []
    one = undated == 1
    return [
        Text(
            f"Bei {'einer' if one else undated} nennt keine Quelle ein Datum; ob sie noch"
            f" {'besteht' if one else 'bestehen'}, ist offen.",
            f"For {'one' if one else undated} no source gives a date; whether"
            f" {'it still exists' if one else 'they still exist'} is open.",
        )
    ]


def _partner_names(ties: Sequence[TieRow]) -> list[str]:
    return list(dict.fromkeys(one.name for tie in ties for one in tie.partners))


def _items(
    landscape: Landscape, keys: tuple[str, ...], day: date, classes: tuple[str, ...]
) -> list[ItemRow]:
    found: list[Item] = landscape.items_of(keys, *classes)
    return item_rows(landscape, found, day)


def _with_foundation(landscape: Landscape, row: TieRow) -> bool:
    tie = landscape.ties[row.key]
    if any(member.role in _FOUNDATION_ROLES for member in tie.members):
        return True
    return any("Foundation" in landscape.actors[key].class_ for key in tie.actors)
