"""Which representation and language a client gets: header, suffix, `?format=`, `?lang=`."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

from ontology.texts import Language


@dataclass(frozen=True, slots=True)
class Format:
    """One representation.

    Attributes:
        name: what `?format=` says, and the file suffix.
        media_type: what `Content-Type` says.
        accepts: further media types that ask for it.
        iri: its IRI at the W3C, for descriptions; empty if there is none.
    """

    name: str
    media_type: str
    accepts: tuple[str, ...] = ()
    iri: str = ""

    @property
    def plain_type(self) -> str:
        """The media type without parameters."""
        return self.media_type.partition(";")[0]


_W3C: Final = "http://www.w3.org/ns/formats/"

HTML: Final = Format("html", "text/html; charset=utf-8", ("application/xhtml+xml",))
JSON: Final = Format("json", "application/json")
TURTLE: Final = Format(
    "ttl", "text/turtle; charset=utf-8", ("application/x-turtle",), _W3C + "Turtle"
)
CSV: Final = Format("csv", "text/csv; charset=utf-8", (), _W3C + "SPARQL_Results_CSV")
JSON_LD: Final = Format("jsonld", "application/ld+json", ("application/json",), _W3C + "JSON-LD")

TABLE_FORMATS: Final = (
    Format(
        "json",
        "application/sparql-results+json",
        ("application/json",),
        _W3C + "SPARQL_Results_JSON",
    ),
    Format(
        "xml",
        "application/sparql-results+xml",
        ("application/xml", "text/xml"),
        _W3C + "SPARQL_Results_XML",
    ),
    CSV,
    Format("tsv", "text/tab-separated-values; charset=utf-8", (), _W3C + "SPARQL_Results_TSV"),
)
"""For SELECT and ASK; the first one answers when the client has no wish."""

GRAPH_FORMATS: Final = (
    TURTLE,
    Format("nt", "application/n-triples", ("text/plain",), _W3C + "N-Triples"),
    Format("nq", "application/n-quads", (), _W3C + "N-Quads"),
    Format("trig", "application/trig", (), _W3C + "TriG"),
    JSON_LD,
    Format("rdf", "application/rdf+xml", ("application/xml", "text/xml"), _W3C + "RDF_XML"),
)
"""For CONSTRUCT, DESCRIBE, whole graphs and the service description."""

THING_FORMATS: Final = (HTML, TURTLE, JSON_LD)
"""For the description of a thing."""

_ALIASES: Final = {
    "turtle": ("ttl",),
    "n3": ("ttl",),
    "ntriples": ("nt",),
    "n-triples": ("nt",),
    "nquads": ("nq",),
    "n-quads": ("nq",),
    "json": ("json", "jsonld"),
    "json-ld": ("jsonld",),
    "xml": ("xml", "rdf"),
    "rdf+xml": ("rdf",),
    "rdfxml": ("rdf",),
}
"""Other names that clients put into `format`; the first one on offer is meant."""


class Range(NamedTuple):
    """One entry of an Accept header."""

    type: str
    subtype: str
    quality: float


def choose(
    accept: str | None, offers: Sequence[Format], wanted: str | None = None
) -> Format | None:
    """Return the representation that a client gets.

    Args:
        accept: the Accept header; None, empty or unreadable means everything is fine.
        offers: what there is, preferred ones first; a tie goes to the earlier one.
        wanted: a name or media type from `?format=` or a suffix; it beats the header.

    Returns:
        None if nothing on offer is acceptable.

    Example:
        >>> choose("text/turtle;q=0.5, application/ld+json", GRAPH_FORMATS).name
        'jsonld'
    """
    if wanted:
        return _by_name(wanted.strip().lower(), offers)
    ranges = parse_accept(accept or "*/*") or parse_accept("*/*")
    best: Format | None = None
    best_quality = 0.0
    for offer in offers:
        quality = _offer_quality(offer, ranges)
        if quality > best_quality:
            best, best_quality = offer, quality
    return best


@lru_cache(maxsize=256)
def parse_accept(header: str) -> tuple[Range, ...]:
    """Return the entries of an Accept header; unreadable ones are left out.

    Example:
        >>> parse_accept("text/csv;q=0.3")
        (Range(type='text', subtype='csv', quality=0.3),)
    """
    entries = []
    for part in header.split(","):
        media, *parameters = (piece.strip().lower() for piece in part.split(";"))
        kind, slash, subtype = media.partition("/")
        if slash:
            entries.append(Range(kind, subtype, _weight(parameters)))
    return tuple(entries)


def choose_language(wanted: str | None, accept_language: str | None) -> Language:
    """Return the language of a page or message: German unless English is asked for.

    Args:
        wanted: from `?lang=`; anything but `de` and `en` is ignored.
        accept_language: the header.

    Example:
        >>> choose_language(None, "en-GB,de;q=0.5")
        'en'
    """
    if wanted in {"de", "en"}:
        return "en" if wanted == "en" else "de"
    weights = {"de": 0.0, "en": 0.0}
    for part in (accept_language or "").split(","):
        tag, *parameters = (piece.strip().lower() for piece in part.split(";"))
        primary = tag.partition("-")[0]
        if primary in weights:
            weights[primary] = max(weights[primary], _weight(parameters))
    return "en" if weights["en"] > weights["de"] else "de"


def split_suffix(key: str, offers: Iterable[Format]) -> tuple[str, str | None]:
    """Part a key from the suffix that names a representation; None if it has none.

    Example:
        >>> split_suffix("05334.ttl", THING_FORMATS)
        ('05334', 'ttl')
    """
    stem, dot, suffix = key.rpartition(".")
    if dot and stem and suffix in {offer.name for offer in offers}:
        return stem, suffix
    return key, None


def prefers_html(headers: Mapping[str, str]) -> bool:
    """Say whether a client is a browser that wants a page: it names HTML before other types."""
    accept = headers.get("accept", "")
    if "html" not in accept:
        return False
    ranges = parse_accept(accept)
    others = (entry.quality for entry in ranges if "html" not in entry.subtype)
    quality = _exact_quality("text/html", ranges)
    return quality > 0 and quality >= max(others, default=0.0)


def _by_name(wanted: str, offers: Sequence[Format]) -> Format | None:
    # `+` of a media type arrives as a blank when the client did not encode it
    for name in _ALIASES.get(wanted.replace(" ", "+"), (wanted.replace(" ", "+"),)):
        for offer in offers:
            if name in {offer.name, offer.plain_type, *offer.accepts}:
                return offer
    return None


def _quality(media_type: str, ranges: Sequence[Range]) -> float:
    kind, _, subtype = media_type.partition("/")
    for wanted in ((kind, subtype), (kind, "*"), ("*", "*")):
        matching = [entry.quality for entry in ranges if (entry.type, entry.subtype) == wanted]
        if matching:
            return max(matching)
    return 0.0


def _offer_quality(offer: Format, ranges: Sequence[Range]) -> float:
    """Return how welcome an offer is: what names its own media type counts (RFC 9110, 12.5.1).

    Only where nothing does, other media types ask for it, and ranges with a `*`.
    """
    plain = offer.plain_type
    if any(f"{entry.type}/{entry.subtype}" == plain for entry in ranges):
        return _exact_quality(plain, ranges)
    asked = (_exact_quality(name, ranges) for name in offer.accepts)
    return max(_quality(plain, ranges), *asked, 0.0)


def _exact_quality(media_type: str, ranges: Sequence[Range]) -> float:
    kind, _, subtype = media_type.partition("/")
    return max(
        (entry.quality for entry in ranges if (entry.type, entry.subtype) == (kind, subtype)),
        default=0.0,
    )


def _weight(parameters: Sequence[str]) -> float:
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                return min(max(float(value), 0.0), 1.0)
            except ValueError:
                return 0.0
    return 1.0
