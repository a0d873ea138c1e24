"""How wide words are, roughly and rather too wide, and how they break into lines."""

from functools import lru_cache
from typing import Final

_NARROW: Final = frozenset("iIjltfr.,:;'|!()[]-– ·/„“")
_WIDE: Final = frozenset("mwMW@—…%")

# em, measured on DejaVu Sans: the widest of the fonts that a reader is likely to have
_WIDTHS: Final = {"narrow": 0.4, "wide": 0.98, "capital": 0.72, "other": 0.62}


@lru_cache(maxsize=20_000)
def width_of(words: str, size: float) -> float:
    """Return the width of a line of text in user units, an upper estimate.

    Args:
        words: one line.
        size: font size in user units.
    """
    return size * sum(_WIDTHS[_class_of(letter)] for letter in words)


def lines_of(words: str, size: float, width: float, most: int) -> list[str]:
    """Break words into lines; the last one ends with an ellipsis if not everything fits.

    Args:
        words: what to break, at blanks and after hyphens and slashes.
        size: font size in user units.
        width: of the space in user units.
        most: number of lines, at least 1.

    Returns:
        At least one line; [""] for no words.
    """
    lines = [""]
    for piece in _pieces(words):
        if width_of((lines[-1] + piece).rstrip(), size) <= width or not lines[-1]:
            lines[-1] += piece
        else:
            lines.append(piece)
    lines = [line.strip() for line in lines]
    if len(lines) > most > 1:
        # names of offices differ at their end: what is left out comes from the middle
        return [*lines[: most - 1], _ending(words, size, width)]
    if len(lines) > most or width_of(lines[-1], size) > width:
        lines = [*lines[: most - 1], _shortened(" ".join(lines[most - 1 :]), size, width)]
    return lines


def _ending(words: str, size: float, width: float) -> str:
    kept = ""
    for word in reversed(words.split()):
        longer = f"{word} {kept}".strip()
        if width_of(f"… {longer}", size) > width:
            break
        kept = longer
    return f"… {kept}" if kept else _shortened(words.rsplit(maxsplit=1)[-1], size, width)


def _pieces(words: str) -> list[str]:
    for sign in "-/":
        words = words.replace(sign, sign + "\0")
    return words.replace(" ", " \0").split("\0")


def _shortened(line: str, size: float, width: float) -> str:
    while line and width_of(line + "…", size) > width:
        line = line[:-1]
    return line.rstrip(" -–,(") + "…"


def _class_of(letter: str) -> str:
    if letter in _NARROW:
        return "narrow"
    if letter in _WIDE:
        return "wide"
    return "capital" if letter.isupper() else "other"
