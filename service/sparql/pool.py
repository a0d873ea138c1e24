"""Which query computes where: killable workers, a fast and a slow lane, first come first served.

Every query begins on a fast place. One that needs longer than `fast_seconds` gives that place to a
new worker and moves, process and all, to a slow place; while none is free it is stopped, not ended,
so that no work is lost and short queries keep their processor. Once it has given its place away, a
worker is not used again: its priority cannot be raised, and its memory goes back to the system with
it. While another fast place is idle, that has time: a worker that ends soon enough keeps its place,
and what it has read of the store, for the next query. While nobody takes an answer, its query
stands still and has no place at all.
"""

import asyncio
import logging
import time
from collections.abc import Coroutine
from typing import Final

from ontology.errors import StoreError
from service.sparql import frames
from service.sparql.answers import Answer, Job, Limits
from service.sparql.failures import busy
from service.sparql.process import LONG, Worker
from service.sparql.run import Begun, Run

_MOMENTS: Final = 0.001
"""Seconds for which the event loop stands still when a look-up is the only query."""
_LOG: Final = logging.getLogger(__name__)
_GRACE_SECONDS: Final = 2.0
"""How long a slow query keeps its fast place while another one is idle: the start of a worker would
take processor time from it, and the next long query would find nothing in the store's caches."""
_RETRY_SECONDS: Final = 1.0
_WAIT_SECONDS: Final = 10.0
"""How long a query waits for a fast place: longer than a worker takes to start under load."""


class Pool:
    """Workers over one RocksDB folder.

    Args:
        folder: the store that workers open read-only.
        limits: places, queue and what one query may take.
    """

    def __init__(self, folder: str, limits: Limits) -> None:
        self.limits = limits
        self.waiting = 0
        self.running = 0
        """Queries on fast places."""
        self._folder = folder
        self._graphs: tuple[str, ...] = ()
        # the last one used has its data in the caches of the processor; who waits is served in turn
        self._idle: asyncio.LifoQueue[Worker] = asyncio.LifoQueue()
        self._slow = asyncio.Semaphore(limits.slow)
        self._lending: dict[Worker, asyncio.TimerHandle] = {}
        """Workers on slow places that still have their fast ones, and what takes those away."""
        self.parked: list[Run] = []
        """Queries that stand still because nobody takes their answer, the oldest first."""
        self._workers: set[Worker] = set()
        self._starting: set[asyncio.Task[None]] = set()
        self._stopped = False

    @property
    def graphs(self) -> tuple[str, ...]:
        """IRIs of the store's graphs."""
        return self._graphs

    @property
    def workers(self) -> tuple[int, ...]:
        """Process ids of all workers."""
        return tuple(worker.pid for worker in self._workers)

    async def start(self) -> None:
        """Start the workers of the fast places.

        Raises:
            StoreError: if the store cannot be opened.
        """
        await asyncio.gather(*(self._add() for _ in range(self.limits.fast)))

    async def stop(self) -> None:
        """End every worker, busy or not."""
        self._stopped = True
        for task in tuple(self._starting):
            task.cancel()
        gone = [worker.kill() for worker in self._workers]
        self._workers.clear()
        await asyncio.gather(*gone)

    async def switch(self, folder: str) -> None:
        """Serve another generation: new queries see it, running ones end on the old one.

        Raises:
            StoreError: if it cannot be opened; the old one then goes on serving.
        """
        probe = Worker(folder, self.limits)
        self._workers.add(probe)
        try:
            graphs = await probe.ready()
        finally:
            self.discard(probe)
        self._folder, self._graphs = folder, graphs
        for _ in range(self._idle.qsize()):
            self.discard(self._idle.get_nowait())
            self.replace()

    async def execute(self, job: Job) -> Answer:
        """Answer a job.

        Raises:
            QuerySyntaxError, QueryTimeoutError, QueryTooLargeError, BusyError, StoreError: as the
                engine and the limits say, before anything was sent.
        """
        return await Run(self, job, await self.take()).answer()

    def ask(self, job: Job) -> Answer | Coroutine[None, None, Answer]:
        """Answer a job at once if it is short and nothing else runs; else as `execute` does."""
        # made before a worker is taken: whatever goes wrong with it must cost no place
        message = job.quick_message
        worker = None if job.slow or self.running else self._at_once()
        if worker is None:
            return self.execute(job)
        began = time.monotonic()
        worker.send(message)
        frame = worker.frame_at_once(_MOMENTS)
        if frame is None or frame.kind != frames.WHOLE:
            return Run(self, job, worker, Begun(frame, time.monotonic() - began)).answer()
        self.give_back(worker)
        return Answer(job.format, frame.payload)

    async def take(self) -> Worker:
        """Wait for an idle worker.

        Raises:
            BusyError: if too many wait already, or none gets free in time.
        """
        if worker := self._at_once():
            return worker
        if self.waiting >= self.limits.queue:
            raise busy(self.limits)
        self.waiting += 1
        try:
            return await asyncio.wait_for(self._idle.get(), _WAIT_SECONDS)
        except TimeoutError as error:
            raise busy(self.limits) from error
        finally:
            self.waiting -= 1

    async def take_slow_place(self, worker: Worker) -> None:
        """Move a worker to a slow place; it stands still while it waits for one.

        Raises:
            BusyError: if too many wait already.
        """
        if not self._slow.locked():
            await self._slow.acquire()
            self._lend(worker)
            return
        self.give_place_away(worker)
        if self.waiting >= self.limits.queue:
            raise busy(self.limits)
        self.waiting += 1
        worker.pause()
        try:
            await self._slow.acquire()
        finally:
            self.waiting -= 1
            worker.resume()

    def give_place_away(self, worker: Worker) -> None:
        """Start a successor of a worker that is not to serve another query; once is enough."""
        self._claim(worker)
        if worker.fresh:
            worker.lower(LONG)
            self.replace()

    def park(self, run: Run) -> None:
        """Remember a query that stands still; of too many the oldest ends, for their memory."""
        self.parked.append(run)
        if len(self.parked) > self.limits.fast + self.limits.slow:
            self.parked[0].abandon()

    async def take_slow_place_again(self, worker: Worker) -> None:
        """Let a worker that stands still go on once a slow place is free."""
        worker.lower(LONG)
        await self._slow.acquire()
        worker.resume()

    def leave_slow_place(self) -> None:
        """Give a slow place to the next."""
        self._slow.release()

    def give_back(self, worker: Worker) -> None:
        """Make a worker idle again, or let it go if it is not fit for another short query."""
        self._claim(worker)
        if worker.fresh and worker.folder == self._folder and not self._stopped:
            self._idle.put_nowait(worker)
            return
        if worker.fresh:
            self.replace()
        self.discard(worker)

    def discard(self, worker: Worker) -> None:
        """End a worker; once is enough, more often does no harm."""
        self._claim(worker)
        if worker in self._workers:
            self._workers.remove(worker)
            worker.kill()

    def replace(self) -> None:
        """Start a worker in the background for a fast place."""
        if self._stopped:
            return
        task = asyncio.ensure_future(self._add_until_it_works())
        self._starting.add(task)
        task.add_done_callback(self._starting.discard)

    def _at_once(self) -> Worker | None:
        """Return an idle worker; one that something outside has ended gets a successor."""
        while not self._idle.empty():
            worker = self._idle.get_nowait()
            if self._idle.empty():
                self._reclaim()
            if worker.alive:
                return worker
            self.replace()
            self.discard(worker)
        return None

    def _lend(self, worker: Worker) -> None:
        loop = asyncio.get_running_loop()
        self._lending[worker] = loop.call_later(_GRACE_SECONDS, self.give_place_away, worker)
        if self._idle.empty():
            self._reclaim()

    def _claim(self, worker: Worker) -> None:
        if timer := self._lending.pop(worker, None):
            timer.cancel()

    def _reclaim(self) -> None:
        for worker in tuple(self._lending):
            self.give_place_away(worker)

    async def _add_until_it_works(self) -> None:
        while True:
            try:
                await self._add()
            except StoreError as error:
                _LOG.warning("no query worker: %s", error.text.en)
                await asyncio.sleep(_RETRY_SECONDS)
            else:
                return

    async def _add(self) -> None:
        worker = Worker(self._folder, self.limits)
        self._workers.add(worker)
        try:
            graphs = await worker.ready()
        except BaseException:
            self.discard(worker)
            raise
        if worker.folder == self._folder:
            self._graphs = graphs
        self.give_back(worker)
