"""Lists for every actor of a network at once: the plain ones, for networks of any size."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from graph.evaluation.history import History
from graph.evaluation.rows import TOP, score_rows
from graph.evaluation.snapshot import Snapshot
from ontology.errors import ParameterError
from ontology.texts import Text


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of the lists: an actor's candidate.

    Attributes:
        actor: who asks.
        rank: place in the list, from 1.
        partner: the candidate.
        score: resource allocation.
    """

    actor: str
    rank: int
    partner: str
    score: float


def lists_of_all(
    history: History, day: date, top: int = TOP, scheduler: str = ""
) -> Iterator[Listed]:
    """Return the best new partners of every actor by resource allocation, actor by actor.

    Args:
        history: the network.
        day: only what starts before it is known.
        top: candidates for each actor; those without any shared partner are not listed.
        scheduler: see `score_rows`.

    Raises:
        ParameterError: if nothing starts before the day, or the scheduler does not answer.
    """
    snapshot = Snapshot(history, day.toordinal())
    if snapshot.seen == 0:
        raise ParameterError(
            "day",
            Text(
                f"Vor dem {day.isoformat()} beginnt keine Kooperation.",
                f"No cooperation starts before {day.isoformat()}.",
            ),
        )
    actors, scores = score_rows(snapshot.adjacency, snapshot.known, top, scheduler)
    for line, row in enumerate(snapshot.known):
        for place in range(top):
            if actors[line, place] >= 0:
                partner = history.actors[actors[line, place]]
                yield Listed(
                    history.actors[row], place + 1, partner, round(float(scores[line, place]), 6)
                )
