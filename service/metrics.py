"""What the service counts about itself, as Prometheus text."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final

_BUCKETS: Final = (0.005, 0.025, 0.1, 0.5, 2.5, 10.0)
"""Seconds."""


class Metrics:
    """Requests and their duration, by route and status."""

    def __init__(self) -> None:
        self._requests: Counter[tuple[str, str, int]] = Counter()
        self._buckets: Counter[tuple[str, float]] = Counter()
        self._seconds: Counter[str] = Counter()
        self._count: Counter[str] = Counter()

    def observe(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count one request.

        Args:
            method: HTTP method.
            route: path template, so that there are few; never what a client sent.
            status: HTTP status.
            seconds: duration.
        """
        self._requests[method, route, status] += 1
        self._seconds[route] += seconds  # type: ignore[assignment]  # Counter adds floats as well
        self._count[route] += 1
        for bound in _BUCKETS:
            if seconds <= bound:
                self._buckets[route, bound] += 1

    @property
    def requests(self) -> int:
        """How many requests were answered."""
        return sum(self._count.values())

    def text(self, gauges: Mapping[str, float]) -> str:
        """Return everything in the Prometheus text format.

        Args:
            gauges: further values that hold now, by name without prefix.
        """
        return "\n".join([*self._request_lines(), *_gauge_lines(gauges)]) + "\n"

    def _request_lines(self) -> Iterable[str]:
        yield "# TYPE bildungslandschaft_http_requests_total counter"
        for (method, route, status), count in sorted(self._requests.items()):
            labels = f'method="{method}",route="{route}",status="{status}"'
            yield f"bildungslandschaft_http_requests_total{{{labels}}} {count}"
        name = "bildungslandschaft_http_request_seconds"
        yield f"# TYPE {name} histogram"
        for route, count in sorted(self._count.items()):
            for bound in _BUCKETS:
                seen = self._buckets[route, bound]
                yield f'{name}_bucket{{route="{route}",le="{bound}"}} {seen}'
            yield f'{name}_bucket{{route="{route}",le="+Inf"}} {count}'
            yield f'{name}_sum{{route="{route}"}} {self._seconds[route]:.6f}'
            yield f'{name}_count{{route="{route}"}} {count}'


def _gauge_lines(gauges: Mapping[str, float]) -> Iterable[str]:
    for name, value in sorted(gauges.items()):
        yield f"# TYPE bildungslandschaft_{name} gauge"
        yield f"bildungslandschaft_{name} {value:g}"
