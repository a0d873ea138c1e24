"""Redundancy: bodies, networks or agreements that do the same twice."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations
from typing import Final

from graph.analyses.activity import EXPIRED_BELOW, item_interval
from graph.analyses.context import GapContext
from graph.analyses.gap_results import Gap, GapKind, Parameter, gap
from graph.analyses.partners import AGENCIES
from graph.analyses.wording import listed, number
from graph.links import Link, decay
from graph.projection import HALF_LIFE_YEARS
from graph.things import Item
from ontology.texts import Text

OVERLAP_FROM: Final = 0.7
MEMBERS_NEEDED: Final = 3

BODIES: Final = ("SteeringGroup", "EducationAdvisoryBoard", "EducationOffice")
"""Standing bodies; conferences are events and may well be held twice."""

NETWORKS: Final = ("Network", "FoundationAlliance", "EducationRegionAssociation")

KIND: Final = GapKind(
    key="redundancy",
    name=Text("Doppelstruktur", "redundancy"),
    explanation=Text(
        "Zwei Gremien derselben Art in einem Kreis, zwei Netzwerke mit fast denselben Mitgliedern"
        " oder laufende Vereinbarungen mit zwei Agenturen zugleich: Vielleicht genügt eines.",
        "Two bodies of the same kind in a district, two networks with nearly the same members, or"
        " current agreements with two agencies at once: perhaps one is enough.",
    ),
    formula="Jaccard overlap |A and B| / |A or B| >= 0.7 of networks with at least three members;"
    " two current bodies of one class, or current agreements with two agencies, in a district",
    citation="Jaccard 1912, doi:10.1111/j.1469-8137.1912.tb05611.x; practice: review of committees"
    " in municipal education management",
    parameters=(
        Parameter(
            "overlap_from",
            OVERLAP_FROM,
            Text(
                "Bei sieben von zehn gemeinsamen Mitgliedern sitzen dieselben Leute zweimal.",
                "With seven of ten members in common the same people sit twice.",
            ),
        ),
        Parameter(
            "members_needed",
            MEMBERS_NEEDED,
            Text("Zu zweit ist jede Überschneidung groß.", "With two, every overlap is large."),
        ),
    ),
    decision=Text(
        "Gremien zusammenlegen, statt ein weiteres zu gründen.",
        "Merge bodies instead of founding another one.",
    ),
    evidence_base=Text(
        "Gremien auf Webseiten der Kommunen, Mitgliedschaften, laufende Vereinbarungen.",
        "Bodies on the municipalities' websites, memberships, current agreements.",
    ),
    caveat=Text(
        "Mitglieder von Gremien sind selten veröffentlicht; ähnliche Namen heißen nicht gleiche"
        " Aufgaben.",
        "Members of bodies are rarely published; similar names do not mean equal tasks.",
    ),
    queries=("agreements-with-two-agencies",),
)


def find(context: GapContext) -> Iterator[Gap]:
    """Yield double bodies and agreements per district, and overlapping networks."""
    for ags in context.table.districts:
        yield from _bodies(context, ags)
        yield from _agencies(context, ags)
    yield from _networks(context)


def _bodies(context: GapContext, ags: str) -> Iterator[Gap]:
    by_class: dict[str, list[Item]] = defaultdict(list)
    for item in context.landscape.items_of(context.landscape.actors_of_district(ags), *BODIES):
        if decay(item_interval(item), context.day, HALF_LIFE_YEARS) >= EXPIRED_BELOW:
            by_class[item.class_].append(item)
    for class_, items in sorted(by_class.items()):
        if len(items) > 1:
            name, names = context.name(ags), listed([item.name for item in items])
            yield gap(
                KIND.key,
                (ags, class_),
                Text(
                    f"{name}: mehrere Gremien derselben Art ({names.de}); vielleicht genügt eines.",
                    f"{name}: several bodies of the same kind ({names.en}); perhaps one is enough.",
                ),
                district=ags,
                theme=next((theme for item in items for theme in item.themes), ""),
                factors={"overlap": 1.0},
                facts=((item.iri, item.evidence) for item in items),
                partners=[actor for item in items for actor in item.actors],
            )


def _agencies(context: GapContext, ags: str) -> Iterator[Gap]:
    agreements: dict[str, Link] = {}
    for link in context.current_links(ags):
        for actor, role in link.roles.items():
            # a specialist centre for one theme beside an agency for all is no double structure
            if role == "agency" and context.landscape.actors[actor].class_ in AGENCIES:
                agreements[actor] = link
    if len(agreements) < 2:
        return
    name, names = context.name(ags), listed([context.actor_name(key) for key in sorted(agreements)])
    yield gap(
        KIND.key,
        (ags, "vereinbarungen"),
        Text(
            f"{name}: laufende Vereinbarungen mit mehreren Agenturen zugleich ({names.de}).",
            f"{name}: current agreements with several agencies at once ({names.en}).",
        ),
        district=ags,
        factors={"overlap": 1.0},
        facts=((link.iri, link.evidence) for link in agreements.values()),
        partners=sorted(agreements),
    )


def _networks(context: GapContext) -> Iterator[Gap]:
    network, actors = context.network, context.landscape.actors
    members = {
        key: set(network.neighbors(key))
        for key in sorted(network)
        if actors[key].class_ in NETWORKS and network.degree[key] >= MEMBERS_NEEDED
    }
    for one, two in combinations(members, 2):
        shared = members[one] & members[two]
        overlap = len(shared) / len(members[one] | members[two])
        if overlap >= OVERLAP_FROM:
            yield _network_gap(context, (one, two), shared, overlap)


def _network_gap(
    context: GapContext, pair: tuple[str, str], shared: set[str], overlap: float
) -> Gap:
    one, two = (context.actor_name(key) for key in pair)
    share = number(100 * overlap)
    links = [
        context.two_mode.nodes[name]["link"]
        for member in sorted(shared)
        for key in pair
        for name in context.network.edges[key, member]["ties"][:1]
    ]
    return gap(
        KIND.key,
        pair,
        Text(
            f"{one} und {two} haben {share.de} % ihrer Mitglieder gemeinsam.",
            f"{one} and {two} have {share.en} % of their members in common.",
        ),
        district=context.landscape.district_of(pair[0]),
        factors={"overlap": overlap},
        facts=((link.iri, link.evidence) for link in links),
        partners=pair,
    )
