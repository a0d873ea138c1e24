"""Where feedback on suggestions is kept, and what it excludes in this request."""

import hmac
from collections import Counter
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from http import HTTPStatus
from pathlib import Path
from typing import get_args

from starlette.requests import Request

from graph.store import is_remote
from graph.suggestions.exposure import recorded
from graph.suggestions.feedback import Declined, FeedbackFile, State, nobody_declined
from ontology.errors import ParameterError
from ontology.texts import Text
from service.problems import HttpError
from service.settings import Settings


def feedback_of(settings: Settings) -> FeedbackFile:
    """Return the file that keeps feedback.

    Raises:
        ParameterError: if the store is an endpoint and no file is set.
    """
    if settings.feedback_file:
        return _file(settings.feedback_file)
    if is_remote(settings.store):
        raise ParameterError(
            "feedback_file",
            Text(
                "Für Rückmeldungen fehlt die Einstellung BILDUNGSLANDSCHAFT_FEEDBACK_FILE.",
                "Feedback needs the setting BILDUNGSLANDSCHAFT_FEEDBACK_FILE.",
            ),
        )
    return _file(str(Path(settings.store) / "feedback.jsonl"))


def declined(settings: Settings, actor: str, day: date) -> Mapping[str, date]:
    """Return what must not be suggested to an actor on a day because the pair declined.

    Args:
        settings: say where feedback is kept; without any place nothing is left out.
        actor: key.
        day: the day asked for.
    """
    return declined_on(settings, day)(actor)


def declined_on(settings: Settings, day: date) -> Declined:
    """Return what says for any actor what must not be suggested to it on a day.

    Args:
        settings: see `declined`.
        day: the day asked for.
    """
    if is_remote(settings.store) and not settings.feedback_file:
        return nobody_declined
    return feedback_of(settings).declined_on(day)


def edition(request: Request) -> str:
    """Return what changes whenever feedback changes what is suggested."""
    settings: Settings = request.app.state.settings
    if is_remote(settings.store) and not settings.feedback_file:
        return ""
    return str(sum(one.state != "shown" for one in feedback_of(settings).entries()))


def exposure_gauges(settings: Settings) -> dict[str, float]:
    """Return how unequally partners were shown, by the feedback that came in."""
    if is_remote(settings.store) and not settings.feedback_file:
        return {}
    entries = feedback_of(settings).entries()
    found = recorded(entries)
    states = Counter(one.state for one in entries)
    return {
        "suggestions_shown_partners": len(found.counts),
        "suggestions_shown_gini": found.gini,
        "suggestions_shown_top_share": found.top_share,
        **{f"suggestions_{state}": states[state] for state in get_args(State)},
    }


def require_token(request: Request) -> None:
    """Let only those through who may write.

    Raises:
        HttpError: 403 if nobody may write or the token is wrong, 401 if there is none.
    """
    token = request.app.state.settings.write_token.get_secret_value()
    if not token:
        raise HttpError(
            HTTPStatus.FORBIDDEN,
            Text(
                "Hier ist kein Schreibzugang eingerichtet (BILDUNGSLANDSCHAFT_WRITE_TOKEN).",
                "Writing is not set up here (BILDUNGSLANDSCHAFT_WRITE_TOKEN).",
            ),
        )
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not given:
        raise HttpError(
            HTTPStatus.UNAUTHORIZED,
            Text(
                "Das braucht ein Token: Authorization: Bearer …",
                "This needs a token: Authorization: Bearer …",
            ),
            {"WWW-Authenticate": "Bearer"},
        )
    if not hmac.compare_digest(given.strip().encode(), token.encode()):
        raise HttpError(
            HTTPStatus.FORBIDDEN,
            Text("Das Token stimmt nicht.", "The token is wrong."),
        )


@lru_cache(maxsize=8)
def _file(path: str) -> FeedbackFile:
    return FeedbackFile(Path(path))
