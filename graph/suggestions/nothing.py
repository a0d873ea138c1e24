"""Why nothing, or nothing of a kind, was found, and what can be done about it."""

from collections.abc import Iterator, Sequence
from typing import Final

from graph.suggestions.agencies import is_sure, responsible
from graph.suggestions.candidates import Candidate
from graph.suggestions.catalogue import KINDS
from graph.suggestions.for_agencies import area_of
from graph.suggestions.ground import HIGHER, VOCATIONAL
from graph.suggestions.lifetimes import is_absent
from graph.suggestions.scope import Scope
from graph.suggestions.specialists import serves_everywhere
from graph.suggestions.themes import within
from graph.suggestions.wording import (
    english_place,
    inside,
    joined,
    place,
    places,
    quoted,
    theme_label,
)
from ontology.texts import Text

_NOT_RECORDED: Final = Text(
    "Die verzeichneten Einträge geben sonst nichts her; das heißt nicht, dass es nichts gibt.",
    "Apart from that the recorded entries do not support any; this does not mean that there is"
    " nothing.",
)

Shown = Sequence[tuple[str, Candidate]]
"""Kind and candidate of what a list holds."""


def note(scope: Scope, actor: str, shown: Shown, kinds: Sequence[str], theme: str) -> Text:
    """Return why there is nothing, or that a kind has nothing to offer; empty if all is well.

    Args:
        scope: what is known.
        actor: key of the one who asked.
        shown: what was found.
        kinds: what was asked for.
        theme: key, empty for all.
    """
    found = {kind for kind, _ in shown}
    missing = [kind for kind in kinds if kind not in found]
    if not missing or (shown and len(shown) < len(kinds)):
        return _all_alike(scope, actor, shown)
    about = theme_label(scope.landscape, theme)
    german = f" zum Thema „{about.de}“" if theme else ""
    english = f' on "{about.en}"' if theme else ""
    labels = [KINDS[kind].label for kind in missing]
    whys = [
        *_about_asker(scope, actor),
        *(() if shown else _record_of(scope, actor)),
        *_left_aside(scope, theme),
        *(() if theme else (why for kind in missing for why in _why(scope, actor, kind))),
    ]
    if not shown or not whys:
        whys.append(_NOT_RECORDED)
    none = Text("Ohne Vorschlag", "Without a suggestion")
    none = none if shown else Text("Nichts gefunden", "Nothing found")
    return Text(
        f"{none.de}{german} in: {', '.join(one.de for one in labels)}."
        f" {' '.join(one.de for one in whys)}",
        f"{none.en}{english} in: {', '.join(one.en for one in labels)}."
        f" {' '.join(one.en for one in whys)}",
    )


def _all_alike(scope: Scope, actor: str, shown: Shown) -> Text:
    if not shown or not all(one.aside for _, one in shown):
        return Text("", "")
    district = scope.landscape.districts[scope.ground.district_of[actor]]
    return Text(
        f"Ein Angebot, das eigens {place(district, 'dative')} gilt, ist nicht verzeichnet: diese"
        " hier stehen allen Kreisen gleich offen.",
        f"No offer that is meant for {english_place(district)} in particular is recorded: these are"
        " open to all districts alike.",
    )


def _about_asker(scope: Scope, actor: str) -> Iterator[Text]:
    gone = is_absent(scope, actor)
    if gone is not None:
        yield gone.text
    elif actor in scope.ground.agencies and not area_of(scope, actor):
        yield Text(
            "Für diese Agentur ist kein Gebiet verzeichnet, darum lässt sich kein Kreis nennen.",
            "No area of this agency is recorded, so no district can be named.",
        )


def _why(scope: Scope, actor: str, kind: str) -> Iterator[Text]:
    ags = scope.ground.district_of.get(actor)
    if ags is not None:
        yield from _why_for_district(scope, ags, kind)
    elif kind == "district-to-approach" and (areas := area_of(scope, actor).values()):
        if not any(one is None or is_sure(one) for one in areas):
            yield Text(
                "Die Agentur arbeitet nur in Teilen ihrer Länder, und welche Kreise dazugehören,"
                " ist nicht verzeichnet: genannt werden nur Kreise, für die mehr spricht, etwa ein"
                " genannter Bedarf zu ihrem Thema.",
                "The agency works only in parts of its states, and which districts belong to them"
                " is not recorded: only districts are named that more speaks for, such as a stated"
                " need on its theme.",
            )
    elif kind == "district" and "*" not in scope.reach(actor):
        yield _reach(scope, actor)
    elif kind == "missing-offer" and serves_everywhere(scope, actor):
        yield Text(
            "Von einer Fachstelle erwartet niemand Angebote zu allen Themen: fehlende nennen wir"
            " nur regionalen Agenturen.",
            "Nobody expects a specialist centre to offer something on every theme: missing ones"
            " are only told to regional agencies.",
        )


def _reach(scope: Scope, foundation: str) -> Text:
    reach = sorted(scope.reach(foundation) - {"*"})
    names = places(scope.landscape, reach)
    if not names.de:
        return Text(
            "Wo diese Stiftung arbeitet, ist nicht verzeichnet.",
            "Where this foundation works is not recorded.",
        )
    return Text(
        f"Nach den Daten reicht diese Stiftung bis: {names.de}; dort besteht schon eine"
        " Zusammenarbeit, oder es passt nichts.",
        f"By the data this foundation reaches as far as: {names.en}; there it already"
        " cooperates, or nothing fits.",
    )


def _why_for_district(scope: Scope, ags: str, kind: str) -> Iterator[Text]:
    district = scope.landscape.districts[ags]
    if kind == "agency":
        partners = scope.partners(scope.administration(ags))
        areas = responsible(scope, ags)
        names = [scope.landscape.actors[one.agency].name for one in areas if one.agency in partners]
        if not areas:
            yield Text(
                f"Für {place(district, 'accusative')} ist an diesem Tag keine zuständige Agentur"
                " verzeichnet.",
                f"No agency responsible for {english_place(district)} is recorded on this day.",
            )
        elif names:
            yield Text(
                f"Mit {joined([quoted(one) for one in names])} besteht schon eine Vereinbarung.",
                f"There already is an agreement with {joined(names, 'en')}.",
            )
        elif not any(map(is_sure, areas)):
            some = [quoted(scope.landscape.actors[one.agency].name) for one in areas]
            yield Text(
                f"Im selben Land arbeitet {joined(some)}, aber nur in Teilen: ob"
                f" {place(district)} dazugehört, ist nicht verzeichnet und bei der Stelle zu"
                " erfragen.",
                f"In the same state {joined(some, 'en')} works, but only in parts: whether"
                f" {english_place(district)} is among them is not recorded and has to be asked.",
            )
    if kind == "agency-offer":
        label = KINDS[kind].label
        yield Text(
            f"Angebote, die allen Kreisen gleich offenstehen, zeigt die Auswahl „{label.de}“.",
            f'Offers that are open to all districts alike are shown under "{label.en}".',
        )
    stages = [(ags, stage) for stage in (VOCATIONAL, HIGHER)]
    if kind == "local-actor" and not any(map(scope.ground.local.get, stages)):
        yield Text(
            f"Eine berufliche Schule oder Hochschule mit bestätigtem Sitz {inside(district)} steht"
            " in keinem der hier gelesenen Register.",
            f"No register read here has a vocational school or university with a confirmed seat in"
            f" {english_place(district)}.",
        )


def _left_aside(scope: Scope, theme: str) -> Iterator[Text]:
    if theme and not any(within(scope.landscape, [one], theme) for one in scope.ground.themes):
        yield Text(
            "Zu diesem Thema ist bisher für niemanden etwas verzeichnet.",
            "Nothing is recorded on this theme for anybody yet.",
        )
    if scope.excluded:
        yield Text("Abgelehntes ist ausgelassen.", "What was declined is left out.")


def _record_of(scope: Scope, actor: str) -> Iterator[Text]:
    ags = scope.ground.district_of.get(actor)
    ties = scope.ties_of(scope.administration(ags) if ags else (actor,))
    if not ties:
        yield Text(
            "Für diesen Akteur ist keine Zusammenarbeit verzeichnet.",
            "No cooperation of this actor is recorded.",
        )
    elif all(scope.status(tie) == "ended" for tie in ties):
        last = max(tie.interval.valid_through.year for tie in ties if tie.interval.valid_through)
        yield Text(
            f"Alle verzeichneten Kooperationen dieses Akteurs sind beendet, die letzte {last}.",
            f"All recorded cooperations of this actor have ended, the last one in {last}.",
        )
