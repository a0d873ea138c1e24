"""Who would complete a consortium: the best third and fourth for given partners and a theme."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from graph.landscape import Landscape
from graph.suggestions.candidates import varied
from graph.suggestions.catalogue import THIRD_PARTNER, candidates
from graph.suggestions.lifetimes import has_ended
from graph.suggestions.results import TOGETHER, CompletedConsortium, PartnerRef
from graph.suggestions.scope import Scope
from graph.suggestions.wording import out_of_range
from graph.suggestions.writing import Asked, written
from ontology.errors import ParameterError
from ontology.texts import Text

MOST: Final = 20
"""Largest limit that is answered."""


def complete_consortium(
    landscape: Landscape, actors: Sequence[str], theme: str, day: date, *, limit: int = 5
) -> CompletedConsortium:
    """Return who would complete a group of partners on a theme, see `third_partners`.

    Args:
        landscape: where to look.
        actors: at least one key, IRI or AGS; the partners that are already there.
        theme: key or IRI; empty for any.
        day: see `suggest`.
        limit: how many at most, 1 to 20.

    Raises:
        UnknownThingError: if an actor or the theme does not exist.
        ParameterError: if no actor is given, one is given twice, or the limit is out of range.
    """
    given = [landscape.actor(actor) for actor in actors]
    if not given or len({one.key for one in given}) < len(given):
        raise ParameterError(
            "actor",
            Text(
                "Bitte einen oder mehrere verschiedene Akteure nennen, jeden nur einmal.",
                "Please name one or more different actors, each only once.",
            ),
        )
    theme = landscape.theme(theme).key if theme else ""
    if not 1 <= limit <= MOST:
        raise out_of_range("limit", MOST)
    scope = Scope(landscape, day)
    keys = [one.key for one in given]
    asked = Asked(TOGETHER.join(keys), THIRD_PARTNER, theme)
    order = candidates(scope, asked.actor, asked.kind, theme)
    members = tuple(written(scope, asked, one, order) for one in varied(order, limit))
    partners = tuple(PartnerRef(one.iri, one.key, one.name) for one in given)
    return CompletedConsortium(partners, theme, members, _note(scope, keys, found=bool(members)))


def _note(scope: Scope, keys: Sequence[str], *, found: bool) -> Text:
    gone = [one.text for key in keys if (one := has_ended(scope, key))]
    if not found:
        gone.append(
            Text(
                "Die Einträge geben niemanden her, der alle erreicht, die schon da sind; das heißt"
                " nicht, dass es niemanden gibt.",
                "The entries support nobody who reaches all that are there already; that does not"
                " mean that there is nobody.",
            )
        )
    return Text(" ".join(one.de for one in gone), " ".join(one.en for one in gone))
