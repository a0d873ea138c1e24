"""How classes and concepts are called and what they mean, read from the ontology."""

from functools import cache
from typing import Final, NamedTuple

from rdflib import OWL, RDF, RDFS, Graph, Literal, URIRef
from rdflib.namespace import SKOS

from graph.landscape import Landscape
from graph.things import Actor
from ontology import load_ontology
from ontology.namespaces import BL
from ontology.texts import Text

_NOTHING: Final = Text("", "")


class Term(NamedTuple):
    """A class of the ontology, for people.

    Attributes:
        name: local name.
        label: what it is called.
        definition: what it means; empty texts if the ontology does not say.
    """

    name: str
    label: Text
    definition: Text


def class_label(name: str) -> Text:
    """Return what a class is called; its local name if the ontology does not know it."""
    found = terms().get(name)
    return found.label if found is not None else Text(name, name)


def concept_label(landscape: Landscape, scheme: str, key: str) -> Text:
    """Return what a concept is called; its key if the vocabulary does not know it."""
    found = landscape.concepts.get(scheme, {}).get(key)
    return found.label if found is not None else Text(key, key)


def actor_label(landscape: Landscape, actor: Actor) -> Text:
    """Return the kind of an actor: its type, else its class."""
    if actor.type:
        return concept_label(landscape, "actor-type", actor.type)
    return class_label(actor.class_)


@cache
def terms() -> dict[str, Term]:
    """Return every class of the ontology by local name."""
    graph = load_ontology()
    found = {}
    for iri in graph.subjects(RDF.type, OWL.Class):
        if isinstance(iri, URIRef) and iri.startswith(BL):
            name = iri.removeprefix(BL)
            label = _text(graph, iri, RDFS.label) or Text(name, name)
            definition = _text(graph, iri, SKOS.definition) or _text(graph, iri, RDFS.comment)
            found[name] = Term(name, label, definition or _NOTHING)
    return found


def _text(graph: Graph, subject: URIRef, predicate: URIRef) -> Text | None:
    found = {
        value.language: str(value)
        for value in graph.objects(subject, predicate)
        if isinstance(value, Literal)
    }
    german = found.get("de", found.get(None, ""))
    return Text(german, found.get("en", german)) if german else None
