"""What is made for everybody stands aside, what fits comes first, and an empty list says why."""

from datetime import date

import pytest

from graph.landscape import Landscape
from graph.suggestions import kinds_for, nothing_ends, suggest, why_not
from graph.suggestions.scope import Scope
from graph.suggestions.themes import themes_of, within
from ontology.errors import UnknownThingError

DAY = date(2026, 11, 23)


def test_offers_for_all_alike_are_only_shown_where_offers_are_asked_for(
    landscape: Landscape,
) -> None:
    # nothing is made for Emsland in particular: its agency has no offer on record
    mixed = suggest(landscape, "03454", DAY, limit=20)
    assert "agency-offer" not in {item.kind for item in mixed.items}
    assert "„Angebot einer Agentur“" in mixed.note.de
    offers = suggest(landscape, "03454", DAY, kind="agency-offer")
    assert offers.items
    assert all(
        "nicht eigens für den Landkreis Emsland" in one.counter_argument.de for one in offers.items
    )
    assert "allen Kreisen gleich offen" in offers.note.de
    # what fits comes before what is for all
    for ags in ("05334", "09677", "10041"):
        found = suggest(landscape, ags, DAY, kind="agency-offer", limit=20).items
        general = ["nicht eigens" in one.counter_argument.de for one in found]
        assert general == sorted(general)
        assert not general[0]


def test_a_mixed_list_does_not_tell_of_a_district_and_of_its_model(landscape: Landscape) -> None:
    for ags in ("02000", "03452", "05334", "09162", "16063"):
        found = suggest(landscape, ags, DAY, limit=20).items
        peers = {one.partner.key for one in found if one.kind == "peer-district"}
        makers = {one.partner.key for one in found if one.kind == "model"}
        assert peers
        assert makers
        assert not peers & makers


def test_a_model_of_a_wide_field_is_no_answer_to_a_need_within_it(landscape: Landscape) -> None:
    # Neunkirchen states the way from school to work; Rheingau-Taunus works on that to retirement
    for ags in ("10043", "05566"):
        assert "uebergang-schule-beruf" in Scope(landscape, DAY).needs(ags)
        models = suggest(landscape, ags, DAY, kind="model", limit=30).items
        assert models
        for one in models:
            assert "Übergang Schule–Beruf" not in " ".join(text.text.de for text in one.reasons)
    # the need for the whole field is met
    found = suggest(landscape, "03102", DAY, kind="peer-district", limit=30).items
    told = " ".join(reason.text.de for one in found for reason in one.reasons)
    assert "nennt „Übergangsmanagement“ selbst als Schwerpunkt" in told


def test_a_quiet_time_is_named_by_its_day(landscape: Landscape) -> None:
    told = nothing_ends(landscape, "", date(2020, 2, 29), 12)
    assert told.de.startswith("In 12 Monaten ab dem 29.02.2020 endet nichts")
    assert "within a month from 2020-02-29" in nothing_ends(landscape, "", date(2020, 2, 29), 1).en


def test_a_theme_is_near_by_its_english_name_too(landscape: Landscape) -> None:
    with pytest.raises(UnknownThingError) as caught:
        suggest(landscape, "05334", DAY, theme="school-to-work")
    assert any(one.startswith("uebergang-schule-beruf ") for one in caught.value.near)


def test_what_nobody_has_makes_no_two_districts_alike(landscape: Landscape) -> None:
    for ags in ("12070", "09777", "10043"):
        found = suggest(landscape, ags, DAY, kind="peer-district", limit=30).items
        told = " ".join(reason.text.de for one in found for reason in one.reasons)
        assert "Ähnliche Kennzahlen" in told
        assert "(0,0 / 0,0)" not in told
        assert "Bildungsbüro: „Bildungsbüro“" not in told


def test_an_offer_that_needs_a_grant_says_so(landscape: Landscape) -> None:
    found = suggest(landscape, "10041", DAY, kind="agency-offer").items
    told = {one.subject.name: one.counter_argument.de for one in found if one.subject}
    assert (
        "setzt eine Förderung oder Vereinbarung voraus" in told["Begleitung von Bildungskommunen"]
    )


def test_a_stated_need_finds_the_specialist_centre_behind_the_responsible_agency(
    landscape: Landscape,
) -> None:
    found = suggest(landscape, "03454", DAY, kind="agency").items
    assert [one.partner.key for one in found][:2] == ["reab-niedersachsen", "fabis"]
    assert "nennt „Fachkräftesicherung“ selbst" in found[1].reasons[0].text.de
    asked = suggest(landscape, "kosmo-fachstelle", DAY, kind="district-to-approach").items
    assert asked
    assert all("Ihren Themen" in one.reasons[0].text.de for one in asked)


def test_an_agency_brings_together_only_comparable_districts_that_it_serves(
    landscape: Landscape,
) -> None:
    scope = Scope(landscape, DAY)
    for agency in ("reab-hessen", "fachstelle-kulturelle-bildung", "faberid"):
        for item in suggest(landscape, agency, DAY, kind="districts-to-bring-together").items:
            assert item.subject
            one, two = (
                key.removeprefix("kommune-") for key in (item.partner.key, item.subject.key)
            )
            assert min(scope.rank_of_peer(one, two), scope.rank_of_peer(two, one)) <= 60
            # of another state only a part is served, and nobody says which
            assert agency != "reab-hessen" or {one[:2], two[:2]} == {"06"}


def test_an_agency_without_suggestions_is_told_why(landscape: Landscape) -> None:
    assert "kein Gebiet verzeichnet" in suggest(landscape, "reab-nord", DAY).note.de
    ended = suggest(landscape, "ta-bayern", DAY).note
    assert "arbeitete bis 31.01.2024. Nachfolge: Regionale" in ended.de
    assert "worked until 2024-01-31" in ended.en


def test_nobody_is_asked_to_check_whether_a_city_still_exists(landscape: Landscape) -> None:
    found = suggest(landscape, "ror-04v76ef78", DAY).items
    city = next(one for one in found if one.partner.key == "kommune-01002")
    assert "noch aktiv" not in city.counter_argument.de


@pytest.mark.parametrize("theme", ["bildungslandschaft", "ganztag", "sprachfoerderung"])
@pytest.mark.parametrize("actor", ["kommune-06535", "kommune-09478", "koerber-stiftung", "land-05"])
def test_with_a_theme_asked_each_suggestion_cites_an_entry_on_it(
    landscape: Landscape, actor: str, theme: str
) -> None:
    for kind in kinds_for(landscape, actor):
        if kind == "local-actor":  # its sentence says the transition that the theme is
            continue
        for item in suggest(landscape, actor, DAY, kind=kind, theme=theme, limit=20).items:
            cited = {iri for reason in item.reasons for iri in reason.statements}
            assert any(within(landscape, _themes(landscape, iri), theme) for iri in cited), item.id


def _themes(landscape: Landscape, iri: str) -> tuple[str, ...]:
    key = iri.rpartition("/")[2]
    if key in landscape.items:
        return themes_of(landscape.items[key])
    entry = landscape.ties.get(key) or landscape.actors.get(key)
    return entry.themes if entry else ()


def test_the_model_of_a_partner_says_that_both_work_together(landscape: Landscape) -> None:
    found = suggest(landscape, "09777", DAY, kind="model", limit=10).items
    tied = [one for one in found if one.partner.key == "kommune-09762"]
    assert tied
    for item in tied:
        told = [one for one in item.reasons if "arbeitet schon mit „Kaufbeuren“" in one.text.de]
        assert len(told) == 1
        assert all("/cooperation/" in iri for iri in told[0].statements)
    answer = why_not(landscape, "09777", "kommune-09762", DAY)
    assert answer.condition == "current-partner"
    assert "trotzdem „Kaufbeurer Familien- und Bildungskompass“" in answer.text.de
