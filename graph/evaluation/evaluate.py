"""How an evaluation runs: split by time, rank all candidates, count new pairs only, compare."""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Final

import numpy as np

from graph.evaluation.edges import read_history
from graph.evaluation.engine import Engine, choose_engine
from graph.evaluation.features import Features
from graph.evaluation.history import Floats, History, Ints
from graph.evaluation.metrics import (
    DEEP,
    PER_ASKER,
    gathered,
    gini,
    measured,
    of_lists,
    ranked_top,
)
from graph.evaluation.report import CutResult, Estimate, MethodResult, Report
from graph.evaluation.snapshot import Matrix, Snapshot, new_partners, row_sums
from graph.evaluation.variety import DEPTH, exposures_of, unevenness, varied_lists
from ontology.errors import ParameterError
from ontology.texts import Text

ENGINE: Final = "engine"
"""The lists as they are shown: by score, the last places spread over those shown to nobody."""
BY_SCORE: Final = "engine_by_score"
FAIR: Final = "resource_allocation"
ALLOWED: Final = 0.015
"""Lists may be this much more uneven, by Gini coefficient, than those of the method above."""
BASELINES: Final = (
    "popularity",
    "common_neighbours",
    "adamic_adar",
    "resource_allocation",
    "jaccard",
    "pagerank",
    "block_model",
)
NETWORKX: Final = (
    "popularity",
    "common_neighbours",
    "adamic_adar",
    "resource_allocation",
    "jaccard",
)
"""Predictors that networkx has; popularity ranks like its preferential attachment."""

MOST_ASKERS: Final = 2000
"""So many asking actors are drawn at most for each cut."""
BLOCK: Final = 64
DRAWS: Final = 1000
"""Bootstrap samples of askers."""

Progress = Callable[[str, int, int], None]
"""What is being done, how much is done, how much there is."""


def evaluate(
    edges: Sequence[Path],
    *,
    actors: Path | None = None,
    cuts: Sequence[date] = (),
    seed: int = 0,
    progress: Progress | None = None,
) -> Report:
    """Return how well suggestions foresee new cooperations of a network.

    For each cut, everything that starts before it is known; what starts up to the next cut (after
    the last one: up to the end) is to be foreseen. Every actor known before the cut is a candidate
    for every asking actor, except old partners. The method is chosen on the slice before the cut.

    Args:
        edges: edge lists, see `read_history`.
        actors: attributes of the actors; None if there are none.
        cuts: days; without any, three cuts that leave 70, 80 and 90 % of the cooperations before.
        seed: of everything that is drawn.
        progress: told how far the work is.

    Raises:
        TableError: if a file cannot be read.
        ParameterError: if nothing starts before a cut, or no new pair comes after it.
    """
    history = read_history(edges, actors)
    days = sorted({cut.toordinal() for cut in cuts}) or _default_cuts(history)
    ends = [*days[1:], int(history.starts[-1]) + 1]
    results = []
    for number, (day, until) in enumerate(zip(days, ends, strict=True)):
        if progress:
            progress("cut", number, len(days))
        results.append(evaluate_cut(history, day, until, seed))
    return Report(
        actors=len(history.actors),
        cooperations=len(history.starts),
        first=date.fromordinal(int(history.starts[0])).isoformat(),
        last=date.fromordinal(int(history.starts[-1])).isoformat(),
        notes=history.notes,
        cuts=tuple(results),
        ratios=_ratios(results),
        seed=seed,
    )


def evaluate_cut(history: History, day: int, until: int, seed: int = 0) -> CutResult:
    """Return what one cut shows.

    Args:
        history: the network.
        day: ordinal; what starts before it is known.
        until: ordinal, exclusive.
        seed: of everything that is drawn.

    Raises:
        ParameterError: if nothing is known before the day, or no new pair comes after it.
    """
    began = time.perf_counter()
    snapshot = Snapshot(history, day)
    if snapshot.seen == 0:
        raise _useless(day, Text("davor beginnt nichts", "nothing starts before it"))
    features, random = Features(snapshot), np.random.default_rng(seed)
    candidates = snapshot.known
    came = new_partners(history, snapshot, until, candidates)
    active = np.flatnonzero(row_sums(came) > 0)
    if not len(active):
        raise _useless(
            day, Text("danach kommt kein neues Paar zustande", "no new pair comes after it")
        )
    engine = choose_engine(history, day, until - day, seed)
    active = np.sort(random.permutation(active)[:MOST_ASKERS])
    tables = {name: _Table() for name in (ENGINE, BY_SCORE, *BASELINES)}
    for start in range(0, len(active), BLOCK):
        chosen = active[start : start + BLOCK]
        rows = candidates[chosen]
        _measure(features, engine, rows, came[chosen].toarray() > 0, tables, random)
    target = _unevenness(tables[FAIR], len(candidates)) + ALLOWED
    tables[ENGINE] = _varied(tables[BY_SCORE], came[active], snapshot, target)
    asked = candidates[active]
    cold = snapshot.count[asked] <= 1
    return CutResult(
        cut=date.fromordinal(day).isoformat(),
        until=date.fromordinal(until).isoformat(),
        actors=len(candidates),
        cooperations=snapshot.seen,
        new_pairs=int(came.sum()) // 2,
        askers=len(asked),
        cold_askers=int(cold.sum()),
        engine=engine.name,
        checked=engine.checked,
        weights=engine.weights,
        methods=_results(tables, np.ones(len(asked), dtype=bool), len(candidates), seed),
        cold=_results(tables, cold, len(candidates), seed) if cold.any() else {},
        calibration=tuple(_calibration(tables[ENGINE], came[active])),
        seconds=round(time.perf_counter() - began, 2),
    )


@dataclass(slots=True)
class _Table:
    """What one method did for each asking actor, block by block."""

    metrics: dict[str, list[Floats]] = field(default_factory=dict)
    tops: list[Ints] = field(default_factory=list)

    def column(self, name: str) -> Floats:
        return np.concatenate(self.metrics[name])


def _measure(
    features: Features,
    engine: Engine,
    rows: Ints,
    came: "np.typing.NDArray[np.bool_]",
    tables: dict[str, _Table],
    random: np.random.Generator,
) -> None:
    snapshot = features.snapshot
    blocked = snapshot.known_pairs(rows)
    scores = {BY_SCORE: engine.scores(features, rows), **features.scores(rows)}
    for name, matrix in scores.items():
        table = tables[name]
        top = ranked_top(matrix, blocked, random, DEPTH if name == BY_SCORE else DEEP)
        found = measured(matrix, came, blocked, top, snapshot.degree)
        for metric, values in found.items():
            table.metrics.setdefault(metric, []).append(values)
        table.tops.append(top)


def _varied(table: _Table, came: Matrix, snapshot: Snapshot, target: float) -> _Table:
    lists = varied_lists(np.concatenate(table.tops), len(snapshot.known), target)
    found = _Table({"auc_matched": table.metrics["auc_matched"]}, [lists])
    for start in range(0, len(lists), BLOCK):
        part = slice(start, start + BLOCK)
        wanted = came[part].toarray() > 0
        for metric, values in of_lists(wanted, lists[part], snapshot.degree).items():
            found.metrics.setdefault(metric, []).append(values)
    return found


def _unevenness(table: _Table, candidates: int) -> float:
    return unevenness(exposures_of(np.concatenate(table.tops)), candidates)


def _results(
    tables: dict[str, _Table], asked: "np.typing.NDArray[np.bool_]", candidates: int, seed: int
) -> dict[str, MethodResult]:
    random = np.random.default_rng(seed)
    count = int(asked.sum())
    draws = random.integers(0, count, size=(DRAWS, count))
    ours = tables[ENGINE].column("ndcg@10")[asked]
    found = {}
    for name, table in tables.items():
        shown = exposures_of(np.concatenate(table.tops)[asked])
        exposures = np.sort(np.pad(shown[shown > 0], (0, candidates - int((shown > 0).sum()))))
        most = max(1, candidates // 100)
        found[name] = MethodResult(
            metrics={metric: _estimate(table.column(metric)[asked], draws) for metric in PER_ASKER},
            gini=gini(exposures.astype(np.float64)),
            coverage=round(float((exposures > 0).mean()), 4),
            top_share=round(float(exposures[-most:].sum() / exposures.sum()), 4),
            against=_estimate(ours - table.column("ndcg@10")[asked], draws),
        )
    return found


def _estimate(values: Floats, draws: Ints) -> Estimate:
    if np.isnan(values).all():
        return Estimate(None, None, None)
    known, filled = (~np.isnan(values)).astype(np.float64), np.nan_to_num(values)
    means = filled[draws].sum(axis=1) / np.maximum(known[draws].sum(axis=1), 1.0)
    low, high = np.percentile(means, (2.5, 97.5))
    return Estimate(
        round(float(np.nanmean(values)), 4), round(float(low), 4), round(float(high), 4)
    )


def _calibration(table: _Table, came: Matrix) -> Iterator[tuple[int, float]]:
    top = np.concatenate(table.tops)
    hits = np.concatenate(
        [
            gathered(came[start : start + BLOCK].toarray() > 0, top[start : start + BLOCK])
            for start in range(0, len(top), BLOCK)
        ]
    )
    for start in range(0, hits.shape[1], 5):
        yield start + 1, round(float(hits[:, start : start + 5].mean()), 4)


def _ratios(results: Sequence[CutResult]) -> dict[str, float]:
    ratios = {}
    for name in (*BASELINES, "best_networkx"):
        logs = [np.log(_ndcg(one, ENGINE) / _other(one, name)) for one in results]
        ratios[name] = round(float(np.exp(np.mean(logs))), 3)
    return ratios


def _other(result: CutResult, name: str) -> float:
    if name == "best_networkx":
        return max(_ndcg(result, one) for one in NETWORKX)
    return _ndcg(result, name)


def _ndcg(result: CutResult, name: str) -> float:
    value = result.methods[name].metrics["ndcg@10"].value
    return max(value or 0.0, 1e-6)


def _default_cuts(history: History) -> list[int]:
    places = (int(len(history.starts) * share) for share in (0.7, 0.8, 0.9))
    return sorted({int(history.starts[place]) for place in places})


def _useless(day: int, reason: Text) -> ParameterError:
    shown = date.fromordinal(day).isoformat()
    return ParameterError(
        "cut",
        Text(
            f"Der Schnitt {shown} taugt nicht: {reason.de}.",
            f"The cut {shown} is of no use: {reason.en}.",
        ),
    )
