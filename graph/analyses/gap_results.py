"""What a gap and a kind of gap are, and how a gap gets its name."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from graph.things import Evidence
from ontology.namespaces import slug, thing
from ontology.texts import Text

GapStatus = Literal["gap", "unknown"]

SOURCES_SHOWN = 12
"""Sources and statements per gap; more would not be read, the rest is one query away."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A number that an analysis depends on.

    Attributes:
        default: the value in use.
        reason: why this value.
    """

    name: str
    default: float
    reason: Text


@dataclass(frozen=True, slots=True)
class GapKind:
    """A kind of gap, explained.

    Attributes:
        key: as users write it.
        formula: in plain notation; the symbols are explained in it.
        citation: where the measure comes from.
        decision: what a coordinator can decide with it.
        evidence_base: which facts it rests on.
        caveat: what it cannot tell.
        queries: names of the stored queries that answer the parts of it which a pattern can
            express; tests hold both to the same answer. Empty where there is none.
    """

    key: str
    name: Text
    explanation: Text
    formula: str
    citation: str
    parameters: tuple[Parameter, ...]
    decision: Text
    evidence_base: Text
    caveat: Text
    queries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Gap:
    """One gap.

    Attributes:
        id: stable and readable, unique in a landscape.
        kind: key of its kind.
        district: AGS, empty if it is not about one district.
        theme: key, empty if it is not about one theme.
        text: what is missing, for a coordinator.
        status: `gap`, or `unknown` where our sources could not have shown it.
        surprise: `-log(1-p)` under the null model; None where the kind has none.
        priority: the factor that the kind ranks by, or the product of all; compares gaps of one
            kind only.
        factors: name → value, each explained by the kind.
        statements: IRIs of the ties, participations and items it rests on.
        partners: keys of actors that could fill it.
    """

    id: str
    iri: str
    kind: str
    district: str
    theme: str
    text: Text
    status: GapStatus
    surprise: float | None
    priority: float
    factors: Mapping[str, float]
    evidence: tuple[Evidence, ...]
    statements: tuple[str, ...]
    partners: tuple[str, ...]


def gap_id(kind: str, *parts: str) -> str:
    """Return the id of a gap; the same facts give the same id on every day.

    Example:
        >>> gap_id("coverage", "05334", "ganztag")
        'coverage-05334-ganztag'
    """
    return "-".join((kind, *(slug(part) for part in parts if part)))


def gap(  # noqa: PLR0913 - the columns of one result
    kind: str,
    name: tuple[str, ...],
    text: Text,
    *,
    factors: Mapping[str, float],
    facts: Iterable[tuple[str, tuple[Evidence, ...]]] = (),
    district: str = "",
    theme: str = "",
    partners: Iterable[str] = (),
    status: GapStatus = "gap",
    surprise: float | None = None,
    ranked_by: str = "",
) -> Gap:
    """Return a gap whose priority is the product of its factors, or one of them.

    Args:
        kind: key of its kind.
        name: what makes its id unique within the kind.
        text: for a coordinator.
        factors: name → value.
        facts: IRI and evidence of each statement, most important first.
        district: AGS or empty.
        theme: key or empty.
        partners: actor keys, best first.
        status: gap or unknown.
        surprise: where the kind has a null model; it counts as a factor.
        ranked_by: name of the factor that is the priority; by default the product of all.
    """
    rested = list(facts)[:SOURCES_SHOWN]
    values = {key: round(value, 6) for key, value in factors.items()}
    if surprise is not None:
        values["surprise"] = round(surprise, 6)
    priority = values[ranked_by] if ranked_by else math.prod(values.values())
    identifier = gap_id(kind, *name)
    return Gap(
        id=identifier,
        iri=thing("gap", identifier),
        kind=kind,
        district=district,
        theme=theme,
        text=text,
        status=status,
        surprise=values.get("surprise"),
        priority=round(priority, 6),
        factors=values,
        evidence=tuple(dict.fromkeys(one for _, evidence in rested for one in evidence)),
        statements=tuple(dict.fromkeys(iri for iri, _ in rested)),
        partners=tuple(dict.fromkeys(partners)),
    )
