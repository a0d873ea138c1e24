"""Whether the ontology, or a module handed in, is sound: rules, profile, reasoner, shapes."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rdflib import OWL, RDF, Graph, URIRef

from ontology.competency import CompetencyResult, QueryFunction, run_competency
from ontology.errors import OntologyError
from ontology.justification import axioms_behind
from ontology.loading import (
    load_alignments,
    load_ontology,
    load_shapes,
    load_vocabularies,
    module_sources,
    ontology_version,
    parse_turtle,
    read_source,
)
from ontology.reasoning import check_consistency
from ontology.texts import Language, Text
from ontology.verify import (
    Finding,
    rules_for,
    run_landscape_rules,
    run_rules,
    short,
    verify_rules,
)


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What the checks found.

    Attributes:
        version: version of the ontology.
        rules: number of verify rules that ran.
        questions: number of competency questions that were asked; 0 without a landscape.
        findings: everything that is wrong; empty is good.
    """

    version: str
    rules: int
    questions: int
    findings: tuple[Finding, ...]

    @property
    def passed(self) -> bool:
        """Whether nothing is wrong."""
        return not self.findings

    def in_language(self, language: Language) -> str:
        """Return one line for each finding; empty if there is none."""
        return "\n".join(finding.in_language(language) for finding in self.findings)


def check_ontology(query: QueryFunction | None = None) -> CheckReport:
    """Check our own ontology: profile, consistency, verify rules, SKOS, shapes, competency.

    Args:
        query: asks a built landscape, see `run_competency`; without it no question is asked, and
            the rules about the use of the terms in the data do not run.

    Raises:
        OntologyError: a module cannot be read.
    """
    ontology, vocabularies, shapes = load_ontology(), load_vocabularies(), load_shapes()
    findings = run_rules(ontology, "ontology")
    findings += run_rules(vocabularies, "vocabularies")
    findings += run_rules(shapes + ontology, "shapes")
    findings += reason_about(ontology + vocabularies + load_alignments())
    if query is None:
        rules = len(verify_rules()) - len(rules_for("landscape"))
        return CheckReport(ontology_version(), rules, 0, tuple(findings))
    findings += run_landscape_rules(query)
    results = run_competency(query)
    findings += [_unanswered(result) for result in results if not result.passed]
    return CheckReport(ontology_version(), len(verify_rules()), len(results), tuple(findings))


def check_modules(paths: Sequence[Path]) -> CheckReport:
    """Check modules that somebody hands in, together with our ontology.

    Args:
        paths: Turtle files; none checks nothing beyond our own ontology.

    Returns:
        findings that name file, term and, where the reasoner objects, the axioms involved.

    Raises:
        OntologyError: a file has a syntax error (with its line) or cannot be read.
    """
    texts = {path.name: read_source(path) for path in paths}
    graphs = {name: parse_turtle(text, name) for name, text in texts.items()}
    whole = load_ontology()
    for graph in graphs.values():
        whole += graph
    found = run_rules(whole, "ontology")
    found += reason_about(whole + load_vocabularies())
    findings = [*_broken_imports(graphs), *(_located(finding, texts) for finding in found)]
    return CheckReport(ontology_version(), len(rules_for("ontology")), 0, tuple(findings))


def reason_about(graph: Graph) -> list[Finding]:
    """Return contradictions and classes without possible members, with the axioms involved.

    Args:
        graph: schema; an empty one has none.
    """
    try:
        verdict = check_consistency(graph)
    except OntologyError as error:
        return [Finding("reasoner", "", error.text)]
    if not verdict.consistent:
        text = Text(
            "Die Ontologie widerspricht sich. Eines dieser Axiome ändern:",
            "The ontology contradicts itself. Change one of these axioms:",
        )
        return [Finding("consistency", "", text, tuple(axioms_behind(graph, None)))]
    text = Text(
        "Diese Klasse kann kein Mitglied haben. Eines dieser Axiome ändern:",
        "This class can have no member. Change one of these axioms:",
    )
    return [
        Finding("unsatisfiable", short(str(iri)), text, tuple(axioms_behind(graph, iri)))
        for iri in verdict.unsatisfiable
    ]


def _broken_imports(graphs: dict[str, Graph]) -> list[Finding]:
    own = [parse_turtle(read_source(source), source.name) for source in module_sources()]
    known = {iri for graph in (*own, *graphs.values()) for iri in _ontologies(graph)}
    return [
        Finding(
            "broken-import",
            name,
            Text(
                f"Der Import {iri} ist nicht bekannt; nichts wird aus dem Netz geladen. "
                "Die Datei mitgeben oder den Import streichen.",
                f"The import {iri} is not known; nothing is loaded from the web. "
                "Hand in that file as well or remove the import.",
            ),
        )
        for name, graph in graphs.items()
        for iri in sorted(graph.objects(None, OWL.imports), key=str)
        if iri not in known
    ]


def _ontologies(graph: Graph) -> set[URIRef]:
    named = set(graph.subjects(RDF.type, OWL.Ontology)) | set(graph.objects(None, OWL.versionIRI))
    return {iri for iri in named if isinstance(iri, URIRef)}


def _located(finding: Finding, texts: dict[str, str]) -> Finding:
    """Put file and line before the term, where a file names it."""
    name = re.split(r"[:#/]", finding.place)[-1]
    for file, text in texts.items():
        for number, line in enumerate(text.splitlines(), start=1):
            if name and re.search(rf"\b{re.escape(name)}\b", line):
                place = f"{file}:{number} {finding.place}"
                return Finding(finding.rule, place, finding.text, finding.detail)
    return finding


def _unanswered(result: CompetencyResult) -> Finding:
    text = Text(
        "Die Landschaft beantwortet diese Frage anders als erwartet.",
        "The landscape answers this question differently than expected.",
    )
    rows = [f"− {' | '.join(row)}" for row in result.missing]
    rows += [f"+ {' | '.join(row)}" for row in result.surplus]
    rows += [f"! {' | '.join(row)}" for row in result.forbidden]
    return Finding("competency", result.name, text, tuple(rows[:10]))
