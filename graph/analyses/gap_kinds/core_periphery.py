"""Core-periphery gaps: districts at the edge of the network whose peers stand in its core."""

from collections.abc import Iterator
from typing import Final

from graph.analyses.context import PEERS, PEERS_NEEDED, GapContext
from graph.analyses.gap_results import Gap, GapKind, Parameter, gap
from graph.analyses.wording import listed
from graph.keys import municipality_key
from graph.measures.cohesion import core_number
from ontology.texts import Text

CORE_FROM: Final = 2
"""In the 2-core everybody is connected in two ways; below, one lost partner is the end."""

SOURCES: Final = ("kooperationen", "transferinitiative", "lernen-vor-ort")
"""Sources of ties; of districts that none of them mentions nothing can be said."""

KIND: Final = GapKind(
    key="core-periphery",
    name=Text("Rand des Netzwerks", "core-periphery gap"),
    explanation=Text(
        "Eine Kommune hat keinen oder nur einen losen Partner, während mindestens drei der zehn"
        " ähnlichsten Kreise mehrfach eingebunden sind.",
        "A municipality has no partner or only a loose one, while at least three of the ten most"
        " similar districts are tied in several ways.",
    ),
    formula="core number k_i = largest k such that i is in a subgraph of minimum degree k; gap if"
    " k_i < 2 and at least three of ten peers have k_j >= 2",
    citation="Seidman 1983, doi:10.1016/0378-8733(83)90028-X; Borgatti, Everett 2000,"
    " doi:10.1016/S0378-8733(99)00019-2",
    parameters=(
        Parameter(
            "core_from",
            CORE_FROM,
            Text(
                "Ab hier hält die Einbindung den Verlust eines Partners aus.",
                "From here the tie survives the loss of one partner.",
            ),
        ),
        Parameter(
            "peers_needed", PEERS_NEEDED, Text("Weniger kann Zufall sein.", "Fewer may be chance.")
        ),
    ),
    decision=Text(
        "In welcher Reihenfolge eine Agentur auf Kommunen zugeht.",
        "In which order an agency approaches municipalities.",
    ),
    evidence_base=Text(
        "Laufende und undatierte Kooperationen aller Akteure.",
        "Current and undated cooperations of all actors.",
    ),
    caveat=Text(
        "Der Kern ist dort, wo viel veröffentlicht wird. Am Rand zu stehen ist kein Urteil über die"
        " Arbeit vor Ort.",
        "The core is where much is published. Standing at the edge is no judgement on local work.",
    ),
)


def find(context: GapContext) -> Iterator[Gap]:
    """Yield one gap per district at the edge with at least three peers in the core."""
    cores = core_number(context.network)
    core_of = {
        ags: max(cores.get(key, 0) for key in context.bodies(ags))
        for ags in context.table.districts
    }
    for ags, core in core_of.items():
        others = [other for other in context.near[ags] if core_of[other] >= CORE_FROM]
        if core < CORE_FROM and len(others) >= PEERS_NEEDED:
            yield _gap(context, ags, others, isolated=core == 0)


def _gap(context: GapContext, ags: str, others: list[str], *, isolated: bool) -> Gap:
    known = any((source, ags) in context.mentions for source in SOURCES)
    name, names = context.name(ags), listed([context.name(other) for other in others])
    state = Text(
        f"{name} hat keinen bekannten laufenden Partner",
        f"{name} has no known current partner",
    )
    if not isolated:
        state = Text(f"{name} ist nur lose eingebunden", f"{name} is tied loosely only")
    if not known:
        state = Text(
            f"{name}: Ob es laufende Partner gibt, zeigen unsere Quellen nicht",
            f"{name}: our sources do not show whether there are current partners",
        )
    links = [link for other in others for link in context.current_links(other)[:2]]
    return gap(
        KIND.key,
        (ags,),
        Text(
            f"{state.de}; {len(others)} vergleichbare Kreise sind mehrfach eingebunden"
            f" ({names.de}).",
            f"{state.en}; {len(others)} comparable districts are tied in several ways"
            f" ({names.en}).",
        ),
        district=ags,
        status="gap" if known else "unknown",
        factors={"peer_rate": len(others) / PEERS, "distance_to_core": 1.0 if isolated else 0.5},
        facts=((link.iri, link.evidence) for link in links),
        partners=[
            *(municipality_key(other) for other in others[:3]),
            *context.partners.agencies(ags),
        ],
    )
