"""The documentation of the ontology as HTML, made from the ontology itself."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, Graph, Literal, Node, URIRef

from ontology.loading import (
    ONTOLOGY_IRI,
    load_ontology,
    load_vocabularies,
    module_sources,
    parse_turtle,
    read_source,
)
from ontology.namespaces import BL, short
from ontology.picture import core_picture
from ontology.texts import Language, Text

_WORDS: Final = {
    "classes": Text("Klassen", "Classes"),
    "schemes": Text("Verzeichnisse", "Concept schemes"),
    "picture": Text("Bild der Kernklassen", "Picture of the core classes"),
    "version": Text("Version", "Version"),
    "history": Text("Änderungen seit der letzten Version", "Changes since the last version"),
    "definition": Text("Definition", "Definition"),
    "other": Text("Englisch", "German"),
    "parents": Text("Oberklasse", "Superclass"),
    "children": Text("Unterklassen", "Subclasses"),
    "has": Text("Eigenschaften", "Properties"),
    "scope": Text("Hinweis", "Note"),
    "example": Text("Beispiel", "Example"),
    "domain": Text("gehört zu", "belongs to"),
    "range": Text("Wert", "value"),
    "broader": Text("Obereigenschaft", "Superproperty"),
    "inverse": Text("Umkehrung", "Inverse"),
    "traits": Text("Art", "Kind"),
    "address": Text("Adresse", "Address"),
}
_TRAITS: Final = {
    OWL.ObjectProperty: Text("verbindet Dinge", "links things"),
    OWL.DatatypeProperty: Text("trägt einen Wert", "carries a value"),
    OWL.SymmetricProperty: Text("symmetrisch", "symmetric"),
    OWL.TransitiveProperty: Text("transitiv", "transitive"),
    OWL.FunctionalProperty: Text("höchstens ein Wert", "at most one value"),
}
_PROPERTY_KINDS: Final = (OWL.ObjectProperty, OWL.DatatypeProperty)


@dataclass(frozen=True, slots=True)
class Example:
    """A real thing that shows what a class means.

    Attributes:
        url: where the thing is shown, on our own host.
        label: its name.
    """

    url: str
    label: str


def ontology_html(language: Language, examples: Mapping[str, Example] | None = None) -> str:
    """Return the documentation as a fragment without `<html>`, without any foreign resource.

    Every class and property has its local name as a stable anchor.

    Args:
        language: of texts and labels; the other language stands beside them.
        examples: local name of a class → a thing of the landscape; none by default.
    """
    page = _Page(load_ontology(), load_vocabularies(), language, examples or {})
    return page.render()


@dataclass(frozen=True, slots=True)
class _Page:
    ontology: Graph
    vocabularies: Graph
    language: Language
    examples: Mapping[str, Example]

    def render(self) -> str:
        parts = [self._head(), self._picture(), self._contents()]
        for source in module_sources():
            module = parse_turtle(read_source(source), source.name)
            parts.append(self._module(source.name.removesuffix(".ttl"), module))
        parts.append(self._schemes())
        return "\n".join(part for part in parts if part)

    def _word(self, key: str) -> str:
        return _WORDS[key].in_language(self.language)

    def _text(self, node: Node, predicate: URIRef, graph: Graph | None = None) -> str:
        """Return the text in the page's language, empty if there is none."""
        values = (graph or self.ontology).objects(node, predicate)
        found = (v for v in values if isinstance(v, Literal) and v.language == self.language)
        return escape(str(next(found, "")))

    def _head(self) -> str:
        version = self.ontology.value(ONTOLOGY_IRI, OWL.versionInfo)
        iri = self.ontology.value(ONTOLOGY_IRI, OWL.versionIRI)
        return (
            f'<p class="ontology-lead">{self._text(ONTOLOGY_IRI, DCTERMS.description)}</p>'
            f"<p>{self._text(ONTOLOGY_IRI, DCTERMS.abstract)}</p>"
            f"<dl><dt>{self._word('version')}</dt><dd>{version}, <code>{iri}</code></dd>"
            f"<dt>{self._word('history')}</dt>"
            f"<dd>{self._text(ONTOLOGY_IRI, SKOS.historyNote)}</dd></dl>"
        )

    def _picture(self) -> str:
        """Return the drawing in a box that scrolls, since its letters vanish on a small screen."""
        drawing = core_picture(self.ontology, self.language)
        box = 'class="table-box drawing-box" tabindex="0" role="region"'
        return f'<div {box} aria-label="{self._word("picture")}">{drawing}</div>'

    def _contents(self) -> str:
        links = [
            f'<a href="#{iri.removeprefix(BL)}">{self._text(iri, RDFS.label)}</a>'
            for iri in self._sorted(set(self.ontology.subjects(RDF.type, OWL.Class)))
        ]
        return f"<h2>{self._word('classes')}</h2><p>{' · '.join(links)}</p>"

    def _module(self, name: str, module: Graph) -> str:
        iri = URIRef(f"{ONTOLOGY_IRI}/{name}")
        classes = self._sorted(set(module.subjects(RDF.type, OWL.Class)))
        properties = self._sorted(
            {p for kind in _PROPERTY_KINDS for p in module.subjects(RDF.type, kind)}
        )
        if not classes and not properties:
            return ""
        return "\n".join(
            [
                f'<section id="module-{name}"><h2>{self._text(iri, RDFS.label)}</h2>',
                f"<p>{self._text(iri, DCTERMS.description)}</p>",
                *(self._class(class_) for class_ in classes),
                *(self._property(property_) for property_ in properties),
                "</section>",
            ]
        )

    def _class(self, iri: URIRef) -> str:
        rows = self._common(iri)
        rows.append(("parents", self._links(self.ontology.objects(iri, RDFS.subClassOf))))
        rows.append(("children", self._links(self.ontology.subjects(RDFS.subClassOf, iri))))
        rows.append(("has", self._links(self.ontology.subjects(RDFS.domain, iri))))
        example = self.examples.get(iri.removeprefix(BL))
        if example is not None:
            shown = f'<a href="{escape(example.url)}">{escape(example.label)}</a>'
            rows.append(("example", shown))
        return self._entry(iri, rows)

    def _property(self, iri: URIRef) -> str:
        kinds = set(self.ontology.objects(iri, RDF.type))
        present = (text for kind, text in _TRAITS.items() if kind in kinds)
        traits = [text.in_language(self.language) for text in present]
        rows = [*self._common(iri), ("traits", ", ".join(traits))]
        for key, predicate in (
            ("domain", RDFS.domain),
            ("range", RDFS.range),
            ("broader", RDFS.subPropertyOf),
        ):
            rows.append((key, self._links(self.ontology.objects(iri, predicate))))
        inverses = {*self.ontology.objects(iri, OWL.inverseOf)}
        inverses |= {*self.ontology.subjects(OWL.inverseOf, iri)}
        rows.append(("inverse", self._links(inverses)))
        return self._entry(iri, rows)

    def _common(self, iri: URIRef) -> list[tuple[str, str]]:
        other: Language = "en" if self.language == "de" else "de"
        labels = self.ontology.objects(iri, RDFS.label)
        translated = (v for v in labels if isinstance(v, Literal) and v.language == other)
        return [
            ("definition", self._text(iri, SKOS.definition)),
            ("other", f'<span lang="{other}">{escape(str(next(translated, "")))}</span>'),
            ("scope", self._text(iri, SKOS.scopeNote)),
            ("address", f"<code>{escape(iri)}</code>"),
        ]

    def _entry(self, iri: URIRef, rows: Sequence[tuple[str, str]]) -> str:
        name = iri.removeprefix(BL)
        body = "".join(
            f'<tr><th scope="row">{self._word(key)}</th><td>{value}</td></tr>'
            for key, value in rows
            if value
        )
        heading = f"{self._text(iri, RDFS.label)} <code>bl:{name}</code>"
        return f'<article id="{name}"><h3>{heading}</h3><table>{body}</table></article>'

    def _links(self, nodes: Iterable[Node]) -> str:
        named = {node for node in nodes if isinstance(node, URIRef)}
        ours = [
            f'<a href="#{iri.removeprefix(BL)}">{self._text(iri, RDFS.label)}</a>'
            for iri in self._sorted(set(named))
        ]
        foreign = sorted(short(iri) for iri in named if not iri.startswith(BL))
        return ", ".join([*ours, *(f"<code>{escape(name)}</code>" for name in foreign)])

    def _schemes(self) -> str:
        schemes = sorted(self.vocabularies.subjects(RDF.type, SKOS.ConceptScheme), key=str)
        parts = [f'<section id="schemes"><h2>{self._word("schemes")}</h2>']
        for scheme in schemes:
            name = str(scheme).rsplit("/", 1)[-1]
            concepts = sorted(self.vocabularies.subjects(SKOS.inScheme, scheme), key=str)
            rows = "".join(
                f'<tr><th scope="row">{self._text(c, SKOS.prefLabel, self.vocabularies)}</th>'
                f"<td>{self._text(c, SKOS.definition, self.vocabularies)}</td></tr>"
                for c in concepts
            )
            label = self._text(scheme, SKOS.prefLabel, self.vocabularies)
            definition = self._text(scheme, SKOS.definition, self.vocabularies)
            table = f"<table>{rows}</table>" if rows else ""
            head = f"<h3>{label}</h3><p>{definition}</p>"
            parts.append(f'<article id="vocab-{name}">{head}{table}</article>')
        return "\n".join([*parts, "</section>"])

    def _sorted(self, nodes: set[Node]) -> list[URIRef]:
        ours = [n for n in nodes if isinstance(n, URIRef) and n.startswith(BL)]
        return sorted(ours, key=lambda iri: self._text(iri, RDFS.label).casefold())
