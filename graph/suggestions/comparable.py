"""How comparable two districts are, said with the figures behind it, and what speaks against."""

from graph.suggestions.candidates import Argument
from graph.suggestions.figures import observations
from graph.suggestions.scope import Scope, addresses
from graph.suggestions.wording import capital, english_place, place
from ontology.namespaces import graph_iri
from ontology.texts import Text

SIMILARITY_WEIGHT = 0.5
FAR = 60
"""From this place on a district is called hardly comparable."""


def similarity_argument(scope: Scope, ags: str, other: str, weight: float) -> Argument:
    """Return that two districts are comparable, with the figures behind it."""
    return Argument(
        weight=weight * scope.similarity(ags, other),
        say=lambda: _similarity_text(scope, ags, other),
        statements=(
            scope.landscape.districts[ags].iri,
            scope.landscape.districts[other].iri,
            *observations(scope, ags),
            *observations(scope, other),
        ),
        sources=lambda: (
            graph_iri("inkar"),
            *addresses(scope.landscape.districts[ags].evidence),
        ),
    )


def against_exchange(scope: Scope, ags: str, other: str) -> Text:
    """Return what speaks most against learning from another district."""
    one, two = scope.landscape.districts[ags], scope.landscape.districts[other]
    if one.state != two.state:
        name, city = scope.landscape.states[two.state], english_place(two)
        where = (
            Text("ist ein Land für sich", "is a state of its own")
            if name.de == city
            else Text(
                f"liegt in einem anderen Land ({name.de})", f"is in another state ({name.en})"
            )
        )
        return Text(
            f"{capital(place(two))} {where.de}: Schulrecht und Landesprogramme unterscheiden sich.",
            f"{city} {where.en}: school law and state programmes differ.",
        )
    larger = max(one.population, two.population) / max(1, min(one.population, two.population))
    if larger >= 1.5:
        return Text(
            f"Die Einwohnerzahlen unterscheiden sich um den Faktor {larger:.1f}".replace(".", ",")
            + ": Personal und Strukturen lassen sich nicht eins zu eins übertragen.",
            f"The numbers of inhabitants differ by a factor of {larger:.1f}: staff and structures"
            " cannot be copied one to one.",
        )
    return Text(
        "Die Einträge sagen, dass es etwas gibt, nicht wie gut es wirkt: eine Bewertung ist nicht"
        " verzeichnet.",
        "The entries say that something exists, not how well it works: no evaluation is recorded.",
    )


def against_transfer(scope: Scope, ags: str, other: str) -> Text:
    """Return what speaks most against taking over a model of another district."""
    place_among = scope.rank_of_peer(ags, other)
    if place_among <= FAR:
        return against_exchange(scope, ags, other)
    two = scope.landscape.districts[other]
    return Text(
        f"{capital(place(two))} steht unter den vergleichbaren Kreisen erst auf Platz"
        f" {place_among} von {len(scope.landscape.districts) - 1}; die Bedingungen sind recht"
        " verschieden.",
        f"{english_place(two)} comes only at place {place_among} of"
        f" {len(scope.landscape.districts) - 1} among the comparable districts; conditions differ"
        " a good deal.",
    )


def _similarity_text(scope: Scope, ags: str, other: str) -> Text:
    rank = scope.rank_of_peer(ags, other)
    reasons = scope.comparison.reasons(ags, other)[:3]
    total = len(scope.landscape.districts) - 1
    german, english = (" ".join(getattr(one, code) for one in reasons) for code in ("de", "en"))
    return Text(
        f"Vergleichbarkeit: Platz {rank} von {total}. {german}",
        f"Comparability: place {rank} of {total}. {english}",
    )
