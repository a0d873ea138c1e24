"""The command line: wiring only."""

import sys
from typing import Annotated, Final

import typer
import uvicorn

from ontology.errors import LandscapeError
from service import logs
from service.app import create_app
from service.settings import load_settings

app: Final = typer.Typer(
    name="bildungslandschaft",
    help="Die kommunale Bildungslandschaft als offener Wissensgraph.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)

_GRACE_SECONDS: Final = 5
"""How long running answers may go on when the service is told to end."""


@app.callback()
def root() -> None:
    """Die kommunale Bildungslandschaft als offener Wissensgraph."""


@app.command()
def serve(
    host: Annotated[str | None, typer.Option(help="Adresse")] = None,
    port: Annotated[int | None, typer.Option(help="Port; 0 für einen beliebigen")] = None,
) -> None:
    """Startet den Dienst."""
    settings = load_settings()
    logs.configure()
    uvicorn.run(
        create_app(settings),
        host=settings.host if host is None else host,
        port=settings.port if port is None else port,
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=_GRACE_SECONDS,
    )


def main() -> None:
    """Run a command; an error of ours is one message and exit code 1."""
    try:
        app()
    except LandscapeError as error:
        typer.echo(error.text.de, err=True)
        sys.exit(1)
