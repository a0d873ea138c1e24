"""What the SPARQL editor loads from our own host: the files of Ace, and the words to complete."""

from functools import cache
from importlib.metadata import distribution
from pathlib import Path
from typing import Any, Final

from fastapi import APIRouter
from rdflib import OWL, RDF, RDFS, SKOS, Graph, URIRef
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from ontology.loading import load_ontology
from ontology.namespaces import PREFIXES
from ontology.texts import Language, Text
from service.caching import etag, is_current, not_modified
from service.pages.assets import edition
from service.pages.rendering import page_language
from service.problems import HttpError

_SCRIPTS: Final = (
    "ace.js",
    "mode-sparql.js",
    "ext-language_tools.js",
    "ext-searchbox.js",
    "theme-github_dark.js",
)
_STYLES: Final = ("css/ace.css", "css/theme/textmate.css", "css/theme/github_dark.css")
_TYPES: Final = {
    "js": "text/javascript; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "png": "image/png",
    "svg": "image/svg+xml",
}
_ACE: Final = distribution("django-ace").version
_FOLDER: Final = "django_ace/static/django_ace/ace"
_FOREVER: Final = "public, max-age=31536000, immutable"

_KINDS: Final = (
    (OWL.Class, "class"),
    (OWL.ObjectProperty, "property"),
    (OWL.DatatypeProperty, "property"),
)
_FOREIGN: Final = (
    (RDF.type, Text("ist ein(e)", "is a")),
    (RDFS.label, Text("Bezeichnung", "label")),
    (RDFS.comment, Text("Anmerkung", "comment")),
    (SKOS.prefLabel, Text("Vorzugsbezeichnung", "preferred label")),
    (SKOS.altLabel, Text("andere Bezeichnung", "alternative label")),
    (SKOS.definition, Text("Definition", "definition")),
    (SKOS.broader, Text("Oberbegriff", "broader concept")),
    (SKOS.inScheme, Text("im Vokabular", "in scheme")),
    (SKOS.exactMatch, Text("dasselbe anderswo", "exact match")),
)
"""What questions need beside our own terms."""

router = APIRouter(include_in_schema=False)


def ace(path: str) -> str:
    """Return the address of a file of the editor; it changes with the editor's version."""
    return f"/static/ace/{_ACE}/{path}"


@router.api_route("/static/ace/{release}/{path:path}", methods=["GET", "HEAD"])
def ace_file(release: str, path: str) -> Response:
    """Return a file of the editor: scripts and styles by name, and the pictures of the styles."""
    folder, _, name = path.rpartition("/")
    picture = folder == "css" and name.endswith((".png", ".svg"))
    # by its place on disk: importing the package would ask for Django
    source = Path(str(distribution("django-ace").locate_file(f"{_FOLDER}/{path}")))
    if not (picture or path in _SCRIPTS or path in _STYLES) or not source.is_file():
        raise HttpError(404, Text(f"„{path}“ gibt es nicht.", f'There is no "{path}".'))
    caching = _FOREVER if release == _ACE else "no-cache"
    media_type = _TYPES[name.rpartition(".")[2]]
    return Response(source.read_bytes(), media_type=media_type, headers={"Cache-Control": caching})


@router.api_route("/sparql/terms", methods=["GET", "HEAD"])
def terms(request: Request) -> Response:
    """Return what the editor completes: prefixes, our classes and properties with their labels."""
    language = page_language(request)
    tag = etag(request.app.state.version, edition(), language)
    if is_current(request.headers, tag):
        return not_modified(tag)
    content = {"prefixes": PREFIXES, "terms": _terms(language)}
    return JSONResponse(content, headers={"ETag": tag, "Cache-Control": "no-cache"})


@cache
def _terms(language: Language) -> list[dict[str, str]]:
    graph = load_ontology()
    own = [
        _term(graph, one, kind, language)
        for type_, kind in _KINDS
        for one in graph.subjects(RDF.type, type_)
        if isinstance(one, URIRef) and (one, RDFS.label, None) in graph
    ]
    foreign = [
        {"name": _short(one), "kind": "property", "label": label.in_language(language), "text": ""}
        for one, label in _FOREIGN
    ]
    return sorted(own + foreign, key=lambda term: term["name"])


def _term(graph: Graph, one: URIRef, kind: str, language: Language) -> dict[str, str]:
    return {
        "name": _short(one),
        "kind": kind,
        "label": _in(graph, one, RDFS.label, language),
        "text": _in(graph, one, SKOS.definition, language),
    }


def _short(iri: URIRef) -> str:
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return f"<{iri}>"


def _in(graph: Graph, one: URIRef, of: URIRef, language: Language) -> str:
    said: dict[Any, str] = {
        getattr(value, "language", None): str(value) for value in graph.objects(one, of)
    }
    return said.get(language) or said.get("de") or next(iter(said.values()), "")
