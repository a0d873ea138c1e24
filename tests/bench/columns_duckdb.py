"""The same columns as tables in DuckDB, and the questions of the catalogue in its SQL."""

import duckdb
import numpy as np

from graph.columns.arrays import Names, Rows
from graph.columns.catalogue import Wish
from graph.columns.tables import Columns
from ontology.namespaces import slug

_UNDER = """theme_below b JOIN tie_themes t ON t.theme = b.below
  WHERE b.theme = (SELECT id FROM themes WHERE key = $theme)"""

SQL = {
    "actors-of-type": """SELECT key FROM actors
        WHERE type = (SELECT id FROM types WHERE key = $type)
          AND state = (SELECT id FROM states WHERE key = $state)""",
    "actors-named": "SELECT key FROM actors WHERE contains(words, $words)",
    "pairs-on-theme": """SELECT DISTINCT a.key, b.key FROM tie_themes t
        JOIN tie_actors x ON x.tie = t.tie JOIN tie_actors y ON y.tie = t.tie AND x.actor < y.actor
        JOIN actors a ON a.id = x.actor JOIN actors b ON b.id = y.actor
        WHERE t.theme = (SELECT id FROM themes WHERE key = $theme)""",
    "ties-under-theme": f"""SELECT key FROM ties
        WHERE id IN (SELECT t.tie FROM {_UNDER})""",
    "districts-without-theme": f"""SELECT key FROM districts WHERE id NOT IN (
        SELECT d.district FROM tie_districts d WHERE d.tie IN (SELECT t.tie FROM {_UNDER}))""",
    "themes-missing": """SELECT key FROM themes WHERE id NOT IN (
        SELECT b.theme FROM theme_below b JOIN tie_themes t ON t.theme = b.below
        JOIN tie_districts d ON d.tie = t.tie
        WHERE d.district = (SELECT id FROM districts WHERE key = $district))""",
    "neighbours-apart": f"""WITH here AS (SELECT DISTINCT d.tie, d.district FROM tie_districts d
          WHERE d.tie IN (SELECT t.tie FROM {_UNDER})),
        active AS (SELECT DISTINCT district FROM here),
        near AS (SELECT district AS one, other AS two FROM neighbours WHERE district < other
          AND district IN (FROM active) AND other IN (FROM active)),
        apart AS (SELECT * FROM near EXCEPT
          SELECT x.district, y.district FROM here x JOIN here y USING (tie))
        SELECT a.key, b.key FROM apart JOIN districts a ON a.id = one
        JOIN districts b ON b.id = two""",
    "ties-per-theme-and-state": """SELECT h.key, s.key, count(*) FROM tie_themes t
        JOIN tie_states p USING (tie) JOIN themes h ON h.id = t.theme
        JOIN states s ON s.id = p.state GROUP BY ALL""",
    "ties-per-state": """SELECT s.key, count(*) FROM tie_states p JOIN ties t ON t.id = p.tie
        JOIN states s ON s.id = p.state WHERE start <= $number AND through >= $number
        GROUP BY ALL""",
    "most-connected": """SELECT key, n FROM (SELECT actor, count(*) AS n FROM partners
        GROUP BY actor ORDER BY n DESC, actor LIMIT $limit)
        JOIN actors ON id = actor ORDER BY n DESC, key""",
    "partners-within": """WITH me AS (SELECT id FROM actors WHERE key = $actor),
        first AS (SELECT DISTINCT other FROM partners WHERE actor IN (FROM me)),
        second AS (SELECT DISTINCT other FROM partners WHERE actor IN (FROM first)),
        third AS (SELECT DISTINCT other FROM partners WHERE actor IN (FROM second))
        SELECT key FROM actors WHERE id NOT IN (FROM me)
          AND id IN (FROM first UNION FROM second UNION FROM third)""",
    "tied-pairs": """SELECT a.key, b.key FROM partners p JOIN actors a ON a.id = p.actor
        JOIN actors b ON b.id = p.other WHERE p.actor < p.other""",
}


def tables(columns: Columns) -> duckdb.DuckDBPyConnection:
    """Return a database in memory that holds the columns as tables, derived ones included."""
    database = duckdb.connect()
    for name in ("types", "states", "districts", "themes"):
        _names(database, name, getattr(columns, name))
    _names(
        database,
        "actors",
        columns.actors,
        words=np.array(columns.words.texts, dtype=object),
        type=columns.actor_type,
        state=columns.actor_state,
        district=columns.actor_district,
    )
    _names(database, "ties", columns.ties, start=columns.tie_from, through=columns.tie_through)
    _rows(database, "tie_themes", "tie", "theme", columns.tie_themes)
    _rows(database, "tie_actors", "tie", "actor", columns.tie_actors)
    _rows(database, "tie_states", "tie", "state", columns.tie_states)
    _rows(database, "tie_districts", "tie", "district", columns.tie_districts)
    _rows(database, "partners", "actor", "other", columns.partners)
    _rows(database, "neighbours", "district", "other", columns.neighbours)
    _rows(database, "theme_below", "theme", "below", columns.theme_below)
    return database


def ask(database: duckdb.DuckDBPyConnection, key: str, wish: Wish) -> list[tuple[str | int, ...]]:
    """Return the answer of one question."""
    known = {
        "type": wish.type,
        "state": wish.state,
        "theme": wish.theme,
        "district": wish.district,
        "actor": wish.actor,
        "words": slug(wish.words),
        "limit": wish.limit,
        "number": wish.day.toordinal(),
    }
    text = SQL[key]
    used = {name: value for name, value in known.items() if f"${name}" in text}
    return database.execute(text, used).fetchall()


def _names(
    database: duckdb.DuckDBPyConnection, name: str, names: Names, **more: np.ndarray
) -> None:
    columns = {
        "id": np.arange(len(names), dtype=np.int32),
        "key": np.array(names.texts, dtype=object),
        **more,
    }
    _make(database, name, columns)


def _rows(database: duckdb.DuckDBPyConnection, name: str, one: str, other: str, rows: Rows) -> None:
    _make(database, name, {one: rows.owner(), other: np.array(rows.other)})


def _make(database: duckdb.DuckDBPyConnection, name: str, columns: dict[str, np.ndarray]) -> None:
    database.register("given", columns)
    database.execute(f"CREATE TABLE {name} AS SELECT * FROM given")
    database.unregister("given")
