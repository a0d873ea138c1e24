"""Segregation: states whose actors keep to themselves more than chance would have it."""

from collections.abc import Iterator
from typing import Final

import numpy as np

from graph.analyses.bicm import adjusted
from graph.analyses.context import GapContext
from graph.analyses.gap_kinds.groups import group_of
from graph.analyses.gap_results import Gap, GapKind, Parameter, gap
from graph.analyses.wording import number
from graph.measures.mixing import Mixing, mixing
from ontology.texts import Text

DRAWS: Final = 1000
TIES_NEEDED: Final = 8
FALSE_SHARE: Final = 0.05
SEED: Final = 20091101

KIND: Final = GapKind(
    key="segregation",
    name=Text("Abschottung", "segregation"),
    explanation=Text(
        "Die Akteure eines Landes arbeiten deutlich häufiger unter sich, als es bei gleich vielen"
        " Kooperationen zufällig der Fall wäre.",
        "The actors of a state work among themselves clearly more often than chance would have it"
        " with as many cooperations.",
    ),
    formula="E-I = (E - I) / (E + I), E ties across the border of the state, I within; z = (E-I -"
    " mean) / sd over 1,000 permutations of the states of all actors; alarm if E-I < 0, z < 0 and"
    " the adjusted empirical p <= 0.05",
    citation="Krackhardt, Stern 1988, doi:10.2307/2786835; Newman 2003,"
    " doi:10.1103/PhysRevE.67.026126",
    parameters=(
        Parameter(
            "draws",
            DRAWS,
            Text("Genug für p-Werte ab 0,001.", "Enough for p-values from 0.001."),
        ),
        Parameter(
            "ties_needed",
            TIES_NEEDED,
            Text("Mit weniger lässt sich nichts prüfen.", "With fewer nothing can be tested."),
        ),
        Parameter(
            "false_share",
            FALSE_SHARE,
            Text(
                "Höchstens eine von zwanzig Meldungen darf Zufall sein.",
                "At most one alarm in twenty may be chance.",
            ),
        ),
    ),
    decision=Text(
        "Ob Austausch über Landesgrenzen gefördert werden soll.",
        "Whether to foster exchange across state borders.",
    ),
    evidence_base=Text(
        "Laufende und undatierte Kooperationen von Akteuren mit bekanntem Land, ohne Agenturen und"
        " staatliche Stellen, die nur für ein Land da sind.",
        "Current and undated cooperations of actors with a known state, without agencies and public"
        " bodies that exist for one state only.",
    ),
    caveat=Text(
        "Nähe ist kein Mangel: Bildung ist Ländersache, und kurze Wege haben Gründe.",
        "Nearness is no fault: education is a matter of the states, and short ways have reasons.",
    ),
)


def find(context: GapContext) -> Iterator[Gap]:
    """Yield one gap per state that keeps to itself."""
    network, actors = context.network, context.landscape.actors
    labels = {
        key: actors[key].state
        for key in network
        if actors[key].state and group_of(actors[key]) not in ("agency", "state")
    }
    found = [
        (state, one)
        for state, one in mixing(network, labels, draws=DRAWS, seed=SEED).items()
        if one.within + one.across >= TIES_NEEDED
    ]
    q_values = adjusted(np.array([one.p_value for _, one in found]))
    for (state, one), q_value in zip(found, q_values, strict=True):
        if one.z < 0 and one.index < 0 and q_value <= FALSE_SHARE:
            yield _gap(context, labels, state, one)


def _gap(context: GapContext, labels: dict[str, str], state: str, one: Mixing) -> Gap:
    land = context.landscape.states[state]
    share, z = number(100 * one.within / (one.within + one.across)), number(abs(one.z), 1)
    names = [
        name
        for first, second, data in context.network.edges(data=True)
        if labels.get(first) == labels.get(second) == state
        for name in data["ties"][:1]
    ]
    links = [context.two_mode.nodes[name]["link"] for name in sorted(set(names))]
    return gap(
        KIND.key,
        (state,),
        Text(
            f"{land.de}: {share.de} % der Kooperationen bleiben im Land ({one.within} von"
            f" {one.within + one.across}); das ist deutlich mehr als zufällig ({z.de}"
            " Standardabweichungen).",
            f"{land.en}: {share.en} % of the cooperations stay in the state ({one.within} of"
            f" {one.within + one.across}); clearly more than by chance ({z.en} standard"
            f" deviations).",
        ),
        factors={"inwardness": (1 - one.index) / 2, "deviation": abs(one.z)},
        facts=((link.iri, link.evidence) for link in links),
    )
