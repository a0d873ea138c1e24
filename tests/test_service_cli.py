"""The command line as people use it: help in two languages, answers, exit codes."""

import json
import os
import subprocess
import sys

import pytest

from service.cli import main


@pytest.fixture(scope="module")
def run(store_location):
    def command(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "service", *arguments],
            env={**os.environ, "BILDUNGSLANDSCHAFT_STORE": store_location, "COLUMNS": "120"},
            capture_output=True,
            text=True,
            check=False,
        )

    return command


@pytest.fixture
def answered(store_location, monkeypatch, capsys):
    """Run a command in this process: what it says and how it ends need no new one."""

    def command(*arguments: str) -> tuple[int, str]:
        monkeypatch.setenv("BILDUNGSLANDSCHAFT_STORE", store_location)
        monkeypatch.setattr(sys, "argv", ["bildungslandschaft", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
        return int(ended.value.code or 0), capsys.readouterr().err

    return command


COMMANDS = ("build", "serve", "query", "gaps", "suggest", "network", "validate", "import", "check",
            "evaluate", "export", "backup", "restore", "doctor")  # fmt: skip


def test_help_names_every_command_in_the_language_asked_for(run):
    german, english = run("--help").stdout, run("--lang", "en", "--help").stdout
    for command in COMMANDS:
        assert command in german
        assert command in english
    assert "Startet den Dienst" in german
    assert "Start the service" in english


def test_a_question_is_answered_as_table_and_as_json(run):
    table = run("query", "core-sponsors")
    assert "Possehl-Stiftung" in table.stdout
    answer = json.loads(run("query", "core-sponsors", "--format", "json").stdout)
    assert len(answer["results"]["bindings"]) == 43


def test_gaps_and_suggestions_are_answered_as_text_and_as_json(run):
    assert "Görlitz" in run("gaps", "--district", "14626").stdout
    gaps = json.loads(run("gaps", "--district", "14626", "--format", "json").stdout)
    assert gaps["totalItems"] == len(gaps["member"]) > 0
    found = json.loads(run("suggest", "14626", "--limit", "3", "--format", "json").stdout)
    assert len(found["member"]) == 3


def test_the_network_is_written_whole_or_not_at_all(run, tmp_path):
    target = tmp_path / "network.gexf"
    assert (
        run("network", "--center", "05334", "--format", "gexf", "-o", str(target)).returncode == 0
    )
    assert target.read_text("utf-8").startswith("<?xml")
    assert run("network", "--format", "pdf", "-o", str(tmp_path / "x.pdf")).returncode == 1
    assert [path.name for path in tmp_path.iterdir()] == ["network.gexf"]


def test_the_doctor_knows_the_landscape(run, store):
    findings = json.loads(run("doctor", "--format", "json").stdout)
    assert any(store.version in finding["text"] for finding in findings)


@pytest.mark.parametrize(
    ("arguments", "code", "word"),
    [
        (("gaps", "--district", "99999"), 1, "99999"),
        (("gaps", "--district", "5334"), 1, "5334"),
        (("suggest", "nobody-at-all"), 1, "nobody-at-all"),
        (("suggest", "05334", "--as-of", "2014-13"), 1, "JJJJ-MM-TT"),
        (("query", "nothing"), 1, "nothing"),
        (("query", "core-sponsors", "-p", "nonsense=1"), 1, "nonsense"),
        (("validate", "missing.csv"), 1, "missing.csv"),
        (("restore", "missing.tar.gz"), 1, "missing.tar.gz"),
        (("nonsense",), 2, "nonsense"),
        (("gaps", "--format", "xml"), 2, "xml"),
    ],
)
def test_bad_input_is_one_message_and_an_exit_code(answered, arguments, code, word):
    ended, said = answered(*arguments)
    assert ended == code
    assert word in said
    assert "Traceback" not in said
