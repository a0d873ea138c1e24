"""Which questions the columns answer by name, what they take, and how SPARQL asks the same."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from string import Template
from typing import Final

import numpy as np

from graph.columns import actors, gaps, sparql, ties
from graph.columns.arrays import Integers, Names
from graph.columns.tables import Columns
from graph.near import no_such
from ontology.namespaces import ID, VOCAB, slug
from ontology.texts import Text

Answer = list[tuple[str | int, ...]]


@dataclass(frozen=True, slots=True)
class Wish:
    """What a question is asked with; each one reads only the fields that it names.

    Attributes:
        theme, type, state, district, actor: keys that exist.
        iri: of the actor; empty for one that is no body of a municipality.
        words: in a name.
        hops: ties to walk along.
        limit: rows.
    """

    theme: str = ""
    type: str = ""
    state: str = ""
    district: str = ""
    actor: str = ""
    iri: str = ""
    words: str = ""
    day: date = date.max
    hops: int = 3
    limit: int = 20

    def terms(self) -> dict[str, str]:
        """Return every field as SPARQL writes it."""
        return {
            "theme": f"<{VOCAB}theme/{self.theme}>",
            "type": f"<{VOCAB}actor-type/{self.type}>",
            "state": f"<{ID}state/{self.state}>",
            "district": f"<{ID}district/{self.district}>",
            "actor": f"<{self.iri or ID + 'actor/' + self.actor}>",
            "actors": f"{ID}actor/",
            "bodies": f"{ID}body/",
            "words": slug(self.words),
            "day": self.day.isoformat(),
            "limit": str(self.limit),
        }


@dataclass(frozen=True, slots=True)
class Analysis:
    """A question with a name.

    Attributes:
        parameters: fields of `Wish` that it reads.
        columns: what the answer's columns hold; keys, and numbers where the name is a plural.
        run: how the columns answer it.
        sparql: how SPARQL asks it.
    """

    key: str
    title: Text
    parameters: tuple[str, ...]
    columns: tuple[str, ...]
    run: Callable[[Columns, Wish], Answer]
    sparql: Callable[[Wish], str]


def analysis(key: str) -> Analysis:
    """Return a question.

    Raises:
        UnknownThingError: with near matches by key and name.
    """
    found = ANALYSES.get(key)
    if found is None:
        names = {one.key: one.title.de for one in ANALYSES.values()}
        raise no_such(
            Text(f"Es gibt keine Auswertung „{key}“.", f'There is no analysis "{key}".'),
            key,
            names,
        )
    return found


def _listed(names: Names, numbers: Integers) -> Answer:
    return [(text,) for text in names.take(numbers)]


def _paired(names: Names, found: tuple[Integers, Integers]) -> Answer:
    return list(zip(names.take(found[0]), names.take(found[1]), strict=True))


def _per_theme_and_state(columns: Columns, _: Wish) -> Answer:
    theme, state, count = ties.ties_per_theme_and_state(columns)
    shown = columns.themes.take(theme), columns.states.take(state), count.tolist()
    return list(zip(*shown, strict=True))


def _per_state_on(columns: Columns, wish: Wish) -> Answer:
    counts = ties.ties_per_state_on(columns, wish.day)
    filled = np.flatnonzero(counts).astype(np.int32)
    return list(zip(columns.states.take(filled), counts[filled].tolist(), strict=True))


def _most_connected(columns: Columns, wish: Wish) -> Answer:
    found, counts = actors.most_connected(columns, wish.limit)
    return list(zip(columns.actors.take(found), counts.tolist(), strict=True))


def _of_type(columns: Columns, wish: Wish) -> Answer:
    found = actors.actors_where(columns, type_=wish.type, state=wish.state)
    return _listed(columns.actors, found)


def _filled(template: Template) -> Callable[[Wish], str]:
    return lambda wish: template.substitute(wish.terms())


_MADE: Final = (
    Analysis(
        "actors-of-type",
        Text("Akteure eines Typs in einem Land", "Actors of a type in a state"),
        ("type", "state"),
        ("actor",),
        _of_type,
        _filled(sparql.ACTORS_OF_TYPE),
    ),
    Analysis(
        "actors-named",
        Text("Akteure, deren Name ein Wort enthält", "Actors whose name contains a word"),
        ("words",),
        ("actor",),
        lambda columns, wish: _listed(columns.actors, actors.actors_named(columns, wish.words)),
        _filled(sparql.ACTORS_NAMED),
    ),
    Analysis(
        "pairs-on-theme",
        Text("Paare, die zu einem Thema kooperieren", "Pairs that cooperate on a theme"),
        ("theme",),
        ("one", "two"),
        lambda columns, wish: _paired(columns.actors, ties.pairs_on(columns, wish.theme)),
        _filled(sparql.PAIRS_ON_THEME),
    ),
    Analysis(
        "ties-under-theme",
        Text(
            "Kooperationen zu einem Thema und allen darunter",
            "Cooperations on a theme and all below it",
        ),
        ("theme",),
        ("tie",),
        lambda columns, wish: _listed(columns.ties, ties.ties_under(columns, wish.theme)),
        _filled(sparql.TIES_UNDER_THEME),
    ),
    Analysis(
        "districts-without-theme",
        Text(
            "Kreise, aus denen niemand zu einem Thema kooperiert",
            "Districts from which nobody cooperates on a theme",
        ),
        ("theme",),
        ("district",),
        lambda columns, wish: _listed(
            columns.districts, gaps.districts_without(columns, wish.theme)
        ),
        _filled(sparql.DISTRICTS_WITHOUT_THEME),
    ),
    Analysis(
        "themes-missing",
        Text(
            "Themen, zu denen aus einem Kreis niemand kooperiert",
            "Themes on which nobody from a district cooperates",
        ),
        ("district",),
        ("theme",),
        lambda columns, wish: _listed(columns.themes, gaps.themes_missing(columns, wish.district)),
        _filled(sparql.THEMES_MISSING),
    ),
    Analysis(
        "neighbours-apart",
        Text(
            "Nachbarkreise, die am selben Thema getrennt arbeiten",
            "Neighbouring districts that work on the same theme apart",
        ),
        ("theme",),
        ("one", "two"),
        lambda columns, wish: _paired(
            columns.districts, gaps.neighbours_apart(columns, wish.theme)
        ),
        _filled(sparql.NEIGHBOURS_APART),
    ),
    Analysis(
        "ties-per-theme-and-state",
        Text("Kooperationen je Thema und Land", "Cooperations per theme and state"),
        (),
        ("theme", "state", "ties"),
        _per_theme_and_state,
        _filled(sparql.TIES_PER_THEME_AND_STATE),
    ),
    Analysis(
        "ties-per-state",
        Text("Laufende Kooperationen je Land an einem Tag", "Current cooperations per state"),
        ("day",),
        ("state", "ties"),
        _per_state_on,
        _filled(sparql.TIES_PER_STATE_ON),
    ),
    Analysis(
        "most-connected",
        Text("Akteure mit den meisten Partnern", "Actors with the most partners"),
        ("limit",),
        ("actor", "partners"),
        _most_connected,
        _filled(sparql.MOST_CONNECTED),
    ),
    Analysis(
        "partners-within",
        Text("Wer über gemeinsame Partner erreichbar ist", "Who can be reached over partners"),
        ("actor", "hops"),
        ("partner",),
        lambda columns, wish: _listed(
            columns.actors, actors.partners_within(columns, wish.actor, wish.hops)
        ),
        lambda wish: sparql.partners_within(wish.terms()["actor"], wish.hops),
    ),
    Analysis(
        "tied-pairs",
        Text("Alle Paare, die kooperieren", "All pairs that cooperate"),
        (),
        ("one", "two"),
        lambda columns, _: _paired(columns.actors, actors.tied_pairs(columns)),
        _filled(sparql.TIED_PAIRS),
    ),
)

ANALYSES: Final[Mapping[str, Analysis]] = {one.key: one for one in _MADE}
"""Every question by its key; a tie is a cooperation, at any time unless a day is asked for."""
