"""How places, organisations, ties and dates read in the sentences of a suggestion."""

import re
from collections.abc import Sequence
from typing import Final, Literal

from graph.landscape import Landscape
from graph.things import Actor, District, Interval, Item, ProgrammeTie, Tie
from ontology.errors import ParameterError
from ontology.texts import Text

Case = Literal["nominative", "genitive", "dative", "accusative"]

_ARTICLES: Final[dict[str, dict[Case, str]]] = {
    "m": {"nominative": "der", "genitive": "des", "dative": "dem", "accusative": "den"},
    "f": {"nominative": "die", "genitive": "der", "dative": "der", "accusative": "die"},
}
_MASCULINE: Final = re.compile(r"^(Landkreis|Kreis|Regionalverband|\S*kreis|\S+-Kreis)\b")
_ADJECTIVE: Final = re.compile(r"^(\S+)er Kreis$")
_FEMININE: Final = re.compile(r"^(Region|Städteregion)\b")

_CLASS_LABELS: Final = {
    "Advice": Text("Beratung", "advice"),
    "AllianceMembership": Text(
        "lokaler Stiftungsverbund in Lernen vor Ort", "local foundation alliance, Lernen vor Ort"
    ),
    "Award": Text("Auszeichnung", "award"),
    "Carriership": Text("Trägerschaft", "carriership"),
    "Cooperation": Text("Kooperation", "cooperation"),
    "CooperationAgreement": Text("Kooperationsvereinbarung", "cooperation agreement"),
    "CoreSponsorship": Text(
        "Grundpatenschaft in Lernen vor Ort", "core sponsorship, Lernen vor Ort"
    ),
    "FundingRelation": Text("Förderung", "funding"),
    "JointEvent": Text("gemeinsame Veranstaltung", "joint event"),
    "JointProject": Text("gemeinsames Projekt", "joint project"),
    "NetworkMembership": Text("Netzwerkmitgliedschaft", "network membership"),
    "ProgrammeTie": Text("Programm", "programme"),
    "ThematicSponsorship": Text(
        "Themenpatenschaft in Lernen vor Ort", "thematic sponsorship, Lernen vor Ort"
    ),
    "TransferAgreement": Text("Vereinbarung", "agreement"),
}

ITEM_LABELS: Final = {
    "EducationAdvisoryBoard": Text("einen Bildungsbeirat", "an education advisory board"),
    "EducationConference": Text("eine Bildungskonferenz", "an education conference"),
    "EducationModel": Text("ein Modell", "a model"),
    "EducationOffice": Text("ein Bildungsbüro", "an education office"),
    "EducationReport": Text("einen Bildungsbericht", "an education report"),
    "MissionStatement": Text("ein Bildungsleitbild", "a mission statement on education"),
    "SteeringGroup": Text("eine Steuerungsgruppe", "a steering group"),
}
"""Class of a body or document → its name in the accusative."""

_NOUNS: Final = {
    "CoordinationOffice": Text("Die Koordinierungsstelle", "The coordination office"),
    "FoundationAlliance": Text("Der Stiftungsverbund", "The foundation alliance"),
    "RegionalDevelopmentAgency": Text("Die Entwicklungsagentur", "The development agency"),
    "SpecialistCentre": Text("Die Fachstelle", "The specialist centre"),
    "TransferAgency": Text("Die Transferagentur", "The transfer agency"),
}


_STRAIGHT: Final = re.compile(r'"\s*(.*?)\s*"')
_INNER: Final = re.compile(r'[„“”"]')

_FURTHER: Final = {
    "district": (
        Text("ein weiterer Kreis", "one more district"),
        Text("weitere Kreise", "more districts"),
    ),
    "cooperation": (
        Text("eine weitere Kooperation", "one more cooperation"),
        Text("weitere Kooperationen", "more cooperations"),
    ),
}


def place(district: District, case: Case = "nominative") -> str:
    """Return the name of a district with its article, as it stands inside a German sentence.

    Example:
        `der Landkreis Görlitz`, dative `dem Oberbergischen Kreis`, `die Stadt Krefeld`.
    """
    name = district.name.partition(",")[0].replace("StädteRegion", "Städteregion")
    if district.type in ("kreisfreie-stadt", "stadtkreis"):
        return f"{_ARTICLES['f'][case]} Stadt {name}"
    adjective = _ADJECTIVE.match(name)
    if adjective:
        return f"{_ARTICLES['m'][case]} {_adjective_kreis(adjective[1], case)}"
    if _FEMININE.match(name):
        return f"{_ARTICLES['f'][case]} {name}"
    if _MASCULINE.match(name):
        return f"{_ARTICLES['m'][case]} {_genitive(name) if case == 'genitive' else name}"
    return name


def inside(district: District) -> str:
    """Return where something is: `im Landkreis Görlitz`, `in der Stadt Krefeld`."""
    dative = place(district, "dative")
    return f"im {dative[4:]}" if dative.startswith("dem ") else f"in {dative}"


def english_place(district: District) -> str:
    """Return the name of a district inside an English sentence."""
    return district.name.partition(",")[0]


def capital(sentence: str) -> str:
    """Return a sentence with its first letter in upper case.

    Example:
        >>> capital("der Landkreis")
        'Der Landkreis'
    """
    return sentence[:1].upper() + sentence[1:]


def noun(class_: str) -> Text:
    """Return how a foundation or agency is called as the subject of a sentence."""
    return _NOUNS.get(class_, Text("Die Stiftung", "The foundation"))


def tie_label(landscape: Landscape, tie: Tie) -> Text:
    """Return what a tie is, with its subject: `Förderung „Land.Zuhause.Zukunft“`."""
    schemes = ("agreement-kind", "cooperation-kind")
    concepts = [landscape.concepts.get(scheme, {}).get(tie.kind) for scheme in schemes]
    label = next((found.label for found in concepts if found is not None), None)
    label = label or _CLASS_LABELS.get(tie.class_, _CLASS_LABELS["Cooperation"])
    if not tie.subject:
        return label
    return Text(f"{label.de} {quoted(tie.subject)}", f"{label.en} {quoted(tie.subject, 'en')}")


def tie_name(landscape: Landscape, tie: Tie) -> Text:
    """Return what a tie is in few words: its subject in quotation marks, else its label."""
    if tie.subject:
        return Text(quoted(tie.subject), quoted(tie.subject, "en"))
    return tie_label(landscape, tie)


def period(interval: Interval) -> Text:
    """Return when something holds, saying where an end is only that of a programme or agency.

    Example:
        `2009–2014`, `seit 2022`, `bis zum Programmende 2014`, `ohne Zeitangabe`.
    """
    start, end = interval.start[:4], interval.end[:4]
    bound = str(interval.valid_through.year) if interval.valid_through else ""
    if not end and bound:
        return _bounded(interval, start, bound)
    if start and end:
        return Text(start, start) if start == end else Text(f"{start}–{end}", f"{start}–{end}")
    if end:
        return Text(f"bis {end}", f"until {end}")
    if start:
        return Text(f"seit {start}", f"since {start}")
    if interval.valid_from:
        return Text("Beginn nicht genannt", "start not stated")
    return Text("ohne Zeitangabe", "no dates given")


def until(interval: Interval) -> Text:
    """Return the phrase for the end of an ended tie: `bis 2014`, `bis zum Programmende 2014`."""
    bound = str(interval.valid_through.year) if interval.valid_through else ""
    if interval.end or not bound:
        return Text(f"bis {bound}", f"until {bound}")
    end = _end_of(interval)
    return Text(f"bis zum {end.de} {bound}", f"until the end of the {end.en} in {bound}")


def year_of(item: Item) -> Text:
    """Return the year of an item in brackets, with a space before it; empty if not known."""
    year = (item.year or item.interval.start)[:4]
    return Text(f" ({year})", f" ({year})") if year else Text("", "")


def theme_label(landscape: Landscape, theme: str) -> Text:
    """Return the name of a theme; empty for none."""
    return landscape.themes[theme].label if theme in landscape.themes else Text("", "")


def quoted(name: str, language: str = "de") -> str:
    """Return a name in quotation marks; those inside it become single ones.

    Example:
        >>> quoted("Gruppe „Lernen vor Ort“")
        '„Gruppe ‚Lernen vor Ort‘“'
        >>> print(quoted('Schule "West"'), quoted('Schule "West"', "en"))
        „Schule ‚West‘“ "Schule 'West'"
    """
    if language == "en":
        plain = _INNER.sub("'", name)
        return f'"{plain}"'
    paired = _STRAIGHT.sub(r"‚\1‘", name)
    return f"„{paired.replace('„', '‚').replace('“', '‘')}“"


def ended(sentence: str) -> str:
    """Return a sentence with a full stop, also if it ends with an abbreviation.

    Example:
        >>> ended("Getragen von Bildung e.V.")
        'Getragen von Bildung e.V.'
    """
    return sentence if sentence.endswith(".") else f"{sentence}."


def out_of_range(name: str, most: int) -> ParameterError:
    """Return the error that a number is not between 1 and a largest one."""
    return ParameterError(
        name,
        Text(
            f"„{name}“ muss zwischen 1 und {most} liegen.",
            f'"{name}" must be between 1 and {most}.',
        ),
    )


def joined(parts: Sequence[str], language: str = "de") -> str:
    """Return a list as words: `A, B und C`."""
    if len(parts) < 2:
        return "".join(parts)
    last = "und" if language == "de" else "and"
    return f"{', '.join(parts[:-1])} {last} {parts[-1]}"


def places(landscape: Landscape, keys: Sequence[str]) -> Text:
    """Return the names of districts and states as words, in the order given; empty for none."""
    names = [
        Text(landscape.districts[key].name, landscape.districts[key].name)
        if key in landscape.districts
        else landscape.states[key]
        for key in keys
    ]
    return Text(joined([one.de for one in names]), joined([one.en for one in names], "en"))


def further(count: int, what: Literal["district", "cooperation"]) -> Text:
    """Return how many more there are, to stand after a list; empty for none.

    Example:
        >>> further(1, "district").de, further(3, "cooperation").en
        (' und ein weiterer Kreis', ' and 3 more cooperations')
    """
    if count < 1:
        return Text("", "")
    one, more = _FURTHER[what]
    return (
        Text(f" und {one.de}", f" and {one.en}")
        if count == 1
        else Text(f" und {count} {more.de}", f" and {count} {more.en}")
    )


def plain_name(actor: Actor) -> str:
    """Return a name; of a municipality without what follows the comma: `Gladbeck, Stadt`."""
    return actor.name.partition(",")[0] if actor.class_ == "Municipality" else actor.name


def programme_name(landscape: Landscape, participation: ProgrammeTie) -> str:
    """Return the name of the programme of a participation."""
    return landscape.programmes[participation.programme].name


def _bounded(interval: Interval, start: str, bound: str) -> Text:
    end = _end_of(interval)
    if start:
        return Text(f"{start} bis {end.de} {bound}", f"{start} to end of {end.en} {bound}")
    return Text(f"bis {end.de} {bound}", f"until end of {end.en} {bound}")


def _end_of(interval: Interval) -> Text:
    if "agency" in interval.basis:
        return Text("Ende der Agentur", "agency")
    return Text("Programmende", "programme")


def _adjective_kreis(stem: str, case: Case) -> str:
    if case == "nominative":
        return f"{stem}e Kreis"
    return f"{stem}en Kreises" if case == "genitive" else f"{stem}en Kreis"


def _genitive(name: str) -> str:
    first, _, rest = name.partition(" ")
    ending = "es" if first.lower().endswith("kreis") else "s"
    return f"{first}{ending} {rest}".rstrip()
