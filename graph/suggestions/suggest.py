"""Whom an actor should talk to: candidates of every kind, ranked, explained and checked."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import islice
from typing import Final, NamedTuple

from graph.landscape import Landscape
from graph.near import no_such_choice
from graph.once import once_per_landscape
from graph.suggestions.candidates import Candidate, varied
from graph.suggestions.catalogue import GENERATORS, KINDS, THIRD_PARTNER, candidates, kinds_for
from graph.suggestions.fairness import in_front
from graph.suggestions.nothing import note
from graph.suggestions.past_days import about_day
from graph.suggestions.results import (
    SEPARATOR,
    PartnerRef,
    Suggestion,
    SuggestionList,
    askers_of,
)
from graph.suggestions.scope import Scope
from graph.suggestions.wording import out_of_range
from graph.suggestions.writing import Asked, written
from ontology.errors import UnknownThingError
from ontology.texts import Text

MOST: Final = 100
"""Largest limit that is answered."""


POLICY: Final = "evidence-varied-4"
"""Id of the rule by which lists are made; nothing in it is left to chance, so everything in a list
was shown with probability (propensity) 1 and everything else with 0."""

_LEARNING: Final = ("peer-district", "model")
KEPT: Final = 1000
"""Answers that are kept; readers come back to the same actors."""

Placed = tuple[Asked, Candidate, list[Candidate]]
"""Who asked, a candidate, and all candidates of the kind, ranked."""


def suggest(
    landscape: Landscape,
    actor: str,
    day: date,
    *,
    kind: str | None = None,
    theme: str | None = None,
    limit: int = 10,
    excluded: Iterable[str] = (),
) -> SuggestionList:
    """Return whom an actor should talk to, why, why not, and what would change the answer.

    Args:
        landscape: where to look.
        actor: key, IRI or AGS; an AGS means the administration of the district.
        day: what starts later is not seen; what ended before is history.
        kind: one kind that this actor is offered (`kinds_for`); None for a mix of all.
        theme: only what belongs to this theme, by key or IRI; None for all.
        limit: how many at most, 1 to 100.
        excluded: keys of actors never to suggest, or `partner~subject`, for instance after they
            declined (`feedback.excluded`).

    Returns:
        The list. Without candidates it is empty and `note` says why.

    Raises:
        UnknownThingError: if there is no such actor, theme, or kind for this actor.
        ParameterError: if the limit is out of range.
    """
    asking = landscape.actor(actor)
    about = landscape.theme(theme).key if theme else ""
    if not 1 <= limit <= MOST:
        raise out_of_range("limit", MOST)
    chosen = _kinds(landscape, asking.key, kind)
    asked = _Question(asking.key, day, kind or "", about, limit, frozenset(excluded))
    return _answers(landscape).of(asked, lambda: _answered(landscape, asked, chosen))


def _answered(landscape: Landscape, asked: "_Question", chosen: Sequence[str]) -> SuggestionList:
    scope = Scope(landscape, asked.day, excluded=asked.excluded)
    asking, theme, limit = landscape.actors[asked.actor], asked.theme, asked.limit
    asking_still = scope.exists(asking.key)  # who has ended has nobody to talk to
    # each list is only made as far as it is read
    lists = [
        _of_kind(scope, Asked(asking.key, one, theme), limit, only=len(chosen) == 1)
        for one in (chosen if asking_still else ())
    ]
    placed = list(islice(_mixed(lists), limit))
    told = note(scope, asking.key, [(one[0].kind, one[1]) for one in placed], chosen, theme)
    remarks = [*about_day(scope, asking.key), told]
    parameters = {
        "actor": asking.key,
        "as_of": asked.day.isoformat(),
        "kind": asked.kind,
        "theme": theme,
        "limit": str(limit),
    }
    return SuggestionList(
        actor=PartnerRef(asking.iri, asking.key, asking.name),
        day=asked.day,
        kinds=tuple(KINDS[one] for one in kinds_for(landscape, asking.key)),
        items=tuple(written(scope, *one) for one in placed),
        note=Text(
            " ".join(one.de for one in remarks if one.de),
            " ".join(one.en for one in remarks if one.en),
        ),
        engine=_ENGINE,
        parameters=parameters,
        version=landscape.version,
    )


def find_suggestion(landscape: Landscape, identifier: str, day: date) -> Suggestion:
    """Return one suggestion by its id, as it stands on a day.

    Args:
        landscape: where to look.
        identifier: `Suggestion.id`.
        day: see `suggest`.

    Raises:
        UnknownThingError: if the id is malformed or the facts of that day do not support it.
    """
    parts = identifier.split(SEPARATOR)
    asking = askers_of(identifier)
    if len(parts) in (3, 4) and parts[1] in GENERATORS and landscape.actors.keys() >= set(asking):
        actor, kind, partner, subject = (*parts, "")[:4]
        scope = Scope(landscape, day)
        # a group asks on a theme, and this is what its suggestions are about
        of_group = kind == THIRD_PARTNER
        theme = subject if of_group else ""
        known = of_group or (len(asking) == 1 and kind in kinds_for(landscape, actor))
        if known and all(map(scope.exists, asking)):
            order = candidates(scope, actor, kind, theme)
            for candidate in order:
                if candidate.identity == (partner, subject):
                    return written(scope, Asked(actor, kind, theme), candidate, order)
    raise UnknownThingError(
        Text(
            f"Den Vorschlag „{identifier}“ gibt es an diesem Tag nicht.",
            f'There is no suggestion "{identifier}" on this day.',
        )
    )


_ENGINE: Final = Text(
    "Merkmale und Einträge statt Netzmaße: die meisten Kommunen und Stiftungen haben höchstens"
    " eine verzeichnete Beziehung. Die Wertung ist die Summe der genannten Gründe; die Liste wird"
    " danach auf Vielfalt geordnet. Keine Stiftung, kein Kreis und niemand mit seinen Modellen"
    " steht in mehr als einem Viertel aller Listen vorn, außer wo sonst niemand passt: die anderen"
    " folgen am Ende, wenn nur nach dieser Art gefragt wird. Dort stehen auch Angebote, die für"
    " alle Kreise gleich gelten. Wer gleich fragt, bekommt dieselbe Liste: nichts ist ausgelost.",
    "Attributes and entries instead of network measures: most municipalities and foundations have"
    " at most one recorded tie. The score is the sum of the reasons given; the list is then"
    " ordered for variety. No foundation, no district and nobody with its models stands in front"
    " in more than a quarter of all lists, except where nobody else fits: the others follow at the"
    " end if only this kind is asked for. So do offers that are the same for all districts. Whoever"
    " asks the same gets the same list: nothing is drawn by lot.",
)


class _Question(NamedTuple):
    """Everything that an answer depends on, within one landscape."""

    actor: str
    day: date
    kind: str
    theme: str
    limit: int
    excluded: frozenset[str]


class _Answers:
    """Answers to the questions asked last."""

    def __init__(self) -> None:
        self._kept: dict[_Question, SuggestionList] = {}

    def of(self, question: _Question, make: Callable[[], SuggestionList]) -> SuggestionList:
        """Return the answer to a question; the oldest one is forgotten for a new one."""
        found = self._kept.get(question)
        if found is None:
            found = make()
            if len(self._kept) >= KEPT:
                self._kept.pop(next(iter(self._kept)), None)
            self._kept[question] = found
        return found


@once_per_landscape
def _answers(_landscape: Landscape) -> _Answers:
    return _Answers()


def _kinds(landscape: Landscape, actor: str, kind: str | None) -> tuple[str, ...]:
    offered = kinds_for(landscape, actor)
    if kind is None:
        return offered
    if kind not in offered:
        said = Text(
            f"Vorschläge der Art „{kind}“ gibt es für diesen Akteur nicht.",
            f'There are no suggestions of the kind "{kind}" for this actor.',
        )
        raise no_such_choice(said, kind, {one: KINDS[one].label for one in offered})
    return (kind,)


def _mixed(lists: Sequence[Iterator[Placed]]) -> Iterator[Placed]:
    """Yield one of each kind in turn.

    A district to learn from and its model rest on the same entries: whoever is there with the one
    does not come again with the other, unless nothing else of that kind is left.
    """
    rest, learning, begun = list(lists), dict[str, str](), set[str]()
    while rest:
        for one in tuple(rest):
            placed = _next(one, learning, begun)
            if placed is None:
                rest.remove(one)
                continue
            asked, candidate, _ = placed
            begun.add(asked.kind)
            if asked.kind in _LEARNING:
                learning[candidate.partner] = asked.kind
            yield placed


def _next(
    one: Iterator[Placed], learning: Mapping[str, str], begun: Collection[str]
) -> Placed | None:
    told: Placed | None = None
    for placed in one:
        kind, partner = placed[0].kind, placed[1].partner
        if kind not in _LEARNING or learning.get(partner, kind) == kind:
            return placed
        told = told or placed
    return told if told is not None and told[0].kind not in begun else None


def _of_kind(scope: Scope, asked: Asked, limit: int, *, only: bool) -> Iterator[Placed]:
    order = candidates(scope, asked.actor, asked.kind, asked.theme)
    front = in_front(scope, asked.kind, asked.actor, order)
    shown = set[int]()
    for candidate in varied(front, limit):
        shown.add(id(candidate))
        yield asked, candidate, order
    if len(shown) < limit and (only or not shown):
        first = {id(one) for one in front}
        rest = [one for one in order if id(one) not in first and (only or not one.aside)]
        for candidate in varied(rest, limit - len(shown)):
            yield asked, candidate, order
