"""Evaluation of odd networks: no history, dense, a star, one event, repeats, years only, files."""

import json
import re
import time
import unicodedata
from collections.abc import Callable
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from graph.evaluation.edges import read_history
from graph.evaluation.engine import SAFE
from graph.evaluation.evaluate import evaluate
from graph.evaluation.features import MOST_KINDS, Features
from graph.evaluation.snapshot import Snapshot, new_partners
from ontology.errors import ParameterError, TableError
from ontology.texts import Language
from service.cli import create_cli

CUT = date(2016, 1, 1)
Rows = list[tuple[str, str, str]]


def chance(count: int, actors: int, years: range, seed: int = 1) -> Rows:
    random = np.random.default_rng(seed)
    weight = random.lognormal(0.0, 1.0, actors)
    found = []
    for _ in range(count):
        one, other = random.choice(actors, 2, replace=False, p=weight / weight.sum())
        found.append((f"o{one}", f"o{other}", str(random.choice(list(years)))))
    return found


def years_only() -> Rows:
    return chance(240, 40, range(2012, 2018))


def all_on_one_day_before() -> Rows:
    return [(a, b, "2015") for a, b, _ in chance(80, 40, range(2015, 2016))] + chance(
        60, 40, range(2017, 2018), 2
    )


def dense() -> Rows:
    before = [(f"o{a}", f"o{b}", "2014") for a in range(14) for b in range(a) if (a + b) % 9]
    return before + [(f"o{a}", f"o{b}", "2017") for a in range(14) for b in range(a)]


def star() -> Rows:
    before = [("hub", f"o{one}", str(2010 + one % 6)) for one in range(40)]
    return before + [(f"o{one}", f"o{one + 1}", "2017") for one in range(30)]


def disconnected() -> Rows:
    before = [(f"o{2 * one}", f"o{2 * one + 1}", str(2010 + one % 6)) for one in range(30)]
    return before + [(f"o{one}", f"o{one + 7}", "2017") for one in range(20)]


def repeats() -> Rows:
    again = [row for row in chance(30, 12, range(2010, 2016)) for _ in range(15)]
    spread = [(a, b, f"{y}-{1 + n % 12:02}") for n, (a, b, y) in enumerate(again)]
    return spread + chance(60, 12, range(2016, 2018), 3)


@pytest.mark.parametrize(
    "make", [years_only, all_on_one_day_before, dense, star, disconnected, repeats]
)
def test_an_odd_network_is_evaluated(tmp_path: Path, make: Callable[[], Rows]) -> None:
    path = tmp_path / "edges.csv"
    path.write_text("a,b,start\n" + "".join(",".join(row) + "\n" for row in make()), "utf-8")
    report = evaluate([path], cuts=[CUT])
    (cut,) = report.cuts
    ours, safe = cut.methods["engine"], cut.methods["resource_allocation"]
    assert cut.engine.reason in {"ahead", "safe", "no_history"}
    assert (cut.engine.name == SAFE) == (cut.engine.reason != "ahead")
    assert ours.metrics["ndcg@10"].value is not None
    assert 0.0 <= ours.metrics["ndcg@10"].value <= 1.0
    assert ours.gini <= safe.gini + 0.02
    if cut.engine.name == SAFE:
        assert ours.metrics["ndcg@10"] == safe.metrics["ndcg@10"]
    json.dumps(report.to_json(), allow_nan=False)


def test_a_single_cooperation_of_many_can_be_all_there_is(tmp_path: Path) -> None:
    path = tmp_path / "edges.csv"
    members = "".join(f"o{one},c,2015\n" for one in range(12))
    path.write_text("actor,cooperation,start\n" + members + "x,d,2015\ny,d,2015\n", "utf-8")
    with pytest.raises(ParameterError, match="2015-01-01"):
        evaluate([path], cuts=[CUT])
    path.write_text(path.read_text("utf-8") + "x,e,2017\no3,e,2017\n", "utf-8")
    assert evaluate([path], cuts=[CUT]).cuts[0].askers == 2


def test_a_cut_outside_the_data_says_what_the_data_span(tmp_path: Path) -> None:
    path = tmp_path / "edges.csv"
    path.write_text("a,b,start\nx,y,2015\ny,z,2016\nx,z,2017\n", "utf-8")
    for day in (date(1990, 1, 1), date(2030, 1, 1)):
        with pytest.raises(ParameterError) as caught:
            evaluate([path], cuts=[day])
        assert "2015-01-01" in caught.value.in_language("de")
        assert "2017-01-01" in caught.value.in_language("en")


def test_a_cut_of_no_use_does_not_spoil_the_others(tmp_path: Path) -> None:
    path = tmp_path / "edges.csv"
    path.write_text("a,b,start\nx,y,2015\ny,z,2016\nx,z,2017\n", "utf-8")
    report = evaluate([path], cuts=[date(1990, 1, 1), date(2017, 1, 1), date(2030, 1, 1)])
    assert [one.cut for one in report.cuts] == ["2017-01-01"]
    assert ["1990-01-01" in one.de for one in report.skipped] == [True, False]
    assert "danach kommt kein neues Paar" in report.to_json()["skipped"][1]["de"]
    assert report.ratios["resource_allocation"] == 1.0


@pytest.mark.parametrize(("language", "said"), [("de", "Mindestwert 0,001"), ("en", "of 0.001")])
def test_a_ratio_to_a_method_that_found_nothing_is_marked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], language: Language, said: str
) -> None:
    path = tmp_path / "edges.csv"
    leaves = [(f"{hub}{leaf}", hub, "2014") for hub in "xy" for leaf in range(14)]
    met = [(f"x{leaf}", f"y{leaf}", "2017") for leaf in range(14)]
    path.write_text("a,b,start\n" + "".join(",".join(row) + "\n" for row in leaves + met), "utf-8")
    report = evaluate([path], cuts=[CUT])
    assert report.floored["resource_allocation"] == report.floored["engine"] == ("2016-01-01",)
    assert not {"popularity", "best_networkx"} & set(report.floored)
    assert report.ratios["jaccard"] == 1.0
    create_cli(language)(["evaluate", str(path), "--cut", "2016"], standalone_mode=False)
    shown = capsys.readouterr().out
    assert said in shown
    assert re.search(r"1[,.]000 \*", shown)


def test_a_type_for_every_actor_costs_nothing(tmp_path: Path) -> None:
    edges, actors = tmp_path / "edges.csv", tmp_path / "actors.csv"
    rows = chance(3000, 1500, range(2012, 2018))
    edges.write_text("a,b,start\n" + "".join(",".join(row) + "\n" for row in rows), "utf-8")
    lines = [f"o{one},type{one},area{one},t{one}|t{one % 9}" for one in range(1500)]
    actors.write_text("actor,type,area,themes\n" + "\n".join(lines) + "\n", "utf-8")
    history = read_history([edges], actors)
    features = Features(Snapshot(history, CUT.toordinal()))
    assert len(features.kind(np.arange(1))[0]) == len(history.actors) > 1000
    assert len(np.unique(features.kind(np.arange(20)), axis=1)[0]) <= MOST_KINDS + 1


def test_many_askers_are_drawn_and_the_report_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "edges.csv"
    rows = "".join(",".join(row) + "\n" for row in chance(900, 90, range(2008, 2018)))
    path.write_text("a,b,start\n" + rows, "utf-8")
    monkeypatch.setattr("graph.evaluation.evaluate.MOST_ASKERS", 20)
    monkeypatch.setattr("graph.evaluation.engine.CHECKED", 15)
    (cut,) = evaluate([path], cuts=[CUT]).cuts
    assert (cut.askers, cut.sampled) == (20, True)
    assert cut.able > 20
    assert cut.engine.checked_askers in {15, 30}
    lists = cut.methods["resource_allocation"]
    assert lists.coverage <= 20 * 10 / cut.actors


def test_semicolons_a_byte_order_mark_and_blank_lines_are_read(tmp_path: Path) -> None:
    path = tmp_path / "edges.csv"
    path.write_text("\ufeffA;b;Start;end\r\nx;y;2015;\r\n\r\ny;z;1.02.2016;31.12.9999\r\n", "utf-8")
    history = read_history([path])
    assert history.actors == ("x", "y", "z")
    assert history.starts[1] == date(2016, 2, 1).toordinal()
    assert history.notes == {}


def test_one_name_in_two_spellings_is_one_actor(tmp_path: Path) -> None:
    edges, actors = tmp_path / "edges.csv", tmp_path / "actors.csv"
    one, other = "Träger", unicodedata.normalize("NFD", "Träger")
    assert one != other
    edges.write_text(f"a,b,start\n{one},x,2015\n{other},y,2016\n", "utf-8")
    actors.write_text(f"actor,type,area,themes\n{other},t,,\n", "utf-8")
    history = read_history([edges], actors)
    assert history.actors == (one, "x", "y")
    assert history.attributes[0].type == "t"


def test_who_joins_a_cooperation_later_is_tied_from_then_on(tmp_path: Path) -> None:
    path = tmp_path / "edges.csv"
    rows = "a,n,2010\nb,n,2012\nc,n,2018\nc,m,2012\nd,m,2012\na,m,2012\n"
    path.write_text("actor,cooperation,start\n" + rows, "utf-8")
    history = read_history([path])
    before, after = (Snapshot(history, date(year, 6, 1).toordinal()) for year in (2015, 2018))
    assert [*before.degree, *before.sizes] == [3, 1, 2, 2, 2, 3]
    assert [*after.degree, *after.sizes] == [3, 2, 3, 2, 3, 3]
    assert history.starts.tolist() == [date(2012, 1, 1).toordinal()] * 2
    came = new_partners(history, before, after.day, before.known).tocoo()
    assert sorted(zip(came.row, came.col, strict=True)) == [(1, 2), (2, 1)]
    assert len(Snapshot(history, date(2011, 1, 1).toordinal()).known) == 0
    assert evaluate([path], cuts=[date(2015, 1, 1)]).cuts[0].new_pairs == 1


def test_attributes_of_strangers_are_counted(tmp_path: Path) -> None:
    edges, actors = tmp_path / "edges.csv", tmp_path / "actors.csv"
    edges.write_text("a,b,start\nx,y,2015\n", "utf-8")
    actors.write_text("actor,type,area,themes\nx,t,,\nnobody,t,,\n", "utf-8")
    history = read_history([edges], actors)
    assert history.notes == {"unknown_actors": 1}
    assert history.actors == ("x", "y")
    assert [one.type for one in history.attributes] == ["t", ""]


def test_one_bad_row_among_many_stops_everything(tmp_path: Path) -> None:
    path = tmp_path / "edges.csv"
    rows = [f"o{n % 500},o{n % 499 + 1},2015-{1 + n % 12:02}-01" for n in range(20_000)]
    rows[12_345] = "o1,o2,2015-13-01"
    path.write_text("a,b,start\n" + "\n".join(rows) + "\n", "utf-8")
    with pytest.raises(TableError) as caught:
        read_history([path])
    (cell,) = caught.value.cells
    assert (cell.row, cell.column, cell.value) == (12_347, "start", "2015-13-01")


def test_many_bad_rows_are_counted_and_the_first_are_told(tmp_path: Path) -> None:
    path = tmp_path / "edges.csv"
    rows = [f"o{n},o{n + 1},{'2015/02/01' if n % 3 else 2015}" for n in range(3_000)]
    path.write_text("a,b,start\n" + "\n".join(rows) + "\n", "utf-8")
    with pytest.raises(TableError) as caught:
        read_history([path])
    *cells, count = caught.value.cells
    assert [cell.row for cell in cells] == [3, 4, 6, 7, 9, 10, 12, 13, 15, 16]
    assert count.in_language("de").startswith("edges.csv: 2.000 Fehler; das sind die ersten 10 →")
    assert "2,000 errors" in count.in_language("en")


def test_a_bad_row_at_the_end_is_told_before_anything_is_built(tmp_path: Path) -> None:
    path = tmp_path / "edges.csv"
    days = [f"{2010 + n % 9}-{1 + n % 12:02}-{1 + n % 28:02}" for n in range(60_000)]
    rows = [f"o{n % 9973},o{n % 9967 + 1},{day}" for n, day in enumerate(days)]
    path.write_text("a,b,start\n" + "\n".join(rows) + "\n", "utf-8")
    built = _seconds_of(lambda: read_history([path]))
    path.write_text(path.read_text("utf-8") + "o1,,2015\n", "utf-8")

    def refused() -> None:
        with pytest.raises(TableError, match="Zeile 60002, Spalte „b“: leer"):
            read_history([path])

    assert _seconds_of(refused) < 0.5 * built


def _seconds_of(action: Callable[[], object]) -> float:
    began = time.process_time()
    action()
    return time.process_time() - began


def test_the_commands_answer_as_json_and_csv(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "edges.csv"
    path.write_text("a,b,start\n" + "".join(",".join(row) + "\n" for row in star()), "utf-8")
    cli = create_cli("en")
    cli(["evaluate", str(path), "--cut", "2016", "--format", "json"], standalone_mode=False)
    found = json.loads(capsys.readouterr().out)
    assert found["cuts"][0]["methods"]["engine"]["metrics"]["ndcg@10"]["value"] >= 0
    cli(["rank", str(path), "--day", "2016", "--limit", "3"], standalone_mode=False)
    listed = capsys.readouterr().out.splitlines()
    assert listed[0] == "actor,rank,partner,score"
    assert listed[1].split(",")[1] == "1"


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_tables_are_in_the_language_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], language: Language
) -> None:
    path = tmp_path / "edges.csv"
    rows = "".join(",".join(row) + "\n" for row in (*star(), ("x", "x", "2015")))
    path.write_text("a,b,start\n" + rows, "utf-8")
    create_cli(language)(["evaluate", str(path), "--cut", "2016"], standalone_mode=False)
    shown = capsys.readouterr()
    words = {"de": ("neue Paare", "gemeinsame Partner", "Zeilen mit sich selbst", "Verfahren:"),
             "en": ("new pairs", "common", "rows with the same actor", "Method:")}  # fmt: skip
    assert words[language][0] in shown.out
    assert words[language][1] in shown.out.replace("\n", " ")
    assert words[language][2] in shown.err
    assert words[language][3] in shown.err
    decimal = {
        "de": r"\d,\d{3} \[\d,\d{3}; \d,\d{3}\]",
        "en": r"\d\.\d{3} \[\d\.\d{3}, \d\.\d{3}\]",
    }
    foreign = {"de": r"\d\.\d", "en": r"\d,\d"}
    assert re.search(decimal[language], shown.out)
    assert not re.search(foreign[language], shown.out + shown.err)
