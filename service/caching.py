"""How an answer is tied to the version of the landscape, so that nobody loads it twice."""

import hashlib
from collections.abc import Mapping

from starlette.responses import Response


def etag(version: str, *parts: str) -> str:
    """Return the ETag of what a version of the landscape says about the given parts.

    Args:
        version: of the landscape.
        parts: everything else that the answer depends on (address, language, format).
    """
    digest = hashlib.sha256("\0".join((version, *parts)).encode()).hexdigest()[:32]
    return f'"{digest}"'


def is_current(headers: Mapping[str, str], tag: str) -> bool:
    """Say whether a client has this version already (RFC 9110, 13.1.2); `*` counts."""
    known = [
        entry.strip().removeprefix("W/") for entry in headers.get("if-none-match", "").split(",")
    ]
    return tag in known or "*" in known


def not_modified(tag: str, vary: str = "") -> Response:
    """Return the answer to a client that has this version.

    Args:
        tag: of it.
        vary: what the whole answer says under this name (RFC 9110, 15.4.5); empty for nothing.
    """
    headers = {"ETag": tag, "Cache-Control": "no-cache"}
    return Response(status_code=304, headers=headers | ({"Vary": vary} if vary else {}))
