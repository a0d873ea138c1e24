"""On a real part of the landscape HermiT and the compiled rules conclude the same."""

import multiprocessing
from concurrent.futures import ProcessPoolExecutor

import numpy as np
import pytest
from rdflib import OWL, RDF, RDFS, Graph, URIRef

from graph.derive import derive
from graph.facts import data_folder, read_facts
from graph.mapping import map_facts
from graph.terms import TripleTable
from ontology import load_ontology, term
from ontology.entailment import compile_rules
from ontology.namespaces import BASE, BL, thing
from ontology.reasoning import Verdict, check_consistency

SEEDS = [thing("actor", "kommune-01003"), thing("actor", "reab-brandenburg")]
HUBS = (BASE + "vocab/", BASE + "graph/", BASE + "id/evidence/", BASE + "id/programme/")
HOPS = 3
FAN_OUT = 60
"""Things with more neighbours lead away: they stay in the part, what hangs on them does not."""


@pytest.fixture(scope="module")
def part() -> Graph:
    """Return what is said about the surroundings of Lübeck and of the agency for Brandenburg."""
    triples = TripleTable()
    map_facts(read_facts(data_folder()), triples, lambda _: None)
    derive(triples)
    rows, terms = triples.triples(), triples.table.terms
    hubs = tuple(f"<{hub}" for hub in HUBS)
    ours = np.array([one.startswith(f"<{BASE}id/") and not one.startswith(hubs) for one in terms])
    degree = sum(np.bincount(rows[:, end], minlength=len(terms)) for end in (0, 2))
    reached = np.isin(terms, [f"<{seed}>" for seed in SEEDS])
    for _ in range(HOPS):
        near = reached & (degree <= FAN_OUT)
        about = rows[near[rows[:, 0]] | near[rows[:, 2]]]
        reached[about[:, [0, 2]]] = True
        reached &= ours
    said = rows[reached[rows[:, 0]]].tolist()
    lines = {" ".join(terms[number] for number in row) + " ." for row in said}
    return Graph().parse(data="\n".join(sorted(lines)), format="nt")


def closed(ontology: Graph, graph: Graph) -> set[tuple[str, str, str]]:
    """Return statements with all superclasses, superproperties and inverses, as HermiT means them.

    owlready2 writes back the most specific class, and of two inverse statements only one.
    """
    pending, found = list(graph), set()
    while pending:
        subject, predicate, object_ = triple = pending.pop()
        if triple in found:
            continue
        found.add(triple)
        if predicate == RDF.type:
            parents = ontology.objects(object_, RDFS.subClassOf)
            pending += [(subject, RDF.type, parent) for parent in parents]
            continue
        for parent in ontology.objects(predicate, RDFS.subPropertyOf):
            pending.append((subject, parent, object_))
        inverses = {*ontology.objects(predicate, OWL.inverseOf)}
        inverses |= {*ontology.subjects(OWL.inverseOf, predicate)}
        inverses |= (
            {predicate} if (predicate, RDF.type, OWL.SymmetricProperty) in ontology else set()
        )
        pending += [
            (object_, inverse, subject) for inverse in inverses if isinstance(inverse, URIRef)
        ]
    return found


def speaks_of_us(triple) -> bool:
    subject, predicate, object_ = triple
    if not str(subject).startswith(BASE + "id/"):
        return False
    return str(object_ if predicate == RDF.type else predicate).startswith(BL)


def alone(graph: Graph) -> Verdict:
    """Ask HermiT in a process of its own, so that memory is HermiT's and no other child's."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        return pool.submit(check_consistency, graph, property_values=True).result()


def test_both_reasoners_conclude_the_same(part, record_property) -> None:
    ontology = load_ontology()
    verdict = alone(ontology + part)
    assert verdict.consistent
    record_property("measured", f"schema and a part of the landscape, {verdict.effort}")
    assert 50 < verdict.effort.megabytes < 2100
    hermit = {t for t in closed(ontology, part + verdict.inferred) if speaks_of_us(t)}
    rules = compile_rules(ontology)
    nodes = sorted({node.n3() for triple in part for node in triple} | set(rules.terms()))
    ids = {term: number for number, term in enumerate(nodes)}
    stated = [[ids[node.n3()] for node in triple] for triple in part]
    new = rules.materialise(np.array(stated), ids)
    lines = "\n".join(" ".join(nodes[number] for number in row) + " ." for row in new.tolist())
    ours = {t for t in part + Graph().parse(data=lines, format="nt") if speaks_of_us(t)}
    assert len(ours) > len({t for t in part if speaks_of_us(t)}) + 200
    # OWL cannot count things whose names might mean the same; only that rule goes further
    beyond = {object_ for _, _, object_ in ours - hermit}
    assert beyond == {URIRef(term("SupraRegionalFoundation"))}
    assert hermit - ours == set()
    assert rules.inconsistencies(np.array(stated), ids) == []
