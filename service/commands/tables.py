"""`validate` and `import`: tables that people hand in."""

from pathlib import Path
from typing import Annotated

import typer

from graph.corrections import Handed, check, take_over
from service.commands.console import OutputFormat, print_json, print_table, store_folder
from service.commands.speech import Speech, say
from service.settings import load_settings


def register(app: typer.Typer, t: Speech) -> None:
    """Add the commands in one language."""
    files_help = t("CSV-Tabellen wie in graph/data", "CSV tables like those in graph/data")

    @app.command()
    def validate(
        files: Annotated[list[Path], typer.Argument(help=files_help)],
        format_: Annotated[OutputFormat, typer.Option("--format")] = OutputFormat.TEXT,
    ) -> None:
        _show(check(files, store_folder(load_settings())), format_, t)

    @app.command("import")
    def import_command(
        files: Annotated[list[Path], typer.Argument(help=files_help)],
        format_: Annotated[OutputFormat, typer.Option("--format")] = OutputFormat.TEXT,
    ) -> None:
        _show(take_over(files, store_folder(load_settings())), format_, t)
        say(t("Jetzt: bildungslandschaft build", "Now: bildungslandschaft build"))


def _show(handed: list[Handed], format_: OutputFormat, t: Speech) -> None:
    if format_ is OutputFormat.JSON:
        print_json(
            [
                {
                    "file": one.table.file,
                    "table": one.table.schema.path,
                    "new": one.new,
                    "changed": one.changed,
                    "same": one.same,
                }
                for one in handed
            ]
        )
        return
    columns = (
        t("Datei", "file"), t("Tabelle", "table"), t("neu", "new"), t("geändert", "changed"),
        t("gleich", "same"),
    )  # fmt: skip
    rows = [
        (one.table.file, one.table.schema.path, str(one.new), str(one.changed), str(one.same))
        for one in handed
    ]
    print_table(t("Ohne Fehler", "No errors"), columns, rows)
