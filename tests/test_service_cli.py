"""The command line as people use it: help in two languages, answers, exit codes."""

import json
import os
import subprocess
import sys
from importlib import import_module

import pytest
import typer
from typer.main import get_group

from service.cli import main
from service.commands.contents import COMMANDS
from service.commands.speech import Speech
from service.network_wish import NetworkQuery

HEAVY = ("IPython", "numba", "owlready2", "pyshacl", "rdflib.plugins.sparql", "scipy.optimize",
         "sklearn")  # fmt: skip
"""What takes a tenth of a second or more, and only some commands need."""


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

    def command(*arguments: str) -> subprocess.CompletedProcess[str]:
        monkeypatch.setenv("BILDUNGSLANDSCHAFT_STORE", store_location)
        monkeypatch.setattr(sys, "argv", ["bildungslandschaft", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr()
        code = int(ended.value.code or 0)
        return subprocess.CompletedProcess(arguments, code, said.out, said.err)

    return command


LISTED = ("build", "serve", "query", "gaps", "suggest", "network", "validate", "import", "check",
          "evaluate", "export", "backup", "restore", "doctor")  # fmt: skip


def test_help_names_every_command_in_the_language_asked_for(run):
    german, english = run("--help").stdout, run("--lang", "en", "--help").stdout
    for command in LISTED:
        assert command in german
        assert command in english
    assert "Startet den Dienst" in german
    assert "Start the service" in english


def test_every_command_that_a_module_brings_is_listed_with_it():
    brought = {}
    for module in {module for module, _ in COMMANDS.values()}:
        part = typer.Typer()
        import_module(f"service.commands.{module}").register(part, Speech("de"))
        brought |= dict.fromkeys(get_group(part).commands, module)
    assert brought == {name: module for name, (module, _) in COMMANDS.items()}


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_tells_its_help_in_the_language_asked_for(answered, name):
    for language, other in (("de", "en"), ("en", "de")):
        ended = answered("--lang", language, name, "--help")
        told = " ".join(ended.stdout.replace("│", " ").split())
        assert ended.returncode == 0
        assert COMMANDS[name][1].in_language(language) in told
        assert COMMANDS[name][1].in_language(other) not in told


@pytest.mark.parametrize(
    ("arguments", "heavy"),
    [
        (("--help",), ("numpy", "networkx", "fastapi", "pyoxigraph")),
        (("gaps", "--help"), HEAVY),
        (("serve", "--help"), HEAVY),
    ],
)
def test_a_command_loads_no_more_than_it_needs(arguments, heavy):
    asked = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "service", *arguments],
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = {line.rpartition("|")[2].strip() for line in asked.stderr.splitlines()}
    assert "typer" in loaded
    assert sorted(loaded & set(heavy)) == []


def test_a_question_is_answered_as_table_and_as_json(run):
    table = run("query", "core-sponsors")
    assert "Possehl-Stiftung" in table.stdout
    answer = json.loads(run("query", "core-sponsors", "--format", "json").stdout)
    assert len(answer["results"]["bindings"]) == 43


def test_gaps_and_suggestions_are_answered_as_text_and_as_json(run, answered):
    assert "Görlitz" in run("gaps", "--district", "14626").stdout
    gaps = json.loads(answered("gaps", "--district", "14626", "--format", "json").stdout)
    assert gaps["totalItems"] == len(gaps["member"]) > 0
    found = json.loads(answered("suggest", "14626", "--limit", "3", "--format", "json").stdout)
    assert len(found["member"]) == 3


def test_the_network_is_written_whole_or_not_at_all(answered, tmp_path):
    target = tmp_path / "network.gexf"
    wish = "network", "--center", "05334", "--format", "gexf", "-o", str(target)
    assert answered(*wish).returncode == 0
    assert target.read_text("utf-8").startswith("<?xml")
    assert answered("network", "--format", "pdf", "-o", str(tmp_path / "x.pdf")).returncode == 1
    assert [path.name for path in tmp_path.iterdir()] == ["network.gexf"]


def test_the_network_takes_every_filter_of_the_pages(answered, tmp_path):
    told = answered("network", "--help").stdout
    # colours are of pictures only
    for name in NetworkQuery.model_fields.keys() - {"colour"}:
        assert f"--{name.replace('_', '-')}" in told
    target = tmp_path / "network.html"
    wish = "--state", "14", "--type", "stiftung", "--confidence", "confirmed", "--include-ended"
    assert answered("network", *wish, "-o", str(target)).returncode == 0
    assert "Auswahl: Sachsen; Stiftung; bestätigt; auch beendete." in target.read_text("utf-8")


def test_the_doctor_knows_the_landscape(answered, store):
    findings = json.loads(answered("doctor", "--format", "json").stdout)
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
        (("gaps", "--district", "99999", "--format", "json"), 1, "99999"),
        (("evaluate", "missing.csv", "--format", "json"), 1, "missing.csv"),
        (("nonsense",), 2, "nonsense"),
        (("gaps", "--format", "xml"), 2, "xml"),
    ],
)
def test_bad_input_is_one_message_and_an_exit_code(answered, arguments, code, word):
    ended = answered(*arguments)
    assert ended.returncode == code
    assert word in ended.stderr
    assert "Traceback" not in ended.stderr
    assert not ended.stdout


@pytest.mark.parametrize(
    ("call", "german", "english"),
    [
        ("sugest x", "Den Befehl sugest gibt es nicht. Ähnlich: suggest.",
         "There is no command sugest. Similar: suggest."),
        ("--foo", "Die Option --foo gibt es nicht.", "There is no option --foo."),
        ("gaps --limt 3", "Die Option --limt gibt es nicht. Ähnlich: --limit.",
         "There is no option --limt. Similar: --limit."),
        ("suggest", "Es fehlt: actor (Schlüssel, IRI oder AGS).",
         "Missing: actor (key, IRI or AGS)."),
        ("network", "Es fehlt: -o / --output (Datei).", "Missing: -o / --output (file)."),
        ("gaps --limit", "Nach --limit fehlt der Wert.", "The value after --limit is missing."),
        ("network --with-programmes=1", "Die Option --with-programmes nimmt keinen Wert.",
         "Option --with-programmes takes no value."),
        ("gaps --limit 0", "Der Wert '0' von --limit passt nicht. Erwartet: eine ganze Zahl ab 1.",
         "The value '0' of --limit does not fit. Expected: a whole number from 1."),
        ("evaluate x.csv --seed -1",
         "Der Wert '-1' von --seed passt nicht. Erwartet: eine ganze Zahl ab 0.",
         "The value '-1' of --seed does not fit. Expected: a whole number from 0."),
        ("gaps --format xml", "Der Wert 'xml' von --format passt nicht. Erwartet: text oder json.",
         "The value 'xml' of --format does not fit. Expected: text or json."),
        ("gaps a b", "Zu viel: a b.", "Too much: a b."),
    ],
)  # fmt: skip
def test_a_wrong_call_is_told_in_the_language_asked_for(answered, call, german, english):
    for said, *lang in ((german,), (english, "--lang", "en")):
        ended = answered(*lang, *call.split())
        assert ended.returncode == 2
        assert ended.stderr.splitlines()[0] == said


def test_how_to_call_a_command_is_headed_in_the_language_asked_for(answered):
    german, english = answered("suggest", "--help"), answered("--lang", "en", "suggest", "--help")
    for word in ("Aufruf: ", "[OPTIONEN]", "Argumente", "Optionen", "[nötig]", "[Vorgabe: 10]",
                 "Zeigt diese Hilfe."):  # fmt: skip
        assert word in german.stdout
        assert word not in english.stdout
    assert "Aufruf: bildungslandschaft gaps [OPTIONEN]" in answered("gaps", "--limit", "0").stderr
    nothing = answered()
    assert nothing.returncode == 2
    assert "Befehle" in nothing.stdout


@pytest.mark.parametrize(
    "arguments", [("validate", "missing.csv"), ("restore", "missing.tar.gz")], ids=" ".join
)
@pytest.mark.usefixtures("store_folder")
def test_a_missing_file_is_named(answered, arguments):
    ended = answered(*arguments)
    assert ended.returncode == 1
    assert arguments[1] in ended.stderr
