"""Decay: ties that ended with a programme, districts left alone since, and ends that are near."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from graph.analyses.activity import item_interval
from graph.analyses.context import GapContext
from graph.analyses.gap_kinds.agreements import agreements_over
from graph.analyses.gap_results import Gap, GapKind, Parameter, gap
from graph.analyses.wording import listed
from graph.keys import municipality_key
from graph.links import DAYS_PER_YEAR, PARTICIPATION, Link
from graph.projection import HALF_LIFE_YEARS
from ontology.texts import Text

ENDED_WITH_DAYS: Final = 90
FOLLOW_UP_DAYS: Final = 365
WARNING_DAYS: Final = 365

MODEL_PROGRAMME: Final = "lernen-vor-ort"
"""The programme whose models all later ones were to spread: who took part and has nothing since
lost most."""

KIND: Final = GapKind(
    key="decay",
    name=Text("Verfall nach Programmende", "decay after programme end"),
    explanation=Text(
        "Partnerschaften, die mit einem Programm endeten und nicht fortgesetzt wurden; Kreise, von"
        " denen seit einem Programm nichts mehr bekannt ist; und Vereinbarungen oder Teilnahmen,"
        " die bald enden.",
        "Partnerships that ended with a programme and were not continued; districts of which"
        " nothing has been known since a programme; and agreements or participations that end"
        " soon.",
    ),
    formula="w = 2^(-age / 3 years); ended with the programme = end within 90 days of the"
    " programme's end; gap if the same partners have nothing in the year after or since; warning if"
    " an end is less than 365 days away and nothing follows",
    citation="Kaplan, Meier 1958, doi:10.1080/01621459.1958.10501452 (survival curves per"
    " programme); Burt 2000, doi:10.1016/S0378-8733(00)00015-1 (decay of ties)",
    parameters=(
        Parameter(
            "half_life_years",
            HALF_LIFE_YEARS,
            Text(
                "Zwei bis fünf Jahre ordnen spätere Partnerschaften gleich gut.",
                "Two to five years rank later partnerships equally well.",
            ),
        ),
        Parameter(
            "ended_with_days",
            ENDED_WITH_DAYS,
            Text("Abwicklung dauert ein Quartal.", "Winding up takes a quarter."),
        ),
        Parameter(
            "follow_up_days",
            FOLLOW_UP_DAYS,
            Text(
                "Wer nach einem Haushaltsjahr nichts Neues hat, hat meist aufgehört.",
                "Who has nothing new after a budget year has mostly stopped.",
            ),
        ),
        Parameter(
            "warning_days",
            WARNING_DAYS,
            Text(
                "Ein Jahr vorher lässt sich noch ein Haushalt planen.",
                "A year ahead a budget can still be planned.",
            ),
        ),
    ),
    decision=Text(
        "Was zu erneuern ist, bevor es verloren geht; was Förderer über Nachhaltigkeit wissen"
        " sollten.",
        "What to renew before it is lost; what funders should know about sustainability.",
    ),
    evidence_base=Text(
        "Kooperationen, Vereinbarungen und Teilnahmen mit Beginn und Ende; fehlt das Ende, gilt das"
        " des Programms oder der Agentur.",
        "Cooperations, agreements and participations with start and end; where the end is missing"
        " that of the programme or agency applies.",
    ),
    caveat=Text(
        "Viele Fortsetzungen werden nicht veröffentlicht. Das Ende der Förderung ist nicht das Ende"
        " der Bekanntschaft.",
        "Many continuations are not published. The end of funding is not the end of acquaintance.",
    ),
    queries=("lernen-vor-ort-and-nothing-since", "ends-without-follow-up"),
)


def find(context: GapContext) -> Iterator[Gap]:
    """Yield lost partnerships, districts left alone and near ends, district by district."""
    for ags in context.table.districts:
        known = context.links_of.get(ags, [])
        yield from _lost(context, ags, known)
        silent = list(_silent(context, ags, known))
        yield from silent or _without_programme(context, ags)
        yield from agreements_over(context, ags, known)
        yield from _near_ends(context, ags, known)


def _end(link: Link) -> date:
    return link.interval.valid_through or date.max


def _lost(context: GapContext, ags: str, known: list[Link]) -> Iterator[Gap]:
    for programme in sorted({link.programme for link in known if link.layer == "cooperation"}):
        ended = [link for link in known if _ended_with(context, link, programme)]
        lost = [link for link in ended if not _continued(link, known)]
        if lost:
            yield _lost_gap(context, ags, programme, lost, len(ended))


def _ended_with(context: GapContext, link: Link, programme: str) -> bool:
    if not programme or link.programme != programme or link.layer != "cooperation":
        return False
    through = context.landscape.programmes[programme].interval.valid_through
    if through is None or link.interval.valid_through is None:
        return False
    near = abs((_end(link) - through).days) <= ENDED_WITH_DAYS
    return near and _end(link) + timedelta(days=FOLLOW_UP_DAYS) < context.day


def _continued(link: Link, known: list[Link]) -> bool:
    # the same partners again: something that began later, or still runs, or has no date at all
    return any(
        other.node != link.node
        and set(link.actors) <= set(other.actors)
        and _end(other) > _end(link)
        for other in known
    )


def _lost_gap(context: GapContext, ags: str, programme: str, lost: list[Link], of: int) -> Gap:
    own = set(context.bodies(ags))
    partners = sorted({actor for link in lost for actor in link.actors} - own)
    name, title = context.name(ags), context.landscape.programmes[programme].name
    names = listed([context.actor_name(partner) for partner in partners])
    share, year = _share(len(lost), of), max(_end(link) for link in lost).year
    age = min((context.day - _end(link)).days for link in lost) / DAYS_PER_YEAR
    return gap(
        KIND.key,
        (ags, programme),
        Text(
            f"{name}: {share.de} aus „{title}“ {'endete' if len(lost) == 1 else 'endeten'} {year}"
            f" mit dem Programm, eine Fortsetzung ist nicht bekannt ({names.de}).",
            f"{name}: {share.en} of “{title}” ended with the programme in {year}, no continuation"
            f" is known ({names.en}).",
        ),
        district=ags,
        theme=next((theme for link in lost for theme in link.themes), ""),
        factors={"lost_share": len(lost) / of, "remaining": _weight(age)},
        facts=((link.iri, link.evidence) for link in lost),
        partners=[partner for partner in partners if context.alive(partner)],
    )


def _share(lost: int, of: int) -> Text:
    if of == 1:
        return Text("Die einzige Partnerschaft", "the only partnership")
    if lost == of:
        both = Text("Beide Partnerschaften", "both partnerships")
        return both if of == 2 else Text(f"Alle {of} Partnerschaften", f"all {of} partnerships")
    return Text(f"{lost} von {of} Partnerschaften", f"{lost} of {of} partnerships")


def _silent(context: GapContext, ags: str, known: list[Link]) -> Iterator[Gap]:
    parts = [link for link in known if link.class_ == PARTICIPATION]
    over = [link for link in parts if link.status_on(context.day) == "ended"]
    if not over:
        return
    last = max(over, key=lambda link: (_end(link), link.node))
    if context.day <= _end(last) + timedelta(days=FOLLOW_UP_DAYS):
        return
    since = [link for link in known if link.status_on(context.day) != "ended" or _later(link, last)]
    if since or any(_made_after(context, ags, _end(last))):
        return
    yield _silent_gap(context, ags, last, parts)


def _later(link: Link, last: Link) -> bool:
    return link.node != last.node and _end(link) > _end(last)


def _made_after(context: GapContext, ags: str, day: date) -> Iterator[bool]:
    for item in context.landscape.items_of(context.landscape.actors_of_district(ags)):
        interval = item_interval(item)
        # an undated office may still be there: nobody can say that nothing is left
        if item.class_ != "EducationModel" and interval.status_on(context.day) != "future":
            yield interval.valid_through is None or interval.valid_through > day


def _silent_gap(context: GapContext, ags: str, last: Link, parts: list[Link]) -> Gap:
    name = context.name(ags)
    programme = context.landscape.programmes[last.programme]
    columns = [context.table.column[theme] for theme in programme.themes]
    seen = bool(context.observable[context.table.row[ags], columns].any())
    age = (context.day - _end(last)).days / DAYS_PER_YEAR
    say = Text(
        "ist keine Kooperation, kein Programm und keine Struktur mehr bekannt",
        "no cooperation, programme or structure has been known",
    )
    if not seen:
        say = Text(
            f"{say.de}; unsere Quellen würden es aber kaum zeigen",
            f"{say.en}; our sources would hardly show it",
        )
    return gap(
        KIND.key,
        (ags, last.programme, "seither"),
        Text(
            f"{name}: Seit „{programme.name}“ (bis {_end(last).year}) {say.de}.",
            f"{name}: since “{programme.name}” (until {_end(last).year}) {say.en}.",
        ),
        district=ags,
        status="gap" if seen else "unknown",
        factors={"lost_share": 1.0, "remaining": _weight(age)},
        facts=((link.iri, link.evidence) for link in [last, *parts]),
        partners=context.partners.agencies(ags),
    )


def _without_programme(context: GapContext, ags: str) -> Iterator[Gap]:
    landscape = context.landscape
    parts = landscape.participations_of([municipality_key(ags)])
    first = [tie for tie in parts if tie.programme == MODEL_PROGRAMME]
    over = landscape.programmes[MODEL_PROGRAMME].interval.valid_through if first else None
    if over is None or context.day <= over:
        return
    others = [tie for tie in parts if tie.programme != MODEL_PROGRAMME]
    others = [tie for tie in others if tie.interval.status_on(context.day) != "future"]
    dated = [tie for tie in others if tie.interval.status_on(context.day) != "undated"]
    if any((tie.interval.valid_through or date.max) > over for tie in dated):
        return
    name, title = context.name(ags), landscape.programmes[MODEL_PROGRAMME].name
    doubt = len(others) > len(dated)
    say = Text("ist an keinem Programm mehr beteiligt", "has taken part in no programme")
    if doubt:
        say = Text(
            "ist nur an Programmen ohne Zeitangabe beteiligt",
            "has taken part in programmes without dates only",
        )
    yield gap(
        KIND.key,
        (ags, MODEL_PROGRAMME, "ohne Folgeprogramm"),
        Text(
            f"{name} war bei „{title}“ (bis {over.year}) dabei und {say.de}, soweit bekannt.",
            f"{name} was part of “{title}” (until {over.year}) and {say.en} since, as far as is"
            " known.",
        ),
        district=ags,
        status="unknown" if doubt else "gap",
        factors={
            "lost_share": 1.0,
            "remaining": _weight((context.day - over).days / DAYS_PER_YEAR),
        },
        facts=((tie.iri, tie.evidence) for tie in parts),
        partners=context.partners.agencies(ags),
    )


def _near_ends(context: GapContext, ags: str, known: list[Link]) -> Iterator[Gap]:
    for link in known:
        left = (_end(link) - context.day).days
        if link.status_on(context.day) != "current" or left > WARNING_DAYS:
            continue
        followed = any(
            other.class_ == link.class_
            and other.status_on(context.day) != "ended"
            and _end(other) > _end(link)
            for other in known
        )
        if not followed:
            yield _near_end(context, ags, link, left)


def _near_end(context: GapContext, ags: str, link: Link, left: int) -> Gap:
    name, end = context.name(ags), _end(link)
    partners = [actor for actor in link.actors if actor not in context.bodies(ags)]
    return gap(
        KIND.key,
        (ags, link.key, "endet"),
        Text(
            f"{name}: „{link.label}“ endet am {end:%d.%m.%Y}, eine Fortsetzung ist nicht bekannt.",
            f"{name}: “{link.label}” ends on {end.isoformat()}, no continuation is known.",
        ),
        district=ags,
        theme=link.themes[0] if link.themes else "",
        factors={"lost_share": 1.0, "remaining": 1.0, "urgency": 1.0 - left / (2 * WARNING_DAYS)},
        facts=[(link.iri, link.evidence)],
        partners=[*partners, *context.partners.agencies(ags)],
    )


def _weight(age_years: float) -> float:
    return float(2.0 ** (-age_years / HALF_LIFE_YEARS))
