"""From tables to a served landscape: read, map, derive, infer, validate, write, switch."""

import gzip
import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Final

from rdflib import Graph
from rdflib.compare import to_canonical_graph

from graph.analyses.gap_statements import GAPS, write_gap_kinds
from graph.dates import first_day
from graph.derive import DERIVED, derive
from graph.facts import Facts, Progress, data_folder, read_facts
from graph.fingerprint import fingerprint
from graph.gap_graph import find_gap_graph
from graph.generations import Generation, Manifest, StoreFolder, write_atomically
from graph.mapping import map_catalogue, map_facts
from graph.mapping.catalogue import CATALOGUE, datasets
from graph.memory import keep, read
from graph.obligations import check_obligations
from graph.store import write_store
from graph.terms import TripleTable
from graph.validation_report import ReadableReport
from ontology import load_ontology, load_vocabularies
from ontology.entailment import compile_rules
from ontology.errors import StoreError
from ontology.namespaces import BASE, graph_iri
from ontology.texts import Text

ONTOLOGY_GRAPH: Final = "ontology"
VOCABULARY_GRAPH: Final = "vocabularies"
GAP_SHAPE: Final = BASE + "shapes#GapShape"
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


@dataclass(frozen=True, slots=True)
class Content:
    """What a build writes before it looks for gaps.

    Attributes:
        triples: of all graphs.
        lines: graph → its triples as N-Triples.
        validation: of them.
    """

    triples: TripleTable
    lines: dict[str, list[str]]
    validation: ReadableReport


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
        return _write(folder, facts, Content(triples, content, validation), mark, progress)


def compile_landscape(facts: Facts, progress: Progress = lambda _: None) -> TripleTable:
    """Return what does not need a landscape: facts, ontology, vocabularies, derived statements."""
    triples = TripleTable()
    map_facts(facts, triples, progress)
    progress("ontology")
    ontology = load_ontology()
    add_graph(triples, ONTOLOGY_GRAPH, ontology)
    add_graph(triples, VOCABULARY_GRAPH, load_vocabularies())
    write_gap_kinds(triples)
    progress("derive")
    derive(triples)
    progress("infer")
    _infer(triples, ontology, told=datasets(facts, triples))
    return triples


def add_graph(triples: TripleTable, name: str, content: Graph) -> None:
    """Add an rdflib graph; blank nodes get labels that depend on the content only."""
    for subject, predicate, object_ in to_canonical_graph(content):
        triples.add(name, subject.n3(), predicate.n3(), object_.n3())


def reference_day(facts: Facts) -> date:
    """Return the day whose gaps are written down: the first of the month that was read last.

    Not the day of the build: the same tables shall give the same bytes.
    """
    return max(first_day(source.retrieved) for source in facts.sources.values() if source.retrieved)


def read_report(generation: Generation, *, unchanged: bool = False) -> BuildReport:
    """Return the report of a generation that was built before."""
    content = json.loads(generation.report.read_text("utf-8"))
    content["unchanged"] = unchanged
    return BuildReport(**content)


def _infer(triples: TripleTable, ontology: Graph, *, told: Collection[tuple[int, ...]]) -> None:
    """Add what follows; not what is told later anyway, or it would stand in two graphs."""
    rules = compile_rules(ontology)
    for term in rules.terms():
        triples.table.id_of(term)
    new = rules.materialise(triples.triples(), triples.table.ids)
    rows: Iterable[tuple[int, int, int]] = map(tuple, new.tolist())
    triples.extend(DERIVED, (row for row in rows if row not in told))


def _write(
    folder: StoreFolder, facts: Facts, content: Content, mark: str, progress: Progress
) -> BuildReport:
    generation = folder.begin()
    progress("store")
    _load(generation, content.lines)
    generation.write_manifest(Manifest("", mark, "", 0, {}))
    progress("gaps")
    landscape = read(generation)
    found = find_gap_graph(content.triples, landscape, reference_day(facts))
    validation = _check_gaps(content, found.lines[GAPS], folder)
    # the runs name the version, so it is a hash of everything but that
    version = _content_version(content.lines | found.lines)
    new = found.of_version(version)
    lines = content.lines | new
    counts = {name: len(graph) for name, graph in lines.items()}
    new[CATALOGUE] = lines[CATALOGUE] = _catalogue(facts, version, counts)
    counts[CATALOGUE] = len(lines[CATALOGUE])
    quads = _load(generation, new)
    _dump(generation, lines)
    progress("memory")
    keep(generation, replace(landscape, version=version))
    report = _report(facts, version, counts, quads, validation)
    _finish(folder, generation, report, validation, mark)
    return report


def _report(
    facts: Facts, version: str, counts: dict[str, int], quads: int, validation: ReadableReport
) -> BuildReport:
    return BuildReport(
        version=version,
        rows={path: len(table.rows) for path, table in facts.tables.items()},
        graphs=counts,
        triples=quads,
        doubtful=[dict(row.cells) for row in facts.rows("actors/doubtful_matches.csv")],
        validation={"conforms": validation.conforms, "counts": validation.counts},
    )


def _finish(
    folder: StoreFolder,
    generation: Generation,
    report: BuildReport,
    validation: ReadableReport,
    mark: str,
) -> None:
    write_atomically(generation.report, json.dumps(asdict(report), ensure_ascii=False, indent=1))
    write_atomically(generation.validation, validation.as_json())
    built_at = datetime.now(UTC).isoformat(timespec="seconds")
    generation.write_manifest(
        Manifest(report.version, mark, built_at, report.triples, report.graphs)
    )
    folder.finish(generation)
    folder.refused.unlink(missing_ok=True)


def _check_gaps(content: Content, gaps: list[str], folder: StoreFolder) -> ReadableReport:
    # by themselves: the facts that they rest on have been checked before
    found = check_obligations([gaps, content.lines[VOCABULARY_GRAPH]])
    _refuse_if_broken(found, folder)
    checked = {one.shape: one for one in found.shapes if one.shape == GAP_SHAPE}
    shapes = tuple(checked.get(one.shape, one) for one in content.validation.shapes)
    return replace(content.validation, shapes=shapes)


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


def _load(generation: Generation, graphs: Mapping[str, list[str]]) -> int:
    files: list[tuple[str, Path]] = []
    for name, lines in sorted(graphs.items()):
        path = generation.folder / f"{name}.nt"
        path.write_text("".join(lines), "utf-8")
        files.append((graph_iri(name), path))
    quads = write_store(generation.store, files)
    for _, path in files:
        path.unlink()
    return quads


def _dump(generation: Generation, graphs: Mapping[str, list[str]]) -> None:
    with gzip.GzipFile(generation.dump, "wb", compresslevel=DUMP_COMPRESSION, mtime=0) as dump:
        for name, lines in sorted(graphs.items()):
            dump.write("".join(lines).replace(" .\n", f" <{graph_iri(name)}> .\n").encode())


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
