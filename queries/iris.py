"""Which IRIs of a query are none, or are not what was meant: unclosed, relative, without brackets.

Each rule but that on prefixed names holds for no query that SPARQL 1.1 allows without a base.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from ontology.namespaces import PREFIXES
from ontology.terms import CLASSES, DATA_PROPERTIES, OBJECT_PROPERTIES
from ontology.texts import Text
from queries.tokens import Kind, Token
from queries.unreadable import Found

_WITH_BLANK: Final = re.compile(r"<[a-z]+://[^<>\s]*[ \t][^<>\n]*>")
_BEGUN: Final = re.compile(r"<[^\s<>\"{}|^`\\]+")
_BARE: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://[^\s<>\"{}|^`\\]+")
_SCHEME: Final = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]*:")
_OPERANDS: Final = frozenset(
    {Kind.VARIABLE, Kind.STRING, Kind.NUMBER, Kind.IRI, Kind.PNAME, Kind.LANGUAGE}
)
_SCHEMES: Final = frozenset({"geo"})
"""Prefixes of ours that are schemes of IRIs too (RFC 5870)."""

_SHORTENED: Final = re.compile(
    rf"<(?:{'|'.join(sorted(PREFIXES.keys() - _SCHEMES))}):[A-Za-z0-9_.-]*>"
)
_OWN: Final = CLASSES | OBJECT_PROPERTIES | DATA_PROPERTIES


def blank_in_iri(text: str, _: Sequence[Token]) -> Iterator[Found]:
    """Look for IRIs with a blank in them."""
    for match in _WITH_BLANK.finditer(text):
        yield (
            match.start(),
            Text(
                "In einer IRI zwischen < und > darf kein Leerzeichen stehen; gemeint ist wohl %20.",
                "An IRI between < and > must not contain a blank; probably %20 is meant.",
            ),
        )


def unclosed(text: str, tokens: Sequence[Token]) -> Iterator[Found]:
    """Look for a < that compares nothing: outside of expressions, or without what to compare."""
    within = [False]
    for place, token in enumerate(tokens):
        if token.text in {"(", "{", "["}:
            within.append(token.text == "(")
        elif token.text in {")", "}", "]"} and len(within) > 1:
            within.pop()
        if not token.is_sign("<") or (within[-1] and _is_operand(tokens[place - 1])):
            continue
        begun = _BEGUN.match(text, token.start)
        # the second sign of << begins a triple as a term
        if begun is not None and text[token.start - 1 : token.start] != "<":
            yield token.start, _closed(begun[0].rstrip(".,;()"))


def _is_operand(token: Token) -> bool:
    return token.kind in _OPERANDS or token.is_sign(")") or token.word in {"TRUE", "FALSE"}


def _closed(begun: str) -> Text:
    prefix, colon, _ = begun[1:].partition(":")
    meant = begun[1:] if colon and prefix in PREFIXES else f"{begun}>"
    return Text(
        f"Die IRI, die mit < beginnt, endet nicht mit >. Gemeint ist wohl {meant}",
        f"The IRI that begins with < does not end with >. Probably {meant} is meant.",
    )


def bare(text: str, tokens: Sequence[Token]) -> Iterator[Found]:
    """Look for addresses without angle brackets."""
    for token, after in pairwise(tokens):
        match = _BARE.match(text, token.start) if token.kind is Kind.PNAME else None
        if match is not None and after.is_sign("/"):
            iri = match[0].rstrip(".,;()")
            yield (
                token.start,
                Text(
                    f"Eine IRI steht zwischen < und >: <{iri}>",
                    f"An IRI stands between < and >: <{iri}>",
                ),
            )


def relative(_: str, tokens: Sequence[Token]) -> Iterator[Found]:
    """Look for IRIs without a scheme in a query without BASE."""
    for token in tokens:
        if token.word == "BASE":
            return
        if token.kind is Kind.IRI and not _SCHEME.match(token.text):
            name = token.text[1:-1].lstrip("#/")
            meant = f"bl:{name}" if name in _OWN else f"<https://…/{name}>"
            yield (
                token.start,
                Text(
                    f"{token.text} ist eine relative IRI, und BASE fehlt. Gemeint ist wohl {meant};"
                    " sonst steht vor der Abfrage BASE <https://…/>.",
                    f"{token.text} is a relative IRI, and there is no BASE. Probably {meant} is"
                    " meant; else BASE <https://…/> stands before the query.",
                ),
            )


def names_in_brackets(text: str, tokens: Sequence[Token]) -> Iterator[Found]:
    """Look for prefixed names of ours between angle brackets.

    `<bl:District>` is an IRI of the scheme `bl`, which does not exist: the landscape has none, and
    the query would be answered with nothing, or with everything where it is subtracted.
    """
    if not _SHORTENED.search(text):
        return
    for place, token in enumerate(tokens):
        if token.kind is not Kind.IRI or not _SHORTENED.fullmatch(token.text):
            continue
        if "PREFIX" in {one.word for one in tokens[max(place - 2, 0) : place]}:
            continue
        name = token.text[1:-1]
        yield (
            token.start,
            Text(
                f"{token.text} ist keine vollständige IRI. Namen mit Präfix stehen ohne spitze"
                f" Klammern: {name}",
                f"{token.text} is no complete IRI. Names with a prefix stand without angle"
                f" brackets: {name}",
            ),
        )
