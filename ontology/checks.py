"""Whether the ontology, or a module handed in, is sound: rules, profile, reasoner, shapes."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rdflib import OWL, RDF, RDFS, SKOS, Graph, URIRef
from rdflib.namespace import SH

from ontology.axioms import shown
from ontology.competency import CompetencyResult, QueryFunction, run_competency
from ontology.errors import OntologyError
from ontology.handed_in import (
    Module,
    located,
    misspelt_in,
    own_modules,
    read_modules,
    stand_in_for,
    where,
)
from ontology.justification import axioms_behind
from ontology.loading import (
    all_sources,
    load_alignments,
    load_ontology,
    load_shapes,
    load_vocabularies,
    ontology_version,
)
from ontology.namespaces import BL, short
from ontology.reasoning import Effort, check_consistency
from ontology.spelling import well_formed
from ontology.texts import Language, Text
from ontology.verify import (
    Finding,
    rules_for,
    run_landscape_rules,
    run_rules,
    run_rules_for_namespace,
    verify_rules,
)

_ABOUT_CONCEPTS: Final = frozenset(
    {SKOS.Concept, SKOS.ConceptScheme, SKOS.prefLabel, SKOS.broader, SKOS.narrower, SKOS.related}
)


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What the checks found.

    Attributes:
        version: version of the ontology.
        rules: number of verify rules that ran.
        questions: number of competency questions that were asked; 0 without a landscape.
        findings: everything that is wrong; empty is good.
        effort: time and memory of HermiT; None if it refused the ontology.
    """

    version: str
    rules: int
    questions: int
    findings: tuple[Finding, ...]
    effort: Effort | None

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
        OntologyError: a module cannot be read; file and line are named.
    """
    modules = own_modules(all_sources())
    ontology, vocabularies, shapes = load_ontology(), load_vocabularies(), load_shapes()
    findings = [finding for module in modules for finding in misspelt_in(module)]
    findings += _broken_imports(modules, modules)
    broken = run_rules(ontology, "ontology")
    broken += run_rules(vocabularies, "vocabularies")
    broken += run_rules(shapes + ontology, "shapes")
    contradictions, effort = reason_about(ontology + vocabularies + load_alignments(), modules)
    found = [*findings, *(located(finding, modules) for finding in [*broken, *contradictions])]
    if query is None:
        rules = len(verify_rules()) - len(rules_for("landscape"))
        return CheckReport(ontology_version(), rules, 0, tuple(found), effort)
    found += run_landscape_rules(query)
    results = run_competency(query)
    found += [_unanswered(result) for result in results if not result.passed]
    return CheckReport(ontology_version(), len(verify_rules()), len(results), tuple(found), effort)


def check_modules(paths: Sequence[Path]) -> CheckReport:
    """Check modules that somebody hands in, together with our ontology.

    A module that declares an ontology of ours, or a file of the same name about the same things,
    stands in for ours.

    Args:
        paths: files in Turtle, N-Triples or RDF/XML, or folders with such files.

    Returns:
        findings that name file, line or term and, where the reasoner objects, the axioms involved.
    """
    handed_in, findings = read_modules(paths)
    if not handed_in:
        return CheckReport(ontology_version(), 0, 0, tuple(findings), None)
    own = own_modules(all_sources())
    replaced = stand_in_for(own, handed_in)
    kept = [module for module in own if module.name not in replaced]
    theirs = Graph()
    for module in handed_in:
        findings += misspelt_in(module)
        theirs += well_formed(module.graph)
    findings += _broken_imports(handed_in, [*kept, *handed_in])
    ontology = load_ontology(without=replaced) + theirs
    vocabularies = load_vocabularies(without=replaced) + theirs
    kinds = ["ontology"]
    broken = run_rules(ontology, "ontology")
    for namespace in sorted(_namespaces(theirs) - _namespaces(load_ontology() + load_alignments())):
        broken += run_rules_for_namespace(ontology, namespace)
    if _ABOUT_CONCEPTS & {*theirs.predicates(), *theirs.objects(None, RDF.type)}:
        kinds.append("vocabularies")
        broken += run_rules(vocabularies, "vocabularies")
    if any(str(predicate).startswith(str(SH)) for predicate in theirs.predicates()):
        kinds.append("shapes")
        broken += run_rules(load_shapes(without=replaced) + ontology, "shapes")
    suspects = ", ".join(module.name for module in handed_in)
    contradictions, effort = reason_about(ontology + vocabularies, [*handed_in, *kept], suspects)
    findings += [located(finding, kept, handed_in) for finding in [*broken, *contradictions]]
    rules = sum(len(rules_for(kind)) for kind in kinds)
    return CheckReport(ontology_version(), rules, 0, tuple(dict.fromkeys(findings)), effort)


def reason_about(
    graph: Graph, modules: Sequence[Module] = (), suspects: str = ""
) -> tuple[list[Finding], Effort | None]:
    """Return contradictions and classes without possible members, with the axioms involved.

    Args:
        graph: schema; an empty one has none.
        modules: where the axioms may stand, to name file and line.
        suspects: files to name if the reasoner refuses the graph as a whole.
    """
    try:
        verdict = check_consistency(graph)
    except OntologyError as error:
        return [Finding("reasoner", suspects, error.text)], None
    if not verdict.consistent:
        text = Text(
            "Die Ontologie widerspricht sich. Eines dieser Axiome ändern:",
            "The ontology contradicts itself. Change one of these axioms:",
        )
        return [Finding("consistency", "", text, _axioms(graph, None, modules))], verdict.effort
    empty = verdict.unsatisfiable
    above = {iri: _empty_ancestors(graph, iri, empty) for iri in empty}
    found = [_follows(iri, above[iri]) for iri in empty if above[iri]]
    causes = [_empty(graph, iri, modules) for iri in empty if not above[iri]]
    return causes + found, verdict.effort


def _empty(graph: Graph, iri: URIRef, modules: Sequence[Module]) -> Finding:
    text = Text(
        "Diese Klasse kann kein Mitglied haben. Eines dieser Axiome ändern:",
        "This class can have no member. Change one of these axioms:",
    )
    return Finding("unsatisfiable", short(str(iri)), text, _axioms(graph, iri, modules))


def _follows(iri: URIRef, above: Sequence[URIRef]) -> Finding:
    names = ", ".join(short(str(parent)) for parent in above)
    text = Text(
        f"Diese Klasse kann kein Mitglied haben, weil ihre Oberklasse keines haben kann: {names}.",
        f"This class can have no member because its superclass can have none: {names}.",
    )
    return Finding("unsatisfiable", short(str(iri)), text)


def _empty_ancestors(graph: Graph, iri: URIRef, empty: Sequence[URIRef]) -> list[URIRef]:
    """Return empty classes that are stated to be above a class, circles left aside."""
    above = set(graph.transitive_objects(iri, RDFS.subClassOf)) - {iri}
    below = set(graph.transitive_subjects(RDFS.subClassOf, iri))
    return [other for other in empty if other in above - below]


def _axioms(graph: Graph, broken: URIRef | None, modules: Sequence[Module]) -> tuple[str, ...]:
    """Return the axioms involved, each with the file and line where it stands."""
    lines = []
    for axiom in axioms_behind(graph, broken):
        holding = [m for m in modules if any(triple in m.graph for triple in axiom.triples)]
        names = [axiom.top[0], *sorted(axiom.names, key=str)]
        named = (short(str(name)) for name in names if isinstance(name, URIRef))
        place = where(next(named, ""), holding)
        lines.append(f"{shown(axiom, graph)} ({place})" if place else shown(axiom, graph))
    return tuple(sorted(lines))


def _broken_imports(modules: Sequence[Module], known: Sequence[Module]) -> list[Finding]:
    there = {iri for module in known for iri in module.ontologies()}
    # the links to other ontologies are a module, too
    return [
        Finding(
            "broken-import",
            f"{module.name}:{module.line_of(str(iri))}",
            Text(
                f"Der Import {iri} ist nicht bekannt; nichts wird aus dem Netz geladen. "
                "Die Datei mitgeben oder den Import streichen.",
                f"The import {iri} is not known; nothing is loaded from the web. "
                "Hand in that file as well or remove the import.",
            ),
        )
        for module in modules
        for iri in sorted(module.graph.objects(None, OWL.imports), key=str)
        if iri not in there
    ]


def _namespaces(graph: Graph) -> set[str]:
    """Return the namespaces other than ours in which a graph declares classes or properties."""
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
    terms = {str(term) for kind in kinds for term in graph.subjects(RDF.type, kind)}
    spaces = {term[: max(term.rfind("#"), term.rfind("/")) + 1] for term in terms}
    return {space for space in spaces if ":" in space} - {BL}


def _unanswered(result: CompetencyResult) -> Finding:
    text = Text(
        "Die Landschaft beantwortet diese Frage anders als erwartet.",
        "The landscape answers this question differently than expected.",
    )
    rows = [f"− {' | '.join(row)}" for row in result.missing]
    rows += [f"+ {' | '.join(row)}" for row in result.surplus]
    rows += [f"! {' | '.join(row)}" for row in result.forbidden]
    return Finding("competency", result.name, text, tuple(rows[:10]))
