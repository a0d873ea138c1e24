"""How files of a network are cut into cells: what spreadsheets write, and what cannot be read."""

from pathlib import Path

import pytest

from graph.evaluation.edges import read_history
from ontology.errors import TableError
from service.cli import create_cli


def test_the_first_line_of_excel_names_the_separator(tmp_path: Path) -> None:
    path = tmp_path / "edges.csv"
    path.write_text("sep=;\r\na;b;start\r\nx, e.V.;y;2015\r\ny;z;01.02.2016\r\n", "utf-8")
    assert read_history([path]).actors == ("x, e.V.", "y", "z")
    path.write_text("sep=|\na|b|start\nx|y|2015\ny|z|gestern\n", "utf-8")
    with pytest.raises(TableError, match="Zeile 4, Spalte „start“"):
        read_history([path])
    path.write_text("sep=;\na;c;start\n", "utf-8")
    with pytest.raises(TableError, match="Zeile 2: Spalten fehlen"):
        read_history([path])


def test_a_cell_that_is_too_long_is_told_as_such(tmp_path: Path) -> None:
    path = tmp_path / "edges.csv"
    path.write_text(f"a,b,start\nx,y,2015\n{'n' * 200_000},z,2016\n", "utf-8")
    with pytest.raises(TableError, match="Zeile 3: eine Zelle hat mehr als 131072 Zeichen"):
        read_history([path])


def test_cuts_may_be_written_as_in_the_files(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "edges.csv"
    rows = [f"o{n % 7},o{n % 5 + 7},{2012 + n % 8}" for n in range(60)]
    path.write_text("a,b,start\n" + "\n".join(rows) + "\n", "utf-8")
    told = []
    for day in ("31.12.2015", "2015-12-31"):
        create_cli("de")(["rank", str(path), "--day", day], standalone_mode=False)
        told.append(capsys.readouterr().out)
    assert told[0] == told[1]
    assert told[0].count("\n") > 1
