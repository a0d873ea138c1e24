"""What a user probably meant: near matches by key and by name."""

import difflib
from collections.abc import Mapping
from typing import Final

from ontology.namespaces import slug

MATCHES = 3

_FEW: Final = 5000
"""Names up to which single words are compared too."""

_ALIKE: Final = 0.7


def near_keys(wanted: str, names: Mapping[str, str]) -> list[str]:
    """Return up to three near matches as `key (name)`, best first; [] if nothing is near.

    Args:
        wanted: what the user wrote, a key or a name.
        names: key → name.
    """
    text = slug(wanted)
    slugs = {key: slug(name) for key, name in names.items()}
    within = [key for key, name in slugs.items() if text and (text in name or text in key)]
    within.sort(key=lambda key: (len(slugs[key]), key))
    close = difflib.get_close_matches(text, [*slugs.values(), *names], n=MATCHES)
    by_slug = {name: key for key, name in slugs.items()}
    found = dict.fromkeys([*within, *(by_slug.get(match, match) for match in close)])
    if not found and len(names) <= _FEW:
        found = dict.fromkeys(near_words(wanted, names))
    return [f"{key} ({names[key]})" for key in list(found)[:MATCHES]]


def near_words(wanted: str, names: Mapping[str, str]) -> list[str]:
    """Return up to three keys whose name has a word that was nearly written; best first.

    Args:
        wanted: what the user wrote; umlauts and case do not matter.
        names: key → name.

    Example:
        >>> near_words("Gorliz", {"14626": "Landkreis Görlitz", "05334": "Städteregion Aachen"})
        ['14626']
    """
    words: dict[str, list[str]] = {}
    for key, name in names.items():
        for word in slug(name).split("-"):
            words.setdefault(word, []).append(key)
    close = difflib.get_close_matches(slug(wanted), words, n=MATCHES, cutoff=_ALIKE)
    return list(dict.fromkeys(key for word in close for key in words[word]))[:MATCHES]
