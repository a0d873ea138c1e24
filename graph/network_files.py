"""How a network leaves the house: GEXF, GraphML, node-link JSON, CSV, and a page of its own."""

from __future__ import annotations  # networkx graphs take a type only when checked

import csv
import io
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import networkx as nx

from graph.links import Link
from graph.network import Edge, Network
from ontology.errors import ParameterError
from ontology.texts import Language, Text

_NOT_XML: Final = re.compile(r"[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]")
"""Characters that XML 1.0 does not know."""

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
"""Beginnings that spreadsheets read as a formula (OWASP, CSV injection)."""

_COLUMNS: Final = (
    *("source", "source_name", "target", "target_name", "tie", "class", "kind", "label"),
    *("themes", "programme", "start", "end", "status", "weight", "evidence"),
)

_EXTENT: Final = 1000.0
"""Width and height of the drawing in GEXF units."""


@dataclass(frozen=True, slots=True)
class FileFormat:
    """A format of network files.

    Attributes:
        key: as users write it.
        media_type: for HTTP.
        extension: of the file, without a dot.
        write: network and language → bytes.
    """

    key: str
    media_type: str
    extension: str
    write: Callable[[Network, Language], bytes]


def write_network(network: Network, format: str, language: Language = "de") -> bytes:  # noqa: A002 - the word users write on the command line and in addresses
    """Return a network as a file.

    * `gexf`: GEXF 1.2 with `start` and `end` on the edges and positions (Gephi).
    * `graphml`: GraphML (yEd, igraph, Cytoscape).
    * `json`: node-link JSON as `networkx.node_link_graph` reads it, with all ties and sources.
    * `csv`: one line per tie of each edge, UTF-8; cells that a spreadsheet would run get a `'`.
    * `html`: a page that works without any network, with the same content as a table below.

    Args:
        network: what to write; an empty one gives a valid file without nodes.
        format: one of these.
        language: of the page; the other formats are the same in both.

    Raises:
        ParameterError: for another format.
    """
    return file_format(format).write(network, language)


def file_format(key: str) -> FileFormat:
    """Return a format by its key.

    Raises:
        ParameterError: for another format.
    """
    found = FORMATS.get(key)
    if found is None:
        names = ", ".join(FORMATS)
        raise ParameterError(
            "format",
            Text(
                f"Das Format „{key}“ gibt es nicht. Möglich: {names}.",
                f'There is no format "{key}". Possible: {names}.',
            ),
        )
    return found


def _gexf(network: Network, _: Language) -> bytes:
    graph = _plain(network)
    graph.graph["mode"] = "dynamic"
    for node in network.nodes:
        graph.nodes[node.key]["viz"] = {
            "position": {"x": node.x * _EXTENT, "y": -node.y * _EXTENT, "z": 0.0}
        }
    written = "\n".join(nx.generate_gexf(graph))
    # networkx writes today; the file speaks of the day asked for and is the same tomorrow
    dated = re.sub(r'lastmodifieddate="[^"]*"', f'lastmodifieddate="{network.day}"', written)
    return ('<?xml version="1.0" encoding="UTF-8"?>\n' + dated + "\n").encode()


def _graphml(network: Network, _: Language) -> bytes:
    graph = _plain(network)
    for node in network.nodes:
        graph.nodes[node.key].update(x=node.x, y=node.y)
    text = "\n".join(nx.generate_graphml(graph))
    return ('<?xml version="1.0" encoding="UTF-8"?>\n' + text + "\n").encode()


def _json(network: Network, _: Language) -> bytes:
    graph = _plain(network)
    for node in network.nodes:
        graph.nodes[node.key].update(x=node.x, y=node.y)
    for edge in network.edges:
        graph.edges[edge.source, edge.target]["ties"] = list(edge.ties)
    graph.graph["ties"] = {name: _tie(link) for name, link in network.ties.items()}
    data = nx.node_link_data(graph, edges="edges")
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def _csv(network: Network, _: Language) -> bytes:
    names = {node.key: node.name for node in network.nodes}
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    for edge in network.edges:
        for name in edge.ties:
            row = _row(network, edge, network.ties[name], names)
            writer.writerow([_safe(row[column]) for column in _COLUMNS])
    return out.getvalue().encode()


def _page(network: Network, language: Language) -> bytes:
    # pyvis brings a shell for notebooks, which no server start should wait for
    from graph.network_page import page  # noqa: PLC0415

    return page(network, language).encode()


FORMATS: Final[Mapping[str, FileFormat]] = {
    one.key: one
    for one in (
        FileFormat("gexf", "application/gexf+xml", "gexf", _gexf),
        FileFormat("graphml", "application/graphml+xml", "graphml", _graphml),
        FileFormat("json", "application/json", "json", _json),
        FileFormat("csv", "text/csv; charset=utf-8", "csv", _csv),
        FileFormat("html", "text/html; charset=utf-8", "html", _page),
    )
}


def _plain(network: Network) -> nx.Graph[str]:
    graph: nx.Graph[str] = nx.Graph(
        name=f"Bildungslandschaft {network.day}", projection=network.projection.en
    )
    for node in network.nodes:
        attributes: dict[str, str | int] = {
            "label": node.name,
            "iri": node.iri,
            "class": node.class_,
            "type": node.type,
            "district": node.district,
            "state": node.state,
            "degree": node.degree,
        }
        graph.add_node(node.key, **{name: _clean(value) for name, value in attributes.items()})
    for edge in network.edges:
        graph.add_edge(edge.source, edge.target, **_edge_attributes(network, edge))
    return graph


def _edge_attributes(network: Network, edge: Edge) -> dict[str, Any]:
    shared = [network.ties[name] for name in edge.ties]
    attributes: dict[str, Any] = {
        "weight": edge.weight,
        "status": edge.status,
        "label": _clean(" | ".join(link.label for link in shared)),
        "class": " | ".join(sorted({link.class_ for link in shared})),
        "kind": " | ".join(sorted({link.kind for link in shared if link.kind})),
        "themes": " | ".join(sorted({theme for link in shared for theme in link.themes})),
        "iris": " | ".join(link.iri for link in shared),
    }
    if edge.start is not None:
        attributes["start"] = edge.start.isoformat()
    if edge.end is not None:
        attributes["end"] = edge.end.isoformat()
    return attributes


def _tie(link: Link) -> dict[str, Any]:
    return {
        "iri": link.iri,
        "class": link.class_,
        "kind": link.kind,
        "label": link.label,
        "actors": list(link.actors),
        "themes": list(link.themes),
        "programme": link.programme,
        "start": link.interval.start,
        "end": link.interval.end,
        "basis": list(link.interval.basis),
        "evidence": [
            {"source": one.address, "confidence": one.confidence} for one in link.evidence
        ],
    }


def _row(network: Network, edge: Edge, link: Link, names: Mapping[str, str]) -> dict[str, str]:
    return {
        "source": edge.source,
        "source_name": names[edge.source],
        "target": edge.target,
        "target_name": names[edge.target],
        "tie": link.iri,
        "class": link.class_,
        "kind": link.kind,
        "label": link.label,
        "themes": " | ".join(link.themes),
        "programme": link.programme,
        "start": link.interval.start,
        "end": link.interval.end,
        "status": link.status_on(network.day),
        "weight": f"{edge.weight:g}",
        "evidence": " | ".join(one.address for one in link.evidence),
    }


def _safe(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _clean(value: str | int) -> str | int:
    return _NOT_XML.sub("", value) if isinstance(value, str) else value
