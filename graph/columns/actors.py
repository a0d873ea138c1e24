"""Questions about actors, answered from columns: who is of a kind, called so, tied to whom."""

import numpy as np
import numpy.typing as npt

from graph.columns.arrays import NONE, Integers, distinct
from graph.columns.tables import Columns
from ontology.namespaces import slug


def actors_where(  # noqa: PLR0913 - one for each filter that lists of actors have
    columns: Columns,
    *,
    type_: str = "",
    state: str = "",
    district: str = "",
    register: str = "",
    theme: str = "",
    programme: str = "",
    words: str = "",
) -> Integers:
    """Return the actors that pass every given filter, rising.

    Args:
        columns: where to look.
        type_: class or actor type.
        state: two-digit key of the state where they sit.
        district: AGS of the district where they sit.
        register: that they come from; `none` for those of no large register.
        theme: see `actors_on`.
        programme: see `actors_in`.
        words: see `actors_named`.

    Returns:
        Numbers in `columns.actors`; all without a filter, none for a key that nothing has.
    """
    passes = np.ones(len(columns.actors), dtype=bool)
    if type_:
        passes &= _has(columns.actor_class, columns.classes.number(type_)) | _has(
            columns.actor_type, columns.types.number(type_)
        )
    if state:
        passes &= _has(columns.actor_state, columns.states.number(state))
    if district:
        passes &= _has(columns.actor_district, columns.districts.number(district))
    if register == "none":
        passes &= columns.actor_register == NONE
    elif register:
        passes &= _has(columns.actor_register, columns.registers.number(register))
    found = np.flatnonzero(passes).astype(np.int32)
    for given, chosen in ((theme, actors_on), (programme, actors_in), (words, actors_named)):
        if given:
            found = np.intersect1d(found, chosen(columns, given), assume_unique=True)
    return found


def actors_on(columns: Columns, theme: str) -> Integers:
    """Return the actors with a tie, model, offer, need, report or body on exactly this theme."""
    number = columns.themes.number(theme)
    if number == NONE:
        return np.empty(0, dtype=np.int32)
    by_tie = columns.tie_actors.joined(columns.theme_ties.row(number))
    by_item = columns.item_actors.joined(columns.theme_items.row(number))
    return distinct(np.sort(np.concatenate((by_tie, by_item))))


def actors_in(columns: Columns, programme: str) -> Integers:
    """Return the actors that took part in a programme; none if there is no such programme."""
    number = columns.programmes.number(programme)
    if number == NONE:
        return np.empty(0, dtype=np.int32)
    return columns.programme_actors.row(number)


def actors_named(columns: Columns, text: str) -> Integers:
    """Return the actors whose name contains every word of a text, or whose key it is, rising.

    Args:
        columns: where to look.
        text: case and umlauts do not matter; nobody is found without a letter or digit.
    """
    wanted = slug(text)
    if not wanted:
        return np.empty(0, dtype=np.int32)
    first, *others = sorted(wanted.split("-"), key=len, reverse=True)
    found = columns.words.containing(first)
    for word in others:
        found = np.intersect1d(found, columns.words.containing(word), assume_unique=True)
    exact = columns.lower_keys.number(wanted)
    return found if exact == NONE else np.union1d(found, [exact]).astype(np.int32)


def partners_within(columns: Columns, actor: str, hops: int) -> Integers:
    """Return who can be reached from an actor over shared ties, itself left out, rising.

    Args:
        columns: where to look.
        actor: key; nobody is reached from an unknown one.
        hops: ties to walk along, 1 or more.
    """
    number = columns.actors.number(actor)
    seen = np.zeros(len(columns.actors), dtype=bool)
    if number == NONE:
        return np.flatnonzero(seen).astype(np.int32)
    fresh = np.array([number], dtype=np.int32)
    for _ in range(hops):
        reached = np.zeros(len(seen), dtype=bool)
        reached[columns.partners.joined(fresh)] = True
        reached &= ~seen
        fresh = np.flatnonzero(reached).astype(np.int32)
        seen |= reached
    seen[number] = False
    return np.flatnonzero(seen).astype(np.int32)


def most_connected(columns: Columns, limit: int) -> tuple[Integers, Integers]:
    """Return the actors with the most different partners and how many these are, most first.

    Args:
        columns: where to look.
        limit: at most so many; of equal ones the first by key.
    """
    counts = np.diff(columns.partners.start)
    if not len(counts):
        return counts, counts
    least = np.partition(counts, -limit)[-limit] if limit < len(counts) else 0
    top = np.flatnonzero(counts >= max(int(least), 1)).astype(np.int32)
    top = top[np.lexsort((top, -counts[top]))][:limit]
    return top, counts[top]


def tied_pairs(columns: Columns) -> tuple[Integers, Integers]:
    """Return every two actors that share a tie, the lower key first, in order."""
    one, two = columns.partners.owner(), columns.partners.other
    once = one < two
    return one[once], two[once]


def _has(codes: Integers, number: int) -> npt.NDArray[np.bool_]:
    return np.zeros(len(codes), dtype=bool) if number == NONE else np.equal(codes, number)
