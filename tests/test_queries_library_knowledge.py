"""Answers on models, offers, themes, structures, evidence and data quality, against the tables."""

from collections import Counter, defaultdict

from graph.store import Store
from tests.library_support import (
    agency_bounds,
    ask,
    column,
    interval,
    many,
    names,
    programme_bounds,
    rows,
)

BODIES = ("Bildungsbüro", "Steuerungsgruppe", "Bildungskonferenz", "Bildungsbeirat")


def test_models_for_transitions(store: Store):
    expected = {
        (row["id"], developer)
        for row in rows("models/models")
        for developer in many(row["developed_by"])
        if row["action_field"] == "bildungsuebergaenge"
    }
    found = ask(store, "models-of-action-field", field="bildungsuebergaenge")
    assert {
        (row["model"].rsplit("/", 1)[1], row["developer"].rsplit("/", 1)[1]) for row in found
    } == expected
    assert len({model for model, _ in expected}) == 12


def test_models_by_action_field_and_developer(store: Store):
    fields = Counter(row["action_field"] for row in rows("models/models"))
    assert {row["key"]: int(row["models"]) for row in ask(store, "action-fields")} == {
        key: fields[key] for key in names("themes/action_fields")
    }
    developers = Counter(
        actor for row in rows("models/models") for actor in many(row["developed_by"])
    )
    found = ask(store, "developers-of-models")
    assert {row["developer"].rsplit("/", 1)[1]: int(row["models"]) for row in found} == developers
    without = ask(store, "models-without-action-field")
    assert {key.removeprefix("model/") for key in column(without, "model")} == {
        row["id"] for row in rows("models/models") if not row["action_field"]
    }


def test_models_that_neighbours_have(store: Store):
    fields: dict[str, set[str]] = defaultdict(set)
    for row in rows("models/models"):
        for actor in many(row["developed_by"]):
            if row["action_field"]:
                fields[actor].add(row["action_field"])
    around = {
        row["ags_a"] if row["ags_b"] == "05562" else row["ags_b"]
        for row in rows("territory/neighbours")
        if "05562" in (row["ags_a"], row["ags_b"])
    }
    expected = {
        (field, ags)
        for ags in around
        for field in fields[f"kommune-{ags}"] - fields["kommune-05562"]
    }
    found = ask(store, "models-of-neighbours", district="05562")
    assert expected
    assert {(row["field"].rsplit("/", 1)[1], row["ags"]) for row in found} == expected


def test_offers_by_kind_sum_up(store: Store):
    total = sum(int(row["offers"]) for row in ask(store, "offer-kinds"))
    assert total == len(rows("agencies/offers")) + len(rows("registers/leipzig_offers"))
    assert len(set(column(ask(store, "offers-in-leipzig"), "offer"))) == len(
        rows("registers/leipzig_offers")
    )


def test_themes_are_counted_as_in_the_tables(store: Store):
    stating: dict[str, set[str]] = defaultdict(set)
    for row in rows("structures/needs"):
        stating[row["theme"]].add(row["municipality"])
    offering: dict[str, set[str]] = defaultdict(set)
    for row in rows("agencies/offers"):
        for theme in many(row["themes"]):
            offering[theme].add(row["agency"])
    for row in ask(store, "needs-and-offers-by-theme"):
        theme = row["theme"].rsplit("/", 1)[1]
        assert int(row["municipalities"]) == len(stating[theme])
        assert int(row["agencies"]) == len(offering[theme])
    assert set(column(ask(store, "themes"), "key")) == names("themes/themes").keys()


def test_coverage_of_themes(store: Store):
    ties = Counter(
        theme
        for table in ("cooperations/cooperations", "foundations/sponsorships")
        for row in rows(table)
        if row.get("class") != "LegalSuccession"
        for theme in many(row["themes"])
    )
    structures = Counter(
        theme for row in rows("structures/structures") for theme in many(row["themes"])
    )
    for row in ask(store, "theme-coverage"):
        theme = row["theme"].rsplit("/", 1)[1]
        assert int(row["cooperations"]) == ties[theme]
        assert int(row["structures"]) == structures[theme]


def test_structures_of_a_district_and_by_state(store: Store):
    expected = {row["id"] for row in rows("structures/structures") if row["ags"] == "01003"}
    found = ask(store, "structures-of-district", district="01003")
    assert {key.rsplit("/", 1)[1] for key in column(found, "item")} == expected
    offices: dict[str, set[str]] = defaultdict(set)
    for row in rows("structures/structures"):
        if row["kind"] == "Bildungsbüro" and row["ags"]:
            offices[row["ags"][:2]].add(row["ags"])
    by_state = ask(store, "structures-by-state")
    assert {row["state"].rsplit("/", 1)[1]: int(row["offices"]) for row in by_state} == {
        state["ags"]: len(offices[state["ags"]]) for state in rows("territory/states")
    }


def test_bodies_that_occur_twice(store: Store):
    counted = Counter(
        (row["municipality"], row["kind"])
        for row in rows("structures/structures")
        if row["kind"] in BODIES
    )
    expected = Counter(key for key, _ in (pair for pair, n in counted.items() if n > 1))
    found = ask(store, "districts-with-several-bodies")
    assert Counter(row["municipality"].rsplit("/", 1)[1] for row in found) == expected


def test_reports_and_needs(store: Store):
    reports = {
        row["id"] for row in rows("structures/structures") if row["kind"] == "Bildungsbericht"
    }
    found = ask(store, "education-reports")
    assert {key.removeprefix("document/") for key in column(found, "report")} == reports
    needs = {row["id"] for row in rows("structures/needs")}
    assert {
        key.removeprefix("need/") for key in column(ask(store, "needs-by-theme"), "need")
    } == needs


def _ties() -> dict[str, tuple[dict[str, str], tuple[str, str]]]:
    """Return key → row and bounds of every cooperation and participation."""
    lernen_vor_ort = programme_bounds("lernen-vor-ort")
    found = {row["id"]: (row, lernen_vor_ort) for row in rows("foundations/sponsorships")}
    for row in rows("cooperations/cooperations"):
        if row["class"] != "LegalSuccession":
            bounds = programme_bounds(row["programme"]) if row["programme"] else ("", "")
            found[row["id"]] = (row, bounds)
    for row in rows("agencies/agreements"):
        found[row["id"]] = (row, agency_bounds()[row["agency"]])
    for row in rows("programmes/participations"):
        found[row["id"]] = (row, programme_bounds(row["programme"]))
    for row in rows("programmes/lernen_vor_ort"):
        found[row["id"]] = ({**row, "start": "", "end": ""}, lernen_vor_ort)
    for row in rows("agencies/agencies"):
        for carrier in many(row["carriers"]):
            bounds = agency_bounds()[row["id"]]
            silent = {**row, "start": "", "end": ""}
            found[f"traegerschaft-{row['id']}-{carrier}"] = (silent, bounds)
    return found


def test_undated_ties_have_neither_a_start_nor_an_end(store: Store):
    expected = {
        key for key, (row, bounds) in _ties().items() if interval(row, bounds) == (None, None)
    }
    found = {iri.rsplit("/", 1)[1] for iri in column(ask(store, "undated-ties"), "tie")}
    assert found == expected


def test_probable_ties_are_those_of_the_tables(store: Store):
    expected = {key for key, (row, _) in _ties().items() if row["confidence"] == "probable"}
    found = {iri.rsplit("/", 1)[1] for iri in column(ask(store, "probable-ties"), "tie")}
    assert found == expected


def test_every_tie_has_its_evidence_counted_once(store: Store):
    total = sum(int(row["ties"]) for row in ask(store, "evidence-by-source"))
    assert total == len(_ties())


def test_every_seat_without_proof_is_counted_by_method(store: Store):
    expected = Counter(
        row["district_method"]
        for row in rows("registers/memory_institutions")
        if row["district_method"].startswith("name")
    )
    found = {
        row["method"].rsplit("/", 1)[1]: int(row["actors"]) for row in ask(store, "inferred-seats")
    }
    assert found.keys() == expected.keys()
    for method, count in found.items():
        # actors that another register knows with a confirmed seat are not counted here
        assert count <= expected[method]


def test_cooperations_that_are_not_about_education(store: Store):
    expected = {
        row["id"]
        for row in rows("cooperations/cooperations")
        if row["concerns_education"] == "false" and row["class"] != "LegalSuccession"
    }
    found = ask(store, "cooperations-not-about-education")
    assert {key.removeprefix("cooperation/") for key in column(found, "tie")} == expected
