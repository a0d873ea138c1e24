"""Reads large queries in a process of its own: checks, rewrites and explains them.

All of that takes time that grows with the text, and the event loop must not spend it. Started by
`service.sparql.reading` as `python -m service.sparql.reader SOCKET PARENT`.
"""

import pickle
import socket
import sys
from typing import Final

from ontology.errors import LandscapeError
from queries.guard import CheckedQuery, check
from queries.hints import explain
from queries.rewrite import rewrite
from service.sparql import confinement, frames

_MEMORY_MB: Final = 512


def read(text: str, complaint: str) -> tuple[CheckedQuery, str] | LandscapeError:
    """Check a query, or explain what an engine says about it.

    Args:
        text: the query.
        complaint: of the engine's parser; empty if the query is to be checked.

    Returns:
        the query as it was checked and in the form that the embedded engine answers best, or what
        is wrong with it.
    """
    if complaint:
        return explain(text, complaint)
    try:
        checked = check(text)
    except LandscapeError as error:
        return error
    return checked, rewrite(checked.text) if checked.negated else checked.text


def serve(channel: socket.socket) -> None:
    """Read query after query until the server closes the channel."""
    buffer = bytearray()
    while True:
        while (frame := frames.decode(buffer)) is None:
            data = channel.recv(1024 * 1024)
            if not data:
                return
            buffer += data
        found = read(*frame.json())
        # an error is made anew from what it carries: its class takes other arguments than it keeps
        told = (type(found), found.args, vars(found)) if isinstance(found, Exception) else found
        channel.sendall(frames.encode(frames.WHOLE, pickle.dumps(told)))


def main() -> None:
    """Lock the doors and serve."""
    descriptor, parent = sys.argv[1:]
    confinement.die_with_parent(int(parent))
    channel = socket.socket(fileno=int(descriptor))
    confinement.limit_memory(_MEMORY_MB)
    confinement.forbid_connections()
    serve(channel)


if __name__ == "__main__":
    main()
