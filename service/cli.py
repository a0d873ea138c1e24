"""The command line: wiring only. `--lang en` (anywhere) turns help and messages to English."""

import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from ontology.errors import LandscapeError
from ontology.texts import Language
from service.commands.contents import CommandGroup, list_commands
from service.commands.speech import Speech, say
from service.commands.usage import wrong_call
from service.settings import load_settings


def create_cli(language: Language) -> typer.Typer:
    """Return the command line in one language."""
    t = Speech(language)
    cli = typer.Typer(
        name="bildungslandschaft",
        cls=CommandGroup,
        context_settings={"obj": t},
        help=t(
            "Die kommunale Bildungslandschaft als offener Wissensgraph.",
            "The municipal education landscape as an open knowledge graph.",
        ),
        invoke_without_command=True,
        options_metavar=t("[OPTIONEN]", "[OPTIONS]"),
        subcommand_metavar=t("BEFEHL …", "COMMAND …"),
        pretty_exceptions_enable=False,
        add_completion=False,
    )

    @cli.callback()
    def root(
        ctx: typer.Context,
        _lang: Annotated[
            str, typer.Option("--lang", help=t("Sprache: de oder en", "language: de or en"))
        ] = language,
    ) -> None:
        if ctx.invoked_subcommand is None:
            ctx.get_help()
            raise typer.Exit(2)

    list_commands(cli, t)
    return cli


def chosen_language(arguments: Sequence[str]) -> tuple[Language, list[str]]:
    """Return the language that the arguments ask for, and the arguments without it.

    Args:
        arguments: of the command line, without the program.
    """
    rest = list(arguments)
    for place, argument in enumerate(arguments):
        name, equals, value = argument.partition("=")
        if name != "--lang":
            continue
        given = value if equals else "".join(arguments[place + 1 : place + 2])
        del rest[place : place + (1 if equals else 2)]
        return ("en" if given == "en" else "de"), rest
    return load_settings().language, rest


def main() -> None:
    """Run a command; an error of ours is one message and exit code 1, a wrong call 2."""
    language: Language = "de"
    try:
        language, arguments = chosen_language(sys.argv[1:])
        run = create_cli(language)
        sys.exit(run(arguments, prog_name="bildungslandschaft", standalone_mode=False))
    except typer.TyperException as error:
        say(wrong_call(error).in_language(language))
        sys.exit(error.exit_code)
    except LandscapeError as error:
        say(error.in_language(language))
        sys.exit(1)
