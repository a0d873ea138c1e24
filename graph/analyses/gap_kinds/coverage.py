"""Coverage gaps: a theme without activity, and a district without a support agreement."""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

from graph.analyses.activity import EXPIRED_BELOW
from graph.analyses.context import PEERS, PEERS_NEEDED, GapContext
from graph.analyses.expectation import PRIOR
from graph.analyses.gap_kinds.expected import (
    RANKED_BY,
    cell_factors,
    checked_sentence,
    expected_cells,
    peers_sentence,
)
from graph.analyses.gap_results import Gap, GapKind, Parameter, gap
from graph.analyses.observability import OBSERVABLE_FROM
from graph.links import Link
from graph.things import Absence
from ontology.texts import Text

PUBLISHED_FROM: Final = 3
"""Agreements on record from which an agency is taken to publish whom it supports."""

KIND: Final = GapKind(
    key="coverage",
    name=Text("Versorgungslücke", "coverage gap"),
    explanation=Text(
        "In einem Kreis ist zu einem Thema keine laufende Aktivität bekannt, obwohl mindestens drei"
        " der zehn ähnlichsten Kreise daran arbeiten und unsere Quellen eine Aktivität wohl zeigen"
        " würden. Auch: Eine Agentur ist zuständig, aber keine laufende Vereinbarung ist bekannt.",
        "No current activity in a theme is known for a district, although at least three of the ten"
        " most similar districts work on it and our sources would probably show one. Also: an"
        " agency serves the district, but no current agreement is known.",
    ),
    formula="M_it = 0 and sum_{j in S(i)} M_jt >= 3, |S(i)| = 10, observability_it >= 0.5;"
    " M_it = 1 if the strongest activity of district i in theme t weighs >= 0.25;"
    " priority = expected_it = (sum_{j in S(i)} sim_ij M_jt + k sim mean_t)"
    " / (sum_{j in S(i)} sim_ij + k sim), k = 2; need, surprise, peer rate stand beside it",
    citation="3W practice (who does what where), OCHA; BiCM: Saracco et al. 2015,"
    " doi:10.1038/srep10595",
    parameters=(
        Parameter(
            "peers",
            PEERS,
            Text(
                "Zehn Kreise sind genug für eine Quote und noch ähnlich. Keine der verglichenen"
                " Gewichtungen von Kennzahlen, Land, Größe, Art und Nachbarschaft war im"
                " Rückvergleich über den Zufall hinaus besser als diese.",
                "Ten districts are enough for a rate and still similar. None of the weightings of"
                " figures, state, size, type and neighbourhood compared was better than this one in"
                " the back-test beyond chance.",
            ),
        ),
        Parameter(
            "peers_needed",
            PEERS_NEEDED,
            Text("Weniger kann Zufall sein.", "Fewer may be chance."),
        ),
        Parameter(
            "prior_peers",
            PRIOR,
            Text(
                "Die Rangfolge nach diesem geglätteten Anteil sah im Rückvergleich (Ende 2010 bis"
                " 2022, je zwei Jahre) besser als alle verglichenen voraus, welche Felder gefüllt"
                " wurden: 1,9-mal die mittlere Genauigkeit von Zeile × Spalte (95 %: 1,2 bis 2,9);"
                " Bedarf, Überraschung und Anteil multipliziert kamen auf 0,9.",
                "Ranking by this smoothed share foresaw better than all others compared which cells"
                " were filled, in back-tests from the ends of 2010 to 2022 over two years each: 1.9"
                " times the average precision of row x column (95 %: 1.2 to 2.9); need, surprise"
                " and share multiplied reached 0.9.",
            ),
        ),
        Parameter(
            "observable_from",
            OBSERVABLE_FROM,
            Text(
                "Eher ja als nein wüssten wir davon.",
                "More likely than not we would know.",
            ),
        ),
        Parameter(
            "expired_below",
            EXPIRED_BELOW,
            Text(
                "Sechs Jahre nach dem Ende gilt eine Aktivität als vorbei.",
                "Six years after its end an activity counts as over.",
            ),
        ),
    ),
    decision=Text(
        "Welches Thema in diesem Kreis als Nächstes aufgegriffen wird.",
        "Which theme to take up next in this district.",
    ),
    evidence_base=Text(
        "Kooperationen, Programmteilnahmen, Vereinbarungen, Strukturen, Berichte und Modelle mit"
        " Thema; amtliche Kennzahlen für die Vergleichskreise.",
        "Cooperations, programme participations, agreements, structures, reports and models with a"
        " theme; official figures for the comparable districts.",
    ),
    caveat=Text(
        "Arbeit, die niemand öffentlich macht, sehen wir nicht. Ein Kreis kann sich bewusst gegen"
        " ein Thema entschieden haben. Gefüllt wurde im Rückvergleich meist, was ein neues Programm"
        " brachte; welcher Kreis eines Themas, lässt sich kaum vorhersagen.",
        "We do not see work that nobody publishes. A district may have decided against a theme. In"
        " the back-test most cells were filled by a new programme; which district of a theme, can"
        " hardly be foreseen.",
    ),
    queries=("districts-without-agreement",),
)


def find(context: GapContext) -> Iterator[Gap]:
    """Yield the coverage gaps of all districts."""
    yield from _themes(context)
    yield from _agreements(context)


def _themes(context: GapContext) -> Iterator[Gap]:
    table = context.table
    for ags, theme in expected_cells(context):
        if not context.observable[table.row[ags], table.column[theme]]:
            continue
        partners = context.helpers(ags, theme)
        if not partners:
            continue
        name, label = context.name(ags), context.theme_name(theme)
        peers = peers_sentence(context, ags, theme)
        checked = checked_sentence(context, ags, theme)
        stated = context.needs.stated.get((ags, theme), [])
        wish = (
            Text(" Der Kreis nennt das Thema selbst.", " The district names the theme itself.")
            if stated
            else Text("", "")
        )
        past = any(one.weight < EXPIRED_BELOW for one in context.cell(ags, theme))
        missing = (
            Text("keine Aktivität mehr bekannt", "no activity is known any more")
            if past
            else Text("keine Aktivität bekannt", "no activity is known")
        )
        yield gap(
            KIND.key,
            (ags, theme),
            Text(
                f"{name}: Zum Thema „{label.de}“ ist {missing.de}. {peers.de}{checked.de}{wish.de}",
                f"{name}: on “{label.en}” {missing.en}. {peers.en}{checked.en}{wish.en}",
            ),
            district=ags,
            theme=theme,
            factors=cell_factors(context, ags, theme),
            ranked_by=RANKED_BY,
            surprise=context.surprise(ags, theme),
            facts=[
                *((need.iri, need.evidence) for need in stated),
                *((one.iri, one.evidence) for one in context.shown_by(ags, theme)),
            ],
            partners=partners,
        )


def _agreements(context: GapContext) -> Iterator[Gap]:
    # an agreement of a town is not one of its district
    supported = {
        ags: [
            link
            for link in context.current_links(ags)
            if link.class_ == "TransferAgreement"
            and set(link.actors) & set(context.landscape.actors_of_district(ags))
        ]
        for ags in context.table.districts
    }
    by_agency = _by_agency(supported)

    @cache
    def rate(agency: str) -> float:
        served = [ags for ags in supported if agency in context.partners.agencies(ags)]
        return sum(bool(supported[ags]) for ags in served) / max(len(served), 1)

    for ags, agreements in supported.items():
        agencies = context.partners.agencies(ags)
        if agreements or not agencies:
            continue
        checked = _checked_without(context, ags, agencies)
        sure = {agency for one in checked for agency in one.actors}
        known = [a for a in agencies if a in sure or len(by_agency.get(a, ())) >= PUBLISHED_FROM]
        names = " / ".join(context.actor_name(agency) for agency in known or agencies)
        shown: list[Absence | Link] = [*checked]
        shown += [link for agency in known for link in by_agency.get(agency, ())]
        shown += [link for link in context.links_of.get(ags, ()) if "agency" in link.roles.values()]
        areas = [(area.iri, area.evidence) for area in context.partners.service_areas(ags)]
        yield gap(
            KIND.key,
            (ags, "vereinbarung"),
            _agreement_text(context.name(ags), names, known=bool(known)),
            district=ags,
            status="gap" if known else "unknown",
            factors={
                "need": context.needs.factor(ags, "bildungsmanagement"),
                "agreement_rate": max(rate(agency) for agency in known or agencies),
            },
            facts=[*areas, *((one.iri, one.evidence) for one in shown)],
            partners=known or agencies,
        )


def _checked_without(context: GapContext, ags: str, agencies: Sequence[str]) -> list[Absence]:
    # one that names themes says nothing on an agreement about others
    own, serving = set(context.bodies(ags)), set(agencies)
    return [
        one
        for one in context.table.absences
        if not one.themes and own & set(one.actors) and serving & set(one.actors)
    ]


def _by_agency(supported: dict[str, list[Link]]) -> dict[str, list[Link]]:
    found: dict[str, list[Link]] = {}
    for agreements in supported.values():
        for link in agreements:
            for actor, role in link.roles.items():
                if role == "agency":
                    found.setdefault(actor, []).append(link)
    return found


def _agreement_text(name: str, agencies: str, *, known: bool) -> Text:
    if known:
        return Text(
            f"{name}: Keine laufende Vereinbarung mit einer Agentur bekannt;"
            f" zuständig: {agencies}.",
            f"{name}: no current agreement with an agency is known; responsible: {agencies}.",
        )
    return Text(
        f"{name}: Ob es eine laufende Vereinbarung mit der zuständigen Agentur gibt, ist nicht"
        f" bekannt: Von ihr ({agencies}) liegen uns kaum Vereinbarungen vor.",
        f"{name}: whether there is a current agreement with the responsible agency is not known:"
        f" we have hardly any agreements of it ({agencies}).",
    )
