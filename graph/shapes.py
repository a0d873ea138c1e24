"""What the SHACL shapes are called, what each of them targets, and which shape holds which."""

from dataclasses import dataclass
from typing import Final

from rdflib import RDF, RDFS, BNode, Graph, Literal, Node, URIRef
from rdflib.namespace import SH

from ontology.namespaces import BASE
from ontology.texts import Text

SHAPES: Final = BASE + "shapes#"


@dataclass(frozen=True, slots=True)
class Target:
    """What a node shape looks at.

    Attributes:
        classes: IRIs; instances of them and of their subclasses.
        subjects_of: IRIs of properties; whoever has one of them.
        objects_of: IRIs of properties; whatever they lead to.
    """

    classes: frozenset[str]
    subjects_of: frozenset[str]
    objects_of: frozenset[str]


@dataclass(frozen=True, slots=True)
class NodeShape:
    """A form that things of one kind have to fit.

    Attributes:
        iri: its IRI.
        label: what it is called; its local name if nobody gave it a label.
        target: what it looks at.
        properties: IRIs of its property shapes; one may belong to several node shapes.
    """

    iri: str
    label: Text
    target: Target
    properties: frozenset[str]


def named_shapes(shapes: Graph) -> Graph:
    """Return the shapes with an IRI for each property shape that has none.

    The name is that of the node shape with that of the property, so that reports of different
    engines and of different days speak of the same shape; an empty graph stays empty.
    """
    names: dict[Node, URIRef] = {}
    for owner in sorted(set(shapes.subjects(SH.property, None)), key=str):
        parts = [part for part in shapes.objects(owner, SH.property) if isinstance(part, BNode)]
        taken: dict[str, int] = {}
        for part in sorted(parts, key=lambda part: _order(shapes, part)):
            name = f"{owner}-{_path_name(shapes, part)}"
            taken[name] = taken.get(name, 0) + 1
            names[part] = URIRef(name if taken[name] == 1 else f"{name}-{taken[name]}")
    named = Graph(namespace_manager=shapes.namespace_manager)
    for subject, predicate, object_ in shapes:
        named.add((names.get(subject, subject), predicate, names.get(object_, object_)))
    return named


def node_shapes(shapes: Graph) -> list[NodeShape]:
    """Return the node shapes of a graph by IRI; none for an empty one."""
    found = sorted(set(shapes.subjects(RDF.type, SH.NodeShape)), key=str)
    return [
        NodeShape(
            str(shape),
            _label(shapes, shape),
            Target(
                _iris(shapes, shape, SH.targetClass),
                _iris(shapes, shape, SH.targetSubjectsOf),
                _iris(shapes, shape, SH.targetObjectsOf),
            ),
            _iris(shapes, shape, SH.property),
        )
        for shape in found
    ]


def _iris(shapes: Graph, shape: Node, predicate: URIRef) -> frozenset[str]:
    return frozenset(map(str, shapes.objects(shape, predicate)))


def _order(shapes: Graph, part: Node) -> tuple[str, list[str]]:
    return _path_name(shapes, part), sorted(map(str, shapes.objects(part, SH.message)))


def _path_name(shapes: Graph, part: Node) -> str:
    path = shapes.value(part, SH.path)
    return "path" if path is None or isinstance(path, BNode) else local_name(str(path))


def _label(shapes: Graph, shape: Node) -> Text:
    labels = {
        label.language: str(label)
        for label in shapes.objects(shape, RDFS.label)
        if isinstance(label, Literal)
    }
    name = local_name(str(shape))
    return Text(labels.get("de", name), labels.get("en", name))


def local_name(iri: str) -> str:
    """Return what follows the last `#` or `/` of an IRI.

    Example:
        >>> local_name("http://www.w3.org/ns/shacl#minCount")
        'minCount'
    """
    return iri.rpartition("#")[2] if "#" in iri else iri.rpartition("/")[2]
