"""How server and query worker talk: frames of a kind, a length and that many bytes."""

import json
import struct
from typing import Any, Final, NamedTuple

_HEADER: Final = struct.Struct(">cI")

READY: Final = b"R"
"""Worker: the store is open; JSON with the graph IRIs."""
JOB: Final = b"J"
"""Server: one thing to do; JSON."""
WHOLE: Final = b"W"
"""Worker: the complete answer."""
PART: Final = b"P"
"""Worker: a part of an answer that is too large to be held back."""
END: Final = b"E"
"""Worker: the last part was sent."""
FAILED: Final = b"F"
"""Worker: no answer, or no more of it; JSON with `kind` and `message`."""


class Frame(NamedTuple):
    """One message."""

    kind: bytes
    payload: bytes

    def json(self) -> Any:  # noqa: ANN401 - whatever the sender wrote as JSON
        """Return the payload read as JSON."""
        return json.loads(self.payload)


def encode(kind: bytes, payload: bytes = b"") -> bytes:
    """Return the bytes of a frame; an empty payload is allowed."""
    return _HEADER.pack(kind, len(payload)) + payload


def decode(buffer: bytearray) -> Frame | None:
    """Take the first complete frame out of a buffer; None if there is none yet."""
    if len(buffer) < _HEADER.size:
        return None
    kind, length = _HEADER.unpack_from(buffer)
    end = _HEADER.size + length
    if len(buffer) < end:
        return None
    payload = bytes(buffer[_HEADER.size : end])
    del buffer[:end]
    return Frame(kind, payload)


def missing(buffer: bytearray) -> int:
    """Return how many bytes at least the first frame of a buffer still lacks."""
    if len(buffer) < _HEADER.size:
        return _HEADER.size - len(buffer)
    return max(_HEADER.size + int(_HEADER.unpack_from(buffer)[1]) - len(buffer), 0)
