"""Surprising gaps: empty cells that neither district nor theme explain."""

from collections.abc import Iterator
from typing import Final

import numpy as np

from graph.analyses.bicm import adjusted, surprise
from graph.analyses.context import GapContext
from graph.analyses.gap_kinds.expected import cell_factors
from graph.analyses.gap_results import Gap, GapKind, Parameter, gap
from graph.analyses.wording import number
from ontology.texts import Text

FALSE_SHARE: Final = 0.05
"""Share of false alarms accepted among the alarms of one theme."""

KIND: Final = GapKind(
    key="surprising",
    name=Text("Überraschende Lücke", "surprising gap"),
    explanation=Text(
        "Der Kreis ist insgesamt so aktiv und das Thema so verbreitet, dass hier fast sicher etwas"
        " zu erwarten wäre. Dass es viele leere Felder gibt, erklärt diese Lücke nicht.",
        "The district is so active and the theme so widespread that something would be expected"
        " here almost certainly. That many cells are empty does not explain this one.",
    ),
    formula="p_it = x_i y_t / (1 + x_i y_t), row and column sums kept in expectation;"
    " surprise = -log(1 - p_it); alarm if the Benjamini-Hochberg adjusted 1 - p_it <= 0.05"
    " among all observable cells of the theme",
    citation="Saracco, Di Clemente, Gabrielli, Squartini 2015, doi:10.1038/srep10595;"
    " Benjamini, Hochberg 1995, doi:10.1111/j.2517-6161.1995.tb02031.x",
    parameters=(
        Parameter(
            "false_share",
            FALSE_SHARE,
            Text(
                "Je Thema darf höchstens eine von zwanzig Meldungen Zufall sein.",
                "Per theme at most one alarm in twenty may be chance.",
            ),
        ),
    ),
    decision=Text("Womit zuerst zu beginnen ist.", "What to act on first."),
    evidence_base=Text(
        "Dieselben Aktivitäten wie bei Versorgungslücken; nur Felder, die unsere Quellen"
        " zeigen würden.",
        "The same activities as for coverage gaps; only cells that our sources would show.",
    ),
    caveat=Text(
        "Jedes Thema wird für sich geprüft; über alle Themen zusammen können mehr Meldungen Zufall"
        " sein. Bei wenigen Daten meldet der Test meist nichts.",
        "Each theme is tested by itself; over all themes more alarms may be chance. With few data"
        " the test mostly reports nothing.",
    ),
)


def find(context: GapContext) -> Iterator[Gap]:
    """Yield the surprising gaps, theme by theme."""
    for theme in context.table.themes:
        column = context.table.column[theme]
        rows = np.flatnonzero(context.observable[:, column])
        empty = ~context.table.active[rows, column]
        chances = context.probability[rows, column]
        # filled cells are tested, too: leaving them out would test only what chance left empty
        q_values = adjusted(np.where(empty, 1.0 - chances, 1.0))
        for row, chance, q_value in zip(rows, chances, q_values, strict=True):
            if q_value <= FALSE_SHARE:
                yield _gap(context, context.table.districts[row], theme, chance, len(rows))


def _gap(context: GapContext, ags: str, theme: str, chance: float, tested: int) -> Gap:
    name, label = context.name(ags), context.theme_name(theme)
    share = number(100 * chance, 1)
    return gap(
        KIND.key,
        (ags, theme),
        Text(
            f"{name}: Zum Thema „{label.de}“ ist nichts Laufendes bekannt, obwohl es bei der"
            f" sonstigen Aktivität zu {share.de} % zu erwarten wäre"
            f" ({tested} Kreise geprüft).",
            f"{name}: on “{label.en}” nothing current is known, although with all its other"
            f" activity it would be expected with {share.en} % ({tested} districts tested).",
        ),
        district=ags,
        theme=theme,
        factors=cell_factors(context, ags, theme),
        ranked_by="surprise",
        surprise=surprise(float(chance)),
        facts=((one.iri, one.evidence) for one in context.shown_by(ags, theme)),
        partners=context.helpers(ags, theme),
    )
