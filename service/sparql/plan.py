"""What a request for an answer means: the job, its headers, and under which key to keep it."""

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, NamedTuple

from ontology.namespaces import graph_iri
from ontology.texts import Text
from queries.guard import CheckedQuery, check, require_known_graphs
from service.caching import etag
from service.negotiation import GRAPH_FORMATS, TABLE_FORMATS, Format, choose
from service.problems import HttpError
from service.sparql import protocol
from service.sparql.answers import Executor, Job

DERIVED: Final = graph_iri("derived")
"""The graph of what rules derive; `inference=off` leaves it out."""

_REMEMBERED: Final = 1024
_REMEMBERED_BYTES: Final = 8192
"""Longer requests are read anew each time."""


class Wish(NamedTuple):
    """What of a request decides about its answer; equal wishes have equal plans.

    Attributes:
        method: GET, HEAD or POST.
        query_string: of the address.
        accept: the header; empty if there is none.
        content_type: of the body; empty for GET and HEAD.
        body: empty for GET and HEAD.
    """

    method: str
    query_string: bytes
    accept: str
    content_type: str
    body: bytes

    @property
    def letters(self) -> int:
        """How long it is, encoded."""
        return len(self.query_string) + len(self.body)


class Said(NamedTuple):
    """What a request says.

    Attributes:
        asked: by its parameters.
        query: as it was checked.
        quick: the query in its best form, if it is known already.
    """

    asked: protocol.Asked
    query: CheckedQuery
    quick: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """How a request is answered.

    Attributes:
        job: for the executor.
        etag: of the answer; empty if another request for the same may be answered otherwise.
        key: under which the answer is kept; None if it is not.
        headers: of the answer, as ASGI takes them.
        head: the same as they are sent.
    """

    job: Job
    etag: str
    key: object
    headers: tuple[tuple[bytes, bytes], ...]
    head: bytes


def lines(headers: Iterable[tuple[bytes, bytes]]) -> bytes:
    """Return headers as they are sent; nothing for none."""
    return b"".join(b"%s: %s\r\n" % header for header in headers)


class Planner:
    """Reads requests, and remembers what it read."""

    def __init__(self) -> None:
        self._plans: OrderedDict[tuple[str, Wish], Plan] = OrderedDict()

    def plan(self, wish: Wish, version: str, executor: Executor, max_bytes: int) -> Plan | None:
        """Return how to answer a request; None if it asks no query.

        Args:
            wish: the request.
            version: of the landscape.
            executor: whose graphs can be asked.
            max_bytes: largest query text.

        Raises:
            InputError, QuerySyntaxError, QueryRefusedError, QueryTooLargeError, HttpError: for a
                request that is not answered; these are not remembered.
        """
        found = self.find(wish, version)
        if found is not None:
            return found
        asked = asked_in(wish, max_bytes)
        if asked.query is None:
            return None
        return self.make(wish, version, executor, Said(asked, check(asked.query)))

    def find(self, wish: Wish, version: str) -> Plan | None:
        """Return the plan of a request that was read before; None if it is not remembered."""
        found = self._plans.get((version, wish))
        if found is not None:
            self._plans.move_to_end((version, wish))
        return found

    def make(self, wish: Wish, version: str, executor: Executor, said: Said) -> Plan:
        """Return the plan of a request that was read, and remember it.

        Args:
            wish: the request.
            version: of the landscape.
            executor: whose graphs can be asked.
            said: what the request says.

        Raises:
            QueryRefusedError, HttpError: as `plan` does.
        """
        made = _plan(wish, said, version, executor)
        if wish.letters + len(wish.accept) <= _REMEMBERED_BYTES:
            self._plans[version, wish] = made
            if len(self._plans) > _REMEMBERED:
                self._plans.popitem(last=False)
        return made


def asked_in(wish: Wish, max_bytes: int) -> protocol.Asked:
    """Return what a request says; see `protocol.parse`."""
    content_type = wish.content_type if wish.method == "POST" else None
    return protocol.parse(wish.query_string, content_type, wish.body, max_bytes)


def acceptable(accept: str | None, wanted: str | None, offers: Sequence[Format]) -> Format:
    """Return the format that a client gets.

    Args:
        accept: the header.
        wanted: what `format` says; it beats the header.
        offers: what there is.

    Raises:
        HttpError: 406, with everything on offer, if there is none.
    """
    format_ = choose(accept, offers, wanted)
    if format_ is None:
        names = ", ".join(f"{offer.name} ({offer.plain_type})" for offer in offers)
        raise HttpError(406, Text(f"Möglich sind: {names}.", f"Possible formats: {names}."))
    return format_


def _plan(wish: Wish, said: Said, version: str, executor: Executor) -> Plan:
    checked = said.query
    format_ = _format(wish.accept, said.asked.format, is_table=checked.form in {"SELECT", "ASK"})
    job = job_of(executor, said, format_)
    headers = {
        "Content-Type": format_.media_type,
        "Vary": "Accept",
        "Cache-Control": "no-cache",
    }
    tag = ""
    if wish.method != "POST" and not checked.volatile:
        tag = etag(version, wish.query_string.decode("latin-1"), format_.name)
        headers["ETag"] = tag
    key: Any = None
    if not checked.volatile:
        key = (version, checked.text, format_.name, job.default_graphs, job.named_graphs)
    raw = tuple((name.lower().encode(), value.encode()) for name, value in headers.items())
    return Plan(job, tag, key, raw, lines(raw))


@lru_cache(maxsize=256)
def _format(accept: str, wanted: str | None, *, is_table: bool) -> Format:
    return acceptable(accept, wanted, TABLE_FORMATS if is_table else GRAPH_FORMATS)


def job_of(executor: Executor, said: Said, format_: Format) -> Job:
    """Return what the executor has to do: the query over the graphs that are meant.

    Args:
        executor: whose graphs can be asked.
        said: the request; the query's FROM counts if it names no graphs.
        format_: of the answer.

    Raises:
        QueryRefusedError: for a graph that is not there.
    """
    asked, checked = said.asked, said.query
    default: tuple[str, ...] | None = None
    named: tuple[str, ...] | None = None
    if asked.names_graphs:
        default, named = asked.default_graphs, asked.named_graphs
    elif checked.default_graphs or checked.named_graphs:
        default, named = checked.default_graphs, checked.named_graphs
    # a graph that is named twice is in the merge once (SPARQL 1.1, 13.2.1)
    default, named = _once(default), _once(named)
    require_known_graphs((*(default or ()), *(named or ())), executor.graphs)
    if not asked.inference:
        default = _stated(executor.graphs if default is None else default)
        named = _stated(executor.graphs if named is None else named)
    return Job(checked, format_, default, named, quick=said.quick)


def _once(graphs: tuple[str, ...] | None) -> tuple[str, ...] | None:
    return None if graphs is None else tuple(dict.fromkeys(graphs))


def _stated(graphs: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(iri for iri in graphs if iri != DERIVED)
