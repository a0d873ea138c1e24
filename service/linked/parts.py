"""What conditions and ranges in a request for a file mean (RFC 9110, 13 and 14)."""

import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from pathlib import Path
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.types import Receive, Scope, Send

from ontology.texts import Text
from service.caching import is_current, not_modified
from service.problems import HttpError

_RANGE: Final = re.compile(r"([0-9]{0,18})-([0-9]{0,18})")
_EVALUATED: Final = {b"range", b"if-range"}


class _Parts(FileResponse):
    """A file, or what of it was asked for.

    The library is told only what the standard lets it answer: it refuses units that it does not
    know, and all ranges for one beyond the end.
    """

    def __init__(self, path: Path, wanted: str, **settings: Any) -> None:  # noqa: ANN401 - the library's own
        super().__init__(path, **settings)
        self._wanted = wanted

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = [header for header in scope["headers"] if header[0] not in _EVALUATED]
        if self._wanted:
            headers.append((b"range", self._wanted.encode()))
        await super().__call__({**scope, "headers": headers}, receive, send)


def respond(
    request: Request, path: Path, headers: dict[str, str], media_type: str, name: str
) -> Response:
    """Return a file, parts of it, or 304 to a client that has it.

    Args:
        request: GET or HEAD.
        path: of the file.
        headers: of the answer, with `ETag`.
        media_type: of the file.
        name: under which a browser saves it.

    Raises:
        HttpError: 412 if the client wants another version, 416 if no part is there that it wants.
    """
    asked, tag, stat = request.headers, headers["ETag"], path.stat()
    # the header has no fractions of a second
    changed = datetime.fromtimestamp(int(stat.st_mtime), UTC)
    _require(asked, tag, changed)
    since = _day(asked, "if-modified-since")
    is_unchanged = "if-none-match" not in asked and since is not None and changed <= since
    if is_unchanged or is_current(asked, tag):
        return not_modified(tag)
    wanted = ""
    is_same = asked.get("if-range", tag) == tag or _day(asked, "if-range") == changed
    if request.method == "GET" and is_same:
        wanted = _satisfiable(asked.get("range", ""), stat.st_size)
    return _Parts(path, wanted, headers=headers, media_type=media_type, filename=name)


def _require(asked: Mapping[str, str], tag: str, changed: datetime) -> None:
    if "if-match" in asked:
        tags = [entry.strip() for entry in asked["if-match"].split(",")]
        is_met = tag in tags or "*" in tags
    else:
        until = _day(asked, "if-unmodified-since")
        is_met = until is None or changed <= until
    if not is_met:
        raise HttpError(
            HTTPStatus.PRECONDITION_FAILED,
            Text("Die Datei ist inzwischen eine andere.", "The file is another one by now."),
            {"ETag": tag},
        )


def _day(asked: Mapping[str, str], name: str) -> datetime | None:
    """Return the date in a header; None without one, and for what is none."""
    with suppress(ValueError, OverflowError):
        found = parsedate_to_datetime(asked.get(name, ""))
        return found if found.tzinfo else found.replace(tzinfo=UTC)
    return None


def _satisfiable(wanted: str, size: int) -> str:
    """Return what can be answered of a `Range`; empty if it asks for nothing that is understood.

    Raises:
        HttpError: 416 if all of it lies beyond the end.
    """
    unit, _, listed = wanted.partition("=")
    specs = [spec.strip() for spec in listed.split(",") if spec.strip()]
    found = [_RANGE.fullmatch(spec) for spec in specs]
    parts = [match.groups() for match in found if match]
    if unit.strip().lower() != "bytes" or len(parts) < len(specs) or not specs:
        return ""
    if any(part == ("", "") or (all(part) and int(part[0]) > int(part[1])) for part in parts):
        return ""
    there = [(a, b) for a, b in parts if (int(a) < size if a else int(b) > 0 and size > 0)]
    if not there:
        raise HttpError(
            HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE,
            Text(f"Die Datei hat nur {size} Byte.", f"The file has only {size} bytes."),
            {"Content-Range": f"bytes */{size}"},
        )
    return "bytes=" + ",".join(f"{a}-{b}" for a, b in there)
