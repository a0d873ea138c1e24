"""How an evaluation runs: split by time, rank all candidates, count new pairs only, compare."""

import time
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Final

import numpy as np

from graph.evaluation.chances import calibration_error, reliability
from graph.evaluation.edges import read_history
from graph.evaluation.engine import ALLOWED, Engine, choose_engine
from graph.evaluation.history import Floats, History, Ints
from graph.evaluation.metrics import DEEP, hits_of, matched_auc, of_lists, ranked_top
from graph.evaluation.outcome import Table, results
from graph.evaluation.pairs import Pairs, blocks
from graph.evaluation.report import LEAST_GAIN, CutResult, Reliability, Report
from graph.evaluation.slices import Slice, affordable, slice_of
from graph.evaluation.snapshot import Matrix
from graph.evaluation.variety import DEPTH, exposures_of, unevenness
from ontology.errors import ParameterError
from ontology.texts import Text

ENGINE: Final = "engine"
"""The lists as they are shown: by score, the last places spread over those shown to nobody."""
BY_SCORE: Final = "engine_by_score"
FAIR: Final = "resource_allocation"
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
BEST: Final = "best_networkx"
"""The best of them at each cut."""

TIE_DRAWS: Final = 10
"""So often ties of a peer are broken by chance; the mean counts. One draw alone would move its
nDCG@10 by a twentieth on a network of some hundred actors."""
MOST_ASKERS: Final = 2000
"""So many asking actors are drawn at most for each cut."""

Progress = Callable[[Text], None]
"""Told what begins: reading once, then two steps for each cut."""


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
        progress: told what begins.

    Raises:
        TableError: if a file cannot be read.
        ParameterError: if before each cut nothing starts, or no new pair comes after it. Where one
            of several cuts is of no use, the others are evaluated and the report says so.
    """
    tell = progress or _silent
    tell(Text("Kanten lesen", "reading edges"))
    history = read_history(edges, actors)
    days = sorted({cut.toordinal() for cut in cuts}) or _default_cuts(history)
    end = int(history.incidence.data.max()) + 1
    ends = [min(day, end) for day in (*days[1:], end)]
    found, skipped = list[CutResult](), list[ParameterError]()
    for day, until in zip(days, ends, strict=True):
        try:
            found.append(evaluate_cut(history, day, until, seed, tell))
        except ParameterError as useless:
            skipped.append(useless)
    if not found:
        raise skipped[0]
    return Report(
        actors=len(history.actors),
        cooperations=len(history.starts),
        first=date.fromordinal(int(history.starts[0])).isoformat(),
        last=date.fromordinal(int(history.starts[-1])).isoformat(),
        notes=history.notes,
        cuts=tuple(found),
        skipped=tuple(one.text for one in skipped),
        ratios=_ratios(found),
        floored=_floored(found),
        seed=seed,
    )


def evaluate_cut(
    history: History, day: int, until: int, seed: int = 0, progress: Progress | None = None
) -> CutResult:
    """Return what one cut shows.

    Args:
        history: the network.
        day: ordinal; what starts before it is known.
        until: ordinal, exclusive; what starts in between is to be foreseen.
        seed: of everything that is drawn.
        progress: told what begins.

    Raises:
        ParameterError: if nothing starts before the day, or no new pair comes after it.
    """
    began, tell = time.perf_counter(), progress or _silent
    if history.before(day) == 0:
        raise _useless(history, day, Text("davor beginnt nichts", "nothing starts before it"))
    asked = slice_of(history, day, until)
    if not len(asked.active):
        raise _useless(
            history, day, Text("danach kommt kein neues Paar", "no new pair comes after it")
        )
    shown = date.fromordinal(day).isoformat()
    tell(Text(f"{shown}: Verfahren wählen", f"{shown}: choosing the method"))
    engine = choose_engine(history, day, until - day, seed)
    tell(Text(f"{shown}: ordnen und messen", f"{shown}: ranking and measuring"))
    random = np.random.default_rng(seed)
    snapshot = asked.snapshot
    chosen = np.sort(random.permutation(asked.active)[: affordable(snapshot, MOST_ASKERS)])
    tables, order = _ranked(asked, engine, chosen, random)
    partners = snapshot.degree[snapshot.known[chosen]]
    candidates = len(snapshot.known)
    target = unevenness(exposures_of(tables[FAIR].lists()), candidates) + ALLOWED
    lists = engine.lists(order, partners, candidates, target)
    came = asked.partners[chosen]
    if engine.choice.name == FAIR:
        # the very lists of the peer are shown: they are no better or worse by their draw
        tables[ENGINE] = tables[FAIR]
    else:
        shown_lists = of_lists(came, lists, snapshot.degree)
        tables[ENGINE] = Table({**tables[BY_SCORE].metrics, **shown_lists}, [lists])
    cold = snapshot.count[snapshot.known[chosen]] <= 1
    everyone = np.ones(len(chosen), dtype=bool)
    return CutResult(
        cut=shown,
        until=date.fromordinal(until).isoformat(),
        actors=candidates,
        cooperations=snapshot.seen,
        new_pairs=int(asked.partners.sum()) // 2,
        able=len(asked.active),
        askers=len(chosen),
        sampled=len(chosen) < len(asked.active),
        cold_askers=int(cold.sum()),
        engine=engine.choice,
        methods=results(tables, everyone, candidates, seed),
        cold=results(tables, cold, candidates, seed) if cold.any() else {},
        calibration=_calibration(engine.said(lists, order, partners), came, lists),
        seconds=round(time.perf_counter() - began, 2),
    )


def _ranked(
    asked: Slice, engine: Engine, chosen: Ints, random: np.random.Generator
) -> tuple[dict[str, Table], Ints]:
    """Return the table of each method but the engine's own, and the engine's order."""
    snapshot, orders, ours = asked.snapshot, list[Ints](), engine.choice.name
    tables = {name: Table() for name in (ENGINE, BY_SCORE, *BASELINES)}
    for places in blocks(chosen, snapshot.size):
        pairs = Pairs(asked.features, snapshot.known[places])
        came = asked.partners[places]
        new = came.toarray() > 0
        methods = {**pairs.plain, "pagerank": pairs.peer_walk}
        if ours not in methods:
            methods[BY_SCORE] = engine.method(pairs)
        for name, scores in methods.items():
            draws = TIE_DRAWS if name in BASELINES else 1
            tops = [ranked_top(scores, pairs.blocked, random, DEPTH) for _ in range(draws)]
            top, found = tops[0], _mean([of_lists(came, one, snapshot.degree) for one in tops])
            found["auc_matched"] = matched_auc(scores, new, pairs.blocked, snapshot.degree)
            tables[name].add(found, top[:, :DEEP])
            if name in (BY_SCORE, ours):
                orders.append(top)
                # one of the plain methods, if chosen, keeps its very order, ties included
                if name == ours:
                    tables[BY_SCORE].add(found, top[:, :DEEP])
    for table in tables.values():
        table.join()
    return tables, np.concatenate(orders)


def _mean(draws: Sequence[Mapping[str, Floats]]) -> dict[str, Floats]:
    return {name: np.mean([one[name] for one in draws], axis=0) for name in draws[0]}


def _calibration(said: Floats | None, came: Matrix, lists: Ints) -> Reliability | None:
    if said is None:
        return None
    listed = lists[:, : said.shape[1]]
    true, chance = hits_of(came, listed)[listed >= 0], said[listed >= 0]
    bins, mean = reliability(chance, true), float(true.mean())
    return Reliability(
        bins=bins,
        error=calibration_error(bins),
        brier=round(float(((chance - true) ** 2).mean()), 5),
        base=round(mean * (1.0 - mean), 5),
    )


def _ratios(results: Sequence[CutResult]) -> dict[str, float]:
    ratios = {}
    for name in (*BASELINES, BEST):
        pairs = [(_ndcg(one, ENGINE), _ndcg(one, name)) for one in results]
        logs = np.log(np.maximum(pairs, LEAST_GAIN))
        ratios[name] = round(float(np.exp(np.mean(logs[:, 0] - logs[:, 1]))), 3)
    return ratios


def _floored(results: Sequence[CutResult]) -> dict[str, tuple[str, ...]]:
    found = {
        name: tuple(one.cut for one in results if _ndcg(one, name) < LEAST_GAIN)
        for name in (ENGINE, *BASELINES, BEST)
    }
    return {name: cuts for name, cuts in found.items() if cuts}


def _ndcg(result: CutResult, name: str) -> float:
    if name == BEST:
        return max(_ndcg(result, one) for one in NETWORKX)
    return result.methods[name].metrics["ndcg@10"].value or 0.0


def _default_cuts(history: History) -> list[int]:
    places = (int(len(history.starts) * share) for share in (0.7, 0.8, 0.9))
    return sorted({int(history.starts[place]) for place in places})


def _useless(history: History, day: int, reason: Text) -> ParameterError:
    shown, first, last = (
        date.fromordinal(one).isoformat()
        for one in (day, int(history.starts[0]), int(history.starts[-1]))
    )
    return ParameterError(
        "cut",
        Text(
            f"Der Schnitt {shown} taugt nicht: {reason.de}."
            f" Kooperationen beginnen vom {first} bis zum {last}.",
            f"The cut {shown} is of no use: {reason.en}."
            f" Cooperations start from {first} to {last}.",
        ),
    )


def _silent(_step: Text) -> None:
    """Nobody is told."""
