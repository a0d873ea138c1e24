"""Which empty cells comparable districts would make us expect to be filled."""

from typing import Final

import numpy as np

from graph.analyses.context import PEERS, PEERS_NEEDED, GapContext
from graph.analyses.wording import listed
from ontology.texts import Text

RANKED_BY: Final = "expected"
"""Of the rankings that the back-test compares, the smoothed share of peers foresaw best which
empty cells were filled; need and surprise are reported beside it and say why, not in which order.
"""


def expected_cells(context: GapContext) -> list[tuple[str, str]]:
    """Return empty cells that at least three of the ten nearest districts fill.

    Where a theme and a narrower one are both empty, only the narrower one is named: it can be
    acted on.
    """
    table = context.table
    flagged = (context.peers_active >= PEERS_NEEDED) & ~table.active
    found = []
    for row, ags in enumerate(table.districts):
        themes = [table.themes[column] for column in np.flatnonzero(flagged[row])]
        covered = {up for theme in themes for up in table.broader[theme] if up != theme}
        found += [(ags, theme) for theme in themes if theme not in covered]
    return found


def peers_sentence(context: GapContext, ags: str, theme: str) -> Text:
    """Return how many comparable districts work on a theme, and which."""
    others = context.peers_with(ags, theme)
    count = min(PEERS, len(context.near[ags]))
    names = listed([context.name(other) for other in others])
    return Text(
        f"{len(others)} von {count} vergleichbaren Kreisen arbeiten daran ({names.de}).",
        f"{len(others)} of {count} comparable districts work on it ({names.en}).",
    )


def checked_sentence(context: GapContext, ags: str, theme: str) -> Text:
    """Return which absences were checked in a cell, with a blank before; empty if none was."""
    found = context.table.checked.get((ags, theme), ())
    names = [
        " – ".join(context.actor_name(actor) for actor in one.actors) + f" ({one.interval.end})"
        for one in found
    ]
    if not found:
        return Text("", "")
    return Text(
        f" Geprüft, keine Zusammenarbeit: {listed(names).de}.",
        f" Checked, no cooperation: {listed(names).en}.",
    )


def cell_factors(context: GapContext, ags: str, theme: str) -> dict[str, float]:
    """Return the factors of a cell besides surprise; cells rank by `RANKED_BY`."""
    table = context.table
    return {
        RANKED_BY: float(context.expected[table.row[ags], table.column[theme]]),
        "need": context.needs.factor(ags, theme),
        "peer_rate": len(context.peers_with(ags, theme)) / PEERS,
    }
