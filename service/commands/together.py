"""`portfolio`, `consortium`, `warnings`: who takes whom, who completes a group, what ends."""

from typing import Annotated

import typer

from graph.memory import open_landscape
from graph.suggestions import complete_consortium, nothing_ends, warnings
from graph.suggestions.portfolios import PORTFOLIO_KINDS, portfolio
from ontology.errors import ParameterError
from ontology.texts import Text
from service.api.collections import day_of
from service.api.portfolios import (
    consortium_shape,
    ending_shape,
    portfolio_csv,
    portfolio_shape,
)
from service.commands.advice import AS_OF_DE, AS_OF_EN, lines
from service.commands.console import OutputFormat, print_json, print_table
from service.commands.speech import Speech, say
from service.feedback import declined_on
from service.settings import load_settings

CSV = "csv"
FORMATS = (*OutputFormat, CSV)


def register(app: typer.Typer, t: Speech) -> None:
    """Add the commands in one language."""
    _register_portfolio(app, t)
    _register_consortium(app, t)
    _register_warnings(app, t)


def _register_portfolio(app: typer.Typer, t: Speech) -> None:
    @app.command("portfolio")
    def assign(
        kind: Annotated[str, typer.Option(help=" | ".join(PORTFOLIO_KINDS))] = "foundations",
        state: Annotated[str, typer.Option(help=t("Land, etwa 14", "state, such as 14"))] = "",
        agency: Annotated[str, typer.Option(help=t("Agentur", "agency"))] = "",
        capacity: Annotated[
            int, typer.Option(help=t("Kreise je Partner", "districts per partner"))
        ] = 3,
        *,
        everybody: Annotated[
            bool, typer.Option(help=t("möglichst niemand leer", "nobody gets nothing"))
        ] = True,
        as_of: Annotated[str, typer.Option(help=t(AS_OF_DE, AS_OF_EN))] = "",
        format_: Annotated[str, typer.Option("--format", help="text | json | csv")] = "text",
    ) -> None:
        settings, day = load_settings(), day_of(as_of)
        landscape = open_landscape(settings.store)
        found = portfolio(
            landscape, kind, day, state=state, agency=agency,
            capacity=capacity, nobody_without=everybody, declined=declined_on(settings, day),
        )  # fmt: skip
        if format_ not in FORMATS:
            raise ParameterError(
                "format",
                Text(
                    f"„{format_}“ ist kein Format; möglich sind text, json und csv.",
                    f'"{format_}" is no format; text, json and csv are possible.',
                ),
            )
        if format_ == CSV:
            typer.echo(portfolio_csv(found, t.language), nl=False)
        elif format_ == OutputFormat.JSON.value:
            print_json(portfolio_shape(found, t.language))
        else:
            rows = [
                (one.district.name, one.partner.name, t.of(one.reason))
                for one in (*found.assignments, *found.agreed)
            ]
            rows += [(one.name, "", "") for one in found.without]
            columns = t("Kreis", "district"), t("Partner", "partner"), t("Warum", "why")
            print_table(t.of(PORTFOLIO_KINDS[found.kind]), columns, rows, t.of(found.text))


def _register_consortium(app: typer.Typer, t: Speech) -> None:
    @app.command()
    def consortium(
        actors: Annotated[
            list[str], typer.Argument(help=t("wer schon da ist", "who is there already"))
        ],
        theme: Annotated[str, typer.Option(help=t("Thema", "theme"))] = "",
        limit: Annotated[int, typer.Option(help=t("1 bis 20", "1 to 20"))] = 5,
        as_of: Annotated[str, typer.Option(help=t(AS_OF_DE, AS_OF_EN))] = "",
        format_: Annotated[OutputFormat, typer.Option("--format")] = OutputFormat.TEXT,
    ) -> None:
        landscape = open_landscape(load_settings().store)
        found = complete_consortium(landscape, actors, theme, day_of(as_of), limit=limit)
        if format_ is OutputFormat.JSON:
            print_json(consortium_shape(landscape, found, t.language))
            return
        for number, one in enumerate(found.members, start=1):
            typer.echo("\n".join(lines(number, one, t)) + "\n")
        if found.note.de:
            say(t.of(found.note))


def _register_warnings(app: typer.Typer, t: Speech) -> None:
    @app.command("warnings")
    def ending(
        actor: Annotated[str, typer.Argument(help=t("Akteur oder AGS", "actor or AGS"))] = "",
        state: Annotated[str, typer.Option(help=t("Land", "state"))] = "",
        months: Annotated[int, typer.Option(help=t("Monate, 1 bis 120", "months, 1 to 120"))] = 12,
        as_of: Annotated[str, typer.Option(help=t(AS_OF_DE, AS_OF_EN))] = "",
        format_: Annotated[OutputFormat, typer.Option("--format")] = OutputFormat.TEXT,
    ) -> None:
        landscape = open_landscape(load_settings().store)
        found = warnings(landscape, day_of(as_of), state=state, actor=actor, months=months)
        if format_ is OutputFormat.JSON:
            members = [ending_shape(one, t.language) for one in found]
            print_json({"totalItems": len(members), "member": members})
            return
        rows = [
            (one.ends_on.isoformat(), ", ".join(ref.name for ref in one.partners), t.of(one.text))
            for one in found
        ]
        columns = t("Ende", "end"), t("Partner", "partners"), t("Was", "what")
        note = t(
            f"{len(rows)} Einträge; viele nennen kein Ende.",
            f"{len(rows)} entries; many name no end.",
        )
        none = t.of(nothing_ends(landscape, actor, day_of(as_of), months))
        print_table("", columns, rows, note if rows else none)
