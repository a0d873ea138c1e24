"""How a page is made: the template environment, what every page knows, and how it is cached."""

from collections.abc import Callable, Coroutine
from datetime import date
from functools import cache
from typing import Any, Final, TypeVar
from urllib.parse import urlencode

from fastapi import APIRouter, Depends
from fastapi.routing import APIRoute
from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from graph.dates import parse_day
from graph.facts import data_folder
from graph.sources import Source, read_sources
from graph.status_words import STATUSES
from ontology.texts import Language, Text
from service import feedback
from service.caching import etag, is_current, not_modified
from service.pages import formats, words
from service.pages.assets import asset, edition
from service.wrong_values import one_value_each

_OK: Final = 200
_OTHER: Final[dict[Language, Language]] = {"de": "en", "en": "de"}
_Handler = TypeVar("_Handler", bound=Callable[..., Any])


class PageRoute(APIRoute):
    """A page whose ETag is the landscape's version, the pages' edition, the address and the day."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Return the handler that asks for the page only if the client has another one."""
        handler = super().get_route_handler()

        async def answer(request: Request) -> Response:
            tag = page_tag(request)
            if is_current(request.headers, tag):
                return not_modified(tag)
            response: Response = await handler(request)
            if response.status_code == _OK:
                response.headers["ETag"] = tag
                response.headers.setdefault("Cache-Control", "no-cache")
            return response

        return answer


class PageRouter(APIRouter):
    """A router of pages: answered with ETag, by GET and HEAD, absent from the API description."""

    def __init__(self) -> None:
        super().__init__(
            route_class=PageRoute,
            include_in_schema=False,
            dependencies=[Depends(one_value_each)],
        )

    def page(self, path: str) -> Callable[[_Handler], _Handler]:
        """Return a decorator that answers a path with a page."""
        return self.api_route(path, methods=["GET", "HEAD"], response_class=HTMLResponse)


def page_language(request: Request) -> Language:
    """Return the language of a page: German unless `?lang=en` asks for English."""
    return "en" if request.query_params.get("lang") == "en" else "de"


def page_day(request: Request) -> date:
    """Return the day that a page speaks about: `?as_of=`, else today.

    Raises:
        ParameterError: if `as_of` is no date.
    """
    wanted = request.query_params.get("as_of", "").strip()
    return parse_day(wanted) if wanted else _today()


def page_tag(request: Request) -> str:
    """Return the ETag of a page; the day is in it, because a tie may end overnight.

    So is the feedback, because what was declined is not suggested again.
    """
    return etag(
        request.app.state.version,
        edition(),
        request.url.path,
        request.url.query,
        _today().isoformat(),
        feedback.edition(request),
    )


def render(
    request: Request,
    template: str,
    *,
    title: Text,
    description: Text,
    status: int = _OK,
    **context: Any,  # noqa: ANN401 - whatever the template shows
) -> Response:
    """Return a page.

    Args:
        request: the request; language and day come from it unless `language` is in the context.
        template: file in `service/templates`, extending `base.html`.
        title: of the page, without the name of the site.
        description: one sentence for search engines and previews.
        status: HTTP status.
        **context: what the template shows. Beside it every template has `language`, `t(de, en)` or
            `t(Text)`, `href(path, **parameters)` (keeps the language), `asset(name)`, `number`,
            `day_words`, `partial_date`, `span`, `as_of` (day), `version`, `path`.
    """
    language: Language = context.pop("language", None) or page_language(request)
    known = _frame(request, language)
    body = (
        environment()
        .get_template(template)
        .render({**known, **context, "title": title, "description": description})
    )
    return HTMLResponse(body, status, {"Content-Language": language})


def link(path: str, language: Language, /, **parameters: object) -> str:
    """Return an address within the site that keeps the language; empty parameters are left out.

    Example:
        >>> link("/luecken", "en", district="05334", theme="")
        '/luecken?district=05334&lang=en'
    """
    given = {
        name.rstrip("_"): value for name, value in parameters.items() if value not in ("", None)
    }
    if language == "en":
        given["lang"] = "en"
    return f"{path}?{urlencode(given, doseq=True)}" if given else path


@cache
def environment() -> Environment:
    """Return the template environment: everything is escaped, an unknown name is an error."""
    found = Environment(
        loader=PackageLoader("service", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.globals["asset"] = asset
    found.globals["statuses_of_ties"] = STATUSES
    return found


@cache
def sources() -> dict[str, Source]:
    """Return the register of sources by id."""
    return read_sources(data_folder())


def _frame(request: Request, language: Language) -> dict[str, Any]:
    other = _OTHER[language]
    address = public_address(request)
    path = request.url.path
    kept = [(name, value) for name, value in request.query_params.multi_items() if name != "lang"]

    def address_in(wanted: Language) -> str:
        query = urlencode([*kept, *([("lang", "en")] if wanted == "en" else [])])
        return f"{path}?{query}" if query else path

    def t(text: Text | str, english: str | None = None) -> str:
        if isinstance(text, Text):
            return text.in_language(language)
        return english if language == "en" and english is not None else text

    return {
        "language": language,
        "other_language": other,
        "switch": address_in(other),
        "alternates": {wanted: address + address_in(wanted) for wanted in _OTHER},
        "t": t,
        "href": lambda path, /, **parameters: link(path, language, **parameters),
        "href_with_anchor": lambda address: _anchored(address, language),
        "number": lambda value, digits=0: formats.number(value, language, digits),
        "partial_date": lambda value: formats.partial_date(value, language),
        "day_words": lambda day: formats.day_in_words(day, language),
        "span": lambda interval: formats.span(interval, language),
        "navigation": words.NAVIGATION,
        "further": words.FURTHER,
        "words": words,
        "path": path,
        "as_of": _today(),
        "today": _today(),
        "version": request.app.state.version,
        "built_at": getattr(request.app.state.landscape, "built_at", "")[:10],
        "public_address": address,
        "contact": request.app.state.settings.contact,
        "sources": sources(),
    }


def _anchored(address: str, language: Language) -> str:
    path, mark, anchor = address.partition("#")
    return link(path, language) + mark + anchor


def public_address(request: Request) -> str:
    """Return the address under which people reach the site, without a slash at its end."""
    return (request.app.state.settings.public_url or str(request.base_url)).rstrip("/")


def _today() -> date:
    return date.today()  # noqa: DTZ011 - the reader's calendar day at the server, no instant
