"""What XML 1.0 cannot hold (its section 2.2), looked for in answers as the engine writes them."""

from typing import Final

FORMATS: Final = frozenset({"xml", "rdf"})
"""Names of the formats that are XML."""

_CONTROLS: Final = bytes(byte for byte in range(0x20) if byte not in b"\t\n\r")
_NONCHARACTERS: Final = (b"\xef\xbf\xbe", b"\xef\xbf\xbf")
_NAMELESS: Final = b"<oxprefix: "
"""How the engine writes a property of which no end is an XML name; values have no `<`."""


class XmlText:
    """Looks at an answer in XML while it passes.

    Args:
        name: of the format, one of FORMATS.
    """

    def __init__(self, name: str) -> None:
        self._names_properties = name == "rdf"
        self._end = b""

    def fits(self, piece: bytes) -> bool:
        """Say whether the next piece, after what came before it, has only what XML can hold.

        Args:
            piece: as the engine writes it, which escapes none of it; an empty one fits.
        """
        # looking for one byte after the other takes a thirtieth of the time of a regular expression
        if any(map(piece.__contains__, _CONTROLS)):
            return False
        seam = self._end + piece
        self._end = seam[-len(_NAMELESS) + 1 :]
        if self._names_properties and _NAMELESS in seam:
            return False
        return b"\xef" not in seam or not any(mark in seam for mark in _NONCHARACTERS)


def written(piece: bytes) -> bytes:
    """Return a piece so that who parses it gets its carriage returns back, not line feeds."""
    return piece.replace(b"\r", b"&#13;")
