"""How RDF terms are written in canonical N-Triples, and how they become integers."""

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Final
from urllib.parse import quote

import numpy as np
from numpy.typing import NDArray

from ontology.namespaces import PREFIXES

Triples = NDArray[np.int64]
"""Shape (n, 3): subject, predicate, object as ids of a TermTable."""

_XSD: Final = PREFIXES["xsd"]
_DECIMAL: Final = _XSD + "decimal"
_ESCAPES: Final = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})
_NOT_IN_IRI: Final = re.compile(r"[\x00-\x20\x7f-\x9f<>\"{}|^`\\\[\]]")
_STRAY_PERCENT: Final = re.compile(r"%(?![0-9A-Fa-f]{2})")


def iri(value: str) -> str:
    """Return an IRI as a term.

    Example:
        >>> iri("http://example.org/a")
        '<http://example.org/a>'
    """
    return f"<{value}>"


def address(url: str) -> str:
    """Return a web address as an IRI term; characters that an IRI must not hold are encoded.

    Example:
        >>> address("http://example.org/a b")
        '<http://example.org/a%20b>'
    """
    encoded = _NOT_IN_IRI.sub(lambda found: quote(found.group()), url)
    scheme, _, rest = _STRAY_PERCENT.sub("%25", encoded).partition("://")
    before, hash_sign, fragment = rest.partition("#")
    return f"<{scheme}://{before}{hash_sign}{fragment.replace('#', '%23')}>"


def text(value: str, language: str = "") -> str:
    """Return a string literal, with a language tag if one is given."""
    tag = f"@{language}" if language else ""
    return f'"{value.translate(_ESCAPES)}"{tag}'


def typed(value: str, datatype: str) -> str:
    """Return a typed literal; a decimal in its canonical form, as engines keep and answer it.

    Source: XSD 1.1 part 2, E.1 (decimalCanonicalMap).

    Args:
        value: lexical form.
        datatype: full IRI, or the local name of an XSD type.

    Example:
        >>> typed("27.50", "decimal")
        '"27.5"^^<http://www.w3.org/2001/XMLSchema#decimal>'
    """
    full = datatype if "://" in datatype else _XSD + datatype
    if full == _DECIMAL:
        value = _canonical(Decimal(value))
    return f'"{value.translate(_ESCAPES)}"^^<{full}>'


def _canonical(number: Decimal) -> str:
    shown = f"{number:f}" if number else "0"
    return shown.rstrip("0").rstrip(".") if "." in shown else shown


class TermTable:
    """A two-way dictionary between terms in N-Triples form and dense integers."""

    def __init__(self) -> None:
        self.terms: list[str] = []
        self.ids: dict[str, int] = {}

    def id_of(self, term: str) -> int:
        """Return the id of a term, giving it one if it is new."""
        found = self.ids.get(term)
        if found is None:
            found = self.ids[term] = len(self.terms)
            self.terms.append(term)
        return found

    def lines(self, triples: Triples) -> list[str]:
        """Return triples as N-Triples lines in canonical order (by code point), each once."""
        terms = self.terms
        return sorted({f"{terms[s]} {terms[p]} {terms[o]} .\n" for s, p, o in triples.tolist()})


class TripleTable:
    """Triples of several named graphs over one TermTable."""

    def __init__(self) -> None:
        self.table = TermTable()
        self._rows: dict[str, list[tuple[int, int, int]]] = {}

    def add(self, graph: str, subject: str, predicate: str, object_: str) -> None:
        """Add one triple, terms in N-Triples form, to a named graph (by its source id)."""
        id_of = self.table.id_of
        rows = self._rows.setdefault(graph, [])
        rows.append((id_of(subject), id_of(predicate), id_of(object_)))

    def extend(self, graph: str, triples: Iterable[tuple[int, int, int]]) -> None:
        """Add triples that are already encoded."""
        self._rows.setdefault(graph, []).extend(triples)

    @property
    def graphs(self) -> list[str]:
        """The source ids of all graphs, sorted."""
        return sorted(self._rows)

    def triples(self, graph: str | None = None) -> Triples:
        """Return the distinct triples of one graph, or of all; shape (0, 3) if there are none."""
        chosen = [graph] if graph is not None else self.graphs
        parts = [
            np.array(self._rows[name], dtype=np.int64).reshape(-1, 3)
            for name in chosen
            if name in self._rows
        ]
        if not parts:
            return np.empty((0, 3), dtype=np.int64)
        return np.unique(np.concatenate(parts), axis=0)
