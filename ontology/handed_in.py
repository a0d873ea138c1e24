"""Modules that somebody hands in: which files they are, how they are read, where a term stands."""

import logging
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from rdflib import OWL, RDF, Graph, URIRef

from ontology.errors import OntologyError
from ontology.loading import Source, parse_module, read_source
from ontology.namespaces import BASE, PREFIXES
from ontology.spelling import misspelt
from ontology.texts import Text
from ontology.verify import Finding

SUFFIXES: Final = frozenset({".ttl", ".nt", ".n3", ".rdf", ".owl", ".xml"})
"""Files that are taken from a folder; a file named by itself may be called anything."""


@dataclass(frozen=True, slots=True)
class Module:
    """A file of an ontology.

    Attributes:
        name: as it is named in messages.
        text: its content.
        graph: its triples, import statements included.
    """

    name: str
    text: str
    graph: Graph

    def ontologies(self) -> set[URIRef]:
        """Return the addresses under which other modules may import this one."""
        named = {*self.graph.subjects(RDF.type, OWL.Ontology)}
        named |= {*self.graph.objects(None, OWL.versionIRI)}
        return {iri for iri in named if isinstance(iri, URIRef)}

    def line_of(self, term: str) -> int:
        """Return the line that says something about a term, else the first that names it, else 0.

        Args:
            term: an IRI, whole or with one of our prefixes.
        """
        spelled = "|".join(re.escape(spelling) for spelling in self._spellings(term))
        named = re.compile(rf"(?<![\w:.#/-])(?:{spelled})(?![\w-])")
        lines = [
            (number, line)
            for number, line in enumerate(self.text.splitlines(), start=1)
            if named.search(line)
        ]
        about = [number for number, line in lines if re.match(rf"\s*(?:{spelled})[\s,;]", line)]
        return (about or [number for number, _ in lines] or [0])[0]

    def _spellings(self, term: str) -> Iterator[str]:
        iri = _whole(term)
        yield from (f"<{iri}>", f'"{iri}"', term)
        for own, namespace in self.graph.namespaces():
            if iri.startswith(str(namespace)) and iri != str(namespace):
                yield f"{own}:{iri.removeprefix(str(namespace))}"
        if "#" in iri:
            # RDF/XML often names a term by its end alone
            yield from (f'"#{iri.rpartition("#")[2]}"', f'"{iri.rpartition("#")[2]}"')


def read_modules(paths: Sequence[Path]) -> tuple[list[Module], list[Finding]]:
    """Return the modules in files and folders, and what keeps others from being read.

    Args:
        paths: files in Turtle, N-Triples or RDF/XML, or folders with such files.
    """
    modules: list[Module] = []
    findings: list[Finding] = []
    for path, name in _files(paths, findings):
        try:
            module = _read(path, name)
        except OntologyError as error:
            findings.append(Finding("unreadable", "", error.text))
        else:
            modules.append(module)
            findings += [] if len(module.graph) else [Finding("empty", name, _EMPTY)]
    return modules, findings


def own_modules(sources: Iterable[Source]) -> list[Module]:
    """Return files of our own as modules."""
    return [_read(source, source.name) for source in sources]


def stand_in_for(own: Iterable[Module], handed_in: Sequence[Module]) -> set[str]:
    """Return the names of our own files of which another version is handed in.

    Args:
        own: our modules.
        handed_in: those of somebody else: the same ontology, or the same name and content.
    """
    headers = set().union(*(module.ontologies() for module in handed_in))
    named = {Path(module.name).name: module for module in handed_in}
    return {
        module.name
        for module in own
        if headers & module.ontologies()
        or (module.name in named and _subjects(module) & _subjects(named[module.name]))
    }


def misspelt_in(module: Module) -> list[Finding]:
    """Return what is wrong in the names and values of a module, with file and line."""
    found = []
    for finding in misspelt(module.graph):
        line = module.line_of(finding.place)
        place = f"{module.name}:{line}" if line else module.name
        found.append(replace(finding, place=f"{place} {finding.place}"))
    return found


def located(
    finding: Finding, modules: Sequence[Module], suspects: Sequence[Module] = ()
) -> Finding:
    """Return a finding with file and line before the term, where a module names it.

    Args:
        finding: what is wrong.
        modules: where the term may stand.
        suspects: modules to be named before all others if they say something about the term.
    """
    about = URIRef(_whole(finding.place)) if finding.place else None
    guilty = [module for module in suspects if (about, None, None) in module.graph]
    place = where(finding.place, guilty if about and guilty else [*suspects, *modules])
    return replace(finding, place=f"{place} {finding.place}") if place else finding


def where(term: str, modules: Iterable[Module]) -> str:
    """Return `file:line` of a term in the first module that declares it, else that names it.

    Returns:
        an empty text if none does.
    """
    if not term:
        return ""
    subject = URIRef(_whole(term))
    ranked = sorted(modules, key=lambda module: (subject, RDF.type, None) not in module.graph)
    lines = ((module.name, module.line_of(term)) for module in ranked)
    return next((f"{name}:{line}" for name, line in lines if line), "")


_EMPTY: Final = Text(
    "Die Datei enthält keine Aussage. Begriffe ergänzen oder eine andere Datei angeben.",
    "The file holds no statement. Add terms or give another file.",
)


def _files(paths: Sequence[Path], findings: list[Finding]) -> Iterator[tuple[Path, str]]:
    for path in paths:
        if not path.is_dir():
            yield path, path.name
            continue
        inside = sorted(file for file in path.rglob("*") if file.suffix.lower() in SUFFIXES)
        yield from ((file, file.relative_to(path).as_posix()) for file in inside)
        if not inside:
            listed = ", ".join(sorted(SUFFIXES))
            text = Text(
                f"Der Ordner enthält kein Modul ({listed}). Einen anderen Ordner angeben.",
                f"The folder holds no module ({listed}). Give another folder.",
            )
            findings.append(Finding("empty", str(path), text))


def _read(source: Source, name: str) -> Module:
    text = read_source(source)
    with _silent():
        return Module(name, text, parse_module(text, name))


@contextmanager
def _silent() -> Iterator[None]:
    """Keep rdflib from logging what the checks report in our own words."""
    logger = logging.getLogger("rdflib.term")
    before = logger.disabled
    logger.disabled = True
    try:
        yield
    finally:
        logger.disabled = before


def _whole(term: str) -> str:
    prefix, _, local = term.partition(":")
    return PREFIXES[prefix] + local if prefix in PREFIXES else term


def _subjects(module: Module) -> set[URIRef]:
    found = module.graph.subjects()
    return {iri for iri in found if isinstance(iri, URIRef) and iri.startswith(BASE)}
