"""`what-if`, `changes`: before and after a plan, and what happened between two days."""

from collections.abc import Sequence
from typing import Annotated

import typer

from graph.analyses.changes import Changes, changes
from graph.analyses.gap_results import Gap
from graph.analyses.what_if import what_if
from graph.dates import parse_day
from graph.memory import open_landscape
from service.api.changes import shape as changes_shape
from service.api.collections import day_of
from service.api.what_if import planned
from service.api.what_if import shape as what_if_shape
from service.commands.console import OutputFormat, print_json, print_table
from service.commands.speech import Speech, say
from service.pages.views_what_if import changes as measured
from service.pages.views_what_if import told
from service.settings import load_settings


def register(app: typer.Typer, t: Speech) -> None:
    """Add the commands in one language."""
    _register_what_if(app, t)
    _register_changes(app, t)


def _register_what_if(app: typer.Typer, t: Speech) -> None:
    @app.command("what-if")
    def what_if_command(
        add: Annotated[
            list[str] | None,
            typer.Option(
                help=t(
                    "geplant: Akteur,Akteur[,Thema]; mehrfach möglich",
                    "planned: actor,actor[,theme]; may be repeated",
                )
            ),
        ] = None,
        remove: Annotated[
            list[str] | None,
            typer.Option(help=t("Akteur, der wegfällt; mehrfach", "actor who leaves; repeatable")),
        ] = None,
        as_of: Annotated[str, typer.Option(help=t("Stichtag", "day"))] = "",
        limit: Annotated[int, typer.Option(min=1, help=t("Lücken", "gaps"))] = 12,
        format_: Annotated[OutputFormat, typer.Option("--format")] = OutputFormat.TEXT,
    ) -> None:
        landscape = open_landscape(load_settings().store)
        plans = [planned(landscape, one) for one in add or ()]
        found = what_if(landscape, day_of(as_of), add=plans, remove=remove or ())
        if format_ is OutputFormat.JSON:
            print_json(what_if_shape(landscape, found, t.language))
            return
        rows = [
            tuple(t.of(text) for text in (one.label, one.before, one.after, one.difference))
            for one in measured(landscape, found)
        ]
        heads = (t("Maß", "measure"), t("vorher", "before"), t("nachher", "after"), "±")
        print_table(t.of(told(landscape, found)), heads, rows, t.of(found.projection))
        _print_gaps(t("Würde sich schließen", "would close"), found.closed, limit, t)
        _print_gaps(t("Würde sich öffnen", "would open"), found.opened, limit, t)


def _register_changes(app: typer.Typer, t: Speech) -> None:
    @app.command("changes")
    def changes_command(
        first: Annotated[str, typer.Option("--from", help=t("erster Tag", "first day"))],
        second: Annotated[
            str, typer.Option("--to", help=t("zweiter Tag, sonst heute", "second day, else today"))
        ] = "",
        district: Annotated[
            str | None, typer.Option(help=t("Kreisschlüssel", "district key"))
        ] = None,
        state: Annotated[str | None, typer.Option(help=t("Land, etwa 05", "state, as 05"))] = None,
        limit: Annotated[int, typer.Option(min=1, help=t("je Liste", "per list"))] = 20,
        format_: Annotated[OutputFormat, typer.Option("--format")] = OutputFormat.TEXT,
    ) -> None:
        landscape = open_landscape(load_settings().store)
        days = parse_day(first, "from"), parse_day(second, "to") if second else day_of("")
        found = changes(landscape, *days, district=district, state=state)
        if format_ is OutputFormat.JSON:
            print_json(changes_shape(landscape, found, limit, t.language))
            return
        _print_ties(found, limit, t)
        _print_gaps(
            t("Nicht mehr gemeldete Lücken", "gaps no longer reported"), found.gaps.closed, limit, t
        )
        _print_gaps(t("Neue Lücken", "new gaps"), found.gaps.opened, limit, t)
        say(
            t(
                f"{found.undated} Verbindungen ohne Datum: ob sie begannen oder endeten, ist"
                " unbekannt.",
                f"{found.undated} ties without a date: whether they began or ended is unknown.",
            )
        )


def _print_ties(found: Changes, limit: int, t: Speech) -> None:
    for title, links in (
        (t("Begonnen", "begun"), found.begun),
        (t("Beendet", "ended"), found.ended),
    ):
        rows = [
            (
                str(link.interval.valid_from or ""),
                str(link.interval.valid_through or ""),
                link.label,
            )
            for link in links[:limit]
        ]
        heads = (t("ab", "from"), t("bis", "through"), t("was", "what"))
        _print(f"{title}: {len(links)}", heads, rows)


def _print_gaps(title: str, gaps: tuple[Gap, ...], limit: int, t: Speech) -> None:
    rows = [(gap.id, t.of(gap.text)) for gap in gaps[:limit]]
    _print(f"{title}: {len(gaps)}", (t("Schlüssel", "key"), t("Lücke", "gap")), rows)


def _print(title: str, heads: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> None:
    typer.echo(title)
    if rows:
        print_table("", heads, rows)
