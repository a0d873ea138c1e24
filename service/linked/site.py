"""What the service publishes and where: the list behind VoID, the catalogue and `/data/`."""

from dataclasses import replace
from typing import Final

from starlette.requests import Request

from graph.discovery import Distribution, Site
from graph.dumps import DumpFile
from graph.schemas import SCHEMAS
from graph.sources import Source
from ontology.texts import Text
from service.linked.documents import base_of
from service.linked.downloads import Downloads, downloads_of
from service.pages.rendering import sources

MEDIA_TYPES: Final = {
    "nq": ("application/n-quads", "RDF_N_QUADS", "N-Quads"),
    "nt": ("application/n-triples", "RDF_N_TRIPLES", "N-Triples"),
    "ttl": ("text/turtle", "RDF_TURTLE", "Turtle"),
    "jsonld": ("application/ld+json", "JSON_LD", "JSON-LD"),
}
"""Format → media type, name in the EU list of file types, name for people."""

_DERIVED: Final = {
    "derived": Text("Abgeleitete Aussagen", "Derived statements"),
    "gaps": Text("Lücken am Tag der letzten Erhebung", "Gaps on the day of the last collection"),
    "ontology": Text("Ontologie", "Ontology"),
    "vocabularies": Text("Vokabulare", "Vocabularies"),
    "void": Text("Selbstbeschreibung", "Description of itself"),
}
"""Graphs that come from no source."""


def site_of(request: Request, *, measured: bool = False) -> Site:
    """Return what is published under the address that the client knows.

    Args:
        request: of the client.
        measured: whether with sizes and checksums of the dumps that are made already; reading them
            for the first time takes a moment.
    """
    state, base, downloads = request.app.state, base_of(request), downloads_of(request)
    dumps = [_dump(base, file) for file in downloads.files]
    if measured:
        dumps = [_measured(downloads, *pair) for pair in zip(downloads.files, dumps, strict=True)]
    files = [
        *dumps,
        *(_table(base, source, path) for source in sources().values() for path in _csv(source)),
    ]
    return Site(base, state.version, state.landscape.built_at, sources(), files)


def title_of(source: str) -> Text:
    """Return what a graph holds; the whole for an empty id."""
    if not source:
        return Text("Die ganze Landschaft", "The whole landscape")
    return (
        sources()[source].title
        if source in sources()
        else _DERIVED.get(source, Text(source, source))
    )


def table_paths() -> list[str]:
    """Return the tables that can be downloaded, below the data folder."""
    return [path for source in sources().values() for path in _csv(source)]


def _csv(source: Source) -> list[str]:
    return [path for path in source.tables if path in SCHEMAS]


def _dump(base: str, file: DumpFile) -> Distribution:
    media_type, file_type, name = MEDIA_TYPES[file.format]
    title = title_of(file.source)
    shown = Text(f"{title.de} ({name})", f"{title.en} ({name})")
    return Distribution(f"{base}/data/{file.name}", media_type, file_type, shown, file.source)


def _measured(downloads: Downloads, file: DumpFile, shown: Distribution) -> Distribution:
    if not downloads.is_ready(file):
        return shown
    size = downloads.path(file).stat().st_size
    return replace(shown, size=size, sha256=downloads.checksum(file))


def _table(base: str, source: Source, path: str) -> Distribution:
    shown = Text(f"Tabelle {path}", f"Table {path}")
    url = f"{base}/data/tables/{path}"
    return Distribution(url, "text/csv", "CSV", shown, source.id, compressed=False)
