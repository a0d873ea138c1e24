"""How many arguments the functions of SPARQL take, and which calls give more or fewer."""

from collections.abc import Iterator, Sequence
from typing import Final

from ontology.texts import Text
from queries.brackets import inside
from queries.tokens import Token
from queries.unreadable import Found

_TAKEN: Final = {
    (0, 0): "NOW RAND UUID STRUUID",
    (0, 1): "BNODE",
    (1, 1): """
        STR LANG DATATYPE BOUND IRI URI STRLEN UCASE LCASE ENCODE_FOR_URI ABS CEIL FLOOR ROUND YEAR
        MONTH DAY HOURS MINUTES SECONDS TIMEZONE TZ MD5 SHA1 SHA256 SHA384 SHA512 ISIRI ISURI
        ISBLANK ISLITERAL ISNUMERIC COUNT SUM MIN MAX AVG SAMPLE GROUP_CONCAT
    """,
    (2, 2): """
        CONTAINS STRSTARTS STRENDS STRBEFORE STRAFTER STRLANG STRDT LANGMATCHES SAMETERM
    """,
    (2, 3): "REGEX SUBSTR",
    (3, 3): "IF",
    (3, 4): "REPLACE",
}
"""Fewest and most arguments, by SPARQL 1.1, section 19.8, rules 121 and 127."""

_ARGUMENTS: Final = {word: span for span, words in _TAKEN.items() for word in words.split()}
_EXAMPLES: Final = {
    "BNODE": "BNODE()",
    "CONTAINS": 'CONTAINS(STR(?x), "abc")',
    "COUNT": "COUNT(*), COUNT(DISTINCT ?x)",
    "GROUP_CONCAT": 'GROUP_CONCAT(?x; SEPARATOR=", ")',
    "IF": 'IF(?x > 0, "ja", "nein")',
    "IRI": 'IRI(CONCAT("https://…", ?x))',
    "REGEX": 'REGEX(STR(?x), "abc", "i")',
    "REPLACE": 'REPLACE(?x, "abc", "xyz")',
    "STRSTARTS": 'STRSTARTS(STR(?x), "abc")',
    "SUBSTR": "SUBSTR(?x, 1, 3)",
}


def arguments(_: str, tokens: Sequence[Token]) -> Iterator[Found]:
    """Look for calls with more or fewer arguments than the function takes."""
    for place, token in enumerate(tokens[:-1]):
        span = _ARGUMENTS.get(token.word)
        if span is None or not tokens[place + 1].is_sign("("):
            continue
        between = list(inside(tokens, place + 1))
        given = sum(depth == 1 and one.is_sign(",") for depth, one in between) + bool(between)
        if not span[0] <= given <= span[1]:
            yield token.start, _count(token.word, span, given)
        elif token.word != "COUNT" and span == (1, 1) and between[-1][1].is_sign("*"):
            yield (
                between[-1][1].start,
                Text(
                    f"* steht nur in COUNT; {token.word} braucht, was gerechnet wird: "
                    f"{token.word}(?x).",
                    f"* stands in COUNT alone; {token.word} takes what to compute with: "
                    f"{token.word}(?x).",
                ),
            )


def _count(word: str, span: tuple[int, int], given: int) -> Text:
    fewest, most = span
    example = _EXAMPLES.get(word, "")
    if not most:
        return Text(
            f"{word} braucht keine Angaben: {word}().", f"{word} takes no arguments: {word}()."
        )
    german, english = (str(most),) * 2
    if fewest < most:
        german, english = f"{fewest} oder {most}", f"{fewest} or {most}"
    is_one = most == 1
    return Text(
        f"{word} braucht {german} "
        + ("Angabe" if is_one else "durch Komma getrennte Angaben")
        + f", hier {'ist' if given == 1 else 'sind'} es {given}."
        + (f" Zum Beispiel: {example}" if example else ""),
        f"{word} takes {english} "
        + ("argument" if is_one else "arguments, parted by commas")
        + f"; here there {'is' if given == 1 else 'are'} {given}."
        + (f" For instance: {example}" if example else ""),
    )
