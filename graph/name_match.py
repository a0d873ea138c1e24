"""How like two names of German organisations are, whatever their legal form and spelling."""

import difflib
import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from ontology.namespaces import slug

Area = Literal["city", "rural", ""]

CERTAIN: Final = 88.0
"""Score from which a name may stand for a thing, if no other comes near."""

MARGIN: Final = 8.0
"""Points by which the best must be ahead of the second."""

_CONFLICT: Final = 25.0
"""Points off when one says city and the other says rural district."""

_ONLY_ASKED: Final = 10.0
"""Points off when only the searched name says city or rural district."""

_ONLY_KNOWN: Final = 5.0
"""Points off when only the known name does."""

_LEGAL: Final = re.compile(
    # "Ev." before a name is no association but Protestant
    r"(?i)\be\. ?v\.|\be\.? ?v\.?(?=\s*($|[,()]))|\b(gemeinnützige )?g?gmbh( & co\. ?kg)?\b"
    r"|\bmbh\b|\bgag\b|\bag\b|\bkg\b|\bg?ug\b|\(?\bhaftungsbeschränkt\b\)?|\be\. ?g\.|\beg\b"
    r"|\bgbr\b|\bgenossenschaft\b|\bi\. ?g\.|\bk\. ?d\. ?ö\. ?r\.|\bkdör\b|\baör\b"
    r"|\bgemeinnützige\b|\beingetragener verein\b"
)
_CITY: Final = """
    stadt landeshauptstadt hansestadt universitaetsstadt wissenschaftsstadt stadtverwaltung
    stadtkreis kreisfreie freie magistrat
"""
_RURAL: Final = "landkreis kreis landratsamt kreisverwaltung lk lkr"
_AREAS: Final[dict[str, Area]] = {
    **dict.fromkeys(_CITY.split(), "city"),
    **dict.fromkeys(_RURAL.split(), "rural"),
}
_SHORT: Final = {
    "uni": "universitaet",
    "univ": "universitaet",
    "hs": "hochschule",
    "fh": "fachhochschule",
    "tu": "technische-universitaet",
    "th": "technische-hochschule",
    "ph": "paedagogische-hochschule",
    "vhs": "volkshochschule",
    "ihk": "industrie-und-handelskammer",
    "hwk": "handwerkskammer",
    "gs": "grundschule",
    "reab": "regionale-entwicklungsagentur",
    "stift": "stiftung",
    "inst": "institut",
    "st": "sankt",
}
_LITTLE: Final = "der die das des dem den und fuer von vom am an in im zu zur"
_FILLERS: Final = frozenset(_LITTLE.split())
_COMMON: Final = 3000
"""Names that share a word above which the word alone makes no candidate."""

_SHORTLIST: Final = 12
"""Candidates that are compared letter by letter."""

_CLOSE: Final = 0.8
"""Likeness from which one word counts as a misspelling of another."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a name is made of.

    Attributes:
        area: whether it says that it means a city or a rural district.
        words: its words without legal form and fillers, abbreviations written out.
        letters: the same without gaps.
    """

    area: Area
    words: tuple[str, ...]
    letters: str


@dataclass(frozen=True, slots=True)
class Found:
    """One thing whose name is like the searched one.

    Attributes:
        key: of the thing.
        name: by which it was found.
        score: 0 to 100.
    """

    key: str
    name: str
    score: float


@lru_cache(maxsize=200_000)
def parse_name(name: str) -> Parsed:
    """Take a name apart.

    Example:
        >>> parse_name("Stadt Görlitz")
        Parsed(area='city', words=('goerlitz',), letters='goerlitz')
        >>> parse_name("Uni Bielefeld e. V.").words
        ('universitaet', 'bielefeld')
    """
    area: Area = ""
    words: list[str] = []
    for word in slug(_LEGAL.sub(" ", name)).split("-"):
        if word in _AREAS:
            area = _AREAS[word]
        elif word and word not in _FILLERS:
            written_out = _SHORT.get(word, word).split("-")
            words += [one for one in written_out if one not in _FILLERS]
    if not words:
        # nothing but a legal form or "Landkreis": then these are the name
        words = [word for word in slug(name).split("-") if word]
    return Parsed(area, tuple(words), "".join(words))


class NameIndex:
    """All names of some things, ready to be searched.

    Args:
        names: key of a thing and one of its names; a thing may have several.
    """

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        self._entries = [(key, name, parse_name(name)) for key, name in names]
        self._postings: dict[str, list[int]] = defaultdict(list)
        self._letters: dict[str, list[int]] = defaultdict(list)
        self._grams: dict[str, list[str]] = defaultdict(list)
        for number, (_, _, parsed) in enumerate(self._entries):
            self._letters[parsed.letters].append(number)
            for word in set(parsed.words):
                self._postings[word].append(number)
        for word in self._postings:
            for gram in _grams(word):
                self._grams[gram].append(word)

    def find(
        self, name: str, limit: int, accepts: Callable[[str], bool] = lambda _: True
    ) -> list[Found]:
        """Return the things whose names are like a name, best first; [] for an empty name.

        Args:
            name: what is searched.
            limit: how many at most.
            accepts: says by key whether a thing may be found.
        """
        asked = parse_name(name)
        if not asked.words:
            return []
        alike = {word: self._alike(word) for word in dict.fromkeys(asked.words)}
        best: dict[str, Found] = {}
        for number in self._candidates(asked, alike, accepts):
            key, known, parsed = self._entries[number]
            score = self._score(asked, parsed, alike)
            if key not in best or score > best[key].score:
                best[key] = Found(key, known, round(score, 1))
        return sorted(best.values(), key=lambda one: (-one.score, len(one.name), one.key))[:limit]

    def _candidates(
        self, asked: Parsed, alike: dict[str, dict[str, float]], accepts: Callable[[str], bool]
    ) -> list[int]:
        weighed: dict[int, float] = defaultdict(float)
        known = {word: ratio for near in alike.values() for word, ratio in near.items()}
        rare = [word for word in known if len(self._postings[word]) <= _COMMON]
        for word in rare or sorted(known, key=lambda word: len(self._postings[word]))[:1]:
            weight = self._weight(word) * known[word]
            for number in self._postings[word]:
                weighed[number] += weight
        same = self._letters.get(asked.letters, [])
        accepted = {
            number: weight / (1 + 0.1 * len(self._entries[number][2].words))
            for number, weight in weighed.items()
            if accepts(self._entries[number][0])
        }
        shortlist = sorted(accepted, key=lambda number: -accepted[number])[:_SHORTLIST]
        return [*shortlist, *(number for number in same if accepts(self._entries[number][0]))]

    def _score(self, asked: Parsed, known: Parsed, alike: dict[str, dict[str, float]]) -> float:
        if asked.letters == known.letters or set(asked.words) == set(known.words):
            likeness = 1.0
        else:
            words = set(known.words)
            shared = sum(
                self._weight(word) * max((near.get(one, 0.0) for one in words), default=0.0)
                for word, near in alike.items()
            )
            whole = sum(map(self._weight, alike)) + sum(map(self._weight, words))
            letters = _likeness(_grams(asked.letters), _grams(known.letters))
            likeness = min(0.99, 0.6 * (2 * shared / whole) + 0.4 * letters)
        return max(0.0, 100 * likeness - _area_malus(asked.area, known.area))

    def _weight(self, word: str) -> float:
        """Return how much a word tells: rare ones more."""
        return math.log(1 + len(self._entries) / max(1, len(self._postings.get(word, ()))))

    def _alike(self, word: str) -> dict[str, float]:
        """Return the known words that a word may mean, with how sure that is."""
        if word in self._postings:
            return {word: 1.0}
        shared = Counter(one for gram in _grams(word) for one in self._grams.get(gram, ()))
        near = [one for one, _ in shared.most_common(20)]
        ratios = {
            one: difflib.SequenceMatcher(None, word, one, autojunk=False).ratio() for one in near
        }
        return {one: ratio for one, ratio in ratios.items() if ratio >= _CLOSE}


def is_certain(found: Sequence[Found]) -> bool:
    """Say whether the first of some things, best first, is the one that is meant."""
    if not found or found[0].score < CERTAIN:
        return False
    return len(found) == 1 or found[0].score - found[1].score >= MARGIN


def _area_malus(asked: Area, known: Area) -> float:
    if asked == known:
        return 0.0
    if asked and known:
        return _CONFLICT
    return _ONLY_ASKED if asked else _ONLY_KNOWN


@lru_cache(maxsize=10_000)
def _grams(word: str) -> frozenset[str]:
    padded = f" {word} "
    return frozenset(padded[start : start + 3] for start in range(len(padded) - 2))


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Return the share of common letter triples (Dice's coefficient)."""
    return 2 * len(one & other) / (len(one) + len(other))
