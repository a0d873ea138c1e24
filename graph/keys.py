"""What a key looks like: municipal keys and the keys of actors. Keys are text, never numbers."""

import re
from typing import Final

from ontology.errors import ParameterError
from ontology.namespaces import ID
from ontology.texts import Text

_AGS: Final = re.compile(r"(0[1-9]|1[0-6])[0-9]{3}")
_AGS_STATE: Final = re.compile(r"0[1-9]|1[0-6]")
_AGS_TOWN: Final = re.compile(r"(0[1-9]|1[0-6])[0-9]{6}")
_KEY: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._~-]*")


def is_ags(value: str) -> bool:
    """Say whether a text has the form of a district key: five digits, state 01 to 16.

    Source: Amtlicher Gemeindeschlüssel, Statistische Ämter des Bundes und der Länder.

    Example:
        >>> is_ags("05334"), is_ags("5334"), is_ags("99999")
        (True, False, False)
    """
    return _AGS.fullmatch(value) is not None


def is_state_ags(value: str) -> bool:
    """Say whether a text has the form of a state key: two digits, 01 to 16."""
    return _AGS_STATE.fullmatch(value) is not None


def is_town_ags(value: str) -> bool:
    """Say whether a text has the form of a municipality key: eight digits, state 01 to 16."""
    return _AGS_TOWN.fullmatch(value) is not None


def is_key(value: str) -> bool:
    """Say whether a text can be the key of a thing: letters, digits, dot, tilde, hyphen."""
    return _KEY.fullmatch(value) is not None


def check_ags(value: str, name: str = "ags") -> str:
    """Return a district key unchanged.

    Args:
        value: what the user wrote.
        name: the parameter's name for the message.

    Raises:
        ParameterError: if it has not the form of a district key.
    """
    if is_ags(value):
        return value
    raise ParameterError(
        name,
        Text(
            f"„{value}“ ist kein Kreisschlüssel. Erwartet werden fünf Ziffern mit führender Null,"
            " zum Beispiel 05334.",
            f'"{value}" is not a district key. Expected five digits with the leading zero,'
            " for instance 05334.",
        ),
    )


def municipality_key(ags: str) -> str:
    """Return the actor key of the administration of a district or town.

    Example:
        >>> municipality_key("05334")
        'kommune-05334'
    """
    return f"kommune-{ags}"


def state_government_key(ags: str) -> str:
    """Return the actor key of a state as an actor.

    Example:
        >>> state_government_key("05")
        'land-05'
    """
    return f"land-{ags}"


def actor_key(reference: str) -> str:
    """Return the actor key that a reference stands for: a key, an IRI of ours, or an AGS.

    The key is not looked up; an unknown one comes back as it is.

    Example:
        >>> actor_key("05334"), actor_key(ID + "actor/possehl-stiftung")
        ('kommune-05334', 'possehl-stiftung')
    """
    value = reference.strip()
    if value.startswith(ID):
        value = value.removeprefix(ID).partition("/")[2]
    if is_ags(value) or is_town_ags(value):
        return municipality_key(value)
    return value


def key_of(iri: str | None) -> str:
    """Return the key of an IRI of ours: what follows the kind; empty for None."""
    if not iri:
        return ""
    if iri.startswith(ID):
        return iri.removeprefix(ID).partition("/")[2]
    return iri.rpartition("#")[2].rpartition("/")[2]
