"""The SELECTs by which the landscape in memory is read; each runs on every SPARQL 1.1 store."""

from typing import Final

from ontology.namespaces import ID

ITEM_KINDS: Final = ("model", "offer", "need", "document", "body")

ASSERTED: Final = "FILTER(?graph NOT IN (graph:derived, graph:ontology, graph:vocabularies))"
GERMAN: Final = 'FILTER(LANG(?name) = "de")'

EVIDENCE: Final = """SELECT ?s ?address ?name ?confidence ?dataset WHERE {
  ?s a bl:Evidence ; bl:confidence ?confidence ; bl:sourceDataset ?dataset
  OPTIONAL { ?s prov:hadPrimarySource ?address } OPTIONAL { ?s bl:sourceName ?name } }"""
INTERVALS: Final = """SELECT ?s ?start ?end ?from ?through WHERE {
  ?s bl:intervalBasis ?basis
  OPTIONAL { ?s bl:startDate ?start } OPTIONAL { ?s bl:endDate ?end }
  OPTIONAL { ?s bl:validFrom ?from } OPTIONAL { ?s bl:validThrough ?through } }"""
STATES: Final = """SELECT ?k ?name (COALESCE(?other, ?name) AS ?en) WHERE {
  ?s a bl:State ; bl:ags ?k ; rdfs:label ?name FILTER(LANG(?name) = "de")
  OPTIONAL { ?s rdfs:label ?other FILTER(LANG(?other) = "en") } }"""
FORMER_DISTRICTS: Final = (
    "SELECT ?k ?name WHERE { ?s a bl:FormerDistrict ; bl:ags ?k ; rdfs:label ?name }"
)
SEATS: Final = """SELECT ?s (MIN(?o) AS ?seat) WHERE { ?s bl:governs|bl:seat ?o } GROUP BY ?s"""
ACTORS: Final = f"""SELECT ?s ?name ?class ?graph WHERE {{
  GRAPH ?graph {{ ?s a ?class ; bl:key ?key ; rdfs:label ?name }} {ASSERTED} {GERMAN}
  FILTER(STRSTARTS(STR(?s), "{ID}actor/") || STRSTARTS(STR(?s), "{ID}body/")) }}
  ORDER BY ?s ?graph ?class"""
MEMBERS: Final = """SELECT ?p ?tie ?actor ?role WHERE {
  ?p bl:inCooperation ?tie ; bl:actor ?actor OPTIONAL { ?p bl:role ?role } }"""
TIE_PLACES: Final = """SELECT ?s ?o WHERE { ?p bl:inCooperation ?s . ?s bl:territory ?o .
  ?o a bl:District }"""
TIES: Final = f"""SELECT ?s ?name ?class ?subject ?kind ?programme ?education ?renews WHERE {{
  GRAPH ?graph {{ ?s a ?class ; bl:participation ?p ; rdfs:label ?name }} {ASSERTED} {GERMAN}
  OPTIONAL {{ ?s bl:subject ?subject }}
  OPTIONAL {{ ?s bl:cooperationKind|bl:agreementKind ?kind }}
  OPTIONAL {{ ?s bl:withinProgramme ?programme }}
  OPTIONAL {{ ?s bl:concernsEducation ?education }} OPTIONAL {{ ?s bl:renews ?renews }} }}"""
PARTICIPATIONS: Final = f"""SELECT ?s ?name ?programme WHERE {{
  ?s bl:programme ?programme ; rdfs:label ?name {GERMAN} }}"""
ABSENCES: Final = "SELECT ?s ?o WHERE { ?s a bl:NoCooperation ; bl:actor ?o }"
ITEMS: Final = f"""SELECT ?s ?name ?class ?kind ?field ?description ?audience ?year WHERE {{
  GRAPH ?graph {{ ?s a ?class ; bl:key ?key ; rdfs:label ?name }} {ASSERTED} {GERMAN}
  FILTER({" || ".join(f'STRSTARTS(STR(?s), "{ID}{kind}/")' for kind in ITEM_KINDS)})
  OPTIONAL {{ ?s bl:offerKind|bl:needKind ?kind }} OPTIONAL {{ ?s bl:actionField ?field }}
  OPTIONAL {{ ?s dcterms:description ?description }} OPTIONAL {{ ?s bl:audience ?audience }}
  OPTIONAL {{ ?s bl:year ?year }} }}"""
DISTRICTS: Final = """SELECT ?s ?ags ?name ?state ?type ?settlement ?population ?area ?lat ?lon
  ?seat WHERE { ?s bl:nuts3 ?nuts ; bl:ags ?ags ; rdfs:label ?name ; bl:partOf ?state ;
  bl:territoryType ?type ; bl:settlementType ?settlement ; bl:population ?population ;
  bl:areaKm2 ?area ; geo:lat ?lat ; geo:long ?lon ; bl:seatName ?seat . ?state a bl:State }"""
PROGRAMMES: Final = f"""SELECT ?s ?name ?kind ?goal ?stated WHERE {{
  ?s a bl:Programme ; rdfs:label ?name {GERMAN}
  OPTIONAL {{ ?s bl:programmeKind ?kind }} OPTIONAL {{ ?s bl:goal ?goal }}
  OPTIONAL {{ ?s bl:statedParticipants ?stated }} }}"""
SERVICE_AREAS: Final = """SELECT ?s ?agency ?state ?extent ?least WHERE {
  ?s a bl:ServiceArea ; bl:agency ?agency ; bl:state ?state ; bl:extent ?extent
  OPTIONAL { ?s bl:minimumPopulation ?least } }"""
CONCEPTS: Final = """SELECT ?s ?de ?en ?core WHERE {
  ?s a skos:Concept ; skos:prefLabel ?de FILTER(LANG(?de) = "de")
  OPTIONAL { ?s skos:prefLabel ?en FILTER(LANG(?en) = "en") }
  OPTIONAL { ?s bl:isCoreTheme ?core } }"""
MATCHES: Final = "SELECT ?s ?o WHERE { ?s skos:closeMatch ?o . ?o a bl:Theme }"
INDICATORS: Final = """SELECT ?s ?de ?en WHERE { ?s a bl:Indicator ; rdfs:label ?de, ?en
  FILTER(LANG(?de) = "de" && LANG(?en) = "en") }"""
OBSERVATIONS: Final = """SELECT ?indicator ?district ?year ?value WHERE {
  ?s bl:indicator ?indicator ; bl:district ?district ; bl:year ?year ; bl:value ?value }"""
