"""What a parser's complaint means for the person who wrote the query."""

import re
from typing import Final

from ontology.errors import QuerySyntaxError
from ontology.texts import Text
from queries.tokens import tokenize

_POSITION: Final = re.compile(r"error at (\d+):(\d+): expected (?:one of )?(.*)", re.DOTALL)
_PLAIN: Final = re.compile(
    r'"((?:[^"\\]|\\.){1,3})"|\b([A-Z]{2,}|The [A-Za-z ]+|Prefix not found)\b'
)
_SHOWN: Final = 8
_REASONS: Final = {
    "The SELECT contains a variable that is unbound": Text(
        "SELECT nennt eine Variable, die hier keinen Wert hat; bei GROUP BY nur gruppierte"
        " Variablen und Aggregate wie (COUNT(?x) AS ?n).",
        "SELECT names a variable without a value here; with GROUP BY only grouped variables and"
        " aggregates such as (COUNT(?x) AS ?n).",
    ),
}


def explain(text: str, complaint: str) -> QuerySyntaxError:
    """Turn what the engine's parser says into line, column and what was expected there.

    Args:
        text: the query as written.
        complaint: the parser's message, for instance `error at 1:19: expected OPTIONAL`. Another
            form is passed on as it is, without a position.
    """
    match = _POSITION.match(complaint)
    if match is None:
        said = complaint.strip().splitlines()[0][:300] if complaint.strip() else "?"
        return QuerySyntaxError(
            Text(f"Die Abfrage ist fehlerhaft: {said}", f"The query is malformed: {said}")
        )
    line, column = int(match[1]), int(match[2])
    found = _found(text, line, column)
    message = _reason(match[3]) or _expected(found, match[3])
    return QuerySyntaxError(
        Text(
            f"Zeile {line}, Spalte {column}: {message.de}",
            f"Line {line}, column {column}: {message.en}",
        ),
        line,
        column,
    )


def _reason(expected: str) -> Text | None:
    return next((text for said, text in _REASONS.items() if said in expected), None)


def _expected(found: str, expected: str) -> Text:
    options = [sign or word for sign, word in _PLAIN.findall(expected)]
    listed = " ".join(dict.fromkeys(option.replace("\\", "") for option in options[:_SHOWN]))
    message = Text(f"„{found}“ passt hier nicht.", f'"{found}" does not fit here.')
    if not found:
        message = Text("Die Abfrage endet zu früh.", "The query ends too early.")
    if not listed:
        return message
    return Text(f"{message.de} Möglich wäre: {listed}", f"{message.en} Possible: {listed}")


def _found(text: str, line: int, column: int) -> str:
    lines = text.split("\n")
    if line > len(lines):
        return ""
    offset = sum(len(before) + 1 for before in lines[: line - 1]) + column - 1
    return next((token.text for token in tokenize(text) if token.end > offset), "")
