"""The pages about the site itself: help, easy language, accessibility, ontology."""

from functools import lru_cache
from typing import Final, get_args

from fastapi import FastAPI
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from ontology.documentation import Example, ontology_html
from ontology.texts import Language, Text
from service.linked.documents import store_of
from service.pages.examples import class_examples
from service.pages.labels import Term, terms
from service.pages.rendering import PageRouter, page_language, render

router = PageRouter()

GLOSSARY: Final = (
    "Actor",
    "AllianceMembership",
    "CoordinationOffice",
    "CoreSponsorship",
    "EducationModel",
    "EducationOffice",
    "Evidence",
    "FoundationAlliance",
    "Gap",
    "Municipality",
    "Need",
    "NoCooperation",
    "Offer",
    "Programme",
    "ProgrammeParticipation",
    "RegionalDevelopmentAgency",
    "SpecialistCentre",
    "SteeringGroup",
    "Suggestion",
    "ThematicSponsorship",
    "TransferAgency",
    "TransferAgreement",
)
"""Classes of the ontology that readers meet on the pages."""


@router.page("/hilfe")
def help_page(request: Request) -> Response:
    """Explain how to read the pages, with a glossary from the ontology."""
    language = page_language(request)
    return render(
        request,
        "help.html",
        title=Text("Hilfe", "Help"),
        description=Text(
            "Wie man die Seiten liest, was die Wörter bedeuten und was die Daten nicht sagen.",
            "How to read the pages, what the words mean and what the data do not say.",
        ),
        glossary=_glossary(language),
    )


@router.page("/leichte-sprache")
def easy_language(request: Request) -> Response:
    """Explain the site in easy German."""
    return render(
        request,
        "easy_language.html",
        title=Text("Diese Seite in Leichter Sprache", "This site in easy German"),
        description=Text(
            "Was diese Internet-Seite zeigt, in Leichter Sprache.",
            "What this site shows, in easy German.",
        ),
    )


@router.page("/barrierefreiheit")
def accessibility(request: Request) -> Response:
    """State how accessible the site is."""
    return render(
        request,
        "accessibility.html",
        title=Text("Erklärung zur Barrierefreiheit", "Accessibility statement"),
        description=Text(
            "Wie zugänglich diese Seite ist, was noch fehlt und wohin man Hürden meldet.",
            "How accessible this site is, what is still missing and where to report barriers.",
        ),
    )


@router.page("/ontologie")
def ontology(request: Request) -> Response:
    """Show the documentation of the ontology, with real things as examples."""
    examples = _examples(request)
    return render(
        request,
        "ontology.html",
        title=Text("Ontologie", "Ontology"),
        description=Text(
            "Klassen, Eigenschaften und Vokabulare der Bildungslandschaft.",
            "Classes, properties and vocabularies of the Bildungslandschaft.",
        ),
        fragment=_ontology(page_language(request), examples),
    )


def warm(app: FastAPI) -> None:
    """Look up the examples of all classes and write the ontology's pages before anybody asks."""
    examples = _examples(Request({"type": "http", "app": app}))
    for language in get_args(Language):
        _ontology(language, examples)


def _examples(request: Request) -> tuple[tuple[str, Example], ...]:
    return tuple(sorted(class_examples(store_of(request)).items()))


def _glossary(language: Language) -> list[Term]:
    known = terms()
    found = [known[name] for name in GLOSSARY if name in known]
    return sorted(found, key=lambda term: term.label.in_language(language).casefold())


@lru_cache(maxsize=2)
def _ontology(language: Language, examples: tuple[tuple[str, Example], ...]) -> Markup:
    fragment = ontology_html(language, dict(examples))
    return Markup(fragment)  # noqa: S704 - escaped by its author, texts are our own
