"""Why nothing is reported for a district: what is known, what is not expected, what is unknown."""

from datetime import date

from graph.analyses.context import PEERS_NEEDED
from graph.analyses.gaps import gap_analysis
from graph.landscape import Landscape
from ontology.texts import Text


def why_nothing(landscape: Landscape, day: date, district: str = "") -> Text | None:
    """Return why no gap and no unknown is reported, for a district or at all, in sentences.

    None if something is reported, so that only a filter has left nothing.

    Args:
        landscape: where to look.
        day: the day asked for.
        district: AGS; empty for the whole landscape.

    Raises:
        UnknownThingError: if there is no such district.
    """
    ags = landscape.district(district).ags if district else ""
    analysis = gap_analysis(landscape, day)
    if analysis.before_all_data:
        return Text(
            f"Der {day:%d.%m.%Y} liegt vor unserer ersten datierten Angabe: Von dieser Zeit ist"
            " nichts bekannt, auch nicht, dass es nichts gab.",
            f"{day.isoformat()} is before our first dated entry: nothing is known of that time, not"
            " even that nothing happened.",
        )
    if not ags or analysis.gaps(district=ags):
        return None
    context = analysis.context
    table, row = context.table, context.table.row[ags]
    active = table.active[row]
    expected = (context.peers_active[row] >= PEERS_NEEDED) & ~active
    hidden = ~active & ~context.observable[row]
    name = context.name(ags)
    known, empty, unseen = int(active.sum()), int((~active).sum()), int(hidden.sum())
    agencies = context.partners.agencies(ags)
    agency = (
        Text("", "")
        if agencies
        else Text(
            " Eine Agentur, die heute zuständig wäre, kennen wir nicht.",
            " We know of no agency that is responsible today.",
        )
    )
    rest = (
        Text(
            "In keinem der leeren Themen arbeiten mindestens drei der zehn ähnlichsten Kreise;"
            " deshalb erwarten wir dort nichts.",
            "In none of the empty themes do at least three of the ten most similar districts work,"
            " so we expect nothing there.",
        )
        if not expected.any()
        else Text(
            "Was vergleichbare Kreise erwarten lassen, ist durch andere Angaben gedeckt.",
            "What comparable districts make likely is covered by other entries.",
        )
    )
    return Text(
        f"{name}: In {known} von {known + empty} Themen ist etwas Laufendes bekannt. {rest.de} In"
        f" {unseen} leeren Themen könnten unsere Quellen eine Aktivität ohnehin kaum zeigen: Das"
        f" ist unbekannt, nicht abwesend.{agency.de}",
        f"{name}: in {known} of {known + empty} themes something current is known. {rest.en} In"
        f" {unseen} empty themes our sources could hardly show an activity anyway: that is unknown,"
        f" not absent.{agency.en}",
    )
