"""How modules, vocabularies, shapes and alignments are read into graphs, each file only once."""

from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Final

from rdflib import OWL, Graph, URIRef
from rdflib.plugins.parsers.notation3 import BadSyntax

from ontology.errors import OntologyError
from ontology.namespaces import BASE, PREFIXES
from ontology.texts import Text

ONTOLOGY_IRI: Final = URIRef(BASE + "ontology")
ALIGNMENTS: Final = "alignments.ttl"
"""Kept apart from the other modules: nothing of ours depends on it."""

Source = Path | Traversable


def load_ontology() -> Graph:
    """Return all modules but the alignments as one graph, without the import statements.

    Returns:
        a new graph; changing it changes nothing else.

    Raises:
        OntologyError: a module has a syntax error; file and line are named.
    """
    graph = _merged(source for source in _folder("modules") if source.name != ALIGNMENTS)
    graph.remove((None, OWL.imports, None))
    return graph


def load_vocabularies() -> Graph:
    """Return the SKOS schemes that are written by hand; those of tables come with the build."""
    return _merged(_folder("vocabularies"))


def load_shapes() -> Graph:
    """Return all SHACL shapes as one graph."""
    return _merged(_folder("shapes"))


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
        raise OntologyError(
            Text(
                f"{name}, Zeile {line}: kein gültiges Turtle ({reason}). Die Stelle berichtigen.",
                f"{name}, line {line}: not valid Turtle ({reason}). Correct this place.",
            )
        ) from error
    return graph


def read_source(source: Source) -> str:
    """Return the text of a file.

    Raises:
        OntologyError: the file cannot be read or is not UTF-8.
    """
    try:
        return source.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise OntologyError(
            Text(
                f"{source.name} ist nicht lesbar ({error}). Eine UTF-8-Datei angeben.",
                f"{source.name} cannot be read ({error}). Give a file in UTF-8.",
            )
        ) from error


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
