"""The meeting pack of a district: one click, one printed page for tomorrow's meeting."""

from typing import Final

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from graph.keys import municipality_key
from ontology.texts import Text
from service.feedback import declined
from service.memory import landscape_of
from service.pages.former import is_former
from service.pages.pack.content import Pack
from service.pages.pack.pdf import as_pdf
from service.pages.pack.word import as_word
from service.pages.pack.writing import meeting_pack
from service.pages.rendering import PageRouter, link, page_day, page_language, public_address

router = PageRouter()

NAME: Final = Text("sitzungsmappe", "meeting-pack")
_WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@router.page("/kreise/{ags}/mappe.pdf")
def pack_as_pdf(request: Request, ags: str) -> Response:
    """Return the meeting pack as accessible PDF; browsers show it, from where it is printed."""
    if is_former(request, ags):
        return _to_successors(request, ags)
    return _sent(request, ags, as_pdf(_pack(request, ags)), "pdf", "application/pdf", "inline")


@router.page("/kreise/{ags}/mappe.docx")
def pack_as_word(request: Request, ags: str) -> Response:
    """Return the meeting pack as a Word document to be edited."""
    if is_former(request, ags):
        return _to_successors(request, ags)
    return _sent(request, ags, as_word(_pack(request, ags)), "docx", _WORD, "attachment")


def _to_successors(request: Request, ags: str) -> Response:
    return RedirectResponse(link(f"/kreise/{ags}", page_language(request)), 303)


def _pack(request: Request, ags: str) -> Pack:
    language, day = page_language(request), page_day(request)
    asked = request.query_params.get("as_of")
    path = link(f"/kreise/{ags}", language, as_of=day if asked else "")
    address = public_address(request) + path
    excluded = declined(request.app.state.settings, municipality_key(ags), day)
    return meeting_pack(landscape_of(request), ags, day, language, address, excluded=excluded)


def _sent(
    request: Request, ags: str, content: bytes, ending: str, media_type: str, how: str
) -> Response:
    language = page_language(request)
    name = f"{NAME.in_language(language)}-{ags}.{ending}"
    return Response(
        content,
        media_type=media_type,
        headers={
            "Content-Disposition": f'{how}; filename="{name}"',
            "Content-Language": language,
        },
    )
