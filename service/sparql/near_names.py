"""Names of parameters that are nearly those of the protocol: as extras, they would be ignored.

Then a query would be asked of another dataset than meant, or not at all, and nobody would notice.
What is of other kinds (`output`, `timeout`, `_` …) is an extra of some client and stays ignored.
"""

import re
from collections.abc import Iterable
from difflib import get_close_matches
from typing import Final

from ontology.errors import InputError
from ontology.texts import Text

KNOWN: Final = frozenset(
    {"query", "update", "default-graph-uri", "named-graph-uri", "inference", "format"}
)
_BEGUN: Final = (
    ("usingnamedgraph", "named-graph-uri"),
    ("usinggraph", "default-graph-uri"),
    ("defaultgraph", "default-graph-uri"),
    ("namedgraph", "named-graph-uri"),
)
"""Letters that a name begins with; those of an update (SPARQL 1.1 Protocol, 2.2) among them."""

_MEANT: Final = {
    "defaultgraphuri": "default-graph-uri",
    "namedgraphuri": "named-graph-uri",
    "graph": "default-graph-uri",
    "graphuri": "default-graph-uri",
    "inference": "inference",
    "query": "query",
}
_OTHER: Final = re.compile(r"[^a-z]")
_LONGEST: Final = 40
_NEAR: Final = 0.85


def refuse_near_names(names: Iterable[str]) -> None:
    """Refuse a name that is nearly one of the protocol's.

    Args:
        names: of all parameters of a request; `query` in other letters is only looked at where
            there is no `query`.

    Raises:
        InputError: for the first one, with the name that is meant.

    Example:
        >>> refuse_near_names(["query", "default-graph-uri", "timeout"])
    """
    given = tuple(names)
    for name in given:
        meant = "" if name in KNOWN else _meant(name)
        if meant and not (meant == "query" and "query" in given):
            raise InputError(
                Text(
                    f"Den Parameter „{name}“ gibt es nicht; gemeint ist wohl „{meant}“.",
                    f'There is no parameter "{name}"; probably "{meant}" is meant.',
                )
            )


def _meant(name: str) -> str:
    if len(name) > _LONGEST:
        return ""
    letters = _OTHER.sub("", name.lower())
    begun = next((meant for start, meant in _BEGUN if letters.startswith(start)), "")
    near = get_close_matches(letters, _MEANT, n=1, cutoff=_NEAR)
    return begun or (_MEANT[near[0]] if near else "")
