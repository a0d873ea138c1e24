"""The questions that the ontology must answer about the landscape, each with the answer expected.

A question is a file whose name is a sentence. Beside it stand the expected rows (`.csv`) and, where
a wrong conclusion is near at hand, the rows that must not come (`.not.csv`).
"""

import csv
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from io import StringIO

Row = tuple[str, ...]
QueryFunction = Callable[[str], Iterable[Mapping[str, str]]]


@dataclass(frozen=True, slots=True)
class CompetencyQuestion:
    """A question with its expected answer.

    Attributes:
        name: the question as a sentence.
        query: SPARQL SELECT.
        columns: variables of the answer.
        expected: all rows of the answer.
        forbidden: rows that must not be among them.
    """

    name: str
    query: str
    columns: Row
    expected: frozenset[Row]
    forbidden: frozenset[Row]


@dataclass(frozen=True, slots=True)
class CompetencyResult:
    """How the landscape answered a question.

    Attributes:
        name: the question.
        missing: expected rows that did not come.
        surplus: rows that came and were not expected.
        forbidden: rows that must not come and came.
    """

    name: str
    missing: tuple[Row, ...]
    surplus: tuple[Row, ...]
    forbidden: tuple[Row, ...]

    @property
    def passed(self) -> bool:
        """Whether the answer is exactly the expected one."""
        return not (self.missing or self.surplus or self.forbidden)


def competency_questions() -> list[CompetencyQuestion]:
    """Return all questions, by name."""
    folder = files("ontology") / "competency"
    names = sorted(
        file.name.removesuffix(".rq") for file in folder.iterdir() if file.name.endswith(".rq")
    )
    return [_read(name) for name in names]


def run_competency(query: QueryFunction) -> list[CompetencyResult]:
    """Ask a landscape all questions.

    Args:
        query: runs a SPARQL SELECT over all graphs, derived statements included, and returns one
            mapping from variable to text for each row; IRIs are given without angle brackets.

    Returns:
        one result for each question.
    """
    return [judge(question, query(question.query)) for question in competency_questions()]


def judge(question: CompetencyQuestion, answer: Iterable[Mapping[str, str]]) -> CompetencyResult:
    """Compare an answer with what is expected.

    Args:
        question: the question.
        answer: rows as mappings from variable to text; unbound variables may be left out.
    """
    rows = {tuple(row.get(column, "") for column in question.columns) for row in answer}
    return CompetencyResult(
        question.name,
        tuple(sorted(question.expected - rows)),
        tuple(sorted(rows - question.expected)),
        tuple(sorted(rows & question.forbidden)),
    )


def _read(name: str) -> CompetencyQuestion:
    folder = files("ontology") / "competency"
    columns, expected = _table((folder / f"{name}.csv").read_text("utf-8"))
    refused = folder / f"{name}.not.csv"
    forbidden = _table(refused.read_text("utf-8"))[1] if refused.is_file() else frozenset()
    query = (folder / f"{name}.rq").read_text("utf-8")
    return CompetencyQuestion(name, query, columns, expected, forbidden)


def _table(text: str) -> tuple[Row, frozenset[Row]]:
    header, *rows = csv.reader(StringIO(text))
    return tuple(header), frozenset(tuple(row) for row in rows)
