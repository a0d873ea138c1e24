"""The network page: who works with whom, as picture, as text, as table, as file, in a frame."""

import json
from typing import Annotated, Any, Final

from fastapi import Query
from starlette.requests import Request
from starlette.responses import Response

from graph.landscape import Landscape
from ontology.texts import Language, Text
from service.drawing.families import looks
from service.memory import landscape_of
from service.network_wish import NetworkQuery, NetworkWish, network_wish
from service.pages import formats
from service.pages.network_answer import Answer, answer_of
from service.pages.network_figures import sentences
from service.pages.network_forms import (
    FILES,
    VIEWS,
    choices,
    file_address,
    first_year,
    frame_code,
    views,
)
from service.pages.network_ranges import addresses, note, ranges_of
from service.pages.network_tables import MOST_ROWS, actors_table, edges_table
from service.pages.rendering import PageRouter, link, page_language, public_address, render

router = PageRouter()

_FRAMED: Final = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'self';"
    " form-action 'none'; frame-ancestors *"
)
"""The policy of the one page that others may show in a frame."""

_DESCRIPTION: Final = Text(
    "Wer mit wem für Bildung zusammenarbeitet: Bild, Text, Tabelle und Dateien.",
    "Who works with whom for education: picture, text, table and files.",
)


@router.page("/netzwerk")
def show_network(request: Request, asked: Annotated[NetworkQuery, Query()]) -> Response:
    """Show a part of the network."""
    landscape, language = landscape_of(request), page_language(request)
    wish = network_wish(landscape, asked)
    answer = answer_of(landscape, wish, language)
    title = _title(landscape, wish)
    look = request.query_params.get("ansicht", "")
    look = look if look in VIEWS else ""
    edges = edges_table(request, landscape, answer.network, language)
    ranges = ranges_of(landscape, wish, len(answer.whole.actors))
    return render(
        request,
        "network.html",
        title=title,
        description=_DESCRIPTION,
        wish=wish,
        name=title,
        look=look,
        view=answer.view,
        picture=answer.picture,
        said=_said(answer, wish, language),
        edges=edges._replace(rows=edges.rows[:MOST_ROWS]),
        edge_count=len(edges.rows),
        actors=actors_table(request, landscape, answer, ranges, language),
        ranges_note=note(ranges, language),
        ranked=[] if ranges else addresses(wish, language),
        forms=choices(landscape, wish, language),
        first_year=first_year(landscape),
        views=views(wish, look, language),
        files=[(words, file_address(wish, name, language)) for name, words in FILES],
        looks=json.dumps(_looks(answer)) if look == "gross" else "",
        data=file_address(wish, "json", language),
        standalone=file_address(wish, "html", language),
        frame=frame_code(public_address(request), wish, title.in_language(language), language),
    )


@router.page("/netzwerk/einbetten")
def show_in_frame(request: Request, asked: Annotated[NetworkQuery, Query()]) -> Response:
    """Show the picture of a view for a frame in somebody else's page."""
    landscape, language = landscape_of(request), page_language(request)
    wish = network_wish(landscape, asked)
    answer = answer_of(landscape, wish, language)
    response = render(
        request,
        "network_frame.html",
        title=_title(landscape, wish),
        description=_DESCRIPTION,
        picture=answer.picture,
        chosen=answer.network.chosen,
        said=_said(answer, wish, language)[:2],
        wish=wish,
        whole=link("/netzwerk", language, **wish.parameters),
    )
    response.headers["Content-Security-Policy"] = _FRAMED
    return response


def _said(answer: Answer, wish: NetworkWish, language: Language) -> list[str]:
    day = Text(*(formats.day_in_words(wish.day, one) for one in ("de", "en")))
    told = [*sentences(answer.network, answer.whole, day), *answer.looks.said]
    return [one.in_language(language) for one in told]


def _looks(answer: Answer) -> dict[str, Any]:
    """Return how a script draws the nodes: by what they are, or by the looks of this view."""
    if answer.looks.key == "type":
        return looks()
    families = sorted({one.key: one for one in answer.looks.of.values()}.items())
    return {
        **looks(),
        "families": {key: {"colour": one.colour, "shape": one.shape} for key, one in families},
        "of": {node: one.key for node, one in answer.looks.of.items()},
    }


def _title(landscape: Landscape, wish: NetworkWish) -> Text:
    chosen = wish.selection
    parts = []
    if chosen.center:
        parts.append(Text(*(2 * (landscape.actor(chosen.center).name,))))
    if chosen.theme:
        parts.append(landscape.theme(chosen.theme).label)
    if chosen.programme:
        parts.append(Text(*(2 * (landscape.programmes[chosen.programme].name,))))
    if chosen.state:
        parts.append(landscape.states[chosen.state])
    german, english = (", ".join(getattr(part, code) for part in parts) for code in ("de", "en"))
    if not parts:
        return Text("Netzwerk", "Network")
    return Text(f"Netzwerk: {german}", f"Network: {english}")
