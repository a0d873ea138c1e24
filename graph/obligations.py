"""Whether the whole landscape keeps the obligations that the ontology's shapes state."""

from collections.abc import Iterable, Sequence

from graph.validate import validate
from graph.validation_report import ReadableReport, readable
from ontology import load_shapes


def check_obligations(graphs: Iterable[Sequence[str]]) -> ReadableReport:
    """Check all graphs of a landscape together; an empty one conforms.

    Args:
        graphs: the N-Triples lines of each graph.
    """
    lines = [line for graph in graphs for line in graph]
    shapes = load_shapes()
    return readable(validate("".join(lines), shapes), shapes, lines)
