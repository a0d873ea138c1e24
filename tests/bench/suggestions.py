"""How long a request for suggestions takes, with every reason, source and counterfactual."""

import gc
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import islice
from pathlib import Path

from graph.build import build
from graph.generations import StoreFolder
from graph.landscape import Index, Landscape
from graph.memory import open_landscape
from graph.suggestions import suggest
from graph.suggestions.catalogue import kinds_for
from graph.suggestions.ground import ground
from tests.bench.timing import table

DAY = date(2026, 11, 23)
ACTORS = 40_000
TARGET_MS = 20.0


def run(store: str = "") -> None:
    """Print the latency of requests, cold (first time asked) and warm, in milliseconds of CPU.

    Args:
        store: folder of a store to read; one is built if empty.
    """
    if store:
        _report(open_landscape(store))
        return
    with tempfile.TemporaryDirectory() as folder:
        build(StoreFolder(Path(folder)))
        _report(open_landscape(folder))


def grown(landscape: Landscape, size: int) -> Landscape:
    """Return a landscape with so many actors: copies of curated ones that cooperate alike.

    Args:
        landscape: where to start.
        size: actors afterwards; not below those there are.
    """
    actors, ties = dict(landscape.actors), dict(landscape.ties)
    copied = 0
    while len(actors) < size:
        copied += 1
        names = {
            key: f"{key}-{copied}"
            for key, actor in landscape.actors.items()
            if not actor.register and key not in ground(landscape).district_of
        }
        names = dict(islice(names.items(), size - len(actors)))
        for key, name in names.items():
            actor = landscape.actors[key]
            actors[name] = replace(actor, key=name, iri=f"{actor.iri}-{copied}", class_="Company")
        for key, tie in landscape.ties.items():
            if names.keys() & set(tie.actors):
                members = tuple(
                    replace(one, actor=names.get(one.actor, one.actor)) for one in tie.members
                )
                ties[f"{key}-{copied}"] = replace(
                    tie, key=f"{key}-{copied}", iri=f"{tie.iri}-{copied}", members=members
                )
    index = Index(ties, landscape.participations, landscape.items)
    return replace(landscape, actors=actors, ties=ties, index=index)


def _report(landscape: Landscape) -> None:
    large = grown(landscape, ACTORS)
    suggest(large, next(iter(large.districts)), DAY)
    gc.collect()
    gc.freeze()
    look = ground(large)
    groups: dict[str, Iterable[str]] = {
        "districts": [f"kommune-{ags}" for ags in large.districts],
        "foundations": look.foundations[:100],
        "agencies": look.agencies,
        "other organisations": islice(
            (k for k in large.actors if kinds_for(large, k) == ("organisation",)), 100
        ),
    }
    rows = [_row(large, name, list(keys)) for name, keys in groups.items()]
    table(
        f"Suggestions at {len(large.actors):,} actors, {len(large.ties):,} ties:"
        f" ten suggestions with full explanation, target p95 {TARGET_MS:.0f} ms cold",
        ["who asks", "requests", "p50 cold", "p95 cold", "largest", "p50 warm", "p95 warm"],
        rows,
    )


def _row(landscape: Landscape, name: str, keys: list[str]) -> list[str]:
    cold = sorted(_milliseconds(partial(suggest, landscape, key, DAY)) for key in keys)
    warm = sorted(_milliseconds(partial(suggest, landscape, key, DAY)) for key in keys)
    shown = (cold[len(cold) // 2], _p95(cold), cold[-1], warm[len(warm) // 2], _p95(warm))
    return [name, str(len(keys)), *(f"{one:.2f} ms" for one in shown)]


def _p95(ordered: list[float]) -> float:
    return ordered[int(0.95 * (len(ordered) - 1))]


def _milliseconds(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return (time.process_time() - started) * 1000
