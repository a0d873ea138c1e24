"""Header, catalogue and run: a question from its file to its table."""

import json
from datetime import date
from decimal import Decimal

import pyoxigraph as ox
import pytest

from ontology.errors import InputError, LandscapeError, ParameterError, UnknownThingError
from ontology.namespaces import PREFIXES
from ontology.texts import Text
from queries.catalogue import load_catalogue, read_query
from queries.header import Column, parse_header
from queries.run import run_named, table

HEADER = """\
#+ title_de: Stiftungen eines Kreises
#+ title_en: Foundations of a district
#+ description_de: Welche Stiftung im Kreis wirkt,
#+   am Stichtag.
#+ description_en: Which foundation works in the district.
#+ keywords: Stiftung, Kreis
#+ cost: fast
#+ parameter: ags | type=ags | example=05334 | source=districts | de=Kreisschlüssel | en=key
#+ parameter: theme | type=theme | optional | de=Thema | en=theme
#+ parameter: limit | type=integer | default=10 | min=1 | max=100 | de=Zahl | en=number
#+ column: name | de=Name | en=name
#+ column: share | de=Anteil | en=share | unit=%
#+ empty_is_right: de=Noch kein Fall. | en=No case yet.
"""
QUERY = """
SELECT ?name ?share {
  VALUES ?theme { $theme }
  VALUES (?ags ?name ?share) { ("05334" "A"@de 12.5) ("05334" "B" UNDEF) ("05315" "C" 1.0) }
  FILTER(?ags = $ags)
} ORDER BY ?name LIMIT $limit
"""


@pytest.fixture
def library(tmp_path):
    folder = tmp_path / "foundations"
    folder.mkdir()
    (folder / "foundations-of-district.rq").write_text(HEADER + QUERY, "utf-8")
    return tmp_path


def execute(text):
    answer = ox.Store().query(text, prefixes=PREFIXES)
    return json.loads(answer.serialize(format=ox.QueryResultsFormat.JSON))


def test_header_is_read():
    header = parse_header(HEADER, "a.rq")
    assert header.title == Text("Stiftungen eines Kreises", "Foundations of a district")
    assert header.description.de == "Welche Stiftung im Kreis wirkt, am Stichtag."
    assert header.keywords == ("Stiftung", "Kreis")
    assert header.cost == "fast"
    ags, theme, limit = header.parameters
    assert (ags.type, ags.example, ags.source, ags.required) == ("ags", "05334", "districts", True)
    assert (theme.optional, theme.required, theme.default) == (True, False, None)
    assert (limit.default, limit.low, limit.high, limit.required) == ("10", 1, 100, False)
    assert header.columns[1] == Column("share", Text("Anteil", "share"), "%")
    assert header.empty_is_right == Text("Noch kein Fall.", "No case yet.")


@pytest.mark.parametrize(
    ("old", "new", "word"),
    [
        ("#+ cost: fast\n", "", "cost"),
        ("cost: fast", "cost: cheap", "cost"),
        ("#+ cost: fast\n", "#+ cost: fast\n#+ cost: fast\n", "genau einmal"),
        ("keywords:", "keyword:", "keyword"),
        ("#+ cost: fast", "#+ cost", "Schlüssel: Wert"),
        ("type=ags | ", "", "type="),
        ("example=05334 | ", "", "example="),
        ("unit=%", "units=%", "units"),
        (" | en=share", "", "en="),
        ("min=1", "min=one", "one"),
    ],
)
def test_a_broken_header_names_file_and_reason(old, new, word):
    with pytest.raises(InputError, match=word) as caught:
        parse_header(HEADER.replace(old, new, 1), "a.rq")
    assert "a.rq" in caught.value.text.en


def test_a_question_answers_with_typed_rows_and_labels(library):
    query = load_catalogue(library).get("foundations-of-district")
    assert (query.subject, query.form) == ("foundations", "SELECT")
    answer = run_named(query, {"ags": "05334"}, execute)
    assert answer.records() == [
        {"name": "A", "share": Decimal("12.5")},
        {"name": "B", "share": None},
    ]
    assert answer.rows[0][0].language == "de"
    assert [column.meaning.de for column in answer.columns] == ["Name", "Anteil"]
    assert answer.columns[1].unit == "%"
    assert len(run_named(query, {"ags": "05334", "limit": "1"}, execute).rows) == 1
    assert run_named(query, {"ags": "01001"}, execute).records() == []
    with pytest.raises(ParameterError):
        run_named(query, {}, execute)


def test_unknown_names_bring_near_ones(library):
    with pytest.raises(UnknownThingError) as caught:
        load_catalogue(library).get("foundation-of-districts")
    assert caught.value.near == ("foundations-of-district",)


def test_names_are_unique_and_folders_exist(library, tmp_path):
    other = library / "themes"
    other.mkdir()
    (other / "foundations-of-district.rq").write_text(HEADER + QUERY, "utf-8")
    with pytest.raises(InputError, match="foundations-of-district"):
        load_catalogue(library)
    with pytest.raises(InputError, match="nothing"):
        load_catalogue(tmp_path / "nothing")


@pytest.mark.parametrize(
    "query",
    [
        "DROP ALL # $ags $theme $limit",
        "SELECT * { SERVICE <http://x/> { ?s ?p $ags } VALUES ?t { $theme } } LIMIT $limit",
        "SELECT * { ?s ?p $ags } LIMIT $limit",
        "SELECT * { ?s ?p $ags VALUES ?t { $theme } FILTR(1) } LIMIT $limit",
    ],
)
def test_a_question_that_the_door_would_refuse_does_not_load(tmp_path, query):
    file = tmp_path / "bad.rq"
    file.write_text(HEADER + query, "utf-8")
    with pytest.raises(LandscapeError):
        read_query(file)


def test_questions_for_graphs_give_no_table(tmp_path):
    file = tmp_path / "graph.rq"
    lines = [line for line in HEADER.splitlines() if not line.startswith(("#+ para", "#+ col"))]
    file.write_text("\n".join([*lines, "CONSTRUCT WHERE { ?s ?p ?o }"]), "utf-8")
    query = read_query(file)
    assert query.form == "CONSTRUCT"
    with pytest.raises(InputError, match="Graphen"):
        run_named(query, {}, execute)


def test_values_keep_what_python_cannot_hold():
    text = """SELECT ?a ?b ?c ?d ?e ?f {
      BIND(1 AS ?a) BIND(1.5e0 AS ?b) BIND(true AS ?c)
      BIND("2014-08-31"^^xsd:date AS ?d) BIND("2014"^^xsd:gYear AS ?e)
      BIND("soon"^^xsd:date AS ?f) }"""
    (record,) = table(execute(text)).records()
    assert record == {
        "a": 1,
        "b": 1.5,
        "c": True,
        "d": date(2014, 8, 31),
        "e": "2014",
        "f": "soon",
    }


def test_ask_is_one_cell():
    assert table(execute("ASK {}")).records() == [{"answer": True}]


def test_the_library_of_the_package_loads():
    catalogue = load_catalogue()
    assert len({query.name for query in catalogue}) == len(catalogue)
