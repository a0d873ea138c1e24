"""`/api/v1/portfolios`, `/consortia`, `/warnings`: who takes whom, who completes, what ends."""

import csv
import io
from typing import Annotated, Final, Literal

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from graph.landscape import Landscape
from graph.suggestions import (
    CompletedConsortium,
    EndingTie,
    Portfolio,
    complete_consortium,
    nothing_ends,
    warnings,
)
from graph.suggestions.portfolio import Assignment
from graph.suggestions.portfolios import portfolio
from graph.suggestions.results import PartnerRef
from ontology.texts import Language, Text
from service.api.collections import AsOf, Json, Lang, answer, day_of
from service.api.suggestions import shape as suggestion_shape
from service.feedback import declined_on, edition
from service.interface import UNKNOWN, may
from service.memory import landscape_of
from service.negotiation import CSV
from service.problems import language_of

router = APIRouter(tags=["suggestions"])

State = Annotated[str, Query(description="two-digit key of a state, for instance 14")]
CSV_COLUMNS: Final = (
    Text("Schlüssel", "district_key"),
    Text("Kreis", "district"),
    Text("Partner-Schlüssel", "partner_key"),
    Text("Partner", "partner"),
    Text("Wertung", "score"),
    Text("Gründe", "reasons"),
)


@router.get("/portfolios", responses=may(404, offers=(CSV,)))
def portfolios(  # noqa: PLR0913, PLR0917 - one for each parameter of the contract
    request: Request,
    kind: Annotated[str, Query(description="agencies, foundations or exchange")] = "foundations",
    state: State = "",
    agency: Annotated[str, Query(description="key of an agency: its area")] = "",
    capacity: Annotated[
        int, Query(ge=1, le=400, description="districts per partner, or members of a group")
    ] = 3,
    everybody: Annotated[  # noqa: FBT002 - a query parameter has a name
        bool, Query(description="serve as many districts as possible before the best score")
    ] = True,
    format: Annotated[Literal["json", "csv"], Query(description="json or csv")] = "json",  # noqa: A002
    as_of: AsOf = "",
    lang: Lang = "",  # noqa: ARG001
) -> Response:
    """Return an assignment under capacities, and what greedy would do.

    One of `state` and `agency` has to be given.
    """
    landscape, language, day = landscape_of(request), language_of(request), day_of(as_of)
    found = portfolio(
        landscape, kind, day, state=state, agency=agency,
        capacity=capacity, nobody_without=everybody,
        declined=declined_on(request.app.state.settings, day),
    )  # fmt: skip
    if format == "csv":
        name = f"portfolio-{found.kind}.csv"
        return Response(
            portfolio_csv(found, language),
            media_type=CSV.media_type,
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )
    return answer(
        request, portfolio_shape(found, language), None, edition(request), day.isoformat()
    )


@router.get("/consortia", responses=UNKNOWN)
def consortia(
    request: Request,
    actor: Annotated[list[str], Query(description="partners that are there; key, IRI or AGS")],
    theme: Annotated[str, Query(description="key or IRI of a theme")] = "",
    limit: Annotated[int, Query(ge=1, le=20)] = 5,
    as_of: AsOf = "",
    lang: Lang = "",  # noqa: ARG001
) -> Response:
    """Return who would complete a group of partners on a theme."""
    landscape, day = landscape_of(request), day_of(as_of)
    found = complete_consortium(landscape, actor, theme, day, limit=limit)
    return answer(request, consortium_shape(landscape, found, language_of(request)))


@router.get("/warnings", responses=UNKNOWN)
def ending(
    request: Request,
    state: State = "",
    district: Annotated[str, Query(description="AGS; or a key of any actor")] = "",
    months: Annotated[int, Query(ge=1, le=120, description="how far to look ahead")] = 12,
    as_of: AsOf = "",
    lang: Lang = "",  # noqa: ARG001
) -> Response:
    """Return ties that are about to end, for instance with a programme, and who could follow."""
    landscape, language = landscape_of(request), language_of(request)
    found = warnings(landscape, day_of(as_of), state=state, actor=district, months=months)
    members = [ending_shape(one, language) for one in found]
    none = nothing_ends(landscape, district, day_of(as_of), months)
    note = None if members else none.in_language(language)
    return answer(request, {"totalItems": len(members), "note": note, "member": members})


def portfolio_shape(found: Portfolio, language: Language) -> Json:
    """Return a portfolio as JSON."""
    return {
        "kind": found.kind,
        "text": found.text.in_language(language),
        "total": found.total,
        "greedyTotal": found.greedy_total,
        "greedyWithout": found.greedy_without,
        "without": [ref_shape(one) for one in found.without],
        "agreed": [_pair(one, language) for one in found.agreed],
        "totalItems": len(found.assignments),
        "member": [{**_pair(one, language), "score": one.score} for one in found.assignments],
    }


def _pair(one: Assignment, language: Language) -> Json:
    return {
        "district": ref_shape(one.district),
        "partner": ref_shape(one.partner),
        "reason": one.reason.in_language(language),
    }


def portfolio_csv(found: Portfolio, language: Language) -> str:
    """Return a portfolio as CSV; who needs nobody and who goes without stand at the end."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([one.in_language(language) for one in CSV_COLUMNS])
    for one in found.assignments:
        district, partner = one.district, one.partner
        writer.writerow(
            [district.key, district.name, partner.key, partner.name, one.score,
             one.reason.in_language(language)]
        )  # fmt: skip
    for one in found.agreed:
        reason = one.reason.in_language(language)
        writer.writerow(
            [one.district.key, one.district.name, one.partner.key, one.partner.name, "", reason]
        )
    for left in found.without:
        writer.writerow([left.key, left.name, "", "", "", ""])
    return text.getvalue()


def consortium_shape(landscape: Landscape, found: CompletedConsortium, language: Language) -> Json:
    """Return a completed consortium as JSON; its members are suggestions like all others."""
    return {
        "given": [ref_shape(one) for one in found.given],
        "theme": found.theme or None,
        "note": found.note.in_language(language) or None,
        "totalItems": len(found.members),
        "member": [
            {**suggestion_shape(landscape, one, language), "rank": rank}
            for rank, one in enumerate(found.members, start=1)
        ],
    }


def ending_shape(one: EndingTie, language: Language) -> Json:
    """Return a tie that is about to end as JSON."""
    return {
        "id": one.iri,
        "label": one.label.in_language(language),
        "endsOn": one.ends_on.isoformat(),
        "endsWith": one.ends_with,
        "partners": [ref_shape(ref) for ref in one.partners],
        "successors": [ref_shape(ref) for ref in one.successors],
        "proposed": [
            {
                **ref_shape(found.partner),
                "reason": found.reason.in_language(language),
                "suggestion": found.suggestion,
            }
            for found in one.proposed
        ],
        "text": one.text.in_language(language),
        "sources": list(one.sources),
    }


def ref_shape(ref: PartnerRef) -> Json:
    """Return something that is named in a result as JSON."""
    return {"id": ref.id, "key": ref.key, "name": ref.name}
