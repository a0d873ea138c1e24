"""`/api/v1/network`: a part of the network as JSON or as a file for other tools."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from graph.network import network
from graph.network_files import file_format, write_network
from service.api.collections import Lang
from service.caching import etag, is_current, not_modified
from service.memory import landscape_of
from service.network_wish import NetworkQuery, network_wish
from service.problems import language_of

router = APIRouter(tags=["network"])


class NetworkAddress(NetworkQuery):
    """The filters of a view, and what the client wants back."""

    format: str = "json"
    lang: Lang = ""


@router.get("/network")
def network_(request: Request, asked: Annotated[NetworkAddress, Query()]) -> Response:
    """Return who works with whom; the filters are those of the page."""
    tag = etag(request.app.state.version, str(request.url), language_of(request))
    if is_current(request.headers, tag):
        return not_modified(tag)
    landscape = landscape_of(request)
    wish, file = network_wish(landscape, asked), file_format(asked.format)
    found = network(landscape, wish.day, wish.selection)
    headers = {"ETag": tag, "Cache-Control": "no-cache"}
    if file.key != "json":
        name = f"bildungslandschaft.{file.extension}"
        headers["Content-Disposition"] = f'attachment; filename="{name}"'
    content = write_network(found, file.key, language_of(request))
    return Response(content, media_type=file.media_type, headers=headers)
