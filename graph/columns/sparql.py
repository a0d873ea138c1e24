"""The questions of `graph.columns.catalogue` in SPARQL, for whoever asks the store instead.

Parameters stand as `$name` and are filled with IRIs, numbers and words that were checked before.
Members are joined by variables, the form in which every store that we know ends soon. What is
missing is counted, not taken away: Virtuoso loses rows where a path with `*` or `?` stands under a
negation.
"""

from string import Template
from typing import Final

_SITS: Final = "bl:governs|bl:seat"
_MEMBER: Final = "bl:participation/bl:actor"
_UNDER: Final = "?narrow skos:broader* $theme . ?tie bl:theme ?narrow"
_ON_THEME: Final = (
    _UNDER + f" ; {_MEMBER} ?actor . ?actor {_SITS} ?place ."
    " ?place bl:partOf? ?{0} . ?{0} bl:nuts3 ?code"
)

ACTORS_OF_TYPE: Final = Template(f"""SELECT DISTINCT ?actor WHERE {{
  ?actor bl:actorType $type ; {_SITS} ?place . ?place bl:partOf* $state }}""")

ACTORS_NAMED: Final = Template("""SELECT DISTINCT ?actor WHERE {
  ?actor bl:key ?key ; rdfs:label ?name .
  FILTER(STRSTARTS(STR(?actor), "$actors") || STRSTARTS(STR(?actor), "$bodies"))
  FILTER(LANG(?name) = "de" && CONTAINS(LCASE(?name), "$words")) }""")

PAIRS_ON_THEME: Final = Template(f"""SELECT DISTINCT ?one ?two WHERE {{
  ?tie bl:theme $theme ; {_MEMBER} ?one , ?two . FILTER(STR(?one) < STR(?two)) }}""")

TIES_UNDER_THEME: Final = Template(f"""SELECT DISTINCT ?tie WHERE {{
  {_UNDER} ; bl:participation ?any }}""")

DISTRICTS_WITHOUT_THEME: Final = Template(f"""SELECT ?district WHERE {{
  {{ ?district a bl:District ; bl:nuts3 ?nuts }}
  UNION {{ {_ON_THEME.format("district")} }} }}
GROUP BY ?district HAVING(COUNT(?tie) = 0)""")

THEMES_MISSING: Final = Template(f"""SELECT ?theme WHERE {{
  {{ ?theme a bl:Theme BIND(0 AS ?there) }}
  UNION {{ {{ SELECT DISTINCT ?theme WHERE {{
    ?narrow skos:broader* ?theme . ?tie bl:theme ?narrow ; {_MEMBER} ?actor .
    ?actor {_SITS} ?place . ?place bl:partOf? $district }} }} BIND(1 AS ?there) }} }}
GROUP BY ?theme HAVING(SUM(?there) = 0)""")

_ACTIVE: Final = f"""{{ SELECT DISTINCT ?active WHERE {{ {_ON_THEME.format("active")} }} }}"""

# each active side counts one, a shared tie takes one away
NEIGHBOURS_APART: Final = Template(f"""SELECT ?one ?two WHERE {{
  {{ {_ACTIVE} ?active bl:borders ?two BIND(?active AS ?one) BIND(1 AS ?side) }}
  UNION {{ {_ACTIVE} ?one bl:borders ?active BIND(?active AS ?two) BIND(1 AS ?side) }}
  UNION {{ {{ SELECT DISTINCT ?one ?two WHERE {{ {_UNDER} ; {_MEMBER} ?first , ?second .
    ?first {_SITS} ?here . ?here bl:partOf? ?one .
    ?second {_SITS} ?there . ?there bl:partOf? ?two . ?one bl:borders ?two }} }}
    BIND(-1 AS ?side) }}
  FILTER(STR(?one) < STR(?two)) }}
GROUP BY ?one ?two HAVING(SUM(?side) = 2)""")

TIES_PER_THEME_AND_STATE: Final = Template(f"""
SELECT ?theme ?state (COUNT(DISTINCT ?tie) AS ?ties) WHERE {{
  ?tie bl:theme ?theme ; {_MEMBER} ?actor . ?actor {_SITS} ?place .
  ?place bl:partOf* ?state . ?state a bl:State }}
GROUP BY ?theme ?state ORDER BY ?theme ?state""")

TIES_PER_STATE_ON: Final = Template(f"""SELECT ?state (COUNT(DISTINCT ?tie) AS ?ties) WHERE {{
  ?tie {_MEMBER} ?actor . ?actor {_SITS} ?place . ?place bl:partOf* ?state . ?state a bl:State
  OPTIONAL {{ ?tie bl:validFrom ?from }} OPTIONAL {{ ?tie bl:validThrough ?through }}
  FILTER(BOUND(?from) || BOUND(?through))
  FILTER(!BOUND(?from) || ?from <= "$day"^^xsd:date)
  FILTER(!BOUND(?through) || ?through >= "$day"^^xsd:date) }}
GROUP BY ?state ORDER BY ?state""")

MOST_CONNECTED: Final = Template(f"""SELECT ?actor (COUNT(DISTINCT ?partner) AS ?partners) WHERE {{
  ?tie {_MEMBER} ?actor , ?partner . FILTER(?actor != ?partner) ?actor bl:key ?key }}
GROUP BY ?actor ?key ORDER BY DESC(?partners) ?key LIMIT $limit""")

TIED_PAIRS: Final = Template(f"""SELECT DISTINCT ?one ?two WHERE {{
  ?tie {_MEMBER} ?one , ?two . FILTER(STR(?one) < STR(?two)) }}""")

_STEP: Final = "^bl:actor/^bl:participation/bl:participation/bl:actor"


def partners_within(actor: str, hops: int) -> str:
    """Return the question who can be reached from an actor over shared ties.

    Args:
        actor: IRI in angle brackets.
        hops: ties to walk along.
    """
    paths = " UNION ".join(
        f"{{ SELECT DISTINCT ?partner WHERE {{ {actor} {'/'.join([_STEP] * count)} ?partner }} }}"
        for count in range(1, hops + 1)
    )
    return f"SELECT DISTINCT ?partner WHERE {{ {paths} FILTER(?partner != {actor}) }}"
