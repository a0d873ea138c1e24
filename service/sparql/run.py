"""How one query runs on one worker: its clock, its move to the slow lane, its end."""

import asyncio
from typing import TYPE_CHECKING, Final, NamedTuple

from ontology.errors import LandscapeError, StoreError
from ontology.texts import Text
from service.sparql import frames
from service.sparql.answers import Answer, Job
from service.sparql.failures import failure, out_of_memory, timed_out
from service.sparql.process import RUNAWAY, Worker, WorkerDiedError

if TYPE_CHECKING:
    from service.sparql.pool import Pool

_PATIENCE: Final = 0.5
"""Seconds for which an answer keeps its place while its reader takes nothing."""
_SILENT: Final = 1.0
"""Seconds of computing without a row after which a long query counts as a runaway."""


class Begun(NamedTuple):
    """How far a job is that its worker has been told already.

    Attributes:
        frame: what came; None if nothing did.
        seconds: how long it computes.
    """

    frame: frames.Frame | None
    seconds: float


class Run:
    """One job on one worker.

    Args:
        pool: where the worker comes from and goes back to.
        job: what to answer.
        worker: who answers.
        begun: how far the worker is; None if it knows of nothing.
    """

    def __init__(self, pool: "Pool", job: Job, worker: Worker, begun: Begun | None = None) -> None:
        self._pool = pool
        self._job = job
        self._worker = worker
        self._used = begun.seconds if begun else 0.0
        self._slow = False
        self._parked = False
        self._over = False
        self._sent = begun is not None
        self._early = begun and begun.frame
        limits = pool.limits
        # whole graphs take as long as they are large: that is known, and no runaway
        self._seconds = limits.download_seconds if job.slow else limits.seconds
        pool.running += 1

    async def answer(self) -> Answer:
        """Return the whole answer, or its first part and the way to the others."""
        try:
            if self._job.slow:
                await self._become_slow()
            frame = await self._first_frame()
        except BaseException:
            self._end(usable=False)
            raise
        if frame.kind == frames.FAILED:
            self._end(usable=True)
            raise self._failed(frame)
        if frame.kind == frames.WHOLE:
            self._end(usable=True)
            return Answer(self._job.format, frame.payload)
        return Answer(self._job.format, parts=PoolParts(self, frame.payload))

    async def _first_frame(self) -> frames.Frame:
        if not self._sent:
            self._worker.send(self._job.quick_message)
        frame, self._early = self._early or await self._frame(), None
        if frame.kind == frames.FAILED and self._job.quick_text != self._job.text:
            # an error has to name the lines and columns that the user wrote
            self._worker.send(self._job.message(self._job.text))
            frame = await self._frame()
        return frame

    async def next_part(self) -> bytes | None:
        """Return the next part of a large answer, None at its end."""
        try:
            if self._parked and not self._over:
                await self._return()
            frame = await self._frame()
        except BaseException:
            self._end(usable=False)
            raise
        if frame.kind == frames.PART:
            return frame.payload
        self._end(usable=True)
        if frame.kind == frames.FAILED:
            raise self._failed(frame)
        return None

    def park(self) -> None:
        """Leave the place to others until the next part is asked for; the work stands still."""
        if self._over or self._parked:
            return
        self._worker.pause()
        self._leave_place()
        self._pool.give_place_away(self._worker)
        self._parked = True
        self._pool.park(self)

    async def _return(self) -> None:
        await self._pool.take_slow_place_again(self._worker)
        if self._over:
            self._pool.leave_slow_place()
            return
        self._pool.parked.remove(self)
        self._parked, self._slow = False, True

    def abandon(self) -> None:
        """End the work of an answer that nobody reads to its end."""
        self._end(usable=False)

    @property
    def download_seconds(self) -> float:
        """How long a large answer may take to be sent."""
        return self._pool.limits.download_seconds

    async def _frame(self) -> frames.Frame:
        limits = self._pool.limits
        while True:
            if self._over:
                raise timed_out(limits)
            left = (self._seconds if self._slow else limits.fast_seconds) - self._used
            frame = await self._frame_within(min(left, _SILENT) if self._slow else left)
            if frame is not None:
                return frame
            if not self._slow:
                await self._become_slow()
            elif left > _SILENT:
                self._run_away()
            else:
                raise timed_out(limits)

    async def _frame_within(self, seconds: float) -> frames.Frame | None:
        loop = asyncio.get_running_loop()
        began = loop.time()
        try:
            return await self._worker.frame(seconds)
        except WorkerDiedError as death:
            raise self._death(death) from death
        finally:
            self._used += loop.time() - began

    async def _become_slow(self) -> None:
        await self._pool.take_slow_place(self._worker)
        self._slow = True
        self._pool.running -= 1

    def _run_away(self) -> None:
        # who still has its fast place may serve another query; that time is short
        if not self._worker.fresh:
            self._worker.lower(RUNAWAY)

    def _end(self, *, usable: bool) -> None:
        if self._over:
            return
        self._over = True
        if self._parked:
            self._pool.parked.remove(self)
        else:
            self._leave_place()
        if usable:
            self._pool.give_back(self._worker)
            return
        if self._worker.fresh:
            self._pool.replace()
        self._pool.discard(self._worker)

    def _leave_place(self) -> None:
        if self._slow:
            self._pool.leave_slow_place()
        else:
            self._pool.running -= 1

    def _failed(self, frame: frames.Frame) -> LandscapeError:
        told = frame.json()
        return failure(self._job, self._pool.limits, told["kind"], told["message"])

    def _death(self, death: WorkerDiedError) -> LandscapeError:
        if death.signal:
            return out_of_memory(self._pool.limits)
        return StoreError(
            Text("Der Abfragevorgang endete unerwartet.", "The query process ended unexpectedly.")
        )


class PoolParts:
    """The parts of a large answer; ends its work if the reader leaves or is too slow.

    While a reader takes nothing, its query has no place: others need not wait for it.

    Args:
        run: the run that yields them.
        first: the part that came already.
    """

    def __init__(self, run: Run, first: bytes) -> None:
        self._run = run
        self._first = first
        self._loop = asyncio.get_running_loop()
        self._alarm = self._loop.call_later(run.download_seconds, run.abandon)
        self._idle = self._loop.call_later(_PATIENCE, run.park)

    def __aiter__(self) -> "PoolParts":
        return self

    async def __anext__(self) -> bytes:
        self._idle.cancel()
        part, self._first = self._first or await self._run.next_part(), b""
        if part is None:
            self._alarm.cancel()
            raise StopAsyncIteration
        self._idle = self._loop.call_later(_PATIENCE, self._run.park)
        return part

    async def aclose(self) -> None:
        """Stop the work behind it; does nothing after the end."""
        self._idle.cancel()
        self._alarm.cancel()
        self._run.abandon()
