"""How things are found by words of their name: every word must occur, the best comes first."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Protocol, TypeVar

from graph.columns.actors import actors_named
from graph.columns.current import columns_of
from graph.landscape import Landscape
from graph.things import Actor
from ontology.namespaces import slug


class Named(Protocol):
    """A thing with key and name."""

    @property
    def key(self) -> str:
        """Its key."""
        ...

    @property
    def name(self) -> str:
        """Its name."""
        ...


T = TypeVar("T", bound=Named)


def matching(things: Iterable[T], words: str) -> list[T]:
    """Return the things whose name or key contains every word, best first.

    A name that begins with the words comes before one that holds them at the start of a word, and
    that before any other; then the shorter name.

    Args:
        things: where to look.
        words: what was typed; umlauts and case do not matter. No letter or digit: [].
    """
    wanted = slug(words).split("-")
    if wanted == [""]:
        return []
    phrase = "-".join(wanted)
    found = []
    for thing in things:
        text = _searchable(thing.name)
        if all(word in text for word in wanted) or phrase == thing.key.lower():
            found.append((_rank(text, wanted, phrase), len(text), thing.name, thing.key, thing))
    found.sort(key=lambda entry: entry[:4])
    return [entry[4] for entry in found]


def actors_matching(landscape: Landscape, words: str) -> list[Actor]:
    """Return the actors whose name or key contains every word, best first; see `matching`."""
    columns = columns_of(landscape)
    near = columns.actors.take(actors_named(columns, words))
    return matching([landscape.actors[key] for key in near], words)


@lru_cache(maxsize=100_000)
def _searchable(name: str) -> str:
    return slug(name)


def _rank(text: str, wanted: Sequence[str], phrase: str) -> int:
    if text.startswith(phrase):
        return 0
    if f"-{phrase}" in text:
        return 1
    starts = all(f"-{word}" in f"-{text}" for word in wanted)
    return 2 if starts else 3
