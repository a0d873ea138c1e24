"""The one error tree of the product.

    LandscapeError
    ├── OntologyError            a module, a term or the meaning of the whole is broken
    ├── InputError               what somebody handed in cannot be used; carries the remedy
    │   ├── TableError           cells of a table, all of a file at once
    │   ├── UnknownThingError    no such district, actor, theme, query; carries near matches
    │   └── ParameterError       a malformed or contradictory parameter
    ├── StoreError               no landscape, a damaged one, or an endpoint that does not answer
    │   └── StoreLockedError     another build writes at this moment
    └── QueryError               a SPARQL query that is not answered
        ├── QuerySyntaxError     with line and column
        ├── QueryRefusedError    SERVICE, LOAD, updates, unknown graphs
        ├── QueryTimeoutError    ended by the time limit
        ├── QueryTooLargeError   ended by the row, size or memory limit
        └── BusyError            every worker is taken; carries when to come back

Every error speaks German and English. The command line maps InputError to exit code 1 and HTTP
maps each class to one status (`service.problems`).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from ontology.texts import Language, Text


class LandscapeError(Exception):
    """The root: everything that the product raises on purpose.

    Args:
        text: what happened and what to do, in German and English.
    """

    def __init__(self, text: Text) -> None:
        super().__init__(text.de)
        self.text = text

    def in_language(self, language: Language) -> str:
        """Return the message in one language."""
        return self.text.in_language(language)


class OntologyError(LandscapeError):
    """A module cannot be read, a term is unknown or the ontology contradicts itself."""


class InputError(LandscapeError):
    """Something handed in cannot be used. Nothing was changed."""


@dataclass(frozen=True, slots=True)
class CellError:
    """One thing wrong in a table.

    Attributes:
        file: the table's file name.
        row: line of the file, the header being line 1; 0 when the whole file is meant.
        column: the column's name, empty when the whole row is meant.
        value: what stands there.
        problem: what is wrong with it.
        remedy: what to write instead.
    """

    file: str
    row: int
    column: str
    value: str
    problem: Text
    remedy: Text

    def in_language(self, language: Language) -> str:
        """Return one line: where, what, and the remedy."""
        row, column, value = (
            ("Zeile", "Spalte", "Wert") if language == "de" else ("row", "column", "value")
        )
        place = [self.file]
        if self.row:
            place.append(f"{row} {self.row}")
        if self.column:
            quoted = f"„{self.column}“" if language == "de" else f'"{self.column}"'
            place.append(f"{column} {quoted}")
        shown = f" ({value}: {self.value!r})" if self.value else ""
        problem, remedy = self.problem.in_language(language), self.remedy.in_language(language)
        return f"{', '.join(place)}: {problem}{shown} → {remedy}"


class TableError(InputError):
    """Cells of one or more tables are wrong; all of them are reported at once.

    Args:
        cells: at least one finding.
    """

    def __init__(self, cells: Sequence[CellError]) -> None:
        self.cells = tuple(cells)
        lines = {
            language: "\n".join(cell.in_language(language) for cell in self.cells)
            for language in ("de", "en")
        }
        super().__init__(Text(lines["de"], lines["en"]))


class UnknownThingError(InputError):
    """No such district, actor, theme or query.

    Args:
        text: what was looked for.
        near: names or keys that are close to it, best first.
    """

    def __init__(self, text: Text, near: Sequence[str] = ()) -> None:
        if near:
            listed = ", ".join(near)
            text = Text(f"{text.de} Ähnlich: {listed}.", f"{text.en} Similar: {listed}.")
        super().__init__(text)
        self.near = tuple(near)


class ParameterError(InputError):
    """A parameter is malformed, out of range or contradicts another one.

    Args:
        name: the parameter's name.
        text: what is wrong and what is expected.
    """

    def __init__(self, name: str, text: Text) -> None:
        super().__init__(text)
        self.name = name


class StoreError(LandscapeError):
    """There is no landscape, it is damaged, or the endpoint does not answer."""


class StoreLockedError(StoreError):
    """Another build writes to the same store at this moment."""


class QueryError(LandscapeError):
    """A SPARQL query that is not answered."""


class QuerySyntaxError(QueryError):
    """The query does not parse.

    Args:
        text: what the parser says.
        line: first line is 1; 0 if unknown.
        column: first column is 1; 0 if unknown.
    """

    def __init__(self, text: Text, line: int = 0, column: int = 0) -> None:
        super().__init__(text)
        self.line = line
        self.column = column


class QueryRefusedError(QueryError):
    """The query asks for something that the public door does not do."""


class QueryTimeoutError(QueryError):
    """The query ran into the time limit and was ended."""


class QueryTooLargeError(QueryError):
    """The answer or the work for it is larger than allowed."""


class BusyError(QueryError):
    """Every query worker is taken.

    Args:
        text: the message.
        retry_after: seconds after which a new try makes sense.
    """

    def __init__(self, text: Text, retry_after: int) -> None:
        super().__init__(text)
        self.retry_after = retry_after
