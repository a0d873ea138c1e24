"""The rules about modules, vocabularies, shapes and data: one query per file, no answer is good."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Final

from rdflib import Graph
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.sparql import Query
from rdflib.query import ResultRow

from ontology.competency import QueryFunction
from ontology.namespaces import BL, short
from ontology.texts import Language, Text

HEADER: Final = "#+ "
_OUR_PREFIX: Final = f"PREFIX bl: <{BL}>"
_OURS_ONLY: Final = frozenset(
    {
        "every-term-names-its-ontology",
        "no-foreign-term-is-used-undeclared",
        "no-undeclared-term-is-used",
    }
)
"""A foreign namespace may hold things beside its terms, and has an ontology of its own."""


@dataclass(frozen=True, slots=True)
class VerifyRule:
    """A rule that lists its offenders.

    Attributes:
        name: the file's name, a sentence.
        applies_to: `ontology`, `vocabularies`, `shapes`, or `landscape` for the built data.
        text: what is wrong and what to do.
        query: SPARQL with the variable `term` and, where it helps, `detail`.
    """

    name: str
    applies_to: str
    text: Text
    query: str


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is wrong in the ontology or in a module handed in.

    Attributes:
        rule: name of the rule or check.
        place: the term or file, short; empty if the whole is meant.
        text: what is wrong and what to do.
        detail: what the rule shows beside the term, for instance the axioms involved.
    """

    rule: str
    place: str
    text: Text
    detail: tuple[str, ...] = ()

    def in_language(self, language: Language) -> str:
        """Return one line, with the details below it."""
        lines = [f"{self.place}: " if self.place else "", self.text.in_language(language)]
        return "".join(lines) + "".join(f"\n    {detail}" for detail in self.detail)


@cache
def verify_rules() -> tuple[VerifyRule, ...]:
    """Return all rules, by name."""
    found = (files("ontology") / "verify").iterdir()
    queries = (file for file in found if file.name.endswith(".rq"))
    rules = (read_rule(file.name.removesuffix(".rq"), file.read_text("utf-8")) for file in queries)
    return tuple(sorted(rules, key=lambda rule: rule.name))


def read_rule(name: str, text: str) -> VerifyRule:
    """Return the rule that a file holds.

    Args:
        name: the file's name without its ending.
        text: `#+ key: value` lines (applies-to, de, en) above the query.
    """
    header = dict(
        line.removeprefix(HEADER).split(": ", 1)
        for line in text.splitlines()
        if line.startswith(HEADER)
    )
    return VerifyRule(name, header["applies-to"], Text(header["de"], header["en"]), text)


def run_rules(graph: Graph, applies_to: str) -> list[Finding]:
    """Return what the rules for one kind of graph find.

    Args:
        graph: what is examined; an empty one may lack what rules demand, such as the header.
        applies_to: which rules run.
    """
    return [finding for rule in rules_for(applies_to) for finding in run_rule(rule, graph)]


def run_rules_for_namespace(graph: Graph, namespace: str) -> list[Finding]:
    """Return what the rules about our terms find about the terms of another namespace.

    Args:
        graph: ontology and module.
        namespace: with its `#` or `/`.
    """
    rules = [rule for rule in rules_for("ontology") if _OUR_PREFIX in rule.query]
    theirs = (
        replace(rule, query=rule.query.replace(_OUR_PREFIX, f"PREFIX bl: <{namespace}>"))
        for rule in rules
        if rule.name not in _OURS_ONLY
    )
    return [finding for rule in theirs for finding in run_rule(rule, graph)]


def run_landscape_rules(query: QueryFunction) -> list[Finding]:
    """Return what the rules about the built data find.

    Args:
        query: asks a landscape, see `ontology.competency.run_competency`.
    """
    rules = rules_for("landscape")
    return [finding for rule in rules for finding in _findings(rule, query(rule.query))]


def rules_for(applies_to: str) -> list[VerifyRule]:
    """Return the rules for one kind of graph, by name; none for an unknown kind."""
    return [rule for rule in verify_rules() if rule.applies_to == applies_to]


def run_rule(rule: VerifyRule, graph: Graph) -> list[Finding]:
    """Return one finding for each term that breaks the rule, in order."""
    return _findings(rule, (row.asdict() for row in _rows(graph, rule.query)))


def _findings(rule: VerifyRule, rows: Iterable[Mapping[str, object]]) -> list[Finding]:
    found: dict[str, set[str]] = {}
    for values in rows:
        term = short(str(values["term"]))
        found.setdefault(term, set()).update(
            [short(str(values["detail"]))] if "detail" in values else []
        )
    return [
        Finding(rule.name, term, rule.text, tuple(sorted(details)))
        for term, details in sorted(found.items())
    ]


def _rows(graph: Graph, query: str) -> Iterable[ResultRow]:
    return (row for row in graph.query(_prepared(query)) if isinstance(row, ResultRow))


@cache
def _prepared(query: str) -> Query:
    return prepareQuery(query)
