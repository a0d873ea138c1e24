"""How a value that a user wrote becomes an RDF term: checked by type, serialised, one token."""

import re
from collections.abc import Callable
from datetime import date
from typing import Final

from graph.keys import is_ags, is_key, is_state_ags, is_town_ags
from ontology.errors import ParameterError
from ontology.namespaces import ID, PREFIXES, VOCAB, concept, thing
from ontology.texts import Text
from queries.days import FORMS, day_of
from queries.header import Parameter

MAX_TEXT: Final = 1000
"""Letters of one value."""

_IRI: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|^`\\\ud800-\udfff]+")
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_YEAR: Final = re.compile(r"[0-9]{4}")
_INTEGER: Final = re.compile(r"[+-]?[0-9]{1,15}")
_ESCAPES: Final = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def _literal(text: str) -> str:
    return '"' + "".join(_ESCAPES.get(letter, letter) for letter in text) + '"'


def _typed(text: str, datatype: str) -> str:
    return f"{_literal(text)}^^<{PREFIXES['xsd']}{datatype}>"


def _ags(parameter: Parameter, value: str) -> str:
    return _literal(_district_key(parameter, value))


def _district(parameter: Parameter, value: str) -> str:
    iri = _own_iri(parameter, value, ID + "district/")
    return iri or f"<{thing('district', _district_key(parameter, value))}>"


def _state(parameter: Parameter, value: str) -> str:
    if iri := _own_iri(parameter, value, ID + "state/"):
        return iri
    if not is_state_ags(value):
        raise _malformed(parameter, value, "zwei Ziffern, 01 bis 16", "two digits, 01 to 16")
    return f"<{thing('state', value)}>"


def _actor(parameter: Parameter, value: str) -> str:
    if is_ags(value) or is_town_ags(value):
        return f"<{thing('actor', f'kommune-{value}')}>"
    iri = _own_iri(parameter, value, ID + "actor/")
    return iri or f"<{thing('actor', _key(parameter, value))}>"


def _theme(parameter: Parameter, value: str) -> str:
    iri = _own_iri(parameter, value, VOCAB + "theme/")
    return iri or f"<{concept('theme', _key(parameter, value))}>"


def _programme(parameter: Parameter, value: str) -> str:
    iri = _own_iri(parameter, value, ID + "programme/")
    return iri or f"<{thing('programme', _key(parameter, value))}>"


def _concept(parameter: Parameter, value: str) -> str:
    iri = _own_iri(parameter, value, f"{VOCAB}{parameter.scheme}/")
    return iri or f"<{concept(parameter.scheme, _key(parameter, value))}>"


def day(parameter: Parameter, value: str) -> date:
    """Return the day that a value of a `date` names, counted from the reader's today if it says so.

    Raises:
        ParameterError: if it names none.
    """
    found = day_of(value, date.today())  # noqa: DTZ011 - the reader's calendar day
    if found is None:
        raise _malformed(parameter, value, FORMS.de, FORMS.en)
    return found


def _date(parameter: Parameter, value: str) -> str:
    return _typed(day(parameter, value).isoformat(), "date")


def _year(parameter: Parameter, value: str) -> str:
    _require(parameter, value, _YEAR, "ein Jahr mit vier Ziffern", "a year in four digits")
    return _typed(value, "gYear")


def _integer(parameter: Parameter, value: str) -> str:
    _require(parameter, value, _INTEGER, "eine ganze Zahl", "an integer")
    number = int(value)
    low = number if parameter.low is None else parameter.low
    high = number if parameter.high is None else parameter.high
    if not low <= number <= high:
        raise _malformed(parameter, value, f"{low} bis {high}", f"{low} to {high}")
    # bare digits stand where LIMIT and comparisons take them, on every engine
    return str(number)


def _text(parameter: Parameter, value: str) -> str:
    if len(value) > MAX_TEXT or _CONTROL.search(value):
        raise _malformed(
            parameter,
            value,
            f"Text ohne Steuerzeichen, höchstens {MAX_TEXT} Zeichen",
            f"text without control characters, at most {MAX_TEXT} letters",
        )
    return _literal(value)


def _iri(parameter: Parameter, value: str) -> str:
    if len(value) > MAX_TEXT or not _IRI.fullmatch(value):
        raise _malformed(parameter, value, "eine vollständige IRI", "an absolute IRI")
    return f"<{value}>"


def _enum(parameter: Parameter, value: str) -> str:
    if value not in parameter.values:
        allowed = ", ".join(parameter.values)
        raise _malformed(parameter, value, f"eines von {allowed}", f"one of {allowed}")
    return _literal(value)


TYPES: Final[dict[str, Callable[[Parameter, str], str]]] = {
    "ags": _ags,
    "district": _district,
    "state": _state,
    "actor": _actor,
    "theme": _theme,
    "programme": _programme,
    "concept": _concept,
    "date": _date,
    "year": _year,
    "integer": _integer,
    "text": _text,
    "iri": _iri,
    "enum": _enum,
}
"""How each type of parameter becomes a term. `ags` is the key as text, `district` the territory."""


def _own_iri(parameter: Parameter, value: str, base: str) -> str:
    return _iri(parameter, value) if value.startswith(base) else ""


def _key(parameter: Parameter, value: str) -> str:
    if len(value) > MAX_TEXT or not is_key(value):
        raise _malformed(parameter, value, "ein Schlüssel", "a key")
    return value


def _district_key(parameter: Parameter, value: str) -> str:
    if not is_ags(value):
        raise _malformed(
            parameter,
            value,
            "ein Kreisschlüssel, fünf Ziffern mit führender Null",
            "a district key, five digits with the leading zero",
        )
    return value


def _require(
    parameter: Parameter, value: str, pattern: re.Pattern[str], german: str, english: str
) -> None:
    if not pattern.fullmatch(value):
        raise _malformed(parameter, value, german, english)


def _malformed(parameter: Parameter, value: str, german: str, english: str) -> ParameterError:
    example, value = parameter.example or "–", value[:100]
    return ParameterError(
        parameter.name,
        Text(
            f"„{parameter.name}“ ({parameter.label.de}): {value!r} passt nicht. Erwartet: {german},"
            f" zum Beispiel {example}.",
            f'"{parameter.name}" ({parameter.label.en}): {value!r} does not fit. Expected:'
            f" {english}, for instance {example}.",
        ),
    )
