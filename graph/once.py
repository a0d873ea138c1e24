"""How something expensive is computed once per landscape and day, and let go with its successor."""

from collections.abc import Callable
from functools import lru_cache
from typing import Final, Generic, TypeVar

from graph.landscape import Landscape

Made = TypeVar("Made")

KEPT: Final = 2
"""Landscapes of which results are kept: the one in use and the one that replaces it."""


class _Same(Generic[Made]):
    """A landscape that equals only itself: two versions may hold equal districts."""

    __slots__ = ("landscape",)

    def __init__(self, landscape: Landscape) -> None:
        self.landscape = landscape

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.landscape is self.landscape

    def __hash__(self) -> int:
        return id(self.landscape)


def once_per_landscape(make: Callable[[Landscape], Made]) -> Callable[[Landscape], Made]:
    """Keep the result of a function for the last two landscapes it was asked about.

    Args:
        make: a pure function of a landscape.
    """

    @lru_cache(maxsize=KEPT)
    def kept(same: _Same[Made]) -> Made:
        return make(same.landscape)

    def asked(landscape: Landscape) -> Made:
        return kept(_Same(landscape))

    return asked
