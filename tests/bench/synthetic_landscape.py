"""A made-up landscape of any size in the shape of ours: real territory and themes, invented ties.

Nothing about an actor or a cooperation in it is a fact; every key begins with `synthetic-`.
"""

import csv
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from graph.facts import data_folder
from graph.generations import Generation, Manifest
from graph.store import write_store
from ontology.namespaces import BL, GRAPH, ID, PREFIXES, VOCAB

TRIPLES_PER_ACTOR = 7
TRIPLES_PER_TIE = 23
SHARE_OF_ACTORS = 0.2
"""Part of all triples that describes actors."""

LOCAL = 0.7
"""Share of ties inside one district."""

DAY_ONE = date(2008, 1, 1)
DAYS = 6800

_KINDS = ("JointProject", "TransferAgreement", "NetworkMembership", "CooperationAgreement")
_NAMES = ("Stiftung", "Verein", "Schule", "Bibliothek", "Museum", "Kammer", "Volkshochschule")


def write_synthetic(folder: Path, triples: int, seed: int = 1) -> Generation:
    """Write a landscape of about so many triples as a generation of the embedded store.

    Args:
        folder: empty; `landscape.nt` stays in it for other stores.
        triples: 100,000 or more, so that the territory is the smaller part.
        seed: the same seed gives the same landscape.
    """
    path = folder / "landscape.nt"
    with path.open("w", encoding="utf-8") as handle:
        handle.writelines(_territory())
        handle.writelines(_themes())
        handle.writelines(_actors_and_ties(triples, seed))
    generation = Generation(folder)
    count = write_store(generation.store, [(GRAPH + "synthetic", path)])
    generation.write_manifest(
        Manifest(f"synthetic-{triples}-{seed}", "", "", count, {"synthetic": count})
    )
    return generation


def _line(subject: str, predicate: str, *objects: str) -> str:
    prefix, _, local = predicate.partition(":")
    property_ = (BL if prefix == "bl" else PREFIXES[prefix]) + local
    return "".join(f"<{subject}> <{property_}> {object_} .\n" for object_ in objects)


def _iri(space: str, *parts: str) -> str:
    return f"<{space}{'/'.join(parts)}>"


def _text(value: str, language: str = "") -> str:
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"' + (f"@{language}" if language else "")


def _day(value: date) -> str:
    return f'"{value.isoformat()}"^^<{PREFIXES["xsd"]}date>'


def _rows(path: str) -> list[dict[str, str]]:
    with (data_folder() / path).open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))


def _territory() -> Iterator[str]:
    for row in _rows("territory/states.csv"):
        state = f"{ID}state/{row['ags']}"
        yield _line(state, "rdf:type", _iri(BL, "State"))
        yield _line(state, "bl:ags", _text(row["ags"]))
        yield _line(state, "rdfs:label", _text(row["name"], "de"))
    for row in _rows("territory/districts.csv"):
        district = f"{ID}district/{row['ags']}"
        yield _line(district, "rdf:type", _iri(BL, "District"))
        yield _line(district, "rdfs:label", _text(row["name"], "de"))
        yield _line(district, "bl:partOf", _iri(ID, "state", row["state"]))
        yield _line(district, "bl:territoryType", _iri(VOCAB, "territory-type", "kreis"))
        yield _line(district, "bl:settlementType", _iri(VOCAB, "settlement-type", "laendlich"))
        for name, column in (
            ("bl:ags", "ags"),
            ("bl:nuts3", "nuts3"),
            ("bl:population", "population_2023"),
            ("bl:areaKm2", "area_km2"),
            ("geo:lat", "lat"),
            ("geo:long", "lon"),
            ("bl:seatName", "seat"),
        ):
            yield _line(district, name, _text(row[column]))
    for row in _rows("territory/neighbours.csv"):
        one, two = (_iri(ID, "district", row[name]) for name in ("ags_a", "ags_b"))
        yield _line(one[1:-1], "bl:borders", two)
        yield _line(two[1:-1], "bl:borders", one)


def _themes() -> Iterator[str]:
    for row in _rows("themes/themes.csv"):
        theme = f"{VOCAB}theme/{row['id']}"
        yield _line(theme, "rdf:type", _iri(PREFIXES["skos"], "Concept"), _iri(BL, "Theme"))
        yield _line(theme, "skos:prefLabel", _text(row["label_de"], "de"))
        for broader in filter(None, row["broader"].split(" | ")):
            yield _line(theme, "skos:broader", _iri(VOCAB, "theme", broader))
    for row in _rows("themes/actor_types.csv"):
        type_ = f"{VOCAB}actor-type/{row['id']}"
        yield _line(type_, "rdf:type", _iri(PREFIXES["skos"], "Concept"))
        yield _line(type_, "skos:prefLabel", _text(row["label_de"], "de"))
    evidence = f"{ID}evidence/synthetic"
    yield _line(evidence, "rdf:type", _iri(BL, "Evidence"))
    yield _line(evidence, "bl:confidence", _iri(VOCAB, "confidence", "probable"))
    yield _line(evidence, "bl:sourceDataset", _iri(GRAPH, "synthetic"))


def _actors_and_ties(triples: int, seed: int) -> Iterator[str]:
    generator = np.random.default_rng(seed)
    districts = [row["ags"] for row in _rows("territory/districts.csv")]
    types = [row["id"] for row in _rows("themes/actor_types.csv")]
    themes = [row["id"] for row in _rows("themes/themes.csv")]
    actors = int(triples * SHARE_OF_ACTORS / TRIPLES_PER_ACTOR)
    ties = int(triples * (1 - SHARE_OF_ACTORS) / TRIPLES_PER_TIE)
    seat = np.sort(generator.integers(0, len(districts), actors))
    for number in range(actors):
        yield _actor(number, districts[seat[number]], types[int(generator.integers(len(types)))])
    first = np.searchsorted(seat, np.arange(len(districts) + 1))
    drawn = np.cumsum(generator.pareto(1.5, actors) + 1)
    # the earlier a theme stands, the more ties are about it: few sources name the narrow ones
    popular = 1.0 / np.arange(1, len(themes) + 1)
    popular /= popular.sum()
    for number in range(ties):
        size = 1 + min(int(generator.geometric(0.7)), 8)
        if generator.random() < LOCAL:
            here = int(generator.integers(len(districts)))
            members = generator.integers(first[here], max(first[here + 1], first[here] + 1), size)
        else:
            members = np.searchsorted(drawn, generator.random(size) * drawn[-1])
        about = generator.choice(
            len(themes), 1 + int(generator.random() < 0.3), replace=False, p=popular
        )
        begin = DAY_ONE + timedelta(days=int(generator.integers(DAYS)))
        length = int(generator.integers(200, 3000))
        end = None if generator.random() < 0.3 else begin + timedelta(days=length)
        chosen = list(dict.fromkeys(np.minimum(members, actors - 1).tolist()))
        yield _tie(number, chosen, [themes[one] for one in about], begin, end)


def _key(number: int) -> str:
    return f"synthetic-{number:07d}"


def _actor(number: int, district: str, type_: str) -> str:
    actor = f"{ID}actor/{_key(number)}"
    name = f"{_NAMES[number % len(_NAMES)]} {number} in {district}"
    return "".join((
        _line(actor, "rdf:type", _iri(BL, "Association")),
        _line(actor, "rdfs:label", _text(name, "de")),
        _line(actor, "bl:key", _text(_key(number))),
        _line(actor, "bl:actorType", _iri(VOCAB, "actor-type", type_)),
        _line(actor, "bl:seat", _iri(ID, "district", district)),
        _line(actor, "bl:evidence", _iri(ID, "evidence", "synthetic")),
        _line(actor, "bl:place", _text(district)),
    ))  # fmt: skip


def _tie(number: int, members: list[int], themes: list[str], begin: date, end: date | None) -> str:
    tie = f"{ID}cooperation/{_key(number)}"
    lines = [
        _line(tie, "rdf:type", _iri(BL, _KINDS[number % len(_KINDS)])),
        _line(tie, "rdfs:label", _text(f"Zusammenarbeit {number}", "de")),
        _line(tie, "bl:key", _text(_key(number))),
        _line(tie, "bl:theme", *(_iri(VOCAB, "theme", theme) for theme in themes)),
        _line(tie, "bl:startDate", _day(begin)),
        _line(tie, "bl:validFrom", _day(begin)),
        _line(tie, "bl:intervalBasis", _iri(VOCAB, "interval-basis", "stated")),
        _line(tie, "bl:evidence", _iri(ID, "evidence", "synthetic")),
    ]
    if end:
        lines += [_line(tie, "bl:endDate", _day(end)), _line(tie, "bl:validThrough", _day(end))]
    for place, member in enumerate(members, start=1):
        part = f"{ID}participation/{_key(number)}-{place}"
        lines += [
            _line(tie, "bl:participation", f"<{part}>"),
            _line(part, "rdf:type", _iri(BL, "Participation")),
            _line(part, "bl:actor", _iri(ID, "actor", _key(member))),
            _line(part, "bl:role", _iri(VOCAB, "role", "partner")),
            _line(part, "bl:inCooperation", f"<{tie}>"),
        ]
    return "".join(lines)
