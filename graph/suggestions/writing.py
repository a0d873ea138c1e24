"""How a candidate becomes a suggestion: reasons in words, and the counterfactual computed anew."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graph.suggestions.candidates import Argument, Candidate, Case
from graph.suggestions.catalogue import KINDS
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
from graph.suggestions.themes import within
from graph.suggestions.trial import rank_without
from graph.suggestions.wording import plain_name, quoted, theme_label
from ontology.texts import Text


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asked for what: key of the actor, one kind, and a theme or nothing."""

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


def note(
    scope: Scope, actor: str, items: Sequence[Suggestion], kinds: Sequence[str], theme: str
) -> Text:
    """Return why there is nothing, or that a kind has nothing to offer; empty if all is well."""
    found = {item.kind for item in items}
    missing = [KINDS[kind].label for kind in kinds if kind not in found]
    if not missing or (items and len(items) < len(kinds)):
        return Text("", "")
    about = theme_label(scope.landscape, theme)
    german = f" zum Thema „{about.de}“" if theme else ""
    english = f' on "{about.en}"' if theme else ""
    names = ", ".join(label.de for label in missing), ", ".join(label.en for label in missing)
    known = [_record_of(scope, actor), *_left_aside(scope, theme)]
    own = "".join(one.de for one in known), "".join(one.en for one in known)
    return Text(
        f"Nichts gefunden{german} in: {names[0]}. {own[0]}Die verzeichneten Einträge geben dafür"
        " nichts her; das heißt nicht, dass es nichts gibt.",
        f"Nothing found{english} in: {names[1]}. {own[1]}The recorded entries do not support any;"
        " this does not mean that there is nothing.",
    )


def _left_aside(scope: Scope, theme: str) -> Iterator[Text]:
    if theme and not any(within(scope.landscape, [one], theme) for one in scope.ground.themes):
        yield Text(
            "Zu diesem Thema ist bisher für niemanden etwas verzeichnet. ",
            "Nothing is recorded on this theme for anybody yet. ",
        )
    if scope.excluded:
        yield Text("Abgelehntes ist ausgelassen. ", "What was declined is left out. ")


def _record_of(scope: Scope, actor: str) -> Text:
    ags = scope.ground.district_of.get(actor)
    ties = scope.ties_of(scope.administration(ags) if ags else (actor,))
    if not ties:
        return Text(
            "Für diesen Akteur ist keine Zusammenarbeit verzeichnet. ",
            "No cooperation of this actor is recorded. ",
        )
    if all(scope.status(tie) == "ended" for tie in ties):
        last = max(tie.interval.valid_through.year for tie in ties if tie.interval.valid_through)
        return Text(
            f"Alle seine verzeichneten Kooperationen sind beendet, die letzte {last}. ",
            f"All its recorded cooperations have ended, the last one in {last}. ",
        )
    return Text("", "")


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
    name = candidate.subject.name if candidate.subject else plain_name(partner)
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
            f'{what.en} "{name}" would not be suggested (now rank {rank} of {total}).',
        )
    if after == rank:
        return Text(
            f"{what.de} bliebe {quoted(name)} auf Rang {rank} von {total}.",
            f'{what.en} "{name}" would stay at rank {rank} of {total}.',
        )
    return Text(
        f"{what.de} läge {quoted(name)} auf Rang {after} statt {rank} von {total}.",
        f'{what.en} "{name}" would be at rank {after} instead of {rank} of {total}.',
    )
