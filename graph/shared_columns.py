"""What the things of a landscape have in common, read once: evidence, intervals, themes."""

from collections import defaultdict

from graph import selects
from graph.keys import key_of
from graph.row_values import day, keys_of, text, texts
from graph.store import Row, Store
from graph.things import Evidence, Interval


class SharedColumns:
    """The columns that several kinds of things share, and how any column is read.

    Args:
        store: any store; its default graph is the union of the named graphs.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._evidence = self._read_evidence()
        self._evidence_of = self._group("SELECT ?s ?o WHERE { ?s bl:evidence ?o }")
        self._intervals = self._read_intervals()
        self._basis = self._keys("SELECT ?s ?o WHERE { ?s bl:intervalBasis ?o }")
        self._themes = self._keys("SELECT ?s ?o WHERE { ?s bl:theme ?o }")

    def _pairs(self, query: str) -> list[tuple[str, str]]:
        return [(text(row[0]), text(row[1])) for row in self._store.select(query)]

    def _rows(self, query: str) -> list[tuple[str, ...]]:
        # sorted, so that every engine gives the same landscape, also where a thing has two values
        return sorted(map(texts, self._store.select(query)))

    def _group(self, query: str) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for subject, object_ in sorted(set(self._pairs(query))):
            found[subject].append(object_)
        return found

    def _keys_by_key(self, query: str) -> dict[str, tuple[str, ...]]:
        return {key_of(subject): objects for subject, objects in self._keys(query).items()}

    def _keys(self, query: str) -> dict[str, tuple[str, ...]]:
        return {subject: keys_of(objects) for subject, objects in self._group(query).items()}

    def _read_evidence(self) -> dict[str, Evidence]:
        return {
            iri: Evidence(iri, address or name, key_of(confidence), key_of(dataset))
            for iri, address, name, confidence, dataset in self._rows(selects.EVIDENCE)
        }

    def _read_intervals(self) -> dict[str, Row]:
        return {text(row[0]): row for row in self._store.select(selects.INTERVALS)}

    def _interval(self, iri: str) -> Interval:
        row = self._intervals.get(iri)
        if row is None:
            return Interval(basis=self._basis.get(iri, ()))
        _, start, end, first, last = row
        return Interval(text(start), text(end), day(first), day(last), self._basis.get(iri, ()))

    def _sources(self, iri: str) -> tuple[Evidence, ...]:
        return tuple(self._evidence[one] for one in self._evidence_of.get(iri, ()))
