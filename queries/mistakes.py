"""Which slips people make in SPARQL, where they show, and what was probably meant.

Asked only about a query that was refused: a parser says where it gave up, which is often far behind
the slip.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches
from itertools import pairwise
from typing import Final

from ontology.errors import QuerySyntaxError
from ontology.terms import CLASSES, DATA_PROPERTIES, OBJECT_PROPERTIES
from ontology.texts import Text
from queries import slips
from queries.slips import Found
from queries.tokens import Kind, Token, syntax_error

_ONE: Final = (
    "STR",
    "LANG",
    "DATATYPE",
    "BOUND",
    "STRLEN",
    "UCASE",
    "LCASE",
    "ABS",
    "CEIL",
    "FLOOR",
    "ROUND",
    "YEAR",
    "MONTH",
    "DAY",
    "ISIRI",
    "ISURI",
    "ISBLANK",
    "ISLITERAL",
    "ISNUMERIC",
)
_TWO: Final = (
    "CONTAINS",
    "STRSTARTS",
    "STRENDS",
    "STRBEFORE",
    "STRAFTER",
    "STRLANG",
    "STRDT",
    "LANGMATCHES",
    "SAMETERM",
)
_ARGUMENTS: Final = {**dict.fromkeys(_ONE, 1), **dict.fromkeys(_TWO, 2), "IF": 3}
_AGGREGATES: Final = frozenset({"COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT"})
_MODIFIERS: Final = ("GROUP", "HAVING", "ORDER", "LIMIT")
_OPERANDS: Final = frozenset({Kind.VARIABLE, Kind.STRING, Kind.NUMBER})
_BEFORE_BRACE: Final = frozenset({"WHERE", "OPTIONAL", "MINUS", "UNION", "EXISTS"})
_IRI_WITH_BLANK: Final = re.compile(r"<[a-z]+://[^<>\s]*[ \t][^<>\n]*>")

_OWN: Final = CLASSES | OBJECT_PROPERTIES | DATA_PROPERTIES
"""Names of our terms, written without their prefix."""

_SQL: Final = {
    "AND": Text(" Gemeint ist wohl &&.", " Probably && is meant."),
    "OR": Text(" Gemeint ist wohl ||.", " Probably || is meant."),
    "LIKE": Text(" Gemeint ist wohl CONTAINS(…).", " Probably CONTAINS(…) is meant."),
    "NULL": Text(" Gemeint ist wohl !BOUND(?x).", " Probably !BOUND(?x) is meant."),
}


def find_mistake(text: str, tokens: Sequence[Token]) -> QuerySyntaxError | None:
    """Return the first typical mistake of a refused query as an error; None if there is none.

    Args:
        text: the query as written.
        tokens: of it.
    """
    rules = (
        _blank_in_iri,
        _prefixes,
        _neighbours,
        _arguments,
        _select_clause,
        _modifiers,
        _taken,
        _ungrouped,
        slips.follow,
        slips.conditions,
        slips.values,
        slips.outside,
    )
    found = [one for rule in rules for one in rule(text, tokens)]
    if not found:
        return None
    offset, message = min(found, key=lambda one: one[0])
    return syntax_error(text, offset, message)


def _blank_in_iri(text: str, _: Sequence[Token]) -> Iterator[Found]:
    for match in _IRI_WITH_BLANK.finditer(text):
        yield (
            match.start(),
            Text(
                "In einer IRI zwischen < und > darf kein Leerzeichen stehen; gemeint ist wohl %20.",
                "An IRI between < and > must not contain a blank; probably %20 is meant.",
            ),
        )


def _prefixes(_: str, tokens: Sequence[Token]) -> Iterator[Found]:
    for token, *rest in zip(tokens, tokens[1:], tokens[2:], strict=False):
        kinds = [one.kind for one in rest]
        if token.word == "PREFIX" and kinds != [Kind.PNAME, Kind.IRI]:
            yield (
                token.start,
                Text(
                    "Nach PREFIX stehen ein Name mit Doppelpunkt und eine IRI in spitzen Klammern:"
                    " PREFIX ex: <http://example.org/>",
                    "PREFIX is followed by a name with a colon and an IRI in angle brackets:"
                    " PREFIX ex: <http://example.org/>",
                ),
            )
            return


def _neighbours(_: str, tokens: Sequence[Token]) -> Iterator[Found]:
    for token, after in pairwise(tokens):
        if token.is_sign("=") and after.is_sign("="):
            yield token.start, Text("Gleichheit ist ein einzelnes =.", "Equality is a single =.")
        elif token.word in {"ORDER", "GROUP"} and after.word != "BY":
            yield (
                after.start,
                Text(f"Nach {token.word} fehlt BY.", f"BY is missing after {token.word}."),
            )
        elif token.word in _BEFORE_BRACE and not after.is_sign("{"):
            yield (
                after.start,
                Text(f"Nach {token.word} fehlt „{{“.", f'"{{" is missing after {token.word}.'),
            )
        elif token.word in {"FILTER", "HAVING"} and after.kind in _OPERANDS:
            yield (
                after.start,
                Text(
                    f"Die Bedingung von {token.word} steht in Klammern: {token.word}(…).",
                    f"The condition of {token.word} stands in brackets: {token.word}(…).",
                ),
            )


def _arguments(_: str, tokens: Sequence[Token]) -> Iterator[Found]:
    for place, token in enumerate(tokens[:-1]):
        wanted = _ARGUMENTS.get(token.word)
        if wanted is None or not tokens[place + 1].is_sign("("):
            continue
        inside = list(_inside(tokens, place + 1))
        given = sum(depth == 1 and one.is_sign(",") for depth, one in inside) + bool(inside)
        if given != wanted:
            yield (
                token.start,
                Text(
                    f"{token.word} braucht {wanted} durch Komma getrennte Angaben, hier"
                    f" {'ist' if given == 1 else 'sind'} es {given}.",
                    f"{token.word} takes {wanted} arguments, parted by commas; here there"
                    f" {'is' if given == 1 else 'are'} {given}.",
                ),
            )


def _inside(tokens: Sequence[Token], opening: int) -> Iterator[tuple[int, Token]]:
    depth = 1
    for token in tokens[opening + 1 :]:
        if token.text in {"(", "[", "{"}:
            depth += 1
        elif token.text in {")", "]", "}"}:
            depth -= 1
        if not depth:
            return
        yield depth, token


def _select_clause(_: str, tokens: Sequence[Token]) -> Iterator[Found]:
    start = next((n for n, token in enumerate(tokens) if token.word == "SELECT"), len(tokens))
    place = start + 1
    while place < len(tokens) and not tokens[place].is_sign("{"):
        token = tokens[place]
        if token.is_sign(","):
            yield (
                token.start,
                Text(
                    "Zwischen den Variablen von SELECT steht kein Komma.",
                    "There is no comma between the variables of SELECT.",
                ),
            )
        inside = list(_inside(tokens, place)) if token.is_sign("(") else []
        is_named = any(depth == 1 and one.word == "AS" for depth, one in inside)
        if token.word in _AGGREGATES or (inside and not is_named):
            yield (
                token.start,
                Text(
                    "Berechnetes steht in SELECT in Klammern und hat einen Namen:"
                    " (COUNT(?x) AS ?n).",
                    "What SELECT computes stands in brackets and has a name: (COUNT(?x) AS ?n).",
                ),
            )
            return
        place += len(inside) + 2 if inside else 1


def _modifiers(_: str, tokens: Sequence[Token]) -> Iterator[Found]:
    depth, last = 0, ""
    for token in tokens:
        if token.text in {"{", "}"}:
            depth += 1 if token.text == "{" else -1
        if depth or token.word not in _MODIFIERS:
            continue
        if last and _MODIFIERS.index(token.word) < _MODIFIERS.index(last):
            yield (
                token.start,
                Text(f"{token.word} steht vor {last}.", f"{token.word} comes before {last}."),
            )
        last = token.word


def _taken(_: str, tokens: Sequence[Token]) -> Iterator[Found]:
    opening = next((n for n, token in enumerate(tokens) if token.is_sign("{")), len(tokens) - 1)
    for place, (token, after) in enumerate(pairwise(tokens)):
        if token.word != "AS" or not after.name:
            continue
        in_select = place < opening
        asked = (one for _, one in _inside(tokens, opening)) if in_select else tokens[opening:place]
        if any(one.name == after.name for one in asked):
            yield (
                after.start,
                Text(
                    f"?{after.name} hat schon einen Wert; nach AS steht ein neuer Name.",
                    f"?{after.name} has a value already; AS is followed by a new name.",
                ),
            )


def _ungrouped(_: str, tokens: Sequence[Token]) -> Iterator[Found]:
    opening = next((n for n, token in enumerate(tokens) if token.is_sign("{")), len(tokens))
    clause = tokens[:opening]
    if not any(token.word in _AGGREGATES for token in clause):
        return
    places = [n for n, token in enumerate(tokens) if token.word == "GROUP"]
    grouped = {token.name for token in tokens[places[0] :]} if places else set()
    depth = 0
    for token in clause:
        depth += token.is_sign("(") - token.is_sign(")")
        if not depth and token.name and token.name not in grouped:
            yield (
                token.start,
                Text(
                    f"?{token.name} steht neben einem Aggregat; am Ende fehlt GROUP BY"
                    f" ?{token.name}.",
                    f"?{token.name} stands beside an aggregate; GROUP BY ?{token.name} is missing"
                    " at the end.",
                ),
            )


def unknown_word(token: Token, tokens: Sequence[Token], expected: Iterable[str]) -> Text:
    """Return what is probably meant by a bare word that SPARQL does not know.

    Args:
        token: the word.
        tokens: of the whole query.
        expected: words that would fit.
    """
    word = token.text
    is_variable = any(one.name == word for one in tokens)
    near = get_close_matches(word.upper(), sorted(expected), n=1, cutoff=0.7)
    if word.upper() in _SQL:
        hint = _SQL[word.upper()]
    elif word in _OWN and not is_variable:
        hint = Text(f" Gemeint ist wohl bl:{word}.", f" Probably bl:{word} is meant.")
    elif is_variable or not near:
        hint = Text(
            f" Variablen beginnen mit ?: ?{word}; Texte stehen in Anführungszeichen.",
            f" Variables begin with ?: ?{word}; texts stand in quotes.",
        )
    else:
        hint = Text(f" Gemeint ist wohl {near[0]}.", f" Probably {near[0]} is meant.")
    return Text(
        f"„{word}“ ist kein Wort von SPARQL.{hint.de}", f'"{word}" is no word of SPARQL.{hint.en}'
    )
