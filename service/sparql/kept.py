"""Which small answers are kept for the next one who asks the same of the same landscape."""

import time
from collections import OrderedDict
from typing import NamedTuple


class Kept(NamedTuple):
    """One answer.

    Attributes:
        content: all of it.
        since: when the engine gave it, on the monotonic clock.
    """

    content: bytes
    since: float

    @property
    def age(self) -> int:
        """Seconds since the engine gave it."""
        return int(time.monotonic() - self.since)


class KeptAnswers:
    """Answers by what they answer; the one not asked for longest goes first.

    Args:
        max_bytes: of all answers together; 0 keeps none.
    """

    def __init__(self, max_bytes: int) -> None:
        self._max_bytes = max_bytes
        self._size = 0
        self._answers: OrderedDict[object, Kept] = OrderedDict()

    def find(self, key: object) -> Kept | None:
        """Return the answer to a question; None if it is not kept."""
        found = self._answers.get(key)
        if found is not None:
            self._answers.move_to_end(key)
        return found

    def keep(self, key: object, content: bytes) -> None:
        """Keep an answer.

        Args:
            key: everything that the answer depends on, the version of the landscape included.
            content: all of it; one that would take a quarter of the room is not kept.
        """
        if 4 * len(content) > self._max_bytes:
            return
        before = self._answers.pop(key, None)
        self._answers[key] = Kept(content, time.monotonic())
        self._size += len(content) - (len(before.content) if before else 0)
        while self._size > self._max_bytes:
            _, gone = self._answers.popitem(last=False)
            self._size -= len(gone.content)
