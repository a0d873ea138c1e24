"""Which columns the landscape has, and how they come from the landscape in memory."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import permutations
from typing import Final

import numpy as np

from graph.columns.arrays import NONE, Integers, Names, Rows
from graph.landscape import Landscape
from graph.selection import narrower
from ontology.namespaces import slug

UNKNOWN_START: Final = 0
"""Day number of a tie whose beginning is not known; day 1 is the first of January of the year 1."""

OPEN_END: Final = 2**31 - 1
"""Day number of a tie that has no known end."""


@dataclass(frozen=True, slots=True)
class Columns:
    """One landscape in numbers; a tie is a cooperation of two or more actors.

    Attributes:
        version: of the landscape.
        actors: keys of all actors, rising.
        words: name of each actor in the form that is searched: lower case, no umlauts.
        lower_keys: key of each actor in lower case.
        classes, types, registers, states, districts, themes, programmes, ties: keys.
        actor_class, actor_type, actor_register, actor_state, actor_district: numbers, `NONE` if
            not known.
        tie_from, tie_through: day numbers as `date.toordinal`.
        tie_actors, tie_themes: as the source says.
        tie_states, tie_districts: where the members of each tie sit.
        item_actors, item_themes: of models, offers, needs, reports and bodies.
        programme_actors: who took part.
        actor_ties, theme_ties, theme_items: the same from the other side.
        partners: actors that share a tie.
        theme_below: each theme with all narrower ones, itself included.
        neighbours: districts that share a border.
    """

    version: str
    actors: Names
    words: Names
    lower_keys: Names
    classes: Names
    types: Names
    registers: Names
    states: Names
    districts: Names
    themes: Names
    programmes: Names
    ties: Names
    actor_class: Integers
    actor_type: Integers
    actor_register: Integers
    actor_state: Integers
    actor_district: Integers
    tie_from: Integers
    tie_through: Integers
    tie_actors: Rows
    tie_themes: Rows
    tie_states: Rows
    tie_districts: Rows
    item_actors: Rows
    item_themes: Rows
    programme_actors: Rows
    actor_ties: Rows
    theme_ties: Rows
    theme_items: Rows
    partners: Rows
    theme_below: Rows
    neighbours: Rows


def build(landscape: Landscape) -> Columns:
    """Return the columns of a landscape; the same landscape gives the same numbers."""
    actors = [landscape.actors[key] for key in sorted(landscape.actors)]
    ties = [landscape.ties[key] for key in sorted(landscape.ties)]
    items = [landscape.items[key] for key in sorted(landscape.items)]
    actor = Names.of(one.key for one in actors)
    theme, programme, district, state = map(
        _sorted_names,
        (landscape.themes, landscape.programmes, landscape.districts, landscape.states),
    )
    classes = _sorted_names({one.class_ for one in actors})
    types = _sorted_names({one.type for one in actors} - {""})
    registers = _sorted_names({one.register for one in actors} - {""})
    actor_state = _numbers(state, (one.state for one in actors))
    actor_district = _numbers(district, (one.district for one in actors))
    tie_actors = _rows(actor, (one.actors for one in ties))
    tie_themes = _rows(theme, (one.themes for one in ties))
    item_themes = _rows(theme, (one.themes for one in items))
    return Columns(
        version=landscape.version,
        actors=actor,
        words=Names.of(slug(one.name) for one in actors),
        lower_keys=Names.of(one.key.lower() for one in actors),
        classes=classes,
        types=types,
        registers=registers,
        states=state,
        districts=district,
        themes=theme,
        programmes=programme,
        ties=Names.of(one.key for one in ties),
        actor_class=_numbers(classes, (one.class_ for one in actors)),
        actor_type=_numbers(types, (one.type for one in actors)),
        actor_register=_numbers(registers, (one.register for one in actors)),
        actor_state=actor_state,
        actor_district=actor_district,
        tie_from=_days((one.interval.valid_from for one in ties), UNKNOWN_START),
        tie_through=_days((one.interval.valid_through for one in ties), OPEN_END),
        tie_actors=tie_actors,
        tie_themes=tie_themes,
        tie_states=_through(tie_actors, actor_state),
        tie_districts=_through(tie_actors, actor_district),
        item_actors=_rows(actor, (one.actors for one in items)),
        item_themes=item_themes,
        programme_actors=_participants(landscape, programme, actor),
        actor_ties=tie_actors.turned(len(actor)),
        theme_ties=tie_themes.turned(len(theme)),
        theme_items=item_themes.turned(len(theme)),
        partners=_partners(tie_actors, len(actor)),
        theme_below=_rows(theme, (narrower(landscape, key) for key in theme.texts)),
        neighbours=_rows(district, (landscape.neighbours.get(k, ()) for k in district.texts)),
    )


def _sorted_names(keys: Iterable[str]) -> Names:
    return Names.of(sorted(keys))


def _numbers(names: Names, texts: Iterable[str]) -> Integers:
    return np.array([names.number(text) for text in texts], dtype=np.int32)


def _rows(names: Names, rows: Iterable[Iterable[str]]) -> Rows:
    known = names.numbers
    return Rows.of([[known[key] for key in row if key in known] for row in rows])


def _days(days: Iterable[date | None], unknown: int) -> Integers:
    return np.array([unknown if day is None else day.toordinal() for day in days], dtype=np.int32)


def _through(rows: Rows, code: Integers) -> Rows:
    found = code.tolist()
    return Rows.of(
        [{found[one] for one in rows.row(row).tolist()} - {NONE} for row in range(len(rows))]
    )


def _participants(landscape: Landscape, programme: Names, actor: Names) -> Rows:
    found: Mapping[str, list[str]] = {key: [] for key in programme.texts}
    for tie in landscape.participations.values():
        if tie.programme in found:
            found[tie.programme].extend(tie.actors)
    return _rows(actor, found.values())


def _partners(tie_actors: Rows, actors: int) -> Rows:
    found: list[set[int]] = [set() for _ in range(actors)]
    for tie in range(len(tie_actors)):
        for one, two in permutations(tie_actors.row(tie).tolist(), 2):
            found[one].add(two)
    return Rows.of(found)
