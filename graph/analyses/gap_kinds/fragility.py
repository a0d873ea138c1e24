"""Fragility: actors without whom others would lose each other."""

from collections.abc import Iterator
from typing import Final

from graph.analyses.context import GapContext
from graph.analyses.gap_results import Gap, GapKind, Parameter, gap
from graph.analyses.wording import number
from graph.measures.cohesion import pairs_lost
from ontology.texts import Text

LOST_FROM: Final = 20
"""Pairs that would lose each other; a municipality with two small partners stays below."""

KIND: Final = GapKind(
    key="fragility",
    name=Text("Zerbrechliche Stelle", "fragility"),
    explanation=Text(
        "Fällt dieser Akteur weg, verlieren viele andere die einzige bekannte Verbindung"
        " zueinander.",
        "If this actor leaves, many others lose their only known connection with each other.",
    ),
    formula="loss(b) = number of pairs of other actors that are connected with b and not without b"
    " (articulation points of the network of actors)",
    citation="Hopcroft, Tarjan 1973, doi:10.1145/362248.362272 (blocks and articulation points)",
    parameters=(
        Parameter(
            "lost_from",
            LOST_FROM,
            Text(
                "Darunter liegt fast jede Kommune mit zwei kleinen Partnern.",
                "Below lies nearly every municipality with two small partners.",
            ),
        ),
    ),
    decision=Text(
        "Wo eine Nachfolge zu sichern ist, bevor eine Stelle oder ein Programm endet.",
        "Where to secure a successor before a post or programme ends.",
    ),
    evidence_base=Text(
        "Laufende und undatierte Kooperationen.", "Current and undated cooperations."
    ),
    caveat=Text(
        "Agenturen verbinden viele Kommunen ihrem Auftrag nach; das ist kein Mangel, aber eine"
        " Abhängigkeit.",
        "Agencies connect many municipalities by their mandate; that is no fault, but a"
        " dependence.",
    ),
)


def find(context: GapContext) -> Iterator[Gap]:
    """Yield one gap per actor whose loss would separate many pairs."""
    network = context.network
    for key, lost in sorted(pairs_lost(network).items()):
        if lost < LOST_FROM:
            continue
        name, pairs = context.actor_name(key), number(lost)
        neighbours = sorted(network.neighbors(key))
        links = [
            context.two_mode.nodes[tie]["link"]
            for other in neighbours
            for tie in network.edges[key, other]["ties"][:1]
        ]
        followers = context.landscape.successions.get(key, ())
        by_degree = sorted(neighbours, key=lambda one: (-network.degree[one], one))
        yield gap(
            KIND.key,
            (key,),
            Text(
                f"Ohne {name} verlören {pairs.de} Paare von Akteuren ihre einzige bekannte"
                f" Verbindung.",
                f"Without {name} {pairs.en} pairs of actors would lose their only known"
                f" connection.",
            ),
            district=context.landscape.district_of(key),
            factors={"pairs_lost": float(lost)},
            facts=((link.iri, link.evidence) for link in links),
            partners=[*followers, *by_degree[:3]],
        )
