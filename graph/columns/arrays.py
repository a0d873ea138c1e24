"""What columns are made of: texts by number, and rows of numbers of different length."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
from scipy import sparse

Integers = npt.NDArray[np.int32]
Bytes = npt.NDArray[np.uint8]

NONE = -1
"""Number of a text that is not there."""


class Names:
    """Texts by number, kept as one piece of UTF-8 with a line break behind each.

    Args:
        blob: the bytes.
        end: of each text in them, its line break included.
    """

    def __init__(self, blob: Bytes, end: Integers) -> None:
        self.blob = blob
        self.end = end

    @classmethod
    def of(cls, texts: Iterable[str]) -> "Names":
        """Return texts, numbered in their order; none holds a line break."""
        lines = [f"{text}\n".encode() for text in texts]
        end = np.cumsum([0, *map(len, lines)], dtype=np.int32)[1:]
        return cls(np.frombuffer(b"".join(lines), dtype=np.uint8), end)

    def __len__(self) -> int:
        return len(self.end)

    @cached_property
    def texts(self) -> list[str]:
        """All of them, decoded once."""
        return self.blob.tobytes().decode().split("\n")[:-1]

    @cached_property
    def numbers(self) -> dict[str, int]:
        """Text → its number."""
        return dict(zip(self.texts, range(len(self)), strict=True))

    def number(self, text: str) -> int:
        """Return the number of a text, `NONE` if it is not among them."""
        return self.numbers.get(text, NONE)

    def take(self, numbers: Integers) -> list[str]:
        """Return the texts of some numbers, in their order."""
        texts = self.texts
        return [texts[number] for number in numbers.tolist()]

    def containing(self, part: str) -> Integers:
        """Return the numbers of the texts that contain a part, rising.

        Args:
            part: not empty, without line break; compared byte by byte.
        """
        pattern = re.compile(re.escape(part.encode()))
        places = [found.start() for found in pattern.finditer(self.blob.data)]
        numbers = np.searchsorted(self.end, np.array(places, dtype=np.int32), side="right")
        return distinct(numbers.astype(np.int32))


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of numbers: that of `one` is `other[start[one]:start[one + 1]]`, rising.

    Attributes:
        start: where each row begins, and the end of the last one.
        other: the numbers.
    """

    start: Integers
    other: Integers

    @classmethod
    def of(cls, rows: Sequence[Iterable[int]]) -> "Rows":
        """Return rows with each number once."""
        ordered = [sorted(set(row)) for row in rows]
        start = np.cumsum([0, *map(len, ordered)], dtype=np.int32)
        return cls(start, np.array([one for row in ordered for one in row], dtype=np.int32))

    def __len__(self) -> int:
        return len(self.start) - 1

    def row(self, one: int) -> Integers:
        """Return one row."""
        return self.other[self.start[one] : self.start[one + 1]]

    def several(self, ones: Integers) -> Integers:
        """Return the numbers in some rows, each once, rising."""
        if len(ones) == 1:
            return self.row(int(ones[0]))
        return distinct(np.sort(self.joined(ones)))

    def joined(self, ones: Integers) -> Integers:
        """Return some rows one after the other."""
        begin = self.start[ones]
        length = self.start[ones + 1] - begin
        shift = begin - np.cumsum(length) + length
        found: Integers = self.other[np.arange(int(length.sum())) + np.repeat(shift, length)]
        return found

    def owner(self) -> Integers:
        """Return beside each number whose row it is in."""
        return np.repeat(np.arange(len(self), dtype=np.int32), np.diff(self.start))

    def matrix(self, columns: int) -> sparse.csr_array:
        """Return a sparse matrix with a one for each number."""
        ones = np.ones(len(self.other), dtype=np.int32)
        return sparse.csr_array((ones, self.other, self.start), shape=(len(self), columns))

    def turned(self, columns: int) -> "Rows":
        """Return for each number in whose rows it is."""
        order = np.argsort(self.other, kind="stable")
        counts = np.bincount(self.other, minlength=columns)
        start = np.concatenate(([0], np.cumsum(counts))).astype(np.int32)
        return Rows(start, self.owner()[order])


def distinct(rising: Integers) -> Integers:
    """Return rising numbers, each once."""
    if len(rising) < 2:
        return rising
    keep = np.empty(len(rising), dtype=bool)
    keep[0] = True
    np.not_equal(rising[1:], rising[:-1], out=keep[1:])
    found: Integers = rising[keep]
    return found
