"""What the three levels of a suggestion mean: the share that the recorded back-test gives."""

import json
from functools import cache
from pathlib import Path
from typing import Final

from graph.landscape import Landscape
from graph.suggestions.back_test import DAYS, LEAST, TESTED, BackTest, level
from graph.suggestions.results import LEVELS, Level
from ontology.texts import Text

RECORD: Final = Path(__file__).with_name("back_test.json")
"""Written by `bildungslandschaft back-test --write`, with the landscape it was made on."""


@cache
def recorded() -> BackTest:
    """Return the back-test that is recorded."""
    return BackTest.of(json.loads(RECORD.read_text("utf-8")))


def write(found: BackTest) -> None:
    """Record a back-test."""
    text = json.dumps(found.document(), indent=1, ensure_ascii=False)
    RECORD.write_text(text + "\n", encoding="utf-8")


def level_of(landscape: Landscape, kind: str, score: float) -> tuple[Level, Text]:
    """Return the level of a score and what is known about its reliability."""
    found = level(score)
    label = LEVELS[found]
    basis = Text(
        f"Stufe „{label.de}“ nach der Stärke der Einträge.",
        f'Level "{label.en}" by the strength of the entries.',
    )
    if kind not in TESTED:
        return found, Text(
            f"{basis.de} Nicht rückgetestet: ob aus einem solchen Vorschlag etwas wurde, hält keine"
            " Quelle mit Datum fest.",
            f"{basis.en} Not back-tested: no source records with a date what became of such a"
            " suggestion.",
        )
    return found, _tested(recorded(), landscape, kind, found, basis)


def _tested(test: BackTest, landscape: Landscape, kind: str, found: Level, basis: Text) -> Text:
    followed, cold = test.levels[kind, found], test.cold[kind, found]
    days = ", ".join(str(day.year) for day in DAYS)
    if followed.shown < LEAST:
        return Text(
            f"{basis.de} Nicht rückgetestet: zu wenige Fälle ({followed.shown}, Stichtage {days}).",
            f"{basis.en} Not back-tested: too few cases ({followed.shown}, days {days}).",
        )
    of_today = test.version == landscape.version
    flat = Text(
        " Eine höhere Stufe traf dabei nicht häufiger zu.",
        " A higher level did not come true more often.",
    )
    flat = Text("", "") if test.tells(kind) else flat
    when = Text("", "") if of_today else Text(" früheren Stands", " of an earlier version")
    return Text(
        f"{basis.de} Im Rückvergleich{when.de} (Ende {days}) steht zu {followed.came} von"
        f" {followed.shown} solchen Vorschlägen ein späterer Eintrag; bei Kreisen mit höchstens"
        f" einem früheren Eintrag zu {cold.came} von {cold.shown}.{flat.de} Verzeichnet ist nur ein"
        " Teil der Wirklichkeit.",
        f"{basis.en} In the back-test{when.en} (end of {days}) a later entry exists for"
        f" {followed.came} of {followed.shown} such suggestions; for districts with at most one"
        f" earlier entry for {cold.came} of {cold.shown}.{flat.en} Only a part of reality is"
        " recorded.",
    )
