"""Every command by name: its module, loaded when the command is run, and its line of help."""

import difflib
from collections.abc import Mapping
from importlib import import_module
from typing import Any, Final

import typer
from typer.core import TyperGroup
from typer.main import get_group

from ontology.texts import Text
from service.commands.speech import Speech
from service.commands.usage import Command, Speaking

COMMANDS: Final[Mapping[str, tuple[str, Text]]] = {
    "serve": ("serving", Text("Startet den Dienst.", "Start the service.")),
    "gaps": ("advice", Text("Zeigt Lücken der Zusammenarbeit.", "Show cooperation gaps.")),
    "suggest": (
        "advice",
        Text("Schlägt Partner mit Gründen vor.", "Suggest partners with reasons."),
    ),
    "network": ("advice", Text("Gibt das Netzwerk als Datei aus.", "Write the network to a file.")),
    "portfolio": (
        "together",
        Text(
            "Verteilt Stiftungen oder Agenturen auf Kreise, oder bildet Austauschgruppen.",
            "Assign foundations or agencies to districts, or form exchange groups.",
        ),
    ),
    "consortium": (
        "together",
        Text("Nennt, wer eine Runde ergänzt.", "Say who completes a group."),
    ),
    "warnings": ("together", Text("Nennt, was bald endet.", "Say what is about to end.")),
    "what-if": (
        "foresight",
        Text(
            "Rechnet aus, was eine geplante Kooperation oder ein Wegfall ändern würde.",
            "Calculate what a planned cooperation or a loss would change.",
        ),
    ),
    "changes": (
        "foresight",
        Text("Zeigt, was sich zwischen zwei Tagen geändert hat.", "Show what changed in between."),
    ),
    "measures": (
        "measures",
        Text(
            "Ordnet Akteure nach einem Maß des Netzes, mit Unsicherheit.",
            "Rank actors by a measure of the network, with uncertainty.",
        ),
    ),
    "feedback": (
        "feedback",
        Text("Hält fest, was aus einem Vorschlag wurde.", "Record what became of it."),
    ),
    "exposure": (
        "feedback",
        Text("Zählt, wer wie oft vorgeschlagen wird.", "Count who is suggested how often."),
    ),
    "evaluate": (
        "evaluation",
        Text(
            "Misst, wie gut Vorschläge neue Kooperationen vorhersehen.",
            "Measure how well suggestions foresee new cooperations.",
        ),
    ),
    "rank": (
        "evaluation",
        Text(
            "Listet für alle Akteure die zehn nächsten neuen Partner, als CSV; auch für Millionen.",
            "List the ten nearest new partners of every actor, as CSV; for millions, too.",
        ),
    ),
    "back-test": (
        "back_testing",
        Text(
            "Prüft Vorschläge früherer Tage an dem, was später verzeichnet wurde.",
            "Follow up suggestions of earlier days by what was recorded later.",
        ),
    ),
    "query": (
        "queries",
        Text(
            "Stellt eine Frage der Bibliothek oder eine SPARQL-Datei; ohne Namen die Liste.",
            "Ask a question of the library or a SPARQL file; without a name, list them.",
        ),
    ),
    "build": ("landscape", Text("Baut die Landschaft aus den Tabellen.", "Build the landscape.")),
    "export": (
        "landscape",
        Text("Gibt die Landschaft als Datei aus.", "Write the landscape to a file."),
    ),
    "backup": ("landscape", Text("Sichert die Landschaft.", "Back up the landscape.")),
    "restore": ("landscape", Text("Holt eine Sicherung zurück.", "Bring a backup back.")),
    "doctor": (
        "landscape",
        Text("Prüft, ob alles in Ordnung ist.", "Check that everything is in order."),
    ),
    "validate": (
        "tables",
        Text("Prüft Tabellen Zelle für Zelle; ändert nichts.", "Check tables; change nothing."),
    ),
    "import": (
        "tables",
        Text(
            "Übernimmt geprüfte Tabellen; der nächste Bau zeigt sie.",
            "Take over checked tables; the next build shows them.",
        ),
    ),
    "check": (
        "ontology",
        Text(
            "Prüft die Ontologie, oder Module, die man nennt. Ein Modul, das einen Teil der "
            "Ontologie neu fasst, tritt an dessen Stelle.",
            "Check the ontology, or modules that are named. A module that rewrites a part of the "
            "ontology stands in for that part.",
        ),
    ),
}
"""Name → module of this package whose `register` adds it, and help; in the order of the help."""


class CommandGroup(Speaking, TyperGroup):
    """All commands; what one of them imports is imported when it is run."""

    # typer keeps the types of contexts and commands to itself
    def resolve_command(self, ctx: Any, args: list[str]) -> Any:  # noqa: ANN401
        """Return the command to run, loaded; one that does not exist is refused with near ones."""
        name, *rest = args
        if name not in COMMANDS:
            ctx.fail(ctx.obj.of(_unknown(name)))
        module, help_ = COMMANDS[name]
        part = typer.Typer()
        import_module(f"service.commands.{module}").register(part, ctx.obj)
        for command in part.registered_commands:
            command.cls = Command
        loaded = get_group(part).commands[name]
        loaded.help = ctx.obj.of(help_)
        return name, loaded, rest


def _unknown(name: str) -> Text:
    near = ", ".join(difflib.get_close_matches(name, COMMANDS))
    german, english = (f" Ähnlich: {near}.", f" Similar: {near}.") if near else ("", "")
    return Text(
        f"Den Befehl {name} gibt es nicht.{german}", f"There is no command {name}.{english}"
    )


def list_commands(app: typer.Typer, t: Speech) -> None:
    """Add the names and the help of all commands, with nothing loaded."""
    for name, (_, text) in COMMANDS.items():
        app.command(name, help=t.of(text))(_not_loaded)


def _not_loaded() -> None:
    """Stand for a command until it is run."""
