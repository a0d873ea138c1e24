"""The API documentation from our own host: no foreign address, no inline script."""

from http import HTTPStatus
from importlib import resources
from typing import Final

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from ontology.texts import Text
from service.negotiation import prefers_html
from service.problems import HttpError

_ASSETS: Final = {
    "swagger-ui-bundle.js": "text/javascript",
    "swagger-ui.css": "text/css",
    "favicon-32x32.png": "image/png",
}
_PAGE: Final = """<!doctype html>
<html lang="de">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Bildungslandschaft: API</title>
<link rel="icon" href="/docs/favicon-32x32.png">
<link rel="stylesheet" href="/docs/swagger-ui.css">
</head>
<body>
<main id="swagger-ui"></main>
<script src="/docs/swagger-ui-bundle.js"></script>
<script src="/docs/start.js"></script>
</body>
</html>
"""
_START: Final = """SwaggerUIBundle({
  url: "/openapi.json", dom_id: "#swagger-ui", deepLinking: true, validatorUrl: null,
  presets: [SwaggerUIBundle.presets.apis], layout: "BaseLayout"
});
"""

router = APIRouter(include_in_schema=False)


@router.get("/api/v1")
async def interface(request: Request) -> Response:
    """Lead browsers to the documentation, and programs to the description."""
    target = "/docs" if prefers_html(request.headers) else "/openapi.json"
    return RedirectResponse(target, HTTPStatus.SEE_OTHER)


@router.get("/docs")
async def page() -> Response:
    """Return the page."""
    return HTMLResponse(_PAGE)


@router.get("/docs/{name}")
async def asset(name: str) -> Response:
    """Return a file that the page needs."""
    headers = {"Cache-Control": "max-age=86400"}
    if name == "start.js":
        return Response(_START, media_type="text/javascript", headers=headers)
    if name not in _ASSETS:
        raise HttpError(404, Text(f"„{name}“ gibt es nicht.", f'There is no "{name}".'))
    content = (resources.files("fastapi_swagger.resources") / name).read_bytes()
    return Response(content, media_type=_ASSETS[name], headers=headers)
