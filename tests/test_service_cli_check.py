"""`check`, fed with defective modules as an outsider would hand them in."""

import json
import os
import subprocess
import sys

import pytest

HEADER = """@prefix bl: <https://w3id.org/bildungslandschaft/ontology#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""
SOUND = """bl:ForestSchool a owl:Class ;
    rdfs:label "Waldkindergarten"@de , "forest daycare"@en ;
    skos:definition "Eine Kindertageseinrichtung im Wald."@de , "A daycare in the woods."@en ;
    rdfs:isDefinedBy <https://w3id.org/bildungslandschaft/ontology> ;
    rdfs:subClassOf bl:DaycareCentre"""
BROKEN_IMPORT = (
    "<http://example.org/m> a owl:Ontology ;\n    owl:imports <http://example.org/nichts> ."
)


@pytest.fixture
def run(tmp_path):
    def command(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "service", *arguments],
            env={**os.environ, "BILDUNGSLANDSCHAFT_STORE": str(tmp_path / "no-store")},
            capture_output=True,
            text=True,
            check=False,
        )

    return command


def test_a_syntax_error_is_one_line_with_file_and_line_in_both_languages(run, tmp_path):
    path = tmp_path / "kaputt.ttl"
    path.write_text(f"{HEADER}\nbl:A bl:b bl:c ; ; , .\n", "utf-8")
    german, english = run("check", str(path)), run("--lang", "en", "check", str(path))
    assert (german.returncode, english.returncode) == (1, 1)
    assert german.stdout.startswith("kaputt.ttl, Zeile 6: kein gültiges Turtle")
    assert english.stdout.startswith("kaputt.ttl, line 6: not valid Turtle")
    assert "fehlerhaft" in german.stderr
    assert "not sound" in english.stderr
    assert "Traceback" not in german.stderr + english.stderr


def test_a_folder_is_checked_as_a_whole_and_every_defect_is_named(run, tmp_path):
    folder = tmp_path / "module"
    folder.mkdir()
    empty = f"{HEADER}{SOUND} , bl:Territory ."
    (folder / "leere-klasse.ttl").write_text(empty, "utf-8")
    (folder / "import.ttl").write_text(HEADER + BROKEN_IMPORT, "utf-8")
    (folder / "begriff.ttl").write_text(f"{HEADER}bl:School rdfs:subClassOf bl:Haus .", "utf-8")
    done = run("check", str(folder))
    assert done.returncode == 1
    assert "begriff.ttl:5 bl:Haus: Ein Begriff unseres Namensraums" in done.stdout
    assert "import.ttl:6: Der Import http://example.org/nichts ist nicht bekannt" in done.stdout
    assert "leere-klasse.ttl:5 bl:ForestSchool: Diese Klasse kann kein Mitglied" in done.stdout
    assert "bl:ForestSchool rdfs:subClassOf bl:Territory (leere-klasse.ttl:5)" in done.stdout
    assert "HermiT: " in done.stderr
    assert " MB" in done.stderr


def test_a_sound_module_passes_and_a_machine_may_read_the_answer(run, tmp_path):
    path = tmp_path / "neu.ttl"
    path.write_text(f"{HEADER}{SOUND} .", "utf-8")
    done = run("check", "--format", "json", str(path))
    answer = json.loads(done.stdout)
    assert done.returncode == 0
    assert answer["passed"] is True
    assert answer["findings"] == []
    assert answer["reasoner"]["triples"] > 1000
    assert answer["reasoner"]["megabytes"] > 50
