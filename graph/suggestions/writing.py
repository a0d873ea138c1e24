"""How a candidate becomes a suggestion: reasons in words, the counterfactual computed anew."""

from collections.abc import Sequence
from dataclasses import dataclass

from graph.suggestions.candidates import Argument, Candidate, Case
from graph.suggestions.catalogue import THIRD_PARTNER
from graph.suggestions.levels import level_of
from graph.suggestions.results import (
    Counterfactual,
    PartnerRef,
    Reason,
    Suggestion,
    suggestion_id,
    suggestion_iri,
)
from graph.suggestions.scope import Scope
from graph.suggestions.trial import rank_without
from graph.suggestions.wording import plain_name, quoted
from ontology.texts import Text


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asked for what: key of the actor or group, one kind, and a theme or nothing."""

    actor: str
    kind: str
    theme: str


def written(
    scope: Scope, asked: Asked, candidate: Candidate, order: Sequence[Candidate]
) -> Suggestion:
    """Return a candidate as a suggestion.

    Args:
        scope: what is known.
        asked: who asked for what.
        candidate: the one to write.
        order: all candidates of the kind, ranked.
    """
    partner = scope.landscape.actors[candidate.partner]
    identifier = suggestion_id(asked.actor, asked.kind, *candidate.identity)
    case = candidate.case()
    found, level_note = level_of(scope.landscape, asked.kind, candidate.score)
    return Suggestion(
        id=identifier,
        iri=suggestion_iri(identifier),
        kind=asked.kind,
        partner=PartnerRef(partner.iri, partner.key, partner.name),
        subject=candidate.subject,
        theme=case.theme,
        level=found,
        level_note=level_note,
        score=candidate.score,
        reasons=tuple(Reason(one.say(), one.statements, one.sources()) for one in case.strongest()),
        counter_argument=case.against(),
        counterfactual=_counterfactual(scope, asked, case, (candidate, order)),
        unknown=case.unknown(),
        contact=partner.website,
    )


def _counterfactual(
    scope: Scope, asked: Asked, case: Case, placed: tuple[Candidate, Sequence[Candidate]]
) -> Counterfactual:
    candidate, order = placed
    rank = 1 + next(place for place, one in enumerate(order) if one is candidate)
    number, decisive = _decisive(case)
    if decisive is None:
        text = Text(
            "Der Vorschlag ruht nicht auf einzelnen Einträgen, die man weglassen könnte.",
            "The suggestion does not rest on single entries that could be left out.",
        )
        return Counterfactual(text, (), rank, rank)
    question = asked.actor, asked.kind, asked.theme
    after = rank_without(scope, question, order, candidate, decisive.removable)
    partner = scope.landscape.actors[candidate.partner]
    # what a group asks about is the theme, so its suggestions are told apart by the partner
    own = None if asked.kind == THIRD_PARTNER else candidate.subject
    name = own.name if own else plain_name(partner)
    what = _left_out(number, len(decisive.removable))
    text = _rank_text(name, what, (rank, after), len(order))
    return Counterfactual(text, decisive.removable, rank, after)


def _decisive(case: Case) -> tuple[int, Argument | None]:
    for number, argument in enumerate(case.strongest(), start=1):
        if argument.removable:
            return number, argument
    return 0, None


def _left_out(number: int, entries: int) -> Text:
    if entries == 1:
        return Text(
            f"Ohne den Eintrag hinter Grund {number}", f"Without the entry behind reason {number}"
        )
    return Text(
        f"Ohne die {entries} Einträge hinter Grund {number}",
        f"Without the {entries} entries behind reason {number}",
    )


def _rank_text(name: str, what: Text, ranks: tuple[int, int | None], total: int) -> Text:
    rank, after = ranks
    if after is None:
        return Text(
            f"{what.de} wäre {quoted(name)} kein Vorschlag mehr (jetzt Rang {rank} von {total}).",
            f"{what.en} {quoted(name, 'en')} would not be suggested (now rank {rank} of {total}).",
        )
    if after == rank:
        return Text(
            f"{what.de} bliebe {quoted(name)} auf Rang {rank} von {total}.",
            f"{what.en} {quoted(name, 'en')} would stay at rank {rank} of {total}.",
        )
    return Text(
        f"{what.de} läge {quoted(name)} auf Rang {after} statt {rank} von {total}.",
        f"{what.en} {quoted(name, 'en')} would be at rank {after} instead of {rank} of {total}.",
    )
