"""Peer-transfer gaps: comparable districts have a structure or model that a district lacks."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from graph.analyses.context import PEERS, PEERS_NEEDED, GapContext
from graph.analyses.gap_results import Gap, GapKind, Parameter, gap
from graph.analyses.wording import listed
from graph.keys import municipality_key
from graph.things import Item
from ontology.texts import Text

STRUCTURES: Final = {
    "EducationOffice": Text("ein Bildungsbüro", "an education office"),
    "SteeringGroup": Text("eine Steuerungsgruppe", "a steering group"),
    "EducationConference": Text("eine Bildungskonferenz", "an education conference"),
    "EducationAdvisoryBoard": Text("einen Bildungsbeirat", "an education advisory board"),
    "EducationReport": Text("einen Bildungsbericht", "an education report"),
    "MissionStatement": Text("ein Bildungsleitbild", "a mission statement for education"),
}
"""What one municipality can learn from another; class → in the accusative."""

SOURCE: Final = "kommunale-strukturen"
"""The source that records structures; of districts it does not mention nothing can be said."""

KIND: Final = GapKind(
    key="peer-transfer",
    name=Text("Transferlücke", "peer-transfer gap"),
    explanation=Text(
        "Mindestens drei der zehn ähnlichsten Kreise haben eine Struktur oder ein Modell, zum"
        " Beispiel einen Bildungsbericht; für diesen Kreis ist keines bekannt.",
        "At least three of the ten most similar districts have a structure or model, for instance"
        " an education report; none is known for this district.",
    ),
    formula="t_im = sum_{j in S(i)} sim_ij M_jm / sum_{j in S(i)} sim_ij; gap if M_im = 0 and at"
    " least three j in S(i) have M_jm = 1",
    citation="diffusion and threshold models: Granovetter 1978, doi:10.1086/226707;"
    " practice: URBACT transfer networks",
    parameters=(
        Parameter(
            "peers",
            PEERS,
            Text("Wie bei Versorgungslücken.", "As for coverage gaps."),
        ),
        Parameter(
            "peers_needed",
            PEERS_NEEDED,
            Text("Weniger kann Zufall sein.", "Fewer may be chance."),
        ),
    ),
    decision=Text(
        "Wen um Rat fragen; das Kerngeschäft der Entwicklungsagenturen.",
        "Whom to ask for advice; the core task of the development agencies.",
    ),
    evidence_base=Text(
        "Strukturen, Berichte und Leitbilder auf Webseiten der Kommunen; Modelle aus Lernen vor"
        " Ort.",
        "Structures, reports and mission statements on the municipalities' websites; models of"
        " Lernen vor Ort.",
    ),
    caveat=Text(
        "Ob ein Modell passt, entscheidet die Kommune. Strukturen mit anderem Namen übersehen wir.",
        "Whether a model fits is for the municipality to decide. We miss structures of other"
        " names.",
    ),
)


def find(context: GapContext) -> Iterator[Gap]:
    """Yield one gap per district and structure or kind of model that its peers have."""
    having = _having(context)
    for ags in context.table.districts:
        for what in having:
            others = [other for other in context.near[ags] if other in having[what]]
            if ags not in having[what] and len(others) >= PEERS_NEEDED:
                yield _gap(context, ags, what, others, having[what])


def _having(context: GapContext) -> dict[str, dict[str, list[Item]]]:
    found: dict[str, dict[str, list[Item]]] = defaultdict(lambda: defaultdict(list))
    for item in context.landscape.items.values():
        if item.interval.status_on(context.day) == "future" or item.year[:4] > str(
            context.day.year
        ):
            continue
        what = item.class_ if item.class_ in STRUCTURES else item.action_field
        if what:
            for ags in context.table.districts_of_item(item):
                found[what][ags].append(item)
    return {what: found[what] for what in sorted(found)}


def _gap(
    context: GapContext, ags: str, what: str, others: list[str], having: dict[str, list[Item]]
) -> Gap:
    similarity = context.comparison.similarity[context.comparison.position[ags]]
    near = [similarity[context.comparison.position[other]] for other in context.near[ags]]
    share = sum(similarity[context.comparison.position[other]] for other in others) / sum(near)
    items = [having[other][0] for other in others]
    known = (SOURCE, ags) in context.mentions if what in STRUCTURES else ags in context.heard
    name, label = context.name(ags), _label(context, what)
    names = listed([context.name(other) for other in others])
    lack = (
        Text("ist nichts Entsprechendes bekannt", "none is known")
        if known
        else Text("liegt uns dazu nichts vor", "we have no information")
    )
    themes = [theme for item in items for theme in context.landscape.themes_of(item)]
    return gap(
        KIND.key,
        (ags, what),
        Text(
            f"{len(others)} vergleichbare Kreise haben {label.de} ({names.de}); für {name}"
            f" {lack.de}.",
            f"{len(others)} comparable districts have {label.en} ({names.en}); for {name}"
            f" {lack.en}.",
        ),
        district=ags,
        theme=max(sorted(set(themes)), key=themes.count, default=""),
        status="gap" if known else "unknown",
        factors={"peer_share": float(share)},
        facts=((item.iri, item.evidence) for item in items),
        partners=[municipality_key(other) for other in others[:5]],
    )


def _label(context: GapContext, what: str) -> Text:
    if what in STRUCTURES:
        return STRUCTURES[what]
    field = context.landscape.concepts["action-field"][what].label
    return Text(f"ein Modell zu „{field.de}“", f"a model on “{field.en}”")
