"""What is said about a thing that does not exist: near matches, or else where there are some."""

import re

import pytest

from graph.landscape import Landscape
from graph.near import no_such
from graph.selection import Selection
from ontology.errors import UnknownThingError
from ontology.texts import Text
from queries.catalogue import load_catalogue

NOTHING = Text("Kein Land „x“.", 'No state "x".')
STATES = {"14": "Sachsen", "05": "Nordrhein-Westfalen"}


def test_near_matches_are_offered_by_key_and_name():
    near = no_such(NOTHING, "Saxen", STATES)
    assert near.near == ("14 (Sachsen)",)
    assert near.in_language("en") == 'No state "x". Similar: 14 (Sachsen).'


def test_where_nothing_is_near_all_keys_are_listed_or_the_way_to_them_is_told():
    assert str(no_such(NOTHING, "qqqq", STATES)) == "Kein Land „x“. Es gibt: 05, 14."
    told = no_such(NOTHING, "qqqq", STATES, Text("Unter /kreise.", "At /kreise."))
    assert told.in_language("en") == 'No state "x". At /kreise.'
    assert told.near == ()


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_way_to_actors_districts_and_themes_can_be_gone(landscape: Landscape, client, language):
    for look_up in (landscape.actor, landscape.district, landscape.theme):
        with pytest.raises(UnknownThingError) as caught:
            look_up("qqqqqq")
        told = caught.value.in_language(language)
        page, interface = re.findall(r"/[a-z][\w/]+(?:\?q=)?", told)
        assert client.get(page).status_code == client.get(interface).status_code == 200
        question = load_catalogue().get(told.partition("query ")[2].split()[0])
        assert ("-p text=" in told) == ("text" in [one.name for one in question.header.parameters])


def test_a_filter_that_nothing_resembles_names_what_there_is(landscape: Landscape):
    with pytest.raises(UnknownThingError, match=r"Es gibt: confirmed, probable\."):
        Selection(confidence="qqqq").check(landscape)


@pytest.mark.parametrize(
    "address",
    ["suggestions?actor=qqqqqq", "suggestions?actor=05334&theme=qqqqqq", "gaps?theme=qqqqqq",
     "warnings?district=qqqqqq", "network?center=qqqqqq", "actors/qqqqqq"],
)  # fmt: skip
def test_every_door_tells_the_way(client, address):
    answer = client.get(f"/api/v1/{address}", headers={"Accept-Language": "en"})
    assert answer.status_code == 404
    assert re.search(r"/api/v1/(actors\?q=|themes)", answer.json()["detail"])
    assert client.get("/id/actor/qqqqqq.json").json()["detail"].count("/akteure?q=") == 1
