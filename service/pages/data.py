"""The page about the data: sources, licences, caveats, counts, downloads, how to cite."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from graph.sources import Source
from ontology.namespaces import graph_iri
from ontology.texts import Language, Text
from service.pages.rendering import PageRouter, page_language, public_address, render, sources

router = PageRouter()

_TITLE = Text(
    "Bildungslandschaft: Wissensgraph der kommunalen Bildungslandschaften in Deutschland",
    "Bildungslandschaft: knowledge graph of Germany's municipal education landscapes",
)


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A source with what it holds.

    Attributes:
        triples: statements in its graph.
        graph: IRI of its graph.
    """

    source: Source
    triples: int
    graph: str


@router.page("/daten")
def data(request: Request) -> Response:
    """List the sources and say how to get and cite the data."""
    language, state = page_language(request), request.app.state
    graphs: Mapping[str, int] = state.landscape.graphs
    rows = [SourceRow(one, graphs.get(graph_iri(one.id), 0), graph_iri(one.id))
            for one in sources().values()]  # fmt: skip
    own = {row.graph for row in rows}
    address = public_address(request)
    return render(
        request,
        "data.html",
        title=Text("Daten und Quellen", "Data and sources"),
        description=Text(
            "Quellen, Lizenzen, Vorbehalte, Umfang und Downloads der Bildungslandschaft.",
            "Sources, licences, caveats, size and downloads of the Bildungslandschaft.",
        ),
        rows=rows,
        further_graphs=sorted((iri, count) for iri, count in graphs.items() if iri not in own),
        triples=state.landscape.triples,
        dataset=_dataset(language, address, state.version, rows),
        cite=_cite(language, address, state.version, state.landscape.built_at[:4]),
    )


def _cite(language: Language, address: str, version: str, year: str) -> str:
    word = Text("Fassung", "version").in_language(language)
    when = f" ({year})" if year else ""
    return f"{_TITLE.in_language(language)}{when}. {word} {version[:12]}. {address}"


def _dataset(language: Language, address: str, version: str, rows: list[SourceRow]) -> Markup:
    """Return the description of the data set by schema.org as a JSON-LD block.

    A block of data is no script: the Content-Security-Policy lets it stand, and nothing runs it.
    """
    described: dict[str, Any] = {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "name": _TITLE.in_language(language),
        "description": Text(
            "Wer in deutschen Kreisen für Bildung zusammenarbeitet: Akteure, Zusammenarbeiten,"
            " Programme, Modelle, Bedarfe und Kennzahlen mit Quelle und Zeitraum.",
            "Who works together for education in Germany's districts: actors, cooperations,"
            " programmes, models, needs and indicators with source and period.",
        ).in_language(language),
        "url": f"{address}/daten",
        "version": version,
        "inLanguage": ["de", "en"],
        "isAccessibleForFree": True,
        "spatialCoverage": {"@type": "Country", "name": "Deutschland"},
        "isBasedOn": [
            {
                "@type": "CreativeWork",
                "name": row.source.title.in_language(language),
                "creditText": row.source.attribution,
                "license": row.source.licence_url or row.source.licence,
            }
            for row in rows
        ],
        "distribution": [
            {
                "@type": "DataDownload",
                "encodingFormat": "application/n-quads",
                "contentUrl": f"{address}/sparql/graph?graph={row.graph}&format=nq",
                "name": row.source.title.in_language(language),
            }
            for row in rows
        ],
    }
    # a `<` could end the block; JSON knows it by number as well
    return Markup(json.dumps(described, ensure_ascii=False).replace("<", "\\u003c"))  # noqa: S704
