"""Which slips people make inside conditions and lists of values, and before and behind braces.

Each rule holds for no query that SPARQL 1.1 allows. Asked, as `queries.mistakes` is, only about a
query that was refused.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from ontology.texts import Text
from queries.brackets import inside as inside_of
from queries.tokens import Kind, Token
from queries.unreadable import Found

_ENDS: Final = frozenset({Kind.VARIABLE, Kind.STRING, Kind.NUMBER, Kind.LANGUAGE})
_BEGINS: Final = frozenset({Kind.VARIABLE, Kind.STRING, Kind.NUMBER, Kind.IRI, Kind.PNAME})
_OPERATORS: Final = frozenset({"=", "!=", "<", ">", "<=", ">=", "&&", "||", "/", "*"})
_SPELLED: Final = {"=>": ">=", "=<": "<=", "<>": "!=", "><": "!=", "|": "||"}
_CONDITIONS: Final = frozenset({"FILTER", "BIND", "HAVING"})
_INNER: Final = frozenset({"FILTER", "OPTIONAL", "BIND", "UNION", "MINUS", "GRAPH"})
_NEEDED: Final = {
    "ASK": (("{", "WHERE", "FROM"), Text("„{“", '"{"')),
    "CONSTRUCT": (("{", "WHERE", "FROM"), Text("„{“", '"{"')),
    "BIND": (("(",), Text("„(“", '"("')),
    "NOT": (("EXISTS", "IN"), Text("EXISTS oder IN", "EXISTS or IN")),
    "IN": (("(",), Text("„(“", '"("')),
    "DESC": (("(",), Text("„(“ (DESC(?x))", '"(" (DESC(?x))')),
    "ASC": (("(",), Text("„(“ (ASC(?x))", '"(" (ASC(?x))')),
}
"""What has to follow a word."""

_VALUES: Final = frozenset({Kind.STRING, Kind.NUMBER, Kind.IRI, Kind.PNAME, Kind.WORD})
_BARE_ROWS: Final = Text(
    "Bei einer Variablen ohne Klammern stehen auch ihre Werte ohne: VALUES ?x { 1 2 }.",
    "With one variable without brackets, its values stand without too: VALUES ?x { 1 2 }.",
)

_SUBJECT: Final = {
    **dict.fromkeys(
        ("SELECT", "DISTINCT", "REDUCED"),
        Text("was gesucht wird (* oder Variablen)", "what is looked for (* or variables)"),
    ),
    "GRAPH": Text("der Graph (eine IRI oder Variable)", "the graph (an IRI or a variable)"),
    "FROM": Text("der Graph (eine IRI)", "the graph (an IRI)"),
    "VALUES": Text("die Variable (VALUES ?x { … })", "the variable (VALUES ?x { … })"),
}
"""What a brace or WHERE must not follow at once."""


def follow(_: str, tokens: Sequence[Token]) -> Iterator[Found]:
    """Look for words that are not followed by what they need."""
    end = Token(Kind.SIGN, "", tokens[-1].end) if tokens else None
    for token, after in pairwise((*tokens, end) if end else ()):
        needed, what = _NEEDED.get(token.word, ((), None))
        if token.word in _SUBJECT and (after.is_sign("{") or after.word == "WHERE"):
            what = _SUBJECT[token.word]
        elif what is None or after.text.upper() in needed:
            continue
        yield (
            after.start,
            Text(
                f"Nach {token.word} fehlt {what.de}.", f"After {token.word}, {what.en} is missing."
            ),
        )


def conditions(_: str, tokens: Sequence[Token]) -> Iterator[Found]:
    """Look into the brackets of FILTER, BIND and HAVING, except where they hold patterns."""
    for place, (token, after) in enumerate(pairwise(tokens)):
        if token.word in _CONDITIONS and after.is_sign("("):
            inside = _bracket(tokens, place + 1)
            if any(one.is_sign("{") for one in inside):
                continue
            yield from _neighbours(inside)
            if token.word == "BIND" and not any(one.word == "AS" for one in inside):
                yield (
                    inside[-1].start,
                    Text("In BIND fehlt AS: BIND(… AS ?x).", "BIND lacks AS: BIND(… AS ?x)."),
                )


def _bracket(tokens: Sequence[Token], opening: int) -> Sequence[Token]:
    depth = 0
    for place in range(opening, len(tokens)):
        depth += tokens[place].is_sign("(") - tokens[place].is_sign(")")
        if not depth:
            return tokens[opening : place + 1]
    return tokens[opening:]


def _neighbours(inside: Sequence[Token]) -> Iterator[Found]:
    for before, token, after in zip(inside, inside[1:], inside[2:], strict=False):
        is_star = token.text == "*" and (before.is_sign("(") or before.word == "DISTINCT")
        ends = before.kind in _ENDS or before.is_sign(")")
        joined = token.text + after.text if token.end == after.start else ""
        meant = _SPELLED.get(token.text) or _SPELLED.get(joined)
        if ends and meant:
            yield token.start, Text(f"Gemeint ist wohl {meant}.", f"Probably {meant} is meant.")
        elif ends and token.kind in _BEGINS:
            yield (
                token.start,
                Text(
                    f"Vor „{token.text}“ fehlt ein Komma oder ein Zeichen wie =, < oder &&.",
                    f'Before "{token.text}", a comma is missing or a sign such as =, < or &&.',
                ),
            )
        elif token.text in _OPERATORS and not is_star and after.text in {")", ",", *_OPERATORS}:
            yield (
                after.start,
                Text(
                    f"Nach {token.text} fehlt, womit verglichen oder gerechnet wird.",
                    f"After {token.text}, what to compare or compute with is missing.",
                ),
            )
        elif token.word == "NOT" and after.word not in {"IN", "EXISTS"}:
            yield (
                token.start,
                Text("Verneint wird mit !: !(…).", "What is negated stands behind !: !(…)."),
            )


def values(_: str, tokens: Sequence[Token]) -> Iterator[Found]:
    """Look into the braces of VALUES."""
    is_asked = inside = False
    for token in tokens:
        inside = (inside or (is_asked and token.is_sign("{"))) and not token.is_sign("}")
        is_asked = token.word == "VALUES" or (is_asked and token.text not in {"{", "}"})
        if inside and token.is_sign(","):
            yield (
                token.start,
                Text(
                    "Zwischen den Werten von VALUES steht kein Komma.",
                    "There is no comma between the values of VALUES.",
                ),
            )
        elif inside and token.name:
            yield (
                token.start,
                Text("VALUES zählt feste Werte auf.", "VALUES lists fixed values."),
            )


def rows(_: str, tokens: Sequence[Token]) -> Iterator[Found]:
    """Look for rows of VALUES that do not have one value for each variable."""
    for place, token in enumerate(tokens):
        if token.word != "VALUES":
            continue
        opening = place + 1
        while opening < len(tokens) and (tokens[opening].name or tokens[opening].text in "()"):
            opening += 1
        if opening + 1 >= len(tokens) or not tokens[opening].is_sign("{"):
            continue
        names = [one for one in tokens[place:opening] if one.name]
        if names and tokens[place + 1].is_sign("("):
            yield from _uneven(tokens, opening, len(names))
        elif len(names) == 1 and any(one.is_sign("(") for one in tokens[opening + 1 : opening + 2]):
            yield tokens[opening + 1].start, _BARE_ROWS
        elif len(names) > 1:
            listed = " ".join(one.text for one in names)
            yield (
                names[0].start,
                Text(
                    f"Mehrere Variablen stehen in Klammern: VALUES ({listed}) {{ (…) }}.",
                    f"Several variables stand in brackets: VALUES ({listed}) {{ (…) }}.",
                ),
            )


def _uneven(tokens: Sequence[Token], opening: int, wanted: int) -> Iterator[Found]:
    place = opening + 1
    while place < len(tokens) and tokens[place].is_sign("("):
        row = list(inside_of(tokens, place))
        given = sum(
            one.kind in _VALUES and before.text != "^^"
            for before, (_, one) in zip(tokens[place:], row, strict=False)
        )
        if given != wanted:
            yield (
                tokens[place].start,
                Text(
                    f"Werte dieser Zeile von VALUES: {given} statt {wanted}, einer je Variable."
                    " Was fehlen darf, ist UNDEF.",
                    f"Values of this row of VALUES: {given} instead of {wanted}, one for each"
                    " variable. What may be missing is UNDEF.",
                ),
            )
            return
        place += len(row) + 2
    if place < len(tokens) and tokens[place].kind in _VALUES:
        yield (
            tokens[place].start,
            Text(
                "Bei Variablen in Klammern steht jede Zeile in Klammern: (?x) { (1) (2) }.",
                "With variables in brackets, each row stands in brackets: (?x) { (1) (2) }.",
            ),
        )


def outside(_: str, tokens: Sequence[Token]) -> Iterator[Found]:
    """Look at what stands behind the closing brace of the query."""
    depth, is_behind, clause = 0, False, ""
    for token in tokens:
        depth += (token.text in {"{", "("}) - (token.text in {"}", ")"})
        is_behind = is_behind or (token.is_sign("}") and not depth)
        if depth or not is_behind:
            continue
        clause = token.word or clause
        if token.word in _INNER:
            yield (
                token.start,
                Text(
                    f"{token.word} steht innerhalb der geschweiften Klammern.",
                    f"{token.word} stands inside the braces.",
                ),
            )
        elif token.text in {",", ";", "."}:
            yield token.start, _surplus(token.text, clause)


def _surplus(sign: str, clause: str) -> Text:
    if sign == "," and clause == "LIMIT":
        return Text(
            "LIMIT hat eine Zahl; was übersprungen wird, sagt OFFSET.",
            "LIMIT takes one number; OFFSET says what is skipped.",
        )
    if sign == "," and clause in {"BY", "DESC", "ASC", "HAVING"}:
        return Text("Hier steht kein Komma.", "There is no comma here.")
    return Text(
        f"Hinter der Abfrage steht kein „{sign}“.", f'There is no "{sign}" behind the query.'
    )
