"""Whether a graph keeps its obligations: SHACL findings with severity, focus and remedy.

shacl-rust is the engine, because the whole landscape is checked at every build; pySHACL is the
reference, and a test compares their reports.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import pyshacl
import shacl_rust
from rdflib import RDF, BNode, Graph, Literal, Node
from rdflib.namespace import SH

from graph.shapes import local_name, named_shapes
from ontology.texts import Text


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One broken obligation.

    Attributes:
        severity: Violation, Warning or Info.
        focus: IRI of the thing.
        path: IRI of the property; empty for the thing as a whole or a longer path.
        component: local name of the SHACL constraint component.
        shape: IRI of the shape, see `graph.shapes.named_shapes`.
        german: what is wrong and what to do.
        english: the same in English.
    """

    severity: str
    focus: str
    path: str
    component: str
    shape: str
    german: str = ""
    english: str = ""

    @property
    def text(self) -> Text:
        """The message in both languages."""
        return Text(self.german, self.english)


@dataclass(frozen=True, slots=True)
class ValidationReport:
    """All findings of one validation.

    Attributes:
        conforms: True if there is no violation.
        counts: severity → number.
        findings: worst first, sorted.
    """

    conforms: bool
    counts: dict[str, int]
    findings: tuple[Finding, ...]


def validate(ntriples: str, shapes: Graph) -> ValidationReport:
    """Check a graph against shapes.

    Args:
        ntriples: the facts, with the class hierarchy that they need.
        shapes: SHACL shapes; a message in German and one in English for each constraint.

    Returns:
        The report; an empty graph conforms.
    """
    shapes = named_shapes(shapes)
    answer: dict[str, Any] = shacl_rust.validate(
        ntriples, shapes.serialize(format="turtle"), data_format="nt", experimental_index=True
    )
    languages = _languages(shapes)
    return _report(_from_fast(result, languages) for result in answer["results"])


def validate_by_reference(ntriples: str, shapes: Graph) -> ValidationReport:
    """Check a graph with pySHACL, the reference; some fifty times slower. See `validate`."""
    data = Graph().parse(data=ntriples, format="nt")
    _, report, _ = pyshacl.validate(data, shacl_graph=named_shapes(shapes), inference="none")
    if not isinstance(report, Graph):
        raise TypeError(report)
    results = list(report.subjects(RDF.type, SH.ValidationResult))
    return _report(_from_reference(report, result) for result in results)


def _report(findings: Iterable[Finding]) -> ValidationReport:
    ordered = sorted(findings, key=lambda finding: (_RANKS.get(finding.severity, 0), finding))
    counts = Counter(finding.severity for finding in ordered)
    return ValidationReport(
        conforms=counts["Violation"] == 0,
        counts=dict(sorted(counts.items())),
        findings=tuple(ordered),
    )


def _from_fast(result: Mapping[str, Any], languages: Mapping[str, str]) -> Finding:
    messages = result["messages"]
    return Finding(
        severity=local_name(_iri(result["severity"])),
        focus=_iri(result["focusNode"]),
        path=_iri(result.get("resultPath") or ""),
        component=local_name(_iri(result["sourceConstraintComponent"])),
        shape=_iri(result["sourceShape"]),
        german=_joined(message for message in messages if languages.get(message) == "de"),
        english=_joined(message for message in messages if languages.get(message) == "en"),
    )


def _from_reference(report: Graph, result: Node) -> Finding:
    def one(predicate: Node) -> str:
        value = report.value(result, predicate)
        return "" if value is None or isinstance(value, BNode) else str(value)

    messages = [
        text for text in report.objects(result, SH.resultMessage) if isinstance(text, Literal)
    ]
    return Finding(
        severity=local_name(one(SH.resultSeverity)),
        focus=one(SH.focusNode),
        path=one(SH.resultPath),
        component=local_name(one(SH.sourceConstraintComponent)),
        shape=one(SH.sourceShape),
        german=_joined(str(text) for text in messages if text.language == "de"),
        english=_joined(str(text) for text in messages if text.language == "en"),
    )


def _languages(shapes: Graph) -> dict[str, str]:
    """The fast engine reports messages without their language; the shapes still know it."""
    texts = shapes.objects(None, SH.message)
    return {str(text): text.language or "" for text in texts if isinstance(text, Literal)}


def _joined(messages: Iterable[str]) -> str:
    return " ".join(sorted(set(messages)))


def _iri(term: str) -> str:
    """A path of several steps is written `<a> / <b>` and has no IRI; neither has a blank node."""
    return term[1:-1] if _ONE_IRI.fullmatch(term) else ""


_ONE_IRI: Final = re.compile(r"<[^<>]*>")
_RANKS: Final = {"Violation": 0, "Warning": 1, "Info": 2}
