"""The network over HTTP: one view in the format that is asked for, and as a page for a frame."""

import base64
import hashlib
import re
from typing import Annotated, Final

from fastapi import APIRouter, Query
from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from graph.network_files import FORMATS, write_network
from ontology.errors import ParameterError
from ontology.texts import Text
from service.api.collections import Lang
from service.caching import etag, is_current, not_modified
from service.interface import UNKNOWN
from service.memory import landscape_of
from service.network_wish import NetworkQuery, NetworkWish, network_wish
from service.pages.network_answer import answer_of
from service.problems import language_of

router = APIRouter(tags=["network"])

SVG: Final = "svg"
_MEDIA_TYPES: Final = {one.key: one.media_type for one in FORMATS.values()} | {SVG: "image/svg+xml"}
_SCRIPT: Final = re.compile(rb"<script\b[^>]*>(.*?)</script>", re.DOTALL)
_SHOWN: Final = frozenset({"json", "html"})
"""Formats that a browser shows; the others are offered for saving."""


class NetworkFileQuery(NetworkQuery):
    """The filters and the format."""

    format: str = Field(
        default="json",
        description="json, gexf, graphml, csv, html or svg",
        json_schema_extra={"enum": list(_MEDIA_TYPES)},
    )
    lang: Lang = ""


@router.get(
    "/network",
    summary="The network of a view, with positions",
    response_class=Response,
    responses={
        200: {"content": {one.partition(";")[0]: {} for one in _MEDIA_TYPES.values()}},
        **UNKNOWN,
    },
)
def get_network(request: Request, asked: Annotated[NetworkFileQuery, Query()]) -> Response:
    """Return the actors of a view and what ties them on a day.

    json, gexf, graphml and csv are for other programs; html is a stand-alone page (pyvis) that
    works without any network; svg is the picture of our own pages.
    """
    landscape, language = landscape_of(request), language_of(request)
    wish, format_ = network_wish(landscape, asked), asked.format
    _check(format_)
    tag = etag(landscape.version, *wish.parameters.values(), request.url.query, language)
    if is_current(request.headers, tag):
        return not_modified(tag)
    found = answer_of(landscape, wish, language)
    if format_ == SVG:
        body = str(found.picture or '<svg xmlns="http://www.w3.org/2000/svg"/>').encode()
    else:
        body = write_network(found.network, format_, language)
    headers = {"ETag": tag, "Cache-Control": "no-cache", **_headers(format_, wish, body)}
    return Response(body, headers=headers, media_type=_MEDIA_TYPES[format_])


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
    if name not in _MEDIA_TYPES:
        names = ", ".join(_MEDIA_TYPES)
        raise ParameterError(
            "format",
            Text(
                f"Das Format „{name}“ gibt es nicht. Möglich: {names}.",
                f'There is no format "{name}". Possible: {names}.',
            ),
        )


def _headers(name: str, wish: NetworkWish, body: bytes) -> dict[str, str]:
    if name == "html":
        # our own pages show it in a frame
        return {"Content-Security-Policy": frame_policy(body), "X-Frame-Options": "SAMEORIGIN"}
    if name in _SHOWN:
        return {}
    file = f"netzwerk-{wish.day.isoformat()}.{name}"
    return {"Content-Disposition": f'attachment; filename="{file}"'}
