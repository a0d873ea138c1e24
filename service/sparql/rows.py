"""How many rows have gone through a stream of serialised results."""

from typing import Final

_MARKS: Final[dict[str, tuple[tuple[bytes, ...], int]]] = {
    "json": ((b'}},{"', b'{},{"', b",{}"), 1),
    "xml": ((b"<result>",), 0),
    "tsv": ((b"\n",), -1),
    "nt": ((b"\n",), 0),
    "nq": ((b"\n",), 0),
}
"""Per format: what ends or begins a row, and what to add for the head or the first row.

In JSON a row may be empty: the marks tell rows with values behind such, rows with values behind
empty ones, and empty ones. Escaping keeps marks out of values, except in JSON, where a text may
hold `,{}` or end with `},{`.
"""


_SAMPLE: Final = 4096
"""Bytes at the begin of a piece; what has no empty row there has few of them, or none."""


class RowCounter:
    """Counts the rows of an answer while it passes.

    Args:
        name: the name of the result format. Turtle, TriG, JSON-LD and RDF/XML have no cheap mark
            for a triple; they count nothing and are bounded by their size alone.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self._marks, self._offset = _MARKS.get(name, ((), 0))
        self._tail = b""
        self._seen = 0
        self._quoted = False

    @property
    def rows(self) -> int:
        """The number of rows so far; 0 before the first."""
        return max(self._seen + self._offset, 0)

    def feed(self, data: bytes) -> int:
        """Count the rows of the next piece and return the number so far."""
        if self._name == "csv":
            self._feed_csv(data)
        elif self._marks:
            self._feed_marks(data)
        return self.rows

    def _feed_marks(self, data: bytes) -> None:
        # a mark may begin in one piece and end in the next; copying both together costs more
        for mark in self._marks if self._has_empty_rows(data) else self._marks[:1]:
            self._seen += data.count(mark)
            if keep := len(mark) - 1:
                self._seen += (self._tail[-keep:] + data[:keep]).count(mark)
        most = len(self._marks[0]) - 1
        if most:
            self._tail = data[-most:] if len(data) >= most else (self._tail + data)[-most:]

    def _has_empty_rows(self, data: bytes) -> bool:
        # looking through all of it for each mark would take a tenth of the time of the engine
        return len(self._marks) > 1 and b"{}" in self._tail + data[:_SAMPLE]

    def _feed_csv(self, data: bytes) -> None:
        # every other piece between quotation marks lies inside a value; the head is no row
        self._offset = -1
        for piece in data.split(b'"'):
            if not self._quoted:
                self._seen += piece.count(b"\n")
            self._quoted = not self._quoted
        self._quoted = not self._quoted
