"""Who has many partners in a network and who stands between others, in numbers and in words."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import networkx as nx

from graph.analyses.wording import listed, number
from graph.dates import Status
from graph.measures.centrality import betweenness_centrality
from graph.measures.cohesion import pairs_lost
from graph.network import Network
from ontology.texts import Text

_NAMED: Final = 6


@dataclass(frozen=True, slots=True)
class Figures:
    """What is counted of one actor in a view.

    Attributes:
        partners: actors tied to it.
        between: shortest ways between two others that run over it; of several equally short ones
            each counts in part.
        lost: pairs of others that no way would connect without it.
    """

    key: str
    name: str
    partners: int
    between: float
    lost: int


@dataclass(frozen=True, slots=True)
class Whole:
    """A view as a whole.

    Attributes:
        actors: those with most partners first.
        parts: sizes of the connected parts, largest first.
    """

    actors: tuple[Figures, ...]
    parts: tuple[int, ...]


def figures(network: Network) -> Whole:
    """Return the figures of a network; empty ones for an empty network."""
    if not network.nodes:
        return Whole((), ())
    graph = network.graph()
    between = betweenness_centrality(graph, normalized=False)
    lost = pairs_lost(graph)
    actors = [
        Figures(node.key, node.name, node.degree, between[node.key], lost.get(node.key, 0))
        for node in network.nodes
    ]
    actors.sort(key=lambda one: (-one.partners, one.name))
    parts = sorted((len(part) for part in nx.connected_components(graph)), reverse=True)
    return Whole(tuple(actors), tuple(parts))


def sentences(network: Network, whole: Whole, day: Text) -> list[Text]:
    """Return what the picture says, in sentences.

    Args:
        network: the view.
        whole: its figures.
        day: the day in words.
    """
    if not network.edges:
        return [*(_centre(network) if network.center else []), _NOTHING]
    found = [_counts(network, day)]
    if network.center:
        found += _centre(network)
    return [*found, _parts(whole), *_partners(whole), _brokers(whole)]


_NOTHING: Final = Text(
    "Zu dieser Auswahl ist keine Zusammenarbeit bekannt. Das heißt nicht, dass es keine gibt."
    " Weniger Filter oder „auch beendete“ zeigen mehr.",
    "For this choice no cooperation is known. That does not mean that there is none."
    ' Fewer filters or "ended ones too" show more.',
)


def _counts(network: Network, day: Text) -> Text:
    ties = [network.ties[name] for name in {name for edge in network.edges for name in edge.ties}]
    counted = Counter(tie.status_on(network.day) for tie in ties)
    shown = [status for status in _COUNTED if counted[status]]
    parts = [(number(counted[status]), _COUNTED[status]) for status in shown]
    german = listed([f"{count.de} {word.de}" for count, word in parts]).de
    english = listed([f"{count.en} {word.en}" for count, word in parts]).en
    nodes, pairs, all_ = (number(len(some)) for some in (network.nodes, network.edges, ties))
    work = Text("Paar, das zusammenarbeitet", "pair that works together")
    if len(network.edges) > 1:
        work = Text("Paare, die zusammenarbeiten", "pairs that work together")
    return Text(
        f"{day.de}: {nodes.de} Akteure und {pairs.de} {work.de}. Verbindungen: {all_.de}, davon"
        f" {german}.",
        f"{day.en}: {nodes.en} actors and {pairs.en} {work.en}. Ties: {all_.en}, of which"
        f" {english}.",
    )


_COUNTED: Final[dict[Status, Text]] = {
    "current": Text("laufend", "current"),
    "undated": Text("ohne Datum", "without a date"),
    "ended": Text("beendet", "ended"),
}


def _centre(network: Network) -> list[Text]:
    names = {node.key: node.name for node in network.nodes}
    name = names[network.center]
    partners: dict[Status, list[str]] = {}
    for edge in network.edges:
        if network.center in (edge.source, edge.target):
            other = edge.target if edge.source == network.center else edge.source
            partners.setdefault(edge.status, []).append(names[other])
    if not partners:
        return [Text(
            f"Mit {name} arbeitet in dieser Auswahl niemand zusammen, den wir kennen.",
            f"In this choice nobody that we know of works with {name}.",
        )]  # fmt: skip
    return [_with(name, status, sorted(partners[status])) for status in _COUNTED
            if status in partners]  # fmt: skip


def _with(name: str, status: Status, partners: Sequence[str]) -> Text:
    told = listed(partners, _NAMED)
    if status == "current":
        return Text(f"{name} arbeitet zusammen mit: {told.de}.", f"{name} works with: {told.en}.")
    if status == "ended":
        return Text(
            f"Beendet ist die Zusammenarbeit von {name} mit: {told.de}.",
            f"The cooperation of {name} has ended with: {told.en}.",
        )
    return Text(
        f"Ohne Datum belegt ist die Zusammenarbeit von {name} mit: {told.de}.",
        f"Documented without a date is the cooperation of {name} with: {told.en}.",
    )


def _parts(whole: Whole) -> Text:
    if len(whole.parts) == 1:
        return Text(
            "Alle hängen direkt oder über andere zusammen.",
            "All are tied directly or through others.",
        )
    most = number(whole.parts[0])
    return Text(
        f"Das Netz zerfällt in {len(whole.parts)} Teile; niemand verbindet sie. Der größte Teil"
        f" hat {most.de} Akteure.",
        f"The network falls into {len(whole.parts)} parts; nobody connects them. The largest part"
        f" has {most.en} actors.",
    )


def _partners(whole: Whole) -> list[Text]:
    top = [one for one in whole.actors[:3] if one.partners > 1]
    told = listed([f"{one.name} ({one.partners})" for one in top])
    most = Text(f"Die meisten Partner: {told.de}.", f"Most partners: {told.en}.")
    return [most] if top else []


def _brokers(whole: Whole) -> Text:
    top = sorted((one for one in whole.actors if one.lost), key=lambda one: (-one.lost, one.name))
    if not top:
        return Text(
            "Kein Akteur hält allein zwei Teile zusammen.",
            "No actor alone holds two parts together.",
        )
    german = [f"{one.name} ({number(one.lost).de})" for one in top[:3]]
    english = [f"{one.name} ({number(one.lost).en})" for one in top[:3]]
    return Text(
        f"Am meisten hängt ab von: {listed(german).de}. In Klammern steht, wie viele Paare anderer"
        " Akteure sich ohne diesen einen verlören.",
        f"Most depends on: {listed(english).en}. In brackets: how many pairs of others would lose"
        " each other without this one.",
    )
