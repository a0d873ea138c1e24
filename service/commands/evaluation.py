"""`evaluate` and `rank`: how well suggestions foresee new cooperations, and lists for everyone."""

import csv
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Final

import typer

from graph.analyses.wording import number
from graph.dates import first_day, iso_day, parse_day
from graph.evaluation.records import ACTORS, EDGES
from graph.evaluation.report import LEAST_GAIN, Choice, CutResult, Estimate, Reliability, Report
from ontology.texts import Text
from service.commands.console import OutputFormat, print_json, print_table, progress
from service.commands.speech import Speech, say
from service.settings import load_settings

_EDGES: Final = " | ".join(map(str, EDGES))
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
        actors: Annotated[Path | None, typer.Option(help=str(ACTORS))] = None,
        cut: Annotated[
            list[str] | None, typer.Option(help=t("Stichtag, mehrfach", "day, repeated"))
        ] = None,
        seed: Annotated[int, typer.Option(min=0, help=t("Zufallsanfang", "seed"))] = 0,
        format_: Annotated[OutputFormat, typer.Option("--format")] = OutputFormat.TEXT,
    ) -> None:
        # what learns takes a second to load, which no other command should wait for
        from graph.evaluation.evaluate import evaluate as run  # noqa: PLC0415

        days = [first_day(iso_day(day)) for day in cut or () if parse_day(day, "cut")]
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

        asked = (
            first_day(iso_day(day)) if day and parse_day(day, "day") else datetime.now(UTC).date()
        )
        writer = csv.writer(sys.stdout, lineterminator="\n")
        found = lists_of_all(read_history(edges), asked, limit, load_settings().scheduler)
        writer.writerow(("actor", "rank", "partner", "score"))
        writer.writerows((one.actor, one.rank, one.partner, one.score) for one in found)


def _show(report: Report, t: Speech) -> None:
    for cut in report.cuts:
        _show_methods(cut, t)
        _show_choice(cut.engine, t)
        _show_calibration(cut.calibration, t)
    _show_ratios(report, t)
    for reason in report.skipped:
        say(t.of(reason))
    for note, count in report.notes.items():
        say(t("Nicht mitgezählt", "Left out") + f": {t.of(_NOTES[note])}: {t.of(number(count))}")


def _show_ratios(report: Report, t: Speech) -> None:
    rows = [
        (
            t.of(_METHODS[name]),
            t.of(number(one, 3)) + (" *" if {name, "engine"} & set(report.floored) else ""),
        )
        for name, one in report.ratios.items()
    ]
    title = t(
        "nDCG@10 unserer Listen im Verhältnis (geometrisches Mittel der Schnitte)",
        "nDCG@10 of our lists as a ratio (geometric mean of the cuts)",
    )
    floor = t.of(number(LEAST_GAIN, 3))
    listed = "; ".join(
        f"{t.of(_METHODS[name])} ({', '.join(cuts)})" for name, cuts in report.floored.items()
    )
    note = t(
        f"* ruht auf dem Mindestwert {floor}, für den ein nDCG@10 darunter gilt: {listed}.",
        f"* rests on the floor of {floor}, which stands for an nDCG@10 below it: {listed}.",
    )
    columns = (t("verglichen mit", "compared with"), t("Verhältnis", "ratio"))
    print_table(title, columns, rows, note if report.floored else "")


def _show_methods(cut: CutResult, t: Speech) -> None:
    able, pairs, askers, cold_askers = (
        t.of(number(one)) for one in (cut.able, cut.new_pairs, cut.askers, cut.cold_askers)
    )
    drawn = t(f" (Stichprobe aus {able})", f" (drawn from {able})") if cut.sampled else ""
    title = t(
        f"{cut.cut} bis {cut.until}, neue Paare: {pairs}, fragende Akteure: {askers}{drawn},"
        f" davon mit höchstens einer früheren Kooperation: {cold_askers}",
        f"{cut.cut} to {cut.until}, new pairs: {pairs}, asking actors: {askers}{drawn},"
        f" of them with at most one earlier cooperation: {cold_askers}",
    )
    rows = [
        (
            t.of(_METHODS[name]),
            _estimate(found.metrics[_SHOWN[0]], t),
            *(_mean(found.metrics[one], t) for one in _SHOWN[1:]),
            t.of(number(found.gini, 3)),
            _mean(cut.cold[name].metrics["ndcg@10"], t) if name in cut.cold else "–",
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
            t.of(number(one.by_score, 4)),
            "–" if one.shown is None else t.of(number(one.shown, 4)),
        )
        for name, one in choice.checked.items()
    ]
    if rows:
        askers = number(choice.checked_askers)
        title = t(
            f"Rückvergleich davor mit {askers.de} Akteuren, nDCG@10",
            f"Back-test before with {askers.en} actors, nDCG@10",
        )
        columns = (
            t("Verfahren", "method"),
            t("nach Wert", "by score"),
            t("wie gezeigt", "as shown"),
        )
        print_table(title, columns, rows)


def _show_calibration(found: Reliability | None, t: Speech) -> None:
    if found is None:
        return
    rows = [
        (t.of(number(one.suggested)), t.of(number(one.said, 3)), t.of(number(one.came, 3)))
        for one in found.bins
    ]
    brier, base, error = (t.of(number(one, 4)) for one in (found.brier, found.base, found.error))
    title = t(
        f"Kalibrierung: Brier {brier} (Mittelwert sagen: {base}), mittlerer Abstand {error}",
        f"Calibration: Brier {brier} (saying the mean: {base}), mean distance {error}",
    )
    columns = (t("Vorschläge", "suggestions"), t("gesagt", "said"), t("gekommen", "came"))
    print_table(title, columns, rows)


def _mean(found: Estimate, t: Speech) -> str:
    return "–" if found.value is None else t.of(number(found.value, 3))


def _estimate(found: Estimate, t: Speech) -> str:
    if found.value is None or found.low is None or found.high is None:
        return "–"
    value, low, high = (t.of(number(one, 3)) for one in (found.value, found.low, found.high))
    return f"{value} [{low}{t(';', ',')} {high}]"
