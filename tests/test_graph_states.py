"""States have a German and an English name, and every text uses the one of its language."""

import re

import pytest

from graph.analyses.gaps import find_gaps
from graph.analyses.peers import peers
from graph.dates import parse_day
from graph.landscape import Landscape
from graph.store import Store
from graph.suggestions import suggest

DAY = parse_day("2026-06-01")


def test_the_labels_of_states_are_in_both_languages(landscape: Landscape, store: Store):
    rows = store.select(
        'SELECT ?ags ?name WHERE { ?s a bl:State ; bl:ags ?ags ; rdfs:label ?name'
        ' FILTER(LANG(?name) = "en") }'
    )  # fmt: skip
    assert dict(rows) == landscape.state_names("en")
    assert (landscape.states["09"].de, landscape.states["09"].en) == ("Bayern", "Bavaria")
    for language in ("de", "en"):
        names = landscape.state_names(language)
        assert len(names) == 16
        assert list(names.values()) == sorted(names.values())


def test_english_reasons_name_states_in_english(landscape: Landscape):
    told = [reason.en for one in peers(landscape, "14626", 3) for reason in one.reasons]
    assert "Both are in Saxony." in told
    found = suggest(landscape, "reab-rlp-sl", DAY, limit=100)
    said = " ".join(
        line.en
        for one in found.items
        for line in (*(why.text for why in one.reasons), one.counter_argument)
    )
    assert "Rhineland-Palatinate" in said
    assert not re.search(r"in your area \((?!Rhineland-Palatinate|Saarland)", said)


@pytest.mark.parametrize("kind", ["segregation", "brokerage", "coverage"])
def test_english_gaps_name_states_in_english(landscape: Landscape, kind):
    foreign = {name.de for name in landscape.states.values() if name.de != name.en}
    for gap in find_gaps(landscape, DAY, kind=kind):
        assert gap.text.en.partition(":")[0] not in foreign


@pytest.mark.parametrize(
    ("address", "german", "english"),
    [
        ("/kreise", '">Bayern</h2>', '">Bavaria</h2>'),
        ("/kreise/14626", "in Sachsen,", "in Saxony,"),
        ("/matrix", ">Thüringen<", ">Thuringia<"),
        ("/matrix?state=16", "Kreis: Thüringen", "district: Thuringia"),
        ("/karte?state=06", ", Hessen,", ", Hesse,"),
        ("/akteure", ">Niedersachsen</option>", ">Lower Saxony</option>"),
        ("/luecken", ">Niedersachsen</option>", ">Lower Saxony</option>"),
        ("/api/v1/districts/05334", "Nordrhein-Westfalen", "North Rhine-Westphalia"),
        ("/api/v1/suggest?q=Aachen", "Nordrhein-Westfalen", "North Rhine-Westphalia"),
    ],
)
def test_pages_and_interface_name_states_in_their_language(client, address, german, english):
    join = "&" if "?" in address else "?"
    said = client.get(address).text
    assert german in said
    assert english not in said
    assert english in client.get(f"{address}{join}lang=en").text
