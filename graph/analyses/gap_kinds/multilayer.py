"""Multilayer gaps: strong in one kind of cooperation, nothing in another that peers have."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final

from graph.analyses.context import PEERS, PEERS_NEEDED, GapContext
from graph.analyses.gap_results import Gap, GapKind, Parameter, gap
from graph.analyses.wording import listed
from graph.keys import municipality_key
from graph.links import PARTICIPATION, Link
from ontology.texts import Text

STRONG_FROM: Final = 2

LAYERS: Final[Mapping[str, tuple[Text, frozenset[str]]]] = {
    "advice": (
        Text("Beratung und Vereinbarungen mit Agenturen", "advice and agreements with agencies"),
        frozenset({"TransferAgreement", "Advice"}),
    ),
    "money": (
        Text("Förderung und Patenschaften", "funding and sponsorships"),
        frozenset({"CoreSponsorship", "ThematicSponsorship", "FundingRelation"}),
    ),
    "network": (
        Text("gemeinsame Gremien und Netzwerke", "joint bodies and networks"),
        frozenset({"AllianceMembership", "NetworkMembership"}),
    ),
    "project": (
        Text("gemeinsame Projekte und Verträge", "joint projects and contracts"),
        frozenset({"JointProject", "ProgrammeTie", "CooperationAgreement", "JointEvent"}),
    ),
    "programme": (
        Text("Programmteilnahmen", "programme participations"),
        frozenset({PARTICIPATION}),
    ),
}
"""Kinds of cooperation as layers; carriership and unspecified cooperations belong to none."""

KIND: Final = GapKind(
    key="multilayer",
    name=Text("Fehlende Ebene", "multilayer gap"),
    explanation=Text(
        "Ein Kreis ist in einer Art der Zusammenarbeit stark, zum Beispiel in Programmen, hat"
        " aber in"
        " einer anderen nichts, während vergleichbare Kreise beides haben.",
        "A district is strong in one kind of cooperation, for instance in programmes, but has"
        " nothing in another, while comparable districts have both.",
    ),
    formula="d_il = current ties of i in layer l; participation coefficient 1 - sum_l"
    " (d_il / d_i)^2;"
    " gap (i, l) if d_il = 0, d_ik >= 2 for another layer k, and at least three of ten peers have"
    " ties in both",
    citation="Battiston, Nicosia, Latora 2014, doi:10.1103/PhysRevE.89.032804",
    parameters=(
        Parameter(
            "strong_from",
            STRONG_FROM,
            Text("Eine einzelne Verbindung ist noch keine Stärke.", "One tie is no strength yet."),
        ),
        Parameter(
            "peers_needed", PEERS_NEEDED, Text("Weniger kann Zufall sein.", "Fewer may be chance.")
        ),
    ),
    decision=Text(
        "Welche vorhandene Zusammenarbeit auf eine zweite Art ausgebaut wird.",
        "Which existing cooperation to extend in a second way.",
    ),
    evidence_base=Text(
        "Laufende und undatierte Verbindungen des Kreises nach ihrer Art.",
        "Current and undated ties of the district by their kind.",
    ),
    caveat=Text(
        "Die Arten sind unterschiedlich gut dokumentiert: Programme gut, Förderung kaum.",
        "The kinds are documented unequally: programmes well, funding hardly.",
    ),
)


def find(context: GapContext) -> Iterator[Gap]:
    """Yield one gap per district and missing layer."""
    counts = {ags: _layers(context.current_links(ags)) for ags in context.table.districts}
    for ags, own in counts.items():
        strong = max(LAYERS, key=lambda layer: own[layer])
        if own[strong] < STRONG_FROM:
            continue
        for layer in LAYERS:
            others = [
                other
                for other in context.near[ags]
                if counts[other][layer] and counts[other][strong]
            ]
            if not own[layer] and len(others) >= PEERS_NEEDED:
                yield _gap(context, ags, (strong, layer), others, own)


def _layers(links: list[Link]) -> Counter[str]:
    return Counter(
        layer for link in links for layer, (_, classes) in LAYERS.items() if link.class_ in classes
    )


def _gap(
    context: GapContext,
    ags: str,
    layers: tuple[str, str],
    others: list[str],
    own: Counter[str],
) -> Gap:
    strong, missing = (LAYERS[layer][0] for layer in layers)
    classes = LAYERS[layers[0]][1], LAYERS[layers[1]][1]
    total = sum(own.values())
    spread = 1 - sum((count / total) ** 2 for count in own.values())
    links = [link for link in context.current_links(ags) if link.class_ in classes[0]]
    links += [
        next(link for link in context.current_links(other) if link.class_ in classes[1])
        for other in others
    ]
    name, names = context.name(ags), listed([context.name(other) for other in others])
    return gap(
        KIND.key,
        (ags, layers[1]),
        Text(
            f"{name}: stark bei „{strong.de}“ ({own[layers[0]]}), aber ohne „{missing.de}“;"
            f" {len(others)} vergleichbare Kreise haben beides ({names.de}).",
            f"{name}: strong in “{strong.en}” ({own[layers[0]]}), but without “{missing.en}”;"
            f" {len(others)} comparable districts have both ({names.en}).",
        ),
        district=ags,
        factors={"peer_rate": len(others) / PEERS, "one_sided": 1.0 - spread},
        facts=((link.iri, link.evidence) for link in links),
        partners=[
            *dict.fromkeys(a for link in links for a in link.actors if a != municipality_key(ags))
        ][:5],
    )
