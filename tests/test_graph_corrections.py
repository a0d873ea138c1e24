import csv
import io

import pytest

from graph.archive import backup, restore
from graph.build import build
from graph.corrections import check, take_over
from graph.export import export
from graph.facts import data_folder
from graph.generations import StoreFolder
from graph.store import open_store
from ontology.errors import InputError, ParameterError, TableError


def rows_of(path: str) -> list[dict[str, str]]:
    return list(csv.DictReader((data_folder() / path).open(encoding="utf-8", newline="")))


def write(path, rows: list[dict[str, str]]) -> None:
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, rows[0].keys(), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    path.write_text(buffer.getvalue(), "utf-8")


def test_a_correction_is_compared_with_what_is_known(tmp_path):
    known, changed = rows_of("models/models.csv")[:2]
    changed = {**changed, "description": "Berichtigt."}
    new = {**known, "id": "ein-neues-modell"}
    file = tmp_path / "models.csv"
    write(file, [known, changed, new])
    handed = check([file], StoreFolder(tmp_path / "store"))[0]
    assert (handed.new, handed.changed, handed.same) == (1, 1, 1)
    assert not (tmp_path / "store").exists()


def test_a_table_under_another_name_is_known_by_its_header(tmp_path):
    file = tmp_path / "Korrektur Landkreis.csv"
    write(file, rows_of("structures/needs.csv")[:1])
    assert check([file], StoreFolder(tmp_path / "store"))[0].table.schema.name == "needs"


def test_a_reference_to_nobody_is_refused_and_changes_nothing(tmp_path):
    row = {**rows_of("foundations/sponsorships.csv")[0], "foundation": "posehl-stiftung"}
    file = tmp_path / "sponsorships.csv"
    write(file, [row])
    folder = StoreFolder(tmp_path / "store")
    with pytest.raises(TableError, match="possehl-stiftung"):
        take_over([file], folder)
    assert not folder.corrections.exists()


def test_what_is_no_table_of_ours_is_refused(tmp_path):
    file = tmp_path / "einkauf.csv"
    file.write_text("milch,brot\n1,2\n", "utf-8")
    with pytest.raises(TableError, match="keine bekannte Tabelle"):
        check([file, tmp_path / "fehlt.csv"], StoreFolder(tmp_path / "store"))


def test_a_correction_is_served_after_the_next_build_backed_up_and_exported(small_data, tmp_path):
    row = {**rows_of("models/models.csv")[0], "name": "Ein berichtigter Name"}
    file = tmp_path / "models.csv"
    write(file, [row])
    folder = StoreFolder(tmp_path / "store")
    take_over([file], folder)
    build(folder, data=small_data)
    question = 'ASK { ?m a bl:EducationModel ; rdfs:label "Ein berichtigter Name"@de }'
    assert open_store(str(folder.root)).ask(question)

    archive = backup(folder, tmp_path / "backup.tar.gz")
    elsewhere = StoreFolder(tmp_path / "elsewhere")
    restore(elsewhere, archive)
    assert open_store(str(elsewhere.root)).ask(question)
    assert (elsewhere.corrections / "models" / "models.csv").exists()

    target = tmp_path / "all.nq"
    assert export(folder.require_current(), "nquads", target) == len(
        target.read_text("utf-8").splitlines()
    )
    with pytest.raises(ParameterError, match="turtle"):
        export(folder.require_current(), "pdf", target)

    broken = tmp_path / "broken.tar.gz"
    broken.write_bytes(archive.read_bytes()[:5000])
    before = open_store(str(elsewhere.root)).version
    with pytest.raises(InputError, match="keine vollständige Sicherung"):
        restore(elsewhere, broken)
    assert open_store(str(elsewhere.root)).version == before
    assert not list(elsewhere.generations.glob("unfinished*"))
