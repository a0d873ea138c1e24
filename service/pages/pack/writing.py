"""How the meeting pack of a district is put together from network, gaps and suggestions."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from graph.analyses.gap_results import Gap
from graph.analyses.gaps import find_gaps
from graph.landscape import Landscape
from graph.status_words import STATUSES
from graph.suggestions import KINDS, Suggestion, suggest
from graph.suggestions.results import LEVELS
from ontology.texts import Language, Text
from service.drawing.ego import ego_svg
from service.pages.formats import day_in_words, number, span
from service.pages.pack.content import (
    Advice,
    Figure,
    GapLine,
    Pack,
    ReasonLine,
    TieLine,
    cleaned,
)
from service.pages.pack.references import References
from service.pages.pack.words import words
from service.pages.views_district import DistrictView, district_view, network_text
from service.pages.views_gaps import STATUS as GAP_STATUS
from service.pages.views_statements import TieRow, reference

GAPS: Final = 6
SUGGESTIONS: Final = 3
HELPERS: Final = 3
TIES: Final = 25
"""Shown at most; the page of the district shows all."""


def meeting_pack(
    landscape: Landscape,
    ags: str,
    day: date,
    language: Language,
    address: str,
    *,
    excluded: Iterable[str] = (),
) -> Pack:
    """Return the meeting pack of a district.

    Args:
        landscape: where to look.
        ags: the district.
        day: what starts later is not seen; what ended before is history.
        language: of everything but names.
        address: where the page of the district can be opened.
        excluded: whom not to suggest, see `suggest`.

    Raises:
        UnknownThingError: if there is no such district.
    """
    view = district_view(landscape, ags, day)
    gaps = find_gaps(landscape, day, district=ags)
    advice = suggest(landscape, ags, day, limit=SUGGESTIONS, excluded=excluded).items
    writer = _Writer(landscape, language)
    name, fixed = view.district.name, words(language)
    status = f"{fixed['as_of']} {day_in_words(day, language)}"
    # in the order in which they stand in the pack: sources are numbered as they are met
    gap_lines = tuple(writer.gap(one) for one in gaps[:GAPS])
    advice_lines = tuple(writer.advice(one) for one in advice)
    tie_lines = tuple(writer.tie(row) for row in view.ties[:TIES])
    return cleaned(
        Pack(
            language=language,
            title=f"{fixed['kind']} {name}",
            name=name,
            facts=writer.facts(view),
            status=status,
            figures=writer.figures(view, len(gaps)),
            summary=writer.said(network_text(view)),
            picture=str(ego_svg(landscape, view.keys, day, language)) if view.ties else "",
            gaps=gap_lines,
            advice=advice_lines,
            ties=tie_lines,
            more_ties=writer.more(len(view.ties) - len(tie_lines)),
            sources=writer.references.lines,
            attributions=writer.references.attributions,
            version=f"{fixed['version']}: {landscape.version[:12]}.",
            address=address,
            words=fixed,
        )
    )


class _Writer:
    """Writes the lines of a pack in one language.

    Args:
        landscape: where names and sources are looked up.
        language: of the lines.
    """

    def __init__(self, landscape: Landscape, language: Language) -> None:
        self._landscape = landscape
        self._language: Language = language
        self.references = References(landscape, language)

    def said(self, text: Text) -> str:
        return text.in_language(self._language)

    def facts(self, view: DistrictView) -> str:
        district, people = view.district, number(view.district.population, self._language)
        seat = Text(f", Sitz {district.seat}", f", seat {district.seat}") if district.seat else None
        size = Text(
            f"{people} Einwohner am 31. Dezember 2023", f"{people} inhabitants on 31 December 2023"
        )
        place = f"{self.said(view.kind)} in {self.said(view.state)}"
        place += self.said(seat) if seat else ""
        return f"{place} · {self.said(size)} · AGS {district.ags}"

    def figures(self, view: DistrictView, gaps: int) -> tuple[Figure, ...]:
        counted = (
            (Text("laufende Zusammenarbeiten", "current cooperations"), len(view.current_ties)),
            (Text("Partner darin", "partners in them"), view.partners),
            (Text("Programmteilnahmen", "programme participations"), len(view.programmes)),
            (Text("Lücken und Offenes", "gaps and unknowns"), gaps),
        )
        return tuple(
            Figure(self.said(label), number(count, self._language)) for label, count in counted
        )

    def gap(self, gap: Gap) -> GapLine:
        names = [reference(self._landscape, key).name for key in gap.partners[:HELPERS]]
        return GapLine(
            status=self.said(GAP_STATUS[gap.status]),
            text=self.said(gap.text),
            helpers="; ".join(names),  # a name may hold a comma
            refs=self.references.of_evidence(gap.evidence),
        )

    def advice(self, one: Suggestion) -> Advice:
        subject = f": {one.subject.name}" if one.subject else ""
        return Advice(
            heading=one.partner.name + subject,
            kind=self.said(KINDS[one.kind].label),
            level=self.said(LEVELS[one.level]),
            reasons=tuple(
                ReasonLine(
                    self.said(reason.text),
                    self.references.of_reason(reason.sources, reason.statements),
                )
                for reason in one.reasons
            ),
            against=self.said(one.counter_argument),
            counterfactual=self.said(one.counterfactual.text),
            ask=self.said(one.unknown),
            website=one.contact,
        )

    def tie(self, row: TieRow) -> TieLine:
        subject = f" ({row.subject})" if row.subject else ""
        return TieLine(
            partner=", ".join(partner.name for partner in row.partners),
            kind=self.said(row.kind) + subject,
            period=span(row.interval, self._language),
            status=self.said(STATUSES[row.day_status]),
            refs=self.references.of_evidence(self._landscape.ties[row.key].evidence),
        )

    def more(self, count: int) -> str:
        if count < 1:
            return ""
        one = count == 1
        return self.said(
            Text(
                f"{'Eine weitere steht' if one else f'{count} weitere stehen'} auf der Seite des"
                " Kreises.",
                f"{'One more is' if one else f'{count} more are'} on the page of the district.",
            )
        )
