"""Which institutions of a district could close a missing transition between life phases."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from graph.analyses.wording import number
from graph.keys import municipality_key
from graph.suggestions.candidates import Argument, Candidate, Case, Only
from graph.suggestions.figures import figure, median
from graph.suggestions.ground import HIGHER, VOCATIONAL
from graph.suggestions.scope import Scope, addresses
from graph.suggestions.themes import need_for, need_sentence, within
from graph.suggestions.wording import capital, english_place, inside, place, quoted
from graph.things import Programme
from ontology.namespaces import graph_iri, thing
from ontology.texts import Text

BASE: Final = 0.3
SPECIAL: Final = 0.05
"""So much less counts an institution for one trade, one faith or one owner."""
UNIVERSITY: Final = 0.01
"""So much comes a university before other institutions of higher education that fit as well."""
NEED: Final = 0.25
UNEMPLOYMENT: Final = 0.15
KNOWN: Final = 0.1
PER_TRANSITION: Final = 5
"""So many institutions of one kind are looked at in a district: known ones first, then by name."""

_GENERAL: Final = re.compile(
    r"Berufskolleg|Berufsbildende|Berufliche Schule|Berufliches Schulzentrum|Oberstufenzentrum|OSZ"
    r"|Berufsschulzentrum|^(Hochschule|Fachhochschule|Technische)|Universität\b"
)
"""Names of institutions that serve the whole district, unless they are special as well."""

_SPECIAL: Final = re.compile(
    r"[Pp]flege|Landwirtschaft|Medi[zc]in|Medical|Heil|Private?\b|Privatschule|Träger|Ersatzschule"
    r"|GmbH|e\. ?V\.|LWL|LVR|Erzbistum|Bistum|Katholisch|Evangelisch|Theologisch|Kirch|Kolping"
    r"|Caritas|Diakoni|Waldorf|für (Musik|Philosophie|Politik|Soziale|Film|Gestaltung|Bildende"
    r"|Angewandte Sprachen|Theater|Schauspiel|Polizei|[Öö]ffentliche|Jüdische)"
    r"|\b(AKAD|EBC|FOM|Fresenius|Gisma|Internationale Hochschule|Macromedia|SRH|Steinbeis)\b"
)
"""Names of institutions for one trade, one faith or one owner."""

_SIGNS: Final = re.compile(r"\W+")
_BY_NAME: Final = Text("dem Namen nach ", "by its name ")
_BY_TYPE: Final = Text("nach dem Register ", "by the register ")

_UNEMPLOYMENT: Final = "arbeitslosenquote-u25"


@dataclass(frozen=True, slots=True)
class Transition:
    """A step between two life phases and who stands at its end."""

    key: str
    stage: str
    theme: str
    name: Text
    what: Text
    word: str


TRANSITIONS: Final = (
    Transition(
        "school-vocational",
        VOCATIONAL,
        "uebergang-schule-beruf",
        Text("Übergang Schule–Beruf", "transition from school to work"),
        Text("eine berufliche Schule", "a vocational school"),
        "Übergang",
    ),
    Transition(
        "school-higher",
        HIGHER,
        "hochschulbildung",
        Text("Übergang in die Hochschule", "transition to higher education"),
        Text("eine Hochschule", "an institution of higher education"),
        "Hochschul",
    ),
)


def local_actors(scope: Scope, ags: str, theme: str, only: Only = None) -> list[Candidate]:
    """Return institutions with a confirmed seat in the district, for transitions without a tie.

    Institutions whose district was only inferred from their name are never among them.

    Args:
        scope: what is known.
        ags: the district that asks.
        theme: only transitions of this theme; empty for all.
        only: only these partners; None for all.
    """
    found = []
    partners = scope.partners(scope.administration(ags))
    for transition in TRANSITIONS:
        stage = scope.ground.local.get((ags, transition.stage), ())
        if within(scope.landscape, [transition.theme], theme) and partners.isdisjoint(stage):
            usable = [key for key in stage if scope.works(key)]
            usable.sort(key=lambda key: _order(scope, key))
            found += [
                _candidate(scope, ags, transition, key)
                for key in _once_each(scope, usable)[:PER_TRANSITION]
                if only is None or key in only
            ]
    return found


def _once_each(scope: Scope, keys: list[str]) -> list[str]:
    """Return the first of those with the same name: branches that a register lists one by one."""
    first = {_SIGNS.sub("", scope.landscape.actors[key].name.lower()): key for key in keys[::-1]}
    chosen = frozenset(first.values())
    return [key for key in keys if key in chosen]


def _candidate(scope: Scope, ags: str, transition: Transition, key: str) -> Candidate:
    actor, district = scope.landscape.actors[key], scope.landscape.districts[ags]
    by = _BY_TYPE if actor.school_type or actor.type == "hochschule" else _BY_NAME
    what = Text(by.de + transition.what.de, by.en + transition.what.en)
    case = Case(
        arguments=(
            Argument(
                _base(actor.name),
                lambda: Text(
                    f"{quoted(actor.name)} ({what.de}) liegt {inside(district)};"
                    " eine Kooperation der Verwaltung mit einer solchen Einrichtung am"
                    f" {transition.name.de} ist nicht verzeichnet.",
                    f"{quoted(actor.name, 'en')} ({what.en}) is in"
                    f" {english_place(district)}; no cooperation of the administration with such an"
                    " institution on the"
                    f" {transition.name.en} is recorded.",
                ),
                (actor.iri,),
                lambda: addresses(actor.evidence),
            ),
            *_need(scope, ags, transition),
            *_unemployment(scope, ags, transition),
            *_known(scope, key),
        ),
        against=lambda: _against(scope, ags, transition),
        unknown=lambda: Text(
            "Schulen und Hochschulen arbeiten oft mit der Verwaltung zusammen, ohne dass es"
            " verzeichnet ist. Das Register kann veraltet sein: bitte prüfen, ob es die Einrichtung"
            " unter diesem Namen noch gibt.",
            "Schools and universities often work with the administration without any record of it."
            " The register may be outdated: please check whether the institution still has this"
            " name.",
        ),
        theme=transition.theme,
    )
    return Candidate.of(key, case, groups=frozenset({transition.key, f"!{transition.key}"}))


def _order(scope: Scope, key: str) -> tuple[bool, bool, bool, str]:
    name = scope.landscape.actors[key].name
    known = scope.landscape.index.ties.get(key)
    return not known, not _is_general(name), "Universität" not in name, key


def _base(name: str) -> float:
    if not _is_general(name):
        return BASE - SPECIAL
    return BASE + UNIVERSITY if "Universität" in name else BASE


def _is_general(name: str) -> bool:
    return bool(_GENERAL.search(name)) and not _SPECIAL.search(name)


def _need(scope: Scope, ags: str, transition: Transition) -> Iterator[Argument]:
    met = need_for(scope.landscape, scope.needs(ags), [transition.theme])
    if met:
        text = need_sentence(scope.landscape, scope.landscape.districts[ags], *met)
        need = met[1]
        yield Argument(
            NEED, lambda: text, (need.iri,), lambda: addresses(need.evidence), (need.iri,)
        )


def _unemployment(scope: Scope, ags: str, transition: Transition) -> Iterator[Argument]:
    known = figure(scope, _UNEMPLOYMENT, ags)
    if transition.stage != VOCATIONAL or known is None:
        return
    year, value = known
    middle = median(scope, _UNEMPLOYMENT)
    if value <= middle:
        return
    mine, usual = number(value, 1), number(middle, 1)
    district = scope.landscape.districts[ags]
    text = Text(
        f"Die Arbeitslosenquote der unter 25-Jährigen liegt für {place(district, 'accusative')} mit"
        f" {mine.de} % ({year}) über dem mittleren Wert der Kreise ({usual.de} %).",
        f"The unemployment rate of people under 25 in {english_place(district)}, {mine.en} %"
        f" ({year}), is above the median of the districts ({usual.en} %).",
    )
    statement = thing("observation", f"{_UNEMPLOYMENT}-{ags}-{year}")
    yield Argument(UNEMPLOYMENT, lambda: text, (statement,), lambda: (graph_iri("inkar"),))


def _known(scope: Scope, key: str) -> Iterator[Argument]:
    ties = scope.ties_of([key])
    if ties:
        text = Text(
            f"Die Einrichtung ist schon an {len(ties)} verzeichneten Kooperationen beteiligt."
            if len(ties) > 1
            else f"Die Einrichtung ist schon an einer Kooperation beteiligt: {ties[0].label}.",
            f"The institution already takes part in {len(ties)} recorded cooperations."
            if len(ties) > 1
            else f"The institution already takes part in a cooperation: {ties[0].label}.",
        )
        iris = tuple(tie.iri for tie in ties)
        yield Argument(KNOWN, lambda: text, iris, lambda: addresses(ties[0].evidence), iris)


def _against(scope: Scope, ags: str, transition: Transition) -> Text:
    programme = _running(scope, ags, transition)
    if programme is not None:
        return Text(
            f"{capital(place(scope.landscape.districts[ags]))} nimmt am Programm"
            f" {quoted(programme.name)} teil, das diesen Übergang schon bearbeitet.",
            f"{english_place(scope.landscape.districts[ags])} takes part in the programme"
            f" {quoted(programme.name, 'en')}, which already works on this transition.",
        )
    return Text(
        "Wer zuständig ist, entscheidet oft das Land oder der Schulträger, nicht die Einrichtung.",
        "Often the state or the school authority decides, not the institution.",
    )


def _running(scope: Scope, ags: str, transition: Transition) -> Programme | None:
    for tie in scope.participations_of([municipality_key(ags)]):
        programme = scope.landscape.programmes[tie.programme]
        if scope.is_open(tie) and transition.word in f"{programme.name} {programme.goal}":
            return programme
    return None
