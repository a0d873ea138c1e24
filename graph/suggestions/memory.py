"""What scopes remember: look-ups of a day, kept across requests."""

from collections.abc import Callable
from datetime import date
from typing import Any, Final, TypeVar

from graph.landscape import Landscape
from graph.once import once_per_landscape

DAYS_KEPT: Final = 8
"""Days of which look-ups are kept; most ask for today."""

Found = TypeVar("Found")


class Memories:
    """What scopes of one landscape remember, for the days asked for last."""

    def __init__(self) -> None:
        self._days: dict[date, dict[tuple[Any, ...], Any]] = {}

    def of(self, day: date) -> dict[tuple[Any, ...], Any]:
        """Return the memory of a day; the oldest day is forgotten for a new one."""
        if day not in self._days and len(self._days) >= DAYS_KEPT:
            self._days.pop(next(iter(self._days)), None)
        return self._days.setdefault(day, {})


@once_per_landscape
def memories(_landscape: Landscape) -> Memories:
    """Return what scopes of a landscape remember."""
    return Memories()


def kept(
    memory: dict[tuple[Any, ...], Any], name: tuple[Any, ...], make: Callable[[], Found]
) -> Found:
    """Return what is remembered under a name; it is made first if it is not."""
    try:
        found: Found = memory[name]
    except KeyError:
        found = memory[name] = make()
    return found
