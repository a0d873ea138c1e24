"""How gaps become statements: what was found on which day, by which run, and what it rests on."""

from datetime import date
from typing import Final

from graph.analyses.gap_results import Gap, GapKind
from graph.analyses.gaps import GAP_KINDS, GapAnalysis
from graph.landscape import Landscape
from graph.mapping.catalogue import LANDSCAPE
from graph.mapping.emitter import LABEL, TYPE, bl, prefixed
from graph.terms import TripleTable, iri, text, typed
from ontology.namespaces import VOCAB, concept, thing
from ontology.texts import Text

GAPS: Final = "gaps"
"""Source id of the graph of gaps."""

SCHEME: Final = "gap-kind"

_SCHEME_NAME: Final = Text("Arten von Lücken", "kinds of gaps")


def write_gap_kinds(triples: TripleTable) -> None:
    """Add the kinds of gaps as concepts, with their explanation and source."""
    scheme = iri(VOCAB + SCHEME)
    triples.add(GAPS, scheme, TYPE, prefixed("skos:ConceptScheme"))
    _say(triples, scheme, LABEL, _SCHEME_NAME)
    _say(triples, scheme, prefixed("skos:prefLabel"), _SCHEME_NAME)
    for kind in GAP_KINDS.values():
        one = _kind(kind.key)
        triples.add(GAPS, one, TYPE, prefixed("skos:Concept"))
        triples.add(GAPS, one, prefixed("skos:inScheme"), scheme)
        triples.add(GAPS, one, prefixed("skos:topConceptOf"), scheme)
        triples.add(GAPS, one, prefixed("skos:notation"), text(kind.key))
        triples.add(GAPS, one, prefixed("dcterms:source"), text(kind.citation))
        _say(triples, one, prefixed("skos:prefLabel"), kind.name)
        _say(triples, one, prefixed("skos:definition"), kind.explanation)
        _say(triples, one, prefixed("skos:scopeNote"), kind.caveat)


def write_gaps(triples: TripleTable, landscape: Landscape, day: date) -> None:
    """Add every gap of a landscape on a day, and one run per kind with its parameters.

    Args:
        triples: gaps go to the graph `GAPS`; nothing but the runs is added where nothing is found.
        landscape: where to look.
        day: the day asked for.
    """
    for kind in GAP_KINDS.values():
        _write_run(triples, kind, day)
    for gap in GapAnalysis(landscape, day).gaps():
        _write_gap(triples, landscape, gap, _run(gap.kind, day))


def write_version(triples: TripleTable, day: date, version: str) -> None:
    """Add to every run of a day which version of the landscape it looked at."""
    for key in GAP_KINDS:
        triples.add(GAPS, _run(key, day), prefixed("owl:versionInfo"), text(version))


def _write_run(triples: TripleTable, kind: GapKind, day: date) -> None:
    run = _run(kind.key, day)
    name = Text(f"{kind.name.de}, Stand {day:%d.%m.%Y}", f"{kind.name.en}, as of {day.isoformat()}")
    triples.add(GAPS, run, TYPE, bl("AnalysisRun"))
    _say(triples, run, LABEL, name)
    triples.add(GAPS, run, bl("key"), text(f"{kind.key}-{day.isoformat()}"))
    triples.add(GAPS, run, prefixed("dcterms:date"), typed(day.isoformat(), "date"))
    triples.add(GAPS, run, prefixed("dcterms:description"), text(kind.formula, "en"))
    triples.add(GAPS, run, prefixed("prov:used"), iri(LANDSCAPE))
    parameters = [f"{one.name}={one.default:g}" for one in kind.parameters]
    for parameter in (f"as_of={day.isoformat()}", *parameters):
        triples.add(GAPS, run, bl("parameter"), text(parameter))


def _write_gap(triples: TripleTable, landscape: Landscape, gap: Gap, run: str) -> None:
    subject = iri(gap.iri)
    triples.add(GAPS, subject, TYPE, bl("Gap"))
    _say(triples, subject, LABEL, _name(landscape, gap))
    _say(triples, subject, prefixed("dcterms:description"), gap.text)
    triples.add(GAPS, subject, bl("key"), text(gap.id))
    triples.add(GAPS, subject, bl("gapKind"), _kind(gap.kind))
    triples.add(GAPS, subject, bl("gapStatus"), iri(concept("gap-status", gap.status)))
    triples.add(GAPS, subject, bl("priority"), _decimal(gap.priority))
    triples.add(GAPS, subject, prefixed("prov:wasGeneratedBy"), run)
    if gap.surprise is not None:
        triples.add(GAPS, subject, bl("surprise"), _decimal(gap.surprise))
    if gap.district:
        triples.add(
            GAPS, subject, bl("concernsTerritory"), iri(landscape.districts[gap.district].iri)
        )
    if gap.theme:
        triples.add(GAPS, subject, bl("theme"), iri(landscape.themes[gap.theme].iri))
    for statement in gap.statements:
        triples.add(GAPS, subject, bl("restsOn"), iri(statement))
    for one in gap.evidence:
        triples.add(GAPS, subject, bl("evidence"), iri(one.iri))
    for partner in gap.partners:
        triples.add(GAPS, subject, bl("possiblePartner"), iri(landscape.actors[partner].iri))


def _name(landscape: Landscape, gap: Gap) -> Text:
    kind = GAP_KINDS[gap.kind].name
    about = [landscape.districts[gap.district].name] if gap.district else []
    theme = landscape.themes[gap.theme].label if gap.theme else Text("", "")
    german = ", ".join([*about, *([theme.de] if theme.de else [])])
    english = ", ".join([*about, *([theme.en] if theme.en else [])])
    return Text(
        f"{kind.de}: {german}" if german else kind.de,
        f"{kind.en}: {english}" if english else kind.en,
    )


def _run(kind: str, day: date) -> str:
    return iri(thing("analysis-run", f"{kind}-{day.isoformat()}"))


def _kind(key: str) -> str:
    return iri(concept(SCHEME, key))


def _decimal(value: float) -> str:
    return typed(f"{value:.6f}", "decimal")


def _say(triples: TripleTable, subject: str, predicate: str, words: Text) -> None:
    triples.add(GAPS, subject, predicate, text(words.de, "de"))
    triples.add(GAPS, subject, predicate, text(words.en, "en"))
