"""Tables as CSV, written row by row: the engine's own writer leaves IRIs with a comma unquoted."""

import csv
from typing import IO

import pyoxigraph as ox

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None


class _Encoded:
    """What `csv` takes for a text file, over a file of bytes.

    Args:
        file: where the bytes go.
    """

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file

    def write(self, text: str) -> int:
        """Write a row."""
        return self._file.write(text.encode())


def write(solutions: ox.QuerySolutions, file: IO[bytes]) -> None:
    """Write a table with its head; one without rows is its head alone.

    Source: SPARQL 1.1 Query Results CSV and TSV Formats, section 3; RFC 4180 on quoting.

    Args:
        solutions: not read yet.
        file: where to.
    """
    writer = csv.writer(_Encoded(file), lineterminator="\r\n")
    writer.writerow([variable.value for variable in solutions.variables])
    writer.writerows([_text(term) for term in row] for row in solutions)


def _text(term: Term) -> str:
    if term is None:
        return ""
    if isinstance(term, (ox.NamedNode, ox.Literal)):
        return term.value
    return str(term)
