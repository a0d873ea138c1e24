"""From tables to a served landscape: read, map, derive, infer, validate, write, switch."""

import gzip
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Final

from rdflib import Graph
from rdflib.compare import to_canonical_graph

from graph.derive import DERIVED, derive
from graph.facts import Facts, Progress, data_folder, read_facts
from graph.fingerprint import fingerprint
from graph.generations import Generation, Manifest, StoreFolder, write_atomically
from graph.mapping import map_catalogue, map_facts
from graph.mapping.catalogue import CATALOGUE
from graph.memory import keep
from graph.obligations import check_obligations
from graph.store import write_store
from graph.terms import TripleTable
from graph.validation_report import ReadableReport
from ontology import compile_rules, load_ontology, load_vocabularies
from ontology.errors import StoreError
from ontology.namespaces import graph_iri
from ontology.texts import Text

ONTOLOGY_GRAPH: Final = "ontology"
VOCABULARY_GRAPH: Final = "vocabularies"
MAX_FINDINGS_SHOWN: Final = 20

DUMP_COMPRESSION: Final = 3
"""Of 9: half the time of the default for a tenth more bytes."""


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did.

    Attributes:
        version: version of the landscape.
        rows: table → number of rows.
        graphs: source → number of triples.
        triples: number of quads in all.
        doubtful: pairs of actors that may be the same and were not merged.
        validation: SHACL findings.
        unchanged: True if nothing had changed and nothing was built.
    """

    version: str
    rows: dict[str, int]
    graphs: dict[str, int]
    triples: int
    doubtful: list[dict[str, str]]
    validation: dict[str, object] = field(default_factory=dict)
    unchanged: bool = False


def build(
    folder: StoreFolder,
    progress: Progress = lambda _: None,
    *,
    data: Path | None = None,
    force: bool = False,
) -> BuildReport:
    """Build the landscape and make it the current one.

    Args:
        folder: where the store lies.
        progress: told the name of each step.
        data: the tables; those of the product by default.
        force: build also if nothing changed.

    Returns:
        The report; the old one with `unchanged` if there was nothing to do.

    Raises:
        TableError: a table is wrong; nothing was changed.
        StoreError: the landscape breaks its obligations, or the store cannot be written.
        StoreLockedError: another build is running.
    """
    data = data or data_folder()
    with folder.writing():
        mark = fingerprint(data, folder.corrections)
        current = folder.current()
        if current is not None and not force and current.manifest().fingerprint == mark:
            folder.refused.unlink(missing_ok=True)
            return read_report(current, unchanged=True)
        facts = read_facts(data, folder.corrections)
        triples = compile_landscape(facts, progress)
        progress("write")
        content = {name: triples.table.lines(triples.triples(name)) for name in triples.graphs}
        progress("validate")
        validation = check_obligations(content.values())
        _refuse_if_broken(validation, folder)
        return _write(folder, facts, content, validation, mark, progress)


def compile_landscape(facts: Facts, progress: Progress = lambda _: None) -> TripleTable:
    """Return all graphs but the catalogue: facts, ontology, vocabularies, derived statements."""
    triples = TripleTable()
    map_facts(facts, triples, progress)
    progress("ontology")
    ontology = load_ontology()
    add_graph(triples, ONTOLOGY_GRAPH, ontology)
    add_graph(triples, VOCABULARY_GRAPH, load_vocabularies())
    progress("derive")
    derive(triples)
    progress("infer")
    _infer(triples, ontology)
    return triples


def add_graph(triples: TripleTable, name: str, content: Graph) -> None:
    """Add an rdflib graph; blank nodes get labels that depend on the content only."""
    for subject, predicate, object_ in to_canonical_graph(content):
        triples.add(name, subject.n3(), predicate.n3(), object_.n3())


def read_report(generation: Generation, *, unchanged: bool = False) -> BuildReport:
    """Return the report of a generation that was built before."""
    content = json.loads(generation.report.read_text("utf-8"))
    content["unchanged"] = unchanged
    return BuildReport(**content)


def _infer(triples: TripleTable, ontology: Graph) -> None:
    rules = compile_rules(ontology)
    for term in rules.terms():
        triples.table.id_of(term)
    new = rules.materialise(triples.triples(), triples.table.ids)
    triples.extend(DERIVED, map(tuple, new.tolist()))


def _write(
    folder: StoreFolder,
    facts: Facts,
    content: dict[str, list[str]],
    validation: ReadableReport,
    mark: str,
    progress: Progress,
) -> BuildReport:
    version = _content_version(content)
    counts = {name: len(lines) for name, lines in content.items()}
    content[CATALOGUE] = _catalogue(facts, version, counts)
    counts[CATALOGUE] = len(content[CATALOGUE])
    generation = folder.begin()
    progress("store")
    quads = _write_graphs(generation, content)
    report = BuildReport(
        version=version,
        rows={path: len(table.rows) for path, table in facts.tables.items()},
        graphs=counts,
        triples=quads,
        doubtful=[dict(row.cells) for row in facts.rows("actors/doubtful_matches.csv")],
        validation={"conforms": validation.conforms, "counts": validation.counts},
    )
    write_atomically(generation.report, json.dumps(asdict(report), ensure_ascii=False, indent=1))
    write_atomically(generation.validation, validation.as_json())
    built_at = datetime.now(UTC).isoformat(timespec="seconds")
    generation.write_manifest(Manifest(version, mark, built_at, quads, counts))
    progress("memory")
    keep(generation)
    folder.finish(generation)
    folder.refused.unlink(missing_ok=True)
    return report


def _content_version(content: Mapping[str, list[str]]) -> str:
    digest = sha256()
    for name, lines in sorted(content.items()):
        digest.update(name.encode())
        digest.update("".join(lines).encode())
    return digest.hexdigest()[:16]


def _catalogue(facts: Facts, version: str, counts: Mapping[str, int]) -> list[str]:
    triples = TripleTable()
    map_catalogue(facts, triples, version, counts)
    return triples.table.lines(triples.triples(CATALOGUE))


def _write_graphs(generation: Generation, content: Mapping[str, list[str]]) -> int:
    graphs: list[tuple[str, Path]] = []
    with gzip.GzipFile(generation.dump, "wb", compresslevel=DUMP_COMPRESSION, mtime=0) as dump:
        for name, lines in sorted(content.items()):
            path = generation.folder / f"{name}.nt"
            text = "".join(lines)
            path.write_text(text, "utf-8")
            graphs.append((graph_iri(name), path))
            dump.write(text.replace(" .\n", f" <{graph_iri(name)}> .\n").encode())
    quads = write_store(generation.store, graphs)
    for _, path in graphs:
        path.unlink()
    return quads


def _refuse_if_broken(validation: ReadableReport, folder: StoreFolder) -> None:
    if validation.conforms:
        return
    write_atomically(folder.refused, validation.as_json())
    shown = validation.findings[:MAX_FINDINGS_SHOWN]
    number = validation.counts["Violation"]
    raise StoreError(
        Text(
            f"Die Landschaft verletzt {number} Vorgaben; nichts wurde geändert. Alle Befunde:"
            " bildungslandschaft check --report befunde.html\n"
            + "\n".join(f"  {found.text.de}" for found in shown),
            f"The landscape breaks {number} obligations; nothing was changed. All findings:"
            " bildungslandschaft --lang en check --report findings.html\n"
            + "\n".join(f"  {found.text.en}" for found in shown),
        )
    )
