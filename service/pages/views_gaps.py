"""How gaps are shown: what is missing, what it means, whom to ask, and what it rests on."""

import csv
import io
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from graph.analyses.gap_results import Gap, GapKind
from graph.analyses.gaps import GAP_KINDS
from graph.landscape import Landscape
from ontology.texts import Language, Text
from service.pages.labels import concept_label
from service.pages.views_results import Statement, statements
from service.pages.views_statements import Proof, Reference, proofs, reference

STATUS = {
    "gap": Text("Lücke", "gap"),
    "unknown": Text("unbekannt", "unknown"),
}


@dataclass(frozen=True, slots=True)
class GapRow:
    """One gap, ready to be read.

    Attributes:
        district: None if it is not about one district.
        partners: who could fill it, best first.
    """

    gap: Gap
    kind: GapKind
    status: Text
    district: Reference | None
    theme: Text
    statements: tuple[Statement, ...]
    proofs: tuple[Proof, ...]
    partners: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class KindCount:
    """A kind of gap with how many there are under the other filters."""

    kind: GapKind
    count: int


def gap_rows(landscape: Landscape, gaps: Iterable[Gap]) -> list[GapRow]:
    """Return gaps in their order, with readable links."""
    return [
        GapRow(
            gap=gap,
            kind=GAP_KINDS[gap.kind],
            status=STATUS[gap.status],
            district=_district(landscape, gap.district),
            theme=concept_label(landscape, "theme", gap.theme),
            statements=statements(landscape, gap.statements),
            proofs=proofs(gap.evidence),
            partners=tuple(reference(landscape, key) for key in gap.partners),
        )
        for gap in gaps
    ]


def kind_counts(gaps: Iterable[Gap]) -> list[KindCount]:
    """Return every kind of gap in the order of the catalogue; a count may be 0."""
    counts = Counter(gap.kind for gap in gaps)
    return [KindCount(kind, counts[key]) for key, kind in GAP_KINDS.items()]


def gaps_csv(landscape: Landscape, gaps: Sequence[Gap], language: Language) -> bytes:
    """Return gaps as a file that spreadsheets open by a double click; only the header for none."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    writer.writerow(
        [
            "id",
            "kind",
            "status",
            "ags",
            "district",
            "theme",
            "text",
            "priority",
            "partners",
            "sources",
        ]
    )
    for row in gap_rows(landscape, gaps):
        writer.writerow(
            [
                row.gap.id,
                row.kind.name.in_language(language),
                row.status.in_language(language),
                row.gap.district,
                row.district.name if row.district else "",
                row.theme.in_language(language),
                row.gap.text.in_language(language),
                row.gap.priority,
                " | ".join(partner.name for partner in row.partners),
                " | ".join(proof.address for proof in row.proofs),
            ]
        )
    return buffer.getvalue().encode("utf-8-sig")


def _district(landscape: Landscape, ags: str) -> Reference | None:
    found = landscape.districts.get(ags)
    if found is None:
        return None
    return Reference(ags, found.name, f"/kreise/{ags}", Text("", ""))
