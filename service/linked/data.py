"""`/data/`: dumps, tables, their list and checksums."""

import hashlib
import json
from pathlib import Path
from typing import Annotated, Any, Final

from fastapi import APIRouter, Query, Request
from starlette.responses import Response, StreamingResponse

from graph.dumps import WHOLE, DumpFile
from graph.generations import Generation, StoreFolder
from graph.store import is_remote
from ontology.errors import UnknownThingError
from ontology.texts import Text
from service.caching import etag, is_current, not_modified
from service.interface import Responses, may
from service.linked import parts
from service.linked.documents import base_of, readable, see_other
from service.linked.downloads import Downloads, downloads_of
from service.linked.site import MEDIA_TYPES, table_paths, title_of
from service.linked.tables import csv_parts, table_rows
from service.negotiation import CSV, prefers_html
from service.pages.rendering import sources
from service.problems import language_of

router = APIRouter(prefix="/data", tags=["downloads"], responses=may(503))

_CSV: Final = "text/csv; charset=utf-8; header=present"
_ZIPPED: Final[dict[str, Any]] = {"content": {"application/gzip": {}}}
_FILE: Final[Responses] = {200: _ZIPPED, 206: _ZIPPED, **may(404, 412, 416)}


@readable(router, "/")
@readable(router, "")
def folder(request: Request) -> Response:
    """Lead browsers to the page about the data, and programs to the list."""
    return see_other(request, "/daten" if prefers_html(request.headers) else "/data/index.json")


@readable(router, "/index.json", "downloads")
def index(request: Request) -> Response:
    """List all files with format, source, licence, size and checksum.

    Size and checksum are null as long as a file has not been made; asking for the list begins to
    make all of them.
    """
    downloads, state = downloads_of(request), request.app.state
    downloads.prepare()
    ready = sum(map(downloads.is_ready, downloads.files))
    tag = etag(state.version, base_of(request), "downloads", str(ready), language_of(request))
    if is_current(request.headers, tag):
        return not_modified(tag, "Accept-Language")
    content = {
        "version": state.version,
        "date": state.landscape.built_at or None,
        "checksums": f"{base_of(request)}/data/SHA256SUMS",
        "files": [_entry(request, downloads, file) for file in downloads.files],
        "tables": [_table_entry(request, path) for path in table_paths()],
    }
    headers = {"ETag": tag, "Cache-Control": "no-cache", "Vary": "Accept-Language"}
    body = json.dumps(content, ensure_ascii=False, indent=1).encode()
    return Response(body, media_type="application/json", headers=headers)


@readable(router, "/SHA256SUMS", "checksums", {200: {"content": {"text/plain": {}}}})
def checksums(request: Request) -> Response:
    """Return the checksums of all files, for `sha256sum -c`."""
    tag = etag(request.app.state.version, "SHA256SUMS")
    if is_current(request.headers, tag):
        return not_modified(tag)
    downloads = downloads_of(request)
    downloads.complete()
    lines = [f"{downloads.checksum(file)}  {file.name}" for file in downloads.files]
    for path in table_paths():
        digest = hashlib.sha256()
        for part in csv_parts(table_rows(path, _corrections(request)), excel=False):
            digest.update(part)
        lines.append(f"{digest.hexdigest()}  tables/{path}")
    headers = {"ETag": tag, "Cache-Control": "no-cache"}
    return Response("\n".join(lines) + "\n", media_type="text/plain", headers=headers)


@readable(router, "/tables/{path:path}", "table", may(404, offers=(CSV,)))
def table(
    request: Request,
    path: str,
    excel: Annotated[bool, Query(description="as German Excel reads it")] = False,  # noqa: FBT002 - a query parameter
) -> Response:
    """Return a table as CSV."""
    if path not in table_paths():
        raise _unknown(path, table_paths())
    tag = etag(request.app.state.version, path, str(excel))
    if is_current(request.headers, tag):
        return not_modified(tag)
    headers = {
        "ETag": tag,
        "Cache-Control": "no-cache",
        "Content-Disposition": f'attachment; filename="{Path(path).name}"',
    }
    if request.method == "HEAD":
        response = Response(media_type=_CSV, headers=headers)
        del response.headers["content-length"]
        return response
    content = csv_parts(table_rows(path, _corrections(request)), excel=excel)
    return StreamingResponse(content, media_type=_CSV, headers=headers)


@readable(router, "/{name}.gz", "download", _FILE)
def download(request: Request, name: str) -> Response:
    """Return a dump; parts of it by `Range`, conditions by version or date."""
    downloads = downloads_of(request)
    file = downloads.find(f"{name}.gz")
    if file is None:
        raise _unknown(f"{name}.gz", [one.name for one in downloads.files])
    version = request.app.state.version
    saved = file.name if file.source else file.name.replace(WHOLE, f"{WHOLE}-{version}")
    headers = {
        "ETag": etag(version, file.name),
        "Cache-Control": "no-cache",
        "Link": '</.well-known/void>; rel="describedby"',
    }
    return parts.respond(request, downloads.path(file), headers, "application/gzip", saved)


def _entry(request: Request, downloads: Downloads, file: DumpFile) -> dict[str, Any]:
    is_ready = downloads.is_ready(file)
    source = sources().get(file.source)
    return {
        "name": file.name,
        "url": f"{base_of(request)}/data/{file.name}",
        "title": title_of(file.source).in_language(language_of(request)),
        "mediaType": MEDIA_TYPES[file.format][0],
        "compression": "gzip",
        "source": file.source or None,
        "licence": source.licence if source else None,
        "attribution": source.attribution if source else None,
        "bytes": downloads.path(file).stat().st_size if is_ready else None,
        "sha256": downloads.checksum(file) if is_ready else None,
    }


def _table_entry(request: Request, path: str) -> dict[str, Any]:
    source = next(one for one in sources().values() if path in one.tables)
    return {
        "name": f"tables/{path}",
        "url": f"{base_of(request)}/data/tables/{path}",
        "mediaType": "text/csv",
        "source": source.id,
        "licence": source.licence,
        "attribution": source.attribution,
    }


def _corrections(request: Request) -> Path | None:
    location = request.app.state.landscape.location
    if is_remote(location):
        return None
    generation = Generation(Path(location).parent)
    return StoreFolder(generation.folder.parent.parent).corrections


def _unknown(name: str, known: list[str]) -> UnknownThingError:
    shown = name[:100]
    stem = shown.split(".")[0].rsplit("/", 1)[-1]
    return UnknownThingError(
        Text(f"Die Datei „{shown}“ gibt es nicht.", f'There is no file "{shown}".'),
        [one for one in known if stem and stem in one][:3],
    )
