"""Which real thing of the landscape shows what a class of the ontology means."""

from collections.abc import Iterable, Mapping
from threading import Lock
from typing import Final

from graph.store import Store
from ontology.documentation import Example
from ontology.namespaces import BASE, BL, ID
from ontology.terms import CLASSES

_LOCK: Final = Lock()
_HELD: Final[dict[str, Mapping[str, Example]]] = {}
"""Version → its examples; of one version only."""

_OURS: Final = f'STRSTARTS(STR(?thing), "{BASE}")'
_FIRST_WITH_NAME: Final = f"""
SELECT ?class (MIN(STR(?thing)) AS ?first) WHERE {{
  ?thing a ?class ; rdfs:label ?label .
  FILTER(STRSTARTS(STR(?class), STR(bl:)) && {_OURS})
}}
GROUP BY ?class
"""


def class_examples(store: Store) -> Mapping[str, Example]:
    """Return local name of a class → its first thing by address; looked up once per version.

    A thing with a name goes before one without; a class without things has no example.
    """
    with _LOCK:
        if store.version not in _HELD:
            found = _examples(store)
            _HELD.clear()
            _HELD[store.version] = found
        return _HELD[store.version]


def _examples(store: Store) -> dict[str, Example]:
    first = {
        class_.removeprefix(BL): thing
        for class_, thing in store.select(_FIRST_WITH_NAME)
        if class_ is not None and thing is not None
    }
    for name in sorted(CLASSES - first.keys()):
        rows = store.select(
            f"SELECT (MIN(STR(?thing)) AS ?first) WHERE {{ ?thing a bl:{name} FILTER({_OURS}) }}"
        )
        thing = rows[0][0] if rows else None
        if thing is not None:
            first[name] = thing
    labels = _labels(store, first.values())
    return {
        name: Example("/" + thing.removeprefix(BASE), labels.get(thing, thing.removeprefix(ID)))
        for name, thing in first.items()
    }


def _labels(store: Store, things: Iterable[str]) -> dict[str, str]:
    listed = " ".join(f"<{thing}>" for thing in sorted(set(things)))
    rows = store.select(
        f"SELECT ?thing ?label WHERE {{ VALUES ?thing {{ {listed} }}"
        ' ?thing rdfs:label|skos:prefLabel ?label FILTER(LANG(?label) != "en") }'
    )
    return {thing: label for thing, label in rows if thing is not None and label is not None}
