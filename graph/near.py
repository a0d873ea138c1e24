"""What a user probably meant: near matches by key and name, or else the way to what there is."""

import difflib
from collections.abc import Mapping
from typing import Final

from ontology.errors import UnknownThingError
from ontology.namespaces import slug
from ontology.texts import Text

MATCHES = 3

_FEW: Final = 5000
"""Names up to which single words are compared too."""

_ALIKE: Final = 0.7

FIND_ACTORS: Final = Text(
    "Akteure suchen: /akteure?q=… oder /api/v1/actors?q=…; auf der Kommandozeile"
    " bildungslandschaft query actors-by-name -p text=…",
    "Search actors: /akteure?q=… or /api/v1/actors?q=…; on the command line"
    " bildungslandschaft query actors-by-name -p text=…",
)
FIND_DISTRICTS: Final = Text(
    "Alle Kreise: /kreise oder /api/v1/districts; auf der Kommandozeile"
    " bildungslandschaft query districts",
    "All districts: /kreise or /api/v1/districts; on the command line"
    " bildungslandschaft query districts",
)
FIND_THEMES: Final = Text(
    "Alle Themen: /themen oder /api/v1/themes; auf der Kommandozeile bildungslandschaft query"
    " themes",
    "All themes: /themen or /api/v1/themes; on the command line bildungslandschaft query themes",
)
SEARCH: Final = Text("Suchen: /suche?q=…", "Search: /suche?q=…")


def no_such(
    text: Text, wanted: str, names: Mapping[str, str], way: Text | None = None
) -> UnknownThingError:
    """Return the error for a thing that does not exist: with near matches, or else a way on.

    Args:
        text: what there is not.
        wanted: what the user wrote, a key or a name.
        names: key → name of what there is.
        way: where to find what there is; without it, all keys are listed.

    Example:
        >>> print(no_such(Text("Kein Land „x“.", ""), "x", {"05": "Nordrhein-Westfalen"}))
        Kein Land „x“. Es gibt: 05.
    """
    near = near_keys(wanted, names)
    if near:
        return UnknownThingError(text, near)
    if way is None:
        listed = ", ".join(sorted(names))
        way = Text(f"Es gibt: {listed}.", f"There are: {listed}.")
    return UnknownThingError(Text(f"{text.de} {way.de}", f"{text.en} {way.en}"))


def no_such_choice(text: Text, wanted: str, choices: Mapping[str, Text]) -> UnknownThingError:
    """Return the error for one of a few choices that is none: all of them, and the nearest one.

    Args:
        text: what there is not.
        wanted: what the user wrote, a key or a name in either language.
        choices: key → name of what there is.

    Example:
        >>> kinds = {"model": Text("Modell", "Model"), "agency": Text("Agentur", "Agency")}
        >>> print(no_such_choice(Text("Keine Art „modl“.", ""), "modl", kinds))
        Keine Art „modl“. Es gibt: model (Modell), agency (Agentur). Ähnlich: model.
    """
    german = ", ".join(f"{key} ({name.de})" for key, name in choices.items())
    english = ", ".join(f"{key} ({name.en})" for key, name in choices.items())
    names = {key: f"{name.de} {name.en}" for key, name in choices.items()}
    near = [one.partition(" ")[0] for one in near_keys(wanted, names)[:1]]
    said = Text(f"{text.de} Es gibt: {german}.", f"{text.en} There are: {english}.")
    return UnknownThingError(said, near)


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
