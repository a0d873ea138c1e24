"""What goes wrong with a query, in words: limits, places, syntax, the store."""

from collections.abc import Callable
from typing import Final

from ontology.errors import (
    BusyError,
    LandscapeError,
    QueryError,
    QuerySyntaxError,
    QueryTimeoutError,
    QueryTooLargeError,
    StoreError,
)
from ontology.texts import Text
from queries.hints import explain
from service.sparql.answers import READ_AT_ONCE, Job, Limits


def timed_out(limits: Limits) -> QueryTimeoutError:
    """Return the error for a query that takes too long."""
    return QueryTimeoutError(
        Text(
            f"Die Abfrage wurde nach {limits.seconds:g} Sekunden beendet. Abhilfe: stärker"
            " einschränken, LIMIT setzen oder den Datenabzug herunterladen.",
            f"The query was ended after {limits.seconds:g} seconds. Remedy: narrow it down, set a"
            " LIMIT or download the data dump.",
        )
    )


def busy(limits: Limits) -> BusyError:
    """Return the error for a query that finds no place."""
    return BusyError(
        Text(
            "Gerade rechnen zu viele Abfragen. Bitte gleich noch einmal versuchen.",
            "Too many queries are running. Please try again shortly.",
        ),
        retry_after=max(1, round(limits.seconds / 4)),
    )


def _too_many_rows(limits: Limits) -> LandscapeError:
    return QueryTooLargeError(
        Text(
            f"Die Antwort hat mehr als {limits.rows} Zeilen. Abhilfe: LIMIT und OFFSET setzen oder"
            " den Datenabzug herunterladen.",
            f"The answer has more than {limits.rows} rows. Remedy: set LIMIT and OFFSET or download"
            " the data dump.",
        )
    )


def _too_many_bytes(limits: Limits) -> LandscapeError:
    return QueryTooLargeError(
        Text(
            f"Die Antwort ist größer als {limits.bytes} Byte. Abhilfe: LIMIT und OFFSET setzen"
            " oder den Datenabzug herunterladen.",
            f"The answer is larger than {limits.bytes} bytes. Remedy: set LIMIT and OFFSET or"
            " download the data dump.",
        )
    )


def out_of_memory(limits: Limits) -> LandscapeError:
    """Return the error for a query whose worker ran out of memory or stack."""
    return QueryTooLargeError(
        Text(
            f"Die Abfrage braucht mehr als {limits.memory_mb} MiB Arbeitsspeicher oder ist zu tief"
            " geschachtelt. Abhilfe: stärker einschränken, ORDER BY und GROUP BY über weniger"
            " Zeilen.",
            f"The query needs more than {limits.memory_mb} MiB of memory or is nested too deeply."
            " Remedy: narrow it down, ORDER BY and GROUP BY over fewer rows.",
        )
    )


def _not_in_xml(job: Job) -> LandscapeError:
    is_graph = job.format.name == "rdf"
    german, english = (
        ("Turtle (format=ttl) oder JSON-LD", "Turtle (format=ttl) or JSON-LD")
        if is_graph
        else ("JSON (format=json), CSV oder TSV", "JSON (format=json), CSV or TSV")
    )
    return QueryError(
        Text(
            "Die Antwort enthält Steuerzeichen oder Namen, die XML 1.0 nicht aufnehmen kann."
            f" Abhilfe: {german} verlangen.",
            "The answer has control characters or names that XML 1.0 cannot hold. Remedy: ask for"
            f" {english}.",
        )
    )


_BREACHES: Final[dict[str, Callable[[Limits], LandscapeError]]] = {
    "rows": _too_many_rows,
    "bytes": _too_many_bytes,
}


class UnexplainedError(QuerySyntaxError):
    """What an engine says about a query that is too large to be looked into at once.

    Args:
        complaint: of the engine's parser.
    """

    def __init__(self, complaint: str) -> None:
        said = complaint.strip()[:300]
        super().__init__(
            Text(f"Die Abfrage ist fehlerhaft: {said}", f"The query is malformed: {said}")
        )
        self.complaint = complaint


def malformed(job: Job, complaint: str) -> QuerySyntaxError:
    """Return the error for a query that an engine cannot parse.

    Args:
        job: what was asked.
        complaint: of the engine's parser.
    """
    if len(job.text) > READ_AT_ONCE:
        return UnexplainedError(complaint)
    return explain(job.text, complaint)


def failure(job: Job, limits: Limits, kind: str, message: str) -> LandscapeError:
    """Return the error for what a worker reports.

    Args:
        job: what was asked.
        limits: what it might take.
        kind: `rows`, `bytes`, `xml`, `syntax`, `query`, `store` or `engine`.
        message: what the engine says.
    """
    if kind in _BREACHES:
        return _BREACHES[kind](limits)
    if kind == "xml":
        return _not_in_xml(job)
    if kind == "syntax":
        return malformed(job, message)
    if kind == "query":
        return QueryError(
            Text(
                f"Die Abfrage lässt sich nicht auswerten: {message}",
                f"The query cannot be evaluated: {message}",
            )
        )
    return StoreError(
        Text(f"Der Speicher antwortet nicht: {message}", f"The store does not answer: {message}")
    )
