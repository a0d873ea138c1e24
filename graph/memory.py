"""How the landscape gets into memory: read once per generation, then kept beside its store."""

import gc
import pickle
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Final

from graph import things
from graph.columns.current import lies_beside
from graph.columns.keeping import write_columns
from graph.columns.tables import build
from graph.generations import Generation, StoreFolder
from graph.landscape import Landscape
from graph.loading import load_landscape
from graph.store import EmbeddedStore, RemoteStore, is_remote

_PROTOCOL: Final = 5

_LAYOUT: Final = repr(
    [
        (kind.__name__, [(field.name, field.type) for field in fields(kind)])
        for kind in (Landscape, *vars(things).values())
        if isinstance(kind, type) and is_dataclass(kind)
    ]
)
"""Fields of all that is kept, with types: objects with slots would silently take other values."""


def open_landscape(location: str) -> Landscape:
    """Return the landscape that a store setting names, in memory.

    Args:
        location: a folder (embedded) or the http(s) address of a SPARQL 1.1 endpoint.

    Raises:
        StoreError: if there is no landscape, or it is damaged.
    """
    if is_remote(location):
        return load_landscape(RemoteStore(location))
    return of_generation(StoreFolder(Path(location)).require_current())


def of_generation(generation: Generation) -> Landscape:
    """Return the landscape of one generation.

    Raises:
        StoreError: if the generation is damaged.
    """
    gc.disable()  # a hundred thousand fresh objects and no garbage among them
    try:
        with generation.memory.open("rb") as handle:
            # written by our build beside its own store
            found = pickle.load(handle) if pickle.load(handle) == _LAYOUT else None  # noqa: S301
    except (OSError, pickle.UnpicklingError, AttributeError, TypeError, ValueError, EOFError):
        found = None
    finally:
        gc.enable()
    if not isinstance(found, Landscape):
        found = read(generation)
    lies_beside(found, generation.columns)
    return found


def read(generation: Generation) -> Landscape:
    """Return the landscape of a generation that is being built."""
    return load_landscape(EmbeddedStore(generation))


def keep(generation: Generation, landscape: Landscape) -> None:
    """Keep the landscape of a generation beside its store."""
    with generation.memory.open("wb") as handle:
        pickle.dump(_LAYOUT, handle, protocol=_PROTOCOL)
        pickle.dump(landscape, handle, protocol=_PROTOCOL)
    write_columns(build(landscape), generation.columns)
