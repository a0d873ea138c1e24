"""How modules, vocabularies, shapes and alignments are read into graphs, each file only once."""

import re
from collections.abc import Collection, Iterable
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Final
from xml.sax import SAXParseException

from rdflib import OWL, RDFS, SKOS, Graph, URIRef
from rdflib.exceptions import ParserError
from rdflib.plugins.parsers.notation3 import BadSyntax

from ontology.errors import OntologyError
from ontology.namespaces import BASE, PREFIXES
from ontology.texts import Text

ONTOLOGY_IRI: Final = URIRef(BASE + "ontology")
ALIGNMENTS: Final = "alignments.ttl"
"""Kept apart from the other modules: nothing of ours depends on it."""

Source = Path | Traversable


def load_ontology(*, without: Collection[str] = ()) -> Graph:
    """Return all modules but the alignments as one graph, without the import statements.

    Args:
        without: names of files to leave out.

    Returns:
        a new graph; changing it changes nothing else.

    Raises:
        OntologyError: a module has a syntax error; file and line are named.
    """
    left_out = {ALIGNMENTS, *without}
    graph = _merged(source for source in _folder("modules") if source.name not in left_out)
    graph.remove((None, OWL.imports, None))
    return graph


def load_vocabularies(*, without: Collection[str] = ()) -> Graph:
    """Return the SKOS schemes that are written by hand; those of tables come with the build.

    Every preferred label is also an `rdfs:label`, as SKOS says and as many tools ask for it.
    """
    graph = _merged(source for source in _folder("vocabularies") if source.name not in without)
    for concept, label in list(graph.subject_objects(SKOS.prefLabel)):
        graph.add((concept, RDFS.label, label))
    return graph


def load_shapes(*, without: Collection[str] = ()) -> Graph:
    """Return all SHACL shapes as one graph."""
    return _merged(source for source in _folder("shapes") if source.name not in without)


def load_alignments() -> Graph:
    """Return the links to other ontologies; empty if there are none."""
    return _merged(source for source in _folder("modules") if source.name == ALIGNMENTS)


def derivations() -> dict[str, str]:
    """Return the rules that count or compare, which OWL cannot: name → SPARQL CONSTRUCT."""
    found = (files("ontology") / "derivations").iterdir()
    named = sorted((file for file in found if file.name.endswith(".rq")), key=lambda f: f.name)
    return {file.name.removesuffix(".rq"): file.read_text(encoding="utf-8") for file in named}


def ontology_version() -> str:
    """Return the version of the ontology, for instance `1.0.0`."""
    return str(load_ontology().value(ONTOLOGY_IRI, OWL.versionInfo, any=False))


def module_sources() -> list[Source]:
    """Return the files of the modules, by name."""
    return list(_folder("modules"))


def all_sources() -> list[Source]:
    """Return the files of modules, vocabularies and shapes."""
    return [*_folder("modules"), *_folder("vocabularies"), *_folder("shapes")]


def parse_module(text: str, name: str) -> Graph:
    """Parse a module in RDF/XML, if it looks like it, else in Turtle or N-Triples.

    Args:
        text: the content; an empty one gives an empty graph.
        name: the file's name for the message.

    Raises:
        OntologyError: the text is neither; the message names file and line.
    """
    if not re.match(r"\s*<(\?xml|!|rdf:RDF)", text):
        return parse_turtle(text, name)
    graph = Graph()
    try:
        graph.parse(data=text, format="xml")
    except SAXParseException as error:
        line, reason = error.getLineNumber() or 1, error.getMessage()
        raise _unreadable(name, line, "RDF/XML", reason) from error
    except ParserError as error:
        # rdflib writes file:line:column before what it says
        found = re.match(r"[^:]*:(\d+):\d+: (.*)", str(error))
        line, reason = (int(found[1]), found[2]) if found else (1, str(error))
        raise _unreadable(name, line, "RDF/XML", reason) from error
    return graph


def parse_turtle(text: str, name: str) -> Graph:
    """Parse a Turtle text.

    Args:
        text: the content; an empty one gives an empty graph.
        name: the file's name for the message.

    Raises:
        OntologyError: the text is not Turtle; the message names file and line.
    """
    graph = Graph()
    try:
        graph.parse(data=text, format="turtle")
    except (BadSyntax, IndexError) as error:
        line, reason = _place_of(error, text)
        raise _unreadable(name, line, "Turtle", reason) from error
    return graph


def read_source(source: Source) -> str:
    """Return the text of a file.

    Raises:
        OntologyError: the file cannot be read or is not UTF-8.
    """
    try:
        content = source.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise OntologyError(
            Text(
                f"{source.name} ist nicht lesbar ({reason}). Eine lesbare Datei angeben.",
                f"{source.name} cannot be read ({reason}). Give a readable file.",
            )
        ) from error
    try:
        # editors on Windows put a byte order mark first
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise OntologyError(
            Text(
                f"{source.name}, Zeile {line}: kein UTF-8. Die Datei als UTF-8 speichern.",
                f"{source.name}, line {line}: not UTF-8. Save the file as UTF-8.",
            )
        ) from error


def _unreadable(name: str, line: int, format_: str, reason: str) -> OntologyError:
    return OntologyError(
        Text(
            f"{name}, Zeile {line}: kein gültiges {format_} ({reason}). Die Stelle berichtigen.",
            f"{name}, line {line}: not valid {format_} ({reason}). Correct this place.",
        )
    )


def _place_of(error: BadSyntax | IndexError, text: str) -> tuple[int, str]:
    if isinstance(error, BadSyntax):
        # rdflib counts lines from 0 up to the place where it gave up
        return error.lines + 1, str(error._why)  # noqa: SLF001 - its only way to tell why
    # rdflib runs over the end of a text that stops within a statement
    return text.rstrip().count("\n") + 1, "unexpected end of file"


def _folder(name: str) -> list[Traversable]:
    found = (files("ontology") / name).iterdir()
    return sorted((file for file in found if file.name.endswith(".ttl")), key=lambda f: f.name)


@cache
def _parsed(text: str, name: str) -> Graph:
    return parse_turtle(text, name)


def _merged(sources: Iterable[Source]) -> Graph:
    graph = Graph()
    for prefix, iri in PREFIXES.items():
        graph.bind(prefix, iri, replace=True)
    for source in sources:
        for triple in _parsed(read_source(source), source.name):
            graph.add(triple)
    return graph
