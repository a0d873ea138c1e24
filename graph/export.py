"""How the whole landscape leaves the store as files."""

from pathlib import Path
from typing import Final

import pyoxigraph as ox

from graph.generations import Generation
from ontology.errors import ParameterError
from ontology.namespaces import PREFIXES
from ontology.texts import Text

DATASET_FORMATS: Final = {
    "nquads": ox.RdfFormat.N_QUADS,
    "trig": ox.RdfFormat.TRIG,
    "jsonld": ox.RdfFormat.JSON_LD,
}
"""Formats that keep the named graphs."""

GRAPH_FORMATS: Final = {"turtle": ox.RdfFormat.TURTLE, "ntriples": ox.RdfFormat.N_TRIPLES}
"""Formats that hold the union of all graphs."""

FORMATS: Final = (*DATASET_FORMATS, *GRAPH_FORMATS)


def export(generation: Generation, format_: str, target: Path) -> int:
    """Write all statements of a generation to a file.

    Args:
        generation: the landscape.
        format_: one of FORMATS.
        target: the file; replaced only when it is complete.

    Returns:
        The number of statements in the store.

    Raises:
        ParameterError: if the format is not known.
        StoreError: if the generation is damaged.
    """
    generation.manifest()
    if format_ not in FORMATS:
        listed = ", ".join(FORMATS)
        raise ParameterError(
            "format",
            Text(
                f"Das Format „{format_}“ gibt es nicht. Möglich: {listed}.",
                f'There is no format "{format_}". Possible: {listed}.',
            ),
        )
    store = ox.Store.read_only(str(generation.store))
    unfinished = target.with_name(f".{target.name}.unfinished")
    if format_ in DATASET_FORMATS:
        store.dump(str(unfinished), format=DATASET_FORMATS[format_], prefixes=PREFIXES)
    else:
        triples = {quad.triple for quad in store}
        ordered = sorted(triples, key=str)
        ox.serialize(ordered, str(unfinished), format=GRAPH_FORMATS[format_], prefixes=PREFIXES)
    unfinished.replace(target)
    return len(store)
