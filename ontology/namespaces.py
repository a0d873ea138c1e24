"""Every namespace and prefix, once, and how an IRI of ours is formed."""

import re
from typing import Final
from urllib.parse import quote

BASE: Final = "https://w3id.org/bildungslandschaft/"
BL: Final = BASE + "ontology#"
ID: Final = BASE + "id/"
VOCAB: Final = BASE + "vocab/"
GRAPH: Final = BASE + "graph/"

PREFIXES: Final[dict[str, str]] = {
    "bl": BL,
    "id": ID,
    "vocab": VOCAB,
    "graph": GRAPH,
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dcterms": "http://purl.org/dc/terms/",
    "org": "http://www.w3.org/ns/org#",
    "prov": "http://www.w3.org/ns/prov#",
    "schema": "http://schema.org/",
    "qb": "http://purl.org/linked-data/cube#",
    "sh": "http://www.w3.org/ns/shacl#",
    "geo": "http://www.w3.org/2003/01/geo/wgs84_pos#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "void": "http://rdfs.org/ns/void#",
    "vann": "http://purl.org/vocab/vann/",
    "wd": "http://www.wikidata.org/entity/",
}

_SLUG_STEPS: Final = (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss"))


def short(iri: str) -> str:
    """Return an IRI with its prefix, or as it is.

    Example:
        >>> short("https://w3id.org/bildungslandschaft/ontology#District")
        'bl:District'
    """
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace) and "/" not in iri[len(namespace) :]:
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri


def thing(kind: str, key: str) -> str:
    """Return the IRI of a thing.

    Args:
        kind: the path segment, for instance `actor` or `district`.
        key: a register key or slug; characters outside the unreserved set are percent-encoded.

    Example:
        >>> thing("district", "05334")
        'https://w3id.org/bildungslandschaft/id/district/05334'
    """
    return f"{ID}{kind}/{quote(key, safe='-._~')}"


def concept(scheme: str, key: str) -> str:
    """Return the IRI of a SKOS concept.

    Example:
        >>> concept("theme", "ganztag")
        'https://w3id.org/bildungslandschaft/vocab/theme/ganztag'
    """
    return f"{VOCAB}{scheme}/{quote(key, safe='-._~')}"


def graph_iri(source: str) -> str:
    """Return the IRI of the named graph of one source.

    Example:
        >>> graph_iri("ror")
        'https://w3id.org/bildungslandschaft/graph/ror'
    """
    return GRAPH + source


def slug(name: str) -> str:
    """Return a readable ASCII key for a name; empty only if the name has no letter or digit.

    Example:
        >>> slug("Bürgerstiftung Göttingen e.V.")
        'buergerstiftung-goettingen-e-v'
    """
    text = name.lower()
    for letter, ascii_letters in _SLUG_STEPS:
        text = text.replace(letter, ascii_letters)
    return re.sub(r"[^a-z0-9]+", "-", text).strip("-")
