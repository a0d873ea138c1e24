"""Supply-need gaps: a stated need, and foundations in reach that work on it, without a link."""

from __future__ import annotations  # networkx graphs take a type only when checked

from collections.abc import Iterator
from typing import Final

import networkx as nx

from graph.analyses.context import GapContext
from graph.analyses.gap_results import Gap, GapKind, Parameter, gap
from graph.analyses.partners import NATIONWIDE_FROM, REACH_NATIONWIDE
from graph.analyses.wording import listed
from graph.things import Evidence
from ontology.texts import Text

NEAREST_STEPS: Final = 2
"""Up to two steps, over a common partner, the two already can find each other."""

FOUNDATIONS_NAMED: Final = 5

KIND: Final = GapKind(
    key="supply-need",
    name=Text("Bedarf ohne Angebot", "supply-need gap"),
    explanation=Text(
        "Ein Kreis nennt ein Thema als Schwerpunkt oder Bedarf, eine Stiftung in Reichweite"
        " arbeitet daran, aber zwischen beiden gibt es keine Verbindung, auch nicht über einen"
        " Partner.",
        "A district states a theme as a priority or need, a foundation in reach works on it, but"
        " there is no connection between them, not even over a partner.",
    ),
    formula="need_it * supply_ft * reach_fi for pairs (f, i) without a path of length <= 2, ended"
    " ties included; supply = decayed weight of the foundation's strongest tie in t or below it, 0"
    " below 0.25; reach = 1 in its own state and where it has worked, 0.5 elsewhere if it has"
    " worked in three states",
    citation="Kovács et al. 2019, doi:10.1038/s41467-019-09177-y (complementary partners are three"
    " steps apart)",
    parameters=(
        Parameter(
            "nationwide_from",
            NATIONWIDE_FROM,
            Text(
                "Wer in drei Ländern arbeitet, ist nicht an eines gebunden.",
                "Who works in three states is not bound to one.",
            ),
        ),
        Parameter(
            "reach_nationwide",
            REACH_NATIONWIDE,
            Text(
                "Bundesweit tätige Stiftungen sind schwerer zu gewinnen als nahe.",
                "Nationwide foundations are harder to win than near ones.",
            ),
        ),
        Parameter(
            "nearest_steps",
            NEAREST_STEPS,
            Text(
                "Über einen gemeinsamen Partner können sich beide schon finden.",
                "Over a common partner the two can find each other already.",
            ),
        ),
    ),
    decision=Text("Welche Stiftung anzusprechen ist.", "Which foundation to approach."),
    evidence_base=Text(
        "Schwerpunkte und Bedarfe, die Kommunen selbst nennen; Kooperationen von Stiftungen mit"
        " Thema.",
        "Priorities and needs that municipalities state themselves; cooperations of foundations"
        " with a theme.",
    ),
    caveat=Text(
        "Fördergrundsätze, Satzungszwecke und freie Mittel der Stiftungen kennen wir nicht."
        " Bürgerstiftungen, Sparkassenstiftungen und örtliche Verbünde bleiben außer Betracht: Sie"
        " wirken, wo sie zu Hause sind.",
        "We do not know the foundations' funding rules, statutes and free means. Community and"
        " savings bank foundations and local alliances are left out: they work where they are at"
        " home.",
    ),
    queries=("foundations-for-needs",),
)


def find(context: GapContext) -> Iterator[Gap]:
    """Yield one gap per district and needed theme with at least one foundation in reach."""
    for (ags, theme), needs in sorted(context.needs.stated.items()):
        facts = [(need.iri, need.evidence) for need in needs if theme in need.themes]
        found = strangers(context, ags, theme) if facts else []
        if found:
            yield _gap(context, ags, theme, found[:FOUNDATIONS_NAMED], facts)


def strangers(context: GapContext, ags: str, theme: str) -> list[tuple[str, float]]:
    """Return foundations in reach that work on a theme and have no connection to a district.

    Returns:
        Key and supply x reach, best first.
    """
    near = _near(context.network_ever, context.landscape.actors_of_district(ags))
    return [
        (key, value)
        for key, value in context.partners.foundations(ags, theme)
        if key not in near and context.alive(key)
    ]


def _near(network: nx.Graph[str], actors: tuple[str, ...]) -> set[str]:
    found: set[str] = set()
    for actor in actors:
        if actor in network:
            found |= set(
                nx.single_source_shortest_path_length(network, actor, cutoff=NEAREST_STEPS)
            )
    return found


def _gap(
    context: GapContext,
    ags: str,
    theme: str,
    found: list[tuple[str, float]],
    facts: list[tuple[str, tuple[Evidence, ...]]],
) -> Gap:
    name, label = context.name(ags), context.theme_name(theme)
    names, one = listed([context.actor_name(key) for key, _ in found]), len(found) == 1
    for key, _ in found:
        facts += [(link.iri, link.evidence) for link in context.partners.ties_in(key, theme)[:2]]
    return gap(
        KIND.key,
        (ags, theme),
        Text(
            f"{name}: Das Thema „{label.de}“ ist als Schwerpunkt oder Bedarf genannt. Daran"
            f" {'arbeitet eine Stiftung' if one else 'arbeiten Stiftungen'} ohne Verbindung zum"
            f" Kreis: {names.de}.",
            f"{name}: “{label.en}” is stated as a priority or need."
            f" {'A foundation' if one else 'Foundations'} without any connection to the district"
            f" {'works' if one else 'work'} on it: {names.en}.",
        ),
        district=ags,
        theme=theme,
        factors={"need": context.needs.factor(ags, theme), "supply_in_reach": found[0][1]},
        facts=facts,
        partners=[key for key, _ in found],
    )
