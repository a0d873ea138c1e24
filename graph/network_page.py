"""A network as one HTML page that works without the internet: drawing above, table below."""

import re
from html import escape
from typing import Any, Final

from pyvis.network import Network as Drawing

from graph.links import PROGRAMME
from graph.network import Edge, Network, Node
from graph.status_words import STATUSES
from ontology.texts import Language, Text

_SIDE: Final = 1200.0
"""Width and height of the drawing area in canvas units."""

_LOOKS: Final = {
    "Municipality": ("#0072b2", "dot"),
    "Foundation": ("#008060", "square"),
    "SupportAgency": ("#b86e00", "diamond"),
    "Programme": ("#6b21a8", "star"),
    "": ("#4d5a66", "triangleDown"),
}
"""Colour and shape of the groups: told apart by more than colour."""
_GROUPS: Final = (
    ("Foundation", "Foundation"),
    ("Agency", "SupportAgency"),
    ("SpecialistCentre", "SupportAgency"),
    ("CoordinationOffice", "SupportAgency"),
    ("Municipality", "Municipality"),
    ("EducationOffice", "Municipality"),
    ("Programme", "Programme"),
)

_OUTSIDE: Final = re.compile(
    r"<!--.*?-->|<link\b[^>]*?>|<script\b[^>]*\bsrc\s*=[^>]*>\s*</script>|<center>.*?</center>",
    re.DOTALL,
)
"""What the template of pyvis takes from other hosts, and its unescaped headings."""

_TITLE: Final = Text("Netzwerk der Bildungslandschaft", "Network of the education landscape")
_CHOSEN: Final = Text("Auswahl", "Choice")
_INTRO: Final = Text(
    "{chosen}Stand {day}. {nodes} Akteure, {edges} Verbindungen. Durchgezogen: läuft; gestrichelt:"
    " beendet oder ohne Datum. Dieselben Angaben stehen in der Tabelle unter dem Bild."
    " {projection}",
    "{chosen}As of {day}. {nodes} actors, {edges} links. Solid: current; dashed: ended or undated."
    " The table below the picture holds the same information. {projection}",
)
_PROGRAMMES: Final = Text(
    " Sterne sind Programme ({count}); Linien führen zu ihren Teilnehmern.",
    " Stars are programmes ({count}); lines lead to their participants.",
)
_PICTURE: Final = Text(
    "Zeichnung des Netzwerks; die Tabelle darunter enthält dieselben Angaben.",
    "Drawing of the network; the table below it holds the same information.",
)
_HEAD: Final = (
    Text("Akteur", "Actor"),
    Text("Akteur", "Actor"),
    Text("Verbindung", "Link"),
    Text("Beginn", "Start"),
    Text("Ende", "End"),
    Text("Stand", "Status"),
)
_CAPTION: Final = Text("Alle Verbindungen dieses Bildes", "All links of this picture")

_STYLE: Final = """
body { font: 1rem/1.5 system-ui, sans-serif; margin: 1rem auto; max-width: 75rem; padding: 0 1rem }
#mynetwork { float: none !important; max-width: 100% }
table { border-collapse: collapse; width: 100%; margin-top: 1rem }
th, td { border: 1px solid #6b7280; padding: .25rem .5rem; text-align: left; vertical-align: top }
"""


def page(network: Network, language: Language) -> str:
    """Return a complete HTML document.

    Args:
        network: an empty one gives a page that says so by its counts.
        language: of the words around the data.
    """
    title = escape(f"{_TITLE.in_language(language)}, {network.day}")
    programmes = sum(node.class_ == PROGRAMME for node in network.nodes)
    chosen = network.chosen.in_language(language)
    intro = _INTRO.in_language(language).format(
        chosen=f"{_CHOSEN.in_language(language)}: {chosen}. " if chosen else "",
        day=network.day,
        nodes=len(network.nodes) - programmes,
        edges=len(network.edges),
        projection=network.projection.in_language(language),
    )
    if programmes:
        intro += _PROGRAMMES.in_language(language).format(count=programmes)
    drawn = _OUTSIDE.sub("", _drawing(network).generate_html())
    head, body = _inner(drawn, "head"), _inner(drawn, "body")
    body = body.replace(
        '<div id="mynetwork"',
        f'<div id="mynetwork" role="img" aria-label="{escape(_PICTURE.in_language(language))}"',
        1,
    )
    return (
        f'<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<title>{title}</title>\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n{head}\n'
        f"<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n"
        f"<p>{escape(intro)}</p>\n{body}\n{_table(network, language)}\n</main>\n</body>\n</html>\n"
    )


def _drawing(network: Network) -> Drawing:
    drawing = Drawing(height="700px", width="100%", cdn_resources="in_line")
    # add_edge looks through all edges each time; the lists take whole networks at once
    drawing.nodes = [_drawn_node(node) for node in network.nodes]
    drawing.node_ids = [node.key for node in network.nodes]
    drawing.edges = [_drawn_edge(network, edge) for edge in network.edges]
    drawing.set_options(
        '{"physics": {"enabled": false}, "interaction": {"keyboard": {"enabled": true}},'
        ' "edges": {"smooth": false}}'
    )
    return drawing


def _drawn_node(node: Node) -> dict[str, Any]:
    group = next((to for part, to in _GROUPS if part in node.class_), "")
    colour, shape = _LOOKS[group]
    return {
        "id": node.key,
        "label": node.name,
        "title": node.name,
        "shape": shape,
        "color": colour,
        "size": 8 + 2 * min(node.degree, 12),
        "x": node.x * _SIDE,
        "y": node.y * _SIDE,
    }


def _drawn_edge(network: Network, edge: Edge) -> dict[str, Any]:
    return {
        "from": edge.source,
        "to": edge.target,
        "title": "\n".join(network.ties[name].label for name in edge.ties),
        "dashes": edge.status != "current",
        "color": "#6b7280",
    }


def _table(network: Network, language: Language) -> str:
    names = {node.key: node.name for node in network.nodes}
    head = "".join(f'<th scope="col">{one.in_language(language)}</th>' for one in _HEAD)
    rows = []
    for edge in network.edges:
        for name in edge.ties:
            link = network.ties[name]
            status = link.status_on(network.day)
            cells = (
                names[edge.source],
                names[edge.target],
                link.label,
                link.interval.start,
                link.interval.end,
                STATUSES[status].in_language(language),
            )
            rows.append("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in cells) + "</tr>")
    body = "\n".join(rows)
    caption = _CAPTION.in_language(language)
    return (
        f"<table>\n<caption>{caption}</caption>\n<thead><tr>{head}</tr></thead>\n"
        f"<tbody>\n{body}\n</tbody>\n</table>"
    )


def _inner(document: str, tag: str) -> str:
    return document.partition(f"<{tag}>")[2].rpartition(f"</{tag}>")[0]
