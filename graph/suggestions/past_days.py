"""What has to be said of a day of the past: nothing dated yet, or the asker was a district then."""

from collections.abc import Iterator, Sequence

from graph.keys import municipality_key
from graph.suggestions.scope import Scope
from graph.suggestions.wording import english_place, joined, place
from ontology.texts import Text


def about_day(scope: Scope, actor: str) -> Iterator[Text]:
    """Yield what the day means for who asks; nothing if it is a day like today."""
    first = scope.ground.first
    if scope.day < first:
        yield Text(
            f"Der früheste datierte Eintrag beginnt am {first:%d.%m.%Y}: für einen früheren Tag"
            " lässt sich nichts sagen.",
            f"The earliest dated entry begins on {first.isoformat()}: nothing can be said for an"
            " earlier day.",
        )
    ags = scope.landscape.district_of(actor)
    former = ags in scope.landscape.former_districts and actor == municipality_key(ags)
    if former and scope.exists(actor):
        yield _was_district(scope, ags)
    if ags in scope.landscape.districts and (parts := _parts_then(scope, ags)):
        yield _was_in_parts(scope, ags, parts)


def _was_district(scope: Scope, ags: str) -> Text:
    name, later = scope.landscape.former_districts[ags], _successor(scope, ags)
    german = f"Am {scope.day:%d.%m.%Y} war {name} noch ein Kreis für sich."
    english = f"On {scope.day.isoformat()} {name} was still a district of its own."
    if not later:
        return Text(
            f"{german} Kennzahlen und Lage sind für ihn nicht verzeichnet: was darauf beruht, fehlt"
            " hier.",
            f"{english} No figures or location of it are recorded: what rests on these is missing.",
        )
    district = scope.landscape.districts[later]
    return Text(
        f"{german} Eigene Kennzahlen und Einrichtungen sind für ihn nicht verzeichnet: die"
        f" Vorschläge gelten dem Gebiet von heute, für {place(district, 'accusative')}.",
        f"{english} No figures or institutions of its own are recorded: the suggestions are for"
        f" the area of today, {english_place(district)}.",
    )


def _parts_then(scope: Scope, ags: str) -> list[str]:
    """Return the names of the districts that went into this one later."""
    return sorted(
        name
        for part, name in scope.landscape.former_districts.items()
        if _successor(scope, part) == ags and scope.exists(municipality_key(part))
    )


def _was_in_parts(scope: Scope, ags: str, parts: Sequence[str]) -> Text:
    district = scope.landscape.districts[ags]
    several = len(parts) > 1
    return Text(
        f"Am {scope.day:%d.%m.%Y} {'waren' if several else 'war'} {joined(parts)} noch"
        f" {'Kreise' if several else 'ein Kreis'} für sich: Gebiet und Kennzahlen sind hier die von"
        f" heute, für {place(district, 'accusative')}.",
        f"On {scope.day.isoformat()} {joined(parts, 'en')} {'were' if several else 'was'} still"
        f" {'districts' if several else 'a district'} of {'their' if several else 'its'} own: area"
        f" and figures are those of today here, {english_place(district)}.",
    )


def _successor(scope: Scope, ags: str) -> str:
    return scope.ground.district_of.get(municipality_key(ags), "")
