r"""What codepoint escapes in the names of a query stand for: `bl:\u0070` is `bl:p`.

SPARQL 1.1 lets them stand anywhere (section 19.2) and has them read before everything else; engines
read them in strings and IRIs alone. Whoever checks a query has to check what the engine gets, so
names are written out first, and the result is what is checked and what is asked.
"""

import re
from typing import Final

_LEFT: Final = (
    r'"""(?:[^"\\]|\\.|"(?!""))*+"""'
    r"|'''(?:[^'\\]|\\.|'(?!''))*+'''"
    r'|"(?:[^"\\\r\n]|\\.)*+"'
    r"|'(?:[^'\\\r\n]|\\.)*+'"
    r"|<[^\x00-\x20<>\"{}|^`]*+>"
    r"|\#[^\r\n]*+"
)
"""Strings, IRIs and comments: the engine reads escapes in the first two itself."""

_ESCAPE: Final = re.compile(
    rf"{_LEFT}|\\u([0-9A-Fa-f]{{4}})|\\U([0-9A-Fa-f]{{8}})|\\[^uU]", re.DOTALL
)
_LARGEST: Final = 0x10FFFF
_SURROGATES: Final = range(0xD800, 0xE000)


def write_out(text: str) -> str:
    r"""Return a query with the escapes in its names written out; strings and IRIs stay as they are.

    What stands for no character (`\uD800`) stays, and is no SPARQL. Lines and columns of errors
    then count an escape as the one character that it is.

    Args:
        text: SPARQL, right or wrong.

    Example:
        >>> write_out(r'ASK { ?x\u0078 bl:\u0070 "\u0070" }')
        'ASK { ?xx bl:p "\\u0070" }'
    """
    return _ESCAPE.sub(_character, text) if "\\" in text else text


def _character(match: re.Match[str]) -> str:
    digits = match[1] or match[2]
    if not digits:
        return match[0]
    codepoint = int(digits, 16)
    is_none = codepoint > _LARGEST or codepoint in _SURROGATES
    return match[0] if is_none else chr(codepoint)
