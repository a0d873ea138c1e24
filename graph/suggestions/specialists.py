"""Which nationwide specialist centres work on what a district said it needs."""

from graph.suggestions.candidates import Argument, Candidate, Case, Only
from graph.suggestions.ground import NATIONWIDE_CLASSES
from graph.suggestions.offered import themes_for_districts
from graph.suggestions.scope import Scope, addresses
from graph.suggestions.themes import need_sentence, old_need, within
from graph.suggestions.wording import joined, noun, quoted, theme_label
from graph.things import Item
from ontology.texts import Text

NATIONWIDE = 0.2
NEED = 0.25
"""Together less than an agency that is responsible for the district by itself."""


def specialists(scope: Scope, ags: str, theme: str, only: Only = None) -> list[Candidate]:
    """Return nationwide centres that are there for a theme that a district said it needs.

    Args:
        scope: what is known.
        ags: the district that asks.
        theme: only centres for this theme; empty for all.
        only: only these partners; None for all.
    """
    partners = scope.partners(scope.administration(ags))
    found = []
    for key in scope.ground.agencies if only is None else sorted(only):
        if key in partners or not scope.works(key) or not serves_everywhere(scope, key):
            continue
        own = (*themes_for_districts(scope, key), *scope.landscape.actors[key].themes)
        met = scope.met(ags)(tuple(one for one in own if within(scope.landscape, [one], theme)))
        if met is not None:
            found.append(_candidate(scope, ags, key, met))
    return found


def serves_everywhere(scope: Scope, agency: str) -> bool:
    """Say whether an agency addresses the whole country: a centre without a service area."""
    return scope.landscape.actors[agency].class_ in NATIONWIDE_CLASSES and not any(
        area.agency == agency for area in scope.landscape.service_areas
    )


def nationwide_argument(scope: Scope, agency: str) -> Argument:
    """Return that an agency works in the whole country, and on what."""
    actor = scope.landscape.actors[agency]
    labels = [theme_label(scope.landscape, one) for one in actor.themes]
    german, english = [quoted(one.de) for one in labels], [f'"{one.en}"' for one in labels]
    on = Text(
        f" zu {joined(german)}" if german else "",
        f" on {joined(english, 'en')}" if english else "",
    )
    who = noun(actor.class_)
    text = Text(
        f"{who.de} arbeitet bundesweit{on.de}, nicht nur für einzelne Länder.",
        f"{who.en} works nationwide{on.en}, not for single states.",
    )
    return Argument(NATIONWIDE, lambda: text, (actor.iri,), lambda: addresses(actor.evidence))


def need_argument(scope: Scope, ags: str, met: tuple[str, Item], weight: float) -> Argument:
    """Return that a district stated a need that is met."""
    need = met[1]
    return Argument(
        weight,
        lambda: need_sentence(scope.landscape, scope.landscape.districts[ags], *met),
        (need.iri,),
        lambda: addresses(need.evidence),
        (need.iri,),
    )


def _candidate(scope: Scope, ags: str, key: str, met: tuple[str, Item]) -> Candidate:
    case = Case(
        arguments=(need_argument(scope, ags, met, NEED), nationwide_argument(scope, key)),
        against=lambda: (
            old_need(scope.day, met[1])
            or Text(
                "Ob die Fachstelle einzelne Kreise berät oder nur die regionalen Agenturen, ist"
                " nicht verzeichnet.",
                "Whether the centre advises single districts or only the regional agencies is not"
                " recorded.",
            )
        ),
        unknown=lambda: Text(
            "Was sie derzeit für einzelne Kommunen anbietet und was es kostet, ist nicht bekannt.",
            "What it offers to single municipalities at present, and at what cost, is not known.",
        ),
        theme=met[0],
    )
    return Candidate.of(key, case, groups=frozenset({scope.landscape.actors[key].class_, met[0]}))
