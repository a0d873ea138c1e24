"""Life-phase chain gaps: two neighbouring phases of education are worked on, but not joined."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from graph.analyses.activity import EXPIRED_BELOW, Activity
from graph.analyses.context import GapContext
from graph.analyses.gap_results import Gap, GapKind, gap
from graph.analyses.wording import number
from graph.keys import municipality_key
from ontology.texts import Text

PHASES: Final[tuple[tuple[Text, frozenset[str]], ...]] = (
    (Text("Kita", "daycare"), frozenset({"fruehkindliche-bildung"})),
    (
        Text("Schule", "school"),
        frozenset({"schulische-bildung", "ganztag", "schulentwicklungsplanung"}),
    ),
    (Text("Übergang Schule–Beruf", "transition to work"), frozenset({"uebergang-schule-beruf"})),
    (
        Text("Ausbildung", "vocational training"),
        frozenset({"berufliche-bildung", "fachkraeftesicherung"}),
    ),
    (Text("Studium", "higher education"), frozenset({"hochschulbildung"})),
    (
        Text("Weiterbildung", "adult education"),
        frozenset({"erwachsenenbildung", "alphabetisierung-grundbildung"}),
    ),
)
"""The chain of lifelong learning with the themes that stand for each phase."""

ANY_TRANSITION: Final = "uebergangsmanagement"

KIND: Final = GapKind(
    key="life-phase-chain",
    name=Text("Lücke in der Bildungskette", "life-phase chain gap"),
    explanation=Text(
        "Ein Kreis arbeitet an zwei benachbarten Abschnitten des Bildungswegs, zum Beispiel an Kita"
        " und Schule, aber keine bekannte Aktivität verbindet beide.",
        "A district works on two neighbouring phases of education, for instance daycare and school,"
        " but no known activity joins them.",
    ),
    formula="s_l = 1 if a theme of phase l is active; c(l, l+1) = number of current activities with"
    " themes of both phases, or on transitions in general; gap if s_l = s_{l+1} = 1 and c = 0;"
    " chain score = share of the five transitions with c > 0",
    citation="lifelong-learning chain of municipal education management; own formula",
    parameters=(),
    decision=Text(
        "Welche zwei Bereiche als Nächstes an einen Tisch gehören.",
        "Which two fields to bring to one table next.",
    ),
    evidence_base=Text(
        "Aktivitäten mit Themen, die für einen Abschnitt des Bildungswegs stehen.",
        "Activities with themes that stand for a phase of education.",
    ),
    caveat=Text(
        "Nur wenige Aktivitäten nennen einen Abschnitt; fehlende Themen in den Quellen verdecken"
        " Lücken und Verbindungen gleichermaßen.",
        "Few activities name a phase; themes missing in the sources hide gaps and links alike.",
    ),
)


def find(context: GapContext) -> Iterator[Gap]:
    """Yield one gap per pair of neighbouring phases that are worked on but not joined."""
    current: dict[str, list[Activity]] = defaultdict(list)
    for fact in context.table.facts:
        if fact.weight >= EXPIRED_BELOW:
            current[fact.district].append(fact)
    for ags in sorted(current):
        yield from _of_district(context, ags, current[ags])


def _of_district(context: GapContext, ags: str, facts: list[Activity]) -> Iterator[Gap]:
    themes: dict[str, set[str]] = defaultdict(set)
    for fact in facts:
        themes[fact.iri].add(fact.theme)
    joined = [_joined(themes, first[1], second[1]) for first, second in pairwise(PHASES)]
    score = sum(joined) / len(joined)
    for number_, (first, second) in enumerate(pairwise(PHASES)):
        shown = [
            next((fact for fact in facts if fact.theme in phase[1]), None)
            for phase in (first, second)
        ]
        if not joined[number_] and shown[0] and shown[1]:
            yield _gap(context, ags, first[0], second[0], [shown[0], shown[1]], score)


def _joined(themes: dict[str, set[str]], first: frozenset[str], second: frozenset[str]) -> bool:
    return any(
        ANY_TRANSITION in found or (found & first and found & second) for found in themes.values()
    )


def _gap(
    context: GapContext, ags: str, first: Text, second: Text, shown: list[Activity], score: float
) -> Gap:
    name, share = context.name(ags), number(100 * score)
    return gap(
        KIND.key,
        (ags, first.en, second.en),
        Text(
            f"{name}: An „{first.de}“ und „{second.de}“ wird gearbeitet, aber keine bekannte"
            f" Aktivität verbindet beide ({share.de} % der Übergänge sind verbunden).",
            f"{name}: there is work on “{first.en}” and “{second.en}”, but no known activity joins"
            f" them ({share.en} % of the transitions are joined).",
        ),
        district=ags,
        theme=ANY_TRANSITION,
        factors={
            "need": context.needs.factor(ags, ANY_TRANSITION),
            "chain_missing": 1.0 - score,
        },
        facts=((fact.iri, fact.evidence) for fact in shown),
        partners=[
            actor for fact in shown for actor in fact.actors if actor != municipality_key(ags)
        ]
        or context.partners.agencies(ags),
    )
