"""How a short query is answered in the moment in which its last byte arrives.

To the layers behind, a request is a task, a scope and a dozen calls: several times what a lookup
takes the engine. So plain query requests, the ones that programs send over and over, are answered
right where uvicorn has read them, by the same desk and with the same headers, count and log line as
all others. Whatever is not plain (browsers, other origins, conditions, large bodies, errors,
answers that take longer) goes the ordinary way.
"""

import time
import uuid
from typing import Any, Final

from starlette.exceptions import HTTPException
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from ontology.errors import LandscapeError
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
_LAST: Final = b"connection: close\r\n"


class Wire(HttpToolsProtocol):
    """One connection; uvicorn makes them (`http=Wire`) for an app of `service.app`."""

    def __init__(self, *args: Any, **settings: Any) -> None:  # noqa: ANN401 - uvicorn's own
        super().__init__(*args, **settings)
        # the app itself, not what uvicorn puts around it
        self._state = self.config.app.state  # type: ignore[union-attr] # it is no import string
        self._desk: Desk = self._state.desk
        self._held = False
        self._plain: dict[bytes, bytes] = {}
        self._body = b""

    def on_headers_complete(self) -> None:
        """Hold a plain query request back until its body is there."""
        # it may have come in one segment with one that is answered: the connection is not idle
        self._unset_keepalive_if_required()
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
            super().on_headers_complete()
            if self._body:
                super().on_body(self._body)
        super().on_message_complete()

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
