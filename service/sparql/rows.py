"""How many rows have gone through a stream of serialised results."""

from typing import Final

_MARKS: Final = {
    "json": (b'}},{"', 1),
    "xml": (b"<result>", 0),
    "tsv": (b"\n", -1),
    "nt": (b"\n", 0),
    "nq": (b"\n", 0),
}
"""Per format: what ends or begins a row, and what to add for the head or the first row.

Escaping keeps these marks out of values, except `}},{"` in JSON, where a text may end with `}},{`.
"""


class RowCounter:
    """Counts the rows of an answer while it passes.

    Args:
        name: the name of the result format. Turtle, TriG, JSON-LD and RDF/XML have no cheap mark
            for a triple; they count nothing and are bounded by their size alone.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self._mark, self._offset = _MARKS.get(name, (b"", 0))
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
        elif len(self._mark) == 1:
            self._seen += data.count(self._mark)
        elif self._mark:
            self._feed_marks(data)
        return self.rows

    def _feed_marks(self, data: bytes) -> None:
        # a mark may begin in one piece and end in the next; copying both together costs more
        keep = len(self._mark) - 1
        seam = self._tail + data[:keep]
        self._seen += seam.count(self._mark) + data.count(self._mark)
        self._tail = (self._tail + data)[-keep:] if len(data) < keep else data[-keep:]

    def _feed_csv(self, data: bytes) -> None:
        # every other piece between quotation marks lies inside a value; the head is no row
        self._offset = -1
        for piece in data.split(b'"'):
            if not self._quoted:
                self._seen += piece.count(b"\n")
            self._quoted = not self._quoted
        self._quoted = not self._quoted
