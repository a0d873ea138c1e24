"""RDF by address: things, discovery, dumps and reconciliation."""

from typing import Final

from fastapi import APIRouter

from service.linked import context, things

routers: Final[tuple[APIRouter, ...]] = (context.router, things.router)
