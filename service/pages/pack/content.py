"""What a meeting pack holds: texts ready to print, nothing about layout."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import UTC, datetime
from typing import Any, Final

from ontology.texts import Language
from service.pages.pack.references import SourceLine

# what XML, and with it DOCX and SVG, cannot hold
_UNPRINTABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with what it counts."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class GapLine:
    """One gap; `helpers` names who could fill it, `refs` the sources by number."""

    status: str
    text: str
    helpers: str
    refs: str


@dataclass(frozen=True, slots=True)
class ReasonLine:
    """One reason with the numbers of its sources."""

    text: str
    refs: str


@dataclass(frozen=True, slots=True)
class Advice:
    """One suggestion."""

    heading: str
    kind: str
    level: str
    reasons: tuple[ReasonLine, ...]
    against: str
    counterfactual: str
    ask: str
    website: str


@dataclass(frozen=True, slots=True)
class TieLine:
    """One row of the table of cooperations."""

    partner: str
    kind: str
    period: str
    status: str
    refs: str


@dataclass(frozen=True, slots=True)
class Pack:
    """Everything in a meeting pack, in one language.

    Attributes:
        name: of the district; `title` is that of the document.
        facts: place and size in one line.
        status: the day it speaks about, in words.
        summary: the network in sentences, at the same time what the picture shows.
        picture: the network as SVG; empty where no cooperation is known.
        words: fixed words by name.
        more_ties: a sentence about ties that are not in the table, empty if all are.
        version: of the landscape, as a sentence.
        address: of the page of the district.
    """

    language: Language
    title: str
    name: str
    facts: str
    status: str
    figures: tuple[Figure, ...]
    summary: str
    picture: str
    gaps: tuple[GapLine, ...]
    advice: tuple[Advice, ...]
    ties: tuple[TieLine, ...]
    more_ties: str
    sources: tuple[SourceLine, ...]
    attributions: tuple[str, ...]
    version: str
    address: str
    words: Mapping[str, str]


def cleaned(pack: Pack) -> Pack:
    """Return the same pack without signs that no document can hold."""
    return Pack(**{one.name: _clean(getattr(pack, one.name)) for one in fields(pack)})


def midnight() -> datetime:
    """Return when today began: whoever asks twice on one day gets the same file."""
    return datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)


def _clean(value: object) -> Any:  # noqa: ANN401 - the same type as it came
    if isinstance(value, str):
        return _UNPRINTABLE.sub("", value)
    if isinstance(value, tuple):
        return tuple(_clean(one) for one in value)
    if is_dataclass(value) and not isinstance(value, type):
        return type(value)(**{one.name: _clean(getattr(value, one.name)) for one in fields(value)})
    return value
