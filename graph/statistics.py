"""How much the landscape holds, counted from its N-Quads: VoID's figures, exact, in one pass."""

import gzip
import json
from array import array
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ontology.namespaces import ID, PREFIXES

_TYPE: Final = f"<{PREFIXES['rdf']}type>"
_SAME: Final = f"<{PREFIXES['skos']}exactMatch>"
_OURS: Final = "<" + ID

LINKED: Final[dict[str, str]] = {
    "wikidata": PREFIXES["wd"],
    "ror": "https://ror.org/",
}
"""Name → where the IRIs of a register begin to which `skos:exactMatch` leads."""


@dataclass(frozen=True, slots=True)
class PropertyCount:
    """How often a property is used.

    Attributes:
        triples: different statements.
        subjects: different things that have it.
        objects: different values.
    """

    triples: int
    subjects: int
    objects: int


@dataclass(frozen=True, slots=True)
class Statistics:
    """What the merge of all graphs holds.

    Attributes:
        triples: different statements; one that stands in two graphs counts once.
        subjects: different subjects.
        objects: different objects.
        entities: different things below `id/`.
        classes: IRI → different instances.
        properties: IRI → how often it is used.
        links: name in LINKED → links to it.
        graphs: IRI of a graph → its statements.
        graph_subjects: IRI of a graph → different subjects in it.
    """

    triples: int
    subjects: int
    objects: int
    entities: int
    classes: Mapping[str, int]
    properties: Mapping[str, PropertyCount]
    links: Mapping[str, int]
    graphs: Mapping[str, int]
    graph_subjects: Mapping[str, int]


@dataclass(slots=True)
class _Columns:
    """Every statement as numbers: hashes of subject and object, places of property and graph."""

    subject: "array[int]" = field(default_factory=lambda: array("q"))
    property: "array[int]" = field(default_factory=lambda: array("q"))
    object: "array[int]" = field(default_factory=lambda: array("q"))
    graph: "array[int]" = field(default_factory=lambda: array("q"))
    properties: dict[str, int] = field(default_factory=dict)
    graphs: dict[str, int] = field(default_factory=dict)
    classes: dict[int, str] = field(default_factory=dict)
    entities: set[int] = field(default_factory=set)
    links: Counter[str] = field(default_factory=Counter)


def count_dump(dump: Path) -> Statistics:
    """Count a dump in gzipped N-Quads. See `count`."""
    with gzip.open(dump, "rt", encoding="utf-8", newline="\n") as lines:
        return count(lines)


def count(lines: Iterable[str]) -> Statistics:
    """Count statements, things, classes, properties and links.

    Terms are compared by 64-bit hashes: two of a million different ones fall together with a chance
    below 1e-7.

    Args:
        lines: N-Quads, one statement a line, every statement in a graph, none twice in the same
            graph; no lines give zeros.
    """
    columns = _read(lines)
    subject, property_, object_, graph = (
        np.frombuffer(column, dtype=np.int64)
        for column in (columns.subject, columns.property, columns.object, columns.graph)
    )
    merged = _distinct(subject, property_, object_)
    subject_m, property_m, object_m = merged
    types = columns.properties.get(_TYPE, -1)
    instances = Counter(object_m[property_m == types].tolist())
    names = list(columns.properties)
    triples = np.bincount(property_m, minlength=len(names))
    subjects = np.bincount(_distinct(property_m, subject_m)[0], minlength=len(names))
    objects = np.bincount(_distinct(property_m, object_m)[0], minlength=len(names))
    by_graph = np.bincount(graph, minlength=len(columns.graphs))
    subjects_by_graph = np.bincount(_distinct(graph, subject)[0], minlength=len(columns.graphs))
    return Statistics(
        triples=len(subject_m),
        subjects=len(np.unique(subject)),
        objects=len(np.unique(object_)),
        entities=len(columns.entities),
        classes={columns.classes[code]: number for code, number in instances.items()},
        properties={
            name[1:-1]: PropertyCount(int(triples[n]), int(subjects[n]), int(objects[n]))
            for name, n in columns.properties.items()
        },
        links=dict(columns.links),
        graphs={name[1:-1]: int(by_graph[n]) for name, n in columns.graphs.items()},
        graph_subjects={
            name[1:-1]: int(subjects_by_graph[n]) for name, n in columns.graphs.items()
        },
    )


def _read(lines: Iterable[str]) -> _Columns:
    found = _Columns()
    for line in lines:
        subject, property_, rest = line.split(" ", 2)
        object_, graph = rest.rstrip()[:-2].rsplit(" ", 1)
        code = hash(subject)
        found.subject.append(code)
        found.property.append(found.properties.setdefault(property_, len(found.properties)))
        found.object.append(hash(object_))
        found.graph.append(found.graphs.setdefault(graph, len(found.graphs)))
        if subject.startswith(_OURS):
            found.entities.add(code)
        if property_ == _TYPE:
            found.classes.setdefault(hash(object_), object_[1:-1])
        elif property_ == _SAME:
            for name, space in LINKED.items():
                found.links[name] += object_.startswith("<" + space)
    return found


def _distinct(*columns: NDArray[np.int64]) -> tuple[NDArray[np.int64], ...]:
    """Return the different rows of some columns, sorted by the first of them."""
    order = np.lexsort(columns[::-1])
    ordered = [column[order] for column in columns]
    new = np.ones(len(order), dtype=bool)
    if len(order):
        new[1:] = np.any([column[1:] != column[:-1] for column in ordered], axis=0)
    return tuple(column[new] for column in ordered)


def write_statistics(dump: Path, target: Path) -> None:
    """Count a dump in gzipped N-Quads and keep the result as JSON."""
    target.write_text(json.dumps(asdict(count_dump(dump))), "utf-8")


def read_statistics(path: Path) -> Statistics:
    """Return what `write_statistics` kept."""
    found = json.loads(path.read_text("utf-8"))
    found["properties"] = {
        name: PropertyCount(**counts) for name, counts in found["properties"].items()
    }
    return Statistics(**found)
