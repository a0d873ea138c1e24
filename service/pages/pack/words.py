"""The fixed words of a meeting pack, in German and English."""

from typing import Final

from ontology.texts import Language, Text

_WORDS: Final = {
    "kind": Text("Sitzungsmappe", "Meeting pack"),
    "lead": Text(
        "Wer hier für Bildung zusammenarbeitet, was fehlt und mit wem ein Gespräch lohnt. Gezeigt"
        " wird, was öffentliche Quellen belegen; was hier fehlt, kann es trotzdem geben.",
        "Who works together for education here, what is missing and whom it is worth talking to."
        " Shown is what public sources say; what is missing here may exist all the same.",
    ),
    "gaps": Text("Was fehlt", "What is missing"),
    "gaps_note": Text(
        "„Lücke“ heißt: Unsere Quellen hätten es wohl gezeigt. „Unbekannt“ heißt: Sie konnten es"
        " nicht zeigen, also erst nachfragen.",
        "“Gap” means: our sources would probably have shown it. “Unknown” means: they could not"
        " have shown it, so ask first.",
    ),
    "no_gaps": Text(
        "Keine Lücke gefunden. Das kann heißen, dass nichts fehlt, oder dass zu wenig bekannt ist,"
        " um etwas zu erwarten.",
        "No gap found. That may mean that nothing is missing, or that too little is known to expect"
        " anything.",
    ),
    "helpers": Text("Wer helfen könnte", "Who could help"),
    "advice": Text("Mit wem ein Gespräch lohnt", "Whom it is worth talking to"),
    "no_advice": Text(
        "Die Einträge geben keinen Vorschlag her; das heißt nicht, dass es keinen gibt.",
        "The entries support no suggestion; that does not mean that there is none.",
    ),
    "level": Text("Stärke der Gründe", "Strength of the reasons"),
    "why": Text("Warum", "Why"),
    "against": Text("Was dagegen spricht", "What speaks against it"),
    "if": Text("Was wäre, wenn", "What if"),
    "ask": Text("Was zu fragen ist", "What to ask"),
    "website": Text("Webseite", "Website"),
    "network": Text("Wer mit wem arbeitet", "Who works with whom"),
    "network_note": Text(
        "Die Tabelle auf der folgenden Seite sagt dasselbe.",
        "The table on the following page says the same.",
    ),
    "ties": Text("Zusammenarbeiten als Tabelle", "Cooperations as a table"),
    "partner": Text("Partner", "Partner"),
    "tie_kind": Text("Art", "Kind"),
    "period": Text("Zeitraum", "Period"),
    "status": Text("Stand", "Status"),
    "as_of": Text("Stand", "Status on"),
    "source": Text("Quelle", "Source"),
    "sources": Text("Quellen", "Sources"),
    "sources_note": Text(
        "Die Zahlen in eckigen Klammern verweisen auf diese Liste.",
        "The numbers in square brackets refer to this list.",
    ),
    "no_sources": Text("Keine Aussage, keine Quelle.", "No statement, no source."),
    "attributions": Text("Daten und Lizenzen", "Data and licences"),
    "version": Text("Fassung der Landschaft", "Version of the landscape"),
    "further": Text("Alles mit Belegen und Karte", "Everything with sources and map"),
    "page": Text("Seite", "page"),
    "of": Text("von", "of"),
}


def words(language: Language) -> dict[str, str]:
    """Return the fixed words of a pack by name."""
    return {name: text.in_language(language) for name, text in _WORDS.items()}
