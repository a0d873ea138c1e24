"""What the command line says of its own accord in two languages: headings of help, wrong calls."""

import shlex
from collections.abc import Mapping
from typing import Any, Final

import typer
from pydantic import ValidationError
from typer.core import TyperCommand

from ontology.texts import Text

HEADINGS: Final[Mapping[str, Text]] = {
    "ARGUMENTS_PANEL_TITLE": Text("Argumente", "Arguments"),
    "OPTIONS_PANEL_TITLE": Text("Optionen", "Options"),
    "COMMANDS_PANEL_TITLE": Text("Befehle", "Commands"),
    "DEFAULT_STRING": Text("[Vorgabe: {}]", "[default: {}]"),
    "REQUIRED_LONG_STRING": Text("[nötig]", "[required]"),
}
"""Fixed words of `typer.rich_utils`, which hold for a whole process."""

_NUMBERS: Final[Mapping[object, Text]] = {
    int: Text("eine ganze Zahl", "a whole number"),
    float: Text("eine Zahl", "a number"),
}


# typer keeps the types of contexts, commands and parameters to itself
class Speaking:
    """A command or a group of them whose help is in the language of its context."""

    def format_usage(self: Any, ctx: Any, formatter: Any) -> None:  # noqa: ANN401
        """Write how to call it."""
        call = " ".join(self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, call, prefix=ctx.obj("Aufruf: ", "Usage: "))

    def format_help(self: Any, ctx: Any, formatter: Any) -> None:  # noqa: ANN401, ARG002
        """Print the help."""
        from typer import rich_utils  # noqa: PLC0415 - most calls ask for no help

        for name, words in HEADINGS.items():
            setattr(rich_utils, name, ctx.obj.of(words))
        self.get_help_option(ctx).help = ctx.obj("Zeigt diese Hilfe.", "Show this help.")
        rich_utils.rich_format_help(obj=self, ctx=ctx, markup_mode="rich")


class Command(Speaking, TyperCommand):
    """One command."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401
        """Return nothing: what is left over is refused."""
        self.options_metavar = ctx.obj("[OPTIONEN]", "[OPTIONS]")
        ctx.allow_extra_args = True
        rest = super().parse_args(ctx, args)
        if rest:
            shown = shlex.join(rest)
            ctx.fail(ctx.obj(f"Zu viel: {shown}.", f"Too much: {shown}."))
        return rest


def wrong_call(error: typer.TyperException) -> Text:
    """Return what is wrong with a call, how the command is called, and where its help is.

    Args:
        error: of the parser; which one it is shows in what it carries.
    """
    problem, ctx = _problem(error), vars(error).get("ctx")
    if ctx is None:
        return problem
    usage, help_ = ctx.get_usage(), f"{ctx.command_path} --help"
    return Text(f"{problem.de}\n{usage}\nHilfe: {help_}", f"{problem.en}\n{usage}\nHelp: {help_}")


def _problem(error: typer.TyperException) -> Text:
    match vars(error):
        case {"option_name": name, "possibilities": near}:
            known = f" Ähnlich: {', '.join(near)}.", f" Similar: {', '.join(near)}."
            german, english = known if near else ("", "")
            return Text(
                f"Die Option {name} gibt es nicht.{german}", f"There is no option {name}.{english}"
            )
        case {"option_name": name, "message": str(said)} if "not take" in said:
            return Text(f"Die Option {name} nimmt keinen Wert.", f"Option {name} takes no value.")
        case {"option_name": name}:
            return Text(f"Nach {name} fehlt der Wert.", f"The value after {name} is missing.")
        case {"param": param, "param_type": _}:
            named = f"{_name(param)} ({param.help})" if param.help else _name(param)
            return Text(f"Es fehlt: {named}.", f"Missing: {named}.")
        case {"param": param}:
            name, given, wanted = _name(param), _given(error), _wanted(param)
            return Text(
                f"Der Wert {given}von {name} passt nicht. Erwartet: {wanted.de}.",
                f"The value {given}of {name} does not fit. Expected: {wanted.en}.",
            )
    return Text(error.message, error.message)


def _name(param: Any) -> str:  # noqa: ANN401
    return " / ".join(param.opts)


def _given(error: typer.TyperException) -> str:
    cause = error.__cause__
    return f"{cause.errors()[0]['input']!r} " if isinstance(cause, ValidationError) else ""


def _wanted(param: Any) -> Text:  # noqa: ANN401
    kind = param.type_descriptor
    if kind.choices:
        listed = [str(choice.value) for choice in kind.choices]
        return Text(" oder ".join(listed), " or ".join(listed))
    if kind.annotation not in _NUMBERS:
        return Text("ein lesbarer Pfad", "a path that can be read")
    number = _NUMBERS[kind.annotation]
    least = Text("", "") if param.min is None else Text(f" ab {param.min}", f" from {param.min}")
    most = Text("", "") if param.max is None else Text(f" bis {param.max}", f" up to {param.max}")
    return Text(f"{number.de}{least.de}{most.de}", f"{number.en}{least.en}{most.en}")
