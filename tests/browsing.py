"""How tests open Chromium and ask axe."""

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = shutil.which("chromium")
MARKS = [
    pytest.mark.browser,
    pytest.mark.skipif(
        CHROMIUM is None and os.environ.get("CI") != "true",
        reason="Chromium is not installed (tests/install-debian-packages)",
    ),
]
_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Open a browser that asks nobody for anything by itself."""
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=list(_ARGUMENTS))
        yield running
        running.close()


COLOURS = ("color-contrast", "link-in-text-block")
"""The rules of axe that look at colours: all that a dark screen can change."""


def violations(page: Page, rules: Sequence[str] = ()) -> list[tuple[str, str]]:
    """Return what axe finds wrong: rule and first element.

    Only violations are reported in full: writing down every element that is right took three
    quarters of the time.

    Args:
        page: as it stands.
        rules: only these; all if empty.
    """
    chosen = {"runOnly": {"type": "rule", "values": list(rules)}} if rules else {}
    answer = Axe().run(page, options={"resultTypes": ["violations"], **chosen}).response
    return [(one["id"], one["nodes"][0]["html"][:200]) for one in answer["violations"]]
