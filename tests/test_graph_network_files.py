import csv
import io
import json
import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import networkx as nx
import pytest

from graph.landscape import Landscape
from graph.network import Network, network
from graph.network_files import FORMATS, write_network
from graph.selection import Selection
from ontology.errors import ParameterError

TODAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def view(landscape: Landscape) -> Network:
    return network(
        landscape, TODAY, Selection(state="14", include_ended=True, with_programmes=True)
    )


def shape(view: Network) -> tuple[set[str], set[frozenset[str]]]:
    return (
        {node.key for node in view.nodes},
        {frozenset((edge.source, edge.target)) for edge in view.edges},
    )


def test_gexf_comes_back_whole_and_dynamic(view: Network):
    written = write_network(view, "gexf")
    graph = nx.read_gexf(io.BytesIO(written))
    assert (set(graph), {frozenset(edge) for edge in graph.edges()}) == shape(view)
    assert b'mode="dynamic"' in written
    assert b'timeformat="date"' in written
    dated = [edge for edge in view.edges if edge.end]
    assert graph.edges[dated[0].source, dated[0].target]["end"] == str(dated[0].end)


def test_graphml_comes_back_whole(view: Network):
    graph = nx.read_graphml(io.BytesIO(write_network(view, "graphml")))
    assert (set(graph), {frozenset(edge) for edge in graph.edges()}) == shape(view)
    assert {data["label"] for _, data in graph.nodes(data=True)} == {n.name for n in view.nodes}


def test_json_comes_back_whole_with_the_sources_of_every_tie(view: Network):
    data = json.loads(write_network(view, "json"))
    graph = nx.node_link_graph(data, edges="edges")
    assert (set(graph), {frozenset(edge) for edge in graph.edges()}) == shape(view)
    assert all(tie["evidence"] for tie in graph.graph["ties"].values())


def test_csv_has_one_line_per_tie_of_an_edge(view: Network):
    rows = list(csv.DictReader(io.StringIO(write_network(view, "csv").decode())))
    assert len(rows) == sum(len(edge.ties) for edge in view.edges)
    assert rows[0]["tie"].startswith("https://w3id.org/bildungslandschaft/id/")


@pytest.mark.parametrize("name", ["=1+1", "+49", "-2", "@SUM(A1)", "\tcmd"])
def test_no_spreadsheet_runs_a_cell(view: Network, name: str):
    evil = replace(view, nodes=tuple(replace(node, name=name) for node in view.nodes))
    rows = csv.DictReader(io.StringIO(write_network(evil, "csv").decode(), newline=""))
    assert {row["source_name"] for row in rows} == {f"'{name}"}


class References(HTMLParser):
    """What a browser would load, and which elements there are."""

    def __init__(self) -> None:
        super().__init__()
        self.loaded: list[str] = []
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.loaded += [value or "" for name, value in attrs if name in {"src", "href"}]


def test_the_page_asks_nobody_for_anything(view: Network):
    text = write_network(view, "html").decode()
    found = References()
    found.feed(text)
    assert found.loaded == []
    assert not re.search(r"url\(\s*['\"]?https?:|@import", text)
    assert {"title", "main", "h1", "table"} <= set(found.tags)
    assert text.startswith('<!DOCTYPE html>\n<html lang="de">')


def test_the_page_stands_still_and_holds_every_node_and_line_as_text(view: Network):
    text = write_network(view, "html", "en").decode()
    assert '<html lang="en">' in text
    assert '"physics": {"enabled": false}' in text
    table = text[text.index("<table>") :]
    assert table.count("<tr>") == 1 + sum(len(edge.ties) for edge in view.edges)


def test_names_cannot_break_out_of_a_page_or_of_xml(view: Network):
    name = '</script><script>alert(1)</script>\x00"&<b>'
    evil = replace(view, nodes=tuple(replace(node, name=name) for node in view.nodes))
    assert "<script>alert(1)" not in write_network(evil, "html").decode()
    for format_ in ("gexf", "graphml"):
        assert b"\x00" not in write_network(evil, format_)
    assert nx.read_gexf(io.BytesIO(write_network(evil, "gexf")))


@pytest.mark.parametrize("format_", list(FORMATS))
def test_an_empty_network_is_a_valid_file_and_every_file_is_the_same_twice(
    view: Network, format_: str
):
    assert write_network(view, format_) == write_network(view, format_)
    empty = replace(view, nodes=(), edges=(), ties={})
    assert write_network(empty, format_)


def test_other_formats_are_refused(view: Network):
    with pytest.raises(ParameterError, match="gexf"):
        write_network(view, "pdf")
