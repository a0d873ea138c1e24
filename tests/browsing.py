"""How tests open Chromium and ask axe."""

import os
import shutil
from collections.abc import Iterator
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


def violations(page: Page) -> list[tuple[str, str]]:
    """Return what axe finds wrong: rule and first element; all rules are run.

    Only violations are reported in full: writing down every element that is right took three
    quarters of the time.
    """
    answer = Axe().run(page, options={"resultTypes": ["violations"]}).response
    return [(one["id"], one["nodes"][0]["html"][:200]) for one in answer["violations"]]
