"""What is kept beside a store is read only by the code that has the same fields."""

import pickle
from pathlib import Path

import pytest
from rdflib.namespace import RDF, RDFS, SKOS, XSD

from graph.generations import Generation, Manifest
from graph.memory import keep, of_generation, read
from graph.store import write_store
from ontology.namespaces import BL, GRAPH, VOCAB, thing

PROGRAMME = thing("programme", "probe")
STATEMENTS = f"""\
<{PROGRAMME}> <{RDF.type}> <{BL}Programme> .
<{PROGRAMME}> <{RDFS.label}> "Probe"@de .
<{PROGRAMME}> <{BL}statedParticipants> "12"^^<{XSD.integer}> .
<{VOCAB}theme/probe> <{RDF.type}> <{SKOS.Concept}> .
<{VOCAB}theme/probe> <{SKOS.prefLabel}> "Probe"@de .
"""


@pytest.fixture
def generation(tmp_path: Path) -> Generation:
    made = Generation(tmp_path / "generation")
    made.folder.mkdir()
    statements = tmp_path / "programme.nt"
    statements.write_text(STATEMENTS, "utf-8")
    count = write_store(made.store, [(GRAPH + "programme", statements)])
    made.write_manifest(Manifest("probe", "", "2026-11-23T00:00:00Z", count, {}))
    return made


def test_the_kept_landscape_is_the_one_in_the_store(generation: Generation):
    keep(generation, read(generation))
    assert of_generation(generation).programmes == read(generation).programmes
    assert of_generation(generation).programmes["probe"].stated_participants == 12


@pytest.mark.parametrize("layout", ["other fields", None])
def test_what_was_kept_with_other_fields_is_read_anew(generation: Generation, layout: str | None):
    keep(generation, read(generation))
    with generation.memory.open("wb") as handle:
        if layout is not None:
            pickle.dump(layout, handle)
        pickle.dump({"programmes": "as of another version"}, handle)
    assert of_generation(generation).programmes["probe"].name == "Probe"


def test_a_damaged_file_is_no_obstacle(generation: Generation):
    keep(generation, read(generation))
    generation.memory.write_bytes(generation.memory.read_bytes()[:100])
    assert of_generation(generation).programmes["probe"].name == "Probe"
