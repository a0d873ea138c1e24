"""What follows by the ontology's rules, beside the reasoners reasonable and owlrl, in one run.

The landscape is synthetic and seeded. Times are processor seconds of this process: all three work
in one thread of it, and what else runs on the machine does not count.
"""

import tempfile
import time
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import owlrl
from rdflib import OWL, RDF, Graph, URIRef

from ontology import load_ontology
from ontology.entailment import RuleSet, compile_rules
from ontology.namespaces import BL, ID, VOCAB
from ontology.relations import Ids
from tests.bench.synthetic import Statement, synthetic_landscape
from tests.bench.timing import table

ROUNDS = 3
SIZES = {106: 2, 845: 1, 8450: 0}
"""Districts → how many peers run: owlrl takes hours and reasonable gigabytes on more."""
OUR_THINGS = (f"<{ID}", f"<{VOCAB}")
CHAINED = frozenset(
    f"<{BL}{name}>"
    for name in (
        "locatedIn", "succeeds", "succeededBy", "servesState", "tookPartIn", "actsAs",
        "participatesIn", "adopted",
    )
)  # fmt: skip
"""Properties that follow by a chain, which reasonable does not know."""


def run() -> None:
    """Print the processor time of each reasoner, and whether the answers agree."""
    ontology = load_ontology()
    rows: list[list[str]] = []
    for districts, peers in SIZES.items():
        statements = synthetic_landscape(districts)
        seconds, ours = _ours(compile_rules(ontology), statements)
        size = f"{len(statements):,}"
        rows.append([size, "ours", f"{seconds:.3f} s", f"{len(ours):,}", "", ""])
        if peers >= 1:
            rows.append(
                [size, "reasonable", *_beside(seconds, ours, _reasonable(ontology, statements))]
            )
        if peers >= 2:
            rows.append([size, "owlrl", *_beside(seconds, ours, _owlrl(ontology, statements))])
    table(
        "Reasoning over a synthetic landscape (processor seconds)",
        ["statements", "reasoner", "time", "concluded", "ours is faster by", "answers"],
        rows,
    )


def _ours(rules: RuleSet, statements: Sequence[Statement]) -> tuple[float, set[Statement]]:
    terms = sorted({term for row in statements for term in row} | set(rules.terms()))
    ids = {term: number for number, term in enumerate(terms)}
    triples: Ids = np.array([[ids[term] for term in row] for row in statements])
    seconds, new = _timed(lambda: rules.materialise(triples, ids), ROUNDS)
    found = {(terms[one], terms[two], terms[three]) for one, two, three in new.tolist()}
    return seconds, _telling(found, statements)


def _reasonable(
    ontology: Graph, statements: Sequence[Statement]
) -> tuple[float, set[Statement]] | None:
    if find_spec("reasonable") is None:
        return None
    from reasonable import PyReasoner

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "landscape.ttl"
        path.write_text(ontology.serialize(format="nt") + _lines(statements), "utf-8")
        reasoner = PyReasoner()
        reasoner.load_file(str(path))
    seconds, found = _timed(reasoner.reason, 1)
    return seconds, _new(found, statements)


def _owlrl(ontology: Graph, statements: Sequence[Statement]) -> tuple[float, set[Statement]]:
    whole = ontology + Graph().parse(data=_lines(statements), format="nt")
    closure = owlrl.DeductiveClosure(owlrl.OWLRL_Semantics)
    seconds, _ = _timed(lambda: closure.expand(whole), 1)
    return seconds, _new(whole, statements)


def _beside(
    seconds: float, ours: set[Statement], theirs: tuple[float, set[Statement]] | None
) -> list[str]:
    if theirs is None:
        return ["not installed", "", "", ""]
    taken, found = theirs
    missed, chained = ours - found, {row for row in ours if row[1] in CHAINED}
    if found - ours:
        verdict = f"{len(found - ours):,} MORE THAN OURS"
    elif not missed:
        verdict = "equal"
    else:
        verdict = f"misses {len(missed):,}, {len(missed & chained):,} of them by a chain"
    return [f"{taken:.2f} s", f"{len(found):,}", f"{taken / seconds:,.0f} times", verdict]


def _new(
    found: Sequence[tuple[URIRef, ...]] | Graph, stated: Sequence[Statement]
) -> set[Statement]:
    rows = {(s.n3(), p.n3(), o.n3()) for s, p, o in found if isinstance(s, URIRef)}
    return _telling(rows, stated)


def _telling(found: set[Statement], stated: Sequence[Statement]) -> set[Statement]:
    """Return what is concluded about the things of the landscape, in words of the ontology.

    What OWL says about everything (each thing is a Thing and is itself), or about an expression
    without a name, tells nothing.
    """
    things = {term for row in stated for term in row if term.startswith(OUR_THINGS)}
    return {
        (subject, predicate, object_)
        for subject, predicate, object_ in found - set(stated)
        if subject in things
        and (named := object_ if predicate == RDF.type.n3() else predicate).startswith("<")
        and not named.startswith(f"<{OWL}")
    }


def _lines(statements: Sequence[Statement]) -> str:
    return "".join(" ".join(row) + " .\n" for row in statements)


def _timed(work: Callable[[], object], rounds: int) -> tuple[float, object]:
    """Return the least processor time of some rounds, and the last answer."""
    best, answer = float("inf"), None
    for _ in range(rounds):
        started = time.process_time()
        answer = work()
        best = min(best, time.process_time() - started)
    return best, answer
