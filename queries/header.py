"""What stands above a question: the `#+ key: value` lines of a `.rq` file.

The lines stand before the query. A line whose value begins with two more blanks continues the one
before. Parts of a `parameter` or `column` are separated by ` | `; the first part is the name.

    #+ title_de: Grundpatenschaften einer Kommune
    #+ title_en: Core sponsorships of a municipality
    #+ description_de: Welche Stiftung wo Grundpatin ist,
    #+   am Stichtag.
    #+ description_en: Which foundation is core sponsor of which municipality.
    #+ keywords: Stiftung, Patenschaft
    #+ cost: fast
    #+ parameter: ags | type=ags | example=05334 | de=Kreisschlüssel | en=district key
    #+ parameter: theme | type=theme | optional | source=themes | de=Thema | en=theme
    #+ parameter: as_of | type=date | default=today | de=Stichtag | en=as of
    #+ parameter: until | type=date | default=today+1y | example=2022-06-30 | de=bis | en=until
    #+ column: foundation | de=Stiftung | en=foundation
    #+ column: share | de=Anteil | en=share | unit=%
    #+ empty_is_right: de=Noch keine Quelle nennt einen Fall. | en=No source has a case yet.

Keys: `title_*`, `description_*`, `keywords` and `cost` (fast, medium, slow) are needed once, one
`column` per column of a SELECT. Attributes of a parameter: `type` (see `queries.terms.TYPES`),
`default` or `optional` (else a value is required), `example` (needed unless there is a default),
`values` (of an enum, with commas), `scheme` (of a concept), `source` (the query that lists the
values), `min` and `max` (of integers), `de` and `en` (labels).

A `date` is one of `queries.days.FORMS`: a date, or a day counted from today in years or months
(`today`, `today+1y`, `today-6m`; 29 February becomes the 28th where there is none). A default is
counted from today unless the question is about a day in history; where that may find nothing, an
`example` is a date that does.

In the query, a parameter is written with a dollar sign (`$ags`) wherever a term may stand: it is
replaced by the value as an RDF term, so it works inside sub-selects and on every engine. An
optional one may only stand in a VALUES block (`VALUES ?theme { $theme }`), where no value means
UNDEF: any. `$lang` needs no line above: it is the language in which the reader is answered, for
labels that always come in both (`FILTER(LANG(?theme_name) = $lang)`); names of organisations,
territories and cooperations are German.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from ontology.errors import InputError
from ontology.texts import Text

MARK: Final = "#+"
COSTS: Final = ("fast", "medium", "slow")
_TEXTS: Final = ("title_de", "title_en", "description_de", "description_en", "keywords", "cost")
_LISTS: Final = ("parameter", "column")
_PARAMETER: Final = frozenset(
    {"type", "default", "example", "values", "scheme", "source", "min", "max", "de", "en"}
)


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a question.

    Attributes:
        name: as in `$name` and in `?name=` of the address.
        type: a key of `queries.terms.TYPES`.
        label: for people.
        default: value if none is given; None if there is no default.
        example: a value with which the question has an answer.
        optional: whether no value at all is fine.
        values: allowed values of an enum.
        scheme: concept scheme of a `concept`.
        source: name of the query that lists the values; empty if there is none.
        low: smallest integer.
        high: largest integer.
    """

    name: str
    type: str
    label: Text
    default: str | None = None
    example: str = ""
    optional: bool = False
    values: tuple[str, ...] = ()
    scheme: str = ""
    source: str = ""
    low: int | None = None
    high: int | None = None

    @property
    def required(self) -> bool:
        """Whether a value has to be given."""
        return self.default is None and not self.optional


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the answer.

    Attributes:
        name: the variable.
        meaning: what stands in it.
        unit: of a number; empty if it has none.
    """

    name: str
    meaning: Text
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Header:
    """Everything above a question.

    Attributes:
        title: one line.
        description: what is asked, how, and what the answer does not say.
        keywords: for the search.
        cost: fast, medium or slow.
        parameters: in order of the file.
        columns: in order of the file.
        empty_is_right: why no rows may be the right answer to the defaults or the examples; None
            if both have to have rows.
    """

    title: Text
    description: Text
    keywords: tuple[str, ...]
    cost: str
    parameters: tuple[Parameter, ...]
    columns: tuple[Column, ...]
    empty_is_right: Text | None = None


def parse_header(text: str, file: str) -> Header:
    """Read the header of a query file.

    Args:
        text: the whole file.
        file: its name, for messages.

    Raises:
        InputError: for the first line that is unknown, doubled, incomplete, or missing.
    """
    entries = _entries(text, file)
    for key in entries:
        if key not in {*_TEXTS, *_LISTS, "empty_is_right"}:
            raise _broken(file, f"unbekannter Schlüssel „{key}“", f'unknown key "{key}"')
    single = {key: _single(entries, key, file) for key in _TEXTS}
    if single["cost"] not in COSTS:
        raise _broken(file, f"cost ist eines von {COSTS}", f"cost is one of {COSTS}")
    reasons = entries.get("empty_is_right", [])
    return Header(
        title=Text(single["title_de"], single["title_en"]),
        description=Text(single["description_de"], single["description_en"]),
        keywords=tuple(word.strip() for word in single["keywords"].split(",")),
        cost=single["cost"],
        parameters=tuple(_parameter(value, file) for value in entries.get("parameter", [])),
        columns=tuple(_column(value, file) for value in entries.get("column", [])),
        empty_is_right=_reason(reasons[0], file) if reasons else None,
    )


def _entries(text: str, file: str) -> dict[str, list[str]]:
    entries: dict[str, list[str]] = {}
    last: list[str] = []
    for line in text.splitlines():
        if not line.startswith(MARK):
            continue
        content = line.removeprefix(MARK).removeprefix(" ")
        if content.startswith("  ") and last:
            last[-1] = f"{last[-1]} {content.strip()}"
            continue
        key, colon, value = content.partition(":")
        if not colon or not value.strip():
            raise _broken(file, f"kein „Schlüssel: Wert“: {line}", f'no "key: value": {line}')
        last = entries.setdefault(key.strip(), [])
        last.append(value.strip())
    return entries


def _single(entries: dict[str, list[str]], key: str, file: str) -> str:
    values = entries.get(key, [])
    if len(values) != 1:
        raise _broken(file, f"„{key}“ muss genau einmal stehen", f'"{key}" must stand exactly once')
    return values[0]


def _attributes(parts: Sequence[str], allowed: Iterable[str], file: str) -> dict[str, str]:
    attributes: dict[str, str] = {}
    for part in parts:
        key, equals, value = (piece.strip() for piece in part.partition("="))
        if not equals or key not in allowed or key in attributes:
            raise _broken(
                file, f"unbrauchbarer Teil „{part.strip()}“", f'unusable part "{part.strip()}"'
            )
        attributes[key] = value
    if not {"de", "en"} <= attributes.keys():
        raise _broken(
            file, f"de= und en= fehlen in: {parts}", f"de= and en= are missing in: {parts}"
        )
    return attributes


def _parameter(value: str, file: str) -> Parameter:
    name, *parts = (part.strip() for part in value.split(" | "))
    optional = "optional" in parts
    found = _attributes([part for part in parts if part != "optional"], _PARAMETER, file)
    default = found.get("default")
    example = found.get("example", default or "")
    if not name.isidentifier() or "type" not in found or not (example or optional):
        raise _broken(
            file,
            f"Parameter „{name}“ braucht type= und example= oder default=",
            f'parameter "{name}" needs type= and example= or default=',
        )
    return Parameter(
        name=name,
        type=found["type"],
        label=Text(found["de"], found["en"]),
        default=default,
        example=example,
        optional=optional,
        values=tuple(
            entry.strip() for entry in found.get("values", "").split(",") if entry.strip()
        ),
        scheme=found.get("scheme", ""),
        source=found.get("source", ""),
        low=_bound(found.get("min"), file),
        high=_bound(found.get("max"), file),
    )


def _bound(value: str | None, file: str) -> int | None:
    try:
        return None if value is None else int(value)
    except ValueError as error:
        raise _broken(file, f"keine Zahl: {value}", f"no number: {value}") from error


def _column(value: str, file: str) -> Column:
    name, *parts = (part.strip() for part in value.split(" | "))
    found = _attributes(parts, {"de", "en", "unit"}, file)
    return Column(name, Text(found["de"], found["en"]), found.get("unit", ""))


def _reason(value: str, file: str) -> Text:
    found = _attributes(value.split(" | "), {"de", "en"}, file)
    return Text(found["de"], found["en"])


def _broken(file: str, german: str, english: str) -> InputError:
    return InputError(Text(f"{file}: {german}.", f"{file}: {english}."))
