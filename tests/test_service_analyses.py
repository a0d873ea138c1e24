"""Analyses over HTTP, and lists of actors as the columns filter them."""

import pytest

from graph.columns.catalogue import ANALYSES
from graph.search import actors_matching, matching


def test_the_list_names_every_analysis_and_its_parameters(client):
    found = client.get("/api/v1/analyses?lang=en").json()
    assert [one["key"] for one in found["member"]] == list(ANALYSES)
    assert found["member"][0]["parameter"] == ["type", "state"]
    assert found["member"][0]["name"] == "Actors of a type in a state"


def test_an_answer_stands_beside_the_sparql_that_gives_the_same(client):
    found = client.get("/api/v1/analyses/most-connected", params={"top": 5}).json()
    assert found["totalItems"] == len(found["member"]) == 5
    asked = client.get(
        "/sparql",
        params={"query": found["sparql"]},
        headers={"accept": "application/sparql-results+json"},
    ).json()["results"]["bindings"]
    assert [row["actor"]["value"].rpartition("/")[2] for row in asked] == [
        one["actor"] for one in found["member"]
    ]
    assert [int(row["partners"]["value"]) for row in asked] == [
        one["partners"] for one in found["member"]
    ]


def test_a_day_is_read_and_named(client):
    early = client.get("/api/v1/analyses/ties-per-state", params={"as_of": "1700"}).json()
    late = client.get("/api/v1/analyses/ties-per-state", params={"as_of": "2012-06"}).json()
    assert early["asOf"] == "1700-12-31"
    # of a few ties only the end is known: they may have begun any time
    assert sum(one["ties"] for one in early["member"]) < 10
    assert sum(one["ties"] for one in late["member"]) > 100


def test_long_answers_come_page_by_page(client):
    first = client.get("/api/v1/analyses/tied-pairs", params={"limit": 10})
    assert len(first.json()["member"]) == 10
    following = client.get(first.links["next"]["url"]).json()
    assert following["member"][0] != first.json()["member"][0]
    assert following["sparql"] == first.json()["sparql"]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("nothing", 404),
        ("ties-under-theme", 422),
        ("ties-under-theme?theme=nothing", 404),
        ("actors-of-type?type=stiftung&state=99", 404),
        ("actors-of-type?type=nothing&state=05", 404),
        ("actors-named?words=!", 422),
        ("partners-within?actor=05334&hops=99", 422),
        ("ties-per-state?as_of=soon", 422),
    ],
)
def test_what_cannot_be_asked_is_said(client, path, status):
    answer = client.get(f"/api/v1/analyses/{path}")
    expected = {status, 400} if status == 422 else {status}
    assert answer.status_code in expected, answer.text
    assert answer.headers["content-type"].startswith("application/problem+json")


def test_lists_of_actors_are_those_that_pass_the_filters(client, landscape):
    wanted = {"state": "14", "type": "stiftung"}
    found = client.get("/api/v1/actors", params={**wanted, "limit": 1000}).json()
    expected = sorted(
        (actor.name, actor.key)
        for actor in landscape.actors.values()
        if actor.state == "14" and "stiftung" in {actor.type, actor.class_}
    )
    assert [one["key"] for one in found["member"]] == [key for _, key in expected]
    theme = client.get("/api/v1/actors", params={"theme": "bildungsberatung", "limit": 1000})
    about = [*landscape.ties.values(), *landscape.items.values()]
    assert {one["key"] for one in theme.json()["member"]} == {
        key for thing in about if "bildungsberatung" in thing.themes for key in thing.actors
    }


@pytest.mark.parametrize("words", ["Stiftung", "köln schule", "kommune-05334", "Museum Halle", "!"])
def test_names_are_found_as_by_looking_at_each(landscape, words):
    found = [actor.key for actor in actors_matching(landscape, words)]
    assert found == [actor.key for actor in matching(landscape.actors.values(), words)]
