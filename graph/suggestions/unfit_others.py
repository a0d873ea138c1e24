"""Which rule an institution or organisation does not meet, and what it does have in common."""

from collections.abc import Sequence
from typing import Final

from graph.suggestions.areas import area, is_authority, parts_of, reaches_all
from graph.suggestions.catalogue import KINDS, kinds_for
from graph.suggestions.lifetimes import WhyNot
from graph.suggestions.local import PER_TRANSITION, TRANSITIONS
from graph.suggestions.network import network
from graph.suggestions.profiles import profile
from graph.suggestions.scope import Scope
from graph.suggestions.sight import MOST, bound_elsewhere
from graph.suggestions.wording import (
    capital,
    english_place,
    inside,
    joined,
    places,
    plain_name,
    quoted,
    theme_label,
)
from ontology.texts import Text

_INSTITUTIONS: Final = frozenset({"EducationProvider", "School", "University", "VocationalSchool"})


def institution(scope: Scope, ags: str, wanted: str) -> WhyNot | None:
    """Return why a school or university is not suggested to a district; None for others."""
    local, name = scope.ground.local, scope.landscape.actors[wanted].name
    transition = next((t for t in TRANSITIONS if wanted in local.get((ags, t.stage), ())), None)
    if transition is None:
        return _elsewhere(scope, wanted)
    partners = scope.partners(scope.administration(ags))
    served = sorted(partners.intersection(local[ags, transition.stage]))
    if served:
        names = [scope.landscape.actors[key].name for key in served[:3]]
        text = Text(
            f"Am {transition.name.de} ist schon eine Kooperation mit einer Einrichtung vor Ort"
            f" verzeichnet ({joined(names)}); weitere werden dann nicht vorgeschlagen.",
            f"On the {transition.name.en} a cooperation with a local institution is recorded"
            f" already ({joined(names, 'en')}); no further ones are suggested then.",
        )
        return WhyNot(
            text,
            "transition-served",
            tuple(tie.iri for tie in scope.ties_of(served) if scope.is_open(tie)),
        )
    count, district = len(local[ags, transition.stage]), scope.landscape.districts[ags]
    text = Text(
        f"{capital(inside(district))} sind am {transition.name.de} {count} Einrichtungen"
        f" verzeichnet; vorgeschlagen werden {PER_TRANSITION}: zuerst solche mit Kooperationen,"
        f" dann solche für den ganzen Kreis, jeder Name einmal. {quoted(name)} ist nicht darunter.",
        f"In {english_place(district)} {count} institutions are recorded on the"
        f" {transition.name.en}; {PER_TRANSITION} are suggested: first those with cooperations,"
        f" then those for the whole district, each name once. {quoted(name, 'en')} is not among"
        " them.",
    )
    return WhyNot(text, "behind-others", (scope.landscape.actors[wanted].iri,))


def _elsewhere(scope: Scope, wanted: str) -> WhyNot | None:
    actor, local = scope.landscape.actors[wanted], scope.ground.local
    if actor.class_ in _INSTITUTIONS and actor.district not in scope.landscape.districts:
        text = Text(
            f"In welchem Kreis {quoted(actor.name)} sitzt, ist nicht bestätigt; Einrichtungen"
            " werden nur dem Kreis vorgeschlagen, in dem sie sitzen.",
            f"It is not confirmed in which district {quoted(actor.name, 'en')} is; institutions are"
            " only suggested to the district where they have their seat.",
        )
        return WhyNot(text, "reach-unknown", (actor.iri,))
    if not any(wanted in keys for keys in local.values()):
        return None
    district = scope.landscape.districts[actor.district]
    text = Text(
        "Einrichtungen werden nur dem Kreis vorgeschlagen, in dem sie sitzen;"
        f" {quoted(actor.name)} sitzt {inside(district)}.",
        "Institutions are only suggested to the district where they have their seat;"
        f" {quoted(actor.name, 'en')} is in {english_place(district)}.",
    )
    return WhyNot(text, "kind-not-suggested", (actor.iri,))


def other_kind(scope: Scope, asking: str, wanted: str) -> WhyNot:
    """Return that an actor of this kind is not suggested to the one who asks."""
    if {asking, wanted} <= set(scope.ground.agencies):
        text = Text(
            "Eine Agentur wird einer anderen nur vorgeschlagen, wenn sie als erste etwas zu einem"
            " Thema anbietet, das Kreise des Gebiets nennen und das dort fehlt.",
            "An agency is only suggested to another one if it is the first to offer something on a"
            " theme that districts of the area state and that is missing there.",
        )
        return WhyNot(text, "kind-not-suggested", (scope.landscape.actors[wanted].iri,))
    kinds = [KINDS[kind].label for kind in kinds_for(scope.landscape, asking)]
    name = scope.landscape.actors[wanted].name
    text = Text(
        f"{quoted(name)} gehört zu keiner der Arten von Partnern, die hier vorgeschlagen werden:"
        f" {joined([one.de for one in kinds])}. Über eine Zusammenarbeit sagt das nichts.",
        f"{quoted(name, 'en')} is of none of the kinds of partners that are suggested here:"
        f" {joined([one.en for one in kinds], 'en')}. That says nothing about a cooperation.",
    )
    return WhyNot(text, "kind-not-suggested", ())


def organisation(scope: Scope, asking: str, wanted: str) -> WhyNot:
    """Return why an organisation is not suggested to another one."""
    name = scope.landscape.actors[wanted].name
    if wanted in parts_of(scope, [asking]):
        text = Text(
            f"{quoted(name)} und der anfragende Akteur gehören zur selben Verwaltung oder zum"
            " selben Land.",
            f"{quoted(name, 'en')} and the asking actor belong to the same administration or to the"
            " same state.",
        )
        return WhyNot(text, "same-body", (scope.landscape.actors[wanted].iri,))
    own = area(scope, asking)
    if is_authority(scope.landscape, asking) and not reaches_all(scope, wanted, [own]):
        where = places(scope.landscape, sorted(own))
        text = Text(
            f"Der anfragende Akteur ist für {where.de} da; dass {quoted(name)} dort arbeitet, ist"
            " nicht verzeichnet.",
            f"The asking actor is there for {where.en}; that {quoted(name, 'en')} works there is"
            " not recorded.",
        )
        return WhyNot(text, "out-of-reach", (scope.landscape.actors[wanted].iri,))
    return _too_far(scope, asking, wanted)


def _too_far(scope: Scope, asking: str, wanted: str) -> WhyNot:
    net, name = network(scope), scope.landscape.actors[wanted].name
    known = asking in net.position and wanted in net.position
    shared = net.shared(asking, wanted) if known else []
    common = profile(scope, asking).themes.keys() & profile(scope, wanted).themes.keys()
    labels = [theme_label(scope.landscape, one) for one in sorted(common)[:3]]
    names = [plain_name(scope.landscape.actors[one]) for one in shared]
    german = [
        *([f"den gemeinsamen Partnern ({joined(names)})"] if names else ()),
        *([f"gemeinsamen Themen ({joined([one.de for one in labels])})"] if labels else ()),
    ]
    english = [
        *([f"shared partners ({joined(names, 'en')})"] if names else ()),
        *([f"shared themes ({joined([one.en for one in labels], 'en')})"] if labels else ()),
    ]
    has = (
        Text(
            f"Andere stehen trotz {joined(german)} näher.",
            f"In spite of {joined(english, 'en')} others are nearer.",
        )
        if german
        else Text(
            "Weder ein gemeinsamer Partner noch ein gemeinsames Thema ist verzeichnet.",
            "Neither a shared partner nor a shared theme is recorded.",
        )
    )
    actors = scope.landscape.actors
    if common and not shared and bound_elsewhere(actors[asking], actors[wanted]):
        return _for_one_place(scope, wanted, labels)
    text = Text(
        f"Vorgeschlagen werden Organisationen im selben Kreis, die nicht nur in einem Register"
        f" stehen, und die {MOST} im Netz der Kooperationen nächsten, soweit ein Partner oder ein"
        f" Thema sie verbindet; {quoted(name)} ist nicht darunter. {has.de}",
        "Suggested are organisations in the same district that are not only in a register, and the"
        f" {MOST} nearest in the network of cooperations as far as a partner or a theme connects"
        f" them; {quoted(name, 'en')} is not among them. {has.en}",
    )
    iris = [i for one in shared for i in (*net.between(asking, one), *net.between(one, wanted))]
    return WhyNot(text, "not-near", tuple(dict.fromkeys(iris)))


def _for_one_place(scope: Scope, wanted: str, themes: Sequence[Text]) -> WhyNot:
    actor = scope.landscape.actors[wanted]
    state = scope.landscape.states[actor.state]
    text = Text(
        f"{quoted(actor.name)} ist für einen Ort in einem anderen Land da ({state.de}). Eine"
        " Gemeinsamkeit im Thema allein genügt dann nicht"
        f" ({joined([one.de for one in themes])}): es fehlt ein gemeinsamer Partner. Mit dem Thema"
        " als Filter wird auch außerhalb des Landes gesucht.",
        f"{quoted(actor.name, 'en')} is there for a place in another state ({state.en}). Then a"
        f" theme in common alone is not enough ({joined([one.en for one in themes], 'en')}): a"
        " shared partner is missing. With the theme as a filter other states are searched as well.",
    )
    return WhyNot(text, "theme-alone", (actor.iri,))
