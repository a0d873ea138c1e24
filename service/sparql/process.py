"""The server's end of a process of its own: start it, hand it a job, read its frames, end it."""

import asyncio
import contextlib
import os
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from typing import Final

from ontology.errors import StoreError
from ontology.texts import Text
from service.sparql import frames
from service.sparql.answers import HELD_BYTES, Limits

_START_SECONDS: Final = 30.0
_RECEIVED: Final = 1024 * 1024
_SHORT: Final = 64 * 1024
"""Bytes that a short answer rarely passes: asking for more costs more than reading them."""
SHORT: Final = 3
"""Niceness of a worker: the server itself, and so every page, comes before any query."""
LONG: Final = 5
"""Niceness of a long query: short queries come first, other programs at about a third."""
RUNAWAY: Final = 15
"""Niceness of a query that computes and computes without a row."""


class WorkerDiedError(Exception):
    """The worker ended without an answer; `signal` says by what, 0 if by itself."""

    def __init__(self, signal_: int) -> None:
        super().__init__(signal_)
        self.signal = signal_


@contextlib.contextmanager
def _closed_on_failure(channel: socket.socket) -> Iterator[None]:
    try:
        yield
    except OSError:
        channel.close()
        raise


class Child:
    """A process of ours that answers one message at a time.

    Args:
        module: what it runs; its first argument is the number of its socket.
        arguments: the others.
    """

    def __init__(self, module: str, arguments: Sequence[str]) -> None:
        ours, theirs = socket.socketpair()
        ours.settimeout(0)
        self._loop = asyncio.get_running_loop()
        self._channel = ours
        self._buffer = bytearray()
        self._unsent = memoryview(b"")
        self._poll = select.poll()
        self._poll.register(ours, select.POLLIN)
        self._reading: asyncio.Task[frames.Frame] | None = None
        # started in the thread of the event loop: the kernel's "die with the parent" is bound to it
        with theirs, _closed_on_failure(ours):
            self._process = subprocess.Popen(  # noqa: S603 - our own module with our own arguments
                [sys.executable, "-P", "-m", module, str(theirs.fileno()), *arguments],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                # arenas of glibc reserve address space that the memory limit would count
                env={**os.environ, "MALLOC_ARENA_MAX": "2"},
                # out of the reach of Ctrl-C, but in our session: Linux weighs sessions against each
                # other first (autogroup), and niceness only counts within one
                process_group=0,
            )

    @property
    def pid(self) -> int:
        """Process id."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Whether the process has not ended."""
        return self._process.poll() is None

    def send(self, message: bytes) -> None:
        """Hand over a job; the worker must be idle.

        Args:
            message: a frame of the kind JOB.
        """
        self._unsent = memoryview(message)
        with contextlib.suppress(ConnectionError, BlockingIOError):
            self._unsent = self._unsent[self._channel.send(message) :]

    def frame_at_once(self, seconds: float) -> frames.Frame | None:
        """Return the next frame if it comes within some moments, during which nothing else runs.

        Waking up the event loop takes longer than most look-ups.

        Args:
            seconds: at most; thousandths are meant.
        """
        deadline = time.monotonic() + seconds
        while (frame := frames.decode(self._buffer)) is None:
            left = deadline - time.monotonic()
            if self._unsent or left <= 0 or not self._poll.poll(max(1, round(left * 1000))):
                return None
            try:
                data = self._channel.recv(_SHORT)
            except (ConnectionError, BlockingIOError):
                return None
            if not data:
                return None
            self._buffer += data
        return frame

    async def frame(self, seconds: float) -> frames.Frame | None:
        """Return the next frame, None if it did not come in time; ask again then.

        Raises:
            WorkerDiedError: if the worker is gone.
        """
        if self._reading is None:
            self._reading = asyncio.ensure_future(self._read())
        # never cancelled by the wait: a cancelled read could lose bytes
        done, _ = await asyncio.wait({self._reading}, timeout=max(seconds, 0))
        if not done:
            return None
        reading, self._reading = self._reading, None
        return reading.result()

    def lower(self, niceness: int) -> None:
        """Give other processes precedence; this cannot be taken back.

        Args:
            niceness: SHORT, LONG or RUNAWAY; not less than before.
        """
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, self.pid, niceness)

    def kill(self) -> asyncio.Future[int]:
        """End it at once, whatever it does; the future says when the process is gone.

        Once is enough, more often does no harm.
        """
        if self._reading is not None:
            self._reading.cancel()
            self._reading = None
        self._process.kill()
        if self._channel.fileno() >= 0:
            # before the close: the next worker may get the number of this descriptor
            self._loop.remove_reader(self._channel.fileno())
            self._channel.close()
        return self._loop.run_in_executor(None, self._process.wait)

    async def _read(self) -> frames.Frame:
        if self._unsent:
            # what the worker did not take at once; if it is gone, the next read tells how it died
            unsent, self._unsent = self._unsent, memoryview(b"")
            with contextlib.suppress(ConnectionError):
                await self._loop.sock_sendall(self._channel, unsent)
        while (frame := frames.decode(self._buffer)) is None:
            data = await self._receive()
            if not data:
                raise WorkerDiedError(-min(self._process.wait(), 0))
            self._buffer += data
        return frame

    async def _receive(self) -> bytes:
        try:
            return await self._loop.sock_recv(self._channel, _RECEIVED)
        except ConnectionError:
            return b""


class Worker(Child):
    """One query worker.

    Args:
        folder: the RocksDB folder that it opens.
        limits: for its memory and its answers.
    """

    def __init__(self, folder: str, limits: Limits) -> None:
        self.folder = folder
        self._lowered = False
        bounds = (limits.memory_mb, os.getpid(), limits.rows, limits.bytes, HELD_BYTES)
        try:
            super().__init__("service.sparql.worker", [folder, *map(str, bounds)])
        except OSError as error:  # no descriptor, process or memory left, for the moment
            raise _unopened(folder, str(error)) from error
        super().lower(SHORT)

    @property
    def fresh(self) -> bool:
        """Whether it may serve another short query."""
        return not self._lowered

    async def ready(self) -> tuple[str, ...]:
        """Wait until the store is open and return its graphs.

        Raises:
            StoreError: if the store cannot be opened.
        """
        try:
            frame = await asyncio.wait_for(self._read(), _START_SECONDS)
        except (WorkerDiedError, TimeoutError) as error:
            self.kill()
            raise _unopened(self.folder, "no answer") from error
        if frame.kind != frames.READY:
            self.kill()
            raise _unopened(self.folder, str(frame.json()["message"]))
        return tuple(frame.json())

    def pause(self) -> None:
        """Stop its clock and its work until `resume`."""
        self._process.send_signal(signal.SIGSTOP)

    def resume(self) -> None:
        """Go on."""
        self._process.send_signal(signal.SIGCONT)

    def lower(self, niceness: int) -> None:
        """Give other processes precedence; it then serves no other query."""
        self._lowered = True
        super().lower(niceness)


def _unopened(folder: str, reason: str) -> StoreError:
    return StoreError(
        Text(
            f"Der Speicher {folder} lässt sich nicht öffnen ({reason}). Abhilfe:"
            " bildungslandschaft build.",
            f"The store {folder} cannot be opened ({reason}). Remedy: bildungslandschaft build.",
        )
    )
