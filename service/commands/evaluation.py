"""`evaluate` and `rank`: how well suggestions foresee new cooperations, and lists for everyone."""

import csv
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Final

import typer

from graph.dates import first_day, parse_day
from graph.evaluation.report import Choice, CutResult, Estimate, Report
from ontology.texts import Text
from service.commands.console import OutputFormat, print_json, print_table, progress
from service.commands.speech import Speech, say
from service.settings import load_settings

_EDGES: Final = "actor,cooperation,start[,end][,theme] | a,b,start[,end][,theme]"
_SHOWN: Final = ("ndcg@10", "hits@10", "mrr", "recall@50", "tail_recall@50", "auc_matched")
_CUTS: Final = 3
"""So many cuts are made if none is given."""

_METHODS: Final = {
    "engine": Text("unsere Listen", "our lists"),
    "engine_by_score": Text("unsere Reihenfolge, ohne Ausgleich", "our order, not evened out"),
    "popularity": Text("Beliebtheit", "popularity"),
    "common_neighbours": Text("gemeinsame Partner", "common neighbours"),
    "adamic_adar": Text("Adamic-Adar", "Adamic-Adar"),
    "resource_allocation": Text("Ressourcenzuteilung", "resource allocation"),
    "jaccard": Text("Jaccard", "Jaccard"),
    "pagerank": Text("PageRank, ungewichtet", "PageRank, plain"),
    "block_model": Text("Merkmale (Blockmodell)", "attributes (block model)"),
    "allocation_then_walk": Text(
        "Ressourcenzuteilung, Gleichstände nach PageRank", "resource allocation, ties by PageRank"
    ),
    "walk": Text("PageRank, gewichtet", "PageRank, weighted"),
    "walk_x_activity": Text("PageRank × Aktivität", "PageRank × activity"),
    "ranker": Text("gelernte Gewichte", "learned weights"),
    "ranker_and_trees": Text("gelernte Gewichte und Bäume", "learned weights and trees"),
    "best_networkx": Text(
        "bestes aus networkx, im Nachhinein gewählt", "best of networkx, chosen with hindsight"
    ),
}
_NOTES: Final = {
    "loops": Text("Zeilen mit sich selbst", "rows with the same actor twice"),
    "duplicates": Text("doppelte Zeilen", "duplicate rows"),
    "undated": Text("Zeilen ohne Beginn", "rows without a start"),
    "single_actor": Text("Kooperationen mit nur einem Akteur", "cooperations of a single actor"),
    "unknown_actors": Text(
        "Akteure mit Merkmalen, aber ohne Kooperation", "actors with attributes, no cooperation"
    ),
}
_REASONS: Final = {
    "ahead": Text("im Rückvergleich davor am besten", "the best in the back-test before"),
    "safe": Text(
        "im Rückvergleich davor war nichts sicher besser als Ressourcenzuteilung",
        "nothing was surely better than resource allocation in the back-test before",
    ),
    "no_history": Text(
        "zu wenig davor für einen Rückvergleich", "too little before for a back-test"
    ),
}


def register(app: typer.Typer, t: Speech) -> None:
    """Add the commands in one language."""

    @app.command()
    def evaluate(
        edges: Annotated[list[Path], typer.Argument(help=_EDGES)],
        actors: Annotated[Path | None, typer.Option(help="actor,type,area,themes")] = None,
        cut: Annotated[
            list[str] | None, typer.Option(help=t("Stichtag, mehrfach", "day, repeated"))
        ] = None,
        seed: Annotated[int, typer.Option(help=t("Zufallsanfang", "seed"))] = 0,
        format_: Annotated[OutputFormat, typer.Option("--format")] = OutputFormat.TEXT,
    ) -> None:
        # what learns takes a second to load, which no other command should wait for
        from graph.evaluation.evaluate import evaluate as run  # noqa: PLC0415

        days = [first_day(day) for day in cut or () if parse_day(day, "cut")]
        with progress(1 + 2 * (len(set(days)) or _CUTS)) as step:
            report = run(
                edges, actors=actors, cuts=days, seed=seed, progress=lambda name: step(t.of(name))
            )
        if format_ is OutputFormat.JSON:
            print_json(report.to_json())
        else:
            _show(report, t)

    @app.command()
    def rank(
        edges: Annotated[list[Path], typer.Argument(help=_EDGES)],
        day: Annotated[str, typer.Option(help=t("Stichtag", "day"))] = "",
        limit: Annotated[int, typer.Option(min=1, max=100)] = 10,
    ) -> None:
        from graph.evaluation.edges import read_history  # noqa: PLC0415 - as above
        from graph.evaluation.everyone import lists_of_all  # noqa: PLC0415 - as above

        asked = first_day(day) if day and parse_day(day, "day") else datetime.now(UTC).date()
        writer = csv.writer(sys.stdout, lineterminator="\n")
        found = lists_of_all(read_history(edges), asked, limit, load_settings().scheduler)
        writer.writerow(("actor", "rank", "partner", "score"))
        writer.writerows((one.actor, one.rank, one.partner, one.score) for one in found)


def _show(report: Report, t: Speech) -> None:
    for cut in report.cuts:
        _show_methods(cut, t)
        _show_choice(cut.engine, t)
        _show_calibration(cut, t)
    rows = [(t.of(_METHODS[name]), f"{ratio:.3f}") for name, ratio in report.ratios.items()]
    title = t(
        "nDCG@10 unserer Listen im Verhältnis (geometrisches Mittel der Schnitte)",
        "nDCG@10 of our lists as a ratio (geometric mean of the cuts)",
    )
    print_table(title, (t("verglichen mit", "compared with"), t("Verhältnis", "ratio")), rows)
    for reason in report.skipped:
        say(t.of(reason))
    for note, count in report.notes.items():
        say(t("Nicht mitgezählt", "Left out") + f": {t.of(_NOTES[note])}: {count}")


def _show_methods(cut: CutResult, t: Speech) -> None:
    drawn = t(f" (Stichprobe aus {cut.able})", f" (drawn from {cut.able})") if cut.sampled else ""
    title = t(
        f"{cut.cut} bis {cut.until}, neue Paare: {cut.new_pairs}, fragende Akteure: {cut.askers}"
        f"{drawn}, davon mit höchstens einer früheren Kooperation: {cut.cold_askers}",
        f"{cut.cut} to {cut.until}, new pairs: {cut.new_pairs}, asking actors: {cut.askers}{drawn},"
        f" of them with at most one earlier cooperation: {cut.cold_askers}",
    )
    rows = [
        (
            t.of(_METHODS[name]),
            _estimate(found.metrics[_SHOWN[0]]),
            *(_mean(found.metrics[one]) for one in _SHOWN[1:]),
            f"{found.gini:.3f}",
            _mean(cut.cold[name].metrics["ndcg@10"]) if name in cut.cold else "–",
        )
        for name, found in cut.methods.items()
    ]
    cold = t("ndcg@10, bis 1 Koop.", "ndcg@10, up to 1 coop.")
    note = t(
        "In Klammern, was in 95 von 100 Ziehungen der fragenden Akteure gilt;"
        " für alle Maße mit --format json.",
        "In brackets the range of 95 in 100 draws of the asking actors;"
        " of every measure with --format json.",
    )
    print_table(title, (t("Verfahren", "method"), *_SHOWN, "gini", cold), rows, note)


def _show_choice(choice: Choice, t: Speech) -> None:
    chosen = t.of(_METHODS[choice.name])
    say(t("Verfahren", "Method") + f": {chosen} ({t.of(_REASONS[choice.reason])})")
    rows = [
        (
            t.of(_METHODS[name]),
            f"{one.by_score:.4f}",
            "–" if one.shown is None else f"{one.shown:.4f}",
        )
        for name, one in choice.checked.items()
    ]
    if rows:
        title = t(
            f"Rückvergleich davor mit {choice.checked_askers} Akteuren, nDCG@10",
            f"Back-test before with {choice.checked_askers} actors, nDCG@10",
        )
        columns = (
            t("Verfahren", "method"),
            t("nach Wert", "by score"),
            t("wie gezeigt", "as shown"),
        )
        print_table(title, columns, rows)


def _show_calibration(cut: CutResult, t: Speech) -> None:
    if cut.calibration is None:
        return
    rows = [
        (str(one.suggested), f"{one.said:.3f}", f"{one.came:.3f}") for one in cut.calibration.bins
    ]
    title = t(
        f"Kalibrierung: Brier {cut.calibration.brier:.4f} (Mittelwert sagen:"
        f" {cut.calibration.base:.4f}), mittlerer Abstand {cut.calibration.error:.4f}",
        f"Calibration: Brier {cut.calibration.brier:.4f} (saying the mean:"
        f" {cut.calibration.base:.4f}), mean distance {cut.calibration.error:.4f}",
    )
    columns = (t("Vorschläge", "suggestions"), t("gesagt", "said"), t("gekommen", "came"))
    print_table(title, columns, rows)


def _mean(found: Estimate) -> str:
    return "–" if found.value is None else f"{found.value:.3f}"


def _estimate(found: Estimate) -> str:
    if found.value is None:
        return "–"
    return f"{found.value:.3f} [{found.low:.3f}, {found.high:.3f}]"
