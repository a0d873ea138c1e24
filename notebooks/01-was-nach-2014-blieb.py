# ---
# jupyter:
#   jupytext:
#     formats: py:percent
#   kernelspec:
#     display_name: Python 3
#     name: python3
# ---

# %% [markdown]
# # Was blieb, als die Förderung endete?
#
# „Lernen vor Ort“ endete 2014. Dieses Heft fragt die Landschaft, welche Kommunen seither in keinem
# anderen verzeichneten Programm sind, und welche Partnerschaften mit dem Programm endeten. Es geht nur
# durch öffentliche Türen: die benannten Abfragen, die Lückenanalyse und das Netzwerk.
#
# Nicht verzeichnet heißt nicht: nicht vorhanden.

# %%
import os
from datetime import date

from graph.analyses.gaps import find_gaps
from graph.memory import open_landscape
from graph.store import open_store
from queries.catalogue import load_catalogue

where = os.environ.get("BILDUNGSLANDSCHAFT_STORE", ".bildungslandschaft")
store, landscape = open_store(where), open_landscape(where)
landscape.version

# %% [markdown]
# ## Eine benannte Abfrage
# Jede Abfrage der Bibliothek erklärt sich selbst und läuft unverändert an jedem SPARQL-Endpunkt.

# %%
question = load_catalogue().get("core-sponsors")
print(question.header.title.de)
rows = store.records(question.bound(question.examples()))
len(rows), rows[0]

# %% [markdown]
# ## Was mit dem Programm endete

# %%
ended = find_gaps(landscape, date(2026, 11, 23), kind="decay")
for gap in ended[:5]:
    print("•", gap.text.de)

# %% [markdown]
# ## Und 2012?
# Dieselbe Analyse an einem anderen Tag: damals liefen die Patenschaften noch.

# %%
then = [tie for tie in landscape.ties.values() if tie.class_ == "CoreSponsorship"]
by_day = {
    day: sum(tie.interval.status_on(date(day, 6, 30)) == "current" for tie in then)
    for day in (2008, 2012, 2016)
}
print(by_day)
assert by_day[2012] > by_day[2016] == 0
