"""Which agency addresses which districts, and how far: the answer to "who serves us?"."""

from graph.facts import Facts
from graph.mapping.actors import actor_term
from graph.mapping.agencies import agency_bounds
from graph.mapping.emitter import Emitter, bl
from graph.mapping.territory import state_term


def map_coverage(facts: Facts, emit: Emitter) -> None:
    """Write the service areas of the agencies: one node for each agency and state."""
    bounds = agency_bounds(facts)
    states = {row["ags"]: row["name"] for row in facts.rows("territory/states.csv")}
    for row in facts.rows("agencies/service_areas.csv"):
        label = f"{facts.actor_names[row['agency']]}: {states[row['state']]}"
        key = f"{row['agency']}-{row['state']}"
        area = emit.thing("service-area", key, "ServiceArea", label)
        emit.link(area, bl("agency"), actor_term(row["agency"]))
        emit.link(area, bl("state"), state_term(row["state"]))
        emit.concept(area, bl("extent"), "extent", row["extent"])
        emit.value(area, bl("minimumPopulation"), row["minimum_population"], "integer")
        emit.interval(area, row["start"], row["end"], bounds[row["agency"]])
        emit.evidence(area, row)
