"""Where `<` and `>` around an operand read as an IRI, so that a comparison is none.

By the grammar the longest token counts: in `?a<?b&&?c>?d` that is the IRI `<?b&&?c>`. Engines may
guess the comparison all the same, and then read variables that nothing else here knows of.
"""

import re
from collections.abc import Sequence
from typing import Final

from ontology.texts import Text
from queries.tokens import Kind, Token, syntax_error

_OPERANDS: Final = frozenset(
    {Kind.VARIABLE, Kind.NUMBER, Kind.STRING, Kind.LANGUAGE, Kind.PNAME, Kind.IRI}
)
_SUSPECT: Final = re.compile(r"<[^>]*(?:[?$]|&&)")
_DATA: Final = frozenset({"A", "VALUES", "TRUE", "FALSE", ""})
"""Words before a bracket that holds terms, not an expression."""


def refuse_hidden_operands(text: str, tokens: Sequence[Token]) -> None:
    """Refuse an IRI that stands behind an operand in an expression.

    Args:
        text: the query.
        tokens: of it; brackets must match.

    Raises:
        QuerySyntaxError: at the first one.

    Example:
        >>> refuse_hidden_operands("ASK {}", [])
    """
    if not any(token.kind is Kind.IRI and _SUSPECT.match(token.text) for token in tokens):
        return
    within = [False]
    for place, token in enumerate(tokens):
        if token.kind is Kind.IRI and within[-1] and _is_operand(tokens[place - 1]):
            raise syntax_error(
                text,
                token.start,
                Text(
                    f"{token.text} liest sich als IRI. Vor und nach < und > Leerzeichen setzen.",
                    f"{token.text} reads as an IRI. Put blanks before and after < and >.",
                ),
            )
        if token.text in {"(", "{", "["}:
            within.append(token.text == "(" and (within[-1] or _opens_expression(tokens, place)))
        elif token.text in {")", "}", "]"}:
            within.pop()


def _is_operand(token: Token) -> bool:
    return token.kind in _OPERANDS or token.is_sign(")")


def _opens_expression(tokens: Sequence[Token], place: int) -> bool:
    before = tokens[place - 1]
    is_call = before.kind in {Kind.PNAME, Kind.IRI} and tokens[place - 2].word == "FILTER"
    return is_call or before.word not in _DATA
