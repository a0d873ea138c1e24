# ---
# jupyter:
#   jupytext:
#     formats: py:percent
#   kernelspec:
#     display_name: Python 3
#     name: python3
# ---

# %% [markdown]
# # Das Netzwerk in NetworkX
#
# Die Landschaft ist ein Graph aus Akteuren und Kooperationen. Hier wird sie auf Akteure projiziert, mit
# Gewichten nach Newman (eine Kooperation mit vielen Beteiligten bindet jeden weniger), und mit den
# gewohnten Funktionen von NetworkX befragt.

# %%
import os
from datetime import date

import networkx as nx

from graph.memory import open_landscape
from graph.projection import project, two_mode

landscape = open_landscape(os.environ.get("BILDUNGSLANDSCHAFT_STORE", ".bildungslandschaft"))
bipartite = two_mode(landscape, date(2026, 11, 23))
network = project(bipartite, weight="newman")
print(network.number_of_nodes(), "Akteure,", network.number_of_edges(), "Verbindungen")

# %% [markdown]
# ## Wer hält zusammen?
# Zwischenzentralität zählt, wie oft jemand auf dem kürzesten Weg liegt. Sie beschreibt, was verzeichnet
# ist, nicht die Wirklichkeit.

# %%
between = nx.betweenness_centrality(network)
for key in sorted(between, key=between.get, reverse=True)[:5]:
    print(f"{between[key]:.3f}  {landscape.actors[key].name}")

# %%
parts = sorted(nx.connected_components(network), key=len, reverse=True)
print(len(parts), "getrennte Teile, der größte mit", len(parts[0]), "Akteuren")
assert len(parts[0]) > 50
