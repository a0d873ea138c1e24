"""Whether the whole landscape keeps the obligations that the ontology's shapes state."""

from graph.terms import TripleTable
from graph.validate import ValidationReport, validate
from ontology import load_shapes


def check_obligations(triples: TripleTable) -> ValidationReport:
    """Check all graphs of a landscape together; an empty one conforms."""
    return validate("".join(triples.table.lines(triples.triples())), load_shapes())
