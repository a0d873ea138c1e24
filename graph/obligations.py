"""Whether the whole landscape keeps the obligations that the ontology's shapes state."""

from collections.abc import Iterable, Sequence

from graph.validate import ValidationReport, validate
from ontology import load_shapes


def check_obligations(graphs: Iterable[Sequence[str]]) -> ValidationReport:
    """Check all graphs of a landscape together; an empty one conforms.

    Args:
        graphs: the N-Triples lines of each graph.
    """
    return validate("".join(line for lines in graphs for line in lines), load_shapes())
