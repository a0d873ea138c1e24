"""The network page: who works with whom, as picture, as text, as table and as file."""

import json
from typing import Annotated, Final
from urllib.parse import urlencode

from fastapi import Query
from starlette.requests import Request
from starlette.responses import Response

from graph.keys import municipality_key
from graph.landscape import Landscape
from graph.network import Network
from graph.selection import kinds
from ontology.texts import Language, Text
from service.drawing.families import family_of, looks
from service.drawing.tie_words import STATUSES, class_label, years_of
from service.memory import landscape_of
from service.network_wish import NetworkQuery, NetworkWish, network_wish
from service.pages import formats
from service.pages.network_answer import answer_of
from service.pages.network_figures import Figures, Whole, sentences
from service.pages.rendering import PageRouter, link, page_language, render
from service.pages.twin import Cell, Column, Twin, named, options, twin

router = PageRouter()

_ROWS: Final = 400
"""Lines of the table on the page; the file has all."""

_VIEWS: Final = ("", "interaktiv", "gross")
_FILES: Final = (
    ("svg", "SVG"),
    ("gexf", "GEXF (Gephi)"),
    ("graphml", "GraphML"),
    ("csv", "CSV"),
    ("json", "JSON"),
    ("html", "HTML"),
)


@router.page("/netzwerk")
def show_network(request: Request, asked: Annotated[NetworkQuery, Query()]) -> Response:
    """Show a part of the network."""
    landscape, language = landscape_of(request), page_language(request)
    wish = network_wish(landscape, asked)
    answer = answer_of(landscape, wish, language)
    found, whole, view = answer.network, answer.whole, answer.view
    day = Text(*(formats.day_in_words(wish.day, one) for one in ("de", "en")))
    title = _title(landscape, wish)
    look = request.query_params.get("ansicht", "")
    look = look if look in _VIEWS else ""
    edges = _edges(request, landscape, found, language)
    return render(
        request,
        "network.html",
        title=title,
        description=Text(
            "Wer mit wem für Bildung zusammenarbeitet: Bild, Text, Tabelle und Dateien.",
            "Who works with whom for education: picture, text, table and files.",
        ),
        wish=wish,
        name=title,
        look=look,
        view=view,
        picture=answer.picture,
        said=[one.in_language(language) for one in sentences(found, whole, day)],
        edges=edges._replace(rows=edges.rows[:_ROWS]),
        edge_count=len(edges.rows),
        actors=_actors(request, landscape, found, whole, language),
        forms=_forms(landscape, wish, language),
        views=_views(wish, look, language),
        files=[(words, _address(wish, name, language)) for name, words in _FILES],
        looks=json.dumps(looks()),
        data=_address(wish, "json", language),
        standalone=_address(wish, "html", language),
    )


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
        parts.append(Text(*(2 * (landscape.states[chosen.state],))))
    german, english = (", ".join(getattr(part, code) for part in parts) for code in ("de", "en"))
    if not parts:
        return Text("Netzwerk", "Network")
    return Text(f"Netzwerk: {german}", f"Network: {english}")


def _forms(
    landscape: Landscape, wish: NetworkWish, language: Language
) -> dict[str, list[tuple[str, str, bool]]]:
    chosen = wish.selection
    center = landscape.actor(chosen.center).key if chosen.center else ""
    districts = {municipality_key(ags): one.name for ags, one in landscape.districts.items()}
    if center and center not in districts:
        districts[center] = landscape.actors[center].name
    themes = {key: one.label.in_language(language) for key, one in landscape.themes.items()}
    classes = {
        key: name if name != key else class_label(key).in_language(language)
        for key, name in kinds(landscape).items()
    }
    return {
        "center": options(districts, center),
        "theme": options(themes, chosen.theme),
        "state": options(dict(landscape.states), chosen.state),
        "programme": options(
            {key: one.name for key, one in landscape.programmes.items()}, chosen.programme
        ),
        "kind": options(classes, chosen.kind),
    }


def _views(wish: NetworkWish, look: str, language: Language) -> list[tuple[str, str, bool]]:
    labels = {
        "": Text("Bild mit Namen", "Picture with names"),
        "interaktiv": Text("zum Ziehen (pyvis)", "to drag (pyvis)"),
        "gross": Text("große Netze (Forschung)", "large networks (research)"),
    }
    return [
        (
            label.in_language(language),
            link("/netzwerk", language, **wish.parameters, ansicht=name),
            name == look,
        )
        for name, label in labels.items()
    ]


def _address(wish: NetworkWish, file: str, language: Language) -> str:
    return "/api/v1/network?" + urlencode({**wish.parameters, "format": file, "lang": language})


def _edges(request: Request, landscape: Landscape, found: Network, language: Language) -> Twin:
    columns = [
        Column("one", Text("Akteur", "Actor")),
        Column("two", Text("arbeitet zusammen mit", "works with")),
        Column("kind", Text("Art", "Kind")),
        Column("since", Text("Zeitraum", "Period")),
        Column("status", Text("Stand", "Status")),
    ]
    names = {node.key: node.name for node in found.nodes}
    order = list(STATUSES)
    rows = []
    for edge in found.edges:
        for name in edge.ties:
            tie = found.ties[name]
            status = tie.status_on(found.day)
            concepts = (landscape.concepts.get(s, {}).get(tie.kind) for s in _KINDS)
            concept = next((one for one in concepts if one is not None), None)
            label = concept.label if concept is not None else class_label(tie.class_)
            years = years_of(tie.interval).in_language(language)
            rows.append([
                named(names[edge.source], _actor(edge.source, language)),
                named(names[edge.target], _actor(edge.target, language)),
                named(label.in_language(language)),
                Cell(years or "–", years.removeprefix("seit ").removeprefix("since ") or None),
                Cell(STATUSES[status].in_language(language), float(order.index(status))),
            ])  # fmt: skip
    return twin(request, language, columns, rows, "one")


_KINDS: Final = ("agreement-kind", "cooperation-kind")


def _actor(key: str, language: Language) -> str:
    return "" if "/" in key else link(f"/akteure/{key}", language)


def _actors(
    request: Request, landscape: Landscape, found: Network, whole: Whole, language: Language
) -> Twin:
    columns = [
        Column("name", Text("Akteur", "Actor")),
        Column("family", Text("Gruppe", "Group")),
        Column("state", Text("Land", "State")),
        Column("partners", Text("Partner", "Partners"), number=True),
        Column("between", Text("vermittelt", "between others"), number=True),
        Column("lost", Text("hält zusammen", "holds together"), number=True),
    ]
    states = {node.key: landscape.states.get(node.state, "") for node in found.nodes}
    rows = [_figures_row(landscape, one, states[one.key], language) for one in whole.actors]
    return twin(request, language, columns, rows[:_ROWS], "-partners", "akteure")


def _figures_row(landscape: Landscape, one: Figures, state: str, language: Language) -> list[Cell]:
    actor = landscape.actors.get(one.key)
    family = family_of(actor).label.in_language(language) if actor else "Programm"
    return [
        named(one.name, _actor(one.key, language)),
        named(family),
        named(state or "–"),
        Cell(str(one.partners), float(one.partners)),
        Cell(formats.number(one.between, language), one.between),
        Cell(formats.number(one.lost, language), float(one.lost)),
    ]
