"""What the keys of our JSON answers mean in RDF: the context that every answer names."""

import json
from functools import cache
from typing import Any, Final

from fastapi import APIRouter, Request
from rdflib import RDFS, Graph, URIRef
from starlette.responses import Response

from ontology import jsonld_context, load_ontology
from ontology.namespaces import BL, GRAPH, ID, VOCAB
from service.caching import etag, is_current, not_modified
from service.interface import may
from service.linked.documents import readable
from service.negotiation import JSON_LD

router = APIRouter(tags=["linked data"])

HYDRA: Final = "http://www.w3.org/ns/hydra/core#"


def _keys(property_: str, space: str) -> dict[str, Any]:
    """Return the definition of a key whose values are keys of things below an address.

    The first context empties the list of terms: `partner` is a role there, not the term `partner`.
    """
    return {"@id": property_, "@type": "@vocab", "@context": [None, {"@vocab": space}]}


_SAME_EVERYWHERE: Final[dict[str, Any]] = {
    "Concept": "skos:Concept",
    "name": "rdfs:label",
    "text": "rdfs:comment",
    "description": "dcterms:description",
    "broader": {"@id": "skos:broader", "@type": "@id"},
    "member": {"@id": HYDRA + "member", "@type": "@id"},
    "totalItems": HYDRA + "totalItems",
    "actorType": _keys("bl:actorType", f"{VOCAB}actor-type/"),
    "theme": _keys("bl:theme", f"{VOCAB}theme/"),
    "role": _keys("bl:role", f"{VOCAB}role/"),
    "actionField": _keys("bl:actionField", f"{VOCAB}action-field/"),
    "phase": _keys("bl:phase", f"{VOCAB}phase/"),
    "phaseUnknown": _keys("bl:phaseUnknown", f"{VOCAB}phase/"),
    "confidence": _keys("bl:confidence", f"{VOCAB}confidence/"),
    "intervalBasis": _keys("bl:intervalBasis", f"{VOCAB}interval-basis/"),
    "programme": _keys("bl:programme", f"{ID}programme/"),
    "funder": _keys("bl:funder", f"{ID}actor/"),
    "dataset": _keys("bl:sourceDataset", GRAPH),
    # the name of a register stands here too; without a base it is no address and drops out
    "source": {"@id": "prov:hadPrimarySource", "@type": "@id", "@context": {"@base": None}},
    "validFrom": {"@id": "bl:validFrom", "@type": "xsd:date"},
    "validThrough": {"@id": "bl:validThrough", "@type": "xsd:date"},
    # as in the RDF of a single suggestion: it rests on what all its reasons rest on
    "reasons": "@nest",
    "statements": {"@id": "bl:restsOn", "@type": "@id"},
    "sources": {"@id": "prov:hadPrimarySource", "@type": "@id"},
    "lat": {"@id": "geo:lat", "@type": "xsd:decimal"},
    "long": {"@id": "geo:long", "@type": "xsd:decimal"},
    # how something stands on the day of the question is no statement of the landscape
    "status": None,
    "kind": None,
    "value": None,
    "counterfactual": None,
}
"""Keys of all answers. Null: the key means nothing in RDF."""

_OF_ACTORS: Final[dict[str, Any]] = {
    "district": _keys("bl:locatedIn", f"{ID}district/"),
    "state": _keys("bl:locatedIn", f"{ID}state/"),
    "inferredDistrict": _keys("bl:inferredSeat", f"{ID}district/"),
    "unit": {"@reverse": "org:unitOf", "@type": "@id"},
    "cooperation": {"@id": "bl:participatesIn", "@type": "@id"},
    "programmeParticipation": {"@reverse": "bl:actor", "@type": "@id"},
    "item": "@included",
}
_OF_TIES: Final[dict[str, Any]] = {
    "kind": _keys("bl:cooperationKind", f"{VOCAB}cooperation-kind/"),
    "programme": _keys("bl:withinProgramme", f"{ID}programme/"),
}
_BY_CLASS: Final[dict[str, dict[str, Any]]] = {
    "District": {
        "state": _keys("bl:partOf", f"{ID}state/"),
        "territoryType": _keys("bl:territoryType", f"{VOCAB}territory-type/"),
        "seat": "bl:seatName",
        "municipality": {"@id": "bl:governedBy", "@type": "@id"},
        "neighbour": _keys("bl:borders", f"{ID}district/"),
        "unit": None,
        "indicator": None,
        "cooperation": "@included",
        "programmeParticipation": "@included",
        "item": "@included",
    },
    "TransferAgreement": {
        **_OF_TIES,
        "kind": _keys("bl:agreementKind", f"{VOCAB}agreement-kind/"),
    },
    "Programme": {"kind": _keys("bl:programmeKind", f"{VOCAB}programme-kind/")},
    "EducationModel": {"actor": {"@id": "bl:developedBy", "@type": "@id"}},
    "Offer": {
        "actor": {"@id": "bl:offeredBy", "@type": "@id"},
        "kind": _keys("bl:offerKind", f"{VOCAB}offer-kind/"),
    },
    "Need": {
        "actor": {"@id": "bl:statedBy", "@type": "@id"},
        "kind": _keys("bl:needKind", f"{VOCAB}need-kind/"),
    },
    "Document": {"actor": {"@id": "bl:publisher", "@type": "@id"}},
    "SteeringBody": {"actor": {"@id": "org:unitOf", "@type": "@id"}},
    "MunicipalOffice": {"actor": {"@id": "org:unitOf", "@type": "@id"}},
    "Gap": {
        "kind": _keys("bl:gapKind", f"{VOCAB}gap-kind/"),
        "partners": {"@id": "bl:possiblePartner", "@type": "@id"},
        "district": _keys("bl:concernsTerritory", f"{ID}district/"),
        "status": _keys("bl:gapStatus", f"{VOCAB}gap-status/"),
    },
    "Suggestion": {
        "partner": {"@id": "bl:suggestedPartner", "@type": "@id"},
        "kind": _keys("bl:suggestionKind", f"{VOCAB}suggestion-kind/"),
    },
}
"""Keys that mean something else in answers about things of a class and its subclasses."""


@cache
def api_context() -> dict[str, Any]:
    """Return the context: the terms of the ontology and what our answers call them."""
    ontology = load_ontology()
    context: dict[str, Any] = {**jsonld_context(), **_SAME_EVERYWHERE}
    scoped: dict[str, dict[str, Any]] = {}
    broad = {"Actor": _OF_ACTORS, "Cooperation": _OF_TIES}
    for class_, keys in (*broad.items(), *_BY_CLASS.items()):
        for name in _with_subclasses(ontology, class_):
            scoped[name] = {**scoped.get(name, {}), **keys}
    for name, keys in scoped.items():
        context[name] = {"@id": f"bl:{name}", "@context": keys}
    return context


@readable(router, "/api/v1/context.jsonld", "jsonld_context", may(offers=(JSON_LD,)))
def context_document(request: Request) -> Response:
    """Return the JSON-LD context that all answers name."""
    body = json.dumps({"@context": api_context()}, ensure_ascii=False).encode()
    tag = etag(body.decode(), "context")
    if is_current(request.headers, tag):
        return not_modified(tag)
    headers = {"ETag": tag, "Cache-Control": "max-age=3600"}
    return Response(body, media_type="application/ld+json", headers=headers)


def _with_subclasses(ontology: Graph, class_: str) -> list[str]:
    found = ontology.transitive_subjects(RDFS.subClassOf, URIRef(BL + class_))
    return sorted({str(iri).removeprefix(BL) for iri in found if str(iri).startswith(BL)})
