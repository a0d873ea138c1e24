"""Which columns belong to a landscape in memory: those on disk beside it, or made on the spot."""

from pathlib import Path
from typing import Final

from graph.columns.keeping import open_columns
from graph.columns.tables import Columns, build
from graph.landscape import Landscape
from graph.once import KEPT, once_per_landscape
from ontology.errors import StoreError

_beside: Final[list[tuple[Landscape, Path]]] = []
"""The landscapes read last and where their columns lie; one changed by a what-if is not here."""


def lies_beside(landscape: Landscape, path: Path) -> None:
    """Remember where the columns of a landscape lie that was just read from its generation."""
    _beside.append((landscape, path))
    del _beside[:-KEPT]


@once_per_landscape
def columns_of(landscape: Landscape) -> Columns:
    """Return the columns of a landscape; computed if none lie beside it or they are damaged."""
    for known, path in _beside:
        if known is landscape:
            try:
                return open_columns(path, landscape.version)
            except StoreError:
                break
    return build(landscape)
