"""What follows from triples by the rules of an ontology, over integer arrays.

Semi-naive evaluation: in every round a rule looks only at combinations that hold something new, so
the work grows with the number of conclusions and not with the number of rounds.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from rdflib import RDF, Graph

from ontology.counting import counting_rules
from ontology.relations import EMPTY, Ids, Table, distinct, join, pack, unite, unpack, without
from ontology.rules import FALSE, SAME, VARIABLES, Atom, Compiler, Rule

TYPE: Final = RDF.type.n3()
Relations = dict[tuple[str, int], Ids]
"""(name, number of arguments) → sorted members or packed pairs."""


@dataclass(frozen=True, slots=True)
class Inconsistency:
    """A contradiction in the data.

    Attributes:
        axiom: what is broken.
        things: N-Triples terms of the things that break it, at most ten, sorted.
        count: how many there are.
    """

    axiom: str
    things: tuple[str, ...]
    count: int


class RuleSet:
    """The rules of an ontology, ready to be run.

    Args:
        rules: Horn rules with one or two atoms in the body; contradictions among them.
    """

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._constraints = [rule for rule in rules if rule.head.name == FALSE]
        self._rules = [rule for rule in rules if rule.head.name != FALSE]

    def terms(self) -> list[str]:
        """Return every N-Triples term that a conclusion can hold, sorted."""
        found = {TYPE} if self._rules else set()
        for rule in self._rules:
            found.update(name for name in (rule.head.name, *rule.head.arguments) if _known(name))
        return sorted(found)

    def materialise(self, triples: Ids, ids: Mapping[str, int]) -> Ids:
        """Return what follows and was not stated.

        Args:
            triples: shape (n, 3), ids below 2**31.
            ids: N-Triples term → id; conclusions about terms without an id are left out.

        Returns:
            shape (m, 3), sorted, without repetitions; empty if nothing follows.
        """
        run = _Run(triples, ids)
        run.close(self._rules)
        return run.conclusions()

    def inconsistencies(self, triples: Ids, ids: Mapping[str, int]) -> list[Inconsistency]:
        """Return the contradictions in the triples and in what follows from them.

        Args:
            triples: shape (n, 3).
            ids: N-Triples term → id.

        Returns:
            one entry for each broken axiom; empty if the data are consistent.
        """
        run = _Run(triples, ids)
        run.close(self._rules)
        run.look_up(self._constraints)
        found = []
        for rule in self._constraints:
            table = run.bindings(rule, run.known)
            things = np.unique(table.columns["x"]) if table.length else EMPTY
            if len(things):
                names = run.names(things[:10])
                found.append(Inconsistency(rule.source, names, len(things)))
        return found


def compile_rules(ontology: Graph) -> RuleSet:
    """Return the OWL RL rules that an ontology states, and the counting rules for its classes.

    Args:
        ontology: the axioms; an empty graph gives no rules.
    """
    return RuleSet([*Compiler(ontology).compile(), *counting_rules(ontology)])


class _Run:
    """One evaluation: what is known, and which ids names have.

    Args:
        triples: the stated facts.
        ids: N-Triples term → id.
    """

    def __init__(self, triples: Ids, ids: Mapping[str, int]) -> None:
        self._triples = triples
        self._ids = ids
        self._extra: dict[str, int] = {}
        self._top = max(int(triples.max(initial=0)), max(ids.values(), default=0)) + 1
        self._by_predicate = _grouped(triples, 1)
        self._members = _grouped(triples[triples[:, 1] == ids.get(TYPE, -1)], 2)
        self.known: Relations = {}

    def close(self, rules: Sequence[Rule]) -> None:
        """Apply the rules until nothing new follows, with equal things treated as one."""
        self._fixpoint(rules)
        if len(self.known.get((SAME, 2), EMPTY)):
            self._fixpoint([*rules, *self._equality_rules()])

    def conclusions(self) -> Ids:
        """Return the new triples about terms that have an id."""
        blocks = []
        for (name, arity), content in self.known.items():
            if name in self._ids and (arity == 2 or TYPE in self._ids):
                new = without(content, self._stated(name, arity))
                first, second = unpack(new) if arity == 2 else (new, EMPTY)
                number = np.full(len(new), self._ids[name])
                kind = np.full(len(new), self._ids.get(TYPE, 0))
                block = (first, number, second) if arity == 2 else (first, kind, number)
                blocks.append(np.stack(block, axis=1))
        if not blocks:
            return np.empty((0, 3), dtype=np.int64)
        found = np.concatenate(blocks)
        # things that only the rules name, and the caller gave no id, cannot be written down
        found = found[(found < self._top).all(axis=1)]
        ordered = found[np.lexsort((found[:, 2], found[:, 1], found[:, 0]))]
        first = np.ones(len(ordered), dtype=bool)
        np.any(ordered[1:] != ordered[:-1], axis=1, out=first[1:])
        return ordered[first]

    def names(self, numbers: Ids) -> tuple[str, ...]:
        """Return the terms of ids, sorted."""
        wanted = set(numbers.tolist())
        return tuple(sorted(term for term, number in self._ids.items() if number in wanted))

    def bindings(self, rule: Rule, first: Relations, second: Relations | None = None) -> Table:
        """Return the bindings under which the body holds.

        Args:
            rule: the rule.
            first: where the first atom is looked up.
            second: where the second one is; in what is known if not given.
        """
        table = self._rows(rule.body[0], first)
        if len(rule.body) == 2 and table.length:
            table = join(table, self._rows(rule.body[1], second or self.known))
        if rule.distinct and table.length:
            one, other = (table.columns[name] for name in rule.distinct)
            kept = one != other
            columns = {name: ids[kept] for name, ids in table.columns.items()}
            table = Table(columns, int(kept.sum()))
        return table

    def look_up(self, rules: Sequence[Rule]) -> None:
        """Make what is stated about the names in the rules known."""
        for rule in rules:
            for atom in (*rule.body, rule.head):
                key = _key(atom)
                self.known.setdefault(key, self._stated(*key))

    def _fixpoint(self, rules: Sequence[Rule]) -> None:
        self.look_up(rules)
        fresh = {key: content for key, content in self.known.items() if len(content)}
        facts = [self._heads(rule, Table({}, 1)) for rule in rules if not rule.body]
        fresh = self._learn(facts, fresh)
        while fresh:
            fresh = self._learn(self._round(rules, fresh), {})

    def _round(self, rules: Sequence[Rule], fresh: Relations) -> Iterable[tuple[Atom, Ids]]:
        for rule in rules:
            keys = [_key(atom) for atom in rule.body]
            if keys and keys[0] in fresh:
                yield self._heads(rule, self.bindings(rule, fresh))
            if len(keys) == 2 and keys[1] in fresh:
                yield self._heads(rule, self.bindings(rule, self.known, fresh))

    def _learn(self, found: Iterable[tuple[Atom, Ids]], fresh: Relations) -> Relations:
        gathered: dict[tuple[str, int], list[Ids]] = {}
        for head, content in found:
            if len(content):
                gathered.setdefault(_key(head), []).append(content)
        for key, contents in gathered.items():
            known = self.known[key]
            new = without(distinct(np.concatenate(contents)), known)
            if len(new):
                self.known[key] = unite(known, new)
                fresh[key] = unite(fresh.get(key, EMPTY), new)
        return fresh

    def _heads(self, rule: Rule, table: Table) -> tuple[Atom, Ids]:
        columns = [
            table.columns[name] if name in table.columns else np.full(table.length, self._id(name))
            for name in rule.head.arguments
        ]
        return rule.head, columns[0] if len(columns) == 1 else pack(*columns)

    def _rows(self, atom: Atom, relations: Relations) -> Table:
        content = relations.get(_key(atom), EMPTY)
        values = unpack(content) if len(atom.arguments) == 2 else (content,)
        kept = np.ones(len(content), dtype=bool)
        columns: dict[str, Ids] = {}
        for name, ids in zip(atom.arguments, values, strict=True):
            if name not in VARIABLES:
                kept &= ids == self._id(name)
            elif name in columns:
                kept &= ids == columns[name]
            else:
                columns[name] = ids
        if not kept.all():
            columns = {name: ids[kept] for name, ids in columns.items()}
        return Table(columns, int(kept.sum()))

    def _stated(self, name: str, arity: int) -> Ids:
        number = self._ids.get(name, -1)
        if arity == 1:
            return distinct(self._members.get(number, self._triples[:0])[:, 0])
        rows = self._by_predicate.get(number, self._triples[:0])
        return distinct(pack(rows[:, 0], rows[:, 2]))

    def _id(self, term: str) -> int:
        if term in self._ids:
            return self._ids[term]
        return self._extra.setdefault(term, self._top + len(self._extra))

    def _equality_rules(self) -> list[Rule]:
        names = {number: term for term, number in self._ids.items()}
        wanted = {(names[number], 1) for number in self._members}
        wanted |= {(names[number], 2) for number in self._by_predicate} | set(self.known)
        same = Atom(SAME, ("x", "y"))
        rules = [Rule((same,), Atom(SAME, ("y", "x")), "sameAs symmetric")]
        for name, arity in sorted(wanted - {(TYPE, 2)}):
            if arity == 1:
                rules.append(Rule((Atom(name, ("x",)), same), Atom(name, ("y",)), "sameAs"))
            else:
                body, head = Atom(name, ("x", "z")), Atom(name, ("y", "z"))
                rules.append(Rule((body, same), head, "sameAs"))
                body, head = Atom(name, ("z", "x")), Atom(name, ("z", "y"))
                rules.append(Rule((body, same), head, "sameAs"))
        return rules


def _key(atom: Atom) -> tuple[str, int]:
    return atom.name, len(atom.arguments)


def _known(name: str) -> bool:
    return name not in VARIABLES and not name.startswith("_")


def _grouped(triples: Ids, column: int) -> dict[int, Ids]:
    ordered = triples[np.argsort(triples[:, column], kind="stable")]
    numbers, starts = np.unique(ordered[:, column], return_index=True)
    blocks = np.split(ordered, starts[1:])
    return dict(zip(numbers.tolist(), blocks, strict=False))
