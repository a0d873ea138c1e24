"""The words that several pages share, in German and English."""

from typing import Final, NamedTuple

from graph.selection import CONFIDENCES
from ontology.texts import Text


class Entry(NamedTuple):
    """One entry of the navigation."""

    path: str
    label: Text


SITE: Final = Text("Bildungslandschaft", "Bildungslandschaft")
CLAIM: Final = Text(
    "Wer in Deutschlands Kommunen für Bildung zusammenarbeitet",
    "Who works together for education in Germany's municipalities",
)
NAVIGATION: Final = (
    Entry("/kreise", Text("Kreise", "Districts")),
    Entry("/akteure", Text("Akteure", "Actors")),
    Entry("/netzwerk", Text("Netzwerk", "Network")),
    Entry("/karte", Text("Karte", "Map")),
    Entry("/themen", Text("Themen", "Themes")),
    Entry("/luecken", Text("Lücken", "Gaps")),
    Entry("/vorschlaege", Text("Vorschläge", "Suggestions")),
    Entry("/abfragen", Text("Abfragen", "Queries")),
    Entry("/daten", Text("Daten", "Data")),
    Entry("/hilfe", Text("Hilfe", "Help")),
)
FURTHER: Final = (
    Entry("/matrix", Text("Matrix Thema × Kreis", "Matrix theme × district")),
    Entry("/zeit", Text("Zeit: Programme und Nachfolge", "Time: programmes and succession")),
    Entry("/merkliste", Text("Merkliste", "Your list")),
    Entry("/aenderungen", Text("Was sich geändert hat", "What changed")),
    Entry("/waswaere", Text("Was wäre, wenn …", "What if …")),
    Entry("/portfolio", Text("Wer nimmt wen? Verteilung", "Who takes whom? Assignment")),
    Entry("/sparql", Text("SPARQL-Editor", "SPARQL editor")),
    Entry("/ontologie", Text("Ontologie", "Ontology")),
    Entry("/docs", Text("Programmierschnittstelle (API)", "Programming interface (API)")),
    Entry("/leichte-sprache", Text("Leichte Sprache", "Easy language (German)")),
    Entry("/barrierefreiheit", Text("Barrierefreiheit", "Accessibility")),
)

CONFIDENCE: Final = CONFIDENCES
