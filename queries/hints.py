"""What a parser's complaint means for the person who wrote the query."""

import contextlib
import re
from collections.abc import Sequence
from typing import Final

from ontology.errors import QuerySyntaxError
from ontology.texts import Text
from queries.groups import Part, UnreadableError
from queries.mistakes import find_mistake
from queries.paths import UnreadableTriplesError, read_triples
from queries.patterns import read_patterns
from queries.tokens import Token, syntax_error, tokenize

_POSITION: Final = re.compile(r"error at (\d+):(\d+): expected (?:one of )?(.*)", re.DOTALL)
_SIGNS: Final = re.compile(r'"([{}()\[\].,;])"')
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

    A typical slip is found in the text itself, whatever the engine says about it.

    Args:
        text: the query as written.
        complaint: the parser's message, for instance `error at 1:19: expected OPTIONAL`. Another
            form is passed on as it is, without a position.
    """
    slip = find_mistake(text, tokenize(text)) or _broken_triple(text)
    if slip is not None:
        return slip
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
    if not found:
        return Text(
            "Bis hierher gelesen; etwas davor ist unvollständig.",
            "Read up to here; something before it is incomplete.",
        )
    signs = " ".join(dict.fromkeys(_SIGNS.findall(expected)))
    message = Text(f"„{found}“ passt hier nicht.", f'"{found}" does not fit here.')
    if not signs:
        return message
    return Text(f"{message.de} Möglich wäre: {signs}", f"{message.en} Possible: {signs}")


def _broken_triple(text: str) -> QuerySyntaxError | None:
    """Look for a triple with two or four parts: the engine names only the end of its group."""
    tokens = tokenize(text)
    with contextlib.suppress(UnreadableError):
        for group in read_patterns(tokens).groups:
            for element in group.elements:
                if element.part is Part.TRIPLES:
                    error = _broken_block(text, tokens[element.first : element.last + 1])
                    if error is not None:
                        return error
    return None


def _broken_block(text: str, block: Sequence[Token]) -> QuerySyntaxError | None:
    if any(token.text in {"[", "("} for token in block):
        return None
    try:
        read_triples(block)
    except UnreadableTriplesError as error:
        if error.place >= len(block):
            message = Text(
                f"Nach „{block[-1].text}“ fehlt ein Teil des Tripels: Subjekt, Prädikat, Objekt.",
                f'A part of the triple is missing after "{block[-1].text}": subject, predicate,'
                " object.",
            )
            return syntax_error(text, block[-1].end, message)
        found = block[error.place]
        message = Text(
            f"„{found.text}“ passt hier nicht; davor fehlt wohl ein Punkt, oder ein Teil des"
            " Tripels.",
            f'"{found.text}" does not fit here; probably a dot before it is missing, or a part of'
            " the triple.",
        )
        return syntax_error(text, found.start, message)
    return None


def _found(text: str, line: int, column: int) -> str:
    lines = text.split("\n")
    if line > len(lines):
        return ""
    offset = sum(len(before) + 1 for before in lines[: line - 1]) + column - 1
    return next((token.text for token in tokenize(text) if token.end > offset), "")
