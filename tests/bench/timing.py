"""How times are taken: medians after a warm-up, in a process that can be ended."""

import multiprocessing
import statistics
import time
from collections.abc import Callable, Iterable
from multiprocessing.connection import Connection

ROUNDS = 3


def median_seconds(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Return the median of some rounds after one that does not count."""
    work()
    taken = []
    for _ in range(rounds):
        started = time.perf_counter()
        work()
        taken.append(time.perf_counter() - started)
    return statistics.median(taken)


def within(seconds: float, work: Callable[[], float]) -> float | None:
    """Return what a forked process answers, None if it has not within the time."""
    context = multiprocessing.get_context("fork")
    reader, writer = context.Pipe(duplex=False)

    def child(pipe: Connection) -> None:
        pipe.send(work())

    process = context.Process(target=child, args=(writer,), daemon=True)
    process.start()
    try:
        return float(reader.recv()) if reader.poll(seconds) else None
    except EOFError:
        return None
    finally:
        process.kill()
        process.join()


def table(title: str, header: list[str], rows: Iterable[list[str]]) -> None:
    """Print a Markdown table, so that it can go into the README as it is."""
    print(f"\n### {title}\n")
    print("| " + " | ".join(header) + " |")
    print("|" + "---|" * len(header), flush=True)
    for row in rows:
        print("| " + " | ".join(row) + " |", flush=True)
