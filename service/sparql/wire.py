"""How a short query is answered in the moment in which its last byte arrives.

To the layers behind, a request is a task, a scope and a dozen calls: several times what a lookup
takes the engine. So plain query requests, the ones that programs send over and over, are answered
right where uvicorn has read them, by the same desk and with the same headers, count and log line as
all others. Whatever is not plain (browsers, other origins, conditions, large bodies, errors,
answers that take longer) goes the ordinary way. A connection whose request does not get complete is
ended here, because nothing behind knows of it yet.
"""

import asyncio
import json
import time
import uuid
from http import HTTPStatus
from typing import Any, Final

from starlette.exceptions import HTTPException
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

from ontology.errors import LandscapeError
from ontology.texts import Text
from service import bodies, problems
from service.middleware import RAW_SECURITY_HEADERS
from service.sparql.answers import Answer
from service.sparql.desk import Desk, Whole
from service.sparql.door import BEGUN, PATH, ROUTE
from service.sparql.plan import Plan, Wish, lines

_LETTERS: Final = 8192
"""Of an address or a body; what is larger is not read in between."""

_NOT_PLAIN: Final = frozenset(
    {b"content-encoding", b"expect", b"if-none-match", b"origin", b"transfer-encoding", b"upgrade"}
)
_ADDRESS: Final = PATH.encode()
_QUERY: Final = _ADDRESS + b"?"
_COMMON: Final = lines([*RAW_SECURITY_HEADERS, (b"vary", b"Origin")])
"""What the layers behind add: an answer to another origin carries more than one without."""
_NO_REQUEST: Final = Text(
    "Das ist keine Anfrage in HTTP/1.1 (RFC 9112).", "This is no request in HTTP/1.1 (RFC 9112)."
)
_NO_HOST: Final = Text(
    "In HTTP/1.1 nennt eine Anfrage genau einmal den „Host“ (RFC 9112, Abschnitt 3.2).",
    'In HTTP/1.1 a request names the "Host" exactly once (RFC 9112, section 3.2).',
)
_LAST: Final = b"connection: close\r\n"
_HEADERS: Final = 200
"""So many headers a request may have."""
_HEAD_BYTES: Final = 65_536
"""Of address and headers; an address may be longer by the largest query, percent-encoded."""
_LOOKS: Final = 4
"""At a connection, in the time for which the rest of a request may fail to come."""


class Wire(HttpToolsProtocol):
    """One connection; uvicorn makes them (`http=Wire`) for an app of `service.app`."""

    def __init__(self, *args: Any, **settings: Any) -> None:  # noqa: ANN401 - uvicorn's own
        super().__init__(*args, **settings)
        # the app itself, not what uvicorn puts around it
        self._state = self.config.app.state  # type: ignore[union-attr] # it is no import string
        self._desk: Desk = self._state.desk
        self._held = False
        self._fault = problems.HttpError(HTTPStatus.BAD_REQUEST, _NO_REQUEST)
        self._head_bytes = 0
        self._most_head_bytes = _HEAD_BYTES + 3 * self._desk.max_bytes
        self._is_in_head = False
        self._plain: dict[bytes, bytes] = {}
        self._body = b""
        self._clock: asyncio.TimerHandle | None = None
        self._seen: object = None
        self._looks = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override] # as uvicorn has it
        """Begin to look after a connection."""
        super().connection_made(transport)
        self._look_again()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget a connection."""
        super().connection_lost(exc)
        if self._clock is not None:
            self._clock.cancel()

    def send_400_response(self, msg: str) -> None:  # noqa: ARG002 - uvicorn's own is English only
        """Refuse what is no request."""
        self._refuse(self._fault)

    def data_received(self, data: bytes) -> None:
        """Take a segment; whoever sends a head without end is not read to its end."""
        super().data_received(data)
        if self._is_in_head and not self.transport.is_closing():
            self._head_bytes += len(data)
            if self._head_bytes > self._most_head_bytes or len(self.headers) > _HEADERS:
                self._refuse(_too_large(is_address=not self.headers))

    def on_message_begin(self) -> None:
        """Begin to measure a request."""
        super().on_message_begin()
        self._is_in_head, self._head_bytes = True, 0

    def on_headers_complete(self) -> None:
        """Hold a plain query request back until its body is there."""
        self._is_in_head = False
        # it may have come in one segment with one that is answered: the connection is not idle
        self._unset_keepalive_if_required()
        if len(self.headers) > _HEADERS:
            self._fault = _too_large(is_address=False)
            # what is raised here ends in `send_400_response`
            raise ValueError(_HEADERS)
        hosts = [name for name, _ in self.headers].count(b"host")
        if hosts != 1 and self.parser.get_http_version() == "1.1":
            self._fault = problems.HttpError(HTTPStatus.BAD_REQUEST, _NO_HOST)
            raise ValueError(hosts)
        self._held = self._is_plain()
        self._body = b""
        if not self._held:
            super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        """Take a piece of a body."""
        if self._held:
            self._body += body
        else:
            super().on_body(body)

    def on_message_complete(self) -> None:
        """Answer what was held back, or let it go the ordinary way."""
        if self._held:
            self._held = False
            if self._answer():
                return
            self._let_go()
        super().on_message_complete()

    def _let_go(self) -> None:
        super().on_headers_complete()
        if self._body:
            super().on_body(self._body)

    def _look(self) -> None:
        """End the connection if the same request was incomplete at look after look.

        Looking now and then costs a request nothing; a clock for each one would.
        """
        if self.transport.is_closing() or self not in self.connections:
            return
        self._looks = self._looks + 1 if self._awaits_more() and self._seen is self.scope else 0
        self._seen = self.scope
        if self._looks and self._held:
            # from here on, it is for those who read the body to be patient
            self._held = False
            self._let_go()
        elif self._looks >= _LOOKS:
            self._give_up()
            return
        self._look_again()

    def _look_again(self) -> None:
        self._clock = self.loop.call_later(bodies.PATIENCE / _LOOKS, self._look)

    def _awaits_more(self) -> bool:
        """Say whether it is for the client to go on, and no other clock measures it."""
        is_served = self.cycle is not None and not self.cycle.response_complete
        return not is_served and self.timeout_keep_alive_task is None

    def _give_up(self) -> None:
        is_answered = self.cycle is not None and self.cycle.scope is self.scope
        if self.scope is None or is_answered:
            self.transport.close()
        else:
            self._refuse(bodies.late())

    def _refuse(self, error: problems.HttpError) -> None:
        content = json.dumps(problems.document(error, "de"), ensure_ascii=False).encode()
        told = (
            *self.server_state.default_headers,
            (b"content-type", problems.MEDIA_TYPE.encode()),
            (b"content-language", b"de"),
            (b"content-length", b"%d" % len(content)),
        )
        status = STATUS_LINE[error.status_code]
        self.transport.write(b"".join((status, lines(told), _COMMON, _LAST, b"\r\n", content)))
        self.transport.close()

    def _is_plain(self) -> bool:
        url, parser = self.url, self.parser
        if not url.startswith(_QUERY) and url != _ADDRESS:
            return False
        if self.cycle is not None and not self.cycle.response_complete:
            return False
        if self.transport.is_closing() or self.flow.write_paused or self.root_path:
            return False
        if b"#" in url or len(url) > _LETTERS or self.limit_concurrency is not None:
            return False
        if parser.get_http_version() != "1.1":
            return False
        self._plain = dict(self.headers)
        return (
            len(self._plain) == len(self.headers)
            and self._plain.keys().isdisjoint(_NOT_PLAIN)
            and b"html" not in self._plain.get(b"accept", b"")
            and self._has_plain_body()
        )

    def _has_plain_body(self) -> bool:
        size, method = self._plain.get(b"content-length"), self.parser.get_method()
        if method == b"POST":
            return size is not None and size.isdigit() and int(size) <= _LETTERS
        return method == b"GET" and size is None

    def _answer(self) -> bool:
        """Send the answer if there is one within moments, and say whether there was."""
        began = time.perf_counter()
        method, query = self.parser.get_method().decode(), self.url[len(_QUERY) :]
        told = self._plain.get(b"content-type", b"") if method == "POST" else b""
        accept = self._plain.get(b"accept", b"")
        wish = Wish(method, query, accept.decode("latin-1"), told.decode("latin-1"), self._body)
        try:
            plan = self._desk.plan_at_once(wish, self._state.version, self._state.pool)
        except (LandscapeError, HTTPException):
            return False
        if plan is None or (whole := self._whole(plan)) is None:
            return False
        number = str(uuid.uuid4())
        self._write(plan, whole, number)
        scope = {"method": method, "path": PATH, "query_string": query, "route": ROUTE}
        self._state.journal.enter_short(scope, 200, time.perf_counter() - began, number)
        return True

    def _whole(self, plan: Plan) -> Whole | None:
        whole = self._desk.kept(plan, self._plain.get(b"cache-control", b"").decode("latin-1"))
        if whole is not None:
            return whole
        work = self._state.pool.ask(plan.job)
        if isinstance(work, Answer):
            return self._desk.keep(plan, work)
        # its work goes on: the ordinary way waits for it
        self.scope[BEGUN] = plan, work  # type: ignore[typeddict-unknown-key] # ours, for the door
        return None

    def _write(self, plan: Plan, whole: Whole, number: str) -> None:
        is_last = not self.parser.should_keep_alive()
        self.transport.write(
            b"".join(
                (
                    b"HTTP/1.1 200 OK\r\n",
                    lines(self.server_state.default_headers),
                    plan.head,
                    lines(whole.headers),
                    b"content-length: %d\r\n" % len(whole.content),
                    _COMMON,
                    _LAST if is_last else b"",
                    b"x-request-id: %s\r\n\r\n" % number.encode(),
                    whole.content,
                )
            )
        )
        if is_last:
            self.transport.close()
        self.on_response_complete()


def _too_large(*, is_address: bool) -> problems.HttpError:
    if is_address:
        return problems.HttpError(
            HTTPStatus.REQUEST_URI_TOO_LONG,
            Text(
                "Die Adresse ist zu lang. Lange Abfragen gehen mit POST.",
                "The address is too long. Long queries go by POST.",
            ),
        )
    return problems.HttpError(
        HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
        Text(
            f"Eine Anfrage hat höchstens {_HEADERS} Kopfzeilen mit zusammen {_HEAD_BYTES} Bytes.",
            f"A request has at most {_HEADERS} headers of {_HEAD_BYTES} bytes together.",
        ),
    )
