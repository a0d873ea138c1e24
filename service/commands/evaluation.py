"""`evaluate`: how well suggestions would have foreseen new cooperations, on any network."""

from pathlib import Path
from typing import Annotated

import typer

from graph.dates import first_day, parse_day
from graph.evaluation.evaluate import evaluate as run_evaluation
from graph.evaluation.report import Estimate, Report
from service.commands.console import OutputFormat, Speech, print_json, print_table, say


def register(app: typer.Typer, t: Speech) -> None:
    """Add the command in one language."""

    @app.command(
        help=t(
            "Misst, wie gut Vorschläge neue Kooperationen vorhersehen.",
            "Measure how well suggestions foresee new cooperations.",
        )
    )
    def evaluate(
        edges: Annotated[
            list[Path],
            typer.Argument(help="actor,cooperation,start[,end][,theme] | a,b,start[,end][,theme]"),
        ],
        actors: Annotated[Path | None, typer.Option(help="actor,type,area,themes")] = None,
        cut: Annotated[
            list[str] | None, typer.Option(help=t("Stichtag, mehrfach", "day, repeated"))
        ] = None,
        seed: Annotated[int, typer.Option(help=t("Zufallsanfang", "seed"))] = 0,
        format_: Annotated[OutputFormat, typer.Option("--format")] = OutputFormat.TEXT,
    ) -> None:
        days = [first_day(day) for day in cut or () if parse_day(day, "cut")]
        report = run_evaluation(edges, actors=actors, cuts=days, seed=seed)
        if format_ is OutputFormat.JSON:
            print_json(report.to_json())
        else:
            _show(report, t)


def _show(report: Report, t: Speech) -> None:
    for cut in report.cuts:
        names = list(next(iter(cut.methods.values())).metrics)
        rows = [
            (name, *(_estimate(found.metrics[one]) for one in names), f"{found.gini:.3f}")
            for name, found in cut.methods.items()
        ]
        title = t(
            f"{cut.cut}: {cut.new_pairs} neue Paare, {cut.askers} fragen, Verfahren {cut.engine}",
            f"{cut.cut}: {cut.new_pairs} new pairs, {cut.askers} ask, method {cut.engine}",
        )
        print_table(title, (t("Verfahren", "method"), *names, "gini"), rows)
    for name, ratio in report.ratios.items():
        say(f"nDCG@10 / {name}: {ratio:.3f}")
    for note, count in report.notes.items():
        say(f"{note}: {count}")


def _estimate(found: Estimate) -> str:
    if found.value is None:
        return "–"
    return f"{found.value:.3f} [{found.low:.3f}, {found.high:.3f}]"
