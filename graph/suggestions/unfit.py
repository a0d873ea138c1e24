"""Which rule a district, foundation or agency does not meet that is no candidate."""

from collections.abc import Iterator

from graph.analyses.wording import in_state
from graph.suggestions.catalogue import kinds_for
from graph.suggestions.exchange import holdings
from graph.suggestions.for_agencies import area_of
from graph.suggestions.foundations import wanting
from graph.suggestions.ground import CLOSEST, NEAREST
from graph.suggestions.lifetimes import WhyNot
from graph.suggestions.record import Near, Record, record
from graph.suggestions.scope import Scope
from graph.suggestions.unfit_others import institution, organisation, other_kind
from graph.suggestions.wording import (
    capital,
    english_place,
    joined,
    place,
    quoted,
    theme_label,
)
from ontology.texts import Text


def unfit(scope: Scope, asking: str, wanted: str) -> WhyNot:
    """Return which rule a possible partner does not meet that is not a candidate.

    The condition is `not-comparable`, `nothing-lacking`, `no-record`, `no-need`,
    `membership-unknown`, `transition-served`, `behind-others`, `not-near`, `theme-alone`,
    `same-body`, `out-of-reach` or `kind-not-suggested`.

    Args:
        scope: what is known.
        asking: key of the actor that asks.
        wanted: key of the other: in reach, working, no partner and no office.
    """
    where = scope.ground.district_of
    mine, theirs = where.get(asking), where.get(wanted)
    if mine is not None and theirs is not None:
        return _district(scope, mine, theirs)
    for one, ags in ((asking, theirs), (wanted, mine)):
        if ags is not None and one in scope.ground.seats:
            return _foundation(scope, one, ags)
        if ags is not None and one in scope.ground.agencies:
            return _agency(scope, one, ags)
    if "organisation" in kinds_for(scope.landscape, asking):
        return organisation(scope, asking, wanted)
    return (institution(scope, mine, wanted) if mine else None) or other_kind(scope, asking, wanted)


def _district(scope: Scope, ags: str, other: str) -> WhyNot:
    district, own = scope.landscape.districts[other], holdings(scope, ags)
    pool = (item for item in scope.models() if item.action_field)
    models = [item for item in pool if scope.ground.models[item.key][1] == other]
    who = Text(capital(place(district)), english_place(district))
    rank = scope.rank_of_peer(ags, other)
    statements = tuple(item.iri for item in models)
    if other in scope.nearest(ags):
        text = Text(
            f"{who.de} gehört zu den {NEAREST} vergleichbarsten Kreisen (Platz {rank}), aber ein"
            " Modell, Gremium oder Bericht, der hier fehlt, ist dort nicht verzeichnet.",
            f"{who.en} is among the {NEAREST} most comparable districts (place {rank}), but no"
            " model, body or report that is missing here is recorded there.",
        )
        return WhyNot(text, "nothing-lacking", tuple(item.iri for item in own.assets))
    about = (
        Text(
            "Die Modelle, die von dort verzeichnet sind, liegen in Handlungsfeldern, zu denen es"
            " hier schon etwas gibt.",
            "The models recorded from there are in action fields on which there is something here"
            " already.",
        )
        if models
        else Text(
            "Ein Modell aus Lernen vor Ort, das auch von weniger vergleichbaren Kreisen"
            " vorgeschlagen würde, ist von dort nicht verzeichnet.",
            "No model of Lernen vor Ort, which would be suggested from less comparable districts"
            " too, is recorded from there.",
        )
    )
    text = Text(
        f"{who.de} steht unter den vergleichbaren Kreisen auf Platz {rank}; zum Austausch"
        f" vorgeschlagen werden nur die ersten {NEAREST}. {about.de}",
        f"{who.en} is at place {rank} among the comparable districts; only the first {NEAREST} are"
        f" suggested for an exchange. {about.en}",
    )
    return WhyNot(text, "not-comparable", statements)


def _foundation(scope: Scope, key: str, ags: str) -> WhyNot:
    want, own = wanting(scope, ags), record(scope, key)
    near = own.seen_from(ags, want.nearest, want.neighbours)
    name, district = scope.landscape.actors[key].name, scope.landscape.districts[ags]
    said = list(_nothing_near(near, seated=scope.ground.seats[key] == ags))
    met = want.met(own.themes) if own.is_away(ags) else None
    needs = (
        _only_theme(scope, ags, own, met[0])
        if met
        else Text(
            f"zu keinem Thema, das {place(district)} als Bedarf nennt, ist sie verzeichnet",
            f"it is on record on no theme that {english_place(district)} states as a need",
        )
        if want.needs
        else Text(
            f"einen Bedarf hat {place(district)} nach den Daten nicht genannt",
            f"by the data {english_place(district)} has not stated any need",
        )
    )
    german, english = joined([one.de for one in said]), joined([one.en for one in said], "en")
    return WhyNot(
        Text(
            f"Für {quoted(name)} ist nichts verzeichnet, was sie mit {place(district, 'dative')}"
            f" verbindet: keine Arbeit {german}; {needs.de}.",
            f"Nothing recorded ties {quoted(name, 'en')} to {english_place(district)}: no work"
            f" {english}; {needs.en}.",
        ),
        "theme-alone" if met else "no-record",
        tuple(need.iri for need in want.needs.values()),
    )


def _only_theme(scope: Scope, ags: str, own: Record, theme: str) -> Text:
    label, home = theme_label(scope.landscape, theme), scope.landscape.states[own.home]
    district = scope.landscape.districts[ags]
    return Text(
        f"zu „{label.de}“, das {place(district)} als Bedarf nennt, ist sie verzeichnet, aber fast"
        f" nur {in_state(home.de)}: dann genügt ein Thema allein nicht",
        f'on "{label.en}", which {english_place(district)} states as a need, it is on record, but'
        f" nearly only in {home.en}: then a theme alone is not enough",
    )


def _nothing_near(near: Near, *, seated: bool) -> Iterator[Text]:
    if not near.here and not near.own and not seated:
        yield Text("im Kreis selbst", "in the district itself")
    if not near.peers:
        yield Text(
            f"bei den {CLOSEST} vergleichbarsten Kreisen",
            f"in the {CLOSEST} most comparable districts",
        )
    if not near.beside:
        yield Text("in Nachbarkreisen", "in neighbouring districts")
    if not near.state:
        yield Text("sonst im Land", "elsewhere in the state")


def _agency(scope: Scope, agency: str, ags: str) -> WhyNot:
    actor, district = scope.landscape.actors[agency], scope.landscape.districts[ags]
    area, needs = area_of(scope, agency)[ags], scope.needs(ags)
    labels = [theme_label(scope.landscape, theme) for theme in sorted(needs)]
    stated = (
        Text(
            f"{capital(place(district))} nennt nur: {joined([quoted(one.de) for one in labels])}.",
            f"{english_place(district)} only states:"
            f" {joined([quoted(one.en, 'en') for one in labels], 'en')}.",
        )
        if labels
        else Text(
            f"{capital(place(district))} hat nach den Daten keinen Bedarf genannt.",
            f"By the data {english_place(district)} has not stated any need.",
        )
    )
    statements = (actor.iri, *(need.iri for need in needs.values()))
    if area is None:
        text = Text(
            f"{quoted(actor.name)} arbeitet bundesweit und wird mit einem Kreis nur"
            f" zusammengebracht, wo er einen Bedarf zu ihren Themen nennt. {stated.de}",
            f"{quoted(actor.name, 'en')} works nationwide and is only brought together with a"
            f" district that states a need on its themes. {stated.en}",
        )
        return WhyNot(text, "no-need", statements)
    state = scope.landscape.states[area.state]
    text = Text(
        f"Von {quoted(actor.name)} ist nur bekannt, dass die Stelle einen Teil der Kommunen im"
        f" Land begleitet ({state.de}); ob {place(district)} dazugehört, ist nicht verzeichnet."
        " Ohne eine frühere Vereinbarung oder einen Bedarf zu ihrem Thema wird sie nicht"
        f" vorgeschlagen."
        f" {stated.de} Fragen Sie die Stelle selbst.",
        f"Of {quoted(actor.name, 'en')} it is only known that it serves a part of the"
        f" municipalities in {state.en}; whether {english_place(district)} is one of them is not"
        " recorded. Without an earlier agreement or a need on its theme it is not suggested."
        f" {stated.en} Please ask the body itself.",
    )
    return WhyNot(text, "membership-unknown", (area.iri, *statements))
