"""Structural holes: partners of one municipality that could meet, but only it knows both."""

from collections.abc import Iterator
from itertools import combinations
from typing import Final

from graph.analyses.context import GapContext
from graph.analyses.gap_kinds.groups import group_of
from graph.analyses.gap_results import Gap, GapKind, Parameter, gap
from graph.analyses.wording import number
from graph.keys import municipality_key
from graph.links import Link
from graph.measures.holes import constraint, effective_size
from ontology.texts import Text

PARTNERS_NEEDED: Final = 3

KIND: Final = GapKind(
    key="structural-hole",
    name=Text("Strukturelles Loch", "structural hole"),
    explanation=Text(
        "Zwei Partner einer Kommune arbeiten am selben Thema oder im selben Land, haben aber außer"
        " ihr keine Verbindung miteinander.",
        "Two partners of a municipality work on the same theme or in the same state, but have no"
        " connection besides it.",
    ),
    formula="effective size = d - 2 t / d; constraint c_i = sum_j (p_ij + sum_q p_iq p_qj)^2;"
    " gap if d >= 3 and two partners with a common theme or state have no tie and no other common"
    " partner",
    citation="Burt 1992, Structural Holes; Borgatti 1997, Connections 20(1)",
    parameters=(
        Parameter(
            "partners_needed",
            PARTNERS_NEEDED,
            Text(
                "Unter drei Partnern ist jeder unentbehrlich.",
                "Below three partners everyone is indispensable.",
            ),
        ),
    ),
    decision=Text(
        "Welche zwei Partner einander vorzustellen sind.",
        "Which two partners to introduce to each other.",
    ),
    evidence_base=Text(
        "Laufende und undatierte Kooperationen der Kommune.",
        "Current and undated cooperations of the municipality.",
    ),
    caveat=Text(
        "Partner kennen sich oft, ohne dass es irgendwo steht. Ein Loch ist auch eine Chance: Wer"
        " es überbrückt, vermittelt.",
        "Partners often know each other without its being written anywhere. A hole is an"
        " opportunity, too: who bridges it mediates.",
    ),
)


def find(context: GapContext) -> Iterator[Gap]:
    """Yield one gap per municipality: the pair of its partners with most in common."""
    network, ever = context.network, context.network_ever
    constraints, sizes = constraint(network), effective_size(network)
    for ags in context.table.districts:
        key = municipality_key(ags)
        if key not in network or network.degree[key] < PARTNERS_NEEDED:
            continue
        pairs = [
            (_in_common(context, key, one, two), one, two)
            for one, two in combinations(_to_introduce(context, key), 2)
            if not ever.has_edge(one, two)
            and not (set(ever.neighbors(one)) & set(ever.neighbors(two)) - {key})
        ]
        pairs = [pair for pair in pairs if pair[0] > 0]
        if pairs:
            _, one, two = min(pairs, key=lambda pair: (-pair[0], pair[1], pair[2]))
            share = sizes[key] / network.degree[key]
            yield _gap(context, ags, (one, two), share, constraints[key])


def _to_introduce(context: GapContext, key: str) -> list[str]:
    # nobody introduces a ministry to a foundation, and an agency that has closed meets nobody
    return [
        other
        for other in sorted(context.network.neighbors(key))
        if context.alive(other) and group_of(context.landscape.actors[other]) != "state"
    ]


def _in_common(context: GapContext, key: str, one: str, two: str) -> float:
    themes = [
        {theme for link in _links(context, key, other) for theme in link.themes}
        for other in (one, two)
    ]
    states = {context.landscape.actors[other].state for other in (one, two)}
    return len(themes[0] & themes[1]) + 0.5 * (len(states) == 1 and "" not in states)


def _links(context: GapContext, key: str, other: str) -> list[Link]:
    names = context.network.edges[key, other]["ties"]
    return [context.two_mode.nodes[name]["link"] for name in names]


def _gap(
    context: GapContext, ags: str, pair: tuple[str, str], efficiency: float, locked: float
) -> Gap:
    key, (one, two) = municipality_key(ags), pair
    name, first, second = context.name(ags), context.actor_name(one), context.actor_name(two)
    links = [*_links(context, key, one), *_links(context, key, two)]
    share = number(100 * efficiency)
    return gap(
        KIND.key,
        (ags, one, two),
        Text(
            f"{name}: {first} und {second} sind beide Partner, haben aber untereinander keine"
            f" bekannte Verbindung ({share.de} % der Partner sind nur über den Kreis verbunden).",
            f"{name}: {first} and {second} are both partners, but have no known connection with"
            f" each other ({share.en} % of the partners are tied by the district only).",
        ),
        district=ags,
        theme=next((theme for link in links for theme in link.themes), ""),
        factors={"efficiency": efficiency, "open": 1.0 - min(locked, 1.0)},
        facts=((link.iri, link.evidence) for link in links),
        partners=pair,
    )
