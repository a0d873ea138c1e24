"""How another SPARQL 1.1 endpoint takes the place of the embedded store.

The guard stands in front of it as well; time, rows and bytes are limited here, memory is the
endpoint's own matter.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from dataclasses import replace
from typing import Any, Final, TypeVar

import httpx

from ontology.errors import LandscapeError, StoreError
from ontology.namespaces import GRAPH
from ontology.texts import Text
from queries.guard import CheckedQuery, check
from service.negotiation import TABLE_FORMATS
from service.sparql.answers import HELD_BYTES, Answer, Job, Limits
from service.sparql.failures import busy, failure, malformed, timed_out
from service.sparql.rows import RowCounter
from service.sparql.xml_text import FORMATS, XmlText

_GRAPHS: Final = check("SELECT ?g WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g")
_T = TypeVar("_T")


class Remote:
    """An endpoint.

    Args:
        endpoint: its query address.
        limits: places, queue and what one query may take.
        moved: whether it gets correlated EXISTS as MINUS and joins (`queries.rewrite`).
    """

    def __init__(self, endpoint: str, limits: Limits, *, moved: bool = True) -> None:
        self.endpoint = endpoint
        self.limits = limits
        self._moved = moved
        self.waiting = 0
        self._graphs: tuple[str, ...] = ()
        self._places = asyncio.Semaphore(limits.fast + limits.slow)
        self._client = httpx.AsyncClient(timeout=None)  # noqa: S113 - Reading has the one clock

    @property
    def graphs(self) -> tuple[str, ...]:
        """IRIs of the endpoint's graphs."""
        return self._graphs

    async def start(self) -> None:
        """Ask the endpoint for its graphs.

        Raises:
            StoreError: if it does not answer.
        """
        answer = await self.execute(Job(_GRAPHS, TABLE_FORMATS[0]))
        rows = json.loads(await answer.whole())["results"]["bindings"]
        # an engine may have graphs of its own, as Virtuoso has
        graphs = (row["g"]["value"] for row in rows)
        self._graphs = tuple(sorted(iri for iri in graphs if iri.startswith(GRAPH)))

    async def stop(self) -> None:
        """Close the connections."""
        await self._client.aclose()

    async def execute(self, job: Job) -> Answer:
        """Answer a job.

        Raises:
            QuerySyntaxError, QueryTimeoutError, QueryTooLargeError, BusyError, StoreError: before
                anything was sent.
        """
        if self._places.locked() and self.waiting >= self.limits.queue:
            raise busy(self.limits)
        self.waiting += 1
        try:
            await self._places.acquire()
        finally:
            self.waiting -= 1
        reading = Reading(self._client, job, self.limits, self._places.release)
        try:
            await reading.open(self.endpoint, moved=self._moved)
            content = await reading.held()
        except BaseException:
            await reading.aclose()
            raise
        return Answer(job.format, content) if reading.closed else Answer(job.format, parts=reading)

    def ask(self, job: Job) -> Coroutine[Any, Any, Answer]:
        """Return what to wait for: an endpoint never answers within moments."""
        return self.execute(job)


class Reading:
    """One answer of the endpoint while it is read.

    Args:
        client: for the connection.
        job: what is asked.
        limits: what it may take.
        release: called once at the end.
    """

    def __init__(
        self, client: httpx.AsyncClient, job: Job, limits: Limits, release: Callable[[], None]
    ) -> None:
        self.closed = False
        self._client = client
        self._job = job
        self._limits = limits
        self._release = release
        self._left = limits.seconds
        self._size = 0
        self._counter = RowCounter(job.format.name)
        self._xml = XmlText(job.format.name) if job.format.name in FORMATS else None
        self._response: httpx.Response | None = None
        self._pieces: AsyncIterator[bytes] | None = None
        self._first = b""

    async def open(self, endpoint: str, *, moved: bool) -> None:
        """Send the query and look at the status.

        Args:
            endpoint: where.
            moved: whether it is sent in the quick form.

        Raises:
            LandscapeError: if the endpoint does not answer it.
        """
        text = self._job.quick_text if moved else self._job.text
        response = await self._ask(endpoint, text)
        if response.status_code == httpx.codes.BAD_REQUEST and text != self._job.text:
            # an error has to name the lines and columns that the user wrote
            await response.aclose()
            response = await self._ask(endpoint, self._job.text)
        if not response.is_success:
            said = (await self._timed(response.aread())).decode(errors="replace").strip()
            raise self._refused(response.status_code, said)
        self._pieces = response.aiter_bytes()

    async def _ask(self, endpoint: str, text: str) -> httpx.Response:
        request = self._client.build_request(
            "POST",
            endpoint,
            data=_form(self._job, text),
            headers={"Accept": self._job.format.plain_type},
        )
        self._response = await self._timed(self._client.send(request, stream=True))
        return self._response

    async def held(self) -> bytes:
        """Return the whole answer if it is small; else keep its beginning for the iteration."""
        held = bytearray()
        while len(held) <= HELD_BYTES:
            part = await self._next()
            if part is None:
                await self.aclose()
                return bytes(held)
            held += part
        self._first = bytes(held)
        return b""

    def __aiter__(self) -> "Reading":
        return self

    async def __anext__(self) -> bytes:
        if self._first:
            first, self._first = self._first, b""
            return first
        part = await self._next()
        if part is None:
            await self.aclose()
            raise StopAsyncIteration
        return part

    async def aclose(self) -> None:
        """Close the connection and free the place; once is enough."""
        if self.closed:
            return
        self.closed = True
        self._release()
        if self._response is not None:
            await self._response.aclose()

    async def _next(self) -> bytes | None:
        if self._pieces is None:
            return None
        part = await self._timed(anext(self._pieces, None))
        if part is None:
            return None
        self._size += len(part)
        if self._size > self._limits.bytes:
            raise failure(self._job, self._limits, "bytes", "")
        if self._counter.feed(part) > self._limits.rows:
            raise failure(self._job, self._limits, "rows", "")
        if self._xml is not None and not self._xml.fits(part):
            raise failure(self._job, self._limits, "xml", "")
        return part

    async def _timed(self, work: Awaitable[_T]) -> _T:
        loop = asyncio.get_running_loop()
        began = loop.time()
        try:
            async with asyncio.timeout(self._left):
                return await work
        except TimeoutError as error:
            raise timed_out(self._limits) from error
        except httpx.HTTPError as error:
            raise _silent(repr(error)) from error
        finally:
            self._left = max(self._left - (loop.time() - began), 0.0)

    def _refused(self, status: int, said: str) -> LandscapeError:
        if status == httpx.codes.BAD_REQUEST:
            return malformed(self._job, said)
        return _silent(f"HTTP {status}: {said[:300]}")


def _form(job: Job, text: str) -> dict[str, list[str]]:
    if isinstance(job.query, CheckedQuery):
        text = replace(job.query, text=text).standalone()
    else:
        text = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{job.query}> {{ ?s ?p ?o }} }}"
    return {
        "query": [text],
        "default-graph-uri": list(job.default_graphs or ()),
        "named-graph-uri": list(job.named_graphs or ()),
    }


def _silent(reason: str) -> StoreError:
    return StoreError(
        Text(
            f"Der SPARQL-Endpunkt antwortet nicht: {reason}.",
            f"The SPARQL endpoint does not answer: {reason}.",
        )
    )
