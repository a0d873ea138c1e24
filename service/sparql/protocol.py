"""What a request to the SPARQL door says: SPARQL 1.1 Protocol, queries in their three forms."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote_to_bytes

from starlette.requests import Request
from starlette.types import Receive

from ontology.errors import InputError
from ontology.texts import Text
from service.problems import HttpError
from service.sparql.near_names import KNOWN, refuse_near_names

_FORM: Final = "application/x-www-form-urlencoded"
_DIRECT: Final = "application/sparql-query"
_UPDATE: Final = "application/sparql-update"
_MAX_FIELDS: Final = 100


@dataclass(frozen=True, slots=True)
class Asked:
    """One request.

    Attributes:
        query: SPARQL text, None if there is none.
        default_graphs: `default-graph-uri`.
        named_graphs: `named-graph-uri`.
        inference: whether derived statements take part.
        format: `format`, the first of several; None if not given.
    """

    query: str | None
    default_graphs: tuple[str, ...]
    named_graphs: tuple[str, ...]
    inference: bool
    format: str | None

    @property
    def names_graphs(self) -> bool:
        """Whether the request itself says which graphs are meant; it then beats FROM."""
        return bool(self.default_graphs or self.named_graphs)


async def read(request: Request, max_bytes: int) -> Asked:
    """Read a request; see `parse`."""
    body = b""
    if request.method == "POST":
        content_type = request.headers.get("content-type", "")
        body = await body_of(request.receive, body_limit(content_type, max_bytes))
    return parse(
        request.scope["query_string"],
        request.headers.get("content-type", "") if request.method == "POST" else None,
        body,
        max_bytes,
    )


def parse(query_string: bytes, content_type: str | None, body: bytes, max_bytes: int) -> Asked:
    """Read what a request says.

    Args:
        query_string: of its address.
        content_type: of its body; None for a request without one (GET, HEAD).
        body: what it carries.
        max_bytes: largest query text.

    Raises:
        InputError: broken encoding, a parameter twice, an unknown value, a name that is nearly one
            of the protocol's.
        HttpError: 403 for an update, 413 above the size, 415 for another content type.
    """
    fields = _fields(query_string)
    if content_type is not None:
        fields += _posted(content_type, body)
    if not KNOWN.issuperset(names := [name for name, _ in fields]):
        refuse_near_names(names)
    query = _single(fields, "query")
    if _single(fields, "update") is not None:
        raise _no_update()
    if query is not None and len(query.encode()) > max_bytes:
        raise _too_large(max_bytes)
    return Asked(
        query=query,
        default_graphs=_every(fields, "default-graph-uri"),
        named_graphs=_every(fields, "named-graph-uri"),
        inference=_inference(fields),
        # SPARQLWrapper gives it twice, as a name and as a media type
        format=next(iter(_every(fields, "format")), None),
    )


def body_limit(content_type: str, max_bytes: int) -> int:
    """Return how many bytes a body may have, so that its query has no more than `max_bytes`.

    Raises:
        HttpError: 403 for that of an update, 415 for any other that is none of the protocol's.
    """
    # percent encoding makes a form up to three times as long as its text
    return max_bytes if _media_type(content_type) == _DIRECT else 4 * max_bytes


async def body_of(receive: Receive, max_bytes: int) -> bytes:
    """Return the body of a request.

    Raises:
        HttpError: 413 as soon as it is larger.
    """
    body = bytearray()
    is_complete = False
    while not is_complete:
        message = await receive()
        body += message.get("body", b"")
        if len(body) > max_bytes:
            raise _too_large(max_bytes)
        is_complete = not message.get("more_body")
    return bytes(body)


def _posted(content_type: str, body: bytes) -> list[tuple[str, str]]:
    if _media_type(content_type) == _FORM:
        return _fields(body)
    try:
        return [("query", body.decode())]
    except UnicodeDecodeError as error:
        raise _broken() from error


def _media_type(content_type: str) -> str:
    media, _, parameters = content_type.lower().partition(";")
    media = media.strip()
    if media == _UPDATE:
        raise _no_update()
    if media not in {_FORM, _DIRECT} or not _is_utf8(parameters):
        raise HttpError(
            415,
            Text(
                f"Der Inhaltstyp muss {_FORM} oder {_DIRECT} sein, in UTF-8.",
                f"The content type must be {_FORM} or {_DIRECT}, in UTF-8.",
            ),
            {"Accept-Post": f"{_FORM}, {_DIRECT}"},
        )
    return media


def _fields(encoded: bytes) -> list[tuple[str, str]]:
    pairs = [pair.partition(b"=") for pair in encoded.split(b"&") if pair]
    try:
        if len(pairs) > _MAX_FIELDS or not encoded.isascii():
            raise _broken()
        return [(_decoded(name), _decoded(value)) for name, _, value in pairs]
    except UnicodeDecodeError as error:
        raise _broken() from error


def _decoded(encoded: bytes) -> str:
    # the standard library's parse_qsl does the same, piece by piece and in three times the time
    return unquote_to_bytes(encoded.replace(b"+", b" ")).decode()


def _single(fields: Sequence[tuple[str, str]], name: str) -> str | None:
    values = _every(fields, name)
    if len(values) > 1:
        raise InputError(
            Text(f"„{name}“ darf nur einmal vorkommen.", f'"{name}" may occur only once.')
        )
    return values[0] if values else None


def _every(fields: Sequence[tuple[str, str]], name: str) -> tuple[str, ...]:
    return tuple(value for key, value in fields if key == name)


def _inference(fields: Sequence[tuple[str, str]]) -> bool:
    values = _every(fields, "inference")
    if not {"on", "off"}.issuperset(values):
        raise InputError(
            Text(
                "„inference“ ist on (mit abgeleiteten Aussagen) oder off (ohne).",
                '"inference" is on (with derived statements) or off (without).',
            )
        )
    # a form says "off" always and "on" too if its box is ticked: without a script it cannot do else
    return not values or "on" in values


def _is_utf8(parameters: str) -> bool:
    named = [entry.strip() for entry in parameters.split(";")]
    charsets = [
        entry.partition("=")[2].strip('"') for entry in named if entry.startswith("charset=")
    ]
    return all(charset in {"utf-8", "utf8"} for charset in charsets)


def _too_large(max_bytes: int) -> HttpError:
    return HttpError(
        413,
        Text(
            f"Die Abfrage ist länger als {max_bytes} Byte.",
            f"The query is longer than {max_bytes} bytes.",
        ),
    )


def _no_update() -> HttpError:
    return HttpError(
        403,
        Text(
            "Diese Adresse beantwortet Fragen und ändert nichts.",
            "This address answers questions and changes nothing.",
        ),
    )


def _broken() -> InputError:
    return InputError(
        Text(
            "Die Anfrage ist nicht lesbar: sie muss in UTF-8 kodiert sein.",
            "The request is not readable: it must be encoded in UTF-8.",
        )
    )
