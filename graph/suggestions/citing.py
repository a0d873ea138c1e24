"""How a suggestion is cited: an address that keeps its day, landscape and content, and its RDF."""

import hashlib
import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from rdflib import RDF, RDFS, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, PROV, SKOS

from graph.dates import is_partial_date
from graph.landscape import Landscape
from graph.suggestions.catalogue import KINDS
from graph.suggestions.results import SEPARATOR, Suggestion, askers_of, suggestion_iri
from graph.suggestions.suggest import POLICY, find_suggestion
from ontology.errors import UnknownThingError
from ontology.namespaces import BL, PREFIXES, concept
from ontology.texts import Text

_LETTERS: Final = 8
_CITED: Final = re.compile(r"(.+)@([0-9]{4}-[0-9]{2}-[0-9]{2})_([0-9a-z]{1,8})_([0-9a-f]{8})")
_RUN: Final = "#run"


@dataclass(frozen=True, slots=True)
class Cited:
    """A suggestion that was asked for by its address, computed again.

    Attributes:
        suggestion: as it stands now on the day.
        day: of the citation; else the day asked for.
        address: IRI that cites it as it is now.
        changed: whether reasons or score differ from what was cited; None if nothing was cited.
        version: of the landscape when it was cited, its first letters; empty if nothing was cited.
        misfit: whether it differs though the landscape is the one that was cited.
    """

    suggestion: Suggestion
    day: date
    address: str
    changed: bool | None
    version: str
    misfit: bool = False

    @property
    def note(self) -> Text:
        """Say whether it still holds; empty if nothing was cited."""
        if self.changed is None:
            return Text("", "")
        if self.misfit:
            return Text(
                "Diese Adresse passt nicht zu ihrem Tag: sie wurde geändert, oder die Regeln der"
                " Vorschläge sind seither andere. Zitiert wurde nicht das, was hier steht.",
                "This address does not fit its day: it was altered, or the rules of suggestions"
                " have changed since. What stands here is not what was cited.",
            )
        if self.changed:
            return Text(
                "Seit dieser Vorschlag zitiert wurde, haben sich die Einträge geändert: Gründe oder"
                " Wertung sind heute andere.",
                "Since this suggestion was cited the entries have changed: its reasons or score are"
                " different today.",
            )
        return Text(
            "Die heutigen Einträge geben denselben Vorschlag wie zitiert.",
            "Today's entries give the same suggestion as cited.",
        )


def citation(landscape: Landscape, suggestion: Suggestion, day: date) -> str:
    """Return the IRI that cites a suggestion with its day, landscape and content."""
    stamp = f"@{day.isoformat()}_{_version(landscape)}_{_fingerprint(suggestion, day)}"
    return suggestion_iri(suggestion.id) + stamp


def cited(landscape: Landscape, identifier: str, day: date) -> Cited:
    """Return a suggestion by its id, or by what follows `suggestion/` in its citation.

    Args:
        landscape: where to look; it need not be the version that was cited.
        identifier: `Suggestion.id`, or the same with day, version and fingerprint.
        day: for an id without a day of its own.

    Raises:
        UnknownThingError: if the id is malformed or the facts no longer support it.
    """
    match = _CITED.fullmatch(identifier)
    if match is None:
        found = find_suggestion(landscape, identifier, day)
        return Cited(found, day, citation(landscape, found, day), None, "")
    stem, told, version, fingerprint = match.groups()
    if not is_partial_date(told):
        raise _unknown(identifier)
    then = date.fromisoformat(told)
    try:
        found = find_suggestion(landscape, stem, then)
    except UnknownThingError as error:
        raise _gone(stem, version) from error
    changed = _fingerprint(found, then) != fingerprint
    misfit = changed and version == _version(landscape)
    return Cited(found, then, citation(landscape, found, then), changed, version, misfit)


def suggestion_graph(landscape: Landscape, found: Cited) -> Graph:
    """Return a suggestion as RDF, with the run that made it, its parameters and its sources."""
    one, graph = found.suggestion, Graph()
    for prefix, iri in PREFIXES.items():
        graph.bind(prefix, iri)
    node, run = URIRef(found.address), URIRef(found.address + _RUN)
    actors = [landscape.actors[key] for key in askers_of(one.id)]
    kind = URIRef(concept("suggestion-kind", one.kind))
    graph.add((node, RDF.type, URIRef(BL + "Suggestion")))
    graph.add((node, DCTERMS.isVersionOf, URIRef(one.iri)))
    graph.add((node, URIRef(BL + "suggestionKind"), kind))
    graph.add((kind, RDF.type, SKOS.Concept))
    for actor in actors:
        graph.add((node, URIRef(BL + "suggestedTo"), URIRef(actor.iri)))
    graph.add((node, URIRef(BL + "suggestedPartner"), URIRef(one.partner.id)))
    if one.kind == "model" and one.subject:
        graph.add((node, URIRef(BL + "suggestedModel"), URIRef(one.subject.id)))
    if one.theme:
        graph.add((node, URIRef(BL + "theme"), URIRef(concept("theme", one.theme))))
    for language in ("de", "en"):
        name = f"{', '.join(actor.name for actor in actors)}: {one.partner.name}"
        reasons = " ".join(getattr(reason.text, language) for reason in one.reasons)
        against = getattr(one.counter_argument, language)
        graph.add((node, RDFS.label, Literal(name, language)))
        graph.add((node, DCTERMS.description, Literal(reasons, language)))
        graph.add((node, URIRef(BL + "counterArgument"), Literal(against, language)))
        label = getattr(KINDS[one.kind].label, language)
        graph.add((kind, SKOS.prefLabel, Literal(label, language)))
    for reason in one.reasons:
        for iri in reason.statements:
            graph.add((node, URIRef(BL + "restsOn"), URIRef(iri)))
        for source in reason.sources:
            graph.add((node, PROV.hadPrimarySource, URIRef(source)))
    graph.add((node, PROV.wasGeneratedBy, run))
    graph.add((run, RDF.type, URIRef(BL + "AnalysisRun")))
    for parameter in _parameters(landscape, found):
        graph.add((run, URIRef(BL + "parameter"), Literal(parameter)))
    return graph


def _parameters(landscape: Landscape, found: Cited) -> tuple[str, ...]:
    kind = found.suggestion.id.split(SEPARATOR)[1]
    return (
        *(f"actor={actor}" for actor in askers_of(found.suggestion.id)),
        f"kind={kind}",
        f"as_of={found.day.isoformat()}",
        f"landscape={landscape.version}",
        f"policy={POLICY}",
    )


def _version(landscape: Landscape) -> str:
    return re.sub(r"[^0-9a-z]", "", landscape.version.lower())[:_LETTERS] or "0"


def _fingerprint(one: Suggestion, day: date) -> str:
    said = [
        day.isoformat(),
        f"{one.score:.6f}",
        *(iri for reason in one.reasons for iri in reason.statements),
    ]
    return hashlib.sha256("\n".join(said).encode()).hexdigest()[:_LETTERS]


def _unknown(identifier: str) -> UnknownThingError:
    return UnknownThingError(
        Text(
            f"Den Vorschlag „{identifier}“ gibt es nicht.",
            f'There is no suggestion "{identifier}".',
        )
    )


def _gone(stem: str, version: str) -> UnknownThingError:
    return UnknownThingError(
        Text(
            f"Der Vorschlag „{stem}“ wurde auf dem Stand {version} zitiert; die heutigen Einträge"
            " stützen ihn nicht mehr.",
            f'The suggestion "{stem}" was cited on version {version}; today\'s entries no longer'
            " support it.",
        )
    )
