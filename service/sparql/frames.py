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
    return head(kind, len(payload)) + payload


def head(kind: bytes, length: int) -> bytes:
    """Return what stands before the payload of a frame, which has so many bytes."""
    return _HEADER.pack(kind, length)


def decode(buffer: bytearray) -> Frame | None:
    """Take the first complete frame out of a buffer; None if there is none yet."""
    if len(buffer) < _HEADER.size:
        return None
    kind, length = _HEADER.unpack_from(buffer)
    end = _HEADER.size + length
    if len(buffer) < end:
        return None
    with memoryview(buffer) as view:
        payload = bytes(view[_HEADER.size : end])
    del buffer[:end]
    return Frame(kind, payload)
