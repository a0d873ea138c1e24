"""Whether the landscape keeps its obligations: SHACL findings, by shape, with severity and focus.

pyshacl-turbo is the engine, because the whole landscape is checked at every build; a test compares
its report with pySHACL's, the reference.
"""

from collections import Counter
from dataclasses import dataclass
from typing import Final, Literal

from rdflib import RDF, BNode, Graph, Node
from rdflib import Literal as RdfLiteral
from rdflib.namespace import SH

from ontology.texts import Text

Engine = Literal["turbo", "reference"]

_LIMIT: Final = 500
"""Findings kept with text; all are counted."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One broken obligation.

    Attributes:
        severity: Violation, Warning or Info.
        focus: IRI of the thing.
        path: IRI of the property, empty for the thing as a whole.
        value: the offending value, empty if something is missing.
        component: local name of the SHACL constraint component.
        text: what is wrong and what to do.
    """

    severity: str
    focus: str
    path: str
    value: str
    component: str
    text: Text


@dataclass(frozen=True, slots=True)
class ValidationReport:
    """All findings of one validation.

    Attributes:
        conforms: True if there is no violation.
        counts: severity → number.
        findings: the first ones, sorted.
    """

    conforms: bool
    counts: dict[str, int]
    findings: tuple[Finding, ...]


def validate(data: Graph, shapes: Graph, engine: Engine = "turbo") -> ValidationReport:
    """Check a graph against shapes.

    Args:
        data: facts together with the class hierarchy they need.
        shapes: SHACL shapes.
        engine: `turbo`, or `reference` for pySHACL.

    Returns:
        The report; an empty graph conforms.
    """
    if engine == "turbo":
        from pyshacl_turbo import validate as run  # noqa: PLC0415 - loads a native library
    else:
        from pyshacl import validate as run  # noqa: PLC0415 - slow to import, only for the reference
    _, report, _ = run(data, shacl_graph=shapes, inference="none", allow_warnings=True)
    return _read(report)


def _read(report: Graph) -> ValidationReport:
    results = list(report.subjects(RDF.type, SH.ValidationResult))
    findings = sorted((_finding(report, result) for result in results), key=_order)
    counts = Counter(finding.severity for finding in findings)
    return ValidationReport(
        conforms=counts["Violation"] == 0,
        counts=dict(sorted(counts.items())),
        findings=tuple(findings[:_LIMIT]),
    )


def _finding(report: Graph, result: Node) -> Finding:
    def one(predicate: Node) -> str:
        value = report.value(result, predicate)
        return "" if value is None or isinstance(value, BNode) else str(value)

    messages = list(report.objects(result, SH.resultMessage))
    return Finding(
        severity=one(SH.resultSeverity).rpartition("#")[2],
        focus=one(SH.focusNode),
        path=one(SH.resultPath),
        value=one(SH.value),
        component=one(SH.sourceConstraintComponent).rpartition("#")[2],
        text=Text(_message(messages, "de"), _message(messages, "en")),
    )


def _message(messages: list[Node], language: str) -> str:
    literals = [message for message in messages if isinstance(message, RdfLiteral)]
    chosen = [message for message in literals if message.language == language] or literals
    return " ".join(sorted(str(message) for message in chosen))


def _order(finding: Finding) -> tuple[str, str, str, str, str]:
    return finding.severity, finding.focus, finding.path, finding.component, finding.value
