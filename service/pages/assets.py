"""The files that pages load: from our own host, at addresses that change with the content."""

import hashlib
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import PurePosixPath
from typing import Final

from fastapi import APIRouter
from starlette.responses import Response

from ontology.texts import Text
from service.problems import HttpError

_TYPES: Final = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
}
_FOREVER: Final = "public, max-age=31536000, immutable"

router = APIRouter(include_in_schema=False)


def asset(name: str) -> str:
    """Return the address of a file in `service/static`.

    All files share one digest in their path, so that a module finds the others by `./name.js`.
    """
    return f"/static/{edition()}/{name}"


@cache
def edition() -> str:
    """Return what tells one edition of the pages from another: a hash of all they are made of."""
    digest = hashlib.sha256(version("bildungslandschaft").encode())
    for folder in ("static", "templates", "pages", "drawing"):
        for path, content in _contents(files("service") / folder, folder):
            digest.update(path.encode() + b"\0" + content)
    return digest.hexdigest()[:12]


@router.api_route("/static/{stamp}/{name}", methods=["GET", "HEAD"])
def static_file(stamp: str, name: str) -> Response:
    """Return a file; forever fresh under the address of this edition."""
    media_type = _TYPES.get(PurePosixPath(name).suffix)
    source = files("service") / "static" / name
    if media_type is None or "/" in name or not source.is_file():
        raise HttpError(404, Text(f"„{name}“ gibt es nicht.", f'There is no "{name}".'))
    caching = _FOREVER if stamp == edition() else "no-cache"
    headers = {"Cache-Control": caching}
    return Response(source.read_bytes(), media_type=media_type, headers=headers)


def _contents(folder: Traversable, path: str) -> list[tuple[str, bytes]]:
    if not folder.is_dir():
        return []
    found: list[tuple[str, bytes]] = []
    for entry in sorted(folder.iterdir(), key=lambda item: item.name):
        name = f"{path}/{entry.name}"
        if entry.is_dir():
            found += _contents(entry, name)
        elif not entry.name.endswith(".pyc"):
            found.append((name, entry.read_bytes()))
    return found
