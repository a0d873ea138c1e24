"""`check`: whether the ontology, or a module handed in, is sound."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from graph.store import Store, open_store
from graph.validation_files import SEVERITIES, write_report
from graph.validation_report import last_report
from ontology.checks import CheckReport, check_modules, check_ontology
from ontology.errors import StoreError
from service.commands.console import OutputFormat, print_json, store_folder
from service.commands.speech import Speech, say
from service.settings import load_settings


def register(app: typer.Typer, t: Speech) -> None:
    """Add the command in one language."""

    @app.command()
    def check(
        modules: Annotated[
            list[Path] | None,
            typer.Argument(
                help=t(
                    "Dateien in Turtle, N-Triples oder RDF/XML, oder Ordner mit solchen",
                    "files in Turtle, N-Triples or RDF/XML, or folders with such files",
                )
            ),
        ] = None,
        report: Annotated[
            Path | None,
            typer.Option(
                help=t(
                    "schreibt den Prüfbericht der Daten (.html, .csv, .ttl)",
                    "write the validation report of the data (.html, .csv, .ttl)",
                )
            ),
        ] = None,
        format_: Annotated[OutputFormat, typer.Option("--format")] = OutputFormat.TEXT,
    ) -> None:
        conforms = report is None or _write_data_report(report, t)
        found = check_modules(modules) if modules else _check_ours(t)
        _show(found, format_, t)
        if not (found.passed and conforms):
            raise typer.Exit(1)


def _write_data_report(path: Path, t: Speech) -> bool:
    """Write how the data keep the SHACL shapes, and say whether they do."""
    found = last_report(store_folder(load_settings()))
    write_report(found, path, t.language)
    counts = ", ".join(
        f"{text.in_language(t.language)}: {found.counts.get(severity, 0)}"
        for severity, text in SEVERITIES.items()
    )
    say(t(f"Prüfbericht in {path}: {counts}", f"Validation report in {path}: {counts}"))
    return found.conforms


def _check_ours(t: Speech) -> CheckReport:
    store = _store_if_built()
    if store is None:
        say(
            t(
                "Ohne Landschaft bleiben die Kompetenzfragen ungefragt (bildungslandschaft build).",
                "Without a landscape no competency question is asked (bildungslandschaft build).",
            )
        )
        return check_ontology()
    return check_ontology(store.records)


def _store_if_built() -> Store | None:
    try:
        return open_store(load_settings().store)
    except StoreError:
        return None


def _show(report: CheckReport, format_: OutputFormat, t: Speech) -> None:
    if format_ is OutputFormat.JSON:
        print_json(
            {
                "version": report.version,
                "passed": report.passed,
                "rules": report.rules,
                "questions": report.questions,
                "findings": [finding.in_language(t.language) for finding in report.findings],
                "reasoner": asdict(report.effort) if report.effort else None,
            }
        )
        return
    for finding in report.findings:
        typer.echo(finding.in_language(t.language))
    if report.effort:
        say(str(report.effort))
    counts = t(
        f"{report.rules} Regeln, {report.questions} Kompetenzfragen",
        f"{report.rules} rules, {report.questions} competency questions",
    )
    verdict = t("in Ordnung", "sound") if report.passed else t("fehlerhaft", "not sound")
    say(f"Ontologie {report.version}: {counts}, {verdict}")
