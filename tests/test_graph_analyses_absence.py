"""A checked absence makes an empty cell a known zero: from its day on, until it expires."""

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

import pyoxigraph as ox
import pytest

from graph.analyses.context import GapContext
from graph.analyses.gaps import GapAnalysis
from graph.analyses.past import known_on
from graph.facts import Facts, data_folder
from graph.generations import Manifest, StoreFolder
from graph.landscape import Landscape
from graph.loading import load_landscape
from graph.mapping.cooperation import map_absences
from graph.mapping.emitter import Emitter
from graph.obligations import check_obligations
from graph.reading import parse_table, read_table
from graph.schemas import SCHEMAS
from graph.sources import read_sources
from graph.store import PROLOGUE, EmbeddedStore, write_store
from graph.terms import TripleTable
from ontology.errors import TableError
from ontology.namespaces import BL, GRAPH, ID, PREFIXES, VOCAB, thing
from tests.test_graph_analyses_two_paths import EXPIRED_DAYS, asked
from tests.test_graph_analyses_two_paths_planted import place, tie

DATA = data_folder()
PATH = "cooperations/absences.csv"
CHECKED = date(2020, 6, 30)
LAST_DAY = CHECKED + timedelta(days=EXPIRED_DAYS)
BEFORE, AFTER = CHECKED - timedelta(days=1), LAST_DAY + timedelta(days=1)
NAMES = {"kommune-01005": "Fünf", "f": "Stiftung", "agentur": "Agentur"}
THEMES = ("ganztag", "schulische-bildung", "bildungsmanagement")
ROW = "keine-{n},{actors},{themes},{day},https://example.org/pruefung,confirmed\n"
ON_THEME = ROW.format(n=1, actors="kommune-01005 | f", themes="ganztag", day=CHECKED)
ON_FILLED = ROW.format(n=3, actors="kommune-01005 | f", themes="schulische-bildung", day=CHECKED)
OF_AGENCY = ROW.format(n=2, actors="agentur | kommune-01005", themes="", day=CHECKED)
AREA = f"""
<{ID}actor/agentur> a bl:TransferAgency ; bl:key "agentur" ; rdfs:label "Agentur"@de .
<{ID}service-area/a> a bl:ServiceArea ; bl:agency <{ID}actor/agentur> ; bl:state <{ID}state/01> ;
  bl:extent <{VOCAB}extent/all> ; bl:intervalBasis <{VOCAB}interval-basis/none> ."""


def statements(rows: str) -> list[str]:
    """The lines of the graph that a table of absences becomes."""
    table = parse_table(
        f"id,actors,themes,checked_on,source,confidence\n{rows}".encode(), PATH, SCHEMAS[PATH]
    )
    facts = Facts({PATH: table}, {}, NAMES, frozenset())
    source = next(one for one in read_sources(DATA).values() if PATH in one.tables)
    triples = TripleTable()
    map_absences(facts, Emitter(triples, source))
    return list(triples.table.lines(triples.triples()))


def planted() -> str:
    """Four districts work at all-day school; of the fifth the same source says nothing."""
    evidence = "".join(
        f"<{ID}evidence/{name}> a bl:Evidence ; bl:sourceName '{name}' ;"
        f" bl:confidence <{VOCAB}confidence/confirmed> ; bl:sourceDataset graph:{name} .\n"
        for name in ("one", "other")
    )
    begun = 'bl:validFrom "2010-01-01"^^xsd:date ; bl:validThrough "2040-12-31"^^xsd:date'
    one, other = (f"; bl:evidence <{ID}evidence/{name}> ; {begun}" for name in ("one", "other"))
    districts = [f"0100{number}" for number in range(1, 6)]
    return "\n".join(
        [
            f'<{ID}state/01> a bl:State ; bl:ags "01" ; rdfs:label "SH" .',
            f'<{ID}actor/f> a bl:Foundation ; bl:key "f" ; rdfs:label "F"@de .',
            *map(place, districts),
            *(
                f'<{VOCAB}theme/{theme}> a bl:Theme , skos:Concept ; bl:key "{theme}" ;'
                f' skos:prefLabel "{theme}"@de , "{theme}"@en .'
                for theme in THEMES
            ),
            *(tie(f"t{ags}", f"kommune-{ags}", "f", "ganztag", more=one) for ags in districts[:4]),
            tie("t5", "kommune-01005", "f", "schulische-bildung", more=other),
            evidence,
            AREA,
            *(f'<{ID}district/{ags}> rdfs:label "{ags}"@de .' for ags in districts),
        ]
    )


def stored(root: Path, rows: str) -> EmbeddedStore:
    prefixes = PROLOGUE.replace("PREFIX", "@prefix").replace(">\n", "> .\n")
    triples = ox.parse(prefixes + planted(), format=ox.RdfFormat.TURTLE)
    ox.serialize(triples, root / "planted.nt", format=ox.RdfFormat.N_TRIPLES)
    (root / "absences.nt").write_text("".join(statements(rows)), "utf-8")
    folder = StoreFolder(root / "store")
    (root / "derived.nt").write_text(
        f"<{ID}actor/kommune-01005> <{PREFIXES['rdf']}type> <{BL}DistrictAdministration> .\n"
    )
    files = [(GRAPH + name, root / f"{name}.nt") for name in ("planted", "absences", "derived")]
    with folder.writing():
        made = folder.begin()
        count = write_store(made.store, files)
        made.write_manifest(Manifest("some", "print", "2026-01-01T00:00:00Z", count, {}))
        return EmbeddedStore(folder.finish(made))


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> EmbeddedStore:
    return stored(tmp_path_factory.mktemp("absences"), ON_THEME + OF_AGENCY + ON_FILLED)


@pytest.fixture(scope="module")
def checked(store: EmbeddedStore) -> Landscape:
    return load_landscape(store)


def found(landscape: Landscape, day: date) -> Mapping[str, str]:
    """Gap → status, of the fifth district."""
    gaps = GapAnalysis(landscape, day).gaps(district="01005")
    return {gap.id: gap.status for gap in gaps if gap.kind in {"coverage", "unknown"}}


UNKNOWN = {"unknown-01005-ganztag": "unknown", "coverage-01005-vereinbarung": "unknown"}
KNOWN = {"coverage-01005-ganztag": "gap", "coverage-01005-vereinbarung": "gap"}


@pytest.mark.parametrize(
    ("day", "expected"),
    [(BEFORE, UNKNOWN), (CHECKED, KNOWN), (LAST_DAY, KNOWN), (AFTER, UNKNOWN)],
)
def test_what_was_checked_is_a_gap_from_its_day_until_it_expires(
    checked: Landscape, day: date, expected: dict[str, str]
):
    assert found(checked, day) == expected


def test_the_gap_names_what_was_checked_and_its_source(checked: Landscape):
    gaps = {gap.id: gap for gap in GapAnalysis(checked, CHECKED).gaps(kind="coverage")}
    cell, agreement = gaps["coverage-01005-ganztag"], gaps["coverage-01005-vereinbarung"]
    assert cell.statements[0] == thing("absence", "keine-1")
    assert cell.evidence[0].address == "https://example.org/pruefung"
    assert cell.text.de.endswith("Geprüft, keine Zusammenarbeit: F – 01005 (2020-06-30).")
    assert thing("absence", "keine-2") in agreement.statements
    assert "nicht bekannt" not in agreement.text.de


def test_only_the_named_theme_and_only_an_empty_cell_become_known(checked: Landscape):
    context = GapContext(checked, CHECKED)
    bare = GapContext(known_on(checked, BEFORE), CHECKED)
    assert not bare.landscape.absences
    row, column = context.table.row["01005"], context.table.column
    differs = context.observability != bare.observability
    assert [tuple(cell) for cell in zip(*differs.nonzero(), strict=True)] == [
        (row, column["ganztag"])
    ]
    assert set(context.table.checked) == {("01005", "ganztag"), ("01005", "schulische-bildung")}
    assert context.table.active[row, column["schulische-bildung"]]


def test_the_query_on_agreements_says_gap_as_well(store: EmbeddedStore, checked: Landscape):
    queried = {
        row["ags"]: row["status"] for row in asked(store, "districts-without-agreement", CHECKED)
    }
    assert found(checked, CHECKED)["coverage-01005-vereinbarung"] == queried["01005"] == "gap"


def test_a_checked_absence_is_no_tie_of_its_district(store: EmbeddedStore):
    """The query looks at district administrations; of none of theirs a participation is planted."""
    rows = {row["ags"]: row for row in asked(store, "districts-without-current-tie", CHECKED)}
    assert rows["01005"]["status"] == "unknown"
    later = {row["ags"]: row for row in asked(store, "districts-without-current-tie", AFTER)}
    assert later["01005"]["status"] == "unknown"


@pytest.mark.parametrize(("actors", "count"), [("f", 1), ("f | kommune-01005", 0)])
def test_one_actor_alone_breaks_an_obligation_that_says_what_to_do(actors: str, count: int):
    lines = statements(ROW.format(n=1, actors=actors, themes="", day=CHECKED))
    found = check_obligations([lines]).findings
    said = [one.text.de for one in found if one.finding.component == "MinCountConstraintComponent"]
    wanted = (
        "Stiftung: keine Zusammenarbeit: Eine geprüfte Nichtkooperation nennt mindestens zwei"
        " Akteure. Den fehlenden Akteur in absences.csv ergänzen."
    )
    assert said == [wanted] * count


def test_a_broken_row_is_reported_by_cell_and_the_real_table_claims_nothing():
    with pytest.raises(TableError) as caught:
        statements(ROW.format(n=1, actors="f", themes="", day="gestern"))
    assert [(one.file, one.row, one.column, one.value) for one in caught.value.cells] == [
        (PATH, 2, "checked_on", "gestern")
    ]
    assert read_table(DATA / PATH, SCHEMAS[PATH]).rows == []
