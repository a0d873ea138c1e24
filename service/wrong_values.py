"""What people are told of a value that does not fit, in two languages."""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any, Final, NamedTuple, get_origin

from fastapi.dependencies.models import Dependant
from pydantic import BaseModel
from starlette.requests import Request

from ontology.errors import ParameterError
from ontology.texts import Text

_WRONG: Final = {
    "missing": Text("fehlt", "is missing"),
    "greater_than_equal": Text("muss mindestens {ge} sein", "must be at least {ge}"),
    "less_than_equal": Text("darf höchstens {le} sein", "must be at most {le}"),
    "greater_than": Text("muss größer als {gt} sein", "must be greater than {gt}"),
    "less_than": Text("muss kleiner als {lt} sein", "must be less than {lt}"),
    "finite_number": Text("muss eine endliche Zahl sein", "must be a finite number"),
    "int_from_float": Text("muss eine ganze Zahl sein", "must be a whole number"),
    "int_type": Text("muss eine ganze Zahl sein", "must be a whole number"),
    "float_type": Text("muss eine Zahl sein", "must be a number"),
    "string_type": Text("muss ein Text sein", "must be a text"),
    "model_attributes_type": Text(
        "muss ein JSON-Objekt sein: {{…}}", "must be a JSON object: {{…}}"
    ),
    "int_parsing": Text("muss eine ganze Zahl sein", "must be a whole number"),
    "float_parsing": Text("muss eine Zahl sein", "must be a number"),
    "bool_parsing": Text("muss true oder false sein", "must be true or false"),
    "literal_error": Text("muss eines davon sein: {expected}", "must be one of: {expected}"),
    "enum": Text("muss eines davon sein: {expected}", "must be one of: {expected}"),
    "string_too_long": Text(
        "darf höchstens {max_length} Zeichen haben", "must have at most {max_length} characters"
    ),
    "string_too_short": Text(
        "muss mindestens {min_length} Zeichen haben", "must have at least {min_length} characters"
    ),
    "too_long": Text(
        "darf höchstens {max_length} Angaben haben", "must have at most {max_length} items"
    ),
    "extra_forbidden": Text("wird hier nicht erwartet", "is not expected here"),
    "json_invalid": Text("ist kein lesbares JSON", "is no readable JSON"),
}
"""Type of a validation error of pydantic → what it means."""


EVERYWHERE: Final = frozenset({"_", "format", "lang"})
"""Names that every address takes; clients put `_` there to pass caches."""

_SHOWN_LETTERS: Final = 40
_SHOWN_VALUES: Final = 3


class Unfit(NamedTuple):
    """A value that does not fit.

    Attributes:
        name: of the parameter or member, with a point between steps; `body` for all of it.
        what: is wrong, to stand behind the name.
    """

    name: str
    what: Text


async def one_value_each(request: Request) -> None:
    """Refuse an address that gives a parameter twice: which one is meant, nobody can know.

    Only what a route declares as a list may come more than once.

    Raises:
        ParameterError: for the first one, with its values.
    """
    given = request.query_params
    if len(given) == len(given.multi_items()):
        return
    declared = request.scope["route"].dependant.query_params
    lists = {one.alias for one in declared if get_origin(one.field_info.annotation) is list}
    for name in given:
        values = given.getlist(name)
        if len(values) > 1 and name not in lists:
            listed = ", ".join(value[:_SHOWN_LETTERS] for value in values[:_SHOWN_VALUES])
            said = Text(
                f"„{name}“ ist {len(values)}-mal angegeben ({listed}). Nur einen Wert angeben.",
                f'"{name}" is given {len(values)} times ({listed}). Give one value only.',
            )
            raise ParameterError(name, said)


async def only_known_names(request: Request) -> None:
    """Refuse an address with a parameter that its route does not know: a slip changes the answer.

    Routes that read their names themselves declare them in their description (`openapi_extra`).

    Raises:
        ParameterError: for the first one, with the nearest name and all there are.
    """
    route = request.scope["route"]
    if not route.include_in_schema:
        return
    extra = (route.openapi_extra or {}).get("parameters", ())
    known = {*_declared(route.dependant), *(one["name"] for one in extra)}
    for name in request.query_params:
        if name not in known and name not in EVERYWHERE:
            raise _unknown(name, sorted(known))


def _declared(dependant: Dependant) -> Iterator[str]:
    for one in dependant.query_params:
        model = one.field_info.annotation
        if isinstance(model, type) and issubclass(model, BaseModel):
            yield from (field.alias or name for name, field in model.model_fields.items())
        else:
            yield one.alias
    for inner in dependant.dependencies:
        yield from _declared(inner)


def _unknown(name: str, known: list[str]) -> ParameterError:
    shown = name[:_SHOWN_LETTERS]
    near = get_close_matches(name.lower(), known, n=1)
    listed = ", ".join(known) or "–"
    meant = Text(
        f" Gemeint ist vielleicht „{near[0]}“." if near else "",
        f' Perhaps "{near[0]}" is meant.' if near else "",
    )
    return ParameterError(
        shown,
        Text(
            f"Den Parameter „{shown}“ gibt es hier nicht.{meant.de} Es gibt: {listed}.",
            f'There is no parameter "{shown}" here.{meant.en} There is: {listed}.',
        ),
    )


def unfit(entry: Mapping[str, Any]) -> Unfit:
    """Return which value does not fit and why.

    Args:
        entry: one validation error of pydantic.
    """
    kind, place = entry["type"], entry["loc"]
    # of a text that is no JSON there are places, but no members
    inside = () if kind == "json_invalid" else place[1:]
    name = ".".join(map(str, inside)) or place[0]
    text = _WRONG.get(kind)
    if text is None:
        told = Text(f"ist unbrauchbar ({entry['msg']})", f"is unusable ({entry['msg']})")
        return Unfit(name, told)
    told = entry.get("ctx", {}).items()
    context = {one: f"{value:g}" if isinstance(value, float) else value for one, value in told}
    german = {one: str(value).replace(" or ", " oder ") for one, value in context.items()}
    return Unfit(name, Text(text.de.format(**german), text.en.format(**context)))
