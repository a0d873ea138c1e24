"""What is recorded of an organisation by itself: themes, kind, and how busy it is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from graph.suggestions.candidates import Argument
from graph.suggestions.scope import Scope, addresses
from graph.suggestions.themes import within
from graph.suggestions.wording import joined, period, quoted, theme_label, tie_name, year_of
from graph.things import Actor, Item, Tie
from ontology.texts import Text

DAMPING: Final = 0.1

LASTING_CLASSES: Final = frozenset(
    {
        "FederalMinistry",
        "Library",
        "Municipality",
        "PublicBody",
        "RegionalGovernment",
        "School",
        "StateGovernment",
        "StateMinistry",
        "University",
        "VocationalSchool",
    }
)
"""Of these nobody needs to check whether they still exist."""


@dataclass(frozen=True, slots=True)
class Profile:
    """What is recorded of an organisation, apart from with whom.

    Attributes:
        themes: theme → IRI of a tie or item on it.
        groups: what it has in common with others.
        damping: the more cooperations, the less is one more suggested.
        there: whether it exists on the day and nobody has taken its place.
    """

    themes: Mapping[str, str]
    groups: frozenset[str]
    damping: float
    there: bool


def profile(scope: Scope, key: str) -> Profile:
    """Return what is recorded of an organisation."""
    if key in scope.touched:
        return _profile(scope, key)
    return scope.always("profile", key, lambda: _profile(scope.whole(), key))


def _profile(scope: Scope, key: str) -> Profile:
    actor, themes = scope.landscape.actors[key], themes_of_actor(scope, key)
    degree = len(scope.landscape.index.ties.get(key, ()))
    return Profile(
        themes,
        frozenset({actor.class_, actor.state, *themes}),
        float(max(1, degree) ** -DAMPING),
        scope.exists(key) and not heirs(scope, key),
    )


def heirs(scope: Scope, key: str) -> list[str]:
    """Return who has taken the place of an actor by the day; [] if nobody has.

    A successor of unknown beginning has from the end of the earlier one.
    """
    actors = scope.landscape.actors
    end = actors[key].interval.valid_through
    gone = end is None or end < scope.day
    return [
        later
        for later in scope.landscape.successions.get(key, ())
        if (gone if (start := actors[later].interval.valid_from) is None else start <= scope.day)
    ]


def themes_of_actor(scope: Scope, key: str) -> dict[str, str]:
    """Return theme → IRI of a tie or item of an actor on it."""
    found: dict[str, str] = {}
    for tie in scope.ties_of([key]):
        found.update(dict.fromkeys(tie.themes, tie.iri))
    for item in scope.items_of([key]):
        found.update(dict.fromkeys(item.themes, item.iri))
    return found


def theme_argument(scope: Scope, key: str, theme: str, weight: float) -> Argument | None:
    """Return that an organisation is recorded on the theme asked for; None if it is not.

    Args:
        scope: what is known.
        key: of the organisation.
        theme: the theme; what is below it counts as well.
        weight: what it adds to the score.
    """
    entries: list[Tie | Item] = [*scope.ties_of([key]), *scope.items_of([key])]
    found = [one for one in entries if theme and within(scope.landscape, one.themes, theme)]
    if not found:
        return None
    iris = tuple(one.iri for one in found)
    return Argument(
        weight,
        lambda: _theme_text(scope, found, theme),
        iris,
        lambda: addresses(evidence for one in found for evidence in one.evidence),
        iris,
        asked=True,
    )


def _theme_text(scope: Scope, found: Sequence[Tie | Item], theme: str) -> Text:
    themes = sorted({one for entry in found for one in entry.themes})
    labels = [
        theme_label(scope.landscape, one) for one in themes if within(scope.landscape, [one], theme)
    ][:3]
    latest = max(found, key=lambda one: (one.interval.valid_from or date.min, one.key))
    shown = _shown(scope, latest)
    one = len(labels) == 1
    about = Text("zum Thema" if one else "zu den Themen", "the theme" if one else "the themes")
    return Text(
        f"Ist {about.de} {joined([quoted(label.de) for label in labels])} verzeichnet: {shown.de}.",
        f"Is recorded on {about.en} {joined([quoted(label.en, 'en') for label in labels], 'en')}:"
        f" {shown.en}.",
    )


def _shown(scope: Scope, entry: Tie | Item) -> Text:
    if isinstance(entry, Item):
        year = year_of(entry)
        return Text(quoted(entry.name) + year.de, quoted(entry.name, "en") + year.en)
    what, when = tie_name(scope.landscape, entry), period(entry.interval)
    return Text(f"{what.de} ({when.de})", f"{what.en} ({when.en})")


def acting(actor: Actor, count: int) -> Text:
    """Return what the number of its open cooperations says against an actor.

    Args:
        actor: who may be suggested.
        count: how many of its cooperations are current or without a date; 0 or more.
    """
    if count == 0 and actor.class_ in LASTING_CLASSES:
        return Text(
            "Eine laufende Kooperation ist hier nicht verzeichnet; das kann an den Daten liegen.",
            "No current cooperation is recorded here; this may be due to the data.",
        )
    if count == 0:
        return Text(
            "Für diese Organisation ist keine laufende Kooperation verzeichnet: ob sie noch aktiv"
            " ist, bitte prüfen.",
            "No current cooperation is recorded for this organisation: please check whether it is"
            " still active.",
        )
    if count == 1 and actor.class_ in LASTING_CLASSES:
        return Text(
            "Verzeichnet ist hier nur eine einzige laufende oder undatierte Kooperation; das kann"
            " an den Daten liegen.",
            "Only one single current or undated cooperation is recorded here; this may be due to"
            " the data.",
        )
    if count == 1:
        return Text(
            "Verzeichnet ist nur eine einzige laufende oder undatierte Kooperation: viel"
            " Erfahrung mit Partnern lässt sich daraus nicht ablesen.",
            "Only one single current or undated cooperation is recorded: much experience"
            " with partners cannot be taken from that.",
        )
    return Text(
        f"Die Organisation hat schon {count} laufende oder undatierte Kooperationen.",
        f"The organisation already has {count} current or undated cooperations.",
    )
