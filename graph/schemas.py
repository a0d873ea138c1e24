"""Every table of the landscape: its columns, what may stand in them, and what they refer to."""

from typing import Final

from graph.cells import Column as C
from graph.tables import TableSchema

CONFIDENCES: Final = ("confirmed", "probable")

_ORIGIN: Final = (C("source", required=True), C("confidence", required=True, values=CONFIDENCES))
_YES_NO_UNKNOWN: Final = ("yes", "no", "unknown")


def _table(path: str, *columns: C, key: tuple[str, ...] = ("id",)) -> TableSchema:
    return TableSchema(path, (*columns, *_ORIGIN), key)


def _id(reference: str = "") -> C:
    return C("id", "key", required=True, reference=reference)


TERRITORY: Final = (
    _table("territory/states.csv", C("ags", "state", required=True), C("name", required=True),
           key=("ags",)),
    _table(
        "territory/districts.csv",
        C("ags", "ags", required=True), C("name", required=True), C("name_long", required=True),
        C("type", required=True, values=("Kreis", "Kreisfreie Stadt", "Landkreis",
                                         "Regionalverband", "Stadtkreis")),
        C("state", "state", required=True, reference="state"), C("nuts3", required=True),
        C("population_2023", "integer", required=True),
        C("population_census_2022", "integer", required=True),
        C("area_km2", "decimal", required=True), C("town_count", "integer", required=True),
        C("lat", "decimal", required=True), C("lon", "decimal", required=True),
        C("lat_inner", "decimal", required=True), C("lon_inner", "decimal", required=True),
        C("wikidata"), C("seat", required=True), C("seat_source", required=True),
        C("settlement_type", required=True), C("metropolitan_region"),
        key=("ags",),
    ),
    _table(
        "territory/former_districts.csv",
        C("ags", "ags", required=True), C("name", required=True),
        C("state", "state", required=True, reference="state"), C("valid_through", "when"),
        key=("ags",),
    ),
    _table(
        "territory/reforms.csv",
        _id(), C("ags_old", "ags", required=True, reference="territory"),
        C("name_old", required=True), C("ags_new", "ags", required=True, reference="district"),
        C("name_new", required=True), C("effective_on", "when", required=True),
        C("kind", required=True), C("detail"), C("population_share", "share"),
        C("area_share", "share"), C("weights_as_of", "when"),
        C("state", "state", required=True, reference="state"), C("population_moved", "integer"),
    ),
    _table(
        "territory/neighbours.csv",
        C("ags_a", "ags", required=True, reference="district"),
        C("ags_b", "ags", required=True, reference="district"),
        C("border_km", "decimal", required=True), key=("ags_a", "ags_b"),
    ),
    _table(
        "territory/towns.csv",
        C("ags", "town", required=True), C("name", required=True),
        C("district", "ags", required=True, reference="district"), C("postal_code"),
        C("population", "integer"), C("area_km2", "decimal"), C("lat", "decimal"),
        C("lon", "decimal"), C("status", required=True), C("urbanisation"), key=("ags",),
    ),
)  # fmt: skip

INDICATORS: Final = (
    _table(
        "indicators/indicators.csv",
        _id(), C("label_de", required=True), C("label_en", required=True),
        C("unit", required=True), C("inkar_code", required=True), C("note_de"), C("note_en"),
    ),
    _table(
        "indicators/observations.csv",
        C("indicator", "key", required=True, reference="indicator"),
        C("ags", "ags", required=True, reference="district"), C("year", "year", required=True),
        C("value", "decimal", required=True), key=("indicator", "ags", "year"),
    ),
)  # fmt: skip

THEMES: Final = (
    _table(
        "themes/themes.csv",
        _id(), C("label_de", required=True), C("label_en", required=True),
        C("broader", "key", reference="theme"), C("alt_labels", many=True),
        C("definition_de", required=True), C("core", "boolean"),
    ),
    _table(
        "themes/action_fields.csv",
        _id(), C("label_de", required=True), C("label_en", required=True),
        C("obligation", required=True, values=("mandatory", "optional")),
        C("definition_de", required=True), C("theme", "key", reference="theme"),
    ),
    _table(
        "themes/actor_types.csv",
        _id(), C("label_de", required=True), C("label_en", required=True),
        C("stages", "key", many=True, reference="stage"), C("typical_role"),
        C("class", "key", required=True),
    ),
    _table(
        "themes/education_stages.csv",
        _id(), C("label_de", required=True), C("label_en", required=True),
        C("order", "integer", required=True),
    ),
)  # fmt: skip

ACTORS: Final = (
    _table(
        "actors/actors.csv",
        C("key", "key", required=True), C("name", required=True),
        C("type", "key", reference="actor-type"), C("class", "key", required=True),
        C("legal_form"), C("seat_name"), C("district", "ags", reference="district"),
        C("website", "url"), C("network_note"), C("note"), key=("key",),
    ),
    _table(
        "actors/aliases.csv",
        C("name", required=True), C("actor", "key", required=True, reference="actor"),
        C("reason", required=True), key=("name", "actor"),
    ),
    _table(
        "actors/doubtful_matches.csv",
        C("name_a", required=True), C("actor_a", "key", required=True, reference="actor"),
        C("name_b", required=True), C("actor_b", "key", required=True, reference="actor"),
        C("reason", required=True), key=("actor_a", "actor_b"),
    ),
)  # fmt: skip

TIES: Final = (
    _table(
        "foundations/foundations.csv",
        C("actor", "key", required=True, reference="actor"), C("kind_as_written"),
        C("seat_name"), C("website", "url"), C("after_lernen_vor_ort", "boolean", required=True),
        key=("actor",),
    ),
    _table(
        "foundations/sponsorships.csv",
        _id(), C("foundation", "key", required=True, reference="actor"),
        C("kind", required=True, values=("core", "thematic", "alliance")),
        C("municipality", "key", required=True, reference="actor"), C("subject"),
        C("themes", "key", many=True, reference="theme"), C("start", "when"), C("end", "when"),
    ),
    _table(
        "cooperations/cooperations.csv",
        _id(), C("actor_a", "key", required=True, reference="actor"), C("name_a", required=True),
        C("actor_b", "key", required=True, reference="actor"), C("name_b", required=True),
        C("class", "key", required=True), C("kind", required=True, reference="kind"),
        C("subject"), C("themes", "key", many=True, reference="theme"),
        C("place", "place", many=True, reference="place"), C("place_as_written"),
        C("concerns_education", "boolean"), C("programme", "key", reference="programme"),
        C("start", "when"), C("end", "when"),
    ),
    _table(
        "cooperations/kinds.csv",
        C("kind", required=True), C("class", "key", required=True),
        C("concept", "key", required=True), C("concept_label_de", required=True),
        C("concept_label_en", required=True), key=("kind",),
    ),
)  # fmt: skip

PROGRAMMES: Final = (
    _table(
        "programmes/programmes.csv",
        _id(), C("name", required=True), C("kind"), C("funders", many=True),
        C("funder_actors", "key", many=True, reference="actor"), C("start", "when"),
        C("end", "when"), C("goal"), C("target_group"), C("budget"), C("participants"),
        C("predecessors", "key", many=True, reference="programme"),
    ),
    _table(
        "programmes/participations.csv",
        _id(), C("programme", "key", required=True, reference="programme"),
        C("actors", "key", required=True, many=True, reference="actor"),
        C("name", required=True), C("type"), C("state", reference="state"),
        C("ags", "ags", many=True, reference="territory"), C("start", "when"), C("end", "when"),
    ),
    _table(
        "programmes/lernen_vor_ort.csv",
        _id(), C("actor", "key", required=True, reference="actor"),
        C("ags", "ags", required=True, reference="territory"), C("name", required=True),
        C("type", required=True), C("phase_1", required=True, values=_YES_NO_UNKNOWN),
        C("phase_2", required=True, values=_YES_NO_UNKNOWN), C("project_name"),
        C("project_website", "url"),
    ),
)  # fmt: skip

AGENCIES: Final = (
    _table(
        "agencies/agencies.csv",
        _id(), C("name", required=True),
        C("kind", required=True,
          values=("Transferagentur", "REAB", "Fachstelle", "Koordinierungsstelle")),
        C("carriers", "key", many=True, reference="actor"), C("carrier_names", many=True),
        C("seats", many=True), C("states", "state", many=True, reference="state"), C("target"),
        C("start", "when"), C("end", "when"),
        C("successor_of", "key", many=True, reference="agency"), C("website", "url"),
        C("theme", "key", many=True, reference="theme"),
    ),
    _table(
        "agencies/service_areas.csv",
        C("agency", "key", required=True, reference="agency"),
        C("state", "state", required=True, reference="state"),
        C("extent", required=True, values=("all", "part", "large-cities", "members")),
        C("minimum_population", "integer"), C("start", "when"), C("end", "when"),
        key=("agency", "state"),
    ),
    _table(
        "agencies/agreements.csv",
        _id(), C("actors", "key", required=True, many=True, reference="actor"),
        C("name", required=True), C("state", reference="state"),
        C("ags", "ags", many=True, reference="territory"),
        C("agency", "key", required=True, reference="agency"), C("kind", required=True),
        C("renews", "key", reference="agreement"), C("start", "when"), C("end", "when"),
    ),
    _table(
        "agencies/offers.csv",
        _id(), C("agency", "key", required=True, reference="agency"), C("name", required=True),
        C("kind", required=True), C("themes", "key", many=True, reference="theme"),
        C("audience"), C("year", "year"),
    ),
)  # fmt: skip

KNOWLEDGE: Final = (
    _table(
        "models/models.csv",
        _id(), C("name", required=True),
        C("developed_by", "key", many=True, reference="actor"), C("developed_by_name"),
        C("ags", "ags", many=True, reference="territory"),
        C("action_field", "key", reference="action-field"), C("description"),
    ),
    _table(
        "structures/structures.csv",
        _id(), C("municipality", "key", required=True, reference="actor"),
        C("name_as_written", required=True), C("ags", "ags", many=True, reference="territory"),
        C("kind", required=True,
          values=("Bildungsbericht", "Bildungsbüro", "Bildungskonferenz", "Steuerungsgruppe",
                  "Leitbild", "Bildungsbeirat")),
        C("name", required=True), C("start", "when"), C("year", "year"),
        C("themes", "key", many=True, reference="theme"),
    ),
    _table(
        "structures/needs.csv",
        _id(), C("municipality", "key", required=True, reference="actor"),
        C("name_as_written", required=True), C("ags", "ags", many=True, reference="territory"),
        C("theme", "key", required=True, reference="theme"),
        C("kind", required=True, values=("priority", "need")), C("year", "year"),
    ),
)  # fmt: skip

REGISTERS: Final = (
    _table(
        "registers/schools.csv",
        _id(), C("name", required=True), C("school_type"), C("carrier"), C("postal_code"),
        C("place"), C("district", "ags", reference="district"), C("district_method"),
        C("state", "state", required=True, reference="state"), C("as_of", "when"),
    ),
    _table(
        "registers/research_organisations.csv",
        C("ror", "key", required=True), C("name", required=True), C("name_en"), C("type"),
        C("place"), C("district", "ags", reference="district"), C("lat", "decimal"),
        C("lon", "decimal"), C("website"), C("founded", "year"), C("wikidata"), C("release"),
        key=("ror",),
    ),
    _table(
        "registers/research_relations.csv",
        C("ror_a", "key", required=True, reference="ror"),
        C("relation", required=True, values=("parent", "related")),
        C("ror_b", "key", required=True, reference="ror"), key=("ror_a", "relation", "ror_b"),
    ),
    _table(
        "registers/memory_institutions.csv",
        C("wikidata", "key", required=True), C("name", required=True), C("kind"), C("isil"),
        C("district", "ags", reference="district"), C("district_method"), C("as_of", "when"),
        key=("wikidata",),
    ),
    _table(
        "registers/leipzig_actors.csv",
        C("id", required=True), C("name", required=True), C("type"), C("subtype"),
        C("themes", many=True), C("website"), C("as_of"),
        C("district", "ags", required=True, reference="district"),
    ),
    _table(
        "registers/leipzig_offers.csv",
        C("id", required=True), C("title", required=True),
        C("provider", required=True, reference="leipzig-actor"), C("audience"),
        C("themes", many=True), C("kind"),
    ),
)  # fmt: skip

SCHEMAS: Final[dict[str, TableSchema]] = {
    schema.path: schema
    for group in (
        TERRITORY, INDICATORS, THEMES, ACTORS, TIES, PROGRAMMES, AGENCIES, KNOWLEDGE, REGISTERS
    )
    for schema in group
}  # fmt: skip
"""Path below the data folder → schema."""
