"""`back-test`: what became of suggestions that the data of earlier days would have given."""

from typing import Annotated

import typer

from graph.memory import open_landscape
from graph.suggestions.back_test import TESTED, back_test
from graph.suggestions.levels import RECORD, write
from graph.suggestions.results import LEVELS
from service.commands.console import OutputFormat, print_json, print_table
from service.commands.speech import Speech, say
from service.settings import load_settings


def register(app: typer.Typer, t: Speech) -> None:
    """Add the command in one language."""

    @app.command("back-test")
    def follow(
        *,
        record: Annotated[
            bool, typer.Option("--write", help=t("Ergebnis festhalten", "record the result"))
        ] = False,
        format_: Annotated[OutputFormat, typer.Option("--format")] = OutputFormat.TEXT,
    ) -> None:
        found = back_test(open_landscape(load_settings().store))
        if record:
            write(found)
            say(t(f"Festgehalten in {RECORD.name}.", f"Recorded in {RECORD.name}."))
        if format_ is OutputFormat.JSON:
            print_json(found.document())
            return
        rows = [
            (kind, t.of(LEVELS[one]), _share(all_.came, all_.shown), _share(cold.came, cold.shown))
            for kind in TESTED
            for one in LEVELS
            for all_, cold in [(found.levels[kind, one], found.cold[kind, one])]
        ]
        columns = t("Art", "kind"), t("Stufe", "level"), t("eingetroffen", "came true")
        print_table("", (*columns, t("Kaltstart", "cold start")), rows)


def _share(came: int, shown: int) -> str:
    return f"{came} / {shown}"
