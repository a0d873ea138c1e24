"""What a validation found, as people read it: counts per shape, things named by their labels."""

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from typing import Any, Final

from rdflib import RDF, RDFS, Graph, Literal, URIRef
from rdflib.util import from_n3

from graph.generations import Generation, StoreFolder
from graph.shapes import NodeShape, local_name, named_shapes, node_shapes
from graph.validate import Finding, ValidationReport
from ontology import load_ontology
from ontology.errors import StoreError
from ontology.namespaces import ID
from ontology.texts import Text

SHOWN: Final = 500
"""Findings kept with their text; all are counted."""

Lines = Collection[str]
"""N-Triples, one statement each."""

_TYPE: Final = RDF.type.n3()
_LABEL: Final = RDFS.label.n3()


@dataclass(frozen=True, slots=True)
class ShapeCount:
    """How the things that one shape looks at keep it.

    Attributes:
        shape: IRI of the node shape.
        label: what it is called.
        checked: number of things it looked at.
        counts: severity → number of findings; without the severities that have none.
    """

    shape: str
    label: Text
    checked: int
    counts: dict[str, int]


@dataclass(frozen=True, slots=True)
class NamedFinding:
    """A finding with the names of what it speaks of.

    Attributes:
        finding: the finding.
        name: label of the thing; of what leads to it, with an arrow, if it has none.
        form: label of the node shape.
        said: label of the property; empty for the thing as a whole or a longer path.
    """

    finding: Finding
    name: str
    form: Text
    said: Text

    @property
    def text(self) -> Text:
        """The thing by its name, what is wrong, and what to do."""
        return Text(f"{self.name}: {self.finding.german}", f"{self.name}: {self.finding.english}")


@dataclass(frozen=True, slots=True)
class ReadableReport:
    """A validation as a coordinator reads it.

    Attributes:
        conforms: True if there is no violation.
        counts: severity → number of findings.
        shapes: one entry for each node shape, those with findings first.
        findings: the first ones, worst first.
    """

    conforms: bool
    counts: dict[str, int]
    shapes: tuple[ShapeCount, ...]
    findings: tuple[NamedFinding, ...]

    def as_json(self) -> str:
        """Return the report as JSON text, see `read_report`."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1)


def readable(report: ValidationReport, shapes: Graph, lines: Lines) -> ReadableReport:
    """Return a report with names and with counts per shape.

    Args:
        report: what the validation found.
        shapes: the shapes it was held against.
        lines: the data; nothing in them means that nothing was checked.
    """
    named = node_shapes(named_shapes(shapes))
    targets = _targets(named, lines)
    forms = [_form_of(finding, named, targets) for finding in report.findings]
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for finding, form in zip(report.findings, forms, strict=True):
        counts[form.iri][finding.severity] += 1
    shown = list(zip(report.findings, forms, strict=True))[:SHOWN]
    names = _names({finding.focus for finding, _ in shown}, lines)
    return ReadableReport(
        report.conforms,
        report.counts,
        tuple(_ordered(named, targets, counts)),
        tuple(
            NamedFinding(finding, names[finding.focus], form.label, _property(finding.path))
            for finding, form in shown
        ),
    )


def read_report(content: str) -> ReadableReport:
    """Return the report that `ReadableReport.as_json` wrote."""
    found: dict[str, Any] = json.loads(content)
    return ReadableReport(
        found["conforms"],
        found["counts"],
        tuple(ShapeCount(**{**one, "label": Text(**one["label"])}) for one in found["shapes"]),
        tuple(
            NamedFinding(
                Finding(**one["finding"]), one["name"], Text(**one["form"]), Text(**one["said"])
            )
            for one in found["findings"]
        ),
    )


def last_report(folder: StoreFolder) -> ReadableReport:
    """Return the report of the last build: of the one that was refused, else of the current one.

    Raises:
        StoreError: if nothing was built yet, or the landscape is older than reports.
    """
    if folder.refused.exists():
        return read_report(folder.refused.read_text("utf-8"))
    return report_of(folder.require_current())


def report_of(generation: Generation) -> ReadableReport:
    """Return the report of a landscape.

    Raises:
        StoreError: if it was built before reports were kept.
    """
    if not generation.validation.exists():
        raise StoreError(
            Text(
                "Zu dieser Landschaft gibt es keinen Prüfbericht. Abhilfe: bildungslandschaft"
                " build --force.",
                "There is no validation report for this landscape. Remedy: bildungslandschaft"
                " build --force.",
            )
        )
    return read_report(generation.validation.read_text("utf-8"))


def _ordered(
    shapes: Iterable[NodeShape],
    targets: Mapping[str, set[str]],
    counts: Mapping[str, Mapping[str, int]],
) -> list[ShapeCount]:
    found = [
        ShapeCount(
            shape.iri,
            shape.label,
            len(targets[shape.iri]),
            dict(sorted(counts.get(shape.iri, {}).items())),
        )
        for shape in shapes
    ]
    return sorted(found, key=lambda one: (-sum(one.counts.values()), one.label.de.casefold()))


def _targets(shapes: Sequence[NodeShape], lines: Lines) -> dict[str, set[str]]:
    """Return for each node shape the terms of the things that it looks at."""
    found: dict[str, set[str]] = {shape.iri: set() for shape in shapes}
    by_class, by_subject, by_object = _looked_for(shapes)
    for line in lines:
        subject, predicate, object_ = line.split(" ", 2)
        if predicate == _TYPE:
            for shape in by_class.get(object_[:-3], ()):
                found[shape].add(subject)
        for shape in by_subject.get(predicate, ()):
            found[shape].add(subject)
        for shape in by_object.get(predicate, ()):
            found[shape].add(object_[:-3])
    return found


def _looked_for(
    shapes: Sequence[NodeShape],
) -> tuple[Mapping[str, list[str]], Mapping[str, list[str]], Mapping[str, list[str]]]:
    """Return term of a class, of a property before and after → the shapes that target it."""
    ontology = load_ontology()
    classes: dict[str, list[str]] = defaultdict(list)
    subjects: dict[str, list[str]] = defaultdict(list)
    objects: dict[str, list[str]] = defaultdict(list)
    for shape in shapes:
        for class_ in shape.target.classes:
            for below in ontology.transitive_subjects(RDFS.subClassOf, URIRef(class_)):
                classes[f"<{below}>"].append(shape.iri)
        for property_ in shape.target.subjects_of:
            subjects[f"<{property_}>"].append(shape.iri)
        for property_ in shape.target.objects_of:
            objects[f"<{property_}>"].append(shape.iri)
    return classes, subjects, objects


def _form_of(
    finding: Finding, shapes: Sequence[NodeShape], targets: Mapping[str, set[str]]
) -> NodeShape:
    """Return the node shape behind a finding; several may share one property shape."""
    holding = [one for one in shapes if finding.shape == one.iri or finding.shape in one.properties]
    focus = f"<{finding.focus}>"
    return next((one for one in holding if focus in targets[one.iri]), holding[0])


def _names(things: set[str], lines: Lines) -> dict[str, str]:
    """Return IRI → label; a thing without one is named after what leads to it."""
    labels = _labels({f"<{iri}>" for iri in things}, lines)
    nameless = {f"<{iri}>" for iri in things} - labels.keys()
    leading = _leading_to(nameless, lines)
    above = _labels(set(leading.values()), lines)
    found = {}
    for iri in things:
        term, short = f"<{iri}>", iri.removeprefix(ID)
        leader = above.get(leading.get(term, ""))
        found[iri] = labels.get(term) or (f"{leader} → {short}" if leader else short)
    return found


def _labels(terms: set[str], lines: Lines) -> dict[str, str]:
    """Return term → label, the German one if there is one."""
    found: dict[str, Literal] = {}
    for line in lines if terms else ():
        subject, predicate, object_ = line.split(" ", 2)
        if predicate == _LABEL and subject in terms:
            label = from_n3(object_[:-3])
            if isinstance(label, Literal) and (subject not in found or label.language == "de"):
                found[subject] = label
    return {term: str(label) for term, label in found.items()}


def _leading_to(terms: set[str], lines: Lines) -> dict[str, str]:
    """Return term → term of the first thing that has it as a value."""
    found: dict[str, str] = {}
    for line in lines if terms else ():
        subject, _, object_ = line.split(" ", 2)
        if object_[:-3] in terms:
            found[object_[:-3]] = min(subject, found.get(object_[:-3], subject))
    return found


@cache
def _property(path: str) -> Text:
    if not path:
        return Text("", "")
    labels = {
        label.language: str(label)
        for label in load_ontology().objects(URIRef(path), RDFS.label)
        if isinstance(label, Literal)
    }
    return Text(labels.get("de", local_name(path)), labels.get("en", local_name(path)))
