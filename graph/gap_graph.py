"""The graph of gaps: what the analyses find in a landscape, with what follows from it by rules."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from graph.analyses.gap_statements import GAPS, write_gaps, write_version
from graph.derive import DERIVED
from graph.landscape import Landscape
from graph.terms import TripleTable
from ontology import load_ontology
from ontology.entailment import compile_rules


@dataclass(frozen=True, slots=True)
class GapGraph:
    """The gaps of a day, ready to be written.

    Attributes:
        triples: of all graphs, those of the gaps among them.
        day: whose gaps they are.
        lines: graph → its triples as N-Triples, for the graphs that changed.
    """

    triples: TripleTable
    day: date
    lines: dict[str, list[str]]

    def of_version(self, version: str) -> dict[str, list[str]]:
        """Return the lines, in which every run names the version of the landscape it looked at."""
        write_version(self.triples, self.day, version)
        return {**self.lines, GAPS: _lines(self.triples, GAPS)}


def find_gap_graph(triples: TripleTable, landscape: Landscape, day: date) -> GapGraph:
    """Find the gaps of a landscape, and add them and what follows from them.

    Args:
        triples: of all graphs of the landscape; gets the gaps.
        landscape: the same, as analyses read it.
        day: whose gaps to find.
    """
    write_gaps(triples, landscape, day)
    rules = compile_rules(load_ontology())
    for term in rules.terms():
        triples.table.id_of(term)
    # what follows about a fact that a gap points to has been said before, perhaps in another graph
    stated = triples.triples(GAPS)
    new = rules.materialise(stated, triples.table.ids)
    own = new[np.isin(new[:, 0], stated[:, 0])]
    triples.extend(DERIVED, map(tuple, own.tolist()))
    return GapGraph(triples, day, {name: _lines(triples, name) for name in (GAPS, DERIVED)})


def _lines(triples: TripleTable, graph: str) -> list[str]:
    return triples.table.lines(triples.triples(graph))
