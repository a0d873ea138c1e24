"""Which districts fit a foundation: the arguments of the district, seen from the other side."""

from functools import cache, partial
from typing import Final

from graph.keys import municipality_key
from graph.suggestions.candidates import Argument, Candidate, Case, Only
from graph.suggestions.foundations import Wanting, foundation_fit, wanting
from graph.suggestions.record import AWAY, Record, record
from graph.suggestions.scope import Scope, addresses
from graph.suggestions.wording import capital, english_place, joined, place
from ontology.texts import Text

MISSING: Final = 0.1
"""Weight of a district without any recorded cooperation with a foundation."""
_CITY_STATES: Final = frozenset({"02", "04", "11"})
"""Hamburg, Bremen and Berlin; that nothing is recorded is not said of them."""


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
            found.append(_candidate(scope, fit, own, want))
    return found


def _candidate(scope: Scope, fit: Candidate, own: Record, want: Wanting) -> Candidate:
    district = scope.landscape.districts[want.ags]
    supported = scope.remembered("supported", want.ags, lambda: _is_supported(scope, want.ags))
    return Candidate(
        municipality_key(want.ags),
        fit.weight + (0.0 if supported else MISSING),
        # every counterfactual looks at what all cases rest on
        cache(partial(_case, scope, fit, own, want, supported=supported)),
        groups=frozenset({district.state, district.type, district.settlement_type}),
        damping=AWAY if own.is_away(want.ags) else 1.0,
    )


def _case(scope: Scope, fit: Candidate, own: Record, want: Wanting, *, supported: bool) -> Case:
    district, theirs = scope.landscape.districts[want.ags], fit.case()
    return Case(
        arguments=(*theirs.arguments, *(() if supported else (_missing(scope, want.ags),))),
        against=lambda: _against(scope, own, want),
        unknown=lambda: Text(
            f"Wer in der Verwaltung zuständig ist und ob {place(district)} eigene Mittel einbringen"
            " kann, ist nicht verzeichnet.",
            "Who in the administration is responsible, and whether"
            f" {english_place(district)} can contribute funds, is not recorded.",
        ),
        theme=theirs.theme,
    )


def _against(scope: Scope, own: Record, want: Wanting) -> Text:
    district = scope.landscape.districts[want.ags]
    others = sorted(want.partners & scope.ground.seats.keys())
    if others:
        names = [scope.landscape.actors[one].name for one in others[:2]]
        more = Text(" und anderen", " and others") if len(others) > len(names) else Text("", "")
        one = len(others) == 1
        whom = Text(
            "einer Stiftung" if one else "Stiftungen", "a foundation" if one else "foundations"
        )
        return Text(
            f"{capital(place(district))} arbeitet schon mit {whom.de} zusammen"
            f" ({joined(names)}{more.de}): ob Bedarf an einer weiteren besteht, ist offen.",
            f"{english_place(district)} already works with {whom.en}"
            f" ({joined(names, 'en')}{more.en}): whether there is need for one more is open.",
        )
    around = own.seen_from(want.ags, want.nearest, want.neighbours).all()
    ends = [one.tie.interval.valid_through for one in around if scope.status(one.tie) == "ended"]
    if ends and len(ends) == len(around):
        last = max(end.year for end in ends if end)
        return Text(
            f"Alles, was Sie dort oder in der Nähe gefördert haben, ist beendet, zuletzt {last}.",
            f"Everything that you supported there or nearby has ended, the last of it in {last}.",
        )
    return Text(
        f"Dass {place(district)} sich eine Stiftung als Partnerin wünscht, hält keine Quelle fest.",
        f"No source records that {english_place(district)} would like a foundation as a partner.",
    )


def _missing(scope: Scope, ags: str) -> Argument:
    district = scope.landscape.districts[ags]

    def say() -> Text:
        return Text(
            f"Zwischen der Verwaltung {place(district, 'genitive')} und einer Stiftung ist derzeit"
            " keine Zusammenarbeit verzeichnet.",
            f"No cooperation between the administration of {english_place(district)} and a"
            " foundation is recorded at present.",
        )

    return Argument(MISSING, say, (district.iri,), lambda: addresses(district.evidence))


def _is_supported(scope: Scope, ags: str) -> bool:
    if scope.landscape.districts[ags].state in _CITY_STATES:
        # ministries of the state are part of the administration there, and recorded beside it
        return True
    partners = scope.partners(scope.administration(ags))
    return not scope.ground.seats.keys().isdisjoint(partners)
