"""How well suggestions foresee new cooperations, beside the predictors of networkx.

BENCH_NETWORK=folder make bench ARGS=evaluation

The folder holds `kanten.csv` (org_id, project_id), `projekte.csv` (project_id, start, ende,
programmteile) and `organisationen.csv` (org_id, typ), as prepared from CORDIS; or any edge lists
`*.csv` in the format of `bildungslandschaft evaluate`, attributes in `actors.csv`. Without a
folder, a network is made up, which says nothing about accuracy on real ones.
"""

import csv
import os
import tempfile
from datetime import date
from pathlib import Path

import numpy as np

from graph.evaluation.evaluate import evaluate
from graph.evaluation.report import CutResult, Estimate, Report
from tests.bench.timing import table

CUTS = (date(2018, 1, 1), date(2019, 1, 1), date(2020, 1, 1))
SHOWN = ("ndcg@10", "hits@10", "auc_matched")


def run() -> None:
    """Print the metrics of every method with intervals, and what the engine gains."""
    named = os.environ.get("BENCH_NETWORK", "")
    with tempfile.TemporaryDirectory() as scratch:
        if named and (Path(named) / "kanten.csv").exists():
            edges, actors = from_cordis(Path(named), Path(scratch))
            show("CORDIS, German participants of Horizon 2020", evaluate(
                edges, actors=actors, cuts=CUTS))  # fmt: skip
        elif named:
            found = sorted(set(Path(named).glob("*.csv")) - {Path(named) / "actors.csv"})
            actors = Path(named) / "actors.csv"
            show(named, evaluate(found, actors=actors if actors.exists() else None))
        else:
            show("A made-up network", evaluate([made_up(Path(scratch))]))


def from_cordis(source: Path, target: Path) -> tuple[list[Path], Path]:
    """Write the prepared CORDIS tables as edge list and attributes; return both."""
    with (source / "projekte.csv").open(encoding="utf-8") as handle:
        projects = {row["project_id"]: row for row in csv.DictReader(handle)}
    edges, actors = target / "edges.csv", target / "actors.csv"
    with (source / "kanten.csv").open(encoding="utf-8") as handle, edges.open("w") as out:
        writer = csv.writer(out)
        writer.writerow(("actor", "cooperation", "start", "end", "theme"))
        for row in csv.DictReader(handle):
            project = projects[row["project_id"]]
            writer.writerow(
                (row["org_id"], row["project_id"], project["start"], project["ende"],
                 project["programmteile"])
            )  # fmt: skip
    with (source / "organisationen.csv").open(encoding="utf-8") as handle, actors.open("w") as out:
        writer = csv.writer(out)
        writer.writerow(("actor", "type", "area", "themes"))
        writer.writerows((row["org_id"], row["typ"], "", "") for row in csv.DictReader(handle))
    return [edges], actors


def made_up(target: Path) -> Path:
    """Write a network of forty fields in which some are far more active; return it."""
    random, path = np.random.default_rng(4), target / "edges.csv"
    activity = random.lognormal(0.0, 1.0, 1500)
    with path.open("w") as out:
        out.write("actor,cooperation,start\n")
        for number in range(4000):
            near = np.arange(1500) % 40 == random.integers(0, 40)
            share = activity * np.where(near, 1.0, 0.01)
            members = random.choice(
                1500, int(random.integers(2, 6)), replace=False, p=share / share.sum()
            )
            day = date.fromordinal(date(2010, 1, 1).toordinal() + number)
            out.writelines(f"o{one},c{number},{day}\n" for one in members)
    return path


def show(title: str, report: Report) -> None:
    """Print one table for each cut, and the ratios."""
    for cut in report.cuts:
        rows = [
            [name, *(_shown(one.metrics[metric]) for metric in SHOWN), f"{one.gini:.3f}",
             _shown(cut.cold[name].metrics["ndcg@10"]) if name in cut.cold else "–",
             _shown(one.against)]
            for name, one in cut.methods.items()
        ]  # fmt: skip
        table(
            f"{title}: {cut.cut} to {cut.until}, {cut.askers} actors ask, {cut.actors} candidates,"
            f" {cut.engine.name} chosen, {cut.seconds:.0f} s",
            ["method", *SHOWN, "Gini", f"nDCG@10 of {cut.cold_askers} with ≤ 1 cooperation",
             "nDCG@10 behind the engine"],
            rows,
        )  # fmt: skip
    table(
        f"{title}: nDCG@10 of the engine, geometric mean of the cuts",
        ["compared with", "ratio"],
        [[name, f"{ratio:.3f}"] for name, ratio in report.ratios.items()],
    )
    print("\nMatched AUC above resource allocation:", *(_ahead(cut) for cut in report.cuts))
    print("Gini above resource allocation:", *(_less_even(cut) for cut in report.cuts))


def _ahead(cut: CutResult) -> str:
    ours, theirs = (
        cut.methods[name].metrics["auc_matched"].value for name in ("engine", "resource_allocation")
    )
    return f"{(ours or 0.0) - (theirs or 0.0):+.3f}"


def _less_even(cut: CutResult) -> str:
    return f"{cut.methods['engine'].gini - cut.methods['resource_allocation'].gini:+.3f}"


def _shown(found: Estimate) -> str:
    if found.value is None:
        return "–"
    return f"{found.value:.3f} [{found.low:.3f}, {found.high:.3f}]"
