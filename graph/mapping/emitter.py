"""How the facts of one source become triples: the handful of shapes that every subject uses."""

from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Final

from graph.dates import datatype, first_day, last_day
from graph.sources import Source
from graph.tables import Row
from graph.terms import TripleTable, address, iri, text, typed
from ontology.namespaces import BL, PREFIXES, concept, graph_iri, thing

EVIDENCE_KEY_LENGTH: Final = 12
"""Hexadecimal digits; a few thousand pieces of evidence collide with a chance below 1e-7."""

TYPE: Final = iri(PREFIXES["rdf"] + "type")
LABEL: Final = iri(PREFIXES["rdfs"] + "label")
ALT_LABEL: Final = iri(PREFIXES["skos"] + "altLabel")
EXACT_MATCH: Final = iri(PREFIXES["skos"] + "exactMatch")


def bl(name: str) -> str:
    """Return a term of our ontology."""
    return iri(BL + name)


def prefixed(name: str) -> str:
    """Return a term of another vocabulary.

    Example:
        >>> prefixed("org:unitOf")
        '<http://www.w3.org/ns/org#unitOf>'
    """
    prefix, _, local = name.partition(":")
    return iri(PREFIXES[prefix] + local)


@dataclass(frozen=True, slots=True)
class Bounds:
    """Start and end as a source states them; empty where it does not.

    Attributes:
        start: partial date.
        end: partial date.
        basis: key in the interval-basis vocabulary.
    """

    start: str
    end: str
    basis: str


class Emitter:
    """Writes the facts of one source.

    Args:
        triples: where they go.
        source: the source that the facts come from.
    """

    def __init__(self, triples: TripleTable, source: Source) -> None:
        self._triples = triples
        self._source = source
        self._evidence: dict[tuple[str, str], str] = {}

    def thing(self, kind: str, key: str, class_: str, label: str) -> str:
        """Write a thing with its class, German label and key, and return its term."""
        subject = iri(thing(kind, key))
        self.link(subject, TYPE, bl(class_))
        self.say(subject, LABEL, label, "de")
        self.say(subject, bl("key"), key)
        return subject

    def link(self, subject: str, predicate: str, object_: str) -> None:
        """Write one triple whose object is a term."""
        self._triples.add(self._source.id, subject, predicate, object_)

    def say(self, subject: str, predicate: str, value: str, language: str = "") -> None:
        """Write a text; nothing if it is empty."""
        if value:
            self.link(subject, predicate, text(value, language))

    def value(self, subject: str, predicate: str, value: str, type_: str) -> None:
        """Write a typed literal; nothing if it is empty."""
        if value:
            self.link(subject, predicate, typed(value, type_))

    def concept(self, subject: str, predicate: str, scheme: str, key: str) -> None:
        """Write a link to a concept; nothing if the key is empty."""
        if key:
            self.link(subject, predicate, iri(concept(scheme, key)))

    def themes(self, subject: str, row: Row, column: str = "themes") -> None:
        """Write the themes of a row."""
        for theme in row.many(column):
            self.concept(subject, bl("theme"), "theme", theme)

    def website(self, subject: str, url: str) -> None:
        """Write a web address as a plain link target; nothing if it is empty."""
        if url:
            self.link(subject, bl("website"), address(url))

    def coordinates(self, subject: str, row: Row) -> None:
        """Write latitude and longitude in WGS 84."""
        self.value(subject, prefixed("geo:lat"), row["lat"], "decimal")
        self.value(subject, prefixed("geo:long"), row["lon"], "decimal")

    def wikidata(self, subject: str, item: str) -> None:
        """Write the Wikidata item that means the same; nothing if it is empty."""
        if item:
            self.link(subject, EXACT_MATCH, iri(PREFIXES["wd"] + item))

    def when(self, subject: str, predicate: str, value: str) -> None:
        """Write a partial date in the datatype of its precision; nothing if it is empty."""
        if value:
            self.value(subject, predicate, value, datatype(value))

    def interval(self, subject: str, start: str, end: str, fallback: Bounds | None = None) -> None:
        """Write start and end as stated, the full dates to compare with, and their basis.

        Where the row is silent, the bounds of the programme or agency apply, unless they
        contradict what the row says.
        """
        self.when(subject, bl("startDate"), start)
        self.when(subject, bl("endDate"), end)
        valid_from = first_day(start) if start else None
        valid_through = last_day(end) if end else None
        bases = {"stated"} if start or end else set()
        if fallback is not None:
            valid_from, valid_through, borrowed = _borrow(valid_from, valid_through, fallback)
            bases |= {fallback.basis} if borrowed else set()
        self._compare_with(subject, valid_from, valid_through)
        for basis in sorted(bases or {"none"}):
            self.concept(subject, bl("intervalBasis"), "interval-basis", basis)

    def evidence(self, subject: str, row: Row) -> None:
        """Write where a fact comes from and how sure it is."""
        for source in row.many("source"):
            self.link(subject, bl("evidence"), self._evidence_for(source, row["confidence"]))

    def _compare_with(self, subject: str, start: date | None, end: date | None) -> None:
        if start is not None:
            self.value(subject, bl("validFrom"), start.isoformat(), "date")
        if end is not None:
            self.value(subject, bl("validThrough"), end.isoformat(), "date")

    def _evidence_for(self, source: str, confidence: str) -> str:
        found = self._evidence.get((source, confidence))
        if found is None:
            found = self._evidence[source, confidence] = self._write_evidence(source, confidence)
        return found

    def _write_evidence(self, source: str, confidence: str) -> str:
        digest = sha256(f"{self._source.id}\n{source}\n{confidence}".encode()).hexdigest()
        subject = iri(thing("evidence", digest[:EVIDENCE_KEY_LENGTH]))
        self.link(subject, TYPE, bl("Evidence"))
        if source.startswith(("http://", "https://")):
            self.link(subject, prefixed("prov:hadPrimarySource"), address(source))
        else:
            self.say(subject, bl("sourceName"), source)
        self.concept(subject, bl("confidence"), "confidence", confidence)
        self.link(subject, bl("sourceDataset"), iri(graph_iri(self._source.id)))
        self.when(subject, bl("retrievedOn"), self._source.retrieved)
        return subject


def _borrow(
    start: date | None, end: date | None, fallback: Bounds
) -> tuple[date | None, date | None, bool]:
    borrowed = False
    if start is None and fallback.start:
        candidate = first_day(fallback.start)
        if end is None or candidate <= end:
            start, borrowed = candidate, True
    if end is None and fallback.end:
        candidate = last_day(fallback.end)
        if start is None or candidate >= start:
            end, borrowed = candidate, True
    return start, end, borrowed
