"""The ways to RDF by address, in the order in which they are asked."""

from typing import Final

from fastapi import APIRouter

from service.linked import context, data, discovery, reconcile, things

routers: Final[tuple[APIRouter, ...]] = (
    context.router,
    things.router,
    discovery.router,
    data.router,
    reconcile.router,
)
"""In this order: `/data/catalog` and `/data/dataset.jsonld` before the files."""
