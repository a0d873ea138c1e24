"""What the tests of the library share: the tables as they are written, and a question's answer."""

import csv
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from graph.dates import first_day, last_day, status_on
from graph.store import Store
from ontology.namespaces import ID
from queries.catalogue import Catalogue, CatalogueQuery, load_catalogue
from queries.days import day_of

DATA = Path(__file__).parents[1] / "graph" / "data"
LERNEN_VOR_ORT = "lernen-vor-ort"
DAY = date(2026, 11, 23)
"""From this day tests count what is counted from today, so that no calendar changes an answer."""

Row = dict[str, str]


@cache
def rows(table: str) -> list[Row]:
    """Return a table, read with nothing but the csv module."""
    with (DATA / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def many(cell: str) -> list[str]:
    return [value.strip() for value in cell.split(" | ") if value.strip()]


@cache
def catalogue() -> Catalogue:
    return load_catalogue()


def on_the_day(query: CatalogueQuery, values: dict[str, str]) -> dict[str, str]:
    """Return values and, where a date is not given, the default, as if it were DAY."""
    days = {one.name: one.default for one in query.header.parameters if one.type == "date"}
    asked = {name: values.get(name) or default for name, default in days.items()}
    counted = {name: day_of(value, DAY) for name, value in asked.items() if value}
    return values | {name: day.isoformat() for name, day in counted.items() if day}


def ask(store: Store, name: str, **values: str) -> list[Row]:
    """Return the rows of a question; what is unbound is left out."""
    query = catalogue().get(name)
    return store.records(query.bound(on_the_day(query, values)))


def column(found: list[Row], name: str) -> list[str]:
    """Return one column, IRIs of things shortened to kind and key."""
    return [row.get(name, "").removeprefix(ID) for row in found]


def names(table: str, key: str = "id") -> dict[str, Row]:
    return {row[key]: row for row in rows(table)}


@cache
def programme_bounds(key: str) -> tuple[str, str]:
    row = names("programmes/programmes")[key]
    return row["start"], row["end"]


def interval(row: Row, bounds: tuple[str, str]) -> tuple[date | None, date | None]:
    """Return the days of a row; where it is silent, those of the programme or agency apply."""
    start = first_day(row["start"]) if row["start"] else None
    end = last_day(row["end"]) if row["end"] else None
    if start is None and bounds[0] and (end is None or first_day(bounds[0]) <= end):
        start = first_day(bounds[0])
    if end is None and bounds[1] and (start is None or last_day(bounds[1]) >= start):
        end = last_day(bounds[1])
    return start, end


@cache
def agency_bounds() -> dict[str, tuple[str, str]]:
    """Return when each agency worked.

    A transfer agency whose end no source states ended before the structure that took its place
    (docs/model.md); one that only serves its members went on.
    """
    start = first_day(programme_bounds("fachnetzwerk-kbm")[0])
    before = (start - timedelta(days=1)).isoformat()
    of_members = {
        row["agency"] for row in rows("agencies/service_areas") if row["extent"] == "members"
    }
    return {
        row["id"]: (
            row["start"],
            before
            if not row["end"] and row["kind"] == "Transferagentur" and row["id"] not in of_members
            else row["end"],
        )
        for row in rows("agencies/agencies")
    }


def status(row: Row, bounds: tuple[str, str], day: str) -> str:
    return status_on(date.fromisoformat(day), *interval(row, bounds))


def agreements() -> list[tuple[str, str, tuple[date | None, date | None]]]:
    """Return municipality, agency and interval of every agreement in either table."""
    agencies = agency_bounds()
    found = [
        (actor, row["agency"], interval(row, agencies[row["agency"]]))
        for row in rows("agencies/agreements")
        for actor in many(row["actors"])
    ]
    for row in rows("cooperations/cooperations"):
        if row["class"] == "TransferAgreement":
            sides = (row["actor_a"], row["actor_b"])
            agency = next(side for side in sides if side in agencies)
            other = next(side for side in sides if side != agency)
            bounds = programme_bounds(row["programme"]) if row["programme"] else ("", "")
            found.append((other, agency, interval(row, bounds)))
    return found


def participations() -> list[tuple[str, str, tuple[date | None, date | None]]]:
    """Return municipality, programme and interval of every participation but Lernen vor Ort's."""
    return [
        (actor, row["programme"], interval(row, programme_bounds(row["programme"])))
        for row in rows("programmes/participations")
        for actor in many(row["actors"])
        if row["programme"] != LERNEN_VOR_ORT
    ]


def model_municipalities() -> set[str]:
    """Return the keys of all that took part in Lernen vor Ort by either table."""
    listed = {row["actor"] for row in rows("programmes/lernen_vor_ort")}
    return listed | {
        actor
        for row in rows("programmes/participations")
        for actor in many(row["actors"])
        if row["programme"] == LERNEN_VOR_ORT
    }


def on(day: str, days: tuple[date | None, date | None]) -> str:
    return status_on(date.fromisoformat(day), *days)


def districts() -> set[str]:
    return {row["ags"] for row in rows("territory/districts")}
