"""Whether what a question is asked about exists: an unknown key is a mistake, no empty answer."""

from collections.abc import Callable, Mapping
from typing import Final

from graph.keys import key_of
from graph.landscape import Landscape
from graph.near import no_such
from ontology.namespaces import VOCAB
from ontology.texts import Text
from queries.header import Parameter


def require_known(
    landscape: Landscape, parameters: tuple[Parameter, ...], values: Mapping[str, str]
) -> None:
    """Refuse values that name no actor, district, theme, programme, state or concept there is.

    Args:
        landscape: what there is.
        parameters: of the question.
        values: by name, each of the form that its type asks for; what is not given is not checked.

    Raises:
        UnknownThingError: for the first one, with near matches or where to find what there is.
    """
    for parameter in parameters:
        value, look_up = values.get(parameter.name, "").strip(), _LOOK_UPS.get(parameter.type)
        if value and look_up:
            look_up(landscape, parameter, value)


def _actor(landscape: Landscape, _: Parameter, value: str) -> None:
    landscape.actor(value)


def _district(landscape: Landscape, _: Parameter, value: str) -> None:
    ags = key_of(value)
    if ags not in landscape.former_districts:
        landscape.district(ags)


def _theme(landscape: Landscape, _: Parameter, value: str) -> None:
    landscape.theme(value.removeprefix(f"{VOCAB}theme/"))


def _programme(landscape: Landscape, _: Parameter, value: str) -> None:
    key = key_of(value)
    if key not in landscape.programmes:
        names = {one.key: one.name for one in landscape.programmes.values()}
        said = Text(f"Es gibt kein Programm „{key}“.", f'There is no programme "{key}".')
        raise no_such(said, key, names)


def _state(landscape: Landscape, _: Parameter, value: str) -> None:
    key = key_of(value)
    if key not in landscape.states:
        said = Text(f"Es gibt kein Land „{key}“.", f'There is no state "{key}".')
        raise no_such(said, key, landscape.state_names())


def _concept(landscape: Landscape, parameter: Parameter, value: str) -> None:
    key = value.removeprefix(f"{VOCAB}{parameter.scheme}/")
    known = landscape.concepts[parameter.scheme]
    if key not in known:
        names = {one.key: one.german for one in known.values()}
        said = Text(
            f"„{parameter.label.de}“: „{key}“ gibt es nicht.",
            f'"{parameter.label.en}": there is no "{key}".',
        )
        raise no_such(said, key, names)


_LOOK_UPS: Final[Mapping[str, Callable[[Landscape, Parameter, str], None]]] = {
    "actor": _actor,
    "ags": _district,
    "district": _district,
    "theme": _theme,
    "programme": _programme,
    "state": _state,
    "concept": _concept,
}
