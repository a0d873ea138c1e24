"""What the three levels of a suggestion mean: the share that the recorded back-test gives."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

from graph.landscape import Landscape
from graph.suggestions.back_test import DAYS, LEAST, TESTED, BackTest, Followed, level
from graph.suggestions.results import LEVELS, Level
from ontology.texts import Text

RECORD: Final = Path(__file__).with_name("back_test.json")
"""Written by `bildungslandschaft back-test --write`, with the landscape it was made on."""


MIRRORED: Final[Mapping[str, str]] = {
    "district": "foundation",
    "district-to-approach": "agency",
}
"""Kinds that suggest the same ties from the other side → the kind that is back-tested."""

LOWEST: Final[Level] = "low"


@cache
def recorded() -> BackTest:
    """Return the back-test that is recorded."""
    return BackTest.of(json.loads(RECORD.read_text("utf-8")))


def write(found: BackTest) -> None:
    """Record a back-test."""
    text = json.dumps(found.document(), indent=1, ensure_ascii=False)
    RECORD.write_text(text + "\n", encoding="utf-8")


def level_of(landscape: Landscape, kind: str, score: float) -> tuple[Level, Text]:
    """Return the level of a score and what is known about its reliability.

    Where higher levels of a kind did not come true more often in the back-test, nothing of it
    stands higher than the lowest.
    """
    test, tested = recorded(), MIRRORED.get(kind, kind)
    if tested not in TESTED:
        found = level(score)
        basis = _basis(found)
        return found, Text(
            f"{basis.de} Nicht rückgetestet: ob aus einem solchen Vorschlag etwas wurde, hält keine"
            " Quelle mit Datum fest.",
            f"{basis.en} Not back-tested: no source records with a date what became of such a"
            " suggestion.",
        )
    if not test.tells(tested):
        flat = Text(
            f"Stufe „{LEVELS[LOWEST].de}“ wie alle Vorschläge dieser Art: eine höhere Wertung traf"
            " im Rückvergleich nicht häufiger zu.",
            f'Level "{LEVELS[LOWEST].en}" like all suggestions of this kind: a higher score did not'
            " come true more often in the back-test.",
        )
        shares = test.whole(tested)
        return LOWEST, _tested(test, landscape, flat, shares, mirrored=kind != tested)
    found = level(score)
    if kind != tested:
        shares = test.whole(tested)
    else:
        shares = test.levels[kind, found], test.cold[kind, found]
    return found, _tested(test, landscape, _basis(found), shares, mirrored=kind != tested)


def _basis(found: Level) -> Text:
    label = LEVELS[found]
    return Text(
        f"Stufe „{label.de}“ nach der Stärke der Einträge.",
        f'Level "{label.en}" by the strength of the entries.',
    )


def _tested(
    test: BackTest,
    landscape: Landscape,
    basis: Text,
    shares: tuple[Followed, Followed],
    *,
    mirrored: bool,
) -> Text:
    followed, cold = shares
    days = ", ".join(str(day.year) for day in DAYS)
    if followed.shown < LEAST:
        return Text(
            f"{basis.de} Nicht rückgetestet: zu wenige Fälle ({followed.shown}, Stichtage {days}).",
            f"{basis.en} Not back-tested: too few cases ({followed.shown}, days {days}).",
        )
    of_today = test.version == landscape.version
    when = Text("", "") if of_today else Text(" früheren Stands", " of an earlier version")
    such = (
        Text(
            "Vorschlägen (vom Kreis aus gesehen, alle Stufen zusammen)",
            "suggestions (seen from the district, all levels together)",
        )
        if mirrored
        else Text("solchen Vorschlägen", "such suggestions")
    )
    return Text(
        f"{basis.de} Im Rückvergleich{when.de} (Ende {days}) steht zu {followed.came} von"
        f" {followed.shown} {such.de} ein späterer Eintrag; bei Kreisen mit höchstens einem"
        f" früheren Eintrag zu {cold.came} von {cold.shown}. Verzeichnet ist nur ein Teil der"
        " Wirklichkeit.",
        f"{basis.en} In the back-test{when.en} (end of {days}) a later entry exists for"
        f" {followed.came} of {followed.shown} {such.en}; for districts with at most one earlier"
        f" entry for {cold.came} of {cold.shown}. Only a part of reality is recorded.",
    )
