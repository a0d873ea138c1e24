"""How igraph draws random numbers: one at a time, from a seed, so that results repeat."""

import random
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import igraph

SEED: Final = 20091101
"""Any fixed number does; this is the month in which Lernen vor Ort began."""

_lock: Final = threading.Lock()
"""igraph has one random number generator per process."""


@contextmanager
def seeded(seed: int = SEED) -> Iterator[None]:
    """Let igraph draw from a seed; other threads wait until the block ends."""
    with _lock:
        igraph.set_random_number_generator(random.Random(seed))  # noqa: S311 - no secret
        yield
