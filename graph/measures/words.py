"""What each network measure means to somebody who works with people, not with graphs."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from graph.measures.centrality import (
    betweenness_centrality,
    closeness_centrality,
    degree_centrality,
    pagerank,
)
from graph.measures.cohesion import core_number, pairs_lost
from graph.measures.holes import constraint, effective_size
from ontology.texts import Text


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure of the actors of a network.

    Attributes:
        compute: network → value by actor; actors without a value are left out or nan.
        meaning: what a high value says.
        caveat: what it does not say.
    """

    key: str
    name: Text
    compute: Callable[[Any], Mapping[Any, float]]
    meaning: Text
    caveat: Text


_RECORDED: Final = Text(
    "Wer viel veröffentlicht, steht höher; das Intervall zeigt, wie sicher der Wert ist.",
    "Who publishes much ranks higher; the interval shows how sure the value is.",
)
_MADE: Final = (
    Measure(
        "degree",
        Text("Partner", "partners"),
        degree_centrality,
        Text("Mit welchem Anteil aller anderen jemand verbunden ist.", "Share of others tied to."),
        _RECORDED,
    ),
    Measure(
        "betweenness",
        Text("Vermittlung", "brokerage"),
        betweenness_centrality,
        Text(
            "Über wen die kürzesten Wege zwischen anderen führen: Wer weitergibt oder aufhält.",
            "Over whom the shortest ways between others lead: who passes on or holds back.",
        ),
        _RECORDED,
    ),
    Measure(
        "closeness",
        Text("Nähe", "closeness"),
        closeness_centrality,
        Text(
            "Wie schnell eine Nachricht von hier alle erreicht.",
            "How quickly a message from here reaches everybody.",
        ),
        _RECORDED,
    ),
    Measure(
        "pagerank",
        Text("Einfluss", "influence"),
        pagerank,
        Text(
            "Wie oft jemand vorbeikommt, der zufällig von Partner zu Partner geht.",
            "How often somebody comes by who walks from partner to partner at random.",
        ),
        _RECORDED,
    ),
    Measure(
        "constraint",
        Text("Bindung", "constraint"),
        constraint,
        Text(
            "Wie sehr alle Partner einander schon kennen; hoch heißt wenig Neues.",
            "How much all partners know each other already; high means little news.",
        ),
        Text(
            "Wer nur einen Partner hat, gilt als ganz gebunden.",
            "Who has one partner only counts as entirely bound.",
        ),
    ),
    Measure(
        "effective-size",
        Text("Unabhängige Partner", "independent partners"),
        effective_size,
        Text(
            "Wie viele Partner nicht auch über andere Partner zu erreichen wären.",
            "How many partners could not be reached over other partners as well.",
        ),
        _RECORDED,
    ),
    Measure(
        "core",
        Text("Kern", "core"),
        core_number,
        Text(
            "In welcher Tiefe des Netzwerks jemand steht: Wie viele Partner jeder in seiner Gruppe"
            " mindestens hat.",
            "How deep in the network somebody stands: how many partners each in the group has.",
        ),
        _RECORDED,
    ),
    Measure(
        "pairs-lost",
        Text("Unentbehrlichkeit", "indispensability"),
        pairs_lost,
        Text(
            "Wie viele Paare anderer ihre Verbindung verlören, wenn jemand ausfiele.",
            "How many pairs of others would lose each other if somebody left.",
        ),
        Text(
            "Persönliche Bekanntschaften jenseits der Kooperationen kennen wir nicht.",
            "We do not know personal acquaintances beyond the cooperations.",
        ),
    ),
)

MEASURES: Final[Mapping[str, Measure]] = {measure.key: measure for measure in _MADE}
"""Every measure by its key."""
