"""How the service is doing: `/health` for people and probes, `/metrics` for Prometheus."""

from fastapi import APIRouter, Request
from pydantic import BaseModel, Field
from starlette.responses import Response

from service.feedback import exposure_gauges

router = APIRouter(tags=["service"])


class Health(BaseModel):
    """What `/health` says."""

    status: str = Field(description="`ok` if the service answers questions")
    version: str = Field(description="version of the landscape: hash of its content")
    triples: int = Field(description="statements of all graphs, as many as the N-Quads have lines")
    built_at: str = Field(description="when it was built, ISO 8601 in UTC; empty for an endpoint")


@router.get("/health")
async def health(request: Request) -> Health:
    """Say that the service is up, and with which landscape."""
    landscape = request.app.state.landscape
    return Health(
        status="ok",
        version=landscape.version,
        triples=landscape.triples,
        built_at=landscape.built_at,
    )


@router.get("/metrics", response_class=Response, responses={200: {"content": {"text/plain": {}}}})
async def metrics(request: Request) -> Response:
    """Return counters in the Prometheus text format."""
    state = request.app.state
    gauges = {
        "query_waiting": state.pool.waiting,
        "triples": state.landscape.triples,
        **exposure_gauges(state.settings),
    }
    return Response(
        state.metrics.text(gauges), media_type="text/plain; version=0.0.4; charset=utf-8"
    )
