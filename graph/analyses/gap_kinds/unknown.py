"""Unknown, not absent: where our sources could not have shown what we would expect."""

from collections.abc import Iterator
from typing import Final

from graph.analyses.context import GapContext
from graph.analyses.gap_kinds.expected import (
    RANKED_BY,
    cell_factors,
    expected_cells,
    peers_sentence,
)
from graph.analyses.gap_results import Gap, GapKind, Parameter, gap
from graph.analyses.observability import OBSERVABLE_FROM
from graph.analyses.wording import number
from graph.keys import municipality_key
from ontology.texts import Text

KIND: Final = GapKind(
    key="unknown",
    name=Text("Unbekannt, nicht abwesend", "unknown, not absent"),
    explanation=Text(
        "Vergleichbare Kreise lassen eine Aktivität erwarten, aber unsere Quellen sagen über diesen"
        " Kreis zu wenig: Es kann sie geben, ohne dass wir davon wissen.",
        "Comparable districts make an activity likely, but our sources say too little about this"
        " district: it may exist without our knowing.",
    ),
    formula="observability_it = sum_s n_s(t) c_s(i, t) / sum_s n_s(t) < 0.5 over the sources s that"
    " could speak about i; n_s(t) = activities in t on record from s; c_s(i, t) = how completely"
    " s speaks about i, apart from t; 1 where a checked absence speaks about an empty cell",
    citation="own definition; missing-data practice: Little, Rubin 2019,"
    " Statistical Analysis with Missing Data",
    parameters=(
        Parameter(
            "observable_from",
            OBSERVABLE_FROM,
            Text("Eher ja als nein wüssten wir davon.", "More likely than not we would know."),
        ),
    ),
    decision=Text(
        "Wo zuerst nachzufragen ist, bevor jemand berät.",
        "Where to ask first, before anybody gives advice.",
    ),
    evidence_base=Text(
        "Welche Quelle über welchen Kreis und welches Thema etwas sagt; wie vollständig"
        " Teilnehmerlisten nach eigener Angabe der Programme sind.",
        "Which source says something about which district and theme; how complete lists of"
        " participants are by the programmes' own statement.",
    ),
    caveat=Text(
        "Die Beobachtbarkeit ist eine Schätzung aus dem, was bekannt ist.",
        "Observability is an estimate from what is known.",
    ),
    queries=("districts-without-any-statement",),
)


def find(context: GapContext) -> Iterator[Gap]:
    """Yield one unknown per expected cell not to be seen, and per district without any fact."""
    silent = set(context.table.districts) - context.heard
    for ags in sorted(silent):
        yield _silent(context, ags)
    for ags, theme in expected_cells(context):
        row, column = context.table.row[ags], context.table.column[theme]
        if ags not in silent and not context.observable[row, column]:
            yield _cell(context, ags, theme, float(context.observability[row, column]))


def _silent(context: GapContext, ags: str) -> Gap:
    name = context.name(ags)
    return gap(
        KIND.key,
        (ags,),
        Text(
            f"{name}: Zu diesem Kreis liegt uns keine Angabe zu Kooperationen, Programmen oder"
            " Strukturen vor. Das heißt nicht, dass es keine gibt.",
            f"{name}: we have no information on cooperations, programmes or structures of this"
            " district. That does not mean that there are none.",
        ),
        district=ags,
        status="unknown",
        factors={"unobserved": 1.0},
        partners=[municipality_key(ags)],
    )


def _shown(seen: float) -> Text:
    share = number(100 * seen)
    if share.de == "0":
        return Text("so gut wie nie", "hardly ever show it")
    return Text(f"nur zu etwa {share.de} %", f"show it with about {share.en} % only")


def _cell(context: GapContext, ags: str, theme: str, seen: float) -> Gap:
    name, label = context.name(ags), context.theme_name(theme)
    peers, shown = peers_sentence(context, ags, theme), _shown(seen)
    return gap(
        KIND.key,
        (ags, theme),
        Text(
            f"{name}: Ob am Thema „{label.de}“ gearbeitet wird, ist nicht bekannt; unsere Quellen"
            f" würden es {shown.de} zeigen. {peers.de}",
            f"{name}: whether there is work on “{label.en}” is not known; our sources would"
            f" {shown.en}. {peers.en}",
        ),
        district=ags,
        theme=theme,
        status="unknown",
        factors={**cell_factors(context, ags, theme), "unobserved": 1.0 - seen},
        ranked_by=RANKED_BY,
        facts=((one.iri, one.evidence) for one in context.shown_by(ags, theme)),
        partners=[municipality_key(ags)],
    )
