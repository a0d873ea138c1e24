"""How the answer to "what if" reads: a table of before and after, and the same in sentences."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from graph.analyses.what_if import Standing, WhatIf
from graph.analyses.wording import number
from graph.landscape import Landscape
from ontology.texts import Text


@dataclass(frozen=True, slots=True)
class Change:
    """One measure before and after.

    Attributes:
        meaning: of the measure, in one sentence.
        difference: with its sign; "0" if nothing changes.
    """

    label: Text
    meaning: Text
    before: Text
    after: Text
    difference: Text


@dataclass(frozen=True, slots=True)
class _Measure:
    label: Text
    meaning: Text
    value: Callable[[Standing], float]
    unit: str = ""


_MEASURES: Final = (
    _Measure(
        Text("Akteure mit einer Verbindung", "actors with a tie"),
        Text("Wer mit mindestens einem anderen arbeitet.", "Who works with at least one other."),
        lambda standing: standing.actors,
    ),
    _Measure(
        Text("Verbindungen", "ties"),
        Text("Paare von Akteuren, die zusammenarbeiten.", "Pairs of actors that work together."),
        lambda standing: standing.ties,
    ),
    _Measure(
        Text("Teile ohne Verbindung untereinander", "parts without a tie between them"),
        Text(
            "Je weniger, desto eher erreicht jeder jeden.", "The fewer, the more reach each other."
        ),
        lambda standing: standing.components,
    ),
    _Measure(
        Text("Anteil im größten Teil", "share in the largest part"),
        Text(
            "Wie viele der Akteure einander auf irgendeinem Weg erreichen.",
            "How many of the actors reach each other on some path.",
        ),
        lambda standing: standing.largest_share * 100,
        " %",
    ),
    _Measure(
        Text("Akteure, an denen alles hängt", "actors that everything hangs on"),
        Text(
            "Fiele einer von ihnen weg, zerfiele ein Teil des Netzes.",
            "If one of them left, a part of the network would fall apart.",
        ),
        lambda standing: standing.single_points,
    ),
    _Measure(
        Text("Paare mit nur einem Weg zueinander", "pairs with one path only"),
        Text(
            "Paare, die einander verlören, summiert über diese Akteure.",
            "Pairs that would lose each other, summed over these actors.",
        ),
        lambda standing: standing.pairs_at_risk,
    ),
)


def changes(landscape: Landscape, answer: WhatIf) -> list[Change]:
    """Return the measures of the actors asked about, then those of the whole network."""
    reach = [
        _change(_reach(landscape, key), answer.before, answer.after) for key in answer.before.reach
    ]
    return [*reach, *(_change(one, answer.before, answer.after) for one in _MEASURES)]


def told(landscape: Landscape, answer: WhatIf) -> Text:
    """Return the answer in sentences that say the same as the table."""
    before, after = answer.before, answer.after
    sentences = [
        _reach_told(landscape.actors[key].name, reached, after.reach[key])
        for key, reached in before.reach.items()
    ]
    sentences += [
        _parts_told(before.components, after.components),
        _gaps_told(len(answer.closed), len(answer.opened)),
    ]
    return Text(" ".join(one.de for one in sentences), " ".join(one.en for one in sentences))


def _reach(landscape: Landscape, key: str) -> _Measure:
    name = landscape.actors[key].name
    return _Measure(
        Text(f"Reichweite: {name}", f"reach: {name}"),
        Text(
            "Akteure, die höchstens über einen gemeinsamen Partner zu finden sind.",
            "Actors that can be found over one common partner at most.",
        ),
        lambda standing: standing.reach[key],
    )


def _change(measure: _Measure, before: Standing, after: Standing) -> Change:
    first, second = measure.value(before), measure.value(after)
    digits = 1 if measure.unit else 0
    difference = round(second - first, digits)
    sign = "+" if difference > 0 else "−" if difference < 0 else ""
    return Change(
        measure.label,
        measure.meaning,
        _shown(first, digits, measure.unit),
        _shown(second, digits, measure.unit),
        _shown(abs(difference), digits if difference else 0, "", sign),
    )


def _shown(value: float, digits: int, unit: str, sign: str = "") -> Text:
    text = number(value, digits)
    return Text(sign + text.de + unit, sign + text.en + unit)


def _reach_told(name: str, before: int, after: int) -> Text:
    if before == after:
        return Text(
            f"{name} erreicht wie bisher {_actors(before).de}.",
            f"{name} reaches {_actors(before).en}, as before.",
        )
    return Text(
        f"{name} erreicht {_actors(after).de} statt {number(before).de}.",
        f"{name} reaches {_actors(after).en} instead of {number(before).en}.",
    )


def _actors(count: int) -> Text:
    if count == 0:
        return Text("niemanden", "nobody")
    if count == 1:
        return Text("einen Akteur", "one actor")
    return Text(f"{number(count).de} Akteure", f"{number(count).en} actors")


def _parts_told(before: int, after: int) -> Text:
    if before == after:
        return Text(
            "Das Netz zerfällt in ebenso viele Teile wie bisher.",
            "The network has as many separate parts as before.",
        )
    return Text(
        f"Das Netz hat {number(after).de} getrennte {'Teile' if after != 1 else 'Einheit'} statt"
        f" {number(before).de}.",
        f"The network has {number(after).en} separate {'parts' if after != 1 else 'unit'} instead"
        f" of {number(before).en}.",
    )


def _gaps_told(closed: int, opened: int) -> Text:
    if not closed and not opened:
        return Text("Keine Lücke würde sich schließen oder öffnen.", "No gap would close or open.")
    shut, new = _gaps(closed), _gaps(opened)
    return Text(
        f"{_capital(shut.de)} würde{'n' if closed > 1 else ''} sich schließen, {new.de}"
        f" würde{'n' if opened > 1 else ''} sich öffnen.",
        f"{_capital(shut.en)} would close, {new.en} would open.",
    )


def _gaps(count: int) -> Text:
    if count == 0:
        return Text("keine Lücke", "no gap")
    if count == 1:
        return Text("eine Lücke", "one gap")
    return Text(f"{number(count).de} Lücken", f"{number(count).en} gaps")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
