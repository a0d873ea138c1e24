"""What is said of an agency to a district: its area, like districts, what went before."""

from collections.abc import Sequence
from typing import Final

from graph.analyses.wording import in_state, number
from graph.keys import municipality_key
from graph.suggestions.scope import Scope
from graph.suggestions.wording import (
    capital,
    english_place,
    further,
    joined,
    place,
    plain_name,
    quoted,
    tie_label,
    until,
)
from graph.things import ServiceArea, Tie
from ontology.texts import Text

NEAREST: Final = 20
"""So many of the most comparable districts are looked at."""

UNKNOWN: Final = Text(
    "Ob es eine Vereinbarung gibt, die nicht veröffentlicht ist, und wie viele Kommunen noch"
    " aufgenommen werden, ist nicht bekannt.",
    "Whether there is an unpublished agreement, and how many municipalities can still be taken"
    " on, is not known.",
)


def unknown_area(scope: Scope, ags: str) -> Text:
    """Return that nobody says whether a district belongs to an area, and whom to ask."""
    district = scope.landscape.districts[ags]
    return Text(
        f"Ob {place(district)} zum Gebiet gehört, sagt keine Quelle: bitte bei der Agentur selbst"
        " erfragen.",
        f"No source says whether {english_place(district)} belongs to the area: please ask the"
        " agency itself.",
    )


def peers_text(scope: Scope, ags: str, others: Sequence[str]) -> Text:
    """Return which of the most comparable districts have an agreement with an agency."""
    names = [plain_name(scope.landscape.actors[municipality_key(one)]) for one in others[:3]]
    rest = len(others) - len(names)
    more = further(rest, "district")
    own = scope.landscape.districts[ags]
    german = f"{', '.join(names)}{more.de}" if rest > 0 else joined(names)
    english = f"{', '.join(names)}{more.en}" if rest > 0 else joined(names, "en")
    return Text(
        f"Von den {NEAREST} vergleichbarsten Kreisen haben {len(others)} eine laufende Vereinbarung"
        f" mit dieser Agentur: {german}."
        if len(others) > 1
        else f"Von den {NEAREST} vergleichbarsten Kreisen hat einer eine laufende Vereinbarung mit"
        f" dieser Agentur: {german}.",
        f"Of the {NEAREST} districts most comparable to {english_place(own)}, {len(others)} have a"
        f" current agreement with this agency: {english}."
        if len(others) > 1
        else f"Of the {NEAREST} districts most comparable to {english_place(own)}, one has a"
        f" current agreement with this agency: {english}.",
    )


def area_text(scope: Scope, ags: str, area: ServiceArea) -> Text:
    """Return for whom an agency is responsible in a state, and whether a district is among them."""
    state = scope.landscape.states[area.state]
    district, name = scope.landscape.districts[ags], scope.landscape.actors[area.agency].name
    who, english, where = place(district), english_place(district), in_state(state.de)
    if area.extent == "large-cities":
        return Text(
            f"{quoted(name)} ist für Städte ab {number(area.minimum_population).de} Einwohnern"
            f" zuständig; {who} gehört dazu.",
            f"{quoted(name, 'en')} serves cities of at least"
            f" {number(area.minimum_population).en} inhabitants; {english} is one of them.",
        )
    if area.extent == "members":
        return Text(
            f"{quoted(name)} arbeitet für die Mitglieder {where}; ob {who} dazugehört, ist nicht"
            " verzeichnet.",
            f"{quoted(name, 'en')} works for its members in {state.en}; whether {english} is one"
            " of them is not recorded.",
        )
    if area.extent == "part":
        return Text(
            f"{quoted(name)} arbeitet {where}, aber nur in Teilen; ob {who} dazugehört, ist nicht"
            " verzeichnet.",
            f"{quoted(name, 'en')} works in {state.en}, but only in parts; whether {english} is"
            " covered is not recorded.",
        )
    return Text(
        f"{quoted(name)} ist für alle Kreise und kreisfreien Städte {where} zuständig.",
        f"{quoted(name, 'en')} serves all districts in {state.en}.",
    )


def renewal_text(scope: Scope, ags: str, agency: str, last: Tie) -> Text:
    """Return that a district had an agreement with an agency or with one that it followed."""
    other = next(actor for actor in last.actors if actor in scope.ground.agencies)
    district, what = scope.landscape.districts[ags], tie_label(scope.landscape, last)
    when, name = until(last.interval), scope.landscape.actors[other].name
    whom = (
        Text("dieser Agentur", "this agency")
        if other == agency
        else Text(
            f"der Vorgängeragentur {quoted(name)}", f"the preceding agency {quoted(name, 'en')}"
        )
    )
    return Text(
        f"{capital(place(district))} hatte {when.de} eine Vereinbarung mit {whom.de} ({what.de}):"
        " daran lässt sich anknüpfen.",
        f"{english_place(district)} had an agreement with {whom.en} {when.en} ({what.en}) that one"
        " can build on.",
    )


def against(scope: Scope, ags: str, area: ServiceArea) -> Text:
    """Return what speaks most against an agency."""
    actor = scope.landscape.actors[area.agency]
    ended = [
        key
        for key in scope.ground.agencies
        if scope.landscape.actors[key].class_ == actor.class_
        and scope.landscape.actors[key].interval.status_on(scope.day) == "ended"
    ]
    if actor.interval.valid_through is None and len(ended) >= 3:
        last = max(
            end.year for key in ended if (end := scope.landscape.actors[key].interval.valid_through)
        )
        return Text(
            f"Für diese Agentur ist kein Ende verzeichnet, {len(ended)} andere ihrer Art haben aber"
            f" bis {last} geendet: bitte prüfen, ob sie noch arbeitet.",
            f"No end is recorded for this agency, but {len(ended)} others of its kind had ended by"
            f" {last}: please check whether it still works.",
        )
    if area.extent in ("part", "members"):
        return Text(
            f"Die Zuständigkeit ist für {place(scope.landscape.districts[ags], 'accusative')} nicht"
            " belegt.",
            f"There is no evidence that it is responsible for"
            f" {english_place(scope.landscape.districts[ags])}.",
        )
    return Text(
        "Begleitung bindet eigenes Personal: ohne jemanden, der in der Verwaltung Zeit für"
        " Bildungsmanagement hat, bleibt sie folgenlos.",
        "Support takes staff of one's own: without somebody in the administration who has time for"
        " education management it comes to nothing.",
    )
