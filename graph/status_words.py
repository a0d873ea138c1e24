"""How people call where a tie stands on a day."""

from typing import Final

from graph.dates import Status
from ontology.texts import Text

STATUSES: Final[dict[Status, Text]] = {
    "current": Text("läuft", "current"),
    "future": Text("beginnt später", "starts later"),
    "undated": Text("ohne Datum", "no date"),
    "ended": Text("beendet", "ended"),
}
"""Most telling first: a pair of actors is drawn in the first status that one of its ties has."""
