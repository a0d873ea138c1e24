"""Which themes action fields, programmes and agencies stand for, and which figure shows a need."""

from collections.abc import Mapping
from typing import Final

ACTION_FIELDS: Final[Mapping[str, str]] = {
    "bildungsberatung": "bildungsberatung",
    "bildungsmanagement": "bildungsmanagement",
    "bildungsmonitoring": "bildungsmonitoring",
    "bildungsuebergaenge": "uebergangsmanagement",
    "demographischer-wandel": "demografie",
    "familienbildung": "familienbildung",
}
"""Action field of Lernen vor Ort → theme; a test compares it with `skos:closeMatch` in the store.
Three fields (democracy and culture, integration and diversity, economy) span several themes."""

PROGRAMMES: Final[Mapping[str, tuple[str, ...]]] = {
    "bildung-integriert": ("bildungsmanagement", "bildungsmonitoring"),
    "bildungskommunen": ("bildungsmanagement",),
    "bildungsregionen-bayern": ("bildungslandschaft",),
    "bildungsregionen-bw": ("bildungslandschaft",),
    "bildungsregionen-niedersachsen": ("bildungslandschaft",),
    "binakom": ("bne",),
    "digitale-bildungsregionen-bayern": ("digitalisierung",),
    "kaoa-kommunale-koordinierung": ("uebergang-schule-beruf",),
    "lernen-vor-ort": (
        "bildungsberatung",
        "bildungsmanagement",
        "bildungsmonitoring",
        "uebergangsmanagement",
    ),
    "modellprojekt-kbm-sachsen-anhalt": ("bildungsmanagement",),
    "nelecom": ("bildungslandschaft",),
    "neuzugewanderte": ("integration-neuzugewanderte",),
    "regionale-bildungsnetzwerke-nrw": ("bildungslandschaft",),
}
"""Programme → themes that its stated goal names (`bl:goal`). Whoever takes part works on them.
Lernen vor Ort made its four mandatory action fields a condition."""

STATED_PARTICIPANTS: Final[Mapping[str, int]] = {
    "bildungsregionen-bayern": 76,
    "bildungsregionen-bw": 28,
    "bildungsregionen-niedersachsen": 17,
    "binakom": 50,
    "digitale-bildungsregionen-bayern": 37,
    "kaoa-kommunale-koordinierung": 53,
    "lernen-vor-ort": 40,
    "modellprojekt-kbm-sachsen-anhalt": 3,
    "neuzugewanderte": 321,
    "regionale-bildungsnetzwerke-nrw": 52,
}
"""Programme → number of participants that it states itself: how complete our list is. Of a
programme that states none, nobody can say whether a district that is not listed took part."""

AGREEMENTS: Final[Mapping[str, tuple[str, ...]]] = {"binakom": ("bne",)}
"""Agency → themes of its agreements where they are not municipal education management."""

AGREEMENT_THEMES: Final = ("bildungsmanagement",)
"""What every other agreement of a transfer or development agency is about."""

NEED_INDICATORS: Final[Mapping[str, tuple[str, int]]] = {
    "armutspraevention": ("haushalte-niedriges-einkommen", 1),
    "berufliche-bildung": ("auszubildende-je-100", -1),
    "chancengerechtigkeit": ("haushalte-niedriges-einkommen", 1),
    "demografie": ("anteil-65plus", 1),
    "fachkraeftesicherung": ("auszubildende-je-100", -1),
    "fruehkindliche-bildung": ("betreuungsquote-u3", -1),
    "hochschulbildung": ("studierende-je-100", -1),
    "integration-neuzugewanderte": ("auslaenderanteil", 1),
    "schulische-bildung": ("schulabgang-ohne-abschluss", 1),
    "sprachfoerderung": ("auslaenderanteil", 1),
    "uebergang-schule-beruf": ("arbeitslosenquote-u25", 1),
    "uebergangsmanagement": ("schulabgang-ohne-abschluss", 1),
}
"""Theme → indicator and direction in which it shows a need (1: high, -1: low)."""
