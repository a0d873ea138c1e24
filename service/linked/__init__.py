"""RDF by address: things, discovery, dumps and reconciliation."""

from typing import Final

from fastapi import APIRouter

from service.linked import things

routers: Final[tuple[APIRouter, ...]] = (things.router,)
