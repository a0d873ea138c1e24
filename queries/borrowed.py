"""What people bring along from SQL, Turtle and programming languages, and its form in SPARQL."""

from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher, get_close_matches
from itertools import pairwise
from typing import Final

from ontology.terms import CLASSES, DATA_PROPERTIES, OBJECT_PROPERTIES
from ontology.texts import Text
from queries.sql import instead_of
from queries.tokens import Kind, Token
from queries.unreadable import Found, comment_meant
from queries.words import FORMS

_CLASSES: Final = {name.lower(): name for name in CLASSES}
_PROPERTIES: Final = {name.lower(): name for name in OBJECT_PROPERTIES | DATA_PROPERTIES}
_OWN: Final = {**_CLASSES, **_PROPERTIES}
_COMMENTS: Final = frozenset({"--", "//", "/*"})
_DATATYPES: Final = frozenset(
    "boolean date dateTime decimal double float gYear int integer long string".split()  # noqa: SIM905 - a word list reads better
)


def comments(_: str, tokens: Sequence[Token]) -> Iterator[Found]:
    """Look for the signs that begin comments elsewhere."""
    depth = 0
    for place, (token, after) in enumerate(pairwise(tokens)):
        depth += token.is_sign("(") - token.is_sign(")")
        pair = token.text + after.text
        if pair not in _COMMENTS or token.end != after.start:
            continue
        # in an expression the second minus may negate, and a name before two strokes is an address
        is_address = place and tokens[place - 1].text.endswith(":")
        if not (is_address or (depth and pair == "--")):
            yield token.start, comment_meant(pair)
            return


def turtle(_: str, tokens: Sequence[Token]) -> Iterator[Found]:
    """Look for prefixes and bases as Turtle declares them, and for signs behind them."""
    for place, token in enumerate(tokens):
        words = [one.word for one in tokens[max(place - 3, 0) : place]]
        word = token.text[1:].upper()
        if token.kind is Kind.LANGUAGE and word in {"PREFIX", "BASE"}:
            if not place or tokens[place - 1].kind is not Kind.STRING:
                yield token.start, _without_at(word)
        elif token.text in {".", ";", ","} and (
            words[-3:-2] == ["PREFIX"] or words[-2:-1] == ["BASE"]
        ):
            yield (
                token.start,
                Text(
                    f"Hinter PREFIX und BASE steht in SPARQL kein „{token.text}“.",
                    f'In SPARQL there is no "{token.text}" behind PREFIX and BASE.',
                ),
            )


def tables(_: str, tokens: Sequence[Token]) -> Iterator[Found]:
    """Look for FROM with something that names no graph."""
    for token, after in pairwise(tokens):
        is_graph = after.kind in {Kind.IRI, Kind.PNAME} or after.word == "NAMED"
        if token.word == "FROM" and not is_graph:
            yield (
                after.start,
                Text(
                    "FROM nennt einen Graphen, keine Tabelle, zum Beispiel FROM graph:…; ohne FROM"
                    " wird alles gefragt. Was von welcher Art ist, sagt ein Tripel:"
                    " ?x a bl:District .",
                    "FROM names a graph, no table, for instance FROM graph:…; without FROM,"
                    " everything is asked. A triple says what is of which kind:"
                    " ?x a bl:District .",
                ),
            )


def _without_at(word: str) -> Text:
    example = f"{word} {'ex: ' if word == 'PREFIX' else ''}<http://example.org/>"
    return Text(
        f"@{word.lower()} ist Turtle; in SPARQL ohne @ und ohne Punkt: {example}",
        f"@{word.lower()} is Turtle; in SPARQL without @ and without dot: {example}",
    )


def unknown_word(token: Token, tokens: Sequence[Token], expected: Iterable[str]) -> Text:
    """Return what is probably meant by what SPARQL does not know, where a word is expected.

    Args:
        token: the word, or a sign.
        tokens: of the whole query.
        expected: words that would fit.
    """
    place = tokens.index(token)
    expected = frozenset(expected)
    if token.kind is not Kind.WORD or (expected == FORMS and not _near(tokens, place, expected)):
        return Text(
            f"„{token.text}“ beginnt keine Abfrage; sie beginnt mit SELECT, ASK, CONSTRUCT oder"
            " DESCRIBE, zum Beispiel SELECT * { … }.",
            f'"{token.text}" begins no query; it begins with SELECT, ASK, CONSTRUCT or DESCRIBE,'
            " for instance SELECT * { … }.",
        )
    hint = _hint(tokens, place, expected)
    word = token.text
    return Text(
        f"„{word}“ ist kein Wort von SPARQL. {hint.de}", f'"{word}" is no word of SPARQL. {hint.en}'
    )


def _hint(tokens: Sequence[Token], place: int, expected: frozenset[str]) -> Text:
    token = tokens[place]
    if place and (joined := _joined(tokens[place - 2 : place] or tokens[:place], token)):
        return joined
    is_called = any(one.is_sign("(") for one in tokens[place + 1 : place + 2])
    if not is_called and any(one.name == token.text for one in tokens):
        return _variable(token.text)
    if expected != FORMS and (said := instead_of(tokens, place)):
        return said
    near = _near(tokens, place, expected)
    if near:
        return Text(f"Gemeint ist wohl {near}.", f"Probably {near} is meant.")
    if is_called:
        return Text(
            "Eine Funktion dieses Namens gibt es nicht.", "There is no function of this name."
        )
    return _variable(token.text)


def _variable(word: str) -> Text:
    return Text(
        f"Variablen beginnen mit ?: ?{word}; Texte stehen in Anführungszeichen.",
        f"Variables begin with ?: ?{word}; texts stand in quotes.",
    )


def _joined(before: Sequence[Token], token: Token) -> Text | None:
    """Return what a word means that is joined to a sign, and that to a variable."""
    sign = before[-1]
    if sign.end != token.start:
        return None
    word, name = token.text, before[0].text
    is_joined = len(before) == 2 and before[0].name and before[0].end == sign.start
    if sign.is_sign("^^") and word in _DATATYPES:
        return Text(f"Gemeint ist wohl xsd:{word}.", f"Probably xsd:{word} is meant.")
    if sign.is_sign("-") and is_joined:
        meant = f"{name}_{word}"
        return Text(
            f"Namen von Variablen haben keinen Bindestrich: {meant}.",
            f"Names of variables have no hyphen: {meant}.",
        )
    if sign.is_sign(".") and is_joined:
        meant = f"{name} bl:{_PROPERTIES.get(word.lower(), '…')} ?{word}"
        return Text(
            f"Nach einer Eigenschaft fragt ein Tripel: {meant} .",
            f"A triple asks for a property: {meant} .",
        )
    return None


def _near(tokens: Sequence[Token], place: int, expected: frozenset[str]) -> str:
    """Return the term of ours or the word of SPARQL that is most like a word."""
    token = tokens[place]
    is_class = place > 0 and tokens[place - 1].text == "a"
    depth = sum(one.is_sign("{") - one.is_sign("}") for one in tokens[:place])
    is_called = any(one.is_sign("(") for one in tokens[place + 1 : place + 2])
    terms = _CLASSES if is_class else _OWN if depth and not is_called else {}
    if terms and token.text in {*terms.values(), *_CLASSES.values()}:
        return f"bl:{token.text}"
    low = token.text.lower()
    words = {} if is_class else {word.lower(): word for word in expected}
    names = {**{key: f"bl:{name}" for key, name in terms.items()}, **words}
    found = get_close_matches(low, sorted(names), n=3, cutoff=0.7)
    if not found:
        return ""
    return names[max(found, key=lambda one: SequenceMatcher(None, low, one).ratio())]
