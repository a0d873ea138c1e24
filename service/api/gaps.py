"""`/api/v1/gaps`: where cooperation is missing, and what each kind of gap means."""

from typing import Annotated, Final, Literal

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from graph.analyses.gap_results import Gap, GapKind
from graph.analyses.gaps import GAP_KINDS, find_gaps, gap_analysis
from graph.analyses.silence import why_nothing
from graph.landscape import Landscape
from ontology.namespaces import ID
from ontology.texts import Language
from service.api import shapes
from service.api.collections import AsOf, Cursor, Json, Lang, Limit, answer, collection, day_of
from service.interface import UNKNOWN
from service.memory import landscape_of
from service.problems import language_of

router = APIRouter(tags=["gaps"])

ALL_GAPS: Final = "computed-gaps"
"""The stored query that lists the gaps of every kind on the day of the last collection."""


@router.get("/gaps", responses=UNKNOWN)
def gaps(  # noqa: PLR0913, PLR0917 - one for each filter of the contract
    request: Request,
    district: Annotated[str, Query(description="AGS of a district")] = "",
    theme: Annotated[
        str, Query(description="key or IRI of a theme; narrower themes count too")
    ] = "",
    kind: Annotated[str, Query(description="key of a kind, see /api/v1/gaps/kinds")] = "",
    status: Literal["", "gap", "unknown"] = "",
    as_of: AsOf = "",
    limit: Limit = 50,
    cursor: Cursor = "",
    lang: Lang = "",  # noqa: ARG001
) -> Response:
    """List gaps: what is a gap before what is unknown, then by rank within the kind."""
    landscape, language = landscape_of(request), language_of(request)
    found = [
        gap
        for gap in find_gaps(
            landscape,
            day_of(as_of),
            district=district or None,
            theme=theme or None,
            kind=kind or None,
        )
        if not status or gap.status == status
    ]
    why = None if found else why_nothing(landscape, day_of(as_of), district)
    about = {"explanation": why.in_language(language)} if why else None
    return collection(
        request, found, lambda gap: shape(landscape, gap, language), limit, cursor, about=about
    )


@router.get("/gaps/kinds")
def kinds(request: Request, lang: Lang = "") -> Response:  # noqa: ARG001
    """List the kinds of gaps with formula, citation, parameters, decision and caveat."""
    language = language_of(request)
    members = [_kind(kind, language) for kind in GAP_KINDS.values()]
    return answer(request, {"totalItems": len(members), "member": members})


@router.get("/gaps/{reference:path}", responses=UNKNOWN)
def gap(
    request: Request,
    reference: str,
    as_of: AsOf = "",
    lang: Lang = "",  # noqa: ARG001
) -> Response:
    """Return one gap by id or IRI."""
    landscape = landscape_of(request)
    identifier = reference.removeprefix(f"{ID}gap/")
    found = gap_analysis(landscape, day_of(as_of)).gap(identifier)
    return answer(request, shape(landscape, found, language_of(request)))


def shape(landscape: Landscape, gap: Gap, language: Language) -> Json:
    """Return a gap as JSON-LD."""
    return {
        "id": gap.iri,
        "key": gap.id,
        "type": "Gap",
        "kind": gap.kind,
        "kindName": GAP_KINDS[gap.kind].name.in_language(language),
        "district": gap.district or None,
        "theme": gap.theme or None,
        "text": gap.text.in_language(language),
        "status": gap.status,
        "surprise": gap.surprise,
        "priority": gap.priority,
        "factors": dict(gap.factors),
        "evidence": shapes.evidence(gap.evidence),
        "statements": list(gap.statements),
        "partners": [shapes.reference(landscape, key) for key in gap.partners],
    }


def _kind(kind: GapKind, language: Language) -> Json:
    return {
        "key": kind.key,
        "name": kind.name.in_language(language),
        "explanation": kind.explanation.in_language(language),
        "formula": kind.formula,
        "citation": kind.citation,
        "parameters": [
            {"name": one.name, "default": one.default, "reason": one.reason.in_language(language)}
            for one in kind.parameters
        ],
        "decision": kind.decision.in_language(language),
        "evidenceBase": kind.evidence_base.in_language(language),
        "caveat": kind.caveat.in_language(language),
        "queries": [f"/api/v1/queries/{name}" for name in (*kind.queries, ALL_GAPS)],
    }
