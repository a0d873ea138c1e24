"""What a reader sees of a thing that has no page of its own: its statements, in words."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode, urlsplit

from rdflib import FOAF, RDF, RDFS, SKOS, XSD, Graph, Literal, Node, URIRef
from rdflib.namespace import DCTERMS, ORG, PROV, VOID
from starlette.requests import Request
from starlette.responses import Response

from graph.describe import Description, Incoming, all_pointing
from ontology.namespaces import BASE, BL, short
from ontology.texts import Language, Text
from service.linked.documents import RDF_FORMATS
from service.pages.formats import number, partial_date
from service.pages.rendering import page_language, render

_COOPERATION: Final = URIRef(BL + "inCooperation")
_EVIDENCE: Final = URIRef(BL + "evidence")
_LAT: Final = "http://www.w3.org/2003/01/geo/wgs84_pos#"
_WORDS: Final = {
    RDF.type: Text("Art", "kind"),
    RDFS.label: Text("Name", "name"),
    RDFS.comment: Text("Anmerkung", "comment"),
    SKOS.prefLabel: Text("Name", "name"),
    SKOS.altLabel: Text("andere Schreibweise", "other spelling"),
    SKOS.broader: Text("gehört unter", "broader"),
    SKOS.definition: Text("Definition", "definition"),
    SKOS.exactMatch: Text("dasselbe anderswo", "the same elsewhere"),
    SKOS.inScheme: Text("Verzeichnis", "concept scheme"),
    SKOS.scopeNote: Text("Hinweis", "note"),
    ORG.linkedTo: Text("verbunden mit", "linked to"),
    ORG.originalOrganization: Text("vorher", "original organisation"),
    ORG.resultingOrganization: Text("nachher", "resulting organisation"),
    ORG.subOrganizationOf: Text("Teil von", "sub-organisation of"),
    ORG.unitOf: Text("Einheit von", "unit of"),
    PROV.hadPrimarySource: Text("Quelle", "primary source"),
    DCTERMS.description: Text("Beschreibung", "description"),
    DCTERMS.license: Text("Lizenz", "licence"),
    DCTERMS.publisher: Text("Herausgeber", "publisher"),
    DCTERMS.rights: Text("Namensnennung", "attribution"),
    DCTERMS.temporal: Text("Stand", "period"),
    DCTERMS.title: Text("Titel", "title"),
    VOID.subset: Text("Teil", "subset"),
    VOID.triples: Text("Aussagen", "triples"),
    FOAF.primaryTopic: Text("handelt von", "about"),
    URIRef(_LAT + "lat"): Text("Breite", "latitude"),
    URIRef(_LAT + "long"): Text("Länge", "longitude"),
}
"""How properties of others are called on our pages; ours have labels in the ontology."""


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a property, or one thing that points to the thing.

    Attributes:
        text: what is shown.
        path: address on this host; empty if it is no thing of ours.
        address: web address elsewhere; empty if it is none.
        language: of the text, if it is not that of the page.
        derived: whether only a rule says it.
    """

    text: str
    path: str = ""
    address: str = ""
    language: str = ""
    derived: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """The values of one property.

    Attributes:
        label: of the property.
        values: in order of their texts.
        total: how many there are, shown or not.
        query: address of the editor with the query for all of them; empty if all are shown.
    """

    label: str
    values: tuple[Value, ...]
    total: int
    query: str = ""


@dataclass(frozen=True, slots=True)
class Origin:
    """A source from which statements of the thing come."""

    value: Value
    publisher: str
    licence: Value | None
    attribution: str


def thing_page(request: Request, description: Description, page: str) -> Response:
    """Return the page of a thing.

    Args:
        request: the request.
        description: what is known.
        page: address of a page that shows the thing better; empty if there is none.
    """
    language = page_language(request)
    view = _View(description, language)
    name = view.name(URIRef(description.iri))
    local = "/" + description.iri.removeprefix(BASE)
    return render(
        request,
        "thing.html",
        title=Text(name, name),
        description=Text(
            f"Alle Aussagen der Landschaft über {name}, mit Belegen und als RDF.",
            f"Every statement of the landscape about {name}, with sources and as RDF.",
        ),
        iri=description.iri,
        own_page=page,
        facts=list(view.facts()),
        incoming=[view.incoming(entry) for entry in description.incoming],
        evidence=list(view.evidence()),
        origins=list(view.origins()),
        formats=[(offer.plain_type, f"{local}.{offer.name}") for offer in RDF_FORMATS],
    )


def local_path(iri: str) -> str:
    """Return the address on this host for an IRI of ours; empty for others.

    Example:
        >>> local_path("https://w3id.org/bildungslandschaft/ontology#Actor")
        '/ontologie#Actor'
    """
    if iri.startswith(BL):
        return "/ontologie#" + iri.removeprefix(BL)
    return "/" + iri.removeprefix(BASE) if iri.startswith(BASE) else ""


class _View:
    def __init__(self, description: Description, language: Language) -> None:
        self._description = description
        self._graph: Graph = description.graph
        self._iri = URIRef(description.iri)
        self._language = language

    def name(self, node: Node) -> str:
        """Return the label of a thing; a participation is called as its cooperation."""
        labels = [one for one in self._graph.objects(node, RDFS.label) if isinstance(one, Literal)]
        titles = [
            one for one in self._graph.objects(node, DCTERMS.title) if isinstance(one, Literal)
        ]
        found = sorted(labels or titles, key=lambda one: (one.language != self._language, str(one)))
        if found:
            return str(found[0])
        cooperation = self._graph.value(node, _COOPERATION)
        if cooperation is not None:
            return self.name(cooperation)
        return short(str(node)) if str(node).startswith("http://") else str(node).rsplit("/", 1)[-1]

    def facts(self) -> Iterator[Group]:
        """Return what is said about the thing itself."""
        for property_ in sorted(set(self._graph.predicates(self._iri)), key=self._label):
            if property_ != _EVIDENCE:
                values = self._values(property_)
                yield Group(self._label(property_), values, len(values))

    def incoming(self, entry: Incoming) -> Group:
        """Return what points to the thing by one property."""
        values = tuple(self._value(URIRef(subject)) for subject in entry.shown)
        query = ""
        if entry.total > len(values):
            query = "/sparql?" + urlencode({"query": all_pointing(str(self._iri), entry.property)})
        ordered = tuple(sorted(values, key=lambda value: value.text))
        return Group(self._label(URIRef(entry.property)), ordered, entry.total, query)

    def evidence(self) -> Iterator[Value]:
        """Return the addresses on which the thing's statements rest."""
        for node in sorted(self._graph.objects(self._iri, _EVIDENCE), key=str):
            for source in sorted(self._graph.objects(node, PROV.hadPrimarySource), key=str):
                yield self._value(source)

    def origins(self) -> Iterator[Origin]:
        """Return the sources of evidence with what their licences ask for."""
        nodes = [*self._graph.objects(self._iri, _EVIDENCE)]
        sources = {
            one for node in nodes for one in self._graph.objects(node, URIRef(BL + "sourceDataset"))
        }
        for source in sorted(sources, key=str):
            licence = self._graph.value(source, DCTERMS.license)
            yield Origin(
                self._value(source),
                str(self._graph.value(source, DCTERMS.publisher) or ""),
                self._value(licence) if licence is not None else None,
                str(self._graph.value(source, DCTERMS.rights) or ""),
            )

    def _values(self, property_: Node) -> tuple[Value, ...]:
        objects = set(self._graph.objects(self._iri, property_))
        derived = self._description.derived
        values = [
            self._value(one, derived=(str(property_), str(one)) in derived)
            for one in self._in_language(objects)
        ]
        return tuple(sorted(values, key=lambda value: (value.derived, value.text)))

    def _in_language(self, objects: Iterable[Node]) -> list[Node]:
        """Return the texts in the page's language where the same property has both."""
        found = list(objects)
        languages = {one.language for one in found if isinstance(one, Literal)}
        if {"de", "en"} <= languages:
            other = "en" if self._language == "de" else "de"
            return [one for one in found if getattr(one, "language", None) != other]
        return found

    def _value(self, node: Node, *, derived: bool = False) -> Value:
        if isinstance(node, Literal):
            language = node.language if node.language != self._language else ""
            return Value(self._written(node), language=language or "", derived=derived)
        iri = str(node)
        path = local_path(iri)
        is_web = urlsplit(iri).scheme in {"http", "https"}
        if path or not is_web:
            return Value(self.name(node), path, derived=derived)
        return Value(iri, address=iri, derived=derived)

    def _written(self, literal: Literal) -> str:
        text = str(literal)
        if literal.datatype in {XSD.date, XSD.gYearMonth}:
            return partial_date(text, self._language)
        if literal.datatype == XSD.boolean:
            words = Text("ja", "yes") if text in {"true", "1"} else Text("nein", "no")
            return words.in_language(self._language)
        if literal.datatype in {XSD.integer, XSD.decimal}:
            digits = len(text.partition(".")[2])
            return number(float(text), self._language, digits)
        return text

    def _label(self, property_: Node) -> str:
        if isinstance(property_, URIRef) and property_ in _WORDS:
            return _WORDS[property_].in_language(self._language)
        return self.name(property_)
