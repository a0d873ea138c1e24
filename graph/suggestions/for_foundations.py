"""Which districts fit a foundation: the arguments of the district, seen from the other side."""

from typing import Final

from graph.keys import municipality_key
from graph.suggestions.candidates import Argument, Candidate, Case, Only
from graph.suggestions.foundations import foundation_fit, wanting
from graph.suggestions.record import record
from graph.suggestions.scope import Scope, addresses
from graph.suggestions.wording import english_place, place
from ontology.texts import Text

MISSING: Final = 0.1
"""Weight of a district without any recorded cooperation with a foundation."""


def districts(scope: Scope, key: str, theme: str, only: Only = None) -> list[Candidate]:
    """Return the districts within reach of a foundation where its profile fits and is missing.

    Args:
        scope: what is known.
        key: the foundation that asks.
        theme: only if the foundation did something on this theme; empty for all.
        only: only these partners; None for all.
    """
    found = []
    reach, own = scope.reach(key), record(scope, key)
    for ags in sorted(scope.landscape.districts):
        partner = municipality_key(ags)
        if only is not None and partner not in only:
            continue
        if reach.isdisjoint(("*", ags, ags[:2])):
            continue
        want = wanting(scope, ags)
        fit = None if key in want.partners else foundation_fit(scope, own, want, theme)
        if fit is not None:
            found.append(_candidate(scope, ags, fit))
    return found


def _candidate(scope: Scope, ags: str, fit: Candidate) -> Candidate:
    district, theirs = scope.landscape.districts[ags], fit.case()
    case = Case(
        arguments=(*theirs.arguments, *_missing(scope, ags)),
        against=lambda: Text(
            "Die Verwaltung hat keinen Wunsch nach einer Stiftung geäußert; auch die Einträge"
            f" für {place(district, 'accusative')} sind nur ein Ausschnitt.",
            "The administration has not asked for a foundation; the entries on"
            f" {english_place(district)} are only a part.",
        ),
        unknown=lambda: Text(
            f"Wer in der Verwaltung zuständig ist und ob {place(district)} eigene Mittel einbringen"
            " kann, ist nicht verzeichnet.",
            "Who in the administration is responsible, and whether"
            f" {english_place(district)} can contribute funds, is not recorded.",
        ),
        theme=theirs.theme,
    )
    return Candidate.of(
        municipality_key(ags),
        case,
        groups=frozenset({district.state, district.type, district.settlement_type}),
    )


def _missing(scope: Scope, ags: str) -> list[Argument]:
    if scope.remembered("supported", ags, lambda: _is_supported(scope, ags)):
        return []
    district = scope.landscape.districts[ags]

    def say() -> Text:
        return Text(
            f"Zwischen der Verwaltung {place(district, 'genitive')} und einer Stiftung ist derzeit"
            " keine Zusammenarbeit verzeichnet.",
            f"No cooperation between the administration of {english_place(district)} and a"
            " foundation is recorded at present.",
        )

    return [Argument(MISSING, say, (district.iri,), lambda: addresses(district.evidence))]


def _is_supported(scope: Scope, ags: str) -> bool:
    partners = scope.partners(scope.administration(ags))
    return not scope.ground.seats.keys().isdisjoint(partners)
