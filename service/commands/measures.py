"""`measures`: who stands how high in the network, with intervals."""

from typing import Annotated

import typer

from graph.measures.intervals import Interval
from graph.measures.words import MEASURES
from graph.memory import open_landscape
from service.api.measures import METHOD, measure, ranked, shape
from service.commands.console import OutputFormat, print_json, print_table
from service.commands.speech import Speech
from service.network_wish import NetworkQuery, network_wish
from service.pages.formats import number
from service.settings import load_settings


def register(app: typer.Typer, t: Speech) -> None:
    """Add the command in one language."""

    @app.command()
    def measures(
        key: Annotated[str, typer.Argument(help=" | ".join(MEASURES))],
        state: Annotated[str, typer.Option(help=t("Land", "state"))] = "",
        theme: Annotated[str, typer.Option(help=t("Thema", "theme"))] = "",
        as_of: Annotated[str, typer.Option(help=t("Stichtag", "day"))] = "",
        limit: Annotated[int, typer.Option(min=1, help=t("höchstens", "at most"))] = 20,
        format_: Annotated[OutputFormat, typer.Option("--format")] = OutputFormat.TEXT,
    ) -> None:
        landscape, chosen = open_landscape(load_settings().store), measure(key)
        wish = network_wish(landscape, NetworkQuery(state=state, theme=theme, as_of=as_of))
        found = ranked(landscape, chosen, wish)
        if format_ is OutputFormat.JSON:
            members = [shape(landscape, *one) for one in found[:limit]]
            print_json({"totalItems": len(found), "member": members})
            return
        rows = [(landscape.actors[one].name, *_cells(known, t)) for one, known in found[:limit]]
        heads = (t("Akteur", "actor"), t.of(chosen.name), "95 %", t("Rang", "rank"), "95 %")
        note = f"{t.of(chosen.meaning)} {t.of(METHOD)}"
        print_table(f"{len(rows)} / {len(found)}", heads, rows, note)


def _cells(one: Interval, t: Speech) -> tuple[str, ...]:
    digits = 4 if abs(one.value) < 10 else 1
    value, low, high = (number(part, t.language, digits) for part in (one.value, one.low, one.high))
    return value, f"{low} – {high}", str(one.rank), f"{one.best_rank} – {one.worst_rank}"
