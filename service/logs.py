"""How a log line looks: one line per event, whatever somebody sent."""

import logging
import re
from typing import Final

_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


def one_line(text: str) -> str:
    r"""Return a text without control characters: each is written as its escape.

    Example:
        >>> one_line("a\nERROR b")
        'a\\x0aERROR b'
    """
    return _CONTROL.sub(lambda found: f"\\x{ord(found.group()):02x}", text)


class OneLineFormatter(logging.Formatter):
    """Writes every record, tracebacks included, on one line."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as one line."""
        return one_line(super().format(record))


def configure(level: str = "INFO") -> None:
    """Send the records of every library through the one formatter to standard error.

    Args:
        level: lowest level that is shown.
    """
    handler = logging.StreamHandler()
    handler.setFormatter(
        OneLineFormatter("%(asctime)s %(levelname)s %(name)s %(message)s", "%Y-%m-%dT%H:%M:%S%z")
    )
    logging.basicConfig(level=level, handlers=[handler], force=True)
