"""Downloads hold exactly what the landscape says, in every format and from every kind of store."""

import gzip
import json
import subprocess

import pytest
from rdflib import Dataset, Graph
from rdflib.compare import isomorphic

from graph.dumps import STATISTICS, DumpFolder, command
from graph.store import EmbeddedStore
from graph.store_dumps import convert, join, split, write_quads
from ontology.namespaces import graph_iri

SMALL = ("themen", "vocabularies")
SOURCES = (*SMALL, "ontology", "derived")


def triples(path, format_) -> Graph:
    return Graph().parse(data=gzip.decompress(path.read_bytes()), format=format_)


@pytest.fixture(scope="module")
def origin(store, store_location) -> str:
    """Return where downloads come from: the dump of a generation, or an endpoint."""
    return str(store.generation.dump) if isinstance(store, EmbeddedStore) else store_location


@pytest.fixture(scope="module")
def pieces(origin, tmp_path_factory):
    folder = tmp_path_factory.mktemp("pieces")
    dumps = DumpFolder(origin, folder, tuple(map(graph_iri, SOURCES)))
    assert set(SOURCES) <= set(split(dumps.make(dumps.files[0]), folder))
    return folder


def test_a_source_is_split_from_the_whole(store, pieces):
    content = store.construct(
        f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{graph_iri('themen')}> {{ ?s ?p ?o }} }}",
        "application/n-triples",
    )
    expected = Graph().parse(data=content, format="nt")
    assert set(triples(pieces / "themen.nt.gz", "nt")) == set(expected)
    for name in SOURCES:
        query = f"SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH <{graph_iri(name)}> {{ ?s ?p ?o }} }}"
        lines = gzip.decompress((pieces / f"{name}.nt.gz").read_bytes()).count(b"\n")
        assert [(str(lines),)] == store.select(query)


def test_turtle_and_jsonld_say_the_same(pieces, tmp_path):
    plain = triples(pieces / "themen.nt.gz", "nt")
    for name, format_ in (("themen.ttl.gz", "turtle"), ("themen.jsonld.gz", "json-ld")):
        convert(pieces / "themen.nt.gz", name.split(".")[1], tmp_path / name)
        # who looks into the default graph only sees all of it
        assert set(triples(tmp_path / name, format_)) == set(plain)


def test_joined_files_hold_all_sources(pieces, tmp_path):
    for format_ in ("ttl", "jsonld"):
        made = {graph_iri(name): tmp_path / f"{name}.{format_}.gz" for name in SMALL}
        for name, path in zip(SMALL, made.values(), strict=True):
            convert(pieces / f"{name}.nt.gz", format_, path)
        join(made, format_, tmp_path / f"all.{format_}.gz")
    expected = {t for name in SMALL for t in triples(pieces / f"{name}.nt.gz", "nt")}
    assert set(triples(tmp_path / "all.ttl.gz", "turtle")) == expected
    content = gzip.decompress((tmp_path / "all.jsonld.gz").read_bytes())
    assert [entry["@id"] for entry in json.loads(content)] == [graph_iri(name) for name in SMALL]
    found = Dataset()
    found.parse(data=content, format="json-ld")
    for name in SMALL:
        asked = {quad[:3] for quad in found.quads() if str(quad[3]) == graph_iri(name)}
        assert asked == set(triples(pieces / f"{name}.nt.gz", "nt"))


def test_an_endpoint_gives_the_same_quads(store, pieces, tmp_path):
    target = tmp_path / "quads.nq.gz"
    names = (*SMALL, "ontology")
    write_quads(store, [graph_iri(name) for name in names], target)
    again = tmp_path / "again"
    again.mkdir()
    assert split(target, again) == sorted(names)
    for name in SMALL:
        assert set(triples(again / f"{name}.nt.gz", "nt")) == set(
            triples(pieces / f"{name}.nt.gz", "nt")
        )
    blank = [triples(folder / "ontology.nt.gz", "nt") for folder in (again, pieces)]
    assert isomorphic(*blank)


def test_files_are_made_by_a_process_and_are_reproducible(origin, tmp_path):
    made = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        folder = DumpFolder(origin, tmp_path / name, tuple(map(graph_iri, SMALL)))
        subprocess.run(command(folder, [STATISTICS, "themen.ttl.gz"]), check=True)
        assert folder.statistics.exists()
        made.append((tmp_path / name / "themen.ttl.gz").read_bytes())
        assert not [path for path in folder.folder.iterdir() if path.name.startswith(".")]
    assert made[0] == made[1]
