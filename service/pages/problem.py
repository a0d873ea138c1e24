"""How a browser sees a problem: what happened, near matches, and ways on."""

import re
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response

from ontology.texts import Text
from service.pages.rendering import render
from service.problems import problem_language

_NEAR: Final = re.compile(r"(?P<key>\S+) \((?P<name>.+)\)")
_PLACES: Final = ("/kreise", "/akteure", "/themen", "/abfragen")


def problem_page(request: Request, problem: dict[str, Any]) -> Response:
    """Return the page of a problem, in the language that its text was written in.

    Args:
        request: what was asked.
        problem: document of `service.problems.document`.
    """
    title = Text(*(2 * (problem["title"],)))
    return render(
        request,
        "problem.html",
        title=title,
        description=Text(*(2 * (problem["detail"],))),
        status=problem["status"],
        language=problem_language(request),
        problem=problem,
        near=_near(request.url.path, problem.get("near", ())),
        plain=request.url.path if request.url.query else "",
    )


def _near(path: str, near: list[str]) -> list[tuple[str, str]]:
    """Return address and name of near matches, beside the page that was asked for."""
    place = next((one for one in _PLACES if path.startswith(one)), "")
    found = []
    for text in near:
        match = _NEAR.fullmatch(text)
        key, name = (match["key"], match["name"]) if match else (text, text)
        if place:
            found.append((f"{place}/{key}", name))
    return found
