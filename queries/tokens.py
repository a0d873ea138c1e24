"""What the words of a SPARQL text are: the lexical grammar of SPARQL 1.1, token by token.

Everything that looks into a query (guard, binding, rewrite) looks at these tokens, never at the
text, so that comments, strings and IRIs cannot be mistaken for keywords.
"""

import re
from collections.abc import Iterator
from enum import Enum
from typing import Final, NamedTuple

from ontology.errors import QuerySyntaxError
from ontology.texts import Text
from queries.unreadable import explain_sign


class Kind(Enum):
    """What a token is."""

    IRI = "iri"
    STRING = "string"
    PNAME = "pname"
    BLANK = "blank"
    VARIABLE = "variable"
    LANGUAGE = "language"
    NUMBER = "number"
    WORD = "word"
    SIGN = "sign"


class Token(NamedTuple):
    """One token.

    Attributes:
        kind: what it is.
        text: as written.
        start: offset of its first character in the query.
        word: the keyword in capitals; empty for everything that is not a word.
    """

    kind: Kind
    text: str
    start: int
    word: str = ""

    @property
    def end(self) -> int:
        """Offset behind the last character."""
        return self.start + len(self.text)

    @property
    def name(self) -> str:
        """The name of a variable without its mark; empty for other tokens."""
        return self.text[1:] if self.kind is Kind.VARIABLE else ""

    def is_sign(self, sign: str) -> bool:
        """Say whether this is one certain sign, for instance `{`."""
        return self.kind is Kind.SIGN and self.text == sign


_BASE: Final = (
    r"A-Za-z\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u02FF\u0370-\u037D\u037F-\u1FFF\u200C\u200D"
    r"\u2070-\u218F\u2C00-\u2FEF\u3001-\uD7FF\uF900-\uFDCF\uFDF0-\uFFFD\U00010000-\U000EFFFF"
)
_NAME: Final = _BASE + r"_0-9\u00B7\u0300-\u036F\u203F\u2040"
_ESCAPED: Final = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%]"
_CODEPOINT: Final = r"\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}"
_STRING: Final = (
    r'"""(?:(?:"|"")?(?:[^"\\]|\\.))*"""'
    r"|'''(?:(?:'|'')?(?:[^'\\]|\\.))*'''"
    r'|"(?:[^"\\\r\n]|\\.)*"'
    r"|'(?:[^'\\\r\n]|\\.)*'"
)
# The length of a prefix is bounded: without that, `a-a-a-…` is read again from every letter.
_PREFIX: Final = rf"(?:[{_BASE}](?:[{_NAME}.\-]{{0,99}}[{_NAME}\-])?)?"
_LOCAL: Final = (
    rf"(?:[{_BASE}_:0-9]|{_ESCAPED})"
    rf"(?:(?:[{_NAME}.:\-]|{_ESCAPED})*(?:[{_NAME}:\-]|{_ESCAPED}))?"
)
_NUMBER: Final = (
    r"[0-9]*\.[0-9]+(?:[eE][+\-]?[0-9]+)?|[0-9]+\.[eE][+\-]?[0-9]+|[0-9]+(?:[eE][+\-]?[0-9]+)?"
)
_PATTERNS: Final = {
    "skip": r"[ \t\r\n]+|\#[^\r\n]*",
    "iri": rf"<(?:[^\x00-\x20<>\"{{}}|^`\\]|{_CODEPOINT})*>",
    "string": _STRING,
    "blank": rf"_:[{_BASE}_0-9](?:[{_NAME}.\-]*[{_NAME}\-])?",
    "pname": rf"{_PREFIX}:(?:{_LOCAL})?",
    "variable": rf"[?$][{_BASE}_0-9][{_NAME}]*",
    "language": r"@[A-Za-z]+(?:-[A-Za-z0-9]+)*",
    "number": _NUMBER,
    "word": r"[A-Za-z][A-Za-z0-9_]*",
    "sign": r"\^\^|&&|\|\||!=|<=|>=|[{}()\[\].,;=<>!+\-*/|^?]",
}
_GRAMMAR: Final = re.compile(
    "|".join(f"(?P<{kind}>{pattern})" for kind, pattern in _PATTERNS.items()), re.DOTALL
)
_KINDS: Final = {kind.value: kind for kind in Kind}

# What most queries consist of, in ASCII and ten times as fast; each pattern matches only where the
# grammar above finds the same token. `++` never gives back, so a longer name is not cut short.
_QUICK: Final = re.compile(
    r"[ \t\r\n]*+(?:"
    r"([?$][A-Za-z0-9_]++)(?![^\x00-\x7f])"
    r"|([A-Za-z][A-Za-z0-9_]*+)(?![^\x00-\x7f]|[-.:])"
    r"|([A-Za-z][A-Za-z0-9_]{0,99}+:[A-Za-z0-9_]*+)(?![^\x00-\x7f]|[-.:%\\])"
    r"|([{}();,\[\]]|\.(?![0-9]))"
    r"|(<[!#-;=?-\[\]_a-z~]*+>)"
    r'|("[^"\\\r\n]++")'
    r"|([0-9]++)(?![.eE])"
    r")"
)
_QUICK_KINDS: Final = (
    Kind.VARIABLE,
    Kind.WORD,
    Kind.PNAME,
    Kind.SIGN,
    Kind.IRI,
    Kind.STRING,
    Kind.NUMBER,
)


def tokenize(text: str) -> list[Token]:
    """Return the tokens of a query without blanks and comments; [] for an empty text.

    Raises:
        QuerySyntaxError: at a character that starts no token, with line and column.

    Example:
        >>> [token.text for token in tokenize("ASK { ?s a bl:District } # SERVICE")]
        ['ASK', '{', '?s', 'a', 'bl:District', '}']
    """
    return list(tokens_of(text))


def tokens_of(text: str) -> Iterator[Token]:
    """Give the tokens of a query one by one, as `tokenize` returns them.

    Raises:
        QuerySyntaxError: once a character is reached that starts no token.
    """
    position, end = 0, len(text)
    while position < end:
        match = _QUICK.match(text, position)
        if match is not None:
            group = match.lastindex or 0
            found = match[group]
            kind = _QUICK_KINDS[group - 1]
            word = found.upper() if kind is Kind.WORD else ""
            yield Token(kind, found, match.start(group), word)
        else:
            match = _GRAMMAR.match(text, position)
            if match is None:
                raise syntax_error(text, *explain_sign(text, position))
            if match.lastgroup != "skip":
                yield _token(match, position)
        position = match.end()


def _token(match: re.Match[str], position: int) -> Token:
    found, kind = match.group(), _KINDS[str(match.lastgroup)]
    return Token(kind, found, position, found.upper() if kind is Kind.WORD else "")


def line_and_column(text: str, offset: int) -> tuple[int, int]:
    r"""Return line and column of an offset, both starting at 1.

    Example:
        >>> line_and_column("ASK\n{}", 5)
        (2, 2)
    """
    before = text[:offset]
    return before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1


def syntax_error(text: str, offset: int, message: Text) -> QuerySyntaxError:
    """Return a syntax error that names line and column of an offset."""
    line, column = line_and_column(text, offset)
    return QuerySyntaxError(
        Text(
            f"Zeile {line}, Spalte {column}: {message.de}",
            f"Line {line}, column {column}: {message.en}",
        ),
        line,
        column,
    )
