"""The flat edges: derived twice, by the rules in Python and by the ontology's own CONSTRUCTs."""

import pytest

from ontology import derivations
from ontology.namespaces import BL, graph_iri

EDGES = {
    "cooperates-with": "cooperatesWith",
    "sponsors": "sponsors",
    "serves-district": "servesDistrict",
    "succeeds": "succeeds",
}


@pytest.mark.parametrize(("name", "edge"), EDGES.items())
def test_rules_and_ontology_derive_the_same_edges(store, name, edge):
    construct = derivations()[name]
    lines = store.construct(construct, "application/n-triples").decode().splitlines()
    by_ontology = {tuple(line.split()[::2][:2]) for line in lines if f"{BL}{edge}>" in line}
    rows = store.select(
        f"SELECT ?s ?o WHERE {{ GRAPH <{graph_iri('derived')}> {{ ?s bl:{edge} ?o }} }}"
    )
    assert by_ontology == {(f"<{subject}>", f"<{object_}>") for subject, object_ in rows}
    assert by_ontology


def test_a_large_city_agency_serves_only_large_cities(store):
    agency = "<https://w3id.org/bildungslandschaft/id/actor/ta-grossstaedte>"
    rows = store.select(
        f"SELECT ?ags ?n WHERE {{ {agency} bl:servesDistrict ?d ."
        " ?d bl:ags ?ags ; bl:population ?n }"
    )
    by_agreement = store.select(
        f"SELECT DISTINCT ?ags WHERE {{ ?p bl:actor {agency} ; bl:inCooperation ?tie ."
        " ?q bl:inCooperation ?tie ; bl:actor ?m . ?m bl:governs ?d ."
        " ?d a bl:District ; bl:ags ?ags }"
    )
    small = {ags for ags, population in rows if int(population) < 250_000}
    assert small <= {row[0] for row in by_agreement}
    assert {"11000", "05315", "09162"} <= {row[0] for row in rows}


def test_an_agency_without_stated_states_serves_nobody_by_rule(store):
    agency = "<https://w3id.org/bildungslandschaft/id/actor/reab-nord>"
    assert not store.ask(f"ASK {{ {agency} bl:servesDistrict ?d }}")


def test_a_former_district_is_succeeded_where_it_went_as_a_whole(store):
    rows = store.select(
        "SELECT ?old ?new WHERE { ?later bl:succeeds ?earlier ; bl:governs/bl:ags ?new ."
        " ?earlier bl:governs ?place . ?place a bl:FormerDistrict ; bl:ags ?old }"
    )
    later = dict(rows)
    assert len(rows) == len(later)  # nobody has two
    # one share of 1.0 in reforms.csv; Demmin, Anhalt-Zerbst and Aschersleben-Staßfurt have several
    assert later["16056"] == "16063"
    assert later["05313"] == later["05354"] == "05334"
    former = store.select("SELECT ?ags WHERE { ?s a bl:FormerDistrict ; bl:ags ?ags }")
    assert {ags for (ags,) in former} - later.keys() == {"13052", "15151", "15352"}
