"""Two paths, one answer, where open transitions of the chain and a need in reach are planted."""

from datetime import date, timedelta

import pyoxigraph as ox
import pytest

from graph.analyses.gaps import GapAnalysis
from graph.generations import Manifest, StoreFolder
from graph.loading import load_landscape
from graph.store import PROLOGUE, EmbeddedStore, write_store
from ontology.namespaces import GRAPH, ID, VOCAB
from queries.catalogue import load_catalogue
from queries.run import bound_table_query
from tests.test_graph_analyses_two_paths import EXPIRED_DAYS

END = date(2014, 1, 1)
LAST_DAY = END + timedelta(days=EXPIRED_DAYS)
"""Up to here the tie that ended still counts, a day later it does not."""

BROADER = {"ganztag": "schulische-bildung", "uebergang-schule-beruf": "uebergangsmanagement"}
THEMES = {"fruehkindliche-bildung", "schulische-bildung", "uebergangsmanagement", *BROADER}


def place(ags: str) -> str:
    return f"""
<{ID}district/{ags}> a bl:District ; bl:ags "{ags}" ; bl:nuts3 "DE" ; bl:partOf <{ID}state/01> ;
  rdfs:label "{ags}" ; bl:population 1 ; bl:areaKm2 1.0 ; geo:lat 54.0 ; geo:long 9.0 ;
  bl:seatName "S" ; bl:territoryType <{VOCAB}territory-type/kreis> ;
  bl:settlementType <{VOCAB}settlement-type/x> .
<{ID}actor/kommune-{ags}> a bl:Municipality ; bl:key "kommune-{ags}" ; rdfs:label "{ags}"@de ;
  bl:governs <{ID}district/{ags}> ."""


def tie(key: str, one: str, other: str, *themes: str, more: str = "") -> str:
    named = " , ".join(f"<{VOCAB}theme/{theme}>" for theme in themes)
    return f"""
<{ID}cooperation/{key}> a bl:JointProject ; rdfs:label "{key}"@de ; bl:theme {named} ;
  bl:intervalBasis <{VOCAB}interval-basis/none> ; bl:participation id:{key}-1 , id:{key}-2 {more} .
id:{key}-1 bl:actor <{ID}actor/{one}> ; bl:inCooperation <{ID}cooperation/{key}> .
id:{key}-2 bl:actor <{ID}actor/{other}> ; bl:inCooperation <{ID}cooperation/{key}> ."""


def planted() -> str:
    """Two districts work at daycare and school; only in the second is there one for both."""
    ended = f'; bl:startDate "2010"^^xsd:gYear ; bl:validFrom "2010-01-01"^^xsd:date ;\
        bl:endDate "{END}"^^xsd:date ; bl:validThrough "{END}"^^xsd:date'
    return "\n".join(
        [
            f'<{ID}state/01> a bl:State ; bl:ags "01" ; rdfs:label "SH" .',
            *(place(ags) for ags in ("01001", "01002", "01003")),
            *(
                f'<{VOCAB}theme/{theme}> a bl:Theme , skos:Concept ; bl:key "{theme}" ;'
                f' skos:prefLabel "{theme}"@de , "{theme}"@en .'
                for theme in THEMES
            ),
            *(
                f"<{VOCAB}theme/{one}> skos:broader <{VOCAB}theme/{other}> ."
                for one, other in BROADER.items()
            ),
            f'<{ID}actor/f> a bl:Foundation ; bl:key "f" ; rdfs:label "F"@de .',
            f'<{ID}actor/g> a bl:Foundation ; bl:key "g" ; rdfs:label "G"@de .',
            tie("a", "kommune-01001", "g", "fruehkindliche-bildung", more=ended),
            tie("b", "kommune-01001", "kommune-01003", "ganztag"),
            tie("c", "kommune-01002", "f", "fruehkindliche-bildung", "ganztag"),
            f"""<{ID}need/n> a bl:Need ; bl:key "n" ; rdfs:label "n"@de ;
                bl:statedBy <{ID}actor/kommune-01001> ; bl:theme <{VOCAB}theme/schulische-bildung> .
            """,
        ]
    )


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> EmbeddedStore:
    root = tmp_path_factory.mktemp("planted")
    prefixes = PROLOGUE.replace("PREFIX", "@prefix").replace(">\n", "> .\n")
    triples = ox.parse(prefixes + planted(), format=ox.RdfFormat.TURTLE)
    ox.serialize(triples, root / "planted.nt", format=ox.RdfFormat.N_TRIPLES)
    folder = StoreFolder(root / "store")
    with folder.writing():
        made = folder.begin()
        count = write_store(made.store, [(GRAPH + "planted", root / "planted.nt")])
        made.write_manifest(Manifest("some", "print", "2026-01-01T00:00:00Z", count, {}))
        return EmbeddedStore(folder.finish(made))


def asked(store: EmbeddedStore, name: str, day: date) -> list[dict[str, str]]:
    query = load_catalogue().get(name)
    since = day - timedelta(days=EXPIRED_DAYS)
    values = {"as_of": day.isoformat(), "since": since.isoformat()}
    names = [column.name for column in query.header.columns]
    rows = store.select(bound_table_query(query, values))
    return [dict(zip(names, map(str, row), strict=True)) for row in rows]


@pytest.mark.parametrize(
    ("day", "open_"), [(LAST_DAY, {"01001"}), (LAST_DAY + timedelta(days=1), set())]
)
def test_an_open_transition_is_found_on_both_paths_until_one_side_expires(
    store: EmbeddedStore, day: date, open_: set[str]
):
    queried = asked(store, "life-phase-transitions", day)
    assert {row["ags"] for row in queried if row["joining"] == "0"} == open_
    assert {row["ags"] for row in queried if row["joining"] != "0"} == {"01002"}
    found = GapAnalysis(load_landscape(store), day).gaps(kind="life-phase-chain")
    assert {gap.district for gap in found} == open_
    assert all(gap.id == "life-phase-chain-01001-daycare-school" for gap in found)


def test_a_foundation_in_reach_is_found_on_both_paths(store: EmbeddedStore):
    """F works on all-day school in the state; G is known to the district; nobody else is there."""
    queried = asked(store, "foundations-for-needs", LAST_DAY)
    assert [(row["ags"], row["foundation"], row["reach"]) for row in queried] == [
        ("01001", f"{ID}actor/f", "state")
    ]
    found = GapAnalysis(load_landscape(store), LAST_DAY).gaps(kind="supply-need")
    assert [(gap.district, gap.theme, gap.partners) for gap in found] == [
        ("01001", "schulische-bildung", ("f",))
    ]
