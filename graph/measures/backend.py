"""Our measures as a networkx backend: known names, equal values."""

from __future__ import annotations  # networkx graphs take a type only when checked

import inspect
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

import networkx as nx

from graph.measures import centrality, cohesion, communities, holes
from graph.measures.arrays import weights
from graph.measures.backend_info import FUNCTIONS, NAME

_ANY: Final = object()

_DEFAULTS: Final[Mapping[str, Mapping[str, Any]]] = {
    "betweenness_centrality": {"endpoints": False},
    "closeness_centrality": {"u": None, "distance": None, "wf_improved": True},
    "degree_centrality": {},
    "pagerank": {
        "personalization": None,
        "nstart": _ANY,
        "dangling": None,
        "max_iter": _ANY,
        "tol": _ANY,
    },
    "constraint": {"nodes": None},
    "effective_size": {"nodes": None, "weight": None},
    "core_number": {},
    "articulation_points": {},
    "bridges": {"root": None},
    "leiden_communities": {"max_level": None},
}
"""Function → options of networkx that ours does without, with the only value it can take; exact
methods need no seed, start, tolerance or number of steps."""

_COUNT_LOOPS: Final = frozenset(
    {"constraint", "core_number", "effective_size", "leiden_communities", "pagerank"}
)
"""Functions for which networkx gives a node's tie to itself a meaning that ours do not."""

_EMPTY_IS_AN_ERROR: Final = frozenset({"constraint", "effective_size"})

_POSITIVE: Final = frozenset({"betweenness_centrality", "constraint"})
"""Functions that agree on weights above 0 only: a length of 0 makes paths of networkx depend on
the order of its queue."""

_MODULES: Final = (centrality, holes, cohesion, communities)
_OURS: Final[Mapping[str, Callable[..., Any]]] = {
    name: next(getattr(module, name) for module in _MODULES if hasattr(module, name))
    for name in FUNCTIONS
}

_PAIRS: Final = "bridges"
_SEEDED_BY_NUMBER: Final = "leiden_communities"


class Converted(nx.Graph):  # type: ignore[type-arg]  # a graph of networkx takes no type at run time
    """A networkx graph that names this backend as its own."""

    __networkx_backend__ = NAME


class Backend:
    """What networkx looks for under the entry point `networkx.backends`.

    Every function of `_OURS` is an attribute. It runs for undirected simple graphs and the options
    that it knows; for anything else networkx falls back to its own function.
    """

    @staticmethod
    def convert_from_nx(graph: nx.Graph[Any], *_: object, **__: object) -> Converted:
        """Return the graph for this backend; nothing is copied but the outer shell."""
        converted = Converted()
        converted.__dict__.update(graph.__dict__)
        return converted

    @staticmethod
    def convert_to_nx(result: object, *_: object, **__: object) -> object:
        """Return results as they are: they are plain data."""
        return result

    @staticmethod
    def can_run(name: str, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> bool:
        """Say whether a call is one that our function answers like networkx."""
        if name not in _OURS:
            return False
        options = _options(name, args, kwargs)
        graph = options["G"]
        return (
            not graph.is_directed()
            and not graph.is_multigraph()
            and not (name in _COUNT_LOOPS and nx.number_of_selfloops(graph))
            and not (name in _EMPTY_IS_AN_ERROR and not len(graph))
            and all(
                fixed is _ANY or options.get(option, fixed) == fixed
                for option, fixed in _DEFAULTS[name].items()
            )
            and (options.get("weight") is None or _weighs(name, graph, options["weight"]))
        )

    @staticmethod
    def should_run(name: str, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> bool:
        """Say the same: whenever it can, it is faster."""
        return Backend.can_run(name, args, kwargs)


def _weighs(name: str, graph: nx.Graph[Any], weight: object) -> bool:
    if not isinstance(weight, str):
        return False
    try:
        return name not in _POSITIVE or bool((weights(graph, weight) > 0).all())
    except (TypeError, ValueError):  # networkx knows best what to say of weights that are none
        return False


def _options(name: str, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> dict[str, Any]:
    # networkx hands options on by position as well as by name
    function = getattr(nx, name, None) or getattr(nx.community, name)
    signature = inspect.signature(function.orig_func)
    return dict(signature.bind(*args, **kwargs).arguments)


def _dispatched(name: str) -> Callable[..., Any]:
    known = set(_DEFAULTS[name])

    def run(*args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - as many shapes as functions
        options = _options(name, args, kwargs)
        graph = options.pop("G")
        kept = {option: value for option, value in options.items() if option not in known}
        if name == _SEEDED_BY_NUMBER and "seed" in kept:  # networkx has made a generator of it
            kept["seed"] = kept["seed"].getrandbits(32)
        found = _OURS[name](graph, **kept)
        return _as_pairs(found) if name == _PAIRS else found

    return run


def _as_pairs(found: set[frozenset[Any]]) -> Iterator[tuple[Any, ...]]:
    return iter([tuple(pair) for pair in found])


for _name in _OURS:
    setattr(Backend, _name, staticmethod(_dispatched(_name)))
