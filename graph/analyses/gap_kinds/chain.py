"""Life-phase chain gaps: two neighbouring phases of education are worked on, but not joined."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Final

from graph.analyses.activity import EXPIRED_BELOW, Activity
from graph.analyses.context import GapContext
from graph.analyses.gap_results import Gap, GapKind, Parameter, gap
from graph.keys import municipality_key
from ontology.texts import Text

PHASES: Final[tuple[tuple[str, Text], ...]] = (
    ("fruehkindliche-bildung", Text("Kita", "daycare")),
    ("schulische-bildung", Text("Schule", "school")),
    ("uebergang-schule-beruf", Text("Übergang Schule–Beruf", "transition to work")),
    ("berufliche-bildung", Text("Ausbildung", "vocational training")),
    ("hochschulbildung", Text("Studium", "higher education")),
    ("erwachsenenbildung", Text("Weiterbildung", "adult education")),
)
"""The chain of lifelong learning; a theme stands for its phase, and so does all below it."""

ANY_TRANSITION: Final = "uebergangsmanagement"

ADVICE: Final = "TransferAgreement"
"""An agreement with an agency is advice to the administration, not work within a phase."""

KIND: Final = GapKind(
    key="life-phase-chain",
    name=Text("Lücke in der Bildungskette", "life-phase chain gap"),
    explanation=Text(
        "Ein Kreis arbeitet an zwei benachbarten Abschnitten des Bildungswegs, zum Beispiel an Kita"
        " und Schule, aber keine bekannte Aktivität verbindet beide.",
        "A district works on two neighbouring phases of education, for instance daycare and school,"
        " but no known activity joins them.",
    ),
    formula="s_l = 1 if an activity of weight >= 0.25 has the theme of phase l or one below it;"
    " c(l, l+1) = number of such activities with themes of both phases, or on transitions in"
    " general; gap if s_l = s_{l+1} = 1 and c = 0; chain score = share of the five transitions with"
    " c > 0",
    citation="lifelong-learning chain of municipal education management; own formula",
    parameters=(
        Parameter(
            "expired_below",
            EXPIRED_BELOW,
            Text(
                "Was seit sechs Jahren, zwei Halbwertszeiten, beendet ist, verbindet niemanden.",
                "What ended six years ago, two half-lives, joins nobody.",
            ),
        ),
    ),
    decision=Text(
        "Welche zwei Bereiche als Nächstes an einen Tisch gehören.",
        "Which two fields to bring to one table next.",
    ),
    evidence_base=Text(
        "Kooperationen, Teilnahmen an Programmen mit Themen, Strukturen, Berichte und Modelle, die"
        " einen Abschnitt des Bildungswegs nennen.",
        "Cooperations, participations in programmes with themes, structures, reports and models"
        " that name a phase of education.",
    ),
    caveat=Text(
        "Nur wenige Aktivitäten nennen einen Abschnitt, und kaum ein Kreis arbeitet nachweislich an"
        " zwei benachbarten: Dass nichts gefunden wird, heißt nicht, dass die Kette geschlossen"
        " ist.",
        "Few activities name a phase, and hardly any district is known to work on two neighbouring"
        " ones: that nothing is found does not mean that the chain is closed.",
    ),
    queries=("life-phase-transitions",),
)


@dataclass(frozen=True, slots=True)
class Transition:
    """Two neighbouring phases on which a district works.

    Attributes:
        step: number of the earlier phase in `PHASES`.
        examples: an activity in the earlier and one in the later phase.
        joining: IRIs of the activities that join the two.
    """

    district: str
    step: int
    examples: tuple[Activity, Activity]
    joining: frozenset[str]


def transitions(context: GapContext) -> Iterator[Transition]:
    """Yield the pairs of neighbouring phases that a district works on, district by district."""
    current = (
        fact
        for fact in context.table.facts
        if fact.weight >= EXPIRED_BELOW and fact.class_ != ADVICE
    )
    for ags, facts in groupby(current, key=lambda fact: fact.district):
        phases: dict[str, dict[str, Activity]] = {}
        general = set()
        for fact in facts:
            if fact.theme == ANY_TRANSITION:
                general.add(fact.iri)
            for theme in context.table.broader[fact.theme]:
                phases.setdefault(theme, {}).setdefault(fact.iri, fact)
        for step, ((first, _), (second, _)) in enumerate(pairwise(PHASES)):
            if first in phases and second in phases:
                one, other = phases[first], phases[second]
                shown = next(iter(one.values())), next(iter(other.values()))
                yield Transition(ags, step, shown, frozenset((one.keys() & other.keys()) | general))


def find(context: GapContext) -> Iterator[Gap]:
    """Yield one gap per pair of neighbouring phases that are worked on but not joined."""
    for ags, group in groupby(transitions(context), key=lambda one: one.district):
        found = list(group)
        joined = sum(bool(one.joining) for one in found)
        for one in found:
            if not one.joining:
                yield _gap(context, ags, one, joined)


def _gap(context: GapContext, ags: str, transition: Transition, joined: int) -> Gap:
    name, facts, of = context.name(ags), transition.examples, len(PHASES) - 1
    first, second = (PHASES[transition.step + more][1] for more in (0, 1))
    return gap(
        KIND.key,
        (ags, first.en, second.en),
        Text(
            f"{name}: An „{first.de}“ und „{second.de}“ wird gearbeitet, aber keine bekannte"
            f" Aktivität verbindet beide (verbundene Übergänge: {joined} von {of}).",
            f"{name}: there is work on “{first.en}” and “{second.en}”, but no known activity joins"
            f" them (joined transitions: {joined} of {of}).",
        ),
        district=ags,
        theme=ANY_TRANSITION,
        factors={
            "need": context.needs.factor(ags, ANY_TRANSITION),
            "chain_missing": 1.0 - joined / of,
        },
        facts=((fact.iri, fact.evidence) for fact in facts),
        partners=[
            actor for fact in facts for actor in fact.actors if actor != municipality_key(ags)
        ]
        or context.partners.agencies(ags),
    )
