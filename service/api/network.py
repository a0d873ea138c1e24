"""The network over HTTP: one view in the format that is asked for, and as a page for a frame."""

import base64
import hashlib
import re
from typing import Final
from urllib.parse import urlencode

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from graph.landscape import Landscape
from graph.network import network
from graph.network_files import FORMATS, write_network
from ontology.errors import ParameterError
from ontology.texts import Language, Text
from service.caching import etag, is_current, not_modified
from service.drawing.network import network_svg
from service.memory import landscape_of
from service.network_wish import NetworkWish, network_wish
from service.pages.network_view import view_of
from service.problems import language_of

router = APIRouter(tags=["network"])

SVG: Final = "svg"
_SCRIPT: Final = re.compile(rb"<script\b[^>]*>(.*?)</script>", re.DOTALL)
_SHOWN: Final = frozenset({"json", "html"})
"""Formats that a browser shows; the others are offered for saving."""


@router.get(
    "/network",
    summary="The network of a view, with positions",
    response_class=Response,
    responses={
        200: {"content": {one.media_type.partition(";")[0]: {} for one in FORMATS.values()}}
    },
)
def get_network(  # noqa: PLR0913 - one parameter for each filter, so that the description has them
    request: Request,
    center: str = "",
    depth: int = 1,
    state: str = "",
    theme: str = "",
    programme: str = "",
    kind: str = "",
    include_ended: bool = False,  # noqa: FBT001, FBT002 - from the query string
    with_programmes: bool = False,  # noqa: FBT001, FBT002
    as_of: str = "",
    format: str = "json",  # noqa: A002 - the word users write
) -> Response:
    """Return the actors of a view and what ties them on a day.

    `center` takes an actor key, an IRI or an AGS; `depth` counts steps from it. `kind` takes a
    class (`TransferAgreement`) or a kind (`zielvereinbarung`). `format` is one of json, gexf,
    graphml, csv, html (stand-alone, pyvis) or svg.
    """
    landscape, language = landscape_of(request), language_of(request)
    wish = network_wish(request, landscape)
    _check(format)
    tag = etag(landscape.version, request.url.path, urlencode(wish.parameters), format, language)
    if is_current(request.headers, tag):
        return not_modified(tag)
    body = (
        _svg(landscape, wish, language)
        if format == SVG
        else _file(landscape, wish, format, language)
    )
    headers = {"ETag": tag, "Cache-Control": "no-cache", **_headers(format, wish, body)}
    media_type = "image/svg+xml" if format == SVG else FORMATS[format].media_type
    return Response(body, headers=headers, media_type=media_type)


def frame_policy(document: bytes) -> str:
    """Return the Content-Security-Policy of a stand-alone page: its own scripts and nothing else.

    The page holds vis-network and its data inline; each script is allowed by its hash. Styles are
    set by script, which a hash cannot allow.

    Args:
        document: the page.
    """
    hashes = " ".join(
        f"'sha256-{base64.b64encode(hashlib.sha256(script).digest()).decode()}'"
        for script in _SCRIPT.findall(document)
        if script.strip()
    )
    return (
        f"default-src 'none'; script-src {hashes or chr(39) + 'none' + chr(39)};"
        " style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none';"
        " frame-ancestors 'self'; sandbox allow-scripts"
    )


def _check(name: str) -> None:
    if name != SVG and name not in FORMATS:
        names = ", ".join([*FORMATS, SVG])
        raise ParameterError(
            "format",
            Text(
                f"Das Format „{name}“ gibt es nicht. Möglich: {names}.",
                f'There is no format "{name}". Possible: {names}.',
            ),
        )


def _file(landscape: Landscape, wish: NetworkWish, name: str, language: Language) -> bytes:
    return write_network(network(landscape, wish.day, wish.selection), name, language)


def _svg(landscape: Landscape, wish: NetworkWish, language: Language) -> bytes:
    found = network(landscape, wish.day, wish.selection)
    view = view_of(landscape, found, language)
    label = Text(f"Netzwerk, {wish.day}", f"Network, {wish.day}").in_language(language)
    drawn = network_svg(view.nodes, view.lines, label, language)
    return str(drawn or '<svg xmlns="http://www.w3.org/2000/svg"/>').encode()


def _headers(name: str, wish: NetworkWish, body: bytes) -> dict[str, str]:
    if name == "html":
        # our own pages show it in a frame
        return {"Content-Security-Policy": frame_policy(body), "X-Frame-Options": "SAMEORIGIN"}
    if name in _SHOWN:
        return {}
    extension = SVG if name == SVG else FORMATS[name].extension
    file = f"netzwerk-{wish.day.isoformat()}.{extension}"
    return {"Content-Disposition": f'attachment; filename="{file}"'}
