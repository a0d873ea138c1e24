"""Brokerage gaps: two groups of a state that only one actor holds together."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations
from typing import Final

from graph.analyses.context import GapContext
from graph.analyses.gap_kinds.groups import NAMES, group_of
from graph.analyses.gap_results import Gap, GapKind, Parameter, gap
from graph.analyses.wording import number
from ontology.texts import Text

PAIRS_NEEDED: Final = 4
"""Pairs of the two groups that depend on the broker."""

SHARE_FROM: Final = 0.8
"""Share of all connections of the two groups that run over one broker."""

_LEFT_OUT: Final = frozenset({"", "state"})
"""State and municipalities are bound by law; whoever mediates there closes no gap."""

Groups = tuple[str, str, str]
Pair = tuple[str, str]

KIND: Final = GapKind(
    key="brokerage",
    name=Text("Vermittlungslücke", "brokerage gap"),
    explanation=Text(
        "In einem Land sind zwei Gruppen, zum Beispiel Kommunen und Hochschulen, fast nur über"
        " einen einzigen Akteur verbunden, der zu keiner von beiden gehört.",
        "In a state two groups, for instance municipalities and universities, are connected nearly"
        " only by a single actor that belongs to neither.",
    ),
    formula="open triples a - b - c with a in group A, c in group B, b in neither, a and c not"
    " tied, by group pair and state; gap if one b carries at least four pairs (a, c) and 80 % of"
    " all pairs that are tied directly or over anybody",
    citation="Gould, Fernandez 1989, Sociological Methodology 19, doi:10.2307/270949",
    parameters=(
        Parameter(
            "pairs_needed",
            PAIRS_NEEDED,
            Text(
                "Zwei oder drei Paare können Zufall sein.",
                "Two or three pairs may be chance.",
            ),
        ),
        Parameter(
            "share_from",
            SHARE_FROM,
            Text(
                "Eine einzelne andere Verbindung trägt noch keine Gruppe.",
                "A single other connection does not yet carry a group.",
            ),
        ),
    ),
    decision=Text(
        "Wo eine zweite Verbindung zwischen zwei Gruppen nötig ist.",
        "Where a second link between two groups is needed.",
    ),
    evidence_base=Text(
        "Laufende und undatierte Kooperationen; Art und Sitz der Akteure.",
        "Current and undated cooperations; type and seat of the actors.",
    ),
    caveat=Text(
        "Akteure ohne bekannten Sitz fehlen. Direkte Verbindungen der Gruppen machen einen"
        " Vermittler nicht überflüssig.",
        "Actors without a known seat are missing. Direct ties of the groups do not make a broker"
        " superfluous.",
    ),
)


def find(context: GapContext) -> Iterator[Gap]:
    """Yield one gap per state and pair of groups that nearly depends on one broker."""
    direct = _direct(context)
    for groups, brokers in sorted(_triples(context).items()):
        broker = min(brokers, key=lambda key: (-len(brokers[key]), key))
        pairs = brokers[broker]
        connected = direct[groups].union(*brokers.values())
        share = len(pairs) / len(connected)
        if len(pairs) >= PAIRS_NEEDED and share >= SHARE_FROM:
            yield _gap(context, groups, broker, pairs, share)


def _between(context: GapContext, one: str, two: str) -> tuple[Groups, Pair] | None:
    actors = context.landscape.actors
    first, second = sorted((one, two), key=lambda key: (group_of(actors[key]), key))
    groups = group_of(actors[first]), group_of(actors[second])
    state = actors[first].state
    if _LEFT_OUT & set(groups) or groups[0] == groups[1]:
        return None
    if not state or state != actors[second].state:
        return None
    return (state, *groups), (first, second)


def _direct(context: GapContext) -> dict[Groups, set[Pair]]:
    found: dict[Groups, set[Pair]] = defaultdict(set)
    for one, two in context.network.edges():
        between = _between(context, one, two)
        if between:
            found[between[0]].add(between[1])
    return found


def _triples(context: GapContext) -> dict[Groups, dict[str, set[Pair]]]:
    network = context.network
    found: dict[Groups, dict[str, set[Pair]]] = defaultdict(lambda: defaultdict(set))
    for broker in sorted(network):
        own = group_of(context.landscape.actors[broker])
        for one, two in combinations(sorted(network.neighbors(broker)), 2):
            between = _between(context, one, two)
            # a liaison belongs to neither group; who does is one of the pairs itself
            if between and own not in between[0][1:] and not network.has_edge(one, two):
                found[between[0]][broker].add(between[1])
    return found


def _gap(context: GapContext, groups: Groups, broker: str, pairs: set[Pair], share: float) -> Gap:
    state, *sides = groups
    land, first, second = context.landscape.states[state], NAMES[sides[0]], NAMES[sides[1]]
    who, percent = context.actor_name(broker), number(100 * share)
    ends = [sorted({pair[side] for pair in pairs}) for side in (0, 1)]
    links = [
        context.two_mode.nodes[name]["link"]
        for end in ends
        for other in end
        for name in context.network.edges[broker, other]["ties"][:1]
    ]
    return gap(
        KIND.key,
        (state, *sides),
        Text(
            f"{land.de}: {first.de} und {second.de} sind fast nur über {who} verbunden"
            f" ({percent.de} % der bekannten Verbindungen; {len(ends[0])} und {len(ends[1])}"
            " Akteure).",
            f"{land.en}: {first.en} and {second.en} are connected nearly only by {who}"
            f" ({percent.en} % of the known connections; {len(ends[0])} and {len(ends[1])}"
            " actors).",
        ),
        district=context.landscape.district_of(broker),
        factors={"dependent_pairs": float(len(pairs)), "share": share},
        facts=((link.iri, link.evidence) for link in links),
        partners=[*ends[0][:3], *ends[1][:3]],
    )
