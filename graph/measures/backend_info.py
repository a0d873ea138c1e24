"""What networkx shows about our backend; read while networkx itself is still being imported."""

from typing import Any, Final

NAME: Final = "bildungslandschaft"

FUNCTIONS: Final = (
    "articulation_points",
    "betweenness_centrality",
    "bridges",
    "closeness_centrality",
    "constraint",
    "core_number",
    "degree_centrality",
    "effective_size",
    "leiden_communities",
    "pagerank",
)
"""Functions of networkx that the backend answers; the Leiden method only backends do."""


def get_info() -> dict[str, Any]:
    """Return the answer to the entry point `networkx.backend_info`."""
    return {
        "backend_name": NAME,
        "project": "Bildungslandschaft",
        "package": "graph",
        "short_summary": "Exact measures of undirected networks by igraph and compiled loops.",
        "functions": {name: {"additional_docs": ""} for name in FUNCTIONS},
    }
