"""`/api/v1/suggestions`: whom an actor should talk to, why, why not, and what is unknown."""

from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from graph.landscape import Landscape
from graph.suggestions import (
    KINDS,
    Suggestion,
    WhyNot,
    kinds_for,
    suggest,
    why_not,
)
from graph.suggestions.citing import cited, suggestion_graph
from graph.suggestions.results import LEVELS, PartnerRef
from graph.suggestions.suggest import POLICY
from ontology.namespaces import ID
from ontology.texts import Language
from service.api.collections import AsOf, Json, Lang, answer, day_of
from service.feedback import declined, edition
from service.interface import UNKNOWN, may
from service.linked.documents import RDF_FORMATS, see_other
from service.linked.documents import answer as rdf_answer
from service.memory import landscape_of
from service.negotiation import JSON, choose, prefers_html, split_suffix
from service.problems import language_of

router = APIRouter(tags=["suggestions"])

ActorName = Annotated[str, Query(description="key, IRI or AGS; an AGS means the municipality")]


@router.get("/suggestions", responses=UNKNOWN)
def suggestions(  # noqa: PLR0913, PLR0917 - one for each parameter of the contract
    request: Request,
    actor: ActorName,
    kind: Annotated[str, Query(description="one kind; a mix of all if absent")] = "",
    theme: Annotated[str, Query(description="key or IRI of a theme")] = "",
    limit: Annotated[int, Query(ge=1, le=100)] = 10,
    other: Annotated[
        str, Query(alias="why_not", description="who is missing: key, IRI or AGS; adds `whyNot`")
    ] = "",
    as_of: AsOf = "",
    lang: Lang = "",  # noqa: ARG001
) -> Response:
    """Return ranked suggestions with reasons, counter-argument and a verified counterfactual."""
    landscape, language, day = landscape_of(request), language_of(request), day_of(as_of)
    key = landscape.actor(actor).key
    excluded = declined(request.app.state.settings, key, day)
    found = suggest(
        landscape, key, day, kind=kind or None, theme=theme or None, limit=limit, excluded=excluded
    )
    reason = why_not(landscape, key, other, day, excluded=excluded) if other else None
    return answer(
        request,
        {
            "actor": _partner(found.actor),
            "asOf": found.day.isoformat(),
            "kinds": [_kind(key, language) for key in kinds_for(landscape, found.actor.key)],
            "engine": found.engine.in_language(language),
            "note": found.note.in_language(language) or None,
            "parameters": dict(found.parameters),
            "version": found.version,
            "totalItems": len(found.items),
            "member": [
                {**shape(landscape, item, language), "rank": rank, "propensity": 1.0}
                for rank, item in enumerate(found.items, start=1)
            ],
            "policy": POLICY,
            **({"whyNot": why_not_shape(reason, language)} if reason else {}),
        },
        None,
        edition(request),
        day.isoformat(),
    )


@router.get("/suggestions/why-not", responses=UNKNOWN)
def not_suggested(
    request: Request,
    actor: ActorName,
    other: Annotated[str, Query(description="who is not suggested: key, IRI or AGS")],
    as_of: AsOf = "",
    lang: Lang = "",  # noqa: ARG001
) -> Response:
    """Say which condition a named organisation fails."""
    landscape, language, day = landscape_of(request), language_of(request), day_of(as_of)
    excluded = declined(request.app.state.settings, landscape.actor(actor).key, day)
    reason = why_not(landscape, actor, other, day, excluded=excluded)
    content = why_not_shape(reason, language)
    return answer(request, content, None, edition(request), day.isoformat())


@router.get("/suggestions/{reference:path}", responses=may(303, 404, offers=RDF_FORMATS))
def suggestion(
    request: Request,
    reference: str,
    as_of: AsOf = "",
    lang: Lang = "",  # noqa: ARG001
) -> Response:
    """Return one suggestion by id, IRI or citation, computed anew on the landscape of today.

    JSON; RDF with its provenance by Accept or suffix (ttl, jsonld, nt, rdf); browsers get a page.
    """
    landscape, language = landscape_of(request), language_of(request)
    name, suffix = split_suffix(reference.removeprefix(f"{ID}suggestion/"), RDF_FORMATS)
    if suffix is None and prefers_html(request.headers):
        return see_other(request, f"/vorschlaege/{quote(name, safe='-._~@')}")
    found = cited(landscape, name, day_of(as_of))
    wanted = suffix or request.query_params.get("format")
    format_ = choose(request.headers.get("accept"), (JSON, *RDF_FORMATS), wanted)
    if format_ is not None and format_ is not JSON:
        return rdf_answer(request, format_, lambda: suggestion_graph(landscape, found))
    return answer(
        request,
        {
            **shape(landscape, found.suggestion, language),
            "asOf": found.day.isoformat(),
            "cite": found.address,
            "version": landscape.version,
            "changed": found.changed,
            "note": found.note.in_language(language) or None,
        },
        {"Vary": "Accept, Accept-Language"},
        found.day.isoformat(),
    )


def shape(landscape: Landscape, item: Suggestion, language: Language) -> Json:
    """Return a suggestion as JSON-LD."""
    theme = landscape.themes.get(item.theme)
    return {
        "id": item.iri,
        "key": item.id,
        "type": "Suggestion",
        "kind": item.kind,
        "kindName": KINDS[item.kind].label.in_language(language),
        "partner": _partner(item.partner),
        "subject": _partner(item.subject) if item.subject else None,
        "theme": item.theme or None,
        "themeName": theme.label.in_language(language) if theme else None,
        "level": item.level,
        "levelName": LEVELS[item.level].in_language(language),
        "levelNote": item.level_note.in_language(language),
        "score": item.score,
        "reasons": [
            {
                "text": reason.text.in_language(language),
                "statements": list(reason.statements),
                "sources": list(reason.sources),
            }
            for reason in item.reasons
        ],
        "counterArgument": item.counter_argument.in_language(language),
        "counterfactual": {
            "text": item.counterfactual.text.in_language(language),
            "removed": list(item.counterfactual.removed),
            "rankBefore": item.counterfactual.rank_before,
            "rankAfter": item.counterfactual.rank_after,
            "rankedBy": "score before variety",
        },
        "unknown": item.unknown.in_language(language),
        "contact": item.contact or None,
    }


def why_not_shape(reason: WhyNot, language: Language) -> Json:
    """Return why somebody is not suggested, as JSON."""
    return {
        "condition": reason.condition,
        "text": reason.text.in_language(language),
        "statements": list(reason.statements),
    }


def _partner(partner: PartnerRef) -> dict[str, Any]:
    return {"id": partner.id, "key": partner.key, "name": partner.name}


def _kind(key: str, language: Language) -> Json:
    kind = KINDS[key]
    return {
        "key": key,
        "name": kind.label.in_language(language),
        "explanation": kind.explanation.in_language(language),
    }
