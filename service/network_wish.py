"""What is asked of the network: filters from an address, checked, and back into an address."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from pydantic import BaseModel, Field

from graph.dates import parse_day
from graph.landscape import Landscape
from graph.selection import DEEPEST, Selection
from service.api.collections import AsOf

Colour = Literal["type", "community", "theme"]


class NetworkQuery(BaseModel):
    """The filters of a view as an address has them; empty ones say nothing."""

    center: str = Field(
        default="", max_length=300, description="actor in the middle: key, IRI or AGS"
    )
    depth: int = Field(default=1, ge=1, le=DEEPEST, description="steps from the middle")
    state: str = Field(default="", description="two-digit key of a state")
    theme: str = Field(default="", description="key or IRI of a theme; narrower themes count too")
    programme: str = Field(default="", description="key of a programme")
    kind: str = Field(
        default="", description="class (`TransferAgreement`) or kind (`zielvereinbarung`) of ties"
    )
    include_ended: bool = Field(default=False, description="also ties that have ended by the day")
    with_programmes: bool = Field(default=False, description="programmes as nodes of their own")
    type: str = Field(
        default="", description="actor type (`stiftung`) or class (`Foundation`) of a member"
    )
    confidence: str = Field(default="", description="`confirmed` or `probable`")
    source: str = Field(default="", description="id of the source that says so")
    colour: Colour = Field(
        default="type", description="what shapes and colours of the picture tell apart"
    )
    as_of: AsOf = ""


@dataclass(frozen=True, slots=True)
class NetworkWish:
    """Checked filters, the day, and what colours tell."""

    selection: Selection
    day: date
    colour: Colour = "type"

    @property
    def parameters(self) -> dict[str, str]:
        """The filters as parameters of an address, without those that say nothing."""
        chosen = self.selection
        found = {
            "center": chosen.center,
            "depth": str(chosen.depth) if chosen.depth > 1 else "",
            "state": chosen.state,
            "theme": chosen.theme,
            "programme": chosen.programme,
            "kind": chosen.kind,
            "include_ended": "true" if chosen.include_ended else "",
            "with_programmes": "true" if chosen.with_programmes else "",
            "type": chosen.actor_type,
            "confidence": chosen.confidence,
            "source": chosen.source,
            "colour": self.colour if self.colour != "type" else "",
            "as_of": self.day.isoformat(),
        }
        return {key: value for key, value in found.items() if value}


def network_wish(landscape: Landscape, asked: NetworkQuery) -> NetworkWish:
    """Return what is asked for.

    Raises:
        UnknownThingError, ParameterError: see `graph.selection.Selection.check`.
    """
    center = asked.center.strip()
    selection = Selection(
        state=asked.state,
        theme=landscape.theme(asked.theme).key if asked.theme else "",
        programme=asked.programme,
        kind=asked.kind,
        center=center,
        # a form sends its depth also without a centre; without one it says nothing
        depth=asked.depth if center else 1,
        include_ended=asked.include_ended,
        with_programmes=asked.with_programmes,
        actor_type=asked.type,
        confidence=asked.confidence,
        source=asked.source,
    )
    selection.check(landscape)
    # the reader's calendar day at the server, no instant
    day = parse_day(asked.as_of) if asked.as_of else date.today()  # noqa: DTZ011
    return NetworkWish(selection, day, asked.colour)
