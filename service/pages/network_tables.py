"""A network as tables: every tie of the picture, and every actor with its position."""

from typing import Final

from starlette.requests import Request

from graph.landscape import Landscape
from graph.network import Network
from graph.status_words import STATUSES
from ontology.texts import Language, Text
from service.drawing.families import family_of
from service.drawing.tie_words import class_label, years_of
from service.pages import formats
from service.pages.network_answer import Answer
from service.pages.network_colours import COLOURS
from service.pages.network_figures import Figures
from service.pages.network_ranges import Ranges, in_words
from service.pages.rendering import link
from service.pages.twin import Cell, Column, Twin, named, twin

MOST_ROWS: Final = 400
"""Lines of a table on the page; the file has all."""

_KINDS: Final = ("agreement-kind", "cooperation-kind")


def edges_table(request: Request, landscape: Landscape, found: Network, language: Language) -> Twin:
    """Return the table of ties, one line per tie of each pair."""
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
                named(names[edge.source], _address(edge.source, language)),
                named(names[edge.target], _address(edge.target, language)),
                named(label.in_language(language)),
                Cell(years or "–", years.removeprefix("seit ").removeprefix("since ") or None),
                Cell(STATUSES[status].in_language(language), float(order.index(status))),
            ])  # fmt: skip
    return twin(request, language, columns, rows, "one")


def actors_table(
    request: Request, landscape: Landscape, answer: Answer, ranges: Ranges, language: Language
) -> Twin:
    """Return the table of actors with their position, how sure it is, and what colours tell."""
    colour = answer.looks.key
    columns = [
        Column("name", Text("Akteur", "Actor")),
        Column("family", COLOURS["type"]),
        *([Column("look", COLOURS[colour])] if colour != "type" else []),
        Column("state", Text("Land", "State")),
        Column("partners", Text("Partner", "Partners"), number=True),
        Column("between", Text("vermittelt", "between others"), number=True),
        Column("lost", Text("hält zusammen", "holds together"), number=True),
    ]
    names = landscape.state_names(language)
    states = {node.key: names.get(node.state, "") for node in answer.network.nodes}
    rows = [
        [
            *_known(landscape, answer, one, states[one.key], language),
            *_position(one, ranges, language),
        ]
        for one in answer.whole.actors
    ]
    return twin(request, language, columns, rows[:MOST_ROWS], "-partners", "akteure")


def _known(
    landscape: Landscape, answer: Answer, one: Figures, state: str, language: Language
) -> list[Cell]:
    actor = landscape.actors.get(one.key)
    family = family_of(actor).label if actor else Text("Programm", "Programme")
    look = answer.looks.of[one.key].label.in_language(language)
    return [
        named(one.name, _address(one.key, language)),
        named(family.in_language(language)),
        *([named(look)] if answer.looks.key != "type" else []),
        named(state or "–"),
    ]


def _position(one: Figures, ranges: Ranges, language: Language) -> list[Cell]:
    values = {"partners": one.partners, "between": one.between, "lost": one.lost}
    return [
        Cell(
            formats.number(value, language) + in_words(ranges.get(name, {}), one.key, language),
            float(value),
        )
        for name, value in values.items()
    ]


def _address(key: str, language: Language) -> str:
    return "" if "/" in key else link(f"/akteure/{key}", language)
