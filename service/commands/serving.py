"""`serve`: the product on one address."""

from typing import Annotated, Final

import typer
import uvicorn

from service import logs
from service.app import create_app
from service.commands.speech import Speech
from service.settings import load_settings
from service.sparql.wire import Wire

_GRACE_SECONDS: Final = 5
"""How long running answers may go on when the service is told to end."""


def register(app: typer.Typer, t: Speech) -> None:
    """Add the command in one language."""

    @app.command()
    def serve(
        host: Annotated[str | None, typer.Option(help=t("Adresse", "address"))] = None,
        port: Annotated[
            int | None, typer.Option(help=t("Port; 0 für einen beliebigen", "port; 0 for any"))
        ] = None,
    ) -> None:
        settings = load_settings()
        logs.configure()
        uvicorn.run(
            create_app(settings),
            host=settings.host if host is None else host,
            port=settings.port if port is None else port,
            log_config=None,
            access_log=False,
            server_header=False,
            http=Wire,
            timeout_graceful_shutdown=_GRACE_SECONDS,
        )
