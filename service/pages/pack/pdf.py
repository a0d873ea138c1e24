"""How a meeting pack becomes an accessible PDF, without a browser and without system fonts."""

import json
from dataclasses import asdict
from functools import cache
from importlib.resources import files
from typing import Final

import typst
from markupsafe import escape

from service.drawing.svg import FONT
from service.pages.pack.content import Pack, midnight

_FAMILY: Final = "Libertinus Serif"
"""Comes with the typesetter, so that every machine sets the same pages."""


def as_pdf(pack: Pack) -> bytes:
    """Return a meeting pack as tagged PDF on A4.

    It conforms to PDF/UA (ISO 14289-1), which is checked while writing. Only if a name holds a
    sign that no font has, the same tagged file is written without the claim to conform, because
    the standard allows no such sign.
    """
    try:
        return _compiled(pack, conforming=True)
    except typst.TypstError:
        return _compiled(pack, conforming=False)


def inputs(pack: Pack) -> dict[str, str]:
    """Return what the template reads: the pack as JSON, the drawing in the font of the page."""
    data = asdict(pack)
    data["picture"] = in_print(pack.picture)
    return {"pack": json.dumps(data, ensure_ascii=False)}


def in_print(picture: str) -> str:
    """Return a drawing that asks for the font of the printed page instead of that of a screen."""
    return picture.replace(f'font-family="{escape(FONT)}"', f'font-family="{_FAMILY}"')


@cache
def template() -> bytes:
    """Return the layout."""
    return (files("service") / "templates" / "meeting_pack.typ").read_bytes()


def _compiled(pack: Pack, *, conforming: bool) -> bytes:
    return typst.compile(
        template(),
        format="pdf",
        sys_inputs=inputs(pack),
        ignore_system_fonts=True,
        pdf_standards=["ua-1"] if conforming else [],
        timestamp=midnight(),
    )
