"""Agreements that ended where no agency is responsible any more: nobody would ask about them."""

from collections.abc import Iterator

from graph.analyses.context import GapContext
from graph.analyses.gap_results import Gap, gap
from graph.analyses.partners import AGENCIES
from graph.analyses.wording import listed
from graph.keys import municipality_key
from graph.links import Link, decay
from graph.projection import HALF_LIFE_YEARS
from ontology.texts import Text


def agreements_over(context: GapContext, ags: str, known: list[Link]) -> Iterator[Gap]:
    """Yield a gap if all agreements of a district ended and no agency addresses it.

    Where an agency does, the missing agreement is a coverage gap and named there.

    Args:
        context: landscape and day.
        ags: the district.
        known: what is known of it by the day.
    """
    own = set(context.landscape.actors_of_district(ags))
    agreements = [
        link
        for link in known
        if link.class_ == "TransferAgreement"
        and own & set(link.actors)
        and _agencies(context, link)
    ]
    open_ones = [link for link in agreements if link.status_on(context.day) != "ended"]
    if not agreements or open_ones or context.partners.agencies(ags):
        return
    last = max(agreements, key=lambda link: (_through(link), link.node))
    name, year = context.name(ags), _through(last)[:4]
    who = listed([context.actor_name(key) for key in _agencies(context, last)])
    yield gap(
        "decay",
        (ags, "vereinbarung", "beendet"),
        Text(
            f"{name}: Die Vereinbarung mit {who.de} endete {year}; seither ist keine Agentur"
            " bekannt, die für den Kreis zuständig ist.",
            f"{name}: the agreement with {who.en} ended in {year}; since then no agency is known"
            " that is responsible for the district.",
        ),
        district=ags,
        theme="bildungsmanagement" if "bildungsmanagement" in context.landscape.themes else "",
        factors={
            "lost_share": 1.0,
            "remaining": decay(last.interval, context.day, HALF_LIFE_YEARS),
        },
        facts=((link.iri, link.evidence) for link in [last, *agreements]),
        partners=_advised_peers(context, ags),
    )


def _agencies(context: GapContext, link: Link) -> list[str]:
    actors = context.landscape.actors
    return [
        key
        for key, role in sorted(link.roles.items())
        if role == "agency" and actors[key].class_ in AGENCIES
    ]


def _through(link: Link) -> str:
    return link.interval.valid_through.isoformat() if link.interval.valid_through else ""


def _advised_peers(context: GapContext, ags: str) -> list[str]:
    # who has an agreement can tell how to get one
    advised = [
        municipality_key(other)
        for other in context.near[ags]
        if any(
            link.class_ == "TransferAgreement" and link.status_on(context.day) == "current"
            for link in context.links_of.get(other, ())
        )
    ]
    return [*advised, *(municipality_key(other) for other in context.near[ags])][:3]
