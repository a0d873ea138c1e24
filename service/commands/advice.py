"""`gaps`, `suggest`, `network`: what is missing, whom to talk to, who works with whom."""

from pathlib import Path
from typing import Annotated

import typer

from graph.analyses.gaps import GAP_KINDS, find_gaps
from graph.analyses.silence import why_nothing
from graph.memory import open_landscape
from graph.network import network as read_network
from graph.network_files import file_format, write_network
from graph.suggestions import KINDS, Suggestion, why_not
from graph.suggestions import suggest as find_suggestions
from graph.suggestions.results import LEVELS
from service.api.collections import day_of
from service.api.gaps import shape as gap_shape
from service.api.suggestions import shape as suggestion_shape
from service.api.suggestions import why_not_shape
from service.commands.console import OutputFormat, print_json, print_table
from service.commands.speech import Speech, say
from service.feedback import declined
from service.network_wish import NetworkQuery, network_wish
from service.settings import load_settings

AS_OF_DE = "Stichtag: JJJJ-MM-TT, TT.MM.JJJJ, JJJJ-MM oder JJJJ"
AS_OF_EN = "day: YYYY-MM-DD, DD.MM.YYYY, YYYY-MM or YYYY"


def register(app: typer.Typer, t: Speech) -> None:
    """Add the commands in one language."""
    _register_gaps(app, t)
    _register_suggest(app, t)
    _register_network(app, t)


def _register_gaps(app: typer.Typer, t: Speech) -> None:
    @app.command()
    def gaps(
        district: Annotated[
            str | None, typer.Option(help=t("Kreisschlüssel", "district key"))
        ] = None,
        theme: Annotated[str | None, typer.Option(help=t("Thema", "theme"))] = None,
        kind: Annotated[str | None, typer.Option(help=" | ".join(GAP_KINDS))] = None,
        as_of: Annotated[str, typer.Option(help=t(AS_OF_DE, AS_OF_EN))] = "",
        limit: Annotated[int, typer.Option(min=1, help=t("höchstens", "at most"))] = 50,
        format_: Annotated[OutputFormat, typer.Option("--format")] = OutputFormat.TEXT,
    ) -> None:
        landscape = open_landscape(load_settings().store)
        found = find_gaps(landscape, day_of(as_of), district=district, theme=theme, kind=kind)
        if format_ is OutputFormat.JSON:
            members = [gap_shape(landscape, gap, t.language) for gap in found[:limit]]
            print_json({"totalItems": len(found), "member": members})
            return
        rows = [
            (t.of(GAP_KINDS[gap.kind].name), _status(gap.status, t), t.of(gap.text))
            for gap in found[:limit]
        ]
        note = t(
            f"{len(rows)} von {len(found)}. „Nicht bekannt“ heißt: unsere Quellen könnten es nicht"
            " zeigen.",
            f'{len(rows)} of {len(found)}. "Unknown" means: our sources could not have shown it.',
        )
        why = None if found else why_nothing(landscape, day_of(as_of), district or "")
        note = t.of(why) if why else note
        if kind:
            what = GAP_KINDS[kind]
            note = f"{t.of(what.explanation)} {t.of(what.caveat)}\n{note}"
        print_table("", (t("Art", "kind"), t("Stand", "status"), t("Lücke", "gap")), rows, note)


def _register_suggest(app: typer.Typer, t: Speech) -> None:
    @app.command()
    def suggest(
        actor: Annotated[str, typer.Argument(help=t("Schlüssel, IRI oder AGS", "key, IRI or AGS"))],
        kind: Annotated[str | None, typer.Option(help=t("Art", "kind"))] = None,
        theme: Annotated[str | None, typer.Option(help=t("Thema", "theme"))] = None,
        limit: Annotated[int, typer.Option(help=t("1 bis 100", "1 to 100"))] = 10,
        missed: Annotated[
            str,
            typer.Option("--why-not", help=t("wer fehlt, und warum", "who is missing, and why")),
        ] = "",
        as_of: Annotated[str, typer.Option(help=t(AS_OF_DE, AS_OF_EN))] = "",
        format_: Annotated[OutputFormat, typer.Option("--format")] = OutputFormat.TEXT,
    ) -> None:
        settings, day = load_settings(), day_of(as_of)
        landscape = open_landscape(settings.store)
        key = landscape.actor(actor).key
        excluded = declined(settings, key, day)
        if missed:
            reason = why_not(landscape, key, missed, day, excluded=excluded)
            if format_ is OutputFormat.JSON:
                print_json(why_not_shape(reason, t.language))
            else:
                typer.echo(t.of(reason.text))
            return
        found = find_suggestions(
            landscape, key, day, kind=kind, theme=theme, limit=limit, excluded=excluded
        )
        if format_ is OutputFormat.JSON:
            members = [suggestion_shape(landscape, item, t.language) for item in found.items]
            note = t.of(found.note) or None
            print_json({"totalItems": len(members), "note": note, "member": members})
            return
        for number, item in enumerate(found.items, start=1):
            typer.echo("\n".join(lines(number, item, t)) + "\n")
        if found.note.de:
            say(t.of(found.note))
        if found.items:
            say(t.of(found.engine))


def _register_network(app: typer.Typer, t: Speech) -> None:
    @app.command()
    def network(  # noqa: PLR0913 - one for each option of the contract
        output: Annotated[Path, typer.Option("-o", "--output", help=t("Datei", "file"))],
        *,
        format_: Annotated[
            str, typer.Option("--format", help="gexf | graphml | json | csv | html")
        ] = "html",
        center: Annotated[str, typer.Option(help=t("Akteur oder AGS", "actor or AGS"))] = "",
        depth: Annotated[int, typer.Option(help=t("Schritte", "steps"))] = 1,
        state: Annotated[str, typer.Option(help=t("Land", "state"))] = "",
        theme: Annotated[str, typer.Option(help=t("Thema", "theme"))] = "",
        programme: Annotated[str, typer.Option(help=t("Programm", "programme"))] = "",
        kind: Annotated[str, typer.Option(help=t("Art der Verbindung", "kind of tie"))] = "",
        type_: Annotated[
            str, typer.Option("--type", help=t("Art eines Beteiligten", "type of a member"))
        ] = "",
        confidence: Annotated[str, typer.Option(help="confirmed | probable")] = "",
        source: Annotated[str, typer.Option(help=t("Quelle", "source"))] = "",
        with_programmes: Annotated[
            bool, typer.Option(help=t("Programme als Knoten", "programmes as nodes"))
        ] = False,
        include_ended: Annotated[
            bool, typer.Option(help=t("auch beendete", "also ended ones"))
        ] = False,
        as_of: Annotated[str, typer.Option(help=t(AS_OF_DE, AS_OF_EN))] = "",
    ) -> None:
        landscape = open_landscape(load_settings().store)
        file = file_format(format_)
        wish = network_wish(
            landscape,
            NetworkQuery(
                center=center, depth=depth, state=state, theme=theme, programme=programme,
                kind=kind, type=type_, confidence=confidence, source=source,
                with_programmes=with_programmes, include_ended=include_ended, as_of=as_of,
            ),
        )  # fmt: skip
        found = read_network(landscape, wish.day, wish.selection)
        unfinished = output.with_name(f".{output.name}.unfinished")
        unfinished.write_bytes(write_network(found, file.key, t.language))
        unfinished.replace(output)
        nodes, edges = len(found.nodes), len(found.edges)
        say(
            t(
                f"{nodes} Akteure, {edges} Verbindungen in {output}. {found.projection.de}",
                f"{nodes} actors, {edges} edges in {output}. {found.projection.en}",
            )
        )


def _status(status: str, t: Speech) -> str:
    return t("Lücke", "gap") if status == "gap" else t("nicht bekannt", "unknown")


def lines(number: int, item: Suggestion, t: Speech) -> list[str]:
    """Return a suggestion as lines: who, why, what against, what if, how sure, what to ask."""
    about = t.of(item.joint) + item.subject.name if item.subject else ""
    level = t("Stufe", "level") + " " + t.of(LEVELS[item.level])
    return [
        f"{number}. {item.partner.name}{about}  [{t.of(KINDS[item.kind].label)}, {level}]",
        *(f"   + {t.of(reason.text)}" for reason in item.reasons),
        f"   - {t.of(item.counter_argument)}",
        f"   ~ {t.of(item.counterfactual.text)}",
        f"   ? {t.of(item.unknown)}",
        f"   % {t.of(item.level_note)}",
        *([f"   @ {item.contact}"] if item.contact else []),
        f"   = {item.iri}",
    ]
