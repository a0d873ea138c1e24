"""The page that tries things out: a planned cooperation, or an actor who leaves."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from graph.analyses.what_if import Planned, WhatIf, what_if
from graph.landscape import Landscape
from ontology.errors import InputError
from ontology.texts import Text
from service.memory import landscape_of
from service.pages.rendering import PageRouter, page_day, page_language, render
from service.pages.views_gaps import GapRow, gap_rows
from service.pages.views_search import actor_meant, as_typed
from service.pages.views_statements import Reference
from service.pages.views_what_if import changes, told

router = PageRouter()

FIELDS: Final = {
    "one": Text("Wer", "Who"),
    "other": Text("mit wem", "with whom"),
    "without": Text("Wer fällt weg", "Who leaves"),
}
CLASSES: Final = {
    "Cooperation": Text("Zusammenarbeit", "cooperation"),
    "TransferAgreement": Text("Vereinbarung mit einer Agentur", "agreement with an agency"),
}
GAPS: Final = 12
"""Closed and opened gaps shown of each kind; the sentence counts all."""


@dataclass(frozen=True, slots=True)
class Field:
    """What was typed into a field.

    Attributes:
        shown: what stands in the field afterwards.
        key: of the actor that is meant; empty without a clear one.
        choices: whom it may mean.
    """

    name: str
    label: Text
    typed: str
    shown: str
    key: str
    choices: list[Reference]

    @property
    def is_open(self) -> bool:
        """Whether something was typed and nobody is clearly meant."""
        return bool(self.typed) and not self.key


@router.page("/waswaere")
def what_if_page(request: Request) -> Response:
    """Ask for a plan or a loss, and show the network before and after."""
    landscape, language, day = landscape_of(request), page_language(request), page_day(request)
    asked = request.query_params
    fields = {name: _field(landscape, name, asked.get(name, "")) for name in FIELDS}
    theme, class_ = asked.get("theme", ""), asked.get("kind", "")
    answer: WhatIf | None = None
    problem = ""
    if any(one.typed for one in fields.values()) and not any(
        one.is_open for one in fields.values()
    ):
        try:
            answer = _answer(landscape, day, fields, theme, class_)
        except InputError as error:
            problem = error.in_language(language)
    return render(
        request,
        "what_if.html",
        title=Text("Was wäre, wenn …", "What if …"),
        description=Text(
            "Was eine geplante Zusammenarbeit oder der Wegfall eines Akteurs am Netz ändern würde.",
            "What a planned cooperation or the loss of an actor would change in the network.",
        ),
        as_of=day,
        fields=fields,
        names={one.key: landscape.actors[one.key].name for one in fields.values() if one.key},
        theme=theme,
        class_=class_,
        classes=CLASSES,
        themes=sorted(landscape.themes.values(), key=lambda one: one.label.in_language(language)),
        problem=problem,
        answer=answer,
        rows=changes(landscape, answer) if answer else [],
        told=told(landscape, answer) if answer else Text("", ""),
        gaps=_gaps(landscape, answer) if answer else [],
    )


def _field(landscape: Landscape, name: str, typed: str) -> Field:
    typed = typed.strip()[:300]
    key, choices = actor_meant(landscape, typed)
    return Field(name, FIELDS[name], typed, as_typed(landscape, key) or typed, key, choices)


def _answer(
    landscape: Landscape, day: date, fields: dict[str, Field], theme: str, class_: str
) -> WhatIf:
    partners = tuple(fields[name].key for name in ("one", "other") if fields[name].key)
    themes = (theme,) if theme else ()
    kind = class_ if class_ in CLASSES else "Cooperation"
    return what_if(
        landscape,
        day,
        add=[Planned(partners, themes, kind)] if partners else [],
        remove=[fields["without"].key] if fields["without"].key else [],
    )


def _gaps(landscape: Landscape, answer: WhatIf) -> list[tuple[Text, int, list[GapRow]]]:
    return [
        (
            Text("Lücken, die sich schließen würden", "Gaps that would close"),
            len(answer.closed),
            gap_rows(landscape, answer.closed[:GAPS]),
        ),
        (
            Text("Lücken, die sich öffnen würden", "Gaps that would open"),
            len(answer.opened),
            gap_rows(landscape, answer.opened[:GAPS]),
        ),
    ]
