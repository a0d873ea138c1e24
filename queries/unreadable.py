"""What a character probably means that begins nothing in SPARQL."""

import re
from collections.abc import Callable
from typing import Final

from ontology.texts import Text

Found = tuple[int, Text]
"""Offset and explanation."""

_COMMENT: Final = re.compile(r"(?:^|(?<=[\s.;{}]))(?:--|//|/\*)(?=\s|\*)")
_IRI: Final = re.compile(r"[‹«⟨〈](?P<iri>[A-Za-z][\w+.-]*:[^\s›»⟩〉<>]*)")
_ENTITY: Final = re.compile(r"&(?:lt|gt|amp|quot|apos|#\d+);")
_MEANT: Final = {
    "≠": "!=",
    "≤": "<=",
    "≥": ">=",
    "×": "*",
    "−": "-",
    "–": "-",
    "—": "-",
    "&": "&&",
}
_BLANKS: Final = "\xa0\u2002\u2003\u2009\u200b\u202f\u2060\ufeff"
_QUOTES: Final = "„“”‚‘’«»‹›´"


def explain_sign(text: str, offset: int) -> Found:
    """Return where a text goes wrong at a character that begins no token, and what is meant.

    Args:
        text: SPARQL.
        offset: of the character; a comment in the form of another language may begin before it.

    Example:
        >>> explain_sign("ASK { ?x ≠ 1 }", 9)[1].en
        'Instead of ≠, write !=.'
    """
    line = text[text.rfind("\n", 0, offset) + 1 : offset]
    comment = _COMMENT.search(line)
    if comment is not None and line.count('"', 0, comment.start()) % 2 == 0:
        return offset - len(line) + comment.start(), comment_meant(comment[0])
    return offset, _said(text, offset)


def comment_meant(sign: str) -> Text:
    """Return what to write instead of the sign that begins a comment elsewhere."""
    return Text(
        f"Kommentare beginnen in SPARQL mit #, nicht mit {sign}.",
        f"Comments begin with # in SPARQL, not with {sign}.",
    )


def _said(text: str, offset: int) -> Text:
    sign = text[offset]
    if sign in _BLANKS:
        return Text(
            f"Hier steht ein besonderes Leerzeichen (U+{ord(sign):04X}), oft aus einem Textprogramm"
            " oder einer Webseite; gemeint ist ein gewöhnliches.",
            f"There is a special blank here (U+{ord(sign):04X}), often from a word processor or a"
            " web page; an ordinary one is meant.",
        )
    return next(
        (found for rule in _RULES if (found := rule(text, offset))),
        Text(
            f"Das Zeichen {sign!r} gehört hier nicht hin.", f"The character {sign!r} is unexpected."
        ),
    )


def _iri(text: str, offset: int) -> Text | None:
    match = _IRI.match(text, offset)
    return match and Text(
        f"Eine IRI steht zwischen < und >, nicht zwischen typografischen Zeichen: <{match['iri']}>",
        f"An IRI stands between < and >, not between typographic signs: <{match['iri']}>",
    )


def _entity(text: str, offset: int) -> Text | None:
    match = _ENTITY.match(text, offset)
    return match and Text(
        f"{match[0]} ist HTML; in SPARQL steht das Zeichen selbst, zum Beispiel < für &lt;.",
        f"{match[0]} is HTML; SPARQL has the sign itself, for instance < for &lt;.",
    )


def _quote(text: str, offset: int) -> Text | None:
    sign = text[offset]
    if sign in "\"'":
        return Text(
            "Die Zeichenkette endet nicht. Schließendes Anführungszeichen ergänzen;"
            " mehrzeilige Texte stehen zwischen je drei.",
            "The string does not end. Add the closing quote;"
            " texts of several lines stand between three quotes each.",
        )
    if sign in _QUOTES:
        return Text(
            f'Statt {sign} stehen gerade Anführungszeichen um einen Text: "…".',
            f'Straight quotes instead of {sign} stand around a text: "…".',
        )
    return None


def _other(text: str, offset: int) -> Text | None:
    sign = text[offset]
    if sign == "@":
        return Text("Nach @ steht eine Sprache: @de.", "@ is followed by a language: @de.")
    meant = _MEANT.get(sign)
    if meant is None:
        return None
    return Text(f"Statt {sign} steht {meant}.", f"Instead of {sign}, write {meant}.")


_RULES: Final[tuple[Callable[[str, int], Text | None], ...]] = (_iri, _entity, _quote, _other)
