"""`feedback`, `exposure`: what became of suggestions, and which partners are shown how often."""

from typing import Annotated, TypeVar, get_args

import typer

from graph.analyses.wording import number
from graph.memory import open_landscape
from graph.suggestions.exposure import audit, recorded
from graph.suggestions.feedback import DeclineReason, Feedback, State
from graph.suggestions.suggest import POLICY
from ontology.errors import ParameterError
from ontology.texts import Text
from service.api.collections import day_of
from service.api.feedback import SHOWN, exposure_shape, require_known
from service.commands.console import OutputFormat, print_json, print_table
from service.commands.speech import Speech, say
from service.feedback import feedback_of
from service.settings import load_settings

_STATES: tuple[State, ...] = get_args(State)
_REASONS: tuple[DeclineReason, ...] = get_args(DeclineReason)


def register(app: typer.Typer, t: Speech) -> None:
    """Add the commands in one language."""
    _register_feedback(app, t)
    _register_exposure(app, t)


def _register_feedback(app: typer.Typer, t: Speech) -> None:
    @app.command()
    def feedback(
        suggestion: Annotated[str, typer.Argument(help=t("Kennung", "id"))],
        state: Annotated[str, typer.Argument(help=" | ".join(_STATES))],
        reason: Annotated[str, typer.Option(help=" | ".join(_REASONS[1:]))] = "",
        expires: Annotated[
            str, typer.Option(help=t("JJJJ-MM-TT, ab heute", "YYYY-MM-DD, from today"))
        ] = "",
        rank: Annotated[int, typer.Option(min=0, help=t("Rang, 1 = vorn", "rank, 1 = first"))] = 0,
    ) -> None:
        settings = load_settings()
        require_known(open_landscape(settings.store), suggestion)
        entry = Feedback(
            suggestion, _one_of("state", state, _STATES), day_of("").isoformat(),
            reason=_one_of("reason", reason, _REASONS), expires=expires, rank=rank, policy=POLICY,
        )  # fmt: skip
        feedback_of(settings).add(entry)
        say(t(f"Festgehalten: {suggestion} {state}.", f"Recorded: {suggestion} {state}."))


def _register_exposure(app: typer.Typer, t: Speech) -> None:
    @app.command()
    def exposure(
        kind: Annotated[str, typer.Option(help=t("Art", "kind"))] = "foundation",
        limit: Annotated[int, typer.Option(min=1, max=20)] = 5,
        as_of: Annotated[str, typer.Option()] = "",
        format_: Annotated[OutputFormat, typer.Option("--format")] = OutputFormat.TEXT,
    ) -> None:
        settings = load_settings()
        landscape = open_landscape(settings.store)
        found = audit(landscape, day_of(as_of), kind, limit)
        if format_ is OutputFormat.JSON:
            told = recorded(feedback_of(settings).entries())
            print_json(
                {
                    "policy": POLICY,
                    "allDistricts": exposure_shape(landscape, found),
                    "recorded": exposure_shape(landscape, told),
                }
            )
            return
        rows = [
            (landscape.actors[key].name, str(count), f"{100 * count / found.lists:.0f} %")
            for key, count in found.most(SHOWN)
        ]
        gini = number(found.gini, 2)
        note = t(
            f"{len(found.counts)} Partner in {found.lists} Listen von {limit}; Gini {gini.de}.",
            f"{len(found.counts)} partners in {found.lists} lists of {limit}; Gini {gini.en}.",
        )
        columns = t("Partner", "partner"), t("Listen", "lists"), t("Anteil", "share")
        print_table("", columns, rows, note)


Word = TypeVar("Word", State, DeclineReason)


def _one_of(name: str, given: str, known: tuple[Word, ...]) -> Word:
    found = next((one for one in known if one == given), None)
    if found is None:
        listed = ", ".join(one for one in known if one)
        raise ParameterError(
            name,
            Text(
                f"„{given}“ ist für „{name}“ nicht zulässig. Erwartet: {listed}.",
                f'"{given}" is not allowed for "{name}". Expected: {listed}.',
            ),
        )
    return found
