"""`build`, `export`, `backup`, `restore`, `doctor`: making and keeping the landscape."""

from pathlib import Path
from typing import Annotated, Final

import typer

from graph.archive import backup as write_backup
from graph.archive import restore as read_backup
from graph.build import BuildReport, build
from graph.export import FORMATS
from graph.export import export as write_export
from graph.mapping import MAPPINGS
from service.commands.console import OutputFormat, print_json, print_table, progress, store_folder
from service.commands.diagnosis import diagnose
from service.commands.speech import Speech, say
from service.settings import load_settings

_STEPS: Final = len(MAPPINGS) + 8
"""The tables, and what follows them: ontology, derive, infer, validate, write, store, memory."""


def register(app: typer.Typer, t: Speech) -> None:
    """Add the commands in one language."""

    @app.command("build")
    def build_command(
        *,
        force: Annotated[
            bool, typer.Option(help=t("auch ohne Änderung bauen", "build even if nothing changed"))
        ] = False,
        format_: Annotated[OutputFormat, typer.Option("--format")] = OutputFormat.TEXT,
    ) -> None:
        folder = store_folder(load_settings())
        with progress(_STEPS) as steps:
            report = build(folder, steps, force=force)
        _show(report, format_, t)

    @app.command()
    def export(
        output: Annotated[Path, typer.Option("-o", "--output", help=t("Datei", "file"))],
        format_: Annotated[str, typer.Option("--format", help=" | ".join(FORMATS))] = "nquads",
    ) -> None:
        generation = store_folder(load_settings()).require_current()
        count = write_export(generation, format_, output)
        say(t(f"{count} Aussagen in {output}", f"{count} statements in {output}"))

    @app.command()
    def backup(
        target: Annotated[Path, typer.Argument(help=t("Archiv (.tar.gz)", "archive (.tar.gz)"))],
    ) -> None:
        write_backup(store_folder(load_settings()), target)
        say(t(f"Gesichert in {target}", f"Backed up to {target}"))

    @app.command()
    def restore(
        source: Annotated[Path, typer.Argument(help=t("Archiv (.tar.gz)", "archive (.tar.gz)"))],
    ) -> None:
        version = read_backup(store_folder(load_settings()), source).manifest().version
        say(t(f"Zurückgeholt: {version}", f"Restored: {version}"))

    @app.command()
    def doctor(
        format_: Annotated[OutputFormat, typer.Option("--format")] = OutputFormat.TEXT,
    ) -> None:
        findings = diagnose(load_settings())
        if format_ is OutputFormat.JSON:
            print_json([finding.as_json(t.language) for finding in findings])
        else:
            rows = [
                ("✓" if finding.good else "✗", t.of(finding.name), t.of(finding.text))
                for finding in findings
            ]
            print_table("", ("", t("Prüfung", "check"), t("Befund", "finding")), rows)
        if not all(finding.good for finding in findings):
            raise typer.Exit(1)


def _show(report: BuildReport, format_: OutputFormat, t: Speech) -> None:
    if format_ is OutputFormat.JSON:
        print_json(
            {
                "version": report.version,
                "triples": report.triples,
                "graphs": report.graphs,
                "rows": report.rows,
                "doubtful": report.doubtful,
                "validation": report.validation,
                "unchanged": report.unchanged,
            }
        )
        return
    if report.unchanged:
        say(t("Nichts zu tun: ", "Nothing to do: ") + report.version)
        return
    rows = [(name, str(count)) for name, count in report.graphs.items()]
    counts = report.validation["counts"]
    note = t(
        f"Version {report.version}: {report.triples} Aussagen, {len(report.doubtful)} zweifelhafte"
        f" Gleichsetzungen nicht vollzogen, SHACL: {counts or 'ohne Befund'}",
        f"Version {report.version}: {report.triples} statements, {len(report.doubtful)} doubtful"
        f" matches not made, SHACL: {counts or 'no findings'}",
    )
    print_table("", (t("Graph", "graph"), t("Aussagen", "statements")), rows, note)
