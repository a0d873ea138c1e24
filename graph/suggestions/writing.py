"""How a candidate becomes a suggestion: reasons in words, the counterfactual computed anew."""

from collections.abc import Sequence
from dataclasses import dataclass

from graph.suggestions.candidates import Candidate, Case
from graph.suggestions.catalogue import THIRD_PARTNER
from graph.suggestions.levels import level_of
from graph.suggestions.results import (
    Counterfactual,
    PartnerRef,
    Reason,
    Suggestion,
    askers_of,
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
    partner = scope.landscape.actors[candidate.partner]
    # what a group asks about is the theme, so its suggestions are told apart by the partner
    own = None if asked.kind == THIRD_PARTNER else candidate.subject
    name = own.name if own else plain_name(partner)
    asking = (scope.landscape.actors[key].iri for key in askers_of(asked.actor))
    # without the thing itself or its reader there is nothing to rank
    itself = frozenset({partner.iri, candidate.subject.id if candidate.subject else "", *asking})
    better: Counterfactual | None = None
    for number, argument in enumerate(case.strongest(), start=1):
        removed = tuple(iri for iri in argument.removable if iri not in itself)
        if removed:
            question = asked.actor, asked.kind, asked.theme
            after = rank_without(scope, question, order, candidate, removed)
            what = _left_out(number, len(removed), len(argument.removable))
            text = _rank_text(name, what, (rank, after), len(order))
            told = Counterfactual(text, removed, rank, after)
            if after is None or after >= rank:
                return told
            better = better or told
    return better or Counterfactual(_rests_on_itself(name, case), (), rank, rank)


def _rests_on_itself(name: str, case: Case) -> Text:
    figures = any("/observation/" in iri for one in case.arguments for iri in one.statements)
    german = " und auf amtlichen Angaben zu beiden Seiten" if figures else ""
    english = " and on official figures of both sides" if figures else ""
    return Text(
        f"Der Vorschlag beruht allein auf dem, was von {quoted(name)} und von Ihnen selbst"
        f" verzeichnet ist{german}; ein anderer Eintrag, den man weglassen könnte, stützt ihn"
        " nicht.",
        f"The suggestion rests only on what is recorded of {quoted(name, 'en')} and of yourself"
        f"{english}; no other entry that could be left out supports it.",
    )


def _left_out(number: int, entries: int, of: int) -> Text:
    if entries < of:
        return Text(
            f"Ohne {entries} der {of} Einträge hinter Grund {number}",
            f"Without {entries} of the {of} entries behind reason {number}",
        )
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
    by = Text(
        f"von {total} nach Wertung, vor dem Ordnen auf Vielfalt",
        f"of {total} by score, before the ordering for variety",
    )
    if after is None:
        return Text(
            f"{what.de} wäre {quoted(name)} kein Vorschlag mehr (jetzt Rang {rank} {by.de}).",
            f"{what.en} {quoted(name, 'en')} would not be suggested (now rank {rank} {by.en}).",
        )
    if after == rank:
        return Text(
            f"{what.de} bliebe {quoted(name)} auf Rang {rank} {by.de}.",
            f"{what.en} {quoted(name, 'en')} would stay at rank {rank} {by.en}.",
        )
    # an entry counts for everybody it speaks for, and a partner that has many is damped
    others = (
        Text(
            " Das Weggelassene spricht für andere, die davor stehen, noch stärker, oder zugleich"
            " gegen diesen Vorschlag.",
            " What is left out speaks even more for others that stand before, or against it as"
            " well.",
        )
        if after < rank
        else Text("", "")
    )
    return Text(
        f"{what.de} läge {quoted(name)} auf Rang {after} statt {rank} {by.de}.{others.de}",
        f"{what.en} {quoted(name, 'en')} would be at rank {after} instead of {rank} {by.en}."
        f"{others.en}",
    )
